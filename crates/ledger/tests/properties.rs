//! What holds of every ledger, whatever is written into it and in whatever order it arrives.

mod support;

use std::collections::BTreeMap;

use documents::Id;
use documents::ledger::{Change, Entry, Says};
use ledger::{Ledger, Sums};
use proptest::prelude::*;
use support::*;

/// One of many things that might be written, sound or not: who, and what.
fn anything() -> impl Strategy<Value = (u8, String)> {
    let line = prop::sample::select(vec!["lunch", "homes"]);
    let who = prop::sample::select(vec![BOARD, BOARD, COUNCIL, FUND, CLUB, STRANGER]);
    let texts = prop::sample::select(vec![r#","reason":"…""#, r#","reason":"…""#, ""]);
    let says = (line, 0..12_u8, 0..3_u8, 0..12_i64, 0..12_i64, texts).prop_map(
        |(line, kind, of, a, b, reason)| {
            let (a, b) = (a * 500, b * 500);
            let change = |change: String| {
                format!(r#"{{"kind":"change","line":"{line}","change":{change},"reason":"…","decided_by":"…"}}"#)
            };
            match kind {
                0 => format!(r#"{{"kind":"answer","line":"{line}","said":"changed","asked":{a},"amount":{b}{reason}}}"#),
                1 => format!(r#"{{"kind":"answer","line":"{line}","said":"accepted","asked":{a},"amount":{a}}}"#),
                2 | 3 => format!(r#"{{"kind":"commit","line":"{line}","commit":"{line}-{of}","amount":{a},"to":{{"name":"Club"}},"from":"2027-01-01"}}"#),
                4..=6 => format!(r#"{{"kind":"pay","line":"{line}","commit":"{line}-{of}","amount":{},"reference":"R{a}{b}"}}"#, a - b / 3),
                7 => format!(r#"{{"kind":"milestone","line":"{line}","milestone":"{line}-{of}","title":"…","type":"report","due":"2027-0{}-01"}}"#, of + 1),
                8 => change(format!(r#"{{"what":"amount","old":{a},"new":{b}}}"#)),
                9 => change(format!(r#"{{"what":"amount","commit":"{line}-{of}","old":{a},"new":{b}}}"#)),
                10 if of > 0 => change(r#"{"what":"cancelled"}"#.into()),
                10 => format!(r#"{{"kind":"nothing-new","line":"{line}"}}"#),
                _ => format!(r#"{{"kind":"finish","line":"{line}","amount":{a},"delivered":"…","different":"…"}}"#),
            }
        },
    );
    (who, says)
}

/// A ledger in which now and then two write at once.
fn books() -> impl Strategy<Value = Book> {
    prop::collection::vec((anything(), 0..5_u8, 1..28_u8), 1..30).prop_map(|all| {
        let mut book = Book::new();
        let mut before = Vec::new();
        for (at, ((who, says), fork, day)) in all.into_iter().enumerate() {
            let heads = book.folded().heads;
            let after = if fork == 0 {
                before.clone()
            } else {
                heads.clone()
            };
            before = heads;
            let on = format!("2027-{:02}-{day:02}", at / 4 + 1);
            book.write_after(who, &after, &on, &says);
        }
        book
    })
}

/// The money by the entries that count alone, without the ledger's rules.
fn by_hand(ledger: &Ledger) -> BTreeMap<String, (u64, u64, i64)> {
    let mut lines: BTreeMap<String, (u64, BTreeMap<String, u64>, i64)> = BTreeMap::new();
    for told in &ledger.entries {
        let Some(line) = told.entry.says.line() else {
            continue;
        };
        let (agreed, commits, paid) = lines.entry(line.to_string()).or_default();
        match &told.entry.says {
            Says::Answer { amount, .. } => *agreed = *amount,
            Says::Commit { commit, amount, .. } => {
                commits.insert(commit.to_string(), *amount);
            }
            Says::Pay { amount, .. } => *paid += amount.amount(),
            Says::Change {
                change: Change::Amount {
                    commit: None, new, ..
                },
                ..
            } => *agreed = *new,
            Says::Change {
                change:
                    Change::Amount {
                        commit: Some(commit),
                        new,
                        ..
                    },
                ..
            } => {
                commits.insert(commit.to_string(), *new);
            }
            _ => {}
        }
    }
    let sum = |(line, (agreed, commits, paid)): (_, (_, BTreeMap<_, u64>, _))| {
        (line, (agreed, commits.values().sum(), paid))
    };
    lines.into_iter().map(sum).collect()
}

fn balances(sums: &Sums) -> bool {
    sums.agreed == sums.paid + sums.still_committed + sums.returned + sums.not_committed
        && sums.paid + sums.still_committed <= sums.committed
        && sums.committed <= sums.agreed
}

proptest! {
    #[test]
    fn any_order_of_arrival_folds_to_the_same(book in books(), seed in any::<u64>()) {
        let mut shuffled = book.clone();
        let key = |id: &Id| Id::of(format!("{seed}{id}").as_bytes());
        shuffled.entries.sort_by_key(|(id, _)| key(id));
        let again = shuffled.entries.clone();
        prop_assert_eq!(book.folded(), shuffled.folded());
        shuffled.entries.extend(again);
        prop_assert_eq!(book.folded(), shuffled.folded(), "also what arrives twice");
    }

    #[test]
    fn every_sum_balances_and_is_what_the_entries_say(book in books()) {
        let ledger = book.folded();
        let by_hand = by_hand(&ledger);
        for line in &ledger.lines {
            let sums = line.sums();
            prop_assert!(balances(&sums), "{:?}", sums);
            let (agreed, committed, paid) = by_hand.get(line.id.as_str()).copied().unwrap_or_default();
            prop_assert_eq!((sums.agreed, sums.committed, i64::try_from(sums.paid)), (agreed, committed, Ok(paid)));
        }
        prop_assert!(balances(&ledger.sums()));
        prop_assert_eq!(ledger.entries.len() + ledger.refused.len(), book.entries.len());
    }

    #[test]
    fn whichever_entry_is_removed_is_noticed(book in books(), at in any::<prop::sample::Index>()) {
        let whole = book.folded();
        prop_assert!(whole.missing.is_empty());
        let mut cut = book.clone();
        let gone = book.entries[at.index(book.entries.len())].0;
        cut.entries.retain(|(id, _)| *id != gone);
        let rest = cut.folded();
        prop_assert_eq!(rest.lacks(&whole.all()), vec![gone], "by whoever has seen it");
        let strange = |refused: &&ledger::Refused| refused.why.rule != ledger::Rule::KnownSigner;
        let refused = rest.refused.iter().filter(strange).map(|refused| &refused.entry);
        let mut all = rest.entries.iter().map(|told| &told.entry).chain(refused);
        let followed = all.any(|entry| entry.after.contains(&gone));
        prop_assert_eq!(rest.missing.contains(&gone), followed, "by everybody, once something follows it");
    }

    #[test]
    fn an_entry_that_does_not_count_changes_nothing(book in books()) {
        let ledger = book.folded();
        let mut kept = book.clone();
        let refused: Vec<Id> = ledger.refused.iter().map(|refused| refused.id).collect();
        kept.entries.retain(|(id, _)| !refused.contains(id));
        // What followed a refused entry names it still: order alone may change where two wrote at once.
        let in_line = book.entries.windows(2).all(|pair| pair[1].1.after == [pair[0].0]);
        if in_line {
            prop_assert_eq!(kept.folded().lines, ledger.lines);
        }
    }
}

#[test]
fn five_thousand_entries_are_folded() {
    let mut book = agreed();
    let mut last = book.folded().heads;
    for at in 0..4997 {
        let entry: Entry = entry(&last, "2027-03-01", &pay(1 + i64::from(at == 0)));
        last = vec![entry.id()];
        book.entries.push((entry.id(), entry));
    }
    // Unsigned: no key says these, and each is listed as refused.
    let ledger = book.folded();
    assert_eq!((ledger.entries.len(), ledger.refused.len()), (3, 4997));
}
