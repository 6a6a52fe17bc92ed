//! `budget.json`: what is shared out, between which lines, within which limits, and who promised to answer.

mod answers;
mod apart;
mod check;
mod contact;
mod costing;
mod costs;
mod currency;
mod name;
mod read;

pub(crate) use check::is_https;
pub use contact::Contact;
pub use costing::{A_YEAR, Answered, CostQuestion, Found, MEDIAN_CHARITY_PAYS};
pub use costs::{Basis, Costs, Direct, IncomeBand, LivingWage, Overheads, Paid};
pub use currency::currency_sign;

use crate::json::{self, Apart, format_name, names, record};
use crate::ledger::Signer;
use crate::{Date, Id, Lang, PublicKey, Slug, Text};

pub use name::{BudgetName, Other};

format_name!(
    /// `common-purse/budget/1`
    BudgetFormat,
    "common-purse/budget/1"
);

record! {
    /// What is shared out, between which lines, within which limits, and who promised to answer.
    ///
    /// A budget that was read ([`Budget::read`]) has passed every check. What is [`Apart`] is empty in one that was read for
    /// the ballot page alone.
    #[non_exhaustive]
    pub struct Budget {
        pub format: BudgetFormat,
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
        /// May a ballot leave money over?
        pub unspent: bool = false,
        /// May a resident say "no view" on a line, which leaves it at today's spending?
        pub no_view: bool = false,
        pub dates: Dates,
        /// What the decision-maker has promised to do with the result.
        pub promise: Promise,
        pub priorities: Vec<Priority>,
        /// Lines that are shown and cannot be moved; their money is not part of `total`.
        pub protected: Vec<Protected> = Vec::new(),
        /// Limits on the sum over several priorities ("red lines").
        pub limits: Vec<Limit> = Vec::new(),
        /// What follows when several lines together are high or low.
        pub consequences: Vec<Consequence> = Vec::new(),
        pub tags: Vec<Tag> = Vec::new(),
        /// The tag whose running share of the money stays in view, such as prevention.
        pub headline: Option<Slug>,
        /// What the texts rest on; priorities, levels and consequences name it by id.
        pub evidence: Vec<Evidence> = Vec::new(),
        /// Optional questions about the resident.
        pub about: Vec<Question> = Vec::new(),
        pub rule: RuleName = RuleName::Ladder,
        /// Left out, the usual ones.
        pub checks: Vec<CheckName> = CheckName::USUAL.to_vec(),
        /// No group of fewer ballots than this is shown.
        pub smallest_cell: u64 = 10,
        /// May visitors see the results page yet?
        pub results_open: bool = true,
        /// The organiser's public keys. Left out, nothing is asked about the resident and anyone may put ballots in.
        pub keys: Option<Keys>,
        /// Who answers for the money after the event: those who may begin its promise ledger.
        pub signers: Apart<Vec<Signer>>,
        /// So many people at a table may agree one ballot; left out, none may.
        pub most_at_a_table: Option<u64>,
        /// Does the ballot of a table count as often as people agreed to it, and not once? With voting codes it counts once: a code
        /// is one person.
        pub tables_count_people: bool = false,
        /// Where the box is, relative to the widget or absolute; ends in "/".
        pub ballot_box: String = "box/".into(),
    } beside {
        /// The hash of the bytes that this was read from: a ballot, a list of codes, a close and a result name it.
        pub sha256: Id = Id::from_bytes([0; 32]),
    }
}

record! {
    pub struct Organiser {
        pub name: Text,
        /// An e-mail address, a phone number, a web address, or words.
        pub contact: Option<String>,
    }
}

record! {
    /// What the organiser's key file opens and signs; `purse key` makes the file and writes this.
    pub struct Keys {
        /// Ed25519: signs the list of codes and the close.
        pub organiser: PublicKey,
        /// X25519: what residents say about themselves is sealed to it, and stays so.
        pub about: PublicKey,
        /// Does it take a one-time code to vote?
        pub codes: bool = false,
        /// X25519: choices are sealed to it until the close, which only an event with codes can do.
        pub choices: Option<PublicKey>,
    }
}

impl Keys {
    /// Compact JSON, fields in order.
    pub fn to_json(&self) -> Vec<u8> {
        json::to_bytes(self)
    }
}

record! {
    /// Both days included.
    pub struct Dates {
        pub opens: Date,
        pub closes: Date,
    }
}

record! {
    /// "`who` will answer by `by`."
    pub struct Promise {
        pub who: Text,
        pub by: Date,
        pub says: Text,
    }
}

record! {
    /// One line of the budget.
    pub struct Priority {
        pub id: Slug,
        pub name: Text,
        /// One plain sentence.
        pub about: Text,
        /// At least this much.
        pub floor: u64,
        /// At most this much.
        pub cap: u64,
        /// Spent now.
        pub today: u64,
        /// Who does the work, and what kind of body they are.
        pub delivered_by: Vec<Provider> = Vec::new(),
        pub tags: Vec<Slug> = Vec::new(),
        /// What an amount buys, by rising amount.
        pub levels: Vec<Level> = Vec::new(),
        pub gains: Option<Text>,
        pub loses: Option<Text>,
        pub evidence: Vec<Slug> = Vec::new(),
        /// What the work costs; its levels may each say theirs.
        pub costs: Apart<Costs>,
    }
}

