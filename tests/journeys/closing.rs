//! After the organiser's close nothing is called sent that does not count; and nothing but that close stops anybody.

use common_purse::state::*;
use documents::Id;

use crate::support::*;

fn closed(counted: &[Id]) -> Closing {
    Closing::Closed {
        counted: counted.to_vec(),
    }
}

fn filled() -> Visit {
    let mut visit = Visit::to(&Small::default(), own());
    visit.tell(EditMessage::EvenPressed);
    visit
}

/// From the draft to the check page, and "send".
fn press_send(visit: &mut Visit) {
    visit.tell(NavigateMessage::ScreenAsked(Screen::Check));
    visit.tell(NavigateMessage::ScreenAsked(Screen::Check));
    visit.take();
    visit.tell(SendMessage::SendPressed);
}

fn puts(visit: &mut Visit) -> usize {
    let asked = visit.take();
    let puts = asked
        .iter()
        .filter(|it| matches!(it, Effect::PutBallot { .. }));
    puts.count()
}

#[test]
fn the_close_is_looked_for_at_the_start_and_its_signature_only_where_something_lies_there() {
    let mut visit = Visit::just_opened(own(), Device::default());
    visit.closing = Closing::Suspected;
    visit.take();
    visit.tell_memory();
    visit.tell(LoadMessage::BudgetArrived(Small::default().json()));
    let asked = visit.take();
    let about_close: Vec<_> = asked
        .iter()
        .filter(|it| matches!(it, Effect::LookForClose | Effect::CheckClose))
        .collect();
    assert_eq!(about_close, [&Effect::LookForClose, &Effect::CheckClose]);
    assert!(!visit.open().is_closed());
    visit.tell(SendMessage::CloseKnown(closed(&[])));
    assert_eq!(visit.open().window(&visit.state.setting), Window::Closed);
}

#[test]
fn a_close_found_when_send_is_pressed_stops_it_and_keeps_the_draft() {
    let mut visit = filled();
    visit.closing = closed(&[]);
    press_send(&mut visit);
    let asked = visit.take();
    assert_eq!(asked, [Effect::LookForClose, Effect::FocusFaults]);
    assert_eq!(
        (visit.open().turn(), visit.cast(), visit.open().screen),
        (Turn::Filling, None, Screen::Check)
    );
    visit.tell(SendMessage::SendPressed);
    assert_eq!(visit.take(), [Effect::FocusFaults], "it goes on being said");
}

#[test]
fn whoever_cannot_find_out_goes_on() {
    for closing in [Closing::NotPossible, Closing::StillOpen] {
        let mut visit = filled();
        visit.closing = closing.clone();
        press_send(&mut visit);
        assert_eq!(puts(&mut visit), 1);
        assert_eq!(visit.open().closing, closing, "which the page says");
    }
    let mut offline = filled();
    offline.tell(LoadMessage::ConnectionChanged { online: false });
    press_send(&mut offline);
    assert!(!offline.take().contains(&Effect::LookForClose));
    assert!(offline.cast().is_some(), "it is kept for later");
}

#[test]
fn a_sealer_that_is_missing_stops_no_ballot_that_need_not_be_sealed() {
    let mut visit = filled();
    visit.closing = Closing::Suspected;
    press_send(&mut visit);
    // What the shell says of a program that could not be loaded.
    visit.tell(SendMessage::BallotSealed {
        seed: vec![1; 32],
        bytes: None,
    });
    visit.tell(SendMessage::CloseKnown(Closing::NotPossible));
    assert_eq!(puts(&mut visit), 1);
}

