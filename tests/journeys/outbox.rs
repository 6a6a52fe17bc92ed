//! Sending through everything that a network, a portal or a box can do.

use common_purse::state::*;
use documents::Id;

use crate::support::*;

/// A visit whose ballot has just been put for the first time.
fn put() -> (Visit, Id, Vec<u8>) {
    let mut visit = Visit::to(&Small::default(), own());
    visit.tell(EditMessage::EvenPressed);
    let id = visit.send();
    let bytes = visit.put(id);
    visit.take();
    (visit, id, bytes)
}

fn status(ballot: Id, code: u16) -> Message {
    SendMessage::PutAnswered {
        ballot,
        answer: Answer::Status {
            code,
            retry_after: None,
        },
    }
    .into()
}

fn silence(ballot: Id) -> Message {
    SendMessage::PutAnswered {
        ballot,
        answer: Answer::Nothing,
    }
    .into()
}

/// Whatever the box says yes with, only the same bytes read back make it "sent".
#[test]
fn every_yes_is_read_back() {
    for code in [200, 201, 202, 204, 412] {
        let (mut visit, id, bytes) = put();
        visit.tell(status(id, code));
        assert_eq!(
            (visit.stage(id), visit.take()),
            (Stage::Reading, vec![Effect::ReadBallot(id)]),
            "{code}"
        );
        visit.tell(SendMessage::ReadBack {
            ballot: id,
            bytes: Some(bytes),
        });
        assert_eq!(visit.stage(id), Stage::Sent, "{code}");
        assert!(visit.device.memory.ballots.is_empty());
    }
}

#[test]
fn a_portals_page_is_no_acknowledgement() {
    let (mut visit, id, bytes) = put();
    visit.answer(id, 200, Some(b"<html>Welcome to our wifi</html>"));
    assert_eq!(visit.stage(id), Stage::NotSent(Reason::NotThere));
    assert_eq!(visit.device.memory.ballots, std::slice::from_ref(&bytes));
    let effects = visit.take();
    assert_eq!(
        effects[1..],
        [Effect::RetryAfter {
            ballot: id,
            at_least: 2_000,
            spread: 1_000
        }]
    );
    visit.tell(SendMessage::RetryDue(id));
    visit.answer(id, 201, Some(&bytes));
    assert_eq!(visit.stage(id), Stage::Sent);
}

#[test]
fn bytes_that_differ_by_one_are_no_acknowledgement() {
    let (mut visit, id, bytes) = put();
    for wrong in [
        &bytes[..bytes.len() - 1],
        &[&bytes[..], b"\n"].concat(),
        b"",
    ] {
        visit.answer(id, 201, Some(wrong));
        assert_eq!(visit.stage(id), Stage::NotSent(Reason::NotThere));
        visit.tell(SendMessage::RetryDue(id));
    }
}

#[test]
fn offline_then_online() {
    let (mut visit, id, bytes) = put();
    visit.tell(LoadMessage::ConnectionChanged { online: false });
    visit.tell(silence(id));
    assert_eq!(visit.stage(id), Stage::NotSent(Reason::Offline));
    assert_eq!(visit.state.unsent(), 1);
    visit.take();
    visit.tell(LoadMessage::ConnectionChanged { online: true });
    assert_eq!(
        visit.take(),
        [
            Effect::PutBallot {
                id,
                bytes: bytes.clone()
            },
            Effect::LookForClose
        ]
    );
    visit.answer(id, 204, Some(&bytes));
    assert_eq!((visit.stage(id), visit.state.unsent()), (Stage::Sent, 0));
}

/// The acknowledgement was lost: the second attempt carries the same name and bytes, so it counts once.
#[test]
fn a_lost_acknowledgement_is_retried_under_the_same_name() {
    let (mut visit, id, bytes) = put();
    visit.tell_all([silence(id), SendMessage::RetryDue(id).into()]);
    let puts: Vec<_> = visit
        .take()
        .into_iter()
        .filter(|effect| matches!(effect, Effect::PutBallot { .. }))
        .collect();
    assert_eq!(
        puts,
        [Effect::PutBallot {
            id,
            bytes: bytes.clone()
        }]
    );
    visit.answer(id, 412, Some(&bytes));
    assert_eq!(visit.stage(id), Stage::Sent);
    assert_eq!(visit.open().outbox.ballots.len(), 1);
}

