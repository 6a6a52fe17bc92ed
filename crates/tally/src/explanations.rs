//! What each rule does, in a paragraph that a resident understands.
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

/// The rules for picks, by their names in files and commands.
pub const PICKS_RULES: [(&str, &str); 4] = [
    ("greedy", explanation!("picks/greedy")),
    ("equal-shares", explanation!("picks/equal-shares")),
    ("phragmen", explanation!("picks/phragmen")),
    ("bos", explanation!("picks/bos")),
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
