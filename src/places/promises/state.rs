//! What is true on the page of promises, and the one function that changes it.

use std::rc::Rc;

use documents::budget::Priority;
use documents::{Budget, Date, Entry, Id, Refusal};
use ledger::{Frame, Ledger};
use workers::messages::{FoundBallot, ReadLedger};

use crate::state::{Phase, State};

/// Everything that the page reads.
#[derive(Clone, Debug, PartialEq)]
pub struct Promises {
    /// Read whole, with those who sign.
    pub budget: Option<Rc<Budget>>,
    /// As the device has it.
    pub today: Option<Date>,
    pub reading: Reading,
    /// What this device has seen at the end of the ledger before.
    pub seen: Vec<Id>,
    /// The amounts of the ballot that was cast on this device, line by line.
    pub kept: Option<Vec<u64>>,
    /// What is in the receipt's field.
    pub typed: String,
    pub mine: Mine,
    /// Lines whose every entry is shown; a ledger may have thousands.
    pub opened: Vec<usize>,
    /// Was the text copied, once somebody has asked for that?
    pub copied: Option<bool>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    Waiting,
    /// The budget or the ledger could not be had to its end.
    Failed,
    /// The box has another budget than the page was opened with.
    Changed,
    Read(Rc<Audit>),
}

/// The ledger, and what this device has found wrong with its files.
#[derive(Clone, Debug, PartialEq)]
pub struct Audit {
    pub ledger: Ledger,
    /// Files that are no entries of this budget, signed by the key they name.
    pub refused: Vec<(Id, Refusal)>,
    pub strays: Vec<String>,
    /// Of the results that answers name: what each gives each line, by name.
    pub outcomes: Vec<(Id, Vec<(String, u64)>)>,
    /// Entries that this device has seen at the end of the ledger before, and that are gone.
    pub gone: Vec<Id>,
}

/// A ballot that is looked for by its receipt.
#[derive(Clone, Debug, PartialEq)]
pub enum Mine {
    Unasked,
    NoReceipt,
    Looking(Id),
    /// The box could not be read.
    NotLooked,
    Nowhere,
    Sealed,
    Found(Vec<u64>),
}

#[derive(Clone, Debug, PartialEq)]
pub enum Message {
    /// What the widget says now.
    Looked(Looked),
    /// The budget with those who sign; `sha256` is that of the budget which the widget has.
    BudgetRead {
        budget: Option<Rc<Budget>>,
        sha256: Id,
    },
    /// What this device has seen at the end of the ledger before.
    Remembered(Vec<Id>),
    LedgerRead(Option<ReadLedger>),
    /// The program that reads and checks did not come, or broke.
    AuditorMissing,
    RetryPressed,
    ReceiptTyped(String),
    FindPressed,
    BallotFound {
        receipt: Id,
        ballot: Option<FoundBallot>,
    },
    /// Everything about a line was opened, or closed.
    HistoryToggled(usize),
    CopyPressed,
    Copied(bool),
    PrintPressed,
    ReloadPressed,
}

/// The day, and the amounts of the ballot that was cast here.
#[derive(Clone, Debug, PartialEq)]
pub struct Looked {
    pub today: Date,
    pub kept: Option<Vec<u64>>,
}

/// What the app must do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    ReadBudget,
    ReadLedger,
    /// The end of the ledger: whoever comes again misses what is gone of it.
    Remember(Vec<Id>),
    Find(Id),
    /// The text of the summary.
    Copy,
    Print,
    Reload,
}

impl Default for Promises {
    fn default() -> Self {
        Self {
            budget: None,
            today: None,
            reading: Reading::Waiting,
            seen: Vec::new(),
            kept: None,
            typed: String::new(),
            mine: Mine::Unasked,
            opened: Vec::new(),
            copied: None,
        }
    }
}

impl Promises {
    /// What the widget says of itself; nothing while it has no budget.
    #[must_use]
    pub fn look(state: &State) -> Option<Looked> {
        let Phase::Open(open) = &state.phase else {
            return None;
        };
        let kept = open.cast().and_then(|cast| cast.amounts.as_ref());
        Some(Looked {
            today: state.setting.today,
            kept: kept.map(|amounts| amounts.lines().to_vec()),
        })
    }

