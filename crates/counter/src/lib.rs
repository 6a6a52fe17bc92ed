//! The count: from the files in a box to a published result; in a browser's worker and natively.
//!
//! A [`Count`] is fed a box's files in any order and any number of steps, and says at the end what they come to:
//! the same bytes wherever it runs. It decides which ballots count; `tally` decides the outcome.

mod amounts;
mod coarsen;
mod coded;
pub mod held;
mod listed;
mod method;
mod order;
mod publish;
pub mod reader;
mod refusals;
mod rows;
mod tables;
mod terms;
mod turnout;

use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use documents::ballot::Channel;
use documents::result::{Beside, Refused, RefusedFile};
use documents::{
    Ballot, Budget, Close, Id, Problem, Refusal, ResultFile, Signed, SignedName, Slug, boxes,
    bundle,
};

use coded::Coded;
use method::{Chosen, Method};
use refusals::Refusals;

pub use amounts::checks::Checks;
pub use amounts::{can_be_kept, limits, rule};
pub use coarsen::{coarsened, shown_again};
pub use terms::Terms;

/// A count under way.
pub struct Count {
    budget: Budget,
    checks: Checks,
    method: Method,
    ballots: BTreeMap<Id, Counted>,
    coded: Coded,
    close: Option<Close>,
    refused: Refusals,
}

/// What the count needs of a ballot that keeps the budget's limits.
#[derive(Clone, Debug)]
struct Counted {
    chosen: Chosen,
    simulated: bool,
    channel: Channel,
    place: Option<Slug>,
    /// How many people at a table agreed to it; none where it is one person's.
    people: Option<u64>,
    /// As how many ballots it counts.
    weight: u64,
}

/// Why there is no result.
#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    /// No file in the box is a ballot that counts.
    NoBallots(Refused),
    /// The choices of these ballots are sealed until the close.
    Sealed { ballots: Vec<Id>, refused: Refused },
    /// The engine finds no outcome, as where limits contradict each other.
    NoOutcome(tally::Error),
}

impl Failure {
    /// A word for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoBallots(_) => "no-ballots",
            Self::Sealed { .. } => "sealed",
            Self::NoOutcome(_) => "no-outcome",
        }
    }
}

impl Count {
    /// Begins a count by the bytes of `budget.json`, in an event that nobody has closed.
    ///
    /// # Errors
    /// Every problem of the budget.
    pub fn new(budget: &[u8]) -> Result<Self, Vec<Problem>> {
        Ok(Terms::read(budget)?.open())
    }

    pub fn budget(&self) -> &Budget {
        &self.budget
    }

    /// How many files were refused so far.
    pub fn refused(&self) -> u64 {
        self.refused.len()
    }

    /// Whether a ballot of this name counts already, so that its loose file need not be fetched.
    pub fn has(&self, id: &Id) -> bool {
        self.ballots.contains_key(id) || self.coded.has(id)
    }

    /// Whether the file of this name may matter: after the close, only what the close counts does.
    pub fn wants(&self, id: &Id) -> bool {
        !self.has(id) && self.close.as_ref().is_none_or(|close| close.counts(id))
    }

    /// Whether the loose file of this name may matter. Another name of a ballot that is here is looked at too: a forged one
    /// is refused whether it is met before the ballot or after.
    fn wants_name(&self, name: &SignedName) -> bool {
        match &self.close {
            Some(_) => self.wants(&name.id),
            None => !self.coded.knows(name),
        }
    }

    /// Counts a bundle, given its file name. From time to time `progress` is told how many of its bytes are done.
    /// Where its ballots with a code are comes back: they are to be judged, and given to [`Count::coded`] or
    /// [`Count::not_coded`].
    pub fn bundle(
        &mut self,
        name: &str,
        bytes: &[u8],
        progress: impl FnMut(usize),
    ) -> Vec<Range<usize>> {
        let why = match boxes::id_of(name, boxes::JSONL) {
            None => Refusal::BadName {},
            Some(id) => match Id::of(bytes) {
                hash if hash == id => return self.lines(bytes, progress),
                hash => Refusal::WrongName { hash },
            },
        };
        self.refuse(format!("{}{name}", boxes::BUNDLE), why);
        Vec::new()
    }

    /// Counts lines, as [`Count::bundle`] does.
    fn lines(&mut self, bytes: &[u8], mut progress: impl FnMut(usize)) -> Vec<Range<usize>> {
        const EVERY: usize = 256;
        let mut coded = Vec::new();
        let mut from = 0;
        for (i, line) in bundle::lines(bytes).enumerate() {
            let to = from + line.len();
            if Signed::begins(line) {
                if self.wants_line(line) {
                    coded.push(from..to);
                }
            } else {
                self.ballot(Id::of(line), line);
            }
            from = to + 1;
            if i % EVERY == EVERY - 1 {
                progress(from);
            }
        }
        progress(bytes.len());
        coded
    }

    /// Takes in what the name of a ballot with a code tells; whether its bytes are needed.
    pub fn named(&mut self, name: &SignedName, found: Result<(), Refusal>) -> bool {
        match found {
            Ok(()) => {
                self.coded.name(name);
                self.wants(&name.id)
            }
            Err(why) => {
                self.refuse(boxes::signed_path(name), why);
                false
            }
        }
    }

    /// Takes in what was found of a ballot with a code; `None` for its ballot while that is sealed.
    pub fn coded(&mut self, name: &SignedName, found: Result<Option<Ballot>, Refusal>) {
        use Refusal as R;
        let named = match &found {
            Err(
                why @ (R::CodeNotUsed {}
                | R::UnknownCode {}
                | R::VoidedCode {}
                | R::WrongSignature {}),
            ) => Err(why.clone()),
            _ => Ok(()),
        };
        if !self.named(name, named) {
            return;
        }
        let counted = found.and_then(|ballot| match ballot {
            Some(ballot) => Counted::of(&ballot, self).map(Some),
            None => Ok(None),
        });
        match counted {
            Ok(counted) => self.coded.add(name, counted),
            Err(why) => self.refuse(boxes::signed_path(name), why),
        }
    }

