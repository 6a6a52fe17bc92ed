//! Answers of the box and the device in any order, rightly or wrongly: no ballot is lost, none is called sent that is not.

use common_purse::state::*;
use documents::Id;
use proptest::prelude::*;

use crate::support::*;

/// Anything the box and the device may answer about one of three ballots, rightly or wrongly.
#[derive(Clone, Debug)]
enum Event {
    Kept(bool),
    Put(Answer),
    ReadBack(Found),
    RetryDue,
    SendNow,
    Online(bool),
    Reload,
    /// The vote of the next person at this device.
    Cast,
}

#[derive(Clone, Debug)]
enum Found {
    Nothing,
    Page,
    Anothers,
    /// What was put.
    Itself,
}

fn events() -> impl Strategy<Value = (usize, Event)> {
    let codes = vec![200, 201, 204, 400, 401, 403, 404, 412, 413, 429, 500, 503];
    let answer = (
        prop::sample::select(codes),
        proptest::option::of(any::<u32>()),
    )
        .prop_map(|(code, retry_after)| Answer::Status { code, retry_after });
    let found = prop::sample::select(vec![
        Found::Nothing,
        Found::Page,
        Found::Anothers,
        Found::Itself,
    ]);
    let event = prop_oneof![
        1 => any::<bool>().prop_map(Event::Kept),
        4 => prop_oneof![1 => Just(Answer::Nothing), 3 => answer].prop_map(Event::Put),
        4 => found.prop_map(Event::ReadBack),
        3 => Just(Event::RetryDue),
        1 => Just(Event::SendNow),
        1 => any::<bool>().prop_map(Event::Online),
        1 => Just(Event::Reload),
        2 => Just(Event::Cast),
    ];
    (0_usize..3, event)
}

/// The device holds every ballot's bytes until the box has given just these bytes back; the page says "sent" then
/// and only then; and every attempt carries the bytes that were frozen.
#[test]
fn the_outbox_never_forgets_a_ballot_that_is_not_sent() {
    let setting = || prop_oneof![Just(own()), Just(kiosk())];
    always_the_same(
        600,
        (setting(), prop::collection::vec(events(), 1..60)),
        |(setting, events)| {
            let mut visit = Visit::to(&Small::default(), setting.clone());
            let mut cast: Vec<(Vec<u8>, bool)> = Vec::new();
            for (which, event) in events {
                let subject = cast
                    .get(which)
                    .map(|(bytes, _)| (Id::of(bytes), bytes.clone()));
                match (event, subject) {
                    (Event::Cast, _) if cast.len() < 3 => {
                        let next = if setting.mode == Mode::Own {
                            TurnMessage::AnotherBallotPressed
                        } else {
                            TurnMessage::NextVisitorPressed
                        };
                        visit.tell_all([
                            Message::from(next),
                            NavigateMessage::ScreenAsked(Screen::Ballot).into(),
                            EditMessage::EvenPressed.into(),
                        ]);
                        // Each page draws its own nonces; the tests' dice must not repeat themselves after a reload.
                        visit.tell(VoterMessage::AnswerChosen {
                            question: 0,
                            answer: [None, Some(0), Some(1)][cast.len()],
                        });
                        let id = visit.send();
                        cast.push((visit.put(id), false));
                    }
                    (Event::Reload, _) => {
                        visit = Visit::again(&Small::default(), setting.clone(), visit.device)
                    }
                    (Event::SendNow, _) => visit.tell(SendMessage::SendNowPressed),
                    (Event::Online(online), _) => {
                        visit.tell(LoadMessage::ConnectionChanged { online })
                    }
                    (Event::Kept(true), Some((id, _))) => visit.tell(SendMessage::BallotKept(id)),
                    (Event::Put(answer), Some((ballot, _))) => {
                        visit.tell(SendMessage::PutAnswered { ballot, answer })
                    }
                    (Event::RetryDue, Some((id, _))) => visit.tell(SendMessage::RetryDue(id)),
                    (Event::ReadBack(found), Some((ballot, own))) => {
                        let bytes = match found {
                            Found::Nothing => None,
                            Found::Page => Some(b"<html></html>".to_vec()),
                            Found::Anothers => cast
                                .iter()
                                .map(|(bytes, _)| bytes.clone())
                                .find(|bytes| *bytes != own),
                            Found::Itself => Some(own),
                        };
                        if bytes
                            .as_deref()
                            .is_some_and(|bytes| Id::of(bytes) == ballot)
                        {
                            cast[which].1 = true;
                        }
                        visit.tell(SendMessage::ReadBack { ballot, bytes });
                    }
                    _ => {}
                }
                for (bytes, acknowledged) in &cast {
                    let id = Id::of(bytes);
                    assert_eq!(visit.device.memory.ballots.contains(bytes), !acknowledged);
                    let waiting = visit.open().outbox.find(id);
                    assert!(
                        *acknowledged
                            || waiting.is_some_and(|waiting| waiting.stage != Stage::Sent)
                    );
                    assert!(waiting.is_none_or(|waiting| *waiting.bytes == **bytes));
                }
                for effect in visit.take() {
                    if let Effect::PutBallot { id, bytes } = effect {
                        assert_eq!(Id::of(&bytes), id);
                        assert!(cast.iter().any(|(frozen, _)| *frozen == bytes));
                    }
                }
            }
        },
    );
}
