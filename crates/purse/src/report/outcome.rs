//! A result for people to read.

use std::io::{self, Write};

use documents::budget::{CheckName, ConsequenceKind, RuleName};
use documents::result::{AnswerTurnout, Beside, Check, Fact, OutcomeLine, ResultFile, Turnout};
use documents::{Budget, Exact, Plan};

use super::numbers::number;
use super::table::{self, Side};
use super::{beside, checks, refusal};

use crate::words::{self, counted, say};

/// In the order of the results page: how many, from where, what happens next; the outcome, what it buys and what follows; how
/// people differed; whether it is fair; what other rules give; how to check it.
pub(crate) fn print(
    out: &mut impl Write,
    budget: &Budget,
    result: &ResultFile,
    beside: &Beside,
) -> io::Result<()> {
    print_head(out, budget, result)?;
    print_cast(out, &result.cast)?;
    print_turnout(out, budget, &result.turnout)?;
    beside::print_crossed(out, budget, beside)?;
    print_next(out, budget)?;
    writeln!(out)?;
    print_amounts(out, budget, result)?;
    for tie in &result.ties {
        let names: Vec<&str> = tie.between.iter().map(|id| id.as_str()).collect();
        writeln!(out, "{}", say!("outcome.tie", names = names.join(", ")))?;
    }
    print_buys(out, budget, result)?;
    print_follows(out, budget, result)?;
    beside::print_spreads(out, budget, result, beside)?;
    writeln!(out)?;
    for line in result
        .checks
        .iter()
        .flat_map(|check| checks::sentences(budget, check))
    {
        writeln!(out, "{line}")?;
    }
    print_tables(out, budget, &result.tables)?;
    print_rules(out, budget, result)?;
    let explained = words::explained("rule", result.rule.name()).unwrap_or_default();
    writeln!(out, "\n{}\n  {explained}", say!("outcome.how"))?;
    writeln!(out, "  {}", say!("outcome.anyone"))?;
    if result.refused.number > 0 {
        writeln!(out, "\n{}", say!("outcome.not_counted"))?;
        refusal::sentences(&result.refused)
            .iter()
            .try_for_each(|line| writeln!(out, "  {line}"))?;
    }
    writeln!(out, "\nResult {}", result.id())
}

fn print_head(out: &mut impl Write, budget: &Budget, result: &ResultFile) -> io::Result<()> {
    let lang = &budget.languages[0];
    writeln!(out, "{} ({})", budget.title.get(lang), budget.id)?;
    let counted = result.counted.len() as u64;
    let ballots = match result.simulated {
        true => counted!("counted.simulated_ballots", counted),
        false => counted!("counted.ballots", counted),
    };
    let says = say!(
        "outcome.ballots",
        ballots,
        rule = result.rule.name(),
        refused = number(result.refused.number)
    );
    writeln!(out, "{says}")
}

/// Who answers, by when.
fn print_next(out: &mut impl Write, budget: &Budget) -> io::Result<()> {
    let lang = &budget.languages[0];
    let who = budget.promise.who.get(lang);
    let says = say!("outcome.promise", who, date = budget.promise.by);
    writeln!(out, "\n{says} {}", budget.promise.says.get(lang))
}

/// The amounts by line, in the budget's order.
fn given(budget: &Budget, result: &ResultFile) -> Vec<u64> {
    let lines = budget.priorities.iter().map(|line| {
        let found = result.outcome.iter().find(|it| it.priority == line.id);
        found.map_or(0, |line| line.amount)
    });
    lines.collect()
}

/// What each amount buys, where the budget says so.
fn print_buys(out: &mut impl Write, budget: &Budget, result: &ResultFile) -> io::Result<()> {
    let lang = &budget.languages[0];
    writeln!(out, "\n{}", say!("outcome.buys"))?;
    for (line, amount) in budget.priorities.iter().zip(given(budget, result)) {
        let buys = match line.level_at(amount) {
            Some(level) => level.buys.get(lang),
            None if line.levels.is_empty() => continue,
            None => say!("outcome.buys_little"),
        };
        writeln!(out, "  {}: {buys}", line.name.get(lang))?;
    }
    Ok(())
}