/// Waits until the ballot is put again, and says for how many seconds at least, how many more by chance, and how many
/// minutes the page has told meanwhile.
fn waited(visit: &mut Visit, id: Id) -> (u32, u32, Vec<u32>) {
    let (mut least, mut more, mut told) = (0, 0, Vec::new());
    loop {
        for effect in visit.take() {
            match effect {
                Effect::RetryAfter {
                    at_least, spread, ..
                } => {
                    let waiting = visit.open().outbox.find(id).expect("it is there");
                    told.push(waiting.wait.div_ceil(60_000));
                    least += at_least / 1_000;
                    more += spread / 1_000;
                }
                Effect::PutBallot { .. } if least > 0 => return (least, more, told),
                _ => {}
            }
        }
        visit.tell(SendMessage::RetryDue(id));
    }
}

#[test]
fn waits_double_up_to_five_minutes() {
    let (mut visit, id, _) = put();
    visit.take();
    let waits: Vec<_> = (0..10)
        .map(|_| {
            visit.tell(silence(id));
            let (least, more, _) = waited(&mut visit, id);
            (least, more)
        })
        .collect();
    let expected = [2, 4, 8, 16, 32, 64, 128, 256, 300, 300].map(|seconds| (seconds, seconds / 2));
    assert_eq!(waits, expected);
}

#[test]
fn a_busy_box_is_left_alone_for_as_long_as_it_asks_within_an_hour_and_the_page_counts_the_minutes()
{
    let hour: Vec<u32> = (1..=60).rev().collect();
    for (code, asked, wait, more, told) in [
        (503, Some(30), 30, 15, vec![1]),
        (503, Some(150), 150, 75, vec![3, 2, 1]),
        (429, Some(86_400), 3_600, 150, hour.clone()),
        (429, Some(u32::MAX), 3_600, 150, hour.clone()),
        (503, None, 2, 1, vec![1]),
        (503, Some(0), 2, 1, vec![1]),
    ] {
        let (mut visit, id, _) = put();
        visit.take();
        visit.tell(SendMessage::PutAnswered {
            ballot: id,
            answer: Answer::Status {
                code,
                retry_after: asked,
            },
        });
        assert_eq!(visit.stage(id), Stage::NotSent(Reason::Busy));
        assert_eq!(waited(&mut visit, id), (wait, more, told));
    }
}

#[test]
fn send_now_waits_no_longer() {
    let (mut visit, id, _) = put();
    visit.tell(SendMessage::PutAnswered {
        ballot: id,
        answer: Answer::Status {
            code: 429,
            retry_after: Some(600),
        },
    });
    visit.take();
    visit.tell(SendMessage::SendNowPressed);
    assert!(matches!(visit.take()[..], [Effect::PutBallot { .. }]));
    assert_eq!(visit.open().outbox.find(id).map(|one| one.wait), Some(0));
}

#[test]
fn what_the_box_refuses_is_kept_and_tried_again_only_when_somebody_asks() {
    for code in [400, 401, 403, 413] {
        let (mut visit, id, bytes) = put();
        visit.answer(id, code, None);
        assert_eq!(visit.stage(id), Stage::NotSent(Reason::Refused(code)));
        assert_eq!(visit.take(), [Effect::ReadBallot(id)], "and no retry");
        visit.tell_all([
            Message::from(SendMessage::RetryDue(id)),
            LoadMessage::ConnectionChanged { online: true }.into(),
        ]);
        assert_eq!(
            (visit.take(), visit.device.memory.ballots.len()),
            (vec![Effect::LookForClose], 1)
        );
        visit.tell(SendMessage::SendNowPressed);
        assert_eq!(visit.take(), [Effect::PutBallot { id, bytes }]);
    }
}

