use documents::Budget;
use documents::plan::{Limit, Side};

use crate::state::ClampReason;
use crate::words::{Key, Value, Words};

/// Why a line does not have the amount that was asked for.
pub fn reason(because: ClampReason, budget: &Budget, at: usize, words: &Words) -> String {
    let priority = &budget.priorities[at];
    let like = ("number", Value::Number(priority.today));
    let (key, place) = match because {
        ClampReason::Breaks(breach) => {
            let bound = ("money", Value::Money(breach.bound));
            match (breach.limit, breach.side) {
                (Limit::Line(_), Side::Below) => (Key::ClippedFloor, bound),
                (Limit::Line(_), Side::Above) => (Key::ClippedCap, bound),
                (Limit::Step(_), _) => (Key::ClippedStep, bound),
                (Limit::Total, _) => return words.say(Key::ClippedEmpty).to_owned(),
                (Limit::Group(at), _) => (
                    Key::ClippedGroup,
                    ("name", Value::Name(&budget.limits[at].name)),
                ),
            }
        }
        ClampReason::NotANumber => (Key::ClippedNotANumber, like),
        ClampReason::TwoWays => (Key::ClippedTwoWays, like),
        ClampReason::Sign(sign) => {
            let sign = sign.to_string();
            return words.fill(Key::ClippedSign, &[("sign", Value::Text(&sign)), like]);
        }
    };
    words.fill(key, &[place])
}