/// What holds once every line has its amount.
fn print_follows(out: &mut impl Write, budget: &Budget, result: &ResultFile) -> io::Result<()> {
    let found = Plan::of(budget).consequences(&given(budget, result));
    if found.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", say!("outcome.follows"))?;
    for one in found.into_iter().map(|at| &budget.consequences[at]) {
        let kind = match one.kind {
            ConsequenceKind::Loss => say!("outcome.loss"),
            ConsequenceKind::Gain => say!("outcome.gain"),
        };
        writeln!(out, "  {kind} {}", one.says.get(&budget.languages[0]))?;
    }
    Ok(())
}

/// What each rule gives from the same ballots, where the budget asks for it.
fn print_rules(out: &mut impl Write, budget: &Budget, result: &ResultFile) -> io::Result<()> {
    let asked = |check: &&Check| check.check == CheckName::SideBySide;
    let facts = result.checks.iter().filter(asked).flat_map(|it| &it.facts);
    let others: Vec<&Fact> = facts.filter(|fact| fact.rule.is_some()).collect();
    if others.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", say!("outcome.rules"))?;
    let names = others.iter().filter_map(|fact| fact.rule);
    let names = std::iter::once(result.rule).chain(names);
    let head = std::iter::once(say!("head.priority")).chain(names.map(RuleName::name));
    let mut rows: Vec<Vec<String>> = vec![head.map(String::from).collect()];
    for line in &result.outcome {
        let same = |fact: &&Fact| {
            let mut outcome = fact.outcome.iter();
            let found = outcome.find(|it| it.priority == line.priority);
            found.map_or_else(String::new, |it| number(it.amount))
        };
        let name = amounts(budget, line).swap_remove(0);
        let own = [name, number(line.amount)];
        rows.push(own.into_iter().chain(others.iter().map(same)).collect());
    }
    let mut sides = vec![Side::Right; rows[0].len()];
    sides[0] = Side::Left;
    table::print(out, &sides, &rows)
}

fn print_amounts(out: &mut impl Write, budget: &Budget, result: &ResultFile) -> io::Result<()> {
    let mut rows = vec![
        [
            say!("head.priority"),
            say!("head.today"),
            say!("head.outcome"),
            say!("head.change"),
            say!("head.exact"),
        ]
        .map(String::from)
        .to_vec(),
    ];
    rows.extend(result.outcome.iter().map(|line| amounts(budget, line)));
    if let Some(unspent) = &result.unspent {
        rows.push(vec![
            say!("head.unspent").into(),
            String::new(),
            number(unspent.amount),
            String::new(),
            decimal(unspent.exact),
        ]);
    }
    table::print(
        out,
        &[
            Side::Left,
            Side::Right,
            Side::Right,
            Side::Right,
            Side::Right,
        ],
        &rows,
    )
}

fn amounts(budget: &Budget, line: &OutcomeLine) -> Vec<String> {
    let priority = budget
        .position(&line.priority)
        .map(|position| &budget.priorities[position]);
    let today = priority.map_or(0, |priority| priority.today);
    let name = priority.map_or(line.priority.as_str(), |priority| {
        priority.name.get(&budget.languages[0])
    });
    vec![
        name.to_owned(),
        number(today),
        number(line.amount),
        change(today, line.amount),
        decimal(line.exact),
    ]
}

fn change(today: u64, amount: u64) -> String {
    match amount.cmp(&today) {
        std::cmp::Ordering::Greater => format!("+{}", number(amount - today)),
        std::cmp::Ordering::Equal => say!("head.same").into(),
        std::cmp::Ordering::Less => format!("−{}", number(today - amount)),
    }
}

/// Two decimals, rounded down; the fraction itself is in the result.
fn decimal(exact: Exact) -> String {
    let hundredths = exact.in_parts(100);
    let whole = u64::try_from(hundredths / 100).unwrap_or(0);
    format!("{}.{:02}", number(whole), hundredths % 100)
}

