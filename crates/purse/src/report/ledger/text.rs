//! The same for people.

use std::io::{self, Write};

use documents::Date;

use super::lines::{LineNow, MilestoneNow};
use crate::promises::{Book, said, whole};
use crate::words::{counted, say};

/// "3 of 6 done, 1 late, £2,400 not yet committed; last news 12 days ago."
pub(crate) fn summary(book: &Book, today: Date) -> String {
    let summary = book.ledger.summary(today);
    let mut parts = vec![say!(
        "ledger.show.done",
        done = summary.done,
        agreed = summary.agreed
    )];
    for (number, text) in [
        (
            summary.late,
            say!("ledger.show.late", number = summary.late),
        ),
        (
            summary.cancelled,
            say!("ledger.show.cancelled", number = summary.cancelled),
        ),
        (
            summary.refused,
            say!("ledger.show.refused", number = summary.refused),
        ),
        (
            summary.not_committed,
            say!(
                "ledger.show.free",
                amount = money(book, summary.not_committed)
            ),
        ),
    ] {
        parts.extend((number > 0).then_some(text));
    }
    let waiting = summary.lines - summary.answered;
    if waiting > 0 {
        let lines = counted!("counted.lines", waiting);
        parts.push(say!("ledger.show.unanswered", lines));
    }
    let news = match summary.silent {
        Some(days) => say!("ledger.show.news", days = counted!("counted.days", days)),
        None => say!("ledger.show.no_news").into(),
    };
    format!("{}; {news}", parts.join(", "))
}

pub(crate) fn print(book: &Book, today: Date, out: &mut impl Write) -> io::Result<()> {
    let title = book.budget.title.get(&book.budget.languages[0]);
    writeln!(out, "{}", say!("ledger.show.title", title, today))?;
    writeln!(out, "{}", summary(book, today))?;
    if let Some(days) = book.ledger.answer_overdue(book.budget.promise.by, today) {
        let days = counted!("counted.days", days);
        let by = book.budget.promise.by;
        writeln!(out, "{}", say!("ledger.show.overdue", by, days))?;
    }
    for line in super::lines(book, today) {
        print_line(book, &line, out)?;
    }
    Ok(())
}

fn print_line(book: &Book, line: &LineNow, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "\n{} ({}): {}", line.name, line.line, line.stage)?;
    if let (Some(said), Some(asked)) = (line.said, line.asked) {
        writeln!(
            out,
            "  {}",
            say!("ledger.show.said", said, asked = money(book, asked))
        )?;
    }
    let sums = &line.sums;
    if sums.agreed > 0 {
        let says = say!(
            "ledger.show.money",
            agreed = money(book, sums.agreed),
            paid = money(book, sums.paid),
            still = money(book, sums.still_committed),
            returned = money(book, sums.returned),
            free = money(book, sums.not_committed)
        );
        writeln!(out, "  {says}")?;
    }
    for one in &line.commitments {
        let says = say!(
            "ledger.show.commitment",
            commit = one.commit,
            to = one.to.name,
            amount = money(book, one.amount),
            paid = money(book, one.paid)
        );
        writeln!(out, "  {says}")?;
    }
    for milestone in &line.milestones {
        writeln!(out, "  {}", milestone_now(line, milestone))?;
    }
    if let (Some(news), Some(days)) = (line.news, line.silent_days) {
        let days = counted!("counted.days", days);
        let by = line.news_by.filter(|_| line.is_open());
        let by = by.map(|by| said::news_by(&book.words, by));
        let by = by.unwrap_or_default();
        writeln!(out, "  {}", say!("ledger.show.line_news", news, days, by))?;
    }
    Ok(())
}

fn milestone_now(line: &LineNow, one: &MilestoneNow) -> String {
    let moved = one.dues.len() - 1;
    let moved = match moved {
        0 => String::new(),
        _ => {
            let dates = Vec::from_iter(one.dues.iter().map(Date::to_string)).join(", ");
            say!(
                "ledger.show.moved",
                times = counted!("counted.times", moved as u64),
                dates
            )
        }
    };
    let state = match (one.judged, one.judged_on, one.late_days) {
        (Some("met"), Some(on), _) => say!("ledger.show.met", on),
        _ if line.stage == "cancelled" => say!("ledger.show.no_more").into(),
        (_, _, 0) => say!("ledger.show.due").into(),
        (judged, _, days) => {
            let days = counted!("counted.days", days);
            match judged {
                Some(judged) => say!("ledger.show.late_judged", days, judged),
                None => say!("ledger.show.late_by", days),
            }
        }
    };
    say!(
        "ledger.show.milestone",
        due = one.due,
        title = one.title,
        name = one.milestone,
        state,
        moved
    )
}

fn money(book: &Book, amount: u64) -> String {
    book.money(whole(amount))
}