/// A store that refuses to write what is there already (Azure's 403, an append-only folder's 500) has the ballot.
#[test]
fn a_refusal_of_what_is_there_already_is_an_acknowledgement() {
    for code in [403, 409, 500] {
        let (mut visit, id, bytes) = put();
        visit.answer(id, code, Some(&bytes));
        assert_eq!(visit.stage(id), Stage::Sent);
    }
}

#[test]
fn a_failing_box_is_tried_again() {
    for (code, reason) in [
        (500, Reason::Failed(500)),
        (507, Reason::Failed(507)),
        (404, Reason::Failed(404)),
    ] {
        let (mut visit, id, _) = put();
        visit.answer(id, code, None);
        assert_eq!(visit.stage(id), Stage::NotSent(reason));
        assert!(matches!(visit.take()[..], [_, Effect::RetryAfter { .. }]));
    }
}

#[test]
fn answers_that_come_late_or_twice_change_nothing() {
    let (mut visit, id, bytes) = put();
    let stranger = Id::of(b"another ballot");
    visit.answer(id, 201, Some(&bytes));
    let sent = visit.state.clone();
    visit.take();
    visit.tell_all([
        status(id, 500),
        silence(id),
        SendMessage::ReadBack {
            ballot: id,
            bytes: None,
        }
        .into(),
        SendMessage::RetryDue(id).into(),
        SendMessage::SendNowPressed.into(),
        SendMessage::BallotKept(stranger).into(),
        status(stranger, 201),
        SendMessage::ReadBack {
            ballot: stranger,
            bytes: Some(bytes),
        }
        .into(),
        SendMessage::RetryDue(stranger).into(),
    ]);
    assert_eq!((visit.take(), visit.state), (vec![], sent));
}

#[test]
fn a_failed_read_back_of_the_last_attempt_does_not_stop_this_one() {
    let (mut visit, id, _) = put();
    visit.answer(id, 201, None);
    visit.tell(SendMessage::RetryDue(id));
    visit.take();
    visit.tell(SendMessage::ReadBack {
        ballot: id,
        bytes: None,
    });
    assert_eq!((visit.stage(id), visit.take()), (Stage::Putting, vec![]));
}

#[test]
fn a_read_back_that_comes_late_still_acknowledges() {
    let (mut visit, id, bytes) = put();
    visit.tell(silence(id));
    visit.tell(SendMessage::ReadBack {
        ballot: id,
        bytes: Some(bytes),
    });
    assert_eq!(visit.stage(id), Stage::Sent);
}

/// A box may lose a ballot later, or let somebody overwrite it: the next visit looks for it and puts it back.
#[test]
fn a_ballot_that_was_sent_is_looked_for_again_and_put_back() {
    for there in [None, Some(&b"{}"[..])] {
        let (mut visit, id, bytes) = put();
        visit.answer(id, 201, Some(&bytes));
        let mut again = Visit::again(&Small::default(), own(), visit.device);
        assert!(again.take().contains(&Effect::ReadBallot(id)));
        again.tell(SendMessage::ReadBack {
            ballot: id,
            bytes: there.map(<[u8]>::to_vec),
        });
        assert_eq!(again.take(), [Effect::PutBallot { id, bytes }]);
        again.tell(status(id, 204));
        assert_eq!((again.stage(id), again.take()), (Stage::Sent, vec![]));
    }
}

#[test]
fn a_ballot_that_is_still_there_is_left_alone() {
    let (mut visit, id, bytes) = put();
    visit.answer(id, 201, Some(&bytes));
    let mut again = Visit::again(&Small::default(), own(), visit.device);
    again.take();
    again.tell(SendMessage::ReadBack {
        ballot: id,
        bytes: Some(bytes),
    });
    assert_eq!((again.stage(id), again.take()), (Stage::Sent, vec![]));
}