#[test]
fn a_ballot_that_waited_is_not_called_sent_before_the_close_is_looked_for() {
    for (closing, stage) in [
        (Closing::StillOpen, Stage::Sent),
        (Closing::NotPossible, Stage::Sent),
        (closed(&[]), Stage::NotSent(Reason::Closed)),
    ] {
        let mut visit = filled();
        press_send(&mut visit);
        let id = visit.cast().expect("cast");
        let bytes = visit.put(id);
        visit.answer(id, 503, None);
        visit.tell(SendMessage::RetryDue(id));
        visit.closing = closing.clone();
        visit.take();
        visit.answer(id, 201, Some(&bytes));
        assert_eq!(visit.stage(id), stage, "{closing:?}");
        let asked = visit.take();
        assert!(asked.contains(&Effect::LookForClose));
        let forgotten = asked.contains(&Effect::ForgetBallot(id));
        assert_eq!(
            forgotten,
            stage == Stage::Sent,
            "what does not count stays here"
        );
    }
}

#[test]
fn a_ballot_of_an_earlier_visit_waits_for_the_answer_and_is_not_put_after_the_close() {
    let mut visit = filled();
    press_send(&mut visit);
    let id = visit.cast().expect("cast");
    visit.tell(SendMessage::PutAnswered {
        ballot: id,
        answer: Answer::Nothing,
    });
    for (closing, put) in [
        (Closing::StillOpen, 1),
        (Closing::NotPossible, 1),
        (closed(&[]), 0),
    ] {
        let mut again = Visit::just_opened(own(), visit.device.clone());
        again.closing = closing.clone();
        again.tell_memory();
        again.tell(LoadMessage::BudgetArrived(Small::default().json()));
        assert_eq!(puts(&mut again), put, "{closing:?}");
        if put == 0 {
            assert_eq!(again.stage(id), Stage::NotSent(Reason::Closed));
            again.tell_all([
                Message::from(SendMessage::SendNowPressed),
                SendMessage::RetryDue(id).into(),
                LoadMessage::ConnectionChanged { online: true }.into(),
            ]);
            assert_eq!(puts(&mut again), 0);
            assert_eq!(
                again.device.memory.ballots.len(),
                1,
                "nothing is thrown away"
            );
            assert_eq!(again.state.unsent(), 0, "and nothing waits");
        }
    }
}

#[test]
fn what_the_close_counts_is_sent_whatever_was_heard_of_it() {
    let mut visit = filled();
    press_send(&mut visit);
    let id = visit.cast().expect("cast");
    visit.tell(SendMessage::PutAnswered {
        ballot: id,
        answer: Answer::Nothing,
    });
    visit.take();
    visit.tell(SendMessage::CloseKnown(closed(&[id])));
    assert_eq!(visit.stage(id), Stage::Sent);
    assert!(visit.take().contains(&Effect::ForgetBallot(id)));
}

#[test]
fn a_ballot_once_sent_that_the_close_leaves_out_is_said_not_to_count() {
    let mut visit = filled();
    press_send(&mut visit);
    let id = visit.cast().expect("cast");
    let bytes = visit.put(id);
    visit.answer(id, 201, Some(&bytes));
    assert_eq!(visit.stage(id), Stage::Sent);
    let mut again = Visit::just_opened(own(), visit.device);
    again.closing = closed(&[]);
    again.tell_memory();
    again.tell(LoadMessage::BudgetArrived(Small::default().json()));
    assert_eq!(again.stage(id), Stage::NotSent(Reason::Closed));
    again.tell(SendMessage::ReadBack {
        ballot: id,
        bytes: Some(bytes),
    });
    assert_eq!(again.stage(id), Stage::NotSent(Reason::Closed));
}

#[test]
fn no_ballot_is_frozen_for_a_budget_that_was_changed_and_the_draft_stays() {
    let mut visit = filled();
    visit.closing = Closing::Changed;
    press_send(&mut visit);
    assert_eq!(visit.take(), [Effect::LookForClose, Effect::FocusFaults]);
    assert_eq!((visit.open().turn(), visit.cast()), (Turn::Filling, None));
    let setting = &visit.state.setting;
    assert_eq!(visit.open().window(setting), Window::Changed);
    assert!(!visit.open().doubts_day(setting));
    assert!(visit.device.memory.draft.is_some());
    visit.tell(SendMessage::SendPressed);
    assert_eq!(visit.take(), [Effect::FocusFaults], "it goes on being said");
    visit.tell(NavigateMessage::ReloadPressed);
    assert_eq!(visit.take(), [Effect::Reload]);
}