    /// Takes note of a line of a bundle that is no ballot of a code.
    pub fn not_coded(&mut self, line: &[u8], why: Refusal) {
        self.refuse(boxes::path_of_ballot(line), why);
    }

    /// Takes note of a file that the organiser should have signed and did not.
    fn not_signed(&mut self, file: RefusedFile) {
        self.refuse(file.name, file.why);
    }

    /// Whether the bytes of a loose ballot without a code matter: where codes are needed, its name says enough.
    pub fn reads_loose(&self) -> bool {
        !self.budget.needs_code()
    }

    /// Counts a loose ballot without a code, given its file name. One that counts already is not looked at again.
    pub fn loose(&mut self, name: &str, bytes: &[u8]) {
        let Some(id) = boxes::id_of(name, boxes::JSON) else {
            return self.stray(name);
        };
        if !self.wants(&id) {
            return;
        }
        if !self.reads_loose() {
            return self.refuse(boxes::ballot_path(&id), Refusal::NoCode {});
        }
        if bytes.len() > documents::ballot::MAX_BYTES {
            return self.refuse(boxes::ballot_path(&id), Refusal::TOO_LARGE);
        }
        let hash = Id::of(bytes);
        if hash == id {
            self.ballot(id, bytes);
        } else {
            self.refuse(boxes::ballot_path(&id), Refusal::WrongName { hash });
        }
    }

    /// Takes note of a file among the ballots whose name is no id; its bytes do not matter.
    pub fn stray(&mut self, name: &str) {
        self.refuse(format!("{}{name}", boxes::BALLOTS), Refusal::BadName {});
    }

    /// What the files come to.
    ///
    /// # Errors
    /// No ballot that counts, or no outcome.
    pub fn finish(self) -> Result<ResultFile, Failure> {
        self.finish_telling(|_, _| ()).map(|(result, _)| result)
    }

    /// As [`Count::finish`], with what is told beside a result; where the budget asks checks that take long, `first` is told
    /// both without them, before they run.
    ///
    /// # Errors
    /// As for [`Count::finish`].
    pub fn finish_telling(
        mut self,
        first: impl FnOnce(&ResultFile, &Rc<Beside>),
    ) -> Result<(ResultFile, Rc<Beside>), Failure> {
        self.forget_false_copies();
        let coded = std::mem::take(&mut self.coded).into_parts();
        for (name, by) in coded.replaced {
            self.refuse(boxes::signed_path(&name), Refusal::Replaced { by });
        }
        self.ballots.extend(coded.open);
        self.part_simulated();
        publish::result(&self, coded.sealed, first)
    }

    /// Judges a ballot whose bytes have this id.
    fn ballot(&mut self, id: Id, bytes: &[u8]) {
        if !self.wants(&id) {
            return;
        }
        if self.budget.needs_code() {
            return self.refuse(boxes::ballot_path(&id), Refusal::NoCode {});
        }
        match Ballot::read(bytes).and_then(|ballot| Counted::of(&ballot, self)) {
            Ok(counted) => {
                self.ballots.insert(id, counted);
            }
            Err(why) => self.refuse(boxes::ballot_path(&id), why),
        }
    }

    /// As [`Count::wants_name`], of a line of a bundle.
    fn wants_line(&self, line: &[u8]) -> bool {
        let id = bundle::id(line);
        if self.close.is_some() || !self.has(&id) {
            return self.wants(&id);
        }
        Signed::read(line).map_or(true, |signed| self.wants_name(&SignedName::of(&signed)))
    }

    /// After the close, what is refused is what the close says is: whatever comes later changes nothing.
    fn refuse(&mut self, path: String, why: Refusal) {
        if self.close.is_some() {
            return;
        }
        self.refused.add(RefusedFile {
            name: boxes::shown(&path),
            why,
        });
    }

    /// A file that bears a valid ballot's id and is not it: whether it was looked at before the ballot was known must
    /// not matter.
    fn forget_false_copies(&mut self) {
        let (ballots, coded) = (&self.ballots, &self.coded);
        let known = |id: &Id| ballots.contains_key(id) || coded.has(id);
        self.refused
            .forget(|file| loose_id(&file.name).is_some_and(|id| known(&id)));
    }

    /// Ballots made by a model count only where there are no others.
    fn part_simulated(&mut self) {
        if self.ballots.values().all(|ballot| ballot.simulated) {
            return;
        }
        for (id, ballot) in std::mem::take(&mut self.ballots) {
            if ballot.simulated {
                self.refuse(boxes::ballot_path(&id), Refusal::Simulated {});
            } else {
                self.ballots.insert(id, ballot);
            }
        }
    }
}

fn loose_id(path: &str) -> Option<Id> {
    let stem = path
        .strip_prefix(boxes::BALLOTS)?
        .strip_suffix(boxes::JSON)?;
    Id::parse(stem).or_else(|| Some(SignedName::parse(stem)?.id))
}

impl Counted {
    fn of(ballot: &Ballot, count: &Count) -> Result<Self, Refusal> {
        let chosen = count.method.judge(ballot)?;
        let people = ballot.people_at_a_table(count.budget.most_at_a_table)?;
        let many = count.budget.tables_count_people;
        Ok(Self {
            chosen,
            people,
            weight: people.filter(|_| many).unwrap_or(1),
            simulated: ballot.channel == Channel::Simulated,
            channel: ballot.channel,
            place: ballot.place.clone(),
        })
    }
}
