//! What kind of event it is: who may vote, and how its box is counted.

use counter::Count;
use documents::boxes::BALLOTS;
use documents::key_list::KeyListFormat;
use documents::{
    Budget, Code, Date, Id, KeyList, ResultFile, Signature, SignedName, bundle, signed,
};
use seals::{Checker, Event as Keys, Organiser, Voter};
use serde_json::{Map, Value};

use crate::dice::Dice;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Anyone may put a ballot in.
    Open,
    /// Each resident has a code.
    Codes,
    /// As `Codes`, and the choices are sealed until the close.
    Sealed,
}

pub(crate) struct Event {
    pub(crate) kind: Kind,
    /// The bytes of the budget's file.
    pub(crate) budget: Vec<u8>,
    pub(crate) opens: Date,
    pub(crate) keys: Keys,
    pub(crate) codes: Vec<Code>,
    organiser: Organiser,
}

impl Event {
    pub(crate) fn new(kind: Kind, residents: usize, dice: &mut Dice) -> Self {
        let organiser = Organiser::new(dice.bytes());
        let keys = organiser.keys(kind != Kind::Open, kind == Kind::Sealed);
        let bytes = example(&keys.to_json());
        let budget = Budget::read(&bytes).expect("the example is in order");
        Self {
            kind,
            budget: bytes,
            opens: budget.dates.opens,
            keys: Keys::of(&budget).expect("it has keys"),
            codes: (0..residents).map(|_| Code::new(dice.bytes())).collect(),
            organiser,
        }
    }

    /// The real count: files in any order, some of them packed, some both, with junk among them.
    pub(crate) fn count(&self, mut files: Vec<(String, Vec<u8>)>, dice: &mut Dice) -> ResultFile {
        dice.shuffle(&mut files);
        let packed = files.len() / 3;
        let mut counting = Counting {
            count: Count::new(&self.budget).expect("the example is in order"),
            checker: self.checker(),
        };
        let lines: Vec<Vec<u8>> = files[..packed].iter().map(line).collect();
        let bundle = bundle::pack(lines.iter().map(Vec::as_slice));
        for _ in 0..2 {
            counting.bundle(&bundle);
        }
        for (path, bytes) in &files[packed / 2..] {
            let name = path.trim_start_matches(BALLOTS);
            counting.loose(name, bytes);
            counting.loose(&format!("{}.json", Id::of(name.as_bytes())), bytes);
        }
        counting.count.finish().expect("there are ballots")
    }

    fn checker(&self) -> Option<Checker> {
        if self.kind == Kind::Open {
            return None;
        }
        let keys = self.keys.clone();
        let mut codes: Vec<_> = self
            .codes
            .iter()
            .map(|code| Voter::new(code, &keys).key())
            .collect();
        codes.sort_unstable();
        let list = self.organiser.sign_list(KeyList {
            format: KeyListFormat,
            budget: keys.budget.clone(),
            revision: 1,
            codes,
            voided: Vec::new(),
            signature: Signature([0; 64]),
        });
        let choices = (self.kind == Kind::Sealed).then(|| self.organiser.choices_key());
        Some(Checker::new(keys, list, choices))
    }
}

struct Counting {
    count: Count,
    checker: Option<Checker>,
}

impl Counting {
    fn bundle(&mut self, bytes: &[u8]) {
        let name = format!("{}.jsonl", Id::of(bytes));
        let coded = self.count.bundle(&name, bytes, |_| ());
        let Some(checker) = &self.checker else { return };
        for line in coded {
            match checker.check(line) {
                Ok(checked) => self.count.coded(&checked.name, Ok(checked.ballot)),
                Err(why) => self.count.not_coded(line, why),
            }
        }
    }

    fn loose(&mut self, name: &str, bytes: &[u8]) {
        let signed = name.strip_suffix(".json").and_then(SignedName::parse);
        match (signed, &self.checker) {
            (Some(name), Some(checker)) => {
                let found = checker.check_file(&name, bytes);
                self.count.coded(&name, found.map(|checked| checked.ballot));
            }
            _ => self.count.loose(name, bytes),
        }
    }
}

/// A file of the box as a bundle has it.
fn line((path, bytes): &(String, Vec<u8>)) -> Vec<u8> {
    let stem = path.trim_start_matches(BALLOTS).trim_end_matches(".json");
    let name = SignedName::parse(stem);
    name.map_or_else(|| bytes.clone(), |name| signed::line(&name, bytes))
}

/// The smaller example, with these keys.
fn example(keys: &[u8]) -> Vec<u8> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/budgets/small-fund.json");
    let bytes = std::fs::read(path).expect("the example budget is there");
    let mut budget: Map<String, Value> = serde_json::from_slice(&bytes).expect("it is JSON");
    let keys = serde_json::from_slice(keys).expect("keys are JSON");
    budget.insert("keys".into(), keys);
    serde_json::to_vec(&budget).expect("it is JSON")
}
