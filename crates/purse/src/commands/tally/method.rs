//! How an election of projects is counted: a rule with what it is told.

use documents::budget::RuleName;
use tally::picks::{
    BallotKind, Completion, Election, ElectionFault, Picks, Satisfaction, TieOrder, bos,
    equal_shares, greedy, phragmen,
};

use crate::failure::Failure;
use crate::words::say;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PicksRule {
    Greedy,
    EqualShares,
    Phragmen,
    Bos,
}

impl PicksRule {
    pub(crate) const ALL: [Self; 4] = [Self::Greedy, Self::EqualShares, Self::Phragmen, Self::Bos];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Greedy => "greedy",
            Self::EqualShares => "equal-shares",
            Self::Phragmen => "phragmen",
            Self::Bos => "bos",
        }
    }
}

/// A rule for either kind of file.
#[derive(Clone, Copy, Debug)]
pub(crate) enum AnyRule {
    Table(RuleName),
    Projects(PicksRule),
}

/// The name of a rule.
pub(crate) fn any_rule(name: &str) -> Result<AnyRule, String> {
    let mut projects = PicksRule::ALL.into_iter();
    let found = projects.find(|rule| rule.name() == name);
    let found = found.map(AnyRule::Projects);
    found
        .or_else(|| RuleName::named(name).map(AnyRule::Table))
        .ok_or_else(|| {
            let table = RuleName::ALL.iter().map(|rule| rule.name());
            let names: Vec<_> = table.chain(PicksRule::ALL.map(PicksRule::name)).collect();
            say!("args.one_of", names = names.join(", "))
        })
}

/// What a rule makes as large, or as equal, as it can.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Measure {
    Of(Satisfaction),
    /// The burden of paying, which only Phragmén's rule goes by.
    Load,
}

impl Measure {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Of(satisfaction) => satisfaction.name(),
            Self::Load => "load",
        }
    }
}

/// The name of a satisfaction.
pub(crate) fn measure(name: &str) -> Result<Measure, String> {
    if name == Measure::Load.name() {
        return Ok(Measure::Load);
    }
    let found = name.parse().map(Measure::Of);
    found.map_err(|_| say!("tally.expected_satisfaction").to_owned())
}

#[derive(Clone, Copy)]
pub(crate) struct Method {
    pub(crate) rule: PicksRule,
    pub(crate) measure: Measure,
    pub(crate) completion: Completion,
}

impl Method {
    /// What is asked for, and what is usual for the ballots where nothing is: equal shares, by points or ranks where
    /// there are any, and by cost where not.
    pub(crate) fn asked(
        rule: Option<PicksRule>,
        measure: Option<Measure>,
        completion: Option<Completion>,
        ballots: BallotKind,
    ) -> Result<Self, Failure> {
        let rule = rule.unwrap_or(PicksRule::EqualShares);
        let completion = completion.unwrap_or_default();
        let by_load = rule == PicksRule::Phragmen;
        let measure = measure.unwrap_or_else(|| usual(by_load, ballots));
        if by_load != (measure == Measure::Load) {
            let (name, expected) = (measure.name(), usual(by_load, ballots).name());
            return Err(Failure::usage(say!(
                "tally.satisfaction_with_rule",
                name,
                rule = rule.name(),
                expected
            )));
        }
        if completion != Completion::None && rule != PicksRule::EqualShares {
            return Err(Failure::usage(say!(
                "tally.completion_with_rule",
                completion,
                rule = rule.name()
            )));
        }
        Ok(Method {
            rule,
            measure,
            completion,
        })
    }

    /// Every rule, and equal shares with every completion.
    pub(crate) fn all(measure: Option<Measure>, ballots: BallotKind) -> Result<Vec<Self>, Failure> {
        let mut methods = Vec::new();
        for rule in PicksRule::ALL {
            let completions: &[Completion] = match rule {
                PicksRule::EqualShares => &Completion::ALL,
                _ => &[Completion::None],
            };
            let measure = measure.filter(|_| rule != PicksRule::Phragmen);
            for completion in completions {
                let method = Self::asked(Some(rule), measure, Some(*completion), ballots);
                methods.push(method?);
            }
        }
        Ok(methods)
    }

    /// "equal-shares", "equal-shares-add1".
    pub(crate) fn label(self) -> String {
        match self.completion {
            Completion::None => self.rule.name().to_owned(),
            completion => format!("{}-{completion}", self.rule.name()),
        }
    }

    /// What is asked of the engine beside the rule; the burden has no say in it.
    pub(crate) fn satisfaction(self) -> Satisfaction {
        match self.measure {
            Measure::Of(satisfaction) => satisfaction,
            Measure::Load => Satisfaction::Cost,
        }
    }

    pub(crate) fn fund(self, election: &Election, ties: &TieOrder) -> Result<Picks, ElectionFault> {
        let satisfaction = self.satisfaction();
        match self.rule {
            PicksRule::Greedy => greedy(election, satisfaction, ties),
            PicksRule::EqualShares => equal_shares(election, satisfaction, self.completion, ties),
            PicksRule::Phragmen => phragmen(election, ties),
            PicksRule::Bos => bos(election, satisfaction, ties),
        }
    }
}

fn usual(by_load: bool, ballots: BallotKind) -> Measure {
    match ballots {
        _ if by_load => Measure::Load,
        BallotKind::Ranking => Measure::Of(Satisfaction::Borda),
        BallotKind::Cumulative | BallotKind::Scoring => Measure::Of(Satisfaction::Cardinal),
        BallotKind::Approval | BallotKind::Knapsack | BallotKind::ChooseOne => {
            Measure::Of(Satisfaction::Cost)
        }
    }
}
