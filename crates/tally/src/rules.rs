//! The allocation rules. Each reads histograms and answers with exact amounts that add up to the total.

mod independent_markets;
mod ladder;
mod mean;
mod median;
mod phantoms;
mod piecewise_uniform;
mod utilitarian;

use std::{fmt, str::FromStr};

use crate::{Error, Profile, Ratio, levels::Levels};

/// A way to turn ballots into amounts.
///
/// All but `Mean` and `Median` are truthful when people mind the sum of absolute differences between the outcome
/// and their own ballot: nobody brings the outcome closer to what they want by asking for something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rule {
    /// Truthful, proportional where everybody gives all to one priority, within the ballots' range; the default.
    /// Freeman, Schmidt-Kraepelin 2024 (arXiv 2309.02613).
    Ladder,
    /// The average. Easy to explain; one exaggerating bloc moves it.
    Mean,
    /// The median of each priority, scaled to the total. Can break floors, caps and proportions.
    Median,
    /// Truthful and proportional; may fall below what every ballot asked.
    /// Freeman, Pennock, Peters, Wortman Vaughan 2021, section 5.
    IndependentMarkets,
    /// Truthful, with the greatest total agreement; a majority takes all.
    /// Freeman, Pennock, Peters, Wortman Vaughan 2021, section 4.
    Utilitarian,
    /// Truthful and proportional, and close to the mean for three priorities.
    /// Caragiannis, Christodoulou, Protopapas 2022 (arXiv 2203.09971).
    PiecewiseUniform,
}

impl Rule {
    /// Every rule, the default first.
    pub const ALL: [Self; 6] = [
        Self::Ladder,
        Self::Mean,
        Self::Median,
        Self::IndependentMarkets,
        Self::Utilitarian,
        Self::PiecewiseUniform,
    ];

    /// The name in files and commands.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ladder => "ladder",
            Self::Mean => "mean",
            Self::Median => "median",
            Self::IndependentMarkets => "independent-markets",
            Self::Utilitarian => "utilitarian",
            Self::PiecewiseUniform => "piecewise-uniform",
        }
    }

    /// The exact amounts for these ballots: each floor, and the rule's share of what is left above the floors.
    ///
    /// Taking the floors off first is an affine change of scale, so a truthful rule stays truthful.
    pub(crate) fn share(self, profile: &Profile, floors: &[u64]) -> Result<Vec<Ratio>, Error> {
        let Some(total) = profile.total() else {
            return Err(Error::NoBallots);
        };
        let above = floors
            .iter()
            .try_fold(total, |left, &floor| left.checked_sub(floor));
        let scene = Scene {
            levels: Levels::of(profile, floors)?,
            ballots: i128::from(profile.ballots()),
            total: i128::from(above.ok_or(Error::LimitsConflict)?),
        };
        let shares = if scene.total == 0 {
            vec![Ratio::from(0); floors.len()]
        } else {
            self.above_floors(&scene)
        };
        Ok(shares
            .iter()
            .zip(floors)
            .map(|(share, &floor)| share + Ratio::from(i128::from(floor)))
            .collect())
    }

    fn above_floors(self, scene: &Scene) -> Vec<Ratio> {
        match self {
            Self::Ladder => ladder::share(scene),
            Self::Mean => mean::share(scene),
            Self::Median => median::share(scene),
            Self::IndependentMarkets => independent_markets::share(scene),
            Self::Utilitarian => utilitarian::share(scene),
            Self::PiecewiseUniform => piecewise_uniform::share(scene),
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What was found where the name of a rule was expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownRule(pub String);

impl fmt::Display for UnknownRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = Rule::ALL.iter().map(|rule| rule.name()).collect();
        write!(
            f,
            "found rule {:?}, expected one of {}",
            self.0,
            names.join(", ")
        )
    }
}

impl std::error::Error for UnknownRule {}

impl FromStr for Rule {
    type Err = UnknownRule;

    fn from_str(name: &str) -> Result<Self, UnknownRule> {
        Self::ALL
            .into_iter()
            .find(|rule| rule.name() == name)
            .ok_or_else(|| UnknownRule(name.to_owned()))
    }
}

/// What a rule sees: the ballots' amounts above the floors, and the money above the floors, which is not 0.
struct Scene {
    levels: Vec<Levels>,
    ballots: i128,
    total: i128,
}

impl Scene {
    /// The total in n-ths of a unit of money.
    fn whole(&self) -> i128 {
        self.ballots * self.total
    }
}
