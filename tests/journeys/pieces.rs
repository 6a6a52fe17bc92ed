//! The program comes in pieces: what the first one answers alone, and what waits for the rest without being lost.

use common_purse::pieces::{later, places};
use common_purse::state::*;
use documents::Id;

use crate::support::{Device, HOMES, Small, Visit, kiosk, own};

fn later_came() -> Message {
    PieceMessage::LaterCame(Table(later::here().expect("natively it is here"))).into()
}

fn place() -> PlaceTable {
    PlaceTable(places::here().expect("natively it is here"))
}

/// The budget is here, and no further piece.
fn first_piece(device: Device) -> Visit {
    let mut visit = Visit::of_first_piece(own(), device);
    visit.tell(LoadMessage::BudgetArrived(Small::default().json()));
    visit
}

/// A device on which a ballot waits that could not be sent.
fn with_unsent() -> (Device, Id) {
    let mut visit = Visit::to(&Small::default(), own());
    visit.set([40, 20, 20, 20]);
    let ballot = visit.send();
    (visit.device, ballot)
}

#[test]
fn what_follows_is_asked_for_at_the_start() {
    let asked = Visit::of_first_piece(own(), Device::default()).take();
    assert_eq!(
        asked,
        [Effect::FetchBudget, Effect::ReadMemory, Effect::FetchLater]
    );
    let whole = Visit::just_opened(own(), Device::default()).take();
    assert_eq!(whole, [Effect::FetchBudget, Effect::ReadMemory]);
}

#[test]
fn a_touch_is_answered_and_its_draft_kept_before_anything_follows() {
    let mut visit = first_piece(Device::default());
    visit.take();
    visit.tell(EditMessage::MorePressed(HOMES));
    assert_eq!(visit.amounts()[HOMES], 15);
    assert!(visit.device.memory.draft.is_some());
    let asked = visit.take();
    assert!(
        asked
            .iter()
            .all(|effect| matches!(effect, Effect::KeepDraft(_) | Effect::AnnounceAfter { .. })),
        "{asked:?}"
    );
}

#[test]
fn what_was_changed_meanwhile_stays_and_undo_leads_to_what_the_device_had() {
    let mut before = Visit::to(&Small::default(), own());
    before.set([40, 20, 20, 20]);
    let device = before.device.clone();
    let kept = device.memory.clone();
    let mut visit = first_piece(device);
    visit.tell(EditMessage::MorePressed(HOMES));
    visit.tell(DeviceMessage::MemoryRead(kept));
    assert!(
        visit.open().filling.past.len() == 1,
        "the memory waits for its piece"
    );
    visit.tell(later_came());
    assert_eq!(visit.amounts(), [15, 0, 0, 5]);
    visit.tell(EditMessage::UndoPressed);
    visit.tell(EditMessage::UndoPressed);
    assert_eq!(visit.amounts(), [40, 20, 20, 20]);
}

#[test]
fn a_ballot_that_was_not_sent_goes_on_once_its_piece_is_here() {
    let (device, ballot) = with_unsent();
    let memory = device.memory.clone();
    let mut visit = first_piece(device);
    visit.tell(DeviceMessage::MemoryRead(memory));
    assert!(visit.open().outbox.ballots.is_empty());
    visit.take();
    visit.tell(later_came());
    let asked = visit.take();
    assert_eq!(
        asked[0],
        Effect::BeginLater,
        "what it is to do comes after it"
    );
    // The organiser can close this event: that is asked first, and then the ballot is put.
    assert!(asked.contains(&Effect::LookForClose), "{asked:?}");
    assert_eq!(visit.stage(ballot), Stage::Putting);
}

#[test]
fn a_code_in_the_address_waits_for_its_piece() {
    let codes = Small {
        codes: true,
        ..Small::default()
    };
    let mut visit = Visit::of_first_piece(own(), Device::default());
    visit.tell(VoterMessage::CodeTyped("0123".into()));
    visit.tell(LoadMessage::BudgetArrived(codes.json()));
    visit.tell(DeviceMessage::MemoryRead(Memory::default()));
    assert!(visit.open().code.text.is_empty());
    visit.tell(later_came());
    assert_eq!(&*visit.open().code.text, "0123");
}

