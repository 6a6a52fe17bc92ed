//! A shared device forgets.

use common_purse::places::kiosk::{self as beside, Address, Cover};
use common_purse::state::*;

use crate::sealer::{sealed, sealing};
use crate::stand::*;
use crate::support::*;

#[test]
fn the_next_visitor_sees_nothing_of_the_last() {
    let fresh = Visit::to(&Small::default(), kiosk());
    let mut visit = Visit::to(&Small::default(), kiosk());
    visit.tell(LanguageMessage::LanguageChosen(lang("cy")));
    visit.tell_all([
        EditMessage::EvenPressed,
        EditMessage::MorePressed(HOMES),
        EditMessage::AnnouncementDue,
    ]);
    visit.tell(EditMessage::AmountTyped {
        priority: HOMES,
        text: "secret".into(),
    });
    visit.tell(VoterMessage::AnswerChosen {
        question: 0,
        answer: Some(0),
    });
    visit.tell_all([Screen::Check, Screen::Results].map(NavigateMessage::ScreenAsked));
    visit.take();
    visit.tell(TurnMessage::NextVisitorPressed);
    assert_eq!(visit.state, fresh.state);
    let ask = Effect::AskMoneyStyle {
        lang: lang("en"),
        currency: "GBP".into(),
    };
    let wiped = [ask, Effect::DrawAnew, Effect::ShowInstead(Screen::Ballot)];
    assert_eq!(visit.take(), wiped);
}

#[test]
fn a_ballot_that_is_not_sent_stays_with_the_device_and_goes_on() {
    let mut visit = Visit::to(&Small::default(), kiosk());
    visit.tell(EditMessage::EvenPressed);
    let id = visit.send();
    let bytes = visit.put(id);
    visit.tell(SendMessage::PutAnswered {
        ballot: id,
        answer: Answer::Nothing,
    });
    visit.tell(TurnMessage::NextVisitorPressed);
    assert_eq!(
        (visit.cast(), visit.yours(), visit.open().screen),
        (None, None, Screen::Ballot)
    );
    assert_eq!(visit.state.unsent(), 1);
    visit.tell(SendMessage::RetryDue(id));
    visit.answer(id, 201, Some(&bytes));
    assert_eq!(visit.state.unsent(), 0);
    assert!(visit.device.memory.ballots.is_empty());
    visit.tell(TurnMessage::NextVisitorPressed);
    assert!(visit.open().outbox.ballots.is_empty());
}

#[test]
fn nothing_but_unsent_ballots_is_ever_kept() {
    let mut visit = Visit::to(&Small::default(), kiosk());
    visit.tell_all([
        Message::from(LanguageMessage::LanguageChosen(lang("cy"))),
        EditMessage::EvenPressed.into(),
    ]);
    let id = visit.send();
    let bytes = visit.put(id);
    assert_eq!(
        visit.device.memory,
        Memory {
            ballots: vec![bytes.clone()],
            ..Memory::default()
        }
    );
    assert_eq!(ballot(&bytes).channel, Channel::Kiosk);
    visit.answer(id, 201, Some(&bytes));
    assert_eq!(visit.device.memory, Memory::default());
}

#[test]
fn what_an_own_visit_left_on_the_device_is_forgotten_and_not_shown() {
    let mut before = Visit::to(&Small::default(), own());
    before.tell_all([
        Message::from(LanguageMessage::LanguageChosen(lang("cy"))),
        EditMessage::EvenPressed.into(),
    ]);
    let id = before.send();
    let bytes = before.put(id);
    before.answer(id, 201, Some(&bytes));
    before.tell_all([
        Message::from(TurnMessage::AnotherBallotPressed),
        EditMessage::EvenPressed.into(),
    ]);

    let visit = Visit::again(&Small::default(), kiosk(), before.device);
    assert_eq!(
        (visit.amounts(), visit.cast(), visit.open().screen),
        (vec![10, 0, 0, 5], None, Screen::Ballot)
    );
    assert_eq!(visit.open().lang, lang("en"));
    assert_eq!(
        (visit.device.memory.draft, visit.device.memory.cast),
        (None, None)
    );
}

