//! What residents see before the promise's day, after it, and through two years.

use common_purse::places::promises::{Effect, Looked, Message, Mine, Promises, Reading, summary};
use documents::Id;
use workers::messages::{FoundBallot, ReadLedger};

use crate::story::*;

#[test]
fn before_the_promises_day_the_page_says_who_answers_by_when() {
    let story = Story::of("aldermoor");
    let page = story.shown("2027-12-15", ReadLedger::default());
    let says = text(&page, "en");
    assert!(
        says.contains("Aldermoor Health Board will answer by 15 December 2027."),
        "{says}"
    );
    assert!(says.contains("Nothing is written down yet."), "{says}");
    assert!(!says.contains("late"), "{says}");
    assert!(
        text(&page, "cy").contains("Bydd Bwrdd Iechyd Aldermoor yn ateb erbyn 15 Rhagfyr 2027.")
    );
}

#[test]
fn after_that_day_without_an_answer_it_says_how_late_the_answer_is() {
    let mut story = Story::of("aldermoor");
    let none = story.shown("2027-12-27", ReadLedger::default());
    let says = text(&none, "en");
    assert!(says.contains("No answer yet"), "{says}");
    assert!(
        says.contains("An answer was promised by 15 December 2027. It is 12 days late."),
        "{says}"
    );
    assert!(text(&none, "cy").contains("12 diwrnod yn hwyr"));
    // Nine of the ten lines have theirs.
    story.entries.truncate(9);
    let some = story.shown("2027-12-16", story.files());
    let says = text(&some, "en");
    assert!(
        says.contains("It is 1 day late.") && says.contains("Still without an answer: "),
        "{says}"
    );
    let last = &story.budget.priorities[9].name;
    assert!(
        says.contains(&format!(
            "Still without an answer: {}.",
            last.get(&lang("en"))
        )),
        "{says}"
    );
}

#[test]
fn two_years_later_the_first_sentence_says_what_is_done_late_and_not_committed() {
    let story = Story::of("aldermoor");
    let page = story.shown("2026-11-29", story.files());
    let Reading::Read(audit) = &page.reading else {
        panic!("{:?}", page.reading)
    };
    assert_eq!(
        audit.ledger.refused,
        [],
        "every entry of the example counts"
    );
    let last = audit.ledger.last_written();
    assert!(
        page.day() > Some(day("2029-01-01")) && page.day() <= last,
        "a clock behind hides no lateness"
    );
    let summary = audit.ledger.summary(page.day().expect("a day"));
    let says = text(&page, "en");
    let first = format!(
        "{} of {} done, {} late, ",
        summary.done, summary.agreed, summary.late
    );
    assert!(says.contains(&first), "{first}: {says}");
    assert!(summary.done > 0 && summary.late > 0 && summary.cancelled > 0);
}

#[test]
fn every_change_is_shown_as_what_was_what_is_who_decided_and_why() {
    let story = Story::of("aldermoor");
    let says = text(&story.shown("2029-12-01", story.files()), "en");
    for part in [
        "The Riverside drop-in opens: it was due by 1 September 2028, it is due by 1 December 2028.",
        "Decided by Aldermoor Drop-in and the council, as Aldermoor Council (a made-up example) writes. Why: The building needs a second way out in a fire.",
        "The amount: it was £260,000, it is £300,000.",
        "The line was given up.",
    ] {
        assert!(says.contains(part), "{part}: {says}");
    }
    let welsh = text(&story.shown("2029-12-01", story.files()), "cy");
    assert!(
        welsh.contains("Mae angen ail ffordd allan o’r adeilad rhag tân."),
        "{welsh}"
    );
    assert!(!welsh.contains("Why:"), "{welsh}");
}

#[test]
fn the_visitors_own_ballot_is_laid_beside_what_was_agreed() {
    let story = Story::of("small-fund");
    let mut page = story.shown("2029-12-01", story.files());
    assert!(text(&page, "en").contains("Paste the receipt of your ballot"));
    let kept: Vec<u64> = (1..)
        .map(|at| at * 1000)
        .take(story.budget.priorities.len())
        .collect();
    let today = day("2029-12-01");
    page.update(Message::Looked(Looked {
        today,
        kept: Some(kept),
    }));
    let says = text(&page, "en");
    assert!(
        says.contains("Your own ballot beside what was agreed.")
            && !says.contains("Paste the receipt")
    );
    assert!(says.contains("£3,000"), "{says}");
}

#[test]
fn a_receipt_is_looked_for_and_every_answer_is_told() {
    let story = Story::of("small-fund");
    let mut page = story.shown("2029-12-01", story.files());
    let mut press = |typed: &str| {
        page.update(Message::ReceiptTyped(typed.into()));
        page.update(Message::FindPressed)
    };
    assert_eq!(press("my receipt"), []);
    let receipt = Id::of(b"ballot");
    let typed = format!(" {} ", receipt.to_string().to_uppercase());
    assert_eq!(press(&typed), [Effect::Find(receipt)]);
    let digits = receipt.to_string();
    let groups: Vec<&str> = (0..64).step_by(8).map(|at| &digits[at..at + 8]).collect();
    assert_eq!(
        press(&groups.join("\n")),
        [Effect::Find(receipt)],
        "as the receipt's page shows it"
    );
    let other = Message::BallotFound {
        receipt: Id::of(b"other"),
        ballot: Some(FoundBallot::Nowhere),
    };
    page.update(other);
    assert_eq!(
        page.mine,
        Mine::Looking(receipt),
        "the answer to another question"
    );
    let amounts = vec![(story.budget.priorities[1].id.to_string(), 700)];
    for (ballot, says) in [
        (None, "The box could not be read."),
        (
            Some(FoundBallot::Nowhere),
            "No ballot with this receipt is in the box.",
        ),
        (Some(FoundBallot::Sealed), "This ballot is sealed."),
        (Some(FoundBallot::Open(amounts)), "£700"),
    ] {
        page.update(Message::FindPressed);
        page.update(Message::BallotFound { receipt, ballot });
        assert!(text(&page, "en").contains(says), "{says}");
    }
    assert_eq!(page.own().map(|own| (own[0], own[1])), Some((0, 700)));
}