record! {
    pub struct Provider {
        pub name: Text,
        pub kind: ProviderKind,
        /// How large they are, where that is known.
        pub income_band: Apart<IncomeBand>,
    }
}

names! {
    pub enum ProviderKind {
        Council = "council",
        Nhs = "nhs",
        Housing = "housing",
        LargeCharity = "large-charity",
        SmallOrganisation = "small-organisation",
        Business = "business",
        Residents = "residents",
    }
}

record! {
    /// From `amount` on, the line buys this.
    pub struct Level {
        pub amount: u64,
        pub buys: Text,
        pub evidence: Vec<Slug> = Vec::new(),
        /// What that costs, whoever pays.
        pub costs: Apart<Costs>,
    } beside {
        /// The sum of these costs, where they say one; also in a budget that is answerable.
        pub cost: Option<u64> = None,
    }
}

record! {
    /// A line that is shown and cannot be moved.
    pub struct Protected {
        pub id: Slug,
        pub name: Text,
        pub amount: u64,
        pub why: Text,
    }
}

record! {
    /// A limit on the sum over `priorities`: at least one of floor and cap.
    pub struct Limit {
        pub id: Slug,
        pub name: Text,
        pub priorities: Vec<Slug>,
        pub floor: Option<u64>,
        pub cap: Option<u64>,
        pub why: Text,
    }
}

record! {
    /// Holds when every condition holds.
    pub struct Consequence {
        pub id: Slug,
        pub when: Vec<Condition>,
        pub says: Text,
        pub kind: ConsequenceKind,
        pub evidence: Vec<Slug> = Vec::new(),
    }
}

names! {
    pub enum ConsequenceKind {
        Loss = "loss",
        Gain = "gain",
    }
}

record! {
    /// The amounts of `priorities` together are below `below`, or at least `at_least` (one of the two).
    pub struct Condition {
        pub priorities: Vec<Slug>,
        pub below: Option<u64>,
        pub at_least: Option<u64>,
    }
}

record! {
    pub struct Tag {
        pub id: Slug,
        pub name: Text,
        /// How great the need is that this kind of spending serves, in any unit; where it is known.
        pub need: Option<u64>,
    }
}

record! {
    pub struct Evidence {
        pub id: Slug,
        pub says: Text,
        pub source: Text,
        /// An `https:` link.
        pub url: Option<String>,
        pub confidence: Confidence,
    }
}

names! {
    pub enum Confidence {
        Strong = "strong",
        Fair = "fair",
        Weak = "weak",
        /// Invented for the example.
        Illustrative = "illustrative",
    }
}

record! {
    /// An optional question about the resident; `why` tells them why it is asked.
    pub struct Question {
        pub id: Slug,
        pub asks: Text,
        pub why: Text,
        pub answers: Vec<AnswerOption>,
    }
}

record! {
    pub struct AnswerOption {
        pub id: Slug,
        pub name: Text,
        /// How many people of this kind live in the area, where known.
        pub population: Option<u64>,
    }
}

names! {
    /// How ballots become an outcome.
    pub enum RuleName {
        Ladder = "ladder",
        Mean = "mean",
        Median = "median",
        IndependentMarkets = "independent-markets",
        Utilitarian = "utilitarian",
        PiecewiseUniform = "piecewise-uniform",
    }
}

names! {
    /// Fairness questions asked of the outcome; a budget that names none asks the first four. Small cells are always
    /// hidden.
    pub enum CheckName {
        /// Does the outcome keep the total, every floor, cap and limit on groups?
        LimitsKept = "limits-kept",
        /// How much of each ballot is in the outcome: Σ min(ballot, outcome) ÷ total, from 0 to 1?
        Agreement = "agreement",
        /// Would a group have been better off deciding alone about its share of the money?
        FairShare = "fair-share",
        /// What would the other rules give?
        SideBySide = "side-by-side",
        /// Does any priority get less than every ballot asked, or more?
        Range = "range",
        /// How far is the outcome from the average ballot?
        MeanDistance = "mean-distance",
        /// Did every group take part as much as the others?
        Turnout = "turnout",
        /// Would the outcome move if every group counted for as many people as live there?
        Weighting = "weighting",
        /// Does one place or one channel decide the outcome?
        Jackknife = "jackknife",
        /// Does the money reach those with the greatest need?
        Need = "need",
        /// How sure is the outcome, if these ballots are a sample of many more?
        Bootstrap = "bootstrap",
        /// Could anybody have gained by asking for something else than they want?
        Manipulation = "manipulation",
        /// Do small organisations keep their share of the money, and does each line get what it needs to open?
        SmallOrganisations = "small-organisations",
    }
}

impl CheckName {
    /// Those that are asked where a budget names none.
    pub const USUAL: [Self; 4] = [
        Self::LimitsKept,
        Self::Agreement,
        Self::FairShare,
        Self::SideBySide,
    ];

    /// Those that are in every program that counts; the others are in a larger one.
    pub const EVERYWHERE: [Self; 5] = [
        Self::LimitsKept,
        Self::Agreement,
        Self::FairShare,
        Self::SideBySide,
        Self::SmallOrganisations,
    ];
}
