use documents::Budget;

use crate::state::Because;
use crate::words::{Key, Value, Words};

/// Why a line does not have the amount that was asked for.
pub fn reason(because: Because, budget: &Budget, at: usize, words: &Words) -> String {
    let priority = &budget.priorities[at];
    let like = ("number", Value::Number(priority.today));
    let (key, place) = match because {
        Because::Floor => (Key::ClippedFloor, ("money", Value::Money(priority.floor))),
        Because::Cap => (Key::ClippedCap, ("money", Value::Money(priority.cap))),
        Because::Empty => return words.say(Key::ClippedEmpty).to_owned(),
        Because::Step => (Key::ClippedStep, ("money", Value::Money(budget.step))),
        Because::Group(limit) => (
            Key::ClippedGroup,
            ("name", Value::Name(&budget.limits[limit].name)),
        ),
        Because::NotANumber => (Key::ClippedNotANumber, like),
        Because::TwoWays => (Key::ClippedTwoWays, like),
        Because::Sign(sign) => {
            let sign = sign.to_string();
            return words.fill(Key::ClippedSign, &[("sign", Value::Text(&sign)), like]);
        }
    };
    words.fill(key, &[place])
}
