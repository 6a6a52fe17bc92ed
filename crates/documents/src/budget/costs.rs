//! What the work costs that a line pays for, and how large a body does it.

use super::{Provider, ProviderKind};
use crate::Slug;
use crate::json::{names, record};

record! {
    /// What the work costs, in whole units of the currency for `months`. On a level: of what that level
    /// buys. On a priority: of its work as it is today; its `months`, `living_wage` and `paid` also hold for every level that
    /// does not say its own.
    pub struct Costs {
        /// What is paid for the work itself; left out, nothing is known of it.
        pub direct: Option<Direct>,
        /// The work's part of what keeps the organisation open, such as rent, insurance and accounts; left out, there is none.
        pub overheads: Option<Overheads>,
        /// How long the money runs.
        pub months: Option<u64>,
        /// Is everybody who is paid for the work paid the real Living Wage?
        pub living_wage: Option<LivingWage>,
        /// When the money comes.
        pub paid: Option<Paid>,
        pub evidence: Vec<Slug> = Vec::new(),
    }
}

record! {
    /// What is paid for the work itself: a part that is left out costs nothing.
    pub struct Direct {
        pub staff: Option<u64>,
        /// Fares, meals and training of people who are not paid.
        pub volunteers: Option<u64>,
        pub room: Option<u64>,
        pub materials: Option<u64>,
        /// What lets everybody take part: fares, interpreters, child care.
        pub access: Option<u64>,
    }
}

record! {
    pub struct Overheads {
        pub amount: u64,
        /// By what the work's part was worked out.
        pub basis: Basis,
    }
}

names! {
    pub enum Basis {
        /// The organisation does nothing else, so that all it costs is in `direct` or here.
        OnlyActivity = "only-activity",
        ShareOfStaffTime = "share-of-staff-time",
        ShareOfSpace = "share-of-space",
        /// Some part of the direct costs, whatever the work.
        Flat = "flat",
    }
}

names! {
    pub enum LivingWage {
        Yes = "yes",
        No = "no",
        /// Nobody is paid for the work.
        NotStaffed = "not-staffed",
    }
}

names! {
    pub enum Paid {
        UpFront = "up-front",
        Instalments = "instalments",
        /// After the organisation has spent it.
        InArrears = "in-arrears",
    }
}

names! {
    /// An organisation's yearly income, in the words of the NCVO's Almanac and in pounds; elsewhere in what is worth as much.
    pub enum IncomeBand {
        /// Under 10,000.
        Micro = "micro",
        /// Under 100,000.
        Small = "small",
        /// Under a million.
        Medium = "medium",
    }
}

impl Provider {
    /// Has this body less than 100,000 a year, the line that the NCVO draws under "small"? Where its income is not known: does
    /// the budget call it a small organisation?
    pub fn is_small(&self) -> bool {
        match self.income_band.as_deref() {
            Some(band) => *band < IncomeBand::Medium,
            None => self.kind == ProviderKind::SmallOrganisation,
        }
    }
}

impl Costs {
    /// All that the work costs, with overheads; `None` where its direct costs are not known.
    pub fn whole(&self) -> Option<u64> {
        let overheads = self.overheads.as_ref().map_or(0, |it| it.amount);
        Some(self.direct.as_ref()?.sum() + overheads)
    }
}

impl Direct {
    /// In the order of the file.
    pub fn parts(&self) -> [(&'static str, Option<u64>); 5] {
        [
            ("staff", self.staff),
            ("volunteers", self.volunteers),
            ("room", self.room),
            ("materials", self.materials),
            ("access", self.access),
        ]
    }

    pub fn sum(&self) -> u64 {
        self.parts().iter().filter_map(|(_, part)| *part).sum()
    }
}
