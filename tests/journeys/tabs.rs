//! One device, several tabs: one draft becomes one ballot, and another person's ballot stays another one.

use common_purse::state::*;
use documents::{Code, Id};

use crate::support::*;

/// Without questions: the ballots lie open, as in most events.
fn plain() -> Small {
    Small {
        about: false,
        ..Small::default()
    }
}

/// The same page in a further tab of the device.
fn tab(of: &Visit) -> Visit {
    Visit::again(&plain(), own(), of.device.clone())
}

/// From here on it is this tab that the visitor uses; the device is one.
fn turn_to(tab: &mut Visit, from: &Visit) {
    tab.device = from.device.clone();
}

/// What the device keeps, and what every tab has put.
fn put_by(tabs: &mut [&mut Visit]) -> Vec<Id> {
    let puts = tabs.iter_mut().flat_map(|tab| tab.take());
    let mut ids: Vec<Id> = puts
        .filter_map(|effect| match effect {
            Effect::PutBallot { id, .. } => Some(id),
            _ => None,
        })
        .collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

fn begun() -> Visit {
    let mut first = Visit::to(&plain(), own());
    first.tell(EditMessage::EvenPressed);
    first
}

fn press_send(tab: &mut Visit) {
    tab.tell(NavigateMessage::ScreenAsked(Screen::Check));
    tab.tell(SendMessage::SendPressed);
}

#[test]
fn one_draft_in_two_tabs_is_one_ballot_changed_or_not() {
    for changed in [false, true] {
        let mut first = begun();
        let mut second = tab(&first);
        assert_eq!(second.amounts(), first.amounts());
        if changed {
            second.tell_all([
                EditMessage::LessPressed(HOMES),
                EditMessage::MorePressed(WARMTH),
            ]);
        }
        let id = first.send();
        turn_to(&mut second, &first);
        // It was asleep, and nobody has told it anything.
        press_send(&mut second);
        assert_eq!(put_by(&mut [&mut first, &mut second]), [id]);
        let open = second.open();
        assert_eq!((open.cast_id(), open.turn()), (Some(id), Turn::Cast));
        assert_eq!(open.screen, Screen::Receipt);
        assert!(second.device.memory.ballots.len() == 1);
    }
}

#[test]
fn both_press_send_before_either_has_kept_its_ballot() {
    let first = begun();
    let mut second = tab(&first);
    second.tell_all([
        EditMessage::LessPressed(HOMES),
        EditMessage::MorePressed(WARMTH),
    ]);
    let mut racing = first.state.clone();
    racing.update(NavigateMessage::ScreenAsked(Screen::Check).into());
    racing.update(SendMessage::SendPressed.into());
    let keeps = racing.update(SendMessage::CloseKnown(Closing::StillOpen).into());
    let Some(Effect::KeepBallot { id, after, .. }) = keeps.first() else {
        panic!("it is kept before anything else: {keeps:?}");
    };
    // The other one comes first at the device's memory.
    let other = second.send();
    let room = second.device.memory.room_for(*id, after.as_deref());
    assert_eq!(room, Room::Taken);
    let memory = second.device.memory.clone();
    let effects = racing.update(SendMessage::CastElsewhere(*id, memory).into());
    assert_eq!(effects, [Effect::LookForClose], "it goes on here too");
    let effects = racing.update(SendMessage::CloseKnown(Closing::StillOpen).into());
    let puts = effects.iter().filter_map(|effect| match effect {
        Effect::PutBallot { id, .. } => Some(*id),
        _ => None,
    });
    assert!(
        puts.eq([other]),
        "the other tab's goes on here too: {effects:?}"
    );
    let Phase::Open(open) = &racing.phase else {
        panic!("it stays open");
    };
    assert_eq!((open.cast_id(), open.turn()), (Some(other), Turn::Cast));
    assert!(open.outbox.find(*id).is_none(), "this one was never cast");
    assert_eq!(
        racing.update(SendMessage::RetryDue(*id).into()),
        [],
        "not by its patience either"
    );
}

#[test]
fn a_tab_beside_or_one_that_wakes_says_that_the_ballot_is_cast() {
    for news in [
        DeviceMessage::MemoryChanged,
        DeviceMessage::DayChanged(day("2027-03-10")),
    ] {
        let mut first = begun();
        let mut second = tab(&first);
        let id = first.send();
        turn_to(&mut second, &first);
        second.tell(news);
        let open = second.open();
        assert_eq!((open.cast_id(), open.screen), (Some(id), Screen::Receipt));
        assert!(open.elsewhere(), "and that it was in another tab");
        assert!(!open.unsent());
        second.tell(TurnMessage::AnotherBallotPressed);
        assert!(!second.open().is_begun(), "the draft became that ballot");
    }
}

#[test]
fn a_sent_ballot_is_known_in_the_other_tab_as_one_that_waits_is() {
    let mut first = begun();
    let mut second = tab(&first);
    let id = first.send();
    let bytes = first.put(id);
    first.answer(id, 201, Some(&bytes));
    turn_to(&mut second, &first);
    press_send(&mut second);
    second.answer(id, 204, Some(&bytes));
    assert_eq!(second.stage(id), Stage::Sent);
    assert_eq!(put_by(&mut [&mut first, &mut second]), [id]);
    assert!(second.device.memory.ballots.is_empty());
}

#[test]
fn two_tabs_begun_apart_are_one_persons_until_somebody_says_otherwise() {
    let mut first = Visit::to(&plain(), own());
    let mut second = tab(&first);
    first.tell(EditMessage::EvenPressed);
    let kept = first.device.memory.draft.clone();
    turn_to(&mut second, &first);
    second.tell(EditMessage::TodayPressed);
    assert_ne!(second.device.memory.draft, kept);
    turn_to(&mut first, &second);
    let id = first.send();
    turn_to(&mut second, &first);
    press_send(&mut second);
    assert_eq!(second.cast(), Some(id));
    assert_eq!(second.device.memory.ballots.len(), 1);
    // It is somebody else's: what they filled in is still there.
    second.tell(TurnMessage::AnotherBallotPressed);
    assert_eq!(second.amounts(), [40, 30, 20, 10]);
    let other = second.send();
    assert_ne!(other, id);
    assert_eq!(second.device.memory.ballots.len(), 2);
}

#[test]
fn the_next_person_on_the_device_is_not_taken_for_the_last_in_any_tab() {
    let mut first = begun();
    let id = first.send();
    let mut second = tab(&first);
    second.tell_all([
        Message::from(TurnMessage::AnotherBallotPressed),
        EditMessage::EvenPressed.into(),
    ]);
    turn_to(&mut first, &second);
    first.tell(DeviceMessage::MemoryChanged);
    let other = second.send();
    assert_ne!(other, id, "the same choices, and another person");
    assert_eq!(second.device.memory.ballots.len(), 2);
    assert_eq!(second.open().turn(), Turn::Cast);
}

#[test]
fn looking_again_changes_nothing_where_nothing_has_changed() {
    let mut visit = begun();
    visit.tell(EditMessage::MorePressed(HOMES));
    let before = visit.state.clone();
    for _ in 0..3 {
        visit.tell(DeviceMessage::MemoryChanged);
        assert_eq!(visit.state, before);
    }
    visit.send();
    visit.tell(TurnMessage::AnotherBallotPressed);
    let before = visit.state.clone();
    visit.tell(DeviceMessage::MemoryChanged);
    assert_eq!(visit.state, before, "another person's turn, not begun yet");
}

#[test]
fn stopped_between_press_and_answer_the_same_draft_is_the_same_ballot() {
    let first = begun();
    let (mut state, device) = (first.state.clone(), first.device.clone());
    state.update(NavigateMessage::ScreenAsked(Screen::Check).into());
    state.update(SendMessage::SendPressed.into());
    let keeps = state.update(SendMessage::CloseKnown(Closing::StillOpen).into());
    let Some(Effect::KeepBallot { id, .. }) = keeps.first() else {
        panic!("{keeps:?}");
    };
    // The device's answer never came, and nothing of the ballot was kept.
    let mut again = Visit::again(&plain(), own(), device);
    assert_eq!(again.send(), *id);
}

#[test]
fn answers_about_oneself_are_sealed_alike_for_the_same_draft_only() {
    let asking = Small::default();
    let mut first = Visit::to(&asking, own());
    first.tell(EditMessage::EvenPressed);
    let answer = |answer| VoterMessage::AnswerChosen {
        question: 0,
        answer: Some(answer),
    };
    first.tell(answer(0));
    let device = first.device.clone();
    let id = first.send();
    let mut again = Visit::again(&asking, own(), device.clone());
    assert_eq!(again.send(), id);
    let mut changed = Visit::again(&asking, own(), device);
    changed.tell(answer(1));
    let other = changed.send();
    let about = |visit: &Visit, id| ballot(&visit.put(id)).about.expect("sealed");
    assert_ne!(about(&first, id), about(&changed, other));
}

#[test]
fn a_kiosk_asks_no_other_tab() {
    let mut visit = Visit::to(&plain(), kiosk());
    visit.tell(EditMessage::EvenPressed);
    let first = visit.send();
    visit.tell_all([
        Message::from(TurnMessage::NextVisitorPressed),
        EditMessage::EvenPressed.into(),
    ]);
    visit.take();
    let second = visit.send();
    assert_ne!(first, second);
    assert!(
        visit
            .take()
            .iter()
            .any(|effect| matches!(effect, Effect::KeepBallot { after: None, .. }))
    );
}

#[test]
fn a_tab_that_hears_late_of_its_ballot_hides_no_later_one() {
    let mut first = begun();
    let id = first.send();
    let bytes = first.put(id);
    // Somebody else goes on in another tab while the first waits for its answer.
    let mut second = tab(&first);
    second.tell_all([
        Message::from(TurnMessage::AnotherBallotPressed),
        EditMessage::TodayPressed.into(),
    ]);
    let later = second.send();
    let later_bytes = second.put(later);
    second.answer(later, 201, Some(&later_bytes));
    assert_eq!(second.device.memory.cast.as_deref(), Some(&later_bytes[..]));
    turn_to(&mut first, &second);
    first.answer(id, 201, Some(&bytes));
    assert_eq!(first.stage(id), Stage::Sent);
    assert_eq!(first.device.memory.cast, Some(later_bytes));
}

#[test]
fn a_tab_with_a_receipt_shows_the_next_persons_once_that_is_cast_in_another() {
    let mut first = begun();
    let id = first.send();
    let mut second = tab(&first);
    second.tell_all([
        Message::from(TurnMessage::AnotherBallotPressed),
        EditMessage::TodayPressed.into(),
    ]);
    let later = second.send();
    turn_to(&mut first, &second);
    assert_eq!(first.cast(), Some(id));
    first.tell(DeviceMessage::DayChanged(day("2027-03-10")));
    let open = first.open();
    assert_eq!((open.cast_id(), open.turn()), (Some(later), Turn::Cast));
    assert!(open.elsewhere());
    first.tell(TurnMessage::AnotherBallotPressed);
    assert!(!first.open().is_begun(), "nobody’s amounts are left behind");
}

/// The next person's vote with the last one's code would take its place.
#[test]
fn somebody_else_never_goes_on_with_the_code_that_was_put_in_before() {
    let budget = Small {
        codes: true,
        ..Small::default()
    };
    let mut first = Visit::to(&budget, own());
    first.tell(EditMessage::EvenPressed);
    first.tell(VoterMessage::CodeTyped(Code::new([1; 10]).to_string()));
    let mut second = Visit::again(&budget, own(), first.device.clone());
    second.tell(VoterMessage::CodeTyped(Code::new([2; 10]).to_string()));
    second.tell(EditMessage::MorePressed(HOMES));
    first.send();
    second.device = first.device;
    second.tell(DeviceMessage::MemoryChanged);
    second.tell(TurnMessage::AnotherBallotPressed);
    assert_eq!(second.open().turn(), Turn::Filling);
    assert_eq!(second.open().code, CodeField::default());
}
