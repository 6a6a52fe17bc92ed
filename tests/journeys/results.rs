//! The results page: the count on this device, step by step.

use std::rc::Rc;

use common_purse::results::*;
use common_purse::state::{self, MoneyStyle, NavigateMessage, ResultsMessage, Screen};
use documents::budget::RuleName;
use documents::result::{BudgetName, Difference, OutcomeLine, Refused, ResultFormat, Share};
use documents::{Budget, Exact, Id, ResultFile};
use workers::messages::{CountFailure, Held, InBox};

use crate::support::{Small, Visit, lang, own};

fn budget() -> Budget {
    Budget::read(&Small::default().json()).expect("the tests' budget is well-formed")
}

/// What a count begins with that somebody asks for.
const COUNT: Effect = Effect::Count { unless: None };

/// The page as it begins, and what it asks for.
fn begun() -> (Results, Vec<Effect>) {
    Results::new(
        Rc::new(budget()),
        lang("en"),
        MoneyStyle::plain("GBP"),
        None,
        None,
        None,
    )
}

/// A result in which so many ballots gave every line of the small budget what it has today.
fn result(ballots: u8) -> ResultFile {
    let budget = budget();
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
        close: None,
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
        cast: Vec::new(),
        tables: Vec::new(),
    }
}

fn held(result: &ResultFile) -> Held {
    Held {
        id: result.id(),
        bytes: Some(result.to_bytes()),
    }
}

/// A box in which these are published, and these counts lie.
fn in_box(published: Vec<Held>, counts: Vec<Held>) -> InBox {
    InBox {
        published: Some(published),
        counts,
        unread: 0,
    }
}

/// A count of a box after the last day, and what follows from it.
fn counted(held: InBox) -> (Results, Vec<Effect>) {
    let (mut results, _) = begun();
    results.over = true;
    let effects = finish(&mut results, held);
    (results, effects)
}

fn finish(results: &mut Results, held: InBox) -> Vec<Effect> {
    results.update(Message::CountFinished {
        beside: Rc::default(),
        seen: 7,
        result: result(3).to_bytes(),
        agreed: None,
        held,
    })
}

fn done(results: &Results) -> (&Published, &Counts, Posted) {
    match &results.counting {
        Counting::Done {
            published,
            counts,
            posted,
            ..
        } => (published, counts, *posted),
        other => panic!("not counted: {other:?}"),
    }
}

/// Checks that take long keep nobody from the outcome, and the count that then comes takes its place.
#[test]
fn the_outcome_is_there_while_checks_still_run() {
    let (mut results, _) = begun();
    results.update(Message::CountProgressed {
        done: 3,
        of: 3,
        refused: 0,
    });
    let first = Message::OutcomeCounted {
        beside: Rc::default(),
        result: result(3).to_bytes(),
    };
    assert_eq!(results.update(first.clone()), [Effect::FetchMore]);
    let shown = |results: &Results| match &results.counting {
        Counting::Checking { result, .. } => result.counted.len(),
        other => panic!("no outcome: {other:?}"),
    };
    assert_eq!(shown(&results), 3);
    assert_eq!(results.update(Message::CountPressed), [], "it still counts");
    results.update(Message::CountProgressed {
        done: 1,
        of: 3,
        refused: 0,
    });
    assert_eq!(shown(&results), 3, "what is late changes nothing");
    let mut stopped = results.clone();
    stopped.update(Message::CountFailed(CountFailure::NoCounter));
    assert_eq!(stopped.counting, Counting::Failed(CountFailure::NoCounter));
    finish(&mut results, in_box(Vec::new(), Vec::new()));
    let _ = done(&results);
    results.update(first);
    let _ = done(&results);
}

#[test]
fn a_count_starts_at_once_progresses_and_is_posted() {
    let (mut results, effects) = begun();
    assert_eq!(effects, [COUNT]);
    assert_eq!(
        results.update(Message::CountPressed),
        [COUNT],
        "a program that has not begun may never come"
    );
    results.update(Message::CountProgressed {
        done: 7,
        of: 20,
        refused: 3,
    });
    assert_eq!(
        results.update(Message::CountPressed),
        [],
        "pressing meanwhile starts no second count"
    );
    let known = Counting::Running {
        done: 7,
        of: 20,
        refused: 3,
    };
    assert_eq!(results.counting, known);
    results.over = true;
    let bytes = result(3).to_bytes();
    let id = Id::of(&bytes);
    let effects = finish(&mut results, in_box(vec![], vec![]));
    assert_eq!(
        effects,
        [Effect::PostResult { id, bytes }, Effect::FetchMore]
    );
    assert_eq!(
        done(&results),
        (&Published::Nothing, &Counts::default(), Posted::UnderWay)
    );
    results.update(Message::ResultPosted {
        id: Id::of(b"another"),
        ok: true,
    });
    assert_eq!(done(&results).2, Posted::UnderWay);
    results.update(Message::ResultPosted { id, ok: false });
    assert_eq!(done(&results).2, Posted::Failed);
    results.update(Message::ResultPosted { id, ok: true });
    assert_eq!(done(&results).2, Posted::Done);
}

