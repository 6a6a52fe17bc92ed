//! The allocation rules. Each reads histograms and answers with exact amounts that add up to the total.

mod independent_markets;
mod ladder;
mod mean;
mod median;
mod phantoms;
mod piecewise_uniform;
mod utilitarian;

use crate::{Error, Profile, Ratio, levels::Levels, named::named};

named! {
    /// A way to turn ballots into amounts; the first one is the default.
    ///
    /// All but `Mean` and `Median` are truthful when people mind the sum of absolute differences between the outcome
    /// and their own ballot: nobody brings the outcome closer to what they want by asking for something else.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
    pub enum Rule, "rule" {
        /// Truthful, proportional where everybody gives all to one priority; the default. Seldom, and by little, a priority gets
        /// less than every ballot gives it, or more: the check `range` says so.
        /// Freeman, Schmidt-Kraepelin 2024 (arXiv 2309.02613).
        Ladder = "ladder",
        /// The average. Easy to explain; one exaggerating bloc moves it.
        Mean = "mean",
        /// The median of each priority, scaled to the total. Can break floors, caps and proportions.
        Median = "median",
        /// Truthful and proportional; may fall below what every ballot asked.
        /// Freeman, Pennock, Peters, Wortman Vaughan 2021, section 5.
        IndependentMarkets = "independent-markets",
        /// Truthful, with the greatest total agreement; a majority takes all.
        /// Freeman, Pennock, Peters, Wortman Vaughan 2021, section 4.
        Utilitarian = "utilitarian",
        /// Truthful and proportional, and close to the mean for three priorities.
        /// Caragiannis, Christodoulou, Protopapas 2022 (arXiv 2203.09971).
        PiecewiseUniform = "piecewise-uniform",
    }
}

impl Rule {
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