#[test]
fn what_cannot_be_read_shows_nothing_and_is_asked_for_again() {
    let story = Story::of("small-fund");
    let sha256 = story.budget.sha256;
    let budget = || Message::BudgetRead {
        budget: Some(story.budget.clone()),
        sha256,
    };
    for (messages, says) in [
        (
            vec![Message::BudgetRead {
                budget: None,
                sha256,
            }],
            "could not be read to the end",
        ),
        (
            vec![budget(), Message::LedgerRead(None)],
            "could not be read to the end",
        ),
        (
            vec![budget(), Message::AuditorMissing],
            "could not be read to the end",
        ),
        (
            vec![Message::BudgetRead {
                budget: Some(story.budget.clone()),
                sha256: Id::of(b"other"),
            }],
            "The budget has changed since this page was opened.",
        ),
    ] {
        let mut page = Promises::default();
        for message in messages {
            page.update(message);
        }
        assert!(text(&page, "en").contains(says), "{says}");
        assert!(!drawn(&page, "en").contains("promise-stage"));
        assert_eq!(page.update(Message::RetryPressed), [Effect::ReadBudget]);
        assert_eq!(page.reading, Reading::Waiting);
    }
}

#[test]
fn a_budget_that_comes_is_read_on_with_its_ledger_and_a_copy_is_told() {
    let story = Story::of("small-fund");
    let mut page = Promises::default();
    let (budget, sha256) = (Some(story.budget.clone()), story.budget.sha256);
    assert_eq!(
        page.update(Message::BudgetRead { budget, sha256 }),
        [Effect::ReadLedger]
    );
    let mut page = story.shown("2029-12-01", story.files());
    assert_eq!(page.update(Message::CopyPressed), [Effect::Copy]);
    for (done, says) in [(true, "Copied"), (false, "The browser did not copy it.")] {
        page.update(Message::Copied(done));
        assert!(text(&page, "en").contains(says));
    }
    assert_eq!(page.update(Message::PrintPressed), [Effect::Print]);
}

#[test]
fn the_summary_says_line_by_line_what_residents_said_and_what_was_done() {
    let story = Story::of("aldermoor");
    let page = story.shown("2029-12-01", story.files());
    let Reading::Read(audit) = &page.reading else {
        panic!("{:?}", page.reading)
    };
    let text = summary(
        &story.budget,
        &audit.ledger,
        day("2029-12-01"),
        &words_of("en"),
    );
    let care = text
        .split("\n\n")
        .find(|part| part.starts_with("Care workers"))
        .expect("the line");
    assert_eq!(
        care.lines().take(3).collect::<Vec<_>>(),
        [
            "Care workers’ pay and training",
            "You said: £310,000.",
            "We said: £300,000, because: Only 200 care workers want the training this year. £300,000 pays for them all.",
        ]
    );
    assert_eq!(
        text.split("\n\n").count(),
        2 + story.budget.priorities.len()
    );
}

#[test]
fn everything_about_a_line_is_drawn_once_it_is_opened() {
    let story = Story::of("aldermoor");
    let mut page = story.shown("2029-12-01", story.files());
    let entry = "paid £140,000 to Aldermoor housing team.";
    assert!(!text(&page, "en").contains(entry));
    page.update(Message::HistoryToggled(0));
    let says = text(&page, "en");
    assert!(
        says.contains(entry) && says.contains("The team starts work: due by 1 May 2028."),
        "{says}"
    );
    page.update(Message::HistoryToggled(0));
    assert!(!text(&page, "en").contains(entry));
}

#[test]
fn who_was_paid_stays_who_was_paid_and_a_late_answer_is_called_late() {
    let mut story = Story::of("small-fund");
    story.entries.clear();
    let line = story.budget.priorities[0].id.clone();
    let by = story.budget.promise.by;
    story.write(
        1,
        "2028-02-01",
        "2028-02-01",
        &format!(
            r#"{{"kind":"answer","line":"{line}","said":"accepted","asked":4000,"amount":4000}}"#
        ),
    );
    story.write(1, "2028-02-02", "2028-02-02", &format!(r#"{{"kind":"commit","line":"{line}","commit":"grant","amount":4000,"to":{{"name":"Lunch club"}},"from":"2028-02-02"}}"#));
    story.write(
        1,
        "2028-02-03",
        "2028-02-03",
        &format!(r#"{{"kind":"pay","line":"{line}","commit":"grant","amount":3000}}"#),
    );
    story.write(1, "2028-02-04", "2028-02-04", &format!(r#"{{"kind":"change","line":"{line}","change":{{"what":"recipient","commit":"grant","old":{{"name":"Lunch club"}},"new":{{"name":"Church hall"}}}},"reason":{{"en":"It closed","cy":"Caeodd"}},"decided_by":{{"en":"All","cy":"Pawb"}}}}"#));
    let mut page = story.shown("2028-03-01", story.files());
    page.update(Message::HistoryToggled(0));
    let says = text(&page, "en");
    assert!(
        says.contains("paid £3,000 to Lunch club.") && says.contains("For: Church hall."),
        "{says}"
    );
    let late = day("2028-02-01").days_since(by);
    assert!(
        says.contains(&format!("The answer was {late} days late.")),
        "{says}"
    );
}
