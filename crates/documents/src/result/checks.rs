//! The fairness questions a result answers, each with its numbers and its witness.

use super::{OutcomeLine, Share};
use crate::budget::{CheckName, RuleName};
use crate::json::{record, tagged};
use crate::plan::BrokenLimit;
use crate::{Exact, Id, Slug};

tagged! {
    /// One question asked of the outcome.
    pub enum Check by check, or Self::RulesSideBySide { holds: false, rules: Vec::new() }, {
        /// Does the outcome keep the total, every floor, cap and limit on groups?
        "limits-kept" => LimitsKept {
            holds: bool,
            broken: Vec<BrokenLimit>,
        },
        /// How much of each ballot is in the outcome: Σ min(ballot, outcome) ÷ total, from 0 to 1.
        "agreement" => Agreement {
            /// No group stands more than a tenth below the whole.
            holds: bool,
            mean: Exact,
            /// The average of the tenth of the ballots that agree least.
            lowest_tenth: Exact,
            lowest: Exact,
            /// A ballot that agrees no more than `lowest`.
            lowest_ballot: Id,
            /// How unequally agreement is spread: 0 where all are alike.
            gini: Exact,
            /// Groups that are not too small to show, in the order of the budget.
            groups: Vec<GroupAgreement>,
        },
        /// Would a group have been better off deciding alone about its share of the money?
        "fair-share" => FairShare {
            /// No group would.
            holds: bool,
            /// Groups that are not too small to show, in the order of the budget.
            groups: Vec<GroupShare>,
        },
        /// What would the other rules give?
        "rules-side-by-side" => RulesSideBySide {
            /// All of them give the same amounts.
            holds: bool,
            /// Every rule but the result's own.
            rules: Vec<RuleOutcome>,
        },
    }
}

impl Check {
    pub fn name(&self) -> CheckName {
        match self {
            Self::LimitsKept { .. } => CheckName::LimitsKept,
            Self::Agreement { .. } => CheckName::Agreement,
            Self::FairShare { .. } => CheckName::FairShare,
            Self::RulesSideBySide { .. } => CheckName::RulesSideBySide,
        }
    }

    /// Was there anything that could have failed? Without groups or other rules there was not, and "it holds" says
    /// nothing.
    pub fn tested(&self) -> bool {
        match self {
            Self::LimitsKept { .. } => true,
            Self::Agreement { groups, .. } => !groups.is_empty(),
            Self::FairShare { groups, .. } => !groups.is_empty(),
            Self::RulesSideBySide { rules, .. } => !rules.is_empty(),
        }
    }

    pub fn holds(&self) -> bool {
        match self {
            Self::LimitsKept { holds, .. }
            | Self::Agreement { holds, .. }
            | Self::FairShare { holds, .. }
            | Self::RulesSideBySide { holds, .. } => *holds,
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

record! {
    pub struct GroupAgreement {
        pub group: GroupId,
        pub ballots: u64,
        pub mean: Exact,
        /// More than a tenth below the whole.
        pub left_behind: bool,
    }
}

record! {
    pub struct GroupShare {
        pub group: GroupId,
        pub ballots: u64,
        /// The group fares at least as well as alone.
        pub holds: bool,
        /// The group's average of Σ min(ballot, outcome), in money.
        pub together: Exact,
        /// The same with what it would have decided alone about its share, in money.
        pub alone: Exact,
        /// What it would have decided alone, line by line, unspent money last; empty where the check holds.
        pub alone_amounts: Vec<Exact>,
    }
}

record! {
    /// What another rule makes of the same ballots.
    pub struct RuleOutcome {
        pub rule: RuleName,
        /// In the order of the budget's priorities.
        pub outcome: Vec<OutcomeLine>,
        pub unspent: Option<Share>,
        /// The money that would have to move to get here from the result's own outcome.
        pub moved: u64,
    }
}