#[test]
fn a_kiosk_that_was_switched_off_sends_what_it_holds() {
    let mut visit = Visit::to(&Small::default(), kiosk());
    for _ in 0..3 {
        visit.tell(EditMessage::EvenPressed);
        visit.send();
        visit.tell(TurnMessage::NextVisitorPressed);
    }
    let mut again = Visit::again(&Small::default(), kiosk(), visit.device);
    assert_eq!(
        (again.state.unsent(), again.cast(), again.open().screen),
        (3, None, Screen::Ballot)
    );
    let puts = again
        .take()
        .iter()
        .filter(|effect| matches!(effect, Effect::PutBallot { .. }))
        .count();
    assert_eq!(puts, 3);
}

#[test]
fn the_next_visitor_is_a_matter_of_kiosks_only() {
    let mut visit = Visit::to(&Small::default(), own());
    visit.tell(EditMessage::EvenPressed);
    visit.tell(TurnMessage::NextVisitorPressed);
    assert_eq!(visit.amounts(), [25; 4]);
}

/// Everything a visitor can leave behind: each of these alone is enough to be asked and wiped.
fn traces() -> Vec<Vec<Message>> {
    let typed = |text: &str| {
        EditMessage::AmountTyped {
            priority: HOMES,
            text: text.into(),
        }
        .into()
    };
    let answered = VoterMessage::AnswerChosen {
        question: 0,
        answer: Some(0),
    }
    .into();
    vec![
        vec![EditMessage::EvenPressed.into()],
        vec![
            EditMessage::EvenPressed.into(),
            EditMessage::StartAgainPressed.into(),
            answered,
        ],
        vec![typed("my name")],
        vec![LanguageMessage::LanguageChosen(lang("cy")).into()],
        vec![NavigateMessage::ScreenAsked(Screen::Results).into()],
        vec![
            EditMessage::EvenPressed.into(),
            NavigateMessage::ScreenAsked(Screen::Check).into(),
            SendMessage::SendPressed.into(),
        ],
    ]
}

#[test]
fn who_walks_away_is_asked_and_then_forgotten() {
    for left in traces() {
        let mut stand = Stand::new();
        let fresh = Visit::to(&Small::default(), kiosk());
        left.iter().for_each(|message| stand.tell(message.clone()));
        stand.seconds(QUIET_MS / 1_000 - 1);
        assert_eq!(stand.kiosk.wiped_in(), None, "{left:?}");
        stand.seconds(1);
        assert_eq!(stand.kiosk.wiped_in(), Some(WARNING_MS / 1_000));
        stand.seconds(10);
        assert_eq!(stand.kiosk.wiped_in(), Some(WARNING_MS / 1_000 - 10));
        stand.seconds(WARNING_MS / 1_000 - 10);
        assert_eq!(stand.kiosk.wiped_in(), None, "{left:?}");
        let mut visit = stand.visit;
        assert_eq!(visit.amounts(), fresh.amounts(), "{left:?}");
        visit.tell(EditMessage::UndoPressed);
        visit.tell(NavigateMessage::ScreenShown(Screen::Receipt));
        visit.tell(NavigateMessage::ScreenShown(Screen::Check));
        let (open, new) = (visit.open(), fresh.open());
        assert_eq!(open.draft(), new.draft(), "{left:?}");
        assert_eq!(
            (&open.lang, open.screen),
            (&new.lang, new.screen),
            "{left:?}"
        );
        assert_eq!((open.cast_id(), open.yours()), (None, None), "{left:?}");
        assert!(visit.take().contains(&Effect::DrawAnew), "{left:?}");
    }
}

#[test]
fn a_touch_or_a_key_goes_on_for_as_long_as_before() {
    let mut stand = Stand::new();
    stand.tell(EditMessage::EvenPressed);
    for _ in 0..3 {
        stand.seconds((QUIET_MS + WARNING_MS) / 1_000 - 1);
        assert_eq!(stand.kiosk.wiped_in(), Some(1));
        stand.happens(beside::Message::Touched);
        assert_eq!(stand.kiosk.wiped_in(), None);
    }
    assert_eq!(stand.visit.amounts(), [25; 4]);
}