fn print_turnout(out: &mut impl Write, budget: &Budget, turnout: &[Turnout]) -> io::Result<()> {
    for (question, asked) in turnout.iter().zip(&budget.about) {
        writeln!(out, "\n{}", asked.asks.get(&budget.languages[0]))?;
        let mut rows = vec![
            [
                say!("head.answer"),
                say!("head.ballots"),
                say!("head.people"),
            ]
            .map(String::from)
            .to_vec(),
        ];
        let hidden = question.not_shown;
        let answers = question.answers.iter().zip(&asked.answers);
        rows.extend(answers.map(|(answer, option)| {
            let name = option.name.get(&budget.languages[0]).to_owned();
            took_part(name, answer, hidden)
        }));
        if hidden > 0 {
            let shown: u64 = question.answers.iter().map(|answer| answer.ballots).sum();
            let of = format!("{} of {}", number(hidden), number(shown + hidden));
            let says = say!("outcome.not_shown");
            rows.push(vec![says.into(), of, String::new()]);
        }
        table::print(out, &[Side::Left, Side::Right, Side::Right], &rows)?;
    }
    Ok(())
}

/// One answer's row. Where answers are hidden, what is left is no count, and not to be held against who lives here.
fn took_part(name: String, answer: &AnswerTurnout, hidden: u64) -> Vec<String> {
    let population = answer.population.map(number).unwrap_or_default();
    let (ballots, population) = match (hidden, answer.ballots) {
        (0, ballots) => (number(ballots), population),
        (_, 0) => (say!("outcome.none_or_few").into(), String::new()),
        (_, ballots) => (
            say!("outcome.at_least", ballots = number(ballots)),
            String::new(),
        ),
    };
    vec![name, ballots, population]
}

/// How and where the ballots were cast.
fn print_cast(out: &mut impl Write, cast: &[Turnout]) -> io::Result<()> {
    for asked in cast {
        writeln!(out)?;
        let head = [asked.question.as_str(), say!("head.ballots")].map(String::from);
        let row = |name: &str, ballots| vec![name.to_owned(), number(ballots)];
        let mut rows = vec![head.to_vec()];
        let shown = asked.answers.iter();
        rows.extend(shown.map(|answer| row(answer.answer.as_str(), answer.ballots)));
        if asked.not_shown > 0 {
            rows.push(row(say!("outcome.not_said"), asked.not_shown));
        }
        table::print(out, &[Side::Left, Side::Right], &rows)?;
    }
    Ok(())
}

/// What tables agreed, and what they and all others would come to by themselves.
fn print_tables(out: &mut impl Write, budget: &Budget, tables: &[Fact]) -> io::Result<()> {
    let Some(first) = tables.first() else {
        return Ok(());
    };
    let ballots = counted!("counted.tables", first.ballots.unwrap_or(0));
    let people = number(first.people.unwrap_or(0));
    let says = match budget.tables_count_people {
        false => say!("outcome.tables_one", ballots, people),
        true => say!("outcome.tables_many", ballots, people),
    };
    let heads = [
        say!("head.priority"),
        say!("head.tables"),
        say!("head.others"),
    ];
    let head = heads.iter().take(1 + tables.len());
    let mut rows: Vec<Vec<String>> = vec![head.map(|head| String::from(*head)).collect()];
    for (at, line) in first.outcome.iter().enumerate() {
        let name = amounts(budget, line).swap_remove(0);
        let given = tables.iter().filter_map(|part| part.outcome.get(at));
        let given = given.map(|line| number(line.amount));
        rows.push(std::iter::once(name).chain(given).collect());
    }
    let unspent = tables.iter().filter_map(|part| part.unspent.as_ref());
    let unspent: Vec<String> = unspent.map(|share| number(share.amount)).collect();
    if !unspent.is_empty() {
        let name = std::iter::once(say!("head.unspent").to_owned());
        rows.push(name.chain(unspent).collect());
    }
    writeln!(out, "\n{says}")?;
    let sides = [Side::Left, Side::Right, Side::Right];
    table::print(out, &sides[..rows[0].len()], &rows)
}

#[cfg(test)]
mod tests {
    use documents::Slug;

    use super::*;

    #[test]
    fn what_is_left_after_hiding_is_no_count() {
        let row = |ballots, hidden| {
            let answer = AnswerTurnout {
                answer: Slug::parse("yes").expect("a slug"),
                ballots,
                population: Some(38_000),
            };
            took_part("Yes".into(), &answer, hidden)[1..].join("|")
        };
        assert_eq!(row(10, 0), "10|38,000");
        assert_eq!(row(0, 0), "0|38,000");
        assert_eq!(row(10, 165), "at least 10|");
        assert_eq!(row(0, 165), "none, or too few to show|");
    }
}
