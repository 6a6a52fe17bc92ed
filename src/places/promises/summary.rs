//! "You said, we did": a short text, line by line.

use documents::ledger::{Said, Says};
use documents::{Budget, Date};
use ledger::{Ledger, Line};

use super::page::stage_word;
use crate::words::{Key, Value, Words};

/// A paragraph for each line that was answered, the budget's title above them.
pub fn summary(budget: &Budget, ledger: &Ledger, day: Date, words: &Words) -> String {
    let title = [words.text(&budget.title), words.say(Key::PromisesSummary)].join(": ");
    let date = words.fill(Key::PromisesAsOf, &[("date", Value::Date(day))]);
    let lines = ledger.lines.iter().zip(&budget.priorities);
    let lines = lines.filter_map(|(line, priority)| {
        let name = words.text(&priority.name);
        let [said, answer] = answered(line, ledger, words)?;
        let far = so_far(line, day, words);
        let told = [name, &said, &answer].into_iter().chain(far.as_deref());
        Some(told.collect::<Vec<_>>().join("\n"))
    });
    [title, date]
        .into_iter()
        .chain(lines)
        .collect::<Vec<_>>()
        .join("\n\n")
}

/// What residents said, and what was answered.
fn answered(line: &Line, ledger: &Ledger, words: &Words) -> Option<[String; 2]> {
    let answer = line.answer.as_ref()?;
    let Says::Answer { reason, .. } = &ledger.entries[answer.at].entry.says else {
        return None;
    };
    let key = match answer.said {
        Said::Accepted => Key::PromisesSumAccepted,
        Said::Changed => Key::PromisesSumChanged,
        Said::Refused => Key::PromisesSumRefused,
    };
    let reason = reason.as_ref().map_or("", |reason| words.text(reason));
    let with = [
        ("amount", Value::Money(answer.amount)),
        ("reason", Value::Text(reason)),
    ];
    let said = words.fill(
        Key::PromisesSumSaid,
        &[("asked", Value::Money(answer.asked))],
    );
    let answer = words.fill(key, &with);
    Some([
        said,
        words.fill(Key::PromisesSumAnswer, &[("answer", Value::Text(&answer))]),
    ])
}

/// Nothing of what was refused.
fn so_far(line: &Line, day: Date, words: &Words) -> Option<String> {
    let sums = line.sums();
    let with = [
        ("stage", Value::Word(stage_word(line, day))),
        ("paid", Value::Money(sums.paid)),
        ("agreed", Value::Money(sums.agreed)),
    ];
    let far = line
        .is_agreed()
        .then(|| words.fill(Key::PromisesSumFar, &with))?;
    Some(words.fill(Key::PromisesSumSoFar, &[("far", Value::Text(&far))]))
}
