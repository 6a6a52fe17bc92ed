//! The example's ledger, signed by keys of this test, and the page that shows it.

use std::fs;
use std::rc::Rc;

use common_purse::places::promises::{self, Looked, Message, Promises};
use common_purse::state::MoneyStyle;
use common_purse::words::{self, Words};
use documents::{Budget, BudgetName, Date, Entry, Id, Lang};
use seals::ledger::LedgerKey;
use serde_json::Value;
use workers::messages::ReadLedger;
use yew::prelude::*;

/// A budget whose signers have keys of this test, and the entries of its story in their order.
pub(crate) struct Story {
    pub(crate) budget: Rc<Budget>,
    pub(crate) entries: Vec<(Id, Entry)>,
}

pub(crate) fn day(text: &str) -> Date {
    Date::parse(text).expect("a day")
}

pub(crate) fn lang(tag: &str) -> Lang {
    Lang::parse(tag).expect("a language tag")
}

pub(crate) fn key(of: u8) -> LedgerKey {
    LedgerKey::new(&[of; 32])
}

impl Story {
    pub(crate) fn of(name: &str) -> Self {
        let mut budget = json(&format!("budgets/{name}.json"));
        let mut who = Vec::new();
        for (at, signer) in (1..).zip(budget["signers"].as_array_mut().expect("signers")) {
            signer["key"] = key(at).public().to_string().into();
            who.push((signer["id"].as_str().expect("an id").to_owned(), at));
        }
        let bytes = serde_json::to_vec(&budget).expect("JSON");
        let mut story = Self {
            budget: Rc::new(Budget::read(&bytes).expect("a budget in order")),
            entries: Vec::new(),
        };
        let told = json(&format!("budgets/{name}.ledger.json"));
        for one in told["entries"].as_array().expect("entries") {
            let name = one["who"].as_str().expect("a name");
            let (_, key) = who.iter().find(|(id, _)| id == name).expect("a signer");
            let on = one["on"].as_str().expect("a day");
            let recorded = one["recorded"].as_str().unwrap_or(on);
            story.write(*key, on, recorded, &one["says"].to_string());
        }
        story
    }

    /// Writes an entry that names a result behind all others.
    pub(crate) fn write_about(&mut self, of: u8, on: &str, result: Option<Id>, says: &str) -> Id {
        let after = self.entries.last().map(|(id, _)| *id);
        let mut entry = entry(&self.budget.name(), after.as_slice(), on, on, says);
        entry.result = result;
        let entry = key(of).sign(entry);
        let id = entry.id();
        self.entries.push((id, entry));
        id
    }

    /// Writes an entry behind all others.
    pub(crate) fn write(&mut self, of: u8, on: &str, recorded: &str, says: &str) -> Id {
        let after = self.entries.last().map(|(id, _)| *id);
        let entry = entry(&self.budget.name(), after.as_slice(), on, recorded, says);
        let entry = key(of).sign(entry);
        let id = entry.id();
        self.entries.push((id, entry));
        id
    }

    /// As the auditor gives them.
    pub(crate) fn files(&self) -> ReadLedger {
        let files = self.entries.iter();
        ReadLedger {
            entries: files.map(|(id, entry)| (*id, entry.to_bytes())).collect(),
            ..ReadLedger::default()
        }
    }

    /// The page as it is on a day, with these files.
    pub(crate) fn shown(&self, today: &str, files: ReadLedger) -> Promises {
        let mut promises = Promises::default();
        let sha256 = self.budget.sha256;
        for message in [
            Message::Looked(Looked {
                today: day(today),
                kept: None,
            }),
            Message::BudgetRead {
                budget: Some(self.budget.clone()),
                sha256,
            },
            Message::LedgerRead(Some(files)),
        ] {
            promises.update(message);
        }
        promises
    }
}

fn entry(budget: &BudgetName, after: &[Id], on: &str, recorded: &str, says: &str) -> Entry {
    let budget = serde_json::to_string(budget).expect("a name");
    let after = serde_json::to_string(after).expect("ids");
    let (key, signature) = ("0".repeat(64), "0".repeat(128));
    let text = format!(
        r#"{{"format":"common-purse/ledger/1","budget":{budget},"after":{after},"on":"{on}","recorded":"{recorded}","key":"{key}","says":{says},"signature":"{signature}"}}"#
    );
    Entry::problems_or(text.as_bytes()).unwrap_or_else(|problems| panic!("{says}: {problems:?}"))
}

fn json(path: &str) -> Value {
    let text = fs::read(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_slice(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[derive(Clone, PartialEq, Properties)]
struct Shown {
    promises: Promises,
    tag: &'static str,
}

#[component]
fn Page(shown: &Shown) -> Html {
    let words = words_of(shown.tag);
    promises::page(&shown.promises, &words, &Callback::noop())
}

pub(crate) fn words_of(tag: &str) -> Words {
    let lang = lang(tag);
    let texts = words::here_of_promises(&lang);
    Words::new(lang, MoneyStyle::plain("GBP").into(), texts)
}

/// The page's marks and texts.
pub(crate) fn drawn(promises: &Promises, tag: &'static str) -> String {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let shown = Shown {
        promises: promises.clone(),
        tag,
    };
    let page = yew::LocalServerRenderer::<Page>::with_props(shown).hydratable(false);
    runtime
        .expect("a runtime of one thread")
        .block_on(page.render())
}

/// What somebody reads, without marks.
pub(crate) fn text(promises: &Promises, tag: &'static str) -> String {
    let html = drawn(promises, tag);
    let mut text = String::new();
    for part in html.split('<') {
        text += part.split_once('>').map_or("", |(_, said)| said);
    }
    text.replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&amp;", "&")
}
