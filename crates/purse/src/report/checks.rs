//! The fairness checks of a result, a sentence each, with what it rests on.
//!
//! One body prints every check, in the page's English words: `fair.CHECK.SAYS` in `locales/`.

use catalog::Piece;
use documents::result::{Answer, Check, Fact, GroupId};
use documents::{Budget, Exact, Text};
use tally::Ratio;

use super::numbers::{number, percent};
use crate::words::{self, counted, say};

/// The answer to one check, then its witnesses. Where no group is worse off, the groups are left to the file.
pub(crate) fn sentences(budget: &Budget, check: &Check) -> Vec<String> {
    let says = |says: &str| text(check, says);
    let first = match check.answer {
        Answer::Yes => says("yes").map(str::to_owned),
        Answer::No => says("no").map(|no| say!("fairness.look", no)),
        Answer::Untested => {
            let (asked, why) = (says("asked"), says("untested"));
            asked.map(|asked| say!("fairness.not_tested", asked, why = why.unwrap_or_default()))
        }
    };
    let told = |fact: &&Fact| check.answer == Answer::No || fact.group.is_none();
    let facts = check.facts.iter().filter(told);
    let facts = facts.filter_map(|fact| said(budget, fact, says(fact.says.as_str())?));
    let first = first.unwrap_or_else(|| check.check.name().to_owned());
    let first = [first.trim_end().to_owned()];
    first
        .into_iter()
        .chain(facts.map(|fact| format!("  {fact}")))
        .collect()
}

/// What the page says; none where it has no words for this.
fn text(check: &Check, says: &str) -> Option<&'static str> {
    let key = format!("fair.{}.{says}", check.check.name()).replace('-', "_");
    words::of_page(&key)
}

/// The text with its places filled; none where the fact lacks what the text names.
fn said(budget: &Budget, fact: &Fact, text: &str) -> Option<String> {
    let said = catalog::pieces(text).into_iter().map(|piece| match piece {
        Piece::Said(said) => Some(said.to_owned()),
        Piece::Place(place) => value(budget, fact, place),
    });
    said.collect()
}

fn value(budget: &Budget, fact: &Fact, place: &str) -> Option<String> {
    let share = |share: Exact| percent(Ratio::new_raw(share.numerator(), share.denominator()));
    let money = |amount: Exact| format!("{} {}", budget.currency, number(whole(amount)));
    match place {
        "group" => fact.group.as_ref().map(|id| group(budget, id)),
        "priority" | "limit" | "question" | "tag" | "place" | "channel" => {
            named(budget, fact, place)
        }
        "rule" => fact.rule.map(|rule| rule.name().to_owned()),
        "ballot" => fact.ballot.map(|id| id.to_string()),
        "ballots" => fact
            .ballots
            .map(|ballots| counted!("counted.ballots", ballots)),
        "times" => fact.times.map(number),
        "share" => fact.share.map(share),
        "beside" => fact.beside.map(share),
        "amount" => fact.amount.map(money),
        "least" => fact.least.map(money),
        "most" => fact.most.map(money),
        _ => None,
    }
}

/// In the budget's first language; the name for machines where the budget knows no better.
fn named(budget: &Budget, fact: &Fact, place: &str) -> Option<String> {
    let id = match place {
        "priority" => &fact.priority,
        "limit" => &fact.limit,
        "question" => &fact.question,
        "tag" => &fact.tag,
        "place" => &fact.place,
        _ => &fact.channel,
    };
    let id = id.as_ref()?;
    let known: Option<&Text> = match place {
        "priority" => budget.position(id).map(|at| &budget.priorities[at].name),
        "limit" => budget
            .limits
            .iter()
            .find(|it| it.id == *id)
            .map(|it| &it.name),
        "question" => budget.question(id).map(|question| &question.asks),
        "tag" => budget
            .tags
            .iter()
            .find(|it| it.id == *id)
            .map(|it| &it.name),
        _ => None,
    };
    let known = known.map(|name| name.get(&budget.languages[0]));
    Some(known.unwrap_or(id.as_str()).to_owned())
}

/// "How old are you? Under 30", in the budget's first language.
fn group(budget: &Budget, group: &GroupId) -> String {
    let lang = &budget.languages[0];
    let question = budget.question(&group.question);
    let answer = question.and_then(|question| question.answer(&group.answer));
    match question.zip(answer) {
        None => format!("{}: {}", group.question, group.answer),
        Some((question, answer)) => {
            format!("{} {}", question.asks.get(lang), answer.name.get(lang))
        }
    }
}

/// Whole units of money, rounded down.
fn whole(exact: Exact) -> u64 {
    u64::try_from(exact.in_parts(1)).unwrap_or(0)
}
