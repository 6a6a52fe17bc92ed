//! Seven questions about what a budget says its lines cost: would the money arrive whole? What they find are notes for the
//! organiser, never mistakes.

use super::answers::pays;
use super::{Basis, Budget, Costs, Level, LivingWage, Paid, Priority};
use crate::json::names;

names! {
    pub enum CostQuestion {
        /// Do direct costs and overheads add up to the amount?
        AddsUp = "adds-up",
        /// Is there something for the running of the organisation?
        Overheads = "overheads",
        /// Does the line's floor pay for something that works?
        Floor = "floor",
        /// Must somebody else pay a part?
        Rest = "rest",
        /// Is everybody who is paid paid enough?
        Wage = "wage",
        /// Does the money come before it must be spent?
        InTime = "in-time",
        /// Does it run long enough?
        Length = "length",
    }
}

/// What a question finds at one amount. All amounts in whole units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    Good,
    /// The budget does not say what would answer it.
    NotSaid,
    /// The amount is so much more than the costs.
    Over(u64),
    /// The costs are so much more than the amount.
    Short(u64),
    /// Nothing for overheads, and other work beside this one.
    NothingForRunning,
    /// Less than so much buys nothing that works, and the floor is lower.
    FloorBuysNothing {
        needs: u64,
    },
    /// Of each hundred that the work costs, somebody else pays so many.
    OthersPay {
        of_hundred: u64,
    },
    /// Somebody is paid less than the real Living Wage.
    LowPay,
    /// Staff cost something, and nobody is said to be paid.
    PaidAndNotStaffed,
    /// A small organisation must spend the money before it comes.
    InArrears,
    /// Fewer months than [`A_YEAR`].
    ShortMonths(u64),
}

/// What the median charity pays itself of each hundred that a public contract costs (NPC, State of the Sector 2024).
pub const MEDIAN_CHARITY_PAYS: u64 = 35;

/// In months: what runs shorter is sought anew before it has begun to work.
pub const A_YEAR: u64 = 12;

/// An answer to one of the questions, and what it is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Answered<'b> {
    pub question: CostQuestion,
    pub line: &'b Priority,
    /// Where the costs are a level's; else they are those of the line as it is today.
    pub level: Option<&'b Level>,
    /// What the line is given: the level's amount, or today's. The floor, where that is asked about.
    pub amount: u64,
    pub found: Found,
}

impl Budget {
    /// All answers, question by question, in the order of the budget; none about a line that says no costs.
    pub fn costing(&self) -> Vec<Answered<'_>> {
        let answers = CostQuestion::ALL.iter().flat_map(|&question| {
            let lines = self.priorities.iter();
            lines.flat_map(move |line| asked_of(question, line, self.step))
        });
        answers.collect()
    }
}

impl Priority {
    /// Do its costs stand anywhere?
    pub fn says_costs(&self) -> bool {
        self.costs.is_some() || self.levels.iter().any(|level| level.costs.is_some())
    }

    /// The least that buys something that works: the amount of the cheapest level whose costs are more than nothing. `None`
    /// where a level below it says no costs, since that may buy something too; where no level says any, what the line costs
    /// today.
    pub fn needs(&self) -> Option<u64> {
        if self.levels.iter().all(|level| level.costs.is_none()) {
            // What is open today needs no more than it has today.
            return self
                .costs
                .as_deref()?
                .whole()
                .map(|whole| whole.min(self.today));
        }
        for level in &self.levels {
            if level.costs.as_deref()?.whole()? > 0 {
                return Some(level.amount);
            }
        }
        None
    }

    fn is_small(&self) -> bool {
        self.delivered_by.iter().any(|body| body.is_small())
    }
}

/// One amount of a line, and what it costs there.
struct Case<'b> {
    line: &'b Priority,
    level: Option<&'b Level>,
    amount: u64,
    costs: &'b Costs,
}

impl<'b> Case<'b> {
    fn all_of(line: &'b Priority) -> impl Iterator<Item = Self> {
        // What says no money only holds for the levels.
        let sums = |costs: &&Costs| costs.direct.is_some() || costs.overheads.is_some();
        let today = line.costs.as_deref().filter(sums).map(|costs| Self {
            line,
            level: None,
            amount: line.today,
            costs,
        });
        let levels = line.levels.iter().filter_map(move |level| {
            Some(Self {
                line,
                level: Some(level),
                amount: level.amount,
                costs: level.costs.as_deref()?,
            })
        });
        today.into_iter().chain(levels)
    }

