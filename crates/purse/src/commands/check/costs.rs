//! `purse check --costs`: would the money arrive whole? Seven questions, and a note wherever the answer is not plainly yes.

use std::io::{self, Write};
use std::path::Path;

use documents::Budget;
use documents::budget::{Answered, CostQuestion, Found, MEDIAN_CHARITY_PAYS};
use serde_json::json;

use crate::args::Format;
use crate::failure::Failure;
use crate::report::csv;
use crate::report::numbers::number;
use crate::words::{counted, say};

pub(super) fn print(
    out: &mut impl Write,
    path: &Path,
    budget: &Budget,
    format: Format,
) -> Result<(), Failure> {
    match format {
        Format::Text => print_text(out, path, budget)?,
        Format::Json => print_json(out, path, budget)?,
        Format::Csv => print_csv(out, budget)?,
    }
    Ok(())
}

fn print_text(out: &mut impl Write, path: &Path, budget: &Budget) -> io::Result<()> {
    let (with, without): (Vec<_>, Vec<_>) =
        budget.priorities.iter().partition(|line| line.says_costs());
    let lines = counted!("counted.lines", with.len() as u64);
    if with.is_empty() {
        return writeln!(out, "{}", say!("costs.none", budget = path.display()));
    }
    writeln!(
        out,
        "{}",
        say!("costs.head", budget = path.display(), lines)
    )?;
    let answers = budget.costing();
    for (&question, place) in CostQuestion::ALL.iter().zip(1..) {
        let own: Vec<_> = answers
            .iter()
            .filter(|it| it.question == question)
            .collect();
        let good = own.iter().filter(|it| it.found == Found::Good).count();
        let (good, all) = (number(good as u64), number(own.len() as u64));
        writeln!(
            out,
            "\n{place}. {} {}",
            asks(question),
            say!("costs.good", good, all)
        )?;
        for answer in own.iter().filter(|it| it.found != Found::Good) {
            writeln!(
                out,
                "   {}: {}",
                about(answer, budget),
                says(answer, budget)
            )?;
        }
    }
    if !without.is_empty() {
        let ids: Vec<&str> = without.iter().map(|line| line.id.as_str()).collect();
        writeln!(out, "\n{}", say!("costs.without", lines = ids.join(", ")))?;
    }
    writeln!(out, "{}", say!("costs.notes"))
}

fn print_json(out: &mut impl Write, path: &Path, budget: &Budget) -> io::Result<()> {
    let answers = budget.costing();
    let answers: Vec<_> = answers
        .iter()
        .map(|answer| {
            json!({
                "question": answer.question.name(),
                "priority": answer.line.id,
                "level": answer.level.map(|level| level.amount),
                "amount": answer.amount,
                "cost": cost(answer),
                "answer": verdict(answer.found),
                "says": says(answer, budget),
            })
        })
        .collect();
    let answer = json!({
        "file": path.display().to_string(),
        "good": true,
        "costs": answers,
    });
    writeln!(out, "{answer}")
}

fn print_csv(out: &mut impl Write, budget: &Budget) -> Result<(), Failure> {
    let mut table = csv::Writer::from_writer(out);
    table.write_record([
        "question", "priority", "level", "amount", "cost", "answer", "says",
    ])?;
    for answer in budget.costing() {
        let figure = |amount: Option<u64>| amount.map_or_else(String::new, |it| it.to_string());
        table.write_record([
            answer.question.name(),
            answer.line.id.as_str(),
            &figure(answer.level.map(|level| level.amount)),
            &answer.amount.to_string(),
            &figure(cost(&answer)),
            verdict(answer.found),
            &says(&answer, budget),
        ])?;
    }
    Ok(table.flush()?)
}

fn asks(question: CostQuestion) -> &'static str {
    match question {
        CostQuestion::AddsUp => say!("costs.adds_up"),
        CostQuestion::Overheads => say!("costs.overheads"),
        CostQuestion::Floor => say!("costs.floor"),
        CostQuestion::Rest => say!("costs.rest"),
        CostQuestion::Wage => say!("costs.wage"),
        CostQuestion::InTime => say!("costs.in_time"),
        CostQuestion::Length => say!("costs.length"),
    }
}

/// "Lunch club (lunch-club), from 4,000"
fn about(answer: &Answered<'_>, budget: &Budget) -> String {
    let name = answer.line.name.get(&budget.languages[0]);
    let (id, amount) = (&answer.line.id, number(answer.amount));
    match (answer.question, answer.level) {
        (CostQuestion::Floor, _) => say!("costs.at_floor", name, id, amount),
        (_, Some(_)) => say!("costs.at_level", name, id, amount),
        (_, None) => say!("costs.at_today", name, id, amount),
    }
}

fn says(answer: &Answered<'_>, budget: &Budget) -> String {
    let cost = || number(cost(answer).unwrap_or_default());
    let amount = number(answer.amount);
    match answer.found {
        Found::Good => say!("costs.yes").into(),
        Found::NotSaid => say!("costs.not_said").into(),
        Found::Over(by) => say!("costs.over", cost = cost(), by = number(by)),
        Found::Short(by) => say!("costs.short", cost = cost(), by = number(by)),
        Found::NothingForRunning => say!("costs.no_overheads").into(),
        Found::FloorBuysNothing { needs } => say!("costs.low_floor", amount, needs = number(needs)),
        Found::OthersPay { of_hundred } => others_pay(of_hundred, budget),
        Found::LowPay => say!("costs.low_pay").into(),
        Found::PaidAndNotStaffed => say!("costs.paid_and_not_staffed").into(),
        Found::InArrears => say!("costs.in_arrears").into(),
        Found::ShortMonths(months) => {
            say!(
                "costs.short_months",
                months = counted!("counted.months", months)
            )
        }
    }
}

/// In pence where the budget has any.
fn others_pay(of_hundred: u64, budget: &Budget) -> String {
    let (part, median) = (number(of_hundred), number(MEDIAN_CHARITY_PAYS));
    match budget.currency.as_str() {
        "GBP" => say!("costs.others_pay_pence", part, median),
        _ => say!("costs.others_pay", part, median),
    }
}

/// What the answer's amount costs, where it is known; the floor's cost is no level's.
fn cost(answer: &Answered<'_>) -> Option<u64> {
    if answer.question == CostQuestion::Floor {
        return None;
    }
    let of_level = answer.level.map(|level| level.costs.as_deref());
    of_level.unwrap_or(answer.line.costs.as_deref())?.whole()
}

fn verdict(found: Found) -> &'static str {
    match found {
        Found::Good => "yes",
        Found::NotSaid => "not-said",
        _ => "note",
    }
}
