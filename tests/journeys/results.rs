//! The count on this device.

use common_purse::state::*;
use documents::budget::RuleName;
use documents::result::{BudgetName, OutcomeLine, Refused, ResultFormat, Share};
use documents::{Budget, Exact, Id, ResultFile};

use crate::support::*;

/// A result in which so many ballots gave every line of the small budget what it has today.
fn result(ballots: u8) -> ResultFile {
    let budget = Budget::read(&Small::default().json()).expect("the tests' budget is well-formed");
    let exact =
        |amount: u64| Exact::new(i128::from(amount), 1).expect("a whole number is in lowest terms");
    let outcome = budget.priorities.iter().map(|line| OutcomeLine {
        priority: line.id.clone(),
        amount: line.today,
        exact: exact(line.today),
        before_repair: None,
    });
    let mut counted: Vec<Id> = (0..ballots).map(|ballot| Id::of(&[ballot])).collect();
    counted.sort();
    ResultFile {
        format: ResultFormat,
        engine: "0.1.0".into(),
        budget: BudgetName {
            id: budget.id.clone(),
            sha256: Id::of(b"the budget"),
        },
        rule: RuleName::Ladder,
        simulated: false,
        counted,
        refused: Refused::default(),
        outcome: outcome.collect(),
        unspent: Some(Share {
            amount: 5,
            exact: exact(5),
            before_repair: None,
        }),
        ties: Vec::new(),
        checks: Vec::new(),
        turnout: Vec::new(),
    }
}

fn held(result: &ResultFile) -> Held {
    Held {
        id: result.id(),
        bytes: Some(result.to_bytes()),
    }
}

fn counted(published: Vec<Held>) -> Visit {
    let mut visit = Visit::to(&Small::default(), own());
    visit.tell_all([Message::ScreenAsked(Screen::Results), Message::CountPressed]);
    visit.take();
    visit.tell(Message::CountFinished {
        result: result(3).to_bytes(),
        published,
    });
    visit
}

fn done(visit: &Visit) -> (&Published, Posted) {
    match &visit.open().counting {
        Counting::Done {
            published, posted, ..
        } => (published, *posted),
        other => panic!("not counted: {other:?}"),
    }
}

#[test]
fn a_count_starts_progresses_and_is_posted() {
    let mut visit = Visit::to(&Small::default(), own());
    visit.tell(Message::ScreenAsked(Screen::Results));
    visit.take();
    visit.tell_all([Message::CountPressed, Message::CountPressed]);
    assert_eq!(
        visit.take(),
        [Effect::Count],
        "pressing again starts no second count"
    );
    visit.tell(Message::CountProgressed { done: 7, of: 20 });
    assert_eq!(visit.open().counting, Counting::Running { done: 7, of: 20 });
    let bytes = result(3).to_bytes();
    let id = Id::of(&bytes);
    visit.tell(Message::CountFinished {
        result: bytes.clone(),
        published: vec![],
    });
    assert_eq!(visit.take(), [Effect::PostResult { id, bytes }]);
    assert_eq!(done(&visit), (&Published::Nothing, Posted::UnderWay));
    visit.tell(Message::ResultPosted {
        id: Id::of(b"another"),
        ok: true,
    });
    assert_eq!(done(&visit).1, Posted::UnderWay);
    visit.tell(Message::ResultPosted { id, ok: false });
    assert_eq!(done(&visit).1, Posted::Failed);
    visit.tell(Message::ResultPosted { id, ok: true });
    assert_eq!(done(&visit).1, Posted::Done);
}

#[test]
fn the_same_result_in_the_box_is_called_the_same_and_not_posted_again() {
    let mut visit = counted(vec![held(&result(5)), held(&result(3))]);
    assert_eq!(done(&visit), (&Published::Same, Posted::NotNeeded));
    assert_eq!(visit.take(), []);
}

#[test]
fn of_other_results_the_fullest_is_compared_and_the_difference_named() {
    let mut visit = counted(vec![held(&result(1)), held(&result(2))]);
    let Published::Differs { id, differences } = done(&visit).0 else {
        panic!("it does differ")
    };
    assert_eq!(*id, result(2).id());
    assert_eq!(differences[..], [Difference::OnlyOther(vec![Id::of(&[2])])]);
    assert!(matches!(visit.take()[..], [Effect::PostResult { .. }]));
}

#[test]
fn what_does_not_match_its_name_or_cannot_be_read_is_no_published_result() {
    let forged = Held {
        id: result(3).id(),
        bytes: Some(result(9).to_bytes()),
    };
    let page = b"<html></html>".to_vec();
    let portal = Held {
        id: Id::of(&page),
        bytes: Some(page),
    };
    let gone = Held {
        id: result(3).id(),
        bytes: None,
    };
    assert_eq!(
        done(&counted(vec![forged, portal, gone])),
        (&Published::Nothing, Posted::UnderWay)
    );
}

#[test]
fn a_count_that_fails_says_why_and_can_be_tried_again() {
    let mut visit = Visit::to(&Small::default(), own());
    visit.tell_all([
        Message::CountPressed,
        Message::CountFailed("the listing is incomplete".into()),
    ]);
    assert_eq!(
        visit.open().counting,
        Counting::Failed("the listing is incomplete".into())
    );
    visit.take();
    visit.tell(Message::CountPressed);
    assert_eq!(visit.take(), [Effect::Count]);
    visit.tell(Message::CountFinished {
        result: b"{}".to_vec(),
        published: vec![],
    });
    assert!(matches!(&visit.open().counting, Counting::Failed(why) if !why.is_empty()));
}

#[test]
fn results_stay_shut_until_the_organiser_opens_them() {
    let mut visit = Visit::to(
        &Small {
            results_open: false,
            ..Small::default()
        },
        own(),
    );
    visit.take();
    visit.tell_all([Message::CountPressed, Message::ScreenAsked(Screen::Results)]);
    assert_eq!(
        (visit.take(), visit.open().screen),
        (vec![], Screen::Ballot)
    );
}

#[test]
fn the_result_can_be_taken_away() {
    let mut visit = counted(vec![]);
    visit.take();
    visit.tell_all([Format::Json, Format::Csv].map(Message::DownloadPressed));
    let files: Vec<(String, &str, String)> = visit
        .take()
        .into_iter()
        .map(|effect| match effect {
            Effect::Download { name, mime, bytes } => {
                (name, mime, String::from_utf8(bytes).expect("text"))
            }
            other => panic!("not asked for: {other:?}"),
        })
        .collect();
    assert_eq!(files[0].0, "aldermoor-result.json");
    assert_eq!(files[0].2.as_bytes(), result(3).to_bytes());
    assert_eq!(
        (files[1].0.as_str(), files[1].1),
        ("aldermoor-result.csv", "text/csv;charset=utf-8")
    );
    let lines: Vec<&str> = files[1].2.split("\r\n").collect();
    assert_eq!(
        lines[..2],
        [
            "priority,name,today,amount,exact",
            "homes,\"homes\",40,40,40"
        ]
    );
    assert_eq!(lines[5..], ["unspent,,,5,5", ""]);
}

#[test]
fn nothing_is_downloaded_before_there_is_a_result() {
    let mut visit = Visit::to(&Small::default(), own());
    visit.take();
    visit.tell(Message::DownloadPressed(Format::Csv));
    assert_eq!(visit.take(), []);
}