#[test]
fn whoever_wakes_a_sleeping_kiosk_finds_nothing() {
    for ms in [QUIET_MS + WARNING_MS, 3_600_000, u64::MAX] {
        let mut stand = Stand::new();
        stand.tell(EditMessage::EvenPressed);
        stand.seconds(5);
        // The time that was slept is told before the touch that ended it.
        stand.happens(beside::Message::TimePassed { ms });
        stand.happens(beside::Message::Touched);
        assert_eq!(stand.visit.amounts(), [10, 0, 0, 5]);
    }
}

#[test]
fn a_kiosk_that_nobody_uses_asks_nobody() {
    let mut stand = Stand::new();
    stand.visit.take();
    stand.seconds(1_000);
    assert_eq!(stand.kiosk.wiped_in(), None);
    stand.tell(EditMessage::EvenPressed);
    assert_eq!(
        stand.kiosk.wiped_in(),
        None,
        "and the next one has all their time"
    );
    assert!(!stand.visit.take().contains(&Effect::DrawAnew));
}

#[test]
fn an_own_device_is_never_wiped() {
    let mut visit = Visit::to(&Small::default(), own());
    visit.tell(EditMessage::EvenPressed);
    visit.tell(TurnMessage::VisitorGone);
    assert_eq!(visit.amounts(), vec![25; 4]);
}

#[test]
fn a_kiosk_that_nobody_leaves_sees_that_a_day_is_over() {
    let mut stand = Stand::new();
    let today = stand.visit.state.setting.today;
    stand.happens(beside::Message::Clock { now: 1, today });
    assert_eq!(stand.visit.state.setting.today, today);
    let next = day("2027-03-11");
    let later = beside::Message::Clock {
        now: 2,
        today: next,
    };
    stand.happens(later);
    assert_eq!(stand.visit.state.setting.today, next);
}

#[test]
fn who_says_that_they_are_finished_is_followed_by_the_next_visitor() {
    let mut stand = Stand::new();
    stand.tell(EditMessage::EvenPressed);
    assert!(stand.kiosk.seen.as_ref().is_some_and(|seen| seen.unsent));
    stand.happens(beside::Message::NextPressed);
    assert_eq!(stand.visit.amounts(), [10, 0, 0, 5]);
    assert!(stand.kiosk.seen.as_ref().is_some_and(|seen| !seen.unsent));
}

#[test]
fn a_ballot_that_is_being_frozen_is_not_lost_to_the_next_person() {
    let mut visit = Visit::to(&Small::default(), kiosk());
    visit.tell_all([
        Message::from(EditMessage::EvenPressed),
        NavigateMessage::ScreenAsked(Screen::Check).into(),
    ]);
    let mut state = visit.state.clone();
    for (happens, asked) in [
        (SendMessage::SendPressed.into(), Effect::LookForClose),
        (
            SendMessage::CloseKnown(Closing::StillOpen).into(),
            Effect::DrawSeed,
        ),
    ] {
        assert_eq!(state.update(happens), [asked]);
        assert_eq!(state.update(TurnMessage::NextVisitorPressed.into()), []);
    }
    state.update(SendMessage::SeedDrawn(Seed([1; 32])).into());
    assert_eq!(state.unsent(), 1);
}

/// A visitor with something to seal has pressed "send", and the sealer has not answered.
fn being_sealed(state: &mut State, seed: u8) -> Unsealed {
    let messages = [
        Message::from(EditMessage::EvenPressed),
        SendMessage::SeedDrawn(Seed([seed; 32])).into(),
        VoterMessage::AnswerChosen {
            question: 0,
            answer: Some(1),
        }
        .into(),
        NavigateMessage::ScreenAsked(Screen::Check).into(),
        SendMessage::SendPressed.into(),
        SendMessage::CloseKnown(Closing::StillOpen).into(),
    ];
    let effects = messages.into_iter().flat_map(|it| state.update(it));
    let sealed = effects.filter_map(|effect| match effect {
        Effect::Seal(unsealed) => Some(*unsealed),
        _ => None,
    });
    sealed.last().expect("it was to be sealed")
}

