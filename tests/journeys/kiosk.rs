//! A shared device forgets.

use common_purse::state::*;

use crate::support::*;

#[test]
fn the_next_visitor_sees_nothing_of_the_last() {
    let fresh = Visit::to(&Small::default(), kiosk());
    let mut visit = Visit::to(&Small::default(), kiosk());
    visit.tell(Message::LanguageChosen(lang("cy")));
    visit.tell_all([
        Message::EvenPressed,
        Message::MorePressed(HOMES),
        Message::AnnouncementDue,
    ]);
    visit.tell(Message::AmountTyped {
        priority: HOMES,
        text: "secret".into(),
    });
    visit.tell(Message::AnswerChosen {
        question: 0,
        answer: Some(0),
    });
    visit.tell_all([Screen::Check, Screen::Results].map(Message::ScreenAsked));
    visit.take();
    visit.tell(Message::NextVisitorPressed);
    assert_eq!(visit.state, fresh.state);
    let ask = Effect::AskMoneyStyle {
        lang: lang("en"),
        currency: "GBP".into(),
    };
    assert_eq!(visit.take(), [ask, Effect::ShowInstead(Screen::Ballot)]);
}

#[test]
fn a_ballot_that_is_not_sent_stays_with_the_device_and_goes_on() {
    let mut visit = Visit::to(&Small::default(), kiosk());
    visit.tell(Message::EvenPressed);
    let id = visit.send();
    let bytes = visit.put(id);
    visit.tell(Message::PutAnswered {
        ballot: id,
        answer: Answer::Nothing,
    });
    visit.tell(Message::NextVisitorPressed);
    assert_eq!(
        (
            visit.open().cast,
            visit.open().yours.clone(),
            visit.open().screen
        ),
        (None, None, Screen::Ballot)
    );
    assert_eq!(visit.state.unsent(), 1);
    visit.tell(Message::RetryDue(id));
    visit.answer(id, 201, Some(&bytes));
    assert_eq!(visit.state.unsent(), 0);
    assert!(visit.device.memory.ballots.is_empty());
    visit.tell(Message::NextVisitorPressed);
    assert!(visit.open().outbox.ballots.is_empty());
}

#[test]
fn nothing_but_unsent_ballots_is_ever_kept() {
    let mut visit = Visit::to(&Small::default(), kiosk());
    visit.tell_all([Message::LanguageChosen(lang("cy")), Message::EvenPressed]);
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
    before.tell_all([Message::LanguageChosen(lang("cy")), Message::EvenPressed]);
    let id = before.send();
    let bytes = before.put(id);
    before.answer(id, 201, Some(&bytes));
    before.tell_all([Message::AnotherBallotPressed, Message::EvenPressed]);

    let visit = Visit::again(&Small::default(), kiosk(), before.device);
    assert_eq!(
        (visit.amounts(), visit.open().cast, visit.open().screen),
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
        visit.tell(Message::EvenPressed);
        visit.send();
        visit.tell(Message::NextVisitorPressed);
    }
    let mut again = Visit::again(&Small::default(), kiosk(), visit.device);
    assert_eq!(
        (again.state.unsent(), again.open().cast, again.open().screen),
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
    visit.tell(Message::EvenPressed);
    visit.tell(Message::NextVisitorPressed);
    assert_eq!(visit.amounts(), [25; 4]);
}