/// Hundreds of people look while ballots come in: each would add another count, and none would say anything new.
#[test]
fn while_people_vote_no_count_is_put_into_the_box() {
    let (mut results, _) = begun();
    let others = in_box(vec![held(&result(1))], vec![held(&result(2))]);
    let effects = finish(&mut results, others);
    assert_eq!(effects, [Effect::LookAfter(90), Effect::FetchMore]);
    assert_eq!(done(&results).2, Posted::NotNeeded);
}

#[test]
fn a_count_that_is_there_already_or_is_signed_is_not_put_there_again() {
    let (_, effects) = counted(in_box(vec![], vec![held(&result(3))]));
    assert_eq!(effects, [Effect::FetchMore]);
    let (mut results, _) = begun();
    results.over = true;
    let effects = results.update(Message::CountFinished {
        beside: Rc::default(),
        seen: 7,
        result: result(3).to_bytes(),
        agreed: Some(true),
        held: in_box(vec![], vec![]),
    });
    assert_eq!(effects, [Effect::FetchMore]);
}

#[test]
fn a_large_count_stays_out_of_the_box_and_the_page_knows() {
    let mut large = result(3);
    large.engine = "x".repeat(ResultFile::MAX_POSTED);
    let (mut results, _) = begun();
    results.over = true;
    let effects = results.update(Message::CountFinished {
        beside: Rc::default(),
        seen: 7,
        result: large.to_bytes(),
        agreed: None,
        held: in_box(vec![], vec![]),
    });
    assert_eq!(effects, [Effect::FetchMore]);
    assert_eq!(done(&results).2, Posted::TooLarge);
}

#[test]
fn the_same_result_in_the_box_is_called_the_same_and_not_posted_again() {
    let published = in_box(vec![held(&result(5)), held(&result(3))], vec![]);
    let (results, effects) = counted(published);
    assert_eq!(done(&results).0, &Published::Same);
    assert_eq!(done(&results).2, Posted::NotNeeded);
    assert_eq!(effects, [Effect::FetchMore]);
}

#[test]
fn of_other_results_the_fullest_is_compared_and_the_difference_named() {
    let published = in_box(vec![held(&result(1)), held(&result(2))], vec![]);
    let (results, effects) = counted(published);
    let Published::Differs { id, differences } = done(&results).0 else {
        panic!("it does differ")
    };
    assert_eq!(*id, result(2).id());
    assert_eq!(differences[..], [Difference::OnlyOther(vec![Id::of(&[2])])]);
    assert!(matches!(
        effects[..],
        [Effect::PostResult { .. }, Effect::FetchMore]
    ));
}

/// A lie that counts more ballots than there are, put there by anybody.
#[test]
fn what_anybody_put_there_is_never_the_published_result() {
    let lie = held(&result(9));
    let (results, _) = counted(in_box(vec![], vec![lie.clone()]));
    assert_eq!(done(&results).0, &Published::Nothing);
    assert_eq!(done(&results).1.others, 1);
    let (results, _) = counted(in_box(vec![held(&result(3))], vec![lie]));
    assert_eq!(done(&results).0, &Published::Same);
    let elsewhere = ResultFile {
        budget: BudgetName {
            sha256: Id::of(b"another edition"),
            ..result(3).budget
        },
        ..result(9)
    };
    let (results, _) = counted(in_box(vec![], vec![held(&elsewhere)]));
    assert_eq!(done(&results).1.others, 0, "it is of another budget");
}

/// Files of anybody's can push nothing aside: what is published and cannot be read is said to be there.
#[test]
fn what_is_published_and_cannot_be_read_is_not_called_nothing() {
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
    for published in [forged, portal, gone] {
        let (results, _) = counted(in_box(vec![published.clone()], vec![]));
        assert_eq!(done(&results).0, &Published::Unread, "{published:?}");
        let (results, _) = counted(in_box(vec![], vec![published]));
        assert_eq!(done(&results).0, &Published::Nothing);
        assert_eq!(done(&results).1, &Counts::default());
    }
    let (results, _) = counted(InBox::default());
    assert_eq!(
        done(&results).0,
        &Published::Unread,
        "it could not be asked for"
    );
}