#[test]
fn a_ballot_that_is_sealed_after_its_voter_has_gone_is_sent_and_is_nobody_elses() {
    let mut state = Visit::to(&Small::default(), kiosk()).state;
    let budget = match &state.phase {
        Phase::Open(open) => open.budget.clone(),
        other => panic!("no budget: {other:?}"),
    };
    let first = being_sealed(&mut state, 1);
    state.update(TurnMessage::VisitorGone.into());
    let second = being_sealed(&mut state, 2);
    for _ in 0..2 {
        state.update(sealing(&first, Some(sealed(&first, &budget))).into());
        assert_eq!(state.unsent(), 1, "the first visitor's, once");
        let Phase::Open(open) = &state.phase else {
            panic!("the budget is gone");
        };
        assert!(matches!(open.ballot, BallotPhase::Freezing { .. }));
    }
    state.update(sealing(&first, None).into());
    let own = sealed(&second, &budget);
    state.update(sealing(&second, Some(own.clone())).into());
    assert_eq!(state.unsent(), 2);
    let Phase::Open(open) = &state.phase else {
        panic!("the budget is gone");
    };
    let receipt = open.receipt().expect("the second visitor's own");
    assert_eq!(&*receipt.bytes, own);
}

/// A visitor with nothing to seal has pressed "send", and the box has not said whether the event is closed.
fn asking_for_the_close() -> State {
    let budget = Small {
        about: false,
        ..Small::default()
    };
    let mut state = Visit::to(&budget, kiosk()).state;
    for message in [
        Message::from(SendMessage::CloseKnown(Closing::StillOpen)),
        EditMessage::EvenPressed.into(),
        SendMessage::SeedDrawn(Seed([1; 32])).into(),
        NavigateMessage::ScreenAsked(Screen::Check).into(),
        SendMessage::SendPressed.into(),
    ] {
        state.update(message);
    }
    state
}

#[test]
fn a_voter_who_leaves_while_the_close_is_asked_for_has_sent() {
    for gone in [
        TurnMessage::VisitorGone,
        // Staff have ended the day.
        TurnMessage::DayEnded(Vec::new()),
    ] {
        let mut state = asking_for_the_close();
        state.update(gone.into());
        assert_eq!(state.unsent(), 1);
    }
}

#[test]
fn a_ballot_that_did_not_wait_for_the_close_is_not_sent_before_that_was_asked_for() {
    let mut state = asking_for_the_close();
    state.update(TurnMessage::VisitorGone.into());
    let (ballot, bytes) = {
        let Phase::Open(open) = &state.phase else {
            panic!("the budget is gone");
        };
        let waiting = &open.outbox.ballots[0];
        (waiting.id, Some(waiting.bytes.to_vec()))
    };
    let answer = Answer::Status {
        code: 201,
        retry_after: None,
    };
    state.update(SendMessage::BallotKept(ballot).into());
    state.update(SendMessage::PutAnswered { ballot, answer }.into());
    state.update(SendMessage::ReadBack { ballot, bytes }.into());
    assert_eq!(state.unsent(), 1, "what was known before may have changed");
    state.update(SendMessage::CloseKnown(Closing::StillOpen).into());
    assert_eq!(state.unsent(), 0);
}

#[test]
fn starting_again_on_a_kiosk_cannot_be_undone() {
    let mut visit = Visit::to(&Small::default(), kiosk());
    visit.tell_all([
        EditMessage::EvenPressed,
        EditMessage::StartAgainPressed,
        EditMessage::UndoPressed,
    ]);
    assert_eq!(visit.amounts(), [10, 0, 0, 5]);
}

#[test]
fn a_kiosk_leads_to_no_other_website() {
    let example = include_bytes!("../../budgets/aldermoor.json");
    for (setting, links) in [(kiosk(), false), (own(), true)] {
        let mut visit = Visit::just_opened(setting, Device::default());
        visit.tell_memory();
        visit.tell(LoadMessage::BudgetArrived(example.to_vec()));
        let evidence = &visit.open().budget.evidence;
        assert_eq!(evidence.iter().any(|it| it.url.is_some()), links);
    }
}