#[test]
fn a_screen_that_is_asked_for_too_early_is_there_as_soon_as_it_can_be() {
    let mut visit = first_piece(Device::default());
    visit.set([40, 20, 20, 20]);
    visit.tell(NavigateMessage::ScreenAsked(Screen::Check));
    assert_eq!(visit.open().screen, Screen::Check);
    visit.tell(SendMessage::SendPressed);
    assert_eq!(visit.cast(), None);
    visit.tell_all([
        DeviceMessage::MemoryRead(Memory::default()).into(),
        later_came(),
    ]);
    // Nobody can have seen the button before its page was here, and still its press is not lost.
    assert!(visit.cast().is_some());
}

#[test]
fn faults_take_the_focus_once_they_can_be_shown() {
    let mut visit = first_piece(Device::default());
    visit.tell(NavigateMessage::ScreenAsked(Screen::Check));
    assert!(!visit.open().filling.faults.is_empty());
    visit.take();
    visit.tell(later_came());
    assert!(visit.take().contains(&Effect::FocusFaults));
}

#[test]
fn what_cannot_be_had_is_said_and_asked_for_again_more_and_more_seldom() {
    let mut visit = first_piece(Device::default());
    visit.take();
    for seconds in [2, 4, 8, 16, 32, 60, 60] {
        visit.tell(PieceMessage::LaterMissing);
        assert!(visit.state.later_is_missing());
        assert_eq!(visit.take(), [Effect::FetchLaterAfter(seconds)]);
        visit.tell(PieceMessage::LaterAsked);
        assert_eq!(visit.take(), [Effect::FetchLater]);
    }
    visit.tell(later_came());
    assert!(!visit.state.later_is_missing());
    visit.take();
    visit.tell_all([
        PieceMessage::LaterMissing.into(),
        PieceMessage::LaterAsked.into(),
        later_came(),
    ]);
    assert_eq!(visit.take(), []);
}

#[test]
fn a_connection_that_is_back_asks_again() {
    let mut visit = first_piece(Device::default());
    visit.tell(PieceMessage::LaterMissing);
    visit.take();
    visit.tell(LoadMessage::ConnectionChanged { online: false });
    assert_eq!(visit.take(), []);
    visit.tell(LoadMessage::ConnectionChanged { online: true });
    assert_eq!(visit.take(), [Effect::FetchLater]);
}

/// Without its own piece a kiosk would forget nobody.
#[test]
fn a_kiosk_waits_for_its_piece_and_asks_for_it_again_and_again() {
    let mut visit = Visit::of_first_piece(kiosk(), Device::default());
    assert!(visit.state.waits(), "what was fetched may be no budget");
    visit.tell(LoadMessage::BudgetArrived(Small::default().json()));
    visit.tell_all([
        later_came(),
        DeviceMessage::MemoryRead(Memory::default()).into(),
    ]);
    assert!(visit.state.waits());
    visit.take();
    for seconds in [2, 4, 8] {
        visit.tell(PieceMessage::PlaceMissing);
        assert!(visit.state.later_is_missing(), "and that is said");
        assert_eq!(visit.take(), [Effect::FetchLaterAfter(seconds)]);
        visit.tell(PieceMessage::LaterAsked);
        assert_eq!(visit.take(), [Effect::FetchPlace]);
        assert!(visit.state.waits());
    }
    visit.tell(LoadMessage::ConnectionChanged { online: true });
    assert!(visit.take().contains(&Effect::FetchPlace));
    visit.tell(PieceMessage::PlaceCame(Some(place())));
    assert!(!visit.state.waits());
    visit.tell(PieceMessage::LaterAsked);
    assert_eq!(visit.take(), []);
    let mut own = first_piece(Device::default());
    assert!(!own.state.waits(), "a phone needs no such piece");
    own.tell(later_came());
    assert!(!own.state.waits());
}

/// Without its own piece a table could not say how many agree, and "send" would do nothing; a desk would show a visitor's ballot.
#[test]
fn a_table_and_a_desk_wait_for_their_piece_and_say_that_it_is_missing() {
    for channel in [Channel::Table, Channel::Paper] {
        let setting = Setting { channel, ..own() };
        let mut visit = Visit::of_first_piece(setting, Device::default());
        visit.tell(LoadMessage::BudgetArrived(Small::default().json()));
        visit.tell_all([
            later_came(),
            DeviceMessage::MemoryRead(Memory::default()).into(),
            PieceMessage::PlaceMissing.into(),
        ]);
        assert!(visit.state.waits(), "{channel:?}");
        assert!(visit.state.later_is_missing(), "and that is said");
        visit.take();
        visit.tell(PieceMessage::LaterAsked);
        assert_eq!(visit.take(), [Effect::FetchPlace]);
        visit.tell(PieceMessage::PlaceCame(Some(place())));
        assert!(!visit.state.waits(), "{channel:?}");
    }
}