#[test]
fn a_ballot_that_came_after_the_close_is_said_to_have_come_late() {
    let closed = ResultFile {
        close: Some(1),
        ..result(3)
    };
    let (mut results, _) = begun();
    results.update(Message::CountFinished {
        beside: Rc::default(),
        seen: 7,
        result: closed.to_bytes(),
        agreed: Some(true),
        held: InBox::default(),
    });
    for (receipt, found) in [
        (9, Sought::Late { unlisted: false }),
        (1, Sought::Counted(Id::of(&[1]))),
    ] {
        results.update(Message::ReceiptTyped(Id::of(&[receipt]).to_string()));
        results.update(Message::FindPressed);
        assert_eq!(results.sought, Some(found));
    }
}

#[test]
fn a_count_that_fails_says_why_and_can_be_tried_again() {
    let (mut results, _) = begun();
    results.update(Message::CountFailed(CountFailure::Incomplete));
    assert_eq!(results.counting, Counting::Failed(CountFailure::Incomplete));
    assert_eq!(results.update(Message::CountPressed), [COUNT]);
    results.update(Message::CountFinished {
        beside: Rc::default(),
        seen: 7,
        result: b"{}".to_vec(),
        agreed: None,
        held: InBox::default(),
    });
    assert!(
        matches!(&results.counting, Counting::Failed(CountFailure::Problem { says }) if !says.is_empty())
    );
}

#[test]
fn results_stay_shut_until_the_organiser_opens_them() {
    let shut = Small {
        results_open: false,
        ..Small::default()
    };
    let mut visit = Visit::to(&shut, own());
    visit.take();
    visit.tell(NavigateMessage::ScreenAsked(Screen::Results));
    assert_eq!(
        (visit.take(), visit.open().screen),
        (vec![], Screen::Ballot)
    );
}

#[test]
fn a_results_page_that_cannot_be_loaded_can_be_tried_again() {
    let mut visit = Visit::to(&Small::default(), own());
    visit.tell_all([
        state::Message::from(NavigateMessage::ScreenAsked(Screen::Results)),
        ResultsMessage::ResultsMissing.into(),
    ]);
    assert!(visit.open().results_missing);
    visit.take();
    visit.tell(NavigateMessage::ReloadPressed);
    assert_eq!(visit.take(), [state::Effect::Reload]);
}

#[test]
fn the_result_can_be_taken_away() {
    let (mut results, _) = counted(InBox::default());
    results.today = Some("2027-03-10".into());
    let pressed = Message::DownloadPressed(Format::Csv);
    assert_eq!(results.update(pressed), [Effect::Download(Format::Csv)]);
    let taken = |format| {
        let file = file(&results, format).expect("there is a result");
        let text = String::from_utf8(file.bytes.to_vec()).expect("text");
        (file.name, file.mime, text)
    };
    let json = taken(Format::Json);
    assert_eq!(json.0, "aldermoor-result.json");
    assert_eq!(json.2.as_bytes(), result(3).to_bytes());
    let csv = taken(Format::Csv);
    assert_eq!(
        (csv.0.as_str(), csv.1),
        ("aldermoor-result.csv", "text/csv;charset=utf-8")
    );
    let lines: Vec<&str> = csv.2.split("\r\n").collect();
    assert!(lines.contains(&"Counted on,2027-03-10") && lines.contains(&"Ballots,3"));
    let heads = lines.iter().position(|line| line.starts_with("Line,"));
    let heads = heads.expect("the names of the columns");
    assert_eq!(
        lines[heads..heads + 2],
        [
            "Line,Today,Everyone,Change against today,Change in %,What it buys,Before rounding,Before limits",
            "homes,40,40,0,0.0,Some.,40.00,"
        ]
    );
    assert_eq!(lines[heads + 5..heads + 6], ["Not shared out,,5,,,,5.00,"]);
    assert!(lines[heads + 6].starts_with("Total,"), "{lines:?}");
    let svg = taken(Format::Svg);
    assert_eq!(
        (svg.0.as_str(), svg.1),
        ("aldermoor-result.svg", "image/svg+xml")
    );
    assert!(svg.2.starts_with("<svg ") && svg.2.contains("<desc>"));
}

/// While an event is open the page keeps up by itself: politely, and without taking anything from whoever reads it.
#[test]
fn while_an_event_is_open_a_changed_box_is_counted_again() {
    let (mut results, _) = begun();
    finish(&mut results, in_box(vec![], vec![]));
    let seen = 7;
    let look = [Effect::Count { unless: Some(seen) }];
    results.update(Message::ReceiptTyped(Id::of(&[5]).to_string()));
    results.update(Message::FindPressed);
    assert_eq!(results.update(Message::LookDue), look);
    let shown = results.counting.clone();
    // What a count behind the page says on its way is not for whoever reads.
    for aside in [
        Message::CountProgressed {
            done: 1,
            of: 9,
            refused: 0,
        },
        Message::CountWaits { seconds: 9 },
        Message::OutcomeCounted {
            result: result(9).to_bytes(),
            beside: Rc::default(),
        },
    ] {
        assert_eq!(results.update(aside), []);
        assert_eq!((&results.counting, results.waits), (&shown, None));
    }
    let effects = results.update(Message::CountFinished {
        result: result(9).to_bytes(),
        beside: Rc::default(),
        seen: 8,
        agreed: None,
        held: in_box(vec![], vec![]),
    });
    assert_eq!(effects, [Effect::LookAfter(90)]);
    assert_eq!(
        results.sought,
        Some(Sought::Counted(Id::of(&[5]))),
        "looked for again"
    );
    let unless = Some(8);
    assert_eq!(results.update(Message::LookDue), [Effect::Count { unless }]);
}