/// Whoever was there when the power went sees that their ballot is safe, until somebody begins.
#[test]
fn a_kiosk_that_was_switched_off_says_that_what_was_sent_is_saved() {
    let mut visit = Visit::to(&Small::default(), kiosk());
    assert_eq!(visit.open().filling.notice, None);
    visit.tell(EditMessage::EvenPressed);
    visit.send();
    let device = visit.device;
    for begins in [
        Message::from(EditMessage::EvenPressed),
        TurnMessage::NextVisitorPressed.into(),
    ] {
        let mut again = Visit::again(&Small::default(), kiosk(), device.clone());
        assert_eq!(again.open().filling.notice, Some(Notice::Saved));
        assert_eq!((again.cast(), &again.yours()), (None, &None));
        again.tell(begins);
        assert_eq!(again.open().filling.notice, None);
    }
}

/// A network that wants to be signed in to refuses as a box does; on a shared device nobody comes back to ask again.
#[test]
fn what_was_refused_on_a_kiosk_is_tried_again_with_each_visitor() {
    let mut visit = Visit::to(&Small::default(), kiosk());
    visit.tell(EditMessage::EvenPressed);
    let id = visit.send();
    let bytes = visit.put(id);
    visit.answer(id, 403, None);
    assert_eq!(visit.stage(id), Stage::NotSent(Reason::Refused(403)));
    visit.take();
    visit.tell(TurnMessage::NextVisitorPressed);
    assert_eq!(visit.put(id), bytes);
    visit.answer(id, 201, Some(&bytes));
    assert_eq!(visit.state.unsent(), 0);
}

/// After a power cut the network comes back later than the device, and ballots may wait on it.
#[test]
fn a_kiosk_without_a_budget_asks_again_by_itself() {
    for status in [None, Some(502), Some(404)] {
        let mut visit = Visit::just_opened(kiosk(), Device::default());
        visit.take();
        visit.tell(LoadMessage::BudgetUnreachable {
            status,
            retry_after: None,
        });
        assert_eq!(visit.take(), [Effect::TryAgainAfter(10)]);
    }
}

#[test]
fn a_kiosk_waits_for_somebody_until_it_is_touched_and_again_once_they_are_gone() {
    let mut stand = Stand::new();
    assert_eq!(stand.kiosk.cover(), Some(Cover::Waiting));
    stand.happens(beside::Message::Touched);
    assert_eq!(stand.kiosk.cover(), Some(Cover::Waiting), "a button begins");
    for _ in 0..3 {
        stand.happens(beside::Message::BeginPressed);
        assert_eq!(stand.kiosk.cover(), None);
        stand.tell(EditMessage::EvenPressed);
        stand.tell(EditMessage::UndoPressed);
        assert_eq!(
            stand.kiosk.cover(),
            None,
            "whoever takes all back is still there"
        );
        stand.happens(beside::Message::NextPressed);
        assert_eq!(stand.kiosk.cover(), Some(Cover::Waiting));
    }
}

#[test]
fn who_begins_and_touches_nothing_more_is_asked_too() {
    let mut stand = Stand::new();
    stand.happens(beside::Message::BeginPressed);
    stand.seconds(QUIET_MS / 1_000);
    assert_eq!(
        stand.kiosk.cover(),
        Some(Cover::Question(WARNING_MS / 1_000))
    );
    stand.seconds(WARNING_MS / 1_000);
    assert_eq!(stand.kiosk.cover(), Some(Cover::Waiting));
}

#[test]
fn a_language_is_chosen_before_anything_else_and_goes_with_its_visitor() {
    let mut stand = Stand::new();
    stand.happens(beside::Message::BegunIn(lang("cy")));
    assert_eq!(
        (stand.kiosk.cover(), &stand.visit.open().lang),
        (None, &lang("cy"))
    );
    stand.happens(beside::Message::NextPressed);
    assert_eq!(stand.visit.open().lang, lang("en"));
    assert_eq!(stand.kiosk.cover(), Some(Cover::Waiting));
}

