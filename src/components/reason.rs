use documents::Budget;

use crate::state::Because;
use crate::words::{Key, Words};

/// Why a line does not have the amount that was asked for.
pub fn reason(because: Because, budget: &Budget, at: usize, words: &Words) -> String {
    let priority = &budget.priorities[at];
    let money = |key, amount| words.fill(key, &[("money", &words.money(amount))]);
    match because {
        Because::Floor => money(Key::ClippedFloor, priority.floor),
        Because::Cap => money(Key::ClippedCap, priority.cap),
        Because::Empty => words.say(Key::ClippedEmpty).to_owned(),
        Because::Step => money(Key::ClippedStep, budget.step),
        Because::Group(limit) => words.fill(
            Key::ClippedGroup,
            &[("name", words.text(&budget.limits[limit].name))],
        ),
        Because::NotANumber => words.fill(
            Key::ClippedNotANumber,
            &[("number", &words.number(priority.today))],
        ),
    }
}