#[test]
fn a_budget_that_comes_after_all_finds_what_was_read_before_it() {
    let (device, ballot) = with_unsent();
    let memory = device.memory.clone();
    let mut visit = Visit::of_first_piece(own(), device);
    visit.tell_all([later_came(), DeviceMessage::MemoryRead(memory).into()]);
    visit.tell(LoadMessage::BudgetArrived(Small::default().json()));
    assert_eq!(visit.cast(), Some(ballot));
}

/// What a budget of ours has, and what stands there instead.
const MISTAKES: [(&str, &str); 7] = [
    (r#""floor":25"#, r#""floor":95"#),
    (r#""cap":60,"why"#, r#""cap":0,"why"#),
    (r#""floor":10,"cap":60"#, r#""floor":60,"cap":60"#),
    (r#""below":30"#, r#""below":5"#),
    (r#""closes":"2027-03-31""#, r#""closes":"2027-02-01""#),
    (
        r#""organiser":{"#,
        r#""organiser":{"contact":"javascript:alert(1)","#,
    ),
    (r#""currency":"GBP""#, r#""currency":"pounds""#),
];

fn with_mistake((ours, mistake): (&str, &str)) -> Vec<u8> {
    let budget = String::from_utf8(Small::default().json()).expect("JSON is text");
    let wrong = budget.replacen(ours, mistake, 1);
    assert_ne!(budget, wrong, "{ours}");
    wrong.into_bytes()
}

#[test]
fn a_budget_with_a_mistake_takes_no_harm_from_touches_and_no_ballot_before_it_is_said() {
    let mut seen = 0;
    for mistake in MISTAKES {
        let mut visit = Visit::of_first_piece(own(), Device::default());
        visit.tell(LoadMessage::BudgetArrived(with_mistake(mistake)));
        let touches = [
            Message::from(EditMessage::TodayPressed),
            EditMessage::EvenPressed.into(),
            EditMessage::MorePressed(HOMES).into(),
            EditMessage::LessPressed(HOMES).into(),
            EditMessage::NoViewToggled(HOMES).into(),
            NavigateMessage::ScreenAsked(Screen::Check).into(),
            SendMessage::SendPressed.into(),
        ];
        seen += usize::from(matches!(visit.state.phase, Phase::Open(_)));
        visit.tell_all(touches);
        visit.tell(DeviceMessage::MemoryRead(Memory::default()));
        visit.take();
        visit.tell(later_came());
        assert!(
            matches!(&visit.state.phase, Phase::Broken(Trouble::Malformed(problems)) if !problems.is_empty()),
            "{mistake:?}"
        );
        let done = visit.take();
        let ballot = |effect: &Effect| {
            matches!(
                effect,
                Effect::KeepCast { .. } | Effect::KeepBallot { .. } | Effect::Seal(_)
            )
        };
        assert!(!done.iter().any(ballot), "{mistake:?}: {done:?}");
    }
    assert!(seen > 4, "such a budget can be drawn: {seen}");
}

#[test]
fn what_is_no_budget_is_said_in_words_once_they_are_here() {
    let mut visit = Visit::of_first_piece(own(), Device::default());
    visit.tell(LoadMessage::BudgetArrived(b"{}".to_vec()));
    assert_eq!(visit.state.phase, Phase::Loading);
    visit.tell(later_came());
    assert!(matches!(
        &visit.state.phase,
        Phase::Broken(Trouble::Malformed(problems)) if !problems.is_empty()
    ));
    visit.tell(LoadMessage::TryAgainPressed);
    visit.tell(LoadMessage::BudgetArrived(Small::default().json()));
    assert_eq!(visit.open().screen, Screen::Ballot);
}

#[test]
fn results_that_could_not_be_had_are_asked_for_again() {
    let missing = [
        Message::from(NavigateMessage::ScreenAsked(Screen::Results)),
        ResultsMessage::ResultsMissing.into(),
    ];
    for again in [
        Message::from(ResultsMessage::ResultsAsked),
        LoadMessage::ConnectionChanged { online: true }.into(),
    ] {
        let mut visit = Visit::to(&Small::default(), own());
        visit.tell_all(missing.clone());
        assert!(visit.open().results_missing);
        visit.take();
        visit.tell(again);
        let asked = visit.take().into_iter();
        let asked: Vec<_> = asked.filter(|it| *it != Effect::LookForClose).collect();
        assert_eq!(asked, [Effect::FetchResults]);
        assert!(!visit.open().results_missing);
    }
}
