//! The fairness questions a result answers, each with what its answer rests on.
//!
//! Every check has the same form, so that one body prints them all: an answer, and facts. A fact names its sentence and
//! the figures in it; pages and tools have the sentences, by the name of the check and of the fact.

use super::{OutcomeLine, Share};
use crate::budget::{CheckName, RuleName};
use crate::json::{names, record};
use crate::{Exact, Id, Slug};

record! {
    /// One question asked of the outcome.
    pub struct Check {
        pub check: CheckName,
        pub answer: Answer,
        pub facts: Vec<Fact>,
    }
}

names! {
    pub enum Answer {
        /// It is as it should be.
        Yes = "yes",
        No = "no",
        /// Nothing could have failed, as where no group is large enough to be shown: then "it holds" says nothing.
        Untested = "untested",
    }
}

impl Answer {
    /// Of something that was tested.
    pub fn of(holds: bool) -> Self {
        if holds { Self::Yes } else { Self::No }
    }
}

impl Check {
    pub fn name(&self) -> CheckName {
        self.check
    }

    pub fn tested(&self) -> bool {
        self.answer != Answer::Untested
    }

    pub fn holds(&self) -> bool {
        self.answer != Answer::No
    }

    /// The facts of this name.
    pub fn facts<'c>(&'c self, says: &'c str) -> impl Iterator<Item = &'c Fact> {
        self.facts
            .iter()
            .filter(move |fact| fact.says.as_str() == says)
    }
}

record! {
    /// One thing that an answer rests on: the name of a sentence, and what it is about. The page's texts are
    /// `fair.CHECK.SAYS` in `locales/`, and name their places as the fields here.
    pub struct Fact {
        pub says: Slug,
        pub group: Option<GroupId>,
        pub priority: Option<Slug>,
        /// A limit on a group of priorities.
        pub limit: Option<Slug>,
        /// A question about the resident.
        pub question: Option<Slug>,
        /// A kind of spending.
        pub tag: Option<Slug>,
        /// Where ballots came from, as they say.
        pub place: Option<Slug>,
        /// In which way ballots came: `web`, `kiosk` or `paper`.
        pub channel: Option<Slug>,
        pub rule: Option<RuleName>,
        pub ballot: Option<Id>,
        pub ballots: Option<u64>,
        /// How many people agreed to these at tables.
        pub people: Option<u64>,
        /// How often something was tried.
        pub times: Option<u64>,
        /// A part of 1.
        pub share: Option<Exact>,
        /// What the share is held against, a part of 1.
        pub beside: Option<Exact>,
        /// The ends of an interval, parts of 1.
        pub low: Option<Exact>,
        pub high: Option<Exact>,
        /// In money.
        pub amount: Option<Exact>,
        /// What the amount should be at least, or the lower end of an interval, in money.
        pub least: Option<Exact>,
        /// What the amount should be at most, or the upper end of an interval, in money.
        pub most: Option<Exact>,
        /// Where something is drawn by lot: from this seed, so that everybody draws the same.
        pub seed: Option<u64>,
        /// What would be given instead, in the order of the budget's priorities.
        pub outcome: Vec<OutcomeLine> = Vec::new(),
        pub unspent: Option<Share>,
        /// Amounts line by line, unspent money last, in money.
        pub lines: Vec<Exact> = Vec::new(),
    }
}

impl Fact {
    /// A fact, with what `fill` says about it. Written into one fact in place: `..Fact::new(says)` would move every field of
    /// its own in every place that has one, which is most of a check's weight.
    ///
    /// # Panics
    /// As [`Fact::new`].
    pub fn of(says: &str, fill: impl FnOnce(&mut Self)) -> Self {
        let mut fact = Self::new(says);
        fill(&mut fact);
        fact
    }

    /// A fact without figures.
    ///
    /// # Panics
    /// On a name that is no [`Slug`]: names stand in the program.
    #[inline(never)]
    pub fn new(says: &str) -> Self {
        Self {
            says: Slug::parse(says).expect("a fact's name is a name for machines"),
            group: None,
            priority: None,
            limit: None,
            question: None,
            tag: None,
            place: None,
            channel: None,
            rule: None,
            ballot: None,
            ballots: None,
            people: None,
            times: None,
            share: None,
            beside: None,
            low: None,
            high: None,
            amount: None,
            least: None,
            most: None,
            seed: None,
            outcome: Vec::new(),
            unspent: None,
            lines: Vec::new(),
        }
    }
}

record! {
    /// The ballots that gave one answer to one question about the resident.
    #[derive(Eq)]
    pub struct GroupId {
        pub question: Slug,
        pub answer: Slug,
    }
}
