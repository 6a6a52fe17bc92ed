//! What does not count is named, and changes nothing that is shown.

use common_purse::places::promises::{Effect, Message, Reading};
use documents::{Id, Refusal};
use ledger::Sums;
use workers::messages::ReadLedger;

use crate::story::*;

fn sums(story: &Story, files: ReadLedger) -> Sums {
    match story.shown("2029-12-01", files).reading {
        Reading::Read(audit) => audit.ledger.sums(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_forged_a_foreign_and_a_misnamed_file_are_each_refused_in_words() {
    let story = Story::of("small-fund");
    let (budget, mut files) = (story.budget.name(), story.files());
    let before = sums(&story, files.clone());
    let (id, bytes) = files.entries[3].clone();
    // One figure is changed, under its own name and under the true one.
    let forged =
        String::from_utf8(bytes.clone())
            .expect("text")
            .replacen("\"on\":\"202", "\"on\":\"203", 1);
    let forged_id = Id::of(forged.as_bytes());
    let found = seals::ledger::entry(&budget, &forged_id, forged.as_bytes());
    assert_eq!(found, Err(Refusal::WrongSignature {}));
    let found = seals::ledger::entry(&budget, &id, forged.as_bytes());
    assert_eq!(found, Err(Refusal::WrongName { hash: forged_id }));
    let other = Story::of("aldermoor");
    let (foreign, entry) = other.entries[0].clone();
    let found = seals::ledger::entry(&budget, &foreign, &entry.to_bytes());
    assert!(
        matches!(found, Err(Refusal::OtherBudget { .. })),
        "{found:?}"
    );
    files.refused = vec![
        (forged_id, Refusal::WrongSignature {}),
        (id, Refusal::WrongName { hash: forged_id }),
        (
            foreign,
            Refusal::OtherBudget {
                other: documents::budget::Other::Event,
                budget: other.budget.name(),
            },
        ),
    ];
    files.strays = vec!["notes.txt".into()];
    assert_eq!(sums(&story, files.clone()), before);
    let page = story.shown("2029-12-01", files);
    let says = text(&page, "en");
    for part in [
        "Something is wrong with this record",
        "4 entries do not count:",
        "its signature is wrong.",
        "its name does not fit what is in it.",
        "it belongs to another budget.",
        "notes.txt: no entry has such a name.",
    ] {
        assert!(says.contains(part), "{part}: {says}");
    }
}

#[test]
fn an_entry_that_breaks_a_rule_is_said_by_that_rules_sentence() {
    let mut story = Story::of("small-fund");
    let before = sums(&story, story.files());
    // A key that nobody named, and one more answer.
    let line = story.budget.priorities[0].id.clone();
    story.write(99, "2029-06-01", "2029-06-01", r#"{"kind":"nothing-new"}"#);
    let again =
        format!(r#"{{"kind":"answer","line":"{line}","said":"accepted","asked":10,"amount":10}}"#);
    story.write(1, "2029-06-01", "2029-06-01", &again);
    let files = story.files();
    assert_eq!(sums(&story, files.clone()), before);
    let says = text(&story.shown("2029-12-01", files.clone()), "en");
    assert!(
        says.contains("1 file is by a key that may not sign here. It changes nothing."),
        "{says}"
    );
    assert!(
        says.contains("This line has its answer. What comes later is a change."),
        "{says}"
    );
    assert!(
        text(&story.shown("2029-12-01", files), "cy").contains("Dydy 1 cofnod ddim yn cyfrif:")
    );
}

#[test]
fn a_missing_entry_is_missed_and_a_replayed_one_counts_once() {
    let story = Story::of("small-fund");
    let mut files = story.files();
    let whole = sums(&story, files.clone());
    files.entries.extend(story.files().entries);
    assert_eq!(sums(&story, files), whole, "twice the same");
    let mut files = story.files();
    files.entries.reverse();
    assert_eq!(sums(&story, files), whole, "the other way round");
    let mut files = story.files();
    let (gone, _) = files.entries.remove(5);
    let cut = story.shown("2029-12-01", files.clone());
    let says = text(&cut, "en");
    assert!(
        says.contains("1 entry is missing: another one follows it, and it is not here."),
        "{says}"
    );
    assert!(
        says.contains("While something is missing, an answer or a payment may be missing too."),
        "{says}"
    );
    files.unread = vec![gone];
    let half = story.shown("2029-12-01", files);
    assert_eq!(
        half.reading,
        Reading::Failed,
        "half a ledger says what is not so"
    );
}

#[test]
fn the_last_entry_is_missed_by_a_device_that_has_seen_it() {
    let story = Story::of("small-fund");
    let mut files = story.files();
    let (last, _) = files.entries.pop().expect("entries");
    let mut page = story.shown("2029-12-01", ReadLedger::default());
    page.update(Message::Remembered(vec![last]));
    let effects = page.update(Message::LedgerRead(Some(files.clone())));
    let before = files.entries.last().expect("entries").0;
    assert_eq!(effects, [Effect::Remember(vec![before])]);
    assert!(text(&page, "en").contains("1 entry that this device has seen before is gone."));
    page.update(Message::LedgerRead(Some(story.files())));
    assert!(!text(&page, "en").contains("is gone"));
}

#[test]
fn an_answer_that_misquotes_residents_is_told_so() {
    let mut story = Story::of("small-fund");
    story.entries.clear();
    let line = story.budget.priorities[0].id.clone();
    let says = format!(
        r#"{{"kind":"answer","line":"{line}","said":"accepted","asked":4000,"amount":4000}}"#
    );
    let result = Id::of(b"a result");
    story.write_about(1, "2027-12-08", Some(result), &says);
    let mut files = story.files();
    let without = text(&story.shown("2029-12-01", files.clone()), "en");
    assert!(
        without.contains("The result that this answer names is not in the box."),
        "{without}"
    );
    files.outcomes = vec![(result, vec![(line.to_string(), 9000)])];
    let with = text(&story.shown("2029-12-01", files.clone()), "en");
    assert!(
        with.contains("The result says £9,000, not £4,000."),
        "{with}"
    );
    files.outcomes[0].1[0].1 = 4000;
    assert!(!text(&story.shown("2029-12-01", files), "en").contains("The result says"));
}