#[test]
fn a_box_that_stays_the_same_is_looked_at_more_and_more_seldom() {
    let (mut results, _) = begun();
    finish(&mut results, in_box(vec![], vec![]));
    let mut waits = Vec::new();
    for answer in [
        Message::BoxUnchanged,
        Message::CountFailed(CountFailure::Incomplete),
        Message::BoxUnchanged,
        Message::BoxUnchanged,
    ] {
        results.update(Message::LookDue);
        waits.extend(results.update(answer));
        let _ = done(&results);
    }
    assert_eq!(waits, [180, 360, 720, 720].map(Effect::LookAfter));
    assert_eq!(
        results.update(Message::BoxUnchanged),
        [],
        "nobody has looked"
    );
}

#[test]
fn nobody_looks_while_nobody_sees_the_page_and_a_look_that_was_due_comes_when_somebody_does() {
    let (mut results, _) = begun();
    finish(&mut results, in_box(vec![], vec![]));
    assert_eq!(results.update(Message::PageSeen(false)), []);
    assert_eq!(results.update(Message::LookDue), []);
    let look = results.update(Message::PageSeen(true));
    assert!(matches!(look[..], [Effect::Count { unless: Some(_) }]));
    assert_eq!(results.update(Message::PageSeen(true)), [], "once");
}

#[test]
fn a_closed_event_is_left_alone() {
    let (mut over, effects) = counted(in_box(vec![], vec![]));
    assert!(!effects.iter().any(|it| matches!(it, Effect::LookAfter(_))));
    assert_eq!(over.update(Message::LookDue), []);
    let (mut closed, _) = begun();
    let close = ResultFile {
        close: Some(1),
        ..result(3)
    };
    let effects = closed.update(Message::CountFinished {
        result: close.to_bytes(),
        beside: Rc::default(),
        seen: 7,
        agreed: Some(true),
        held: InBox::default(),
    });
    assert_eq!(effects, [Effect::FetchMore]);
    assert_eq!(closed.update(Message::LookDue), []);
}

#[test]
fn what_follows_the_outcome_can_be_asked_for_again() {
    let (mut results, _) = begun();
    finish(&mut results, in_box(vec![], vec![]));
    results.update(Message::MoreMissing);
    assert_eq!(results.more, Rest::Missing);
    assert_eq!(results.update(Message::MoreAsked), [Effect::FetchMore]);
    assert_eq!(results.more, Rest::Awaited);
}

#[test]
fn the_ballot_of_this_device_is_found_in_the_result() {
    let own = Id::of(&[1]);
    let (mut results, _) = Results::new(
        Rc::new(budget()),
        lang("en"),
        MoneyStyle::plain("GBP"),
        None,
        None,
        Some(own),
    );
    assert_eq!(results.own(), None, "not while the count goes on");
    results.update(Message::CountFinished {
        beside: Rc::default(),
        seen: 7,
        result: result(3).to_bytes(),
        agreed: None,
        held: InBox::default(),
    });
    assert_eq!(results.own(), Some(Some(Sought::Counted(own))));
    results.update(Message::ReceiptTyped(Id::of(&[2]).to_string()));
    results.update(Message::FindPressed);
    assert_eq!(results.sought, Some(Sought::Counted(Id::of(&[2]))));
    results.update(Message::CountPressed);
    assert_eq!(results.sought, None, "a new count may find another");
}

#[test]
fn nothing_counted_is_an_answer_and_nothing_is_posted() {
    let (mut results, _) = begun();
    let sealed = vec![Id::of(&[1])];
    let effects = results.update(Message::NothingCounted {
        seen: 7,
        sealed: sealed.clone(),
        refused: Refused::default(),
    });
    assert_eq!(effects, [Effect::LookAfter(90)]);
    assert!(
        matches!(&results.counting, Counting::Nothing { sealed: found, .. } if found[..] == sealed[..])
    );
    assert_eq!(results.update(Message::CountPressed), [COUNT]);
}

#[test]
fn nothing_is_downloaded_before_there_is_a_result() {
    let (results, _) = begun();
    for format in [Format::Csv, Format::Json, Format::Svg, Format::Png] {
        assert_eq!(file(&results, format), None);
    }
}