/// Whoever was there when the power went finds the page that says that their ballot is safe, not the one for the next.
#[test]
fn after_a_power_cut_what_is_saved_is_said_before_the_next_visitor_is_waited_for() {
    let mut before = Visit::to(&Small::default(), kiosk());
    before.tell(EditMessage::EvenPressed);
    before.send();
    let again = Visit::again(&Small::default(), kiosk(), before.device);
    let mut stand = Stand::of(again, "?mode=kiosk", with_pin());
    assert_eq!(stand.kiosk.cover(), None);
    stand.seconds((QUIET_MS + WARNING_MS) / 1_000);
    assert_eq!(stand.kiosk.cover(), Some(Cover::Waiting));
}

/// WCAG 2.2, 2.2.1: the time can be set, and is never too short to answer.
#[test]
fn the_address_says_how_long_a_kiosk_waits() {
    for (search, quiet, answer) in [
        ("?mode=kiosk", Some(90), 30),
        ("?mode=kiosk&quiet=120&answer=45", Some(120), 45),
        ("?quiet=off&mode=kiosk", None, 30),
        ("?mode=kiosk&amp;Quiet=%2060&ANSWER=20", Some(60), 20),
        ("?utm_source=quietly&ref=pint#quiet=5", Some(90), 30),
    ] {
        let address = Address::read(search);
        let wanted = (quiet.map(|it| it * 1_000), answer * 1_000);
        assert_eq!((address.quiet, address.answer), wanted, "{search}");
        assert_eq!(address.strange, [""; 0], "{search}");
    }
}

#[test]
fn a_time_that_nobody_understands_is_said_and_changes_nothing() {
    for part in [
        "quiet=10",
        "quiet=29",
        "quiet=1801",
        "quiet=soon",
        "quiet",
        "quiet=-60",
        "quiet=1e2",
        "quite=60",
        "answer=19",
        "answer=off",
        "answer=301",
        "anser=30",
        "pin=1234",
        "pin",
    ] {
        let address = Address::read(&format!("?mode=kiosk&{part}&place=library"));
        assert_eq!(address.strange, [part]);
        let asked = (address.quiet, address.answer, address.new_pin);
        assert_eq!(asked, (Some(QUIET_MS), WARNING_MS, false), "{part}");
    }
}

#[test]
fn where_a_helper_sits_by_nobody_is_asked() {
    let mut stand = Stand::at("?mode=kiosk&quiet=off", with_pin());
    stand.tell(EditMessage::EvenPressed);
    stand.seconds(10_000);
    stand.happens(beside::Message::TimePassed { ms: u64::MAX });
    assert_eq!(
        (stand.kiosk.cover(), stand.visit.amounts()),
        (None, vec![25; 4])
    );
    stand.happens(beside::Message::NextPressed);
    assert_eq!(stand.kiosk.cover(), Some(Cover::Waiting));
}

#[test]
fn another_time_is_kept_to_the_second() {
    let mut stand = Stand::at("?mode=kiosk&quiet=30&answer=20", with_pin());
    stand.tell(EditMessage::EvenPressed);
    stand.seconds(29);
    assert_eq!(stand.kiosk.wiped_in(), None);
    stand.seconds(1);
    assert_eq!(stand.kiosk.wiped_in(), Some(20));
    stand.seconds(19);
    assert_eq!(
        (stand.kiosk.wiped_in(), stand.visit.amounts()),
        (Some(1), vec![25; 4])
    );
    stand.seconds(1);
    assert_eq!(stand.visit.amounts(), [10, 0, 0, 5]);
}

/// The widget takes the focus to its heading before it says what it shows: that looks like a touch.
#[test]
fn a_touch_while_the_page_is_wiped_begins_nothing() {
    let mut stand = Stand::new();
    stand.happens(beside::Message::BeginPressed);
    stand.tell(EditMessage::EvenPressed);
    let told = stand.kiosk.update(beside::Message::NextPressed);
    stand.kiosk.update(beside::Message::Touched);
    assert_eq!(stand.kiosk.cover(), Some(Cover::Waiting));
    for effect in told {
        if let beside::Effect::Tell(message) = effect {
            stand.tell(message);
        }
    }
    assert_eq!(stand.kiosk.cover(), Some(Cover::Waiting));
}
