//! The count: from the files in a box to a published result; in a browser's worker and natively.
//!
//! A [`Count`] is fed a box's files in any order and any number of steps, and says at the end what they come to:
//! the same bytes wherever it runs. It decides which ballots count; `tally` decides the outcome.

#![cfg_attr(
    not(feature = "every-check"),
    allow(dead_code, reason = "only optional checks use it")
)]

mod checks;
mod coarsen;
mod coded;
pub mod held;
pub mod judging;
mod limits;
mod listed;
mod order;
mod publish;
mod refusals;
mod rows;
mod turnout;

use std::collections::BTreeMap;

use documents::ballot::Channel;
use documents::budget::{CheckName, RuleName};
use documents::result::{Refused, RefusedFile};
use documents::{
    Amounts, Ballot, Budget, Close, Id, Plan, Problem, Refusal, ResultFile, Signed, SignedName,
    Slug, boxes, bundle,
};

use coded::Coded;
use refusals::Refusals;

pub use coarsen::{coarsened, shown_again};
pub use limits::{can_be_kept, limits, rule};
pub use listed::Wanted;

/// A count under way.
pub struct Count {
    budget: Budget,
    plan: Plan,
    ballots: BTreeMap<Id, Counted>,
    coded: Coded,
    close: Option<Close>,
    refused: Refusals,
}

/// What the count needs of a ballot that keeps the budget's limits.
#[derive(Clone, Debug)]
struct Counted {
    amounts: Amounts,
    simulated: bool,
    channel: Channel,
    place: Option<Slug>,
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
    /// Begins a count by the bytes of `budget.json`.
    ///
    /// # Errors
    /// Every problem of the budget.
    pub fn new(budget: &[u8]) -> Result<Self, Vec<Problem>> {
        let budget = Budget::read(budget)?;
        if !checks::has_all(&budget) {
            return Err(vec![Problem {
                path: "$.checks".into(),
                place: None,
                found: "checks that this program does not have".into(),
                expected: "the program with every check".into(),
            }]);
        }
        Ok(Self {
            plan: Plan::of(&budget),
            budget,
            ballots: BTreeMap::new(),
            coded: Coded::default(),
            close: None,
            refused: Refusals::default(),
        })
    }

    /// Counts by this rule instead of the budget's own: to see what it would give, not to publish.
    #[must_use]
    pub fn by(mut self, rule: RuleName) -> Self {
        self.budget.rule = rule;
        self
    }

    /// Asks this check as well as those of the budget: to see what it says, not to publish.
    #[must_use]
    pub fn asking(mut self, check: CheckName) -> Self {
        let checks = &mut self.budget.checks;
        checks.extend((!checks.contains(&check)).then_some(check));
        self
    }

    pub fn budget(&self) -> &Budget {
        &self.budget
    }

    pub fn budget_sha256(&self) -> Id {
        self.budget.sha256
    }

    /// Counts what this close says counts, and nothing else. To be called before any ballot, with a close whose
    /// signature holds.
    #[must_use]
    pub fn closed(mut self, close: Close) -> Self {
        self.close = Some(close);
        self
    }

    /// How many ballots count so far.
    pub fn ballots(&self) -> usize {
        self.ballots.len() + self.coded.len()
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
    /// Its ballots with a code come back, to be judged and given to [`Count::coded`] or [`Count::not_coded`].
    pub fn bundle<'b>(
        &mut self,
        name: &str,
        bytes: &'b [u8],
        mut progress: impl FnMut(usize),
    ) -> Vec<&'b [u8]> {
        const EVERY: usize = 256;
        let mut coded = Vec::new();
        let path = format!("{}{name}", boxes::BUNDLE);
        match boxes::id_of(name, boxes::JSONL) {
            None => {
                self.refuse(path, Refusal::BadName {});
                return coded;
            }
            Some(id) => {
                let hash = Id::of(bytes);
                if hash != id {
                    self.refuse(path, Refusal::WrongName { hash });
                    return coded;
                }
            }
        }
        let mut done = 0;
        for (i, line) in bundle::lines(bytes).enumerate() {
            if Signed::begins(line) {
                if self.wants_line(line) {
                    coded.push(line);
                }
            } else {
                self.ballot(Id::of(line), line);
            }
            done += line.len() + 1;
            if i % EVERY == EVERY - 1 {
                progress(done);
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
            Some(ballot) => Counted::of(&ballot, &self.plan).map(Some),
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
    pub fn not_signed(&mut self, file: RefusedFile) {
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
        self.finish_telling(|_| ())
    }

    /// As [`Count::finish`]; where the budget asks checks that take long, `first` is told the result without them, before
    /// they run.
    ///
    /// # Errors
    /// As for [`Count::finish`].
    pub fn finish_telling(
        mut self,
        first: impl FnOnce(&ResultFile),
    ) -> Result<ResultFile, Failure> {
        self.forget_false_copies();
        for (name, by) in self.coded.part_replaced() {
            self.refuse(boxes::signed_path(&name), Refusal::Replaced { by });
        }
        let (open, sealed) = std::mem::take(&mut self.coded).into_parts();
        self.ballots.extend(open);
        self.part_simulated();
        publish::result(&self, sealed, first)
    }

    /// Judges a ballot whose bytes have this id.
    fn ballot(&mut self, id: Id, bytes: &[u8]) {
        if !self.wants(&id) {
            return;
        }
        if self.budget.needs_code() {
            return self.refuse(boxes::ballot_path(&id), Refusal::NoCode {});
        }
        match Ballot::read(bytes).and_then(|ballot| Counted::of(&ballot, &self.plan)) {
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
        let simulated: Vec<Id> = self
            .ballots
            .iter()
            .filter(|(_, ballot)| ballot.simulated)
            .map(|(id, _)| *id)
            .collect();
        for id in simulated {
            self.ballots.remove(&id);
            self.refuse(boxes::ballot_path(&id), Refusal::Simulated {});
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
    fn of(ballot: &Ballot, plan: &Plan) -> Result<Self, Refusal> {
        Ok(Self {
            amounts: ballot.amounts(plan)?,
            simulated: ballot.channel == Channel::Simulated,
            channel: ballot.channel,
            place: ballot.place.clone(),
        })
    }
}
