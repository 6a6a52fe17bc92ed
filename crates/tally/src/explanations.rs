//! What each rule and each check does, in a paragraph that a resident understands.
//!
//! The texts are the files in `explanations/`, in English; programs in other languages translate them by name.

use crate::{Rule, picks::Completion};

macro_rules! explanation {
    ($name:literal) => {
        include_str!(concat!("../explanations/", $name, ".txt")).trim_ascii_end()
    };
}

/// What a rule does.
pub fn rule(rule: Rule) -> &'static str {
    match rule {
        Rule::Ladder => explanation!("rules/ladder"),
        Rule::Mean => explanation!("rules/mean"),
        Rule::Median => explanation!("rules/median"),
        Rule::IndependentMarkets => explanation!("rules/independent-markets"),
        Rule::Utilitarian => explanation!("rules/utilitarian"),
        Rule::PiecewiseUniform => explanation!("rules/piecewise-uniform"),
    }
}

/// What each check on an allocation asks, with its name in files and commands.
pub const CHECKS: [(&str, &str); 12] = [
    ("limits-kept", explanation!("checks/limits-kept")),
    ("agreement", explanation!("checks/agreement")),
    ("fair-share", explanation!("checks/fair-share")),
    ("range", explanation!("checks/range")),
    ("mean-distance", explanation!("checks/mean-distance")),
    ("turnout", explanation!("checks/turnout")),
    ("left-out", explanation!("checks/left-out")),
    ("side-by-side", explanation!("checks/side-by-side")),
    ("sureness", explanation!("checks/sureness")),
    ("need", explanation!("checks/need")),
    ("manipulation", explanation!("checks/manipulation")),
    ("small-cells", explanation!("checks/small-cells")),
];

/// The rules for picks, by their names in files and commands.
pub const PICKS_RULES: [(&str, &str); 4] = [
    ("greedy", explanation!("picks/greedy")),
    ("equal-shares", explanation!("picks/equal-shares")),
    ("phragmen", explanation!("picks/phragmen")),
    ("bos", explanation!("picks/bos")),
];

/// What each check on funded projects asks, with its name in files and commands.
pub const PICKS_CHECKS: [(&str, &str); 4] = [
    ("ejr-plus", explanation!("picks-checks/ejr-plus")),
    ("payments", explanation!("picks-checks/payments")),
    ("satisfactions", explanation!("picks-checks/satisfactions")),
    ("shares", explanation!("picks-checks/shares")),
];

/// What a completion of equal shares does; none for none.
pub fn completion(completion: Completion) -> Option<&'static str> {
    match completion {
        Completion::None => None,
        Completion::Add1 => Some(explanation!("picks/add1")),
        Completion::Add1u => Some(explanation!("picks/add1u")),
        Completion::Greedy => Some(explanation!("picks/completion-greedy")),
    }
}