/// A budget without keys has no close, and can be changed all the same.
#[test]
fn whether_the_budget_was_changed_is_asked_also_where_nobody_can_close() {
    let mut visit = Visit::just_opened(own(), Device::default());
    visit.tell_memory();
    let text = String::from_utf8(Small::default().json()).expect("JSON is text");
    let without = [text.split(r#","keys":"#).next().expect("a start"), "}"].concat();
    visit.tell(LoadMessage::BudgetArrived(without.into_bytes()));
    assert!(!visit.take().contains(&Effect::LookForClose));
    visit.tell(EditMessage::EvenPressed);
    visit.tell(NavigateMessage::ScreenAsked(Screen::Check));
    visit.closing = Closing::Changed;
    visit.tell(SendMessage::SendPressed);
    assert!(visit.take().contains(&Effect::LookForClose));
    assert_eq!(visit.cast(), None);
}

#[test]
fn a_ballot_that_waited_is_not_called_sent_once_the_budget_was_changed() {
    let mut visit = filled();
    visit.closing = Closing::StillOpen;
    press_send(&mut visit);
    let id = visit.cast().expect("it was cast");
    let bytes = visit.put(id);
    visit.tell(SendMessage::PutAnswered {
        ballot: id,
        answer: Answer::Nothing,
    });
    visit.closing = Closing::Changed;
    visit.tell(SendMessage::RetryDue(id));
    visit.answer(id, 201, Some(&bytes));
    assert_eq!(visit.stage(id), Stage::NotSent(Reason::OtherBudget));
    assert_eq!(
        visit.device.memory.ballots,
        [bytes],
        "should that come back"
    );
}

/// A page that was opened without a signal has the budget of an earlier visit, and another event may be at its address.
#[test]
fn what_was_cast_without_a_signal_is_sent_only_to_the_event_it_was_cast_for() {
    for keys in [true, false] {
        for (closing, stage) in [
            (Closing::StillOpen, Stage::Sent),
            (Closing::Changed, Stage::NotSent(Reason::OtherBudget)),
        ] {
            let mut visit = Visit::just_opened(own(), Device::default());
            visit.tell_memory();
            visit.tell(LoadMessage::ConnectionChanged { online: false });
            let mut budget = String::from_utf8(Small::default().json()).expect("JSON is text");
            if !keys {
                budget = [budget.split(r#","keys":"#).next().expect("a start"), "}"].concat();
            }
            visit.tell(LoadMessage::BudgetArrived(budget.into_bytes()));
            visit.tell(EditMessage::EvenPressed);
            press_send(&mut visit);
            let id = visit.cast().expect("it was cast");
            let bytes = visit.put(id);
            visit.tell(SendMessage::PutAnswered {
                ballot: id,
                answer: Answer::Nothing,
            });
            visit.closing = closing;
            visit.tell(LoadMessage::ConnectionChanged { online: true });
            // Whatever the box says, also that it has the ballot already: the worker may have put it.
            visit.answer(id, 412, Some(&bytes));
            assert_eq!(visit.stage(id), stage, "with keys: {keys}");
        }
    }
}

#[test]
fn a_page_that_gets_its_signal_back_asks_whether_its_budget_still_holds() {
    let mut visit = filled();
    visit.tell(LoadMessage::ConnectionChanged { online: false });
    visit.take();
    visit.closing = Closing::Changed;
    visit.tell(LoadMessage::ConnectionChanged { online: true });
    assert_eq!(visit.take(), [Effect::LookForClose]);
    let setting = &visit.state.setting;
    assert_eq!(visit.open().window(setting), Window::Changed);
    assert!(visit.device.memory.draft.is_some(), "the draft stays");
}
