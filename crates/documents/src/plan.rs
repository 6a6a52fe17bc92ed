//! A budget by position: what is shared out, between which lines, within which limits.
//!
//! Files name lines; whatever adds amounts up has them in the budget's order. [`Plan`] turns the one into the other, and is
//! the one place that knows what a limit is: a draft, a ballot, a row of a table and an outcome are all held to it.

mod amounts;
mod breach;
mod room;

use crate::budget::{Budget, Condition as Asked, Consequence, Priority};
use crate::{BudgetName, Slug};

pub use amounts::Amounts;
pub use breach::{Breach, Broken, BrokenLimit, Limit, Side};

/// What amounts must keep. All of it in whole units of the currency, lines in the budget's order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The budget it is of, which a ballot names.
    pub budget: BudgetName,
    pub total: u64,
    /// At least 1.
    pub step: u64,
    /// May a ballot leave money over?
    pub unspent: bool,
    /// May a ballot have no view on a line?
    pub no_view: bool,
    pub lines: Vec<Line>,
    /// At the same positions as in `budget.limits`.
    pub groups: Vec<Group>,
    consequences: Vec<Vec<Condition>>,
    headline: Option<Vec<usize>>,
}

/// The limits of one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub id: Slug,
    pub floor: u64,
    pub cap: u64,
    pub today: u64,
    /// The groups that it is in.
    pub groups: Vec<usize>,
}

/// A limit on several lines together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub id: Slug,
    /// Each line once, in order.
    pub members: Vec<usize>,
    pub floor: u64,
    /// `u64::MAX` where there is none.
    pub cap: u64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Condition {
    lines: Vec<usize>,
    below: Option<u64>,
    at_least: Option<u64>,
}

impl Plan {
    pub fn of(budget: &Budget) -> Self {
        let limits = budget.limits.iter();
        let groups: Vec<Group> = limits
            .map(|limit| Group {
                id: limit.id.clone(),
                members: budget.lines_of(&limit.priorities),
                floor: limit.floor.unwrap_or(0),
                cap: limit.cap.unwrap_or(u64::MAX),
            })
            .collect();
        let lines = budget.priorities.iter().enumerate();
        let lines = lines.map(|(at, line)| Line {
            id: line.id.clone(),
            floor: line.floor,
            cap: line.cap,
            today: line.today,
            groups: (0..groups.len())
                .filter(|&group| groups[group].members.contains(&at))
                .collect(),
        });
        let all = |consequence: &Consequence| {
            let each = consequence.when.iter();
            each.map(|asked| Condition::of(asked, budget)).collect()
        };
        let tagged = |tag: &Slug| budget.lines_where(|line| line.tags.contains(tag));
        Self {
            budget: budget.name(),
            total: budget.total,
            step: budget.step.max(1),
            unspent: budget.unspent,
            no_view: budget.no_view,
            lines: lines.collect(),
            consequences: budget.consequences.iter().map(all).collect(),
            headline: budget.headline.as_ref().map(tagged),
            groups,
        }
    }

    /// Every line at its floor: where a ballot starts.
    pub fn floors(&self) -> Vec<u64> {
        self.lines.iter().map(|line| line.floor).collect()
    }

    /// Today's spending.
    pub fn today(&self) -> Vec<u64> {
        self.lines.iter().map(|line| line.today).collect()
    }

    /// Positions in `budget.consequences` of those that follow from these amounts.
    pub fn consequences(&self, amounts: &[u64]) -> Vec<usize> {
        let all = self.consequences.iter().enumerate();
        all.filter(|(_, when)| when.iter().all(|condition| condition.holds(amounts)))
            .map(|(at, _)| at)
            .collect()
    }

    /// The share of the total that goes to lines with the headline tag, in whole per cent, halves up; `None` where the
    /// budget names no such tag.
    pub fn headline_share(&self, amounts: &[u64]) -> Option<u64> {
        let (sum, total) = (sum_of(self.headline.as_ref()?, amounts), self.total.max(1));
        Some((200 * sum + total) / (2 * total))
    }
}

impl Group {
    /// What its lines have together.
    pub fn sum(&self, amounts: &[u64]) -> u64 {
        sum_of(&self.members, amounts)
    }
}

impl Condition {
    fn of(asked: &Asked, budget: &Budget) -> Self {
        Self {
            lines: budget.lines_of(&asked.priorities),
            below: asked.below,
            at_least: asked.at_least,
        }
    }

    fn holds(&self, amounts: &[u64]) -> bool {
        let sum = sum_of(&self.lines, amounts);
        self.below.is_none_or(|below| sum < below) && self.at_least.is_none_or(|least| sum >= least)
    }
}

impl Budget {
    /// The positions of these priorities, each once, in order; what names no priority is passed over.
    pub fn lines_of(&self, ids: &[Slug]) -> Vec<usize> {
        self.lines_where(|line| ids.contains(&line.id))
    }

    fn lines_where(&self, wanted: impl Fn(&Priority) -> bool) -> Vec<usize> {
        let lines = self.priorities.iter().enumerate();
        lines
            .filter(|(_, line)| wanted(line))
            .map(|(at, _)| at)
            .collect()
    }
}

fn sum_of(lines: &[usize], amounts: &[u64]) -> u64 {
    lines.iter().map(|&line| amounts[line]).sum()
}