    /// Takes in what happened, and says what must be done about it.
    pub fn update(&mut self, message: Message) -> Vec<Effect> {
        match message {
            Message::Looked(Looked { today, kept }) => {
                (self.today, self.kept) = (Some(today), kept);
                Vec::new()
            }
            Message::BudgetRead { budget, sha256 } => self.budget_read(budget, sha256),
            Message::Remembered(seen) => {
                self.seen = seen;
                Vec::new()
            }
            Message::LedgerRead(files) => self.ledger_read(files),
            Message::AuditorMissing => {
                self.auditor_missing();
                Vec::new()
            }
            Message::RetryPressed => {
                self.reading = Reading::Waiting;
                vec![Effect::ReadBudget]
            }
            Message::ReceiptTyped(typed) => {
                self.typed = typed;
                Vec::new()
            }
            Message::FindPressed => self.find_pressed(),
            Message::BallotFound { receipt, ballot } => {
                if self.mine == Mine::Looking(receipt) {
                    self.mine = self.found(ballot);
                }
                Vec::new()
            }
            Message::HistoryToggled(line) => {
                match self.opened.iter().position(|opened| *opened == line) {
                    Some(at) => drop(self.opened.swap_remove(at)),
                    None => self.opened.push(line),
                }
                Vec::new()
            }
            Message::CopyPressed => vec![Effect::Copy],
            Message::Copied(done) => {
                self.copied = Some(done);
                Vec::new()
            }
            Message::PrintPressed => vec![Effect::Print],
            Message::ReloadPressed => vec![Effect::Reload],
        }
    }

    fn budget_read(&mut self, budget: Option<Rc<Budget>>, sha256: Id) -> Vec<Effect> {
        match budget {
            None => self.reading = Reading::Failed,
            Some(budget) if budget.sha256 != sha256 => self.reading = Reading::Changed,
            Some(budget) => {
                self.budget = Some(budget);
                return vec![Effect::ReadLedger];
            }
        }
        Vec::new()
    }

    fn ledger_read(&mut self, files: Option<ReadLedger>) -> Vec<Effect> {
        let (Some(files), Some(budget)) = (files, &self.budget) else {
            self.reading = Reading::Failed;
            return Vec::new();
        };
        // The auditor has looked at every byte already: whatever is none now is refused, as whatever was none there.
        if !files.unread.is_empty() {
            // With a part of the ledger the page would say what is not so.
            self.reading = Reading::Failed;
            return Vec::new();
        }
        let mut refused = files.refused;
        let mut entries = Vec::with_capacity(files.entries.len());
        for (id, bytes) in files.entries {
            match Entry::problems_or(&bytes) {
                Ok(entry) => entries.push((id, entry)),
                Err(problems) => refused.push((id, Refusal::malformed(&problems))),
            }
        }
        refused.sort_unstable_by_key(|(id, _)| *id);
        let ledger = Ledger::fold(&Frame::of(budget), entries);
        let here = ledger.all();
        let is_gone = |id: &&Id| {
            here.binary_search(id).is_err() && !refused.iter().any(|(own, _)| own == *id)
        };
        let gone = self.seen.iter().filter(is_gone).copied().collect();
        let remember = Effect::Remember(ledger.heads.clone());
        self.reading = Reading::Read(Rc::new(Audit {
            ledger,
            refused,
            strays: files.strays,
            outcomes: files.outcomes,
            gone,
        }));
        vec![remember]
    }

    /// Whatever was asked of it has no answer.
    fn auditor_missing(&mut self) {
        if self.reading == Reading::Waiting {
            self.reading = Reading::Failed;
        }
        if matches!(self.mine, Mine::Looking(_)) {
            self.mine = Mine::NotLooked;
        }
    }

    fn find_pressed(&mut self) -> Vec<Effect> {
        let receipt = crate::results::receipt(&self.typed);
        self.mine = receipt.map_or(Mine::NoReceipt, Mine::Looking);
        receipt.map(Effect::Find).into_iter().collect()
    }

    fn found(&self, ballot: Option<FoundBallot>) -> Mine {
        let Some(budget) = &self.budget else {
            return Mine::NotLooked;
        };
        match ballot {
            None => Mine::NotLooked,
            Some(FoundBallot::Nowhere) => Mine::Nowhere,
            Some(FoundBallot::Sealed) => Mine::Sealed,
            Some(FoundBallot::Open(amounts)) => {
                let given = |line: &Priority| {
                    let given = amounts.iter().find(|(name, _)| name == line.id.as_str());
                    given.map_or(0, |(_, amount)| *amount)
                };
                Mine::Found(budget.priorities.iter().map(given).collect())
            }
        }
    }

    /// The visitor's own amounts: of the receipt that was looked for, else of the ballot that was cast here.
    #[must_use]
    pub fn own(&self) -> Option<&[u64]> {
        match &self.mine {
            Mine::Found(amounts) => Some(amounts),
            _ => self.kept.as_deref(),
        }
    }

    /// The day by which lateness is told: see [`Ledger::day`].
    #[must_use]
    pub fn day(&self) -> Option<Date> {
        match (&self.reading, self.today) {
            (Reading::Read(audit), Some(today)) => Some(audit.ledger.day(today)),
            (_, today) => today,
        }
    }
}
