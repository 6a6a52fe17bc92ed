//! What kind of event it is: who may vote, and how its box is counted.

use std::collections::BTreeMap;

use counter::Terms;
use counter::reader::{self, Answer, AtOnce, Reader, Wanted};
use documents::boxes::{self, BALLOTS, Listing};
use documents::judging::{Question, Reply};
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
        let lines: Vec<Vec<u8>> = files[..packed].iter().map(line).collect();
        let mut folder: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        // The second bundle has ballots of the first, and the loose files some of both.
        for lines in [&lines[..], &lines[packed / 4..]] {
            let bundle = bundle::pack(lines.iter().map(Vec::as_slice));
            folder.insert(boxes::bundle_path(&Id::of(&bundle)), bundle);
        }
        for (path, bytes) in &files[packed / 2..] {
            let name = path.trim_start_matches(BALLOTS);
            folder.insert(path.clone(), bytes.clone());
            folder.insert(boxes::ballot_path(&Id::of(name.as_bytes())), bytes.clone());
        }
        let read = Folder {
            files: folder,
            checker: self.checker(),
        };
        read.count(&self.budget, dice)
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

/// A box whose answers come in any order.
struct Folder {
    files: BTreeMap<String, Vec<u8>>,
    checker: Option<Checker>,
}

impl Folder {
    fn count(&self, budget: &[u8], dice: &mut Dice) -> ResultFile {
        let terms = Terms::read(budget).expect("the example is in order");
        let at_once = AtOnce {
            files: 12,
            batches: 4,
        };
        let signed = reader::Signed {
            codes: self.checker.as_ref().map(|it| it.codes().clone()),
            ..reader::Signed::default()
        };
        let mut hear = |_| ();
        let mut reader = Reader::signed(terms, signed, at_once, &mut hear);
        let mut under_way = reader.wanted();
        while !under_way.is_empty() {
            let task = under_way.swap_remove(dice.below(under_way.len() as u64) as usize);
            let answer = self.answer(&task.what);
            reader.took(task, answer);
            under_way.extend(reader.wanted());
        }
        let count = reader.finish().expect("everything was there");
        count.finish().expect("there are ballots")
    }

    fn answer(&self, what: &Wanted) -> Answer {
        match what {
            Wanted::List(folder) => {
                let names = self
                    .files
                    .keys()
                    .filter_map(|path| path.strip_prefix(folder));
                Answer::Listed(Listing::of(names, boxes::ending(folder)))
            }
            Wanted::File(file) => match self.files.get(&file.path()) {
                Some(bytes) => Answer::Bytes(bytes.clone()),
                None => Answer::Nothing,
            },
            Wanted::Ask(Question::Jobs(jobs)) => {
                let checker = self.checker.as_ref().expect("only codes are judged");
                let verdicts = jobs.iter().map(|job| checker.judge(job)).collect();
                Answer::Reply(Reply::Verdicts(verdicts))
            }
            Wanted::Ask(Question::Setup(_)) => Answer::Nothing,
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