    /// Here, or for the line as a whole.
    fn said<T: Copy>(&self, field: impl Fn(&Costs) -> Option<T>) -> Option<T> {
        field(self.costs).or_else(|| field(self.line.costs.as_deref()?))
    }

    /// Nothing is done, so that nothing but the sum can be asked about it.
    fn is_idle(&self) -> bool {
        self.costs.whole() == Some(0)
    }

    fn staff(&self) -> Option<u64> {
        self.costs.direct.as_ref()?.staff
    }

    fn find(&self, question: CostQuestion, step: u64) -> Found {
        match question {
            CostQuestion::AddsUp => self.adds_up(step),
            CostQuestion::Overheads => self.overheads(),
            CostQuestion::Floor => floor(self.line),
            CostQuestion::Rest => self.rest(step),
            CostQuestion::Wage => self.wage(),
            CostQuestion::InTime => self.in_time(),
            CostQuestion::Length => self.length(),
        }
    }

    /// To the step: amounts go in steps, costs need not.
    fn adds_up(&self, step: u64) -> Found {
        match self.costs.whole() {
            None => Found::NotSaid,
            Some(cost) if !pays(self.amount, cost, step) => Found::Short(cost - self.amount),
            Some(cost) if self.amount > cost + step => Found::Over(self.amount - cost),
            Some(_) => Found::Good,
        }
    }

    /// National Lottery Community Fund, "Full cost recovery": an organisation that does nothing else has all it costs among the
    /// direct costs.
    fn overheads(&self) -> Found {
        match &self.costs.overheads {
            Some(it) if it.amount > 0 || it.basis == Basis::OnlyActivity => Found::Good,
            _ => Found::NothingForRunning,
        }
    }

    fn rest(&self, step: u64) -> Found {
        match self.costs.whole() {
            None => Found::NotSaid,
            Some(cost) if !pays(self.amount, cost, step) => Found::OthersPay {
                of_hundred: ((cost - self.amount) * 100 + cost / 2) / cost,
            },
            Some(_) => Found::Good,
        }
    }

    fn wage(&self) -> Found {
        let paid = self.staff().is_some_and(|staff| staff > 0);
        match self.said(|costs| costs.living_wage) {
            Some(LivingWage::Yes) => Found::Good,
            Some(LivingWage::No) => Found::LowPay,
            Some(LivingWage::NotStaffed) if paid => Found::PaidAndNotStaffed,
            Some(LivingWage::NotStaffed) => Found::Good,
            None => Found::NotSaid,
        }
    }

    fn in_time(&self) -> Found {
        match self.said(|costs| costs.paid) {
            Some(Paid::InArrears) if self.line.is_small() => Found::InArrears,
            Some(_) => Found::Good,
            None => Found::NotSaid,
        }
    }

    fn length(&self) -> Found {
        match self.said(|costs| costs.months) {
            Some(months) if months < A_YEAR => Found::ShortMonths(months),
            Some(_) => Found::Good,
            None => Found::NotSaid,
        }
    }
}

fn floor(line: &Priority) -> Found {
    match line.needs() {
        None => Found::NotSaid,
        Some(needs) if line.floor < needs => Found::FloorBuysNothing { needs },
        Some(_) => Found::Good,
    }
}

fn asked_of<'b>(
    question: CostQuestion,
    line: &'b Priority,
    step: u64,
) -> impl Iterator<Item = Answered<'b>> {
    let whole_line = question == CostQuestion::Floor;
    let floor = (whole_line && line.says_costs()).then(|| Answered {
        question,
        line,
        level: None,
        amount: line.floor,
        found: floor(line),
    });
    let cases = Case::all_of(line).filter(move |_| !whole_line);
    let asked = cases.filter(move |case| question == CostQuestion::AddsUp || !case.is_idle());
    let answers = asked.map(move |case| Answered {
        question,
        line,
        level: case.level,
        amount: case.amount,
        found: case.find(question, step),
    });
    floor.into_iter().chain(answers)
}
