//! Pabulib's `.pb` files, in and out.
//!
//! Faliszewski, Flis, Peters, Pierczyński, Skowron, Stolicki, Szufa, Talmon, *Participatory Budgeting: Data, Tools,
//! and Analysis*, IJCAI 2023; the format is described at pabulib.org/format.

mod claims;
mod decimal;
mod doubts;
mod fault;
mod ids;
mod projects;
mod read;
mod shape;
mod table;
mod votes;
mod write;

use super::{BallotKind, Election};
use decimal::Decimals;

pub use fault::{Fault, Faults};
pub use table::Table;

/// What files call the kinds of ballot.
const VOTE_TYPES: [(&str, BallotKind); 5] = [
    ("approval", BallotKind::Approval),
    ("choose-1", BallotKind::ChooseOne),
    ("ordinal", BallotKind::Ranking),
    ("cumulative", BallotKind::Cumulative),
    ("scoring", BallotKind::Scoring),
];

/// A file as its three tables, with everything that was in them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pabulib {
    /// Keys and values.
    pub meta: Table,
    /// One row a project.
    pub projects: Table,
    /// One row a ballot.
    pub votes: Table,
}

/// An election, and what is to be told beside it.
#[derive(Clone, Debug)]
pub struct Examined {
    /// What is counted.
    pub election: Election,
    /// What is otherwise than the file says about itself; nothing unless that was asked to refuse nothing.
    pub broken: Faults,
    /// What may mislead, and refuses nothing: an end that may be cut, and what the file asks of a count that no rule here
    /// goes by.
    pub doubts: Faults,
}

/// The election in the text of a file, or everything that is wrong in it.
///
/// As [`Pabulib::read`] and [`Pabulib::election`] one after the other, but a fault in the form of the file does not
/// hide those in what it says.
///
/// # Errors
/// Those of both.
pub fn election(text: &str) -> Result<Election, Faults> {
    examine(text, false).map(|examined| examined.election)
}

/// As [`election`], with what is to be told beside it.
///
/// With `despite_claims`, a file that breaks what it says about itself (numbers of rows, lengths, costs, sums, who voted) is
/// not refused: that is told place by place.
///
/// # Errors
/// Those of [`election`]; with `despite_claims` only faults in the form of the file, and rows that say nothing or two things.
pub fn examine(text: &str, despite_claims: bool) -> Result<Examined, Faults> {
    let (file, mut faults) = read::read(text);
    let mut broken = Faults::default();
    let election = file
        .as_ref()
        .map(|file| file.examine(&mut faults, &mut broken));
    if !despite_claims {
        faults.append(std::mem::take(&mut broken));
    }
    broken.sort();
    let doubts = file.map_or_else(Faults::default, |file| doubts::of(&file, text));
    faults.unless(election.map(|election| Examined {
        election,
        broken,
        doubts,
    }))
}

impl Pabulib {
    /// Reads a file. Quoted fields, a byte order mark, any line ends, blank lines, columns in any order, additional
    /// columns, lines before the first section are all taken as they come, as other readers take them. One pass over the text; memory about the size of the text and 4 bytes a cell.
    ///
    /// # Errors
    /// A section that is missing or there twice, a quotation without an end or round whole rows (other readers make one field
    /// of them, and lose the votes in there), or text beyond 4 GB.
    pub fn read(text: &str) -> Result<Self, Faults> {
        let (file, faults) = read::read(text);
        faults.unless(file)
    }

    /// The file as text, every field as it was read.
    pub fn text(&self) -> String {
        write::text(self)
    }

    /// A file for an election, with no more than the format asks for.
    pub fn of(election: &Election) -> Self {
        write::of(election)
    }

    /// A value of the first section; the last one where a key is there twice.
    pub fn value(&self, key: &str) -> Option<&str> {
        self.key(key).map(|row| self.meta.cell(row, 1))
    }

    /// The election in the file. Time and memory grow with the votes.
    ///
    /// # Errors
    /// Every budget, price or points that are no decimal number or may be two, key, column or id that is missing, double
    /// or unknown, row with too few or too many cells, ballot with another number of points than projects, figures
    /// beyond what is counted exactly, and everything that is otherwise than the file says about itself.
    pub fn election(&self) -> Result<Election, Faults> {
        let (mut faults, mut claims) = (Faults::default(), Faults::default());
        let election = self.examine(&mut faults, &mut claims);
        faults.append(claims);
        faults.unless(Some(election))
    }

    /// What can be made of the file; with a fault noted, it is not the election.
    fn examine(&self, faults: &mut Faults, claims: &mut Faults) -> Election {
        shape::check(self, faults);
        let mut decimals = Decimals::default();
        let budget = decimals.read(self.value("budget").unwrap_or_default());
        if let Err(expected) = &budget {
            faults.add(self.wrong("budget", &format!("budget: {expected}")));
        }
        let costs = projects::costs(self, &mut decimals, faults);
        let mut fits = true;
        let mut whole = |amount| {
            let amount = decimals.whole(amount);
            fits &= amount.is_some();
            amount.unwrap_or_default()
        };
        let budget = budget.map_or(0, &mut whole);
        let projects = projects::named(self, costs.into_iter().map(whole), faults);
        let (ballots, places) = votes::ballots(self, &projects, faults, claims);
        let election = Election {
            budget,
            decimals: decimals.places(),
            ballots,
            projects,
        };
        if !fits || election.validate().is_err() {
            faults.add(too_much());
        }
        claims::check(self, &election, places, faults.number == 0, claims);
        election
    }

    /// The value of a key, or its absence, is not what was expected.
    fn wrong(&self, key: &str, expected: &str) -> Fault {
        let line = self.key(key).map_or(0, |row| self.meta.line(row));
        let name = self.meta.columns().get(1).map_or("", String::as_str);
        let found = self.value(key).unwrap_or("nothing");
        Fault::new(line, 2, name, found, expected)
    }

    fn key(&self, key: &str) -> Option<usize> {
        (0..self.meta.len())
            .rev()
            .find(|&row| self.meta.cell(row, 0).trim().eq_ignore_ascii_case(key))
    }
}

fn too_much() -> Fault {
    Fault::whole(
        "larger amounts",
        "amounts below 2^53 in the smallest unit used, all together",
    )
}
