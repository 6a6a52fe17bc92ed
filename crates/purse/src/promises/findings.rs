//! What is wrong with a ledger, and what is late, as `purse ledger check` and `purse recount` tell it.

use documents::Date;
use documents::boxes::{self, LEDGER};
use ledger::Refused;

use super::{Book, Outcome, sentence, whole};
use crate::report::findings::Findings;
use crate::report::ledger::lines;
use crate::report::refusal;
use crate::words::{counted, say};

/// So many missing entries are named.
const NAMED: usize = 20;

/// Files in the folder that nobody who signs this ledger has put there: each path, and why it is none.
pub(crate) fn strangers(book: &Book) -> Vec<(String, String)> {
    let files = book.refused.iter().map(|file| {
        let why = refusal::why(&file.why);
        (file.name.clone(), say!("ledger.check.no_entry", why))
    });
    let unknown = book.ledger.refused.iter();
    let unknown = unknown.filter(|refused| refused.is_strange());
    files
        .chain(unknown.map(|refused| not_counted(book, refused)))
        .collect()
}

/// Entries that break a rule, entries that are missing, and what residents did not say.
pub(crate) fn wrong(book: &Book, outcome: Option<&Outcome>, findings: &mut Findings) {
    let ledger = &book.ledger;
    if !book.strays.is_empty() {
        let files = counted!("counted.files", book.strays.len() as u64);
        findings.notes(LEDGER, say!("ledger.check.strays", files));
    }
    for refused in ledger
        .refused
        .iter()
        .filter(|refused| !refused.is_strange())
    {
        let (path, says) = not_counted(book, refused);
        findings.differs(&path, says);
    }
    for id in ledger.missing.iter().take(NAMED) {
        findings.differs(&boxes::ledger_path(id), say!("ledger.check.missing"));
    }
    if ledger.missing.len() > NAMED {
        let more = (ledger.missing.len() - NAMED) as u64;
        let more = counted!("counted.entries", more);
        findings.differs(LEDGER, say!("ledger.check.more_missing", more));
    }
    if let Some(outcome) = outcome {
        for (line, says, asked) in ledger.misquotes(&outcome.amounts) {
            let [says, asked] = [says, asked].map(|amount| book.money(whole(amount)));
            let name = book.name(line.as_str());
            findings.differs(LEDGER, say!("ledger.check.misquoted", name, says, asked));
        }
    }
    let entries = counted!("counted.entries", ledger.entries.len() as u64);
    findings.holds(LEDGER, say!("ledger.check.counts", entries));
    balances(book, findings);
}

fn not_counted(book: &Book, refused: &Refused) -> (String, String) {
    let says = say!(
        "ledger.check.not_counted",
        rule = refused.why.rule.name(),
        sentence = sentence(&book.budget, &refused.why)
    );
    (boxes::ledger_path(&refused.id), says)
}

fn balances(book: &Book, findings: &mut Findings) {
    let sums = book.ledger.sums();
    let [agreed, paid, still, returned, free] = [
        sums.agreed,
        sums.paid,
        sums.still_committed,
        sums.returned,
        sums.not_committed,
    ];
    let all = [paid, still, returned, free].iter().sum::<u64>();
    let [agreed_in_words, paid, still, returned, free] =
        [agreed, paid, still, returned, free].map(|amount| book.money(whole(amount)));
    let says = say!(
        "ledger.show.money",
        agreed = agreed_in_words,
        paid,
        still,
        returned,
        free
    );
    match all == agreed {
        true => findings.holds(LEDGER, says),
        false => findings.differs(LEDGER, says),
    }
}

/// Milestones that are late, news that is late, and answers that are overdue.
pub(crate) fn late(book: &Book, today: Date, findings: &mut Findings) {
    let by = book.budget.promise.by;
    if let Some(days) = book.ledger.answer_overdue(by, today) {
        let days = counted!("counted.days", days);
        findings.late(LEDGER, say!("ledger.show.overdue", by, days));
    }
    let ahead = book.ledger.ahead(today) as u64;
    if ahead > 0 {
        let entries = counted!("counted.entries", ahead);
        findings.notes(LEDGER, say!("ledger.check.ahead", entries));
    }
    for line in lines(book, today) {
        for milestone in line.late() {
            let says = say!(
                "ledger.check.milestone_late",
                line = line.name,
                title = milestone.title,
                due = milestone.due,
                days = counted!("counted.days", milestone.late_days)
            );
            findings.late(LEDGER, says);
        }
        let owed = line.news_by.filter(|by| line.is_open() && *by < today);
        if let Some(by) = owed {
            let says = say!("ledger.check.news_late", line = line.name, by);
            findings.late(LEDGER, says);
        }
    }
}
