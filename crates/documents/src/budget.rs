//! `budget.json`: what is shared out, between which lines, within which limits, and who promised to answer.

use serde::{Deserialize, Serialize};

use crate::{Date, Lang, Slug, Text};

/// A budget that has passed every check; only [`Budget::read`] makes one.
#[non_exhaustive]
pub struct Budget {
    /// Always `common-purse/budget/1`.
    pub format: String,
    pub id: Slug,
    /// The first is the one used where a visitor's own is not offered.
    pub languages: Vec<Lang>,
    pub title: Text,
    /// One or two plain sentences: what this money is for.
    pub summary: Text,
    pub organiser: Organiser,
    /// ISO 4217.
    pub currency: String,
    /// Whole units of the currency, as all amounts.
    pub total: u64,
    /// Amounts go in steps of this size; it divides the total and every amount.
    pub step: u64,
    /// May a ballot leave money over? (default false)
    pub unspent: bool,
    /// May a resident say "no view" on a line, which leaves it at today's spending? (default false)
    pub no_view: bool,
    pub dates: Dates,
    /// What the decision-maker has promised to do with the result.
    pub promise: Promise,
    pub priorities: Vec<Priority>,
    /// Lines that are shown and cannot be moved; their money is not part of `total`.
    pub protected: Vec<Protected>,
    /// Limits on the sum over several priorities ("red lines").
    pub limits: Vec<Limit>,
    /// What follows when several lines together are high or low.
    pub consequences: Vec<Consequence>,
    pub tags: Vec<Tag>,
    /// The tag whose running share of the money stays in view, such as prevention.
    pub headline: Option<Slug>,
    pub evidence: Vec<Evidence>,
    /// Optional questions about the resident.
    pub about: Vec<Question>,
    pub rule: RuleName,
    pub checks: Vec<CheckName>,
    /// No group of fewer ballots than this is shown. (default 10)
    pub smallest_cell: u64,
    /// May visitors see the results page yet? (default true)
    pub results_open: bool,
    /// Where the box is, relative to the widget or absolute; ends in "/". (default "box/")
    pub r#box: String,
}

pub struct Organiser { pub name: Text, pub contact: Option<String> }
/// Both days included.
pub struct Dates { pub opens: Date, pub closes: Date }
/// "`who` will answer by `by`."
pub struct Promise { pub who: Text, pub by: Date, pub says: Text }

pub struct Priority {
    pub id: Slug,
    pub name: Text,
    /// One plain sentence.
    pub about: Text,
    pub floor: u64,
    pub cap: u64,
    pub today: u64,
    /// Who does the work, and what kind of body they are.
    pub delivered_by: Vec<Provider>,
    pub tags: Vec<Slug>,
    /// What an amount buys, by rising amount.
    pub levels: Vec<Level>,
    pub gains: Option<Text>,
    pub loses: Option<Text>,
    pub evidence: Vec<Slug>,
}
pub struct Provider { pub name: Text, pub kind: ProviderKind }
pub enum ProviderKind { Council, Nhs, Housing, LargeCharity, SmallOrganisation, Business, Residents }
/// From `amount` on, the line buys this.
pub struct Level { pub amount: u64, pub buys: Text, pub evidence: Vec<Slug> }
pub struct Protected { pub id: Slug, pub name: Text, pub amount: u64, pub why: Text }
/// At least one of floor and cap.
pub struct Limit { pub id: Slug, pub name: Text, pub priorities: Vec<Slug>, pub floor: Option<u64>, pub cap: Option<u64>, pub why: Text }
/// Holds when every condition holds.
pub struct Consequence { pub id: Slug, pub when: Vec<Condition>, pub says: Text, pub kind: ConsequenceKind, pub evidence: Vec<Slug> }
pub enum ConsequenceKind { Loss, Gain }
/// The amounts of `priorities` together are below `below`, or at least `at_least` (one of the two).
pub struct Condition { pub priorities: Vec<Slug>, pub below: Option<u64>, pub at_least: Option<u64> }
pub struct Tag { pub id: Slug, pub name: Text }
pub struct Evidence { pub id: Slug, pub says: Text, pub source: Text, pub url: Option<String>, pub confidence: Confidence }
pub enum Confidence { Strong, Fair, Weak, Illustrative }
/// `why` tells the resident why it is asked.
pub struct Question { pub id: Slug, pub asks: Text, pub why: Text, pub answers: Vec<AnswerOption> }
/// `population`: how many people of this kind live in the area, where known.
pub struct AnswerOption { pub id: Slug, pub name: Text, pub population: Option<u64> }
/// kebab-case: ladder, mean, median, independent-markets, utilitarian, piecewise-uniform
pub enum RuleName { Ladder, Mean, Median, IndependentMarkets, Utilitarian, PiecewiseUniform }
/// kebab-case: limits-kept, agreement, fair-share, rules-side-by-side (small cells are always hidden)
pub enum CheckName { LimitsKept, Agreement, FairShare, RulesSideBySide }
