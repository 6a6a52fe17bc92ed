//! A small town's ledger: two lines, four bodies that sign, each with a key of its own.
#![allow(dead_code, reason = "each test file uses its own part")]

use documents::ledger::{Entry, Role, Signer};
use documents::{BudgetName, Date, Id, Lang, Slug, Text};
use ledger::{Broken, Found, Frame, Ledger, Rule};
use seals::ledger::LedgerKey;

pub(crate) const BOARD: u8 = 1;
pub(crate) const COUNCIL: u8 = 2;
pub(crate) const FUND: u8 = 3;
pub(crate) const CLUB: u8 = 4;
pub(crate) const STRANGER: u8 = 9;

pub(crate) fn slug(name: &str) -> Slug {
    Slug::parse(name).expect("a name")
}

pub(crate) fn day(text: &str) -> Date {
    Date::parse(text).expect("a day")
}

pub(crate) fn key(of: u8) -> LedgerKey {
    LedgerKey::new(&[of; 32])
}

pub(crate) fn budget() -> BudgetName {
    BudgetName {
        id: slug("town"),
        sha256: Id::of(b"budget"),
    }
}

pub(crate) fn signer(of: u8, id: &str, role: Role) -> Signer {
    Signer {
        id: slug(id),
        name: text(id),
        role,
        key: key(of).public(),
        lines: Vec::new(),
    }
}

/// A text in both languages, read as an entry's is.
pub(crate) fn text(says: &str) -> Text {
    let json = format!(
        r#"{{"kind":"milestone","line":"a","milestone":"m","title":{{"en":"{says}","cy":"{says}"}},"type":"report","due":"2027-01-01"}}"#
    );
    match entry(&[], "2027-01-01", &json).says {
        documents::ledger::Says::Milestone { title, .. } => title,
        other => panic!("{other:?}"),
    }
}

pub(crate) fn frame() -> Frame {
    Frame {
        lines: vec![slug("lunch"), slug("homes")],
        languages: vec![lang("en"), lang("cy")],
        opens: day("2026-11-01"),
        signers: vec![
            signer(BOARD, "board", Role::DecisionMaker),
            signer(COUNCIL, "council", Role::Organiser),
            signer(FUND, "fund", Role::Partner),
            Signer {
                lines: vec![slug("lunch")],
                ..signer(CLUB, "club", Role::Recipient)
            },
        ],
        organiser: None,
    }
}

pub(crate) fn lang(tag: &str) -> Lang {
    Lang::parse(tag).expect("a language")
}

/// An entry without a signature, from what it says as JSON; `"…"` in a text's place stands for a text in both languages.
pub(crate) fn entry(after: &[Id], on: &str, says: &str) -> Entry {
    let says = says.replace("\"…\"", r#"{"en":"because","cy":"achos"}"#);
    let after = after
        .iter()
        .map(|id| format!("\"{id}\""))
        .collect::<Vec<_>>()
        .join(",");
    let budget = serde_json::to_string(&budget()).expect("a name");
    let json = format!(
        r#"{{"format":"common-purse/ledger/1","budget":{budget},"after":[{after}],"on":"{on}","recorded":"{on}","key":"{}","says":{says},"signature":"{}"}}"#,
        "0".repeat(64),
        "0".repeat(128),
    );
    Entry::problems_or(json.as_bytes()).unwrap_or_else(|problems| panic!("{json}: {problems:?}"))
}

/// A ledger as it is written: each entry follows all that nothing followed.
#[derive(Clone, Debug)]
pub(crate) struct Book {
    pub(crate) frame: Frame,
    pub(crate) entries: Vec<(Id, Entry)>,
}

impl Book {
    pub(crate) fn new() -> Self {
        Self {
            frame: frame(),
            entries: Vec::new(),
        }
    }

    pub(crate) fn folded(&self) -> Ledger {
        Ledger::fold(&self.frame, self.entries.clone())
    }

    /// Writes an entry on a day; whether it counts shows in the fold.
    pub(crate) fn write(&mut self, who: u8, on: &str, says: &str) -> Id {
        let heads = self.folded().heads;
        self.write_after(who, &heads, on, says)
    }

    pub(crate) fn write_after(&mut self, who: u8, after: &[Id], on: &str, says: &str) -> Id {
        let entry = key(who).sign(entry(after, on, says));
        let id = entry.id();
        self.entries.push((id, entry));
        id
    }

    /// As [`Book::write`], of an entry that counts.
    #[track_caller]
    pub(crate) fn says(&mut self, who: u8, on: &str, says: &str) -> &mut Self {
        let id = self.write(who, on, says);
        let ledger = self.folded();
        let refused = ledger.refused.iter().find(|refused| refused.id == id);
        assert!(
            refused.is_none(),
            "{says}: {:?}",
            refused.map(|refused| &refused.why)
        );
        self
    }

    /// As [`Book::write`], of an entry that does not count, and changes nothing: why.
    #[track_caller]
    pub(crate) fn breaks(&self, who: u8, on: &str, says: &str) -> Broken {
        let mut book = self.clone();
        let before = book.folded();
        let id = book.write(who, on, says);
        let after = book.folded();
        let refused = after.refused.iter().find(|refused| refused.id == id);
        let why = refused
            .unwrap_or_else(|| panic!("counts: {says}"))
            .why
            .clone();
        assert_eq!(
            (&before.lines, &before.signers),
            (&after.lines, &after.signers),
            "{says}"
        );
        assert_eq!(before.entries, after.entries, "{says}");
        why
    }
}

pub(crate) fn broken(rule: Rule, field: &'static str, found: Found, expected: Found) -> Broken {
    Broken {
        rule,
        field,
        found,
        expected,
    }
}

pub(crate) fn amount(amount: i64) -> Found {
    Found::Amount(amount)
}

pub(crate) fn name(name: &str) -> Found {
    Found::Name(name.into())
}

pub(crate) fn names(all: &[&str]) -> Found {
    Found::Names(all.iter().map(|name| (*name).into()).collect())
}

pub(crate) const ACCEPTED: &str =
    r#"{"kind":"answer","line":"lunch","said":"accepted","asked":9000,"amount":9000}"#;
pub(crate) const COMMITTED: &str = r#"{"kind":"commit","line":"lunch","commit":"grant","amount":8000,"to":{"name":"Lunch club","kind":"small-organisation","org_id":"GB-CHC-1234567"},"from":"2027-03-01","until":"2028-02-28","document":"https://board.example/grant.pdf"}"#;
pub(crate) const MILESTONE: &str = r#"{"kind":"milestone","line":"lunch","milestone":"opens","title":"…","type":"start","due":"2027-05-01"}"#;

pub(crate) fn pay(amount: i64) -> String {
    format!(r#"{{"kind":"pay","line":"lunch","commit":"grant","amount":{amount}}}"#)
}

/// Answered, committed, with a date.
pub(crate) fn agreed() -> Book {
    let mut book = Book::new();
    book.says(BOARD, "2027-02-01", ACCEPTED)
        .says(BOARD, "2027-02-10", COMMITTED)
        .says(COUNCIL, "2027-02-11", MILESTONE);
    book
}
