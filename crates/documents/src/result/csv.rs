//! A result as a table that a spreadsheet opens as it is (RFC 4180): what it is of, then a row for each line.

use super::{Check, Fact, OutcomeLine, ResultFile, Share};
use crate::budget::{CheckName, Priority, RuleName};
use crate::csv;
use crate::{Budget, Exact, Id, Lang};

/// What a head or a name in the table says; whoever asks for the table has the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// Counted by which rule.
    CountedBy,
    Rule(RuleName),
    CountedOn,
    Opens,
    Closes,
    Ballots,
    Refused,
    /// The ballots were made by a model.
    Simulated,
    /// The number of the organiser's close.
    Close,
    /// The result's id.
    Number,
    Currency,
    Priority,
    Today,
    Outcome,
    Change,
    Percent,
    Buys,
    Exact,
    /// Before the outcome was moved inside the limits.
    BeforeRepair,
    Unspent,
    Total,
}

impl Says {
    /// The name of the page's text for it; a rule's is its own.
    pub fn key(self) -> &'static str {
        match self {
            Self::CountedBy | Self::Rule(_) => "csv.counted_by",
            Self::CountedOn => "csv.counted_on",
            Self::Opens => "csv.opens",
            Self::Closes => "csv.closes",
            Self::Ballots => "csv.ballots",
            Self::Refused => "csv.refused",
            Self::Simulated => "csv.simulated",
            Self::Close => "csv.close",
            Self::Number => "csv.number",
            Self::Currency => "csv.currency",
            Self::Priority => "csv.priority",
            Self::Today => "results.today",
            Self::Outcome => "results.everyone",
            Self::Change => "csv.change",
            Self::Percent => "csv.percent",
            Self::Buys => "csv.buys",
            Self::Exact => "csv.exact",
            Self::BeforeRepair => "csv.before_repair",
            Self::Unspent => "csv.unspent",
            Self::Total => "csv.total",
        }
    }
}

/// In whose words and language a table is written, and when.
#[derive(Clone, Copy)]
pub struct Sheet<'s> {
    pub budget: &'s Budget,
    /// The result's own.
    pub id: Id,
    pub lang: &'s Lang,
    /// The day of the count as ISO 8601 has it, where it is known.
    pub day: Option<&'s str>,
    pub says: &'s dyn Fn(Says) -> String,
}

impl ResultFile {
    /// Behind a mark that tells Excel the encoding: the title, then a row for each thing to know about the count (a head and a
    /// value), an empty row, the names of the columns, a row for each line in the budget's order, unspent money and the total.
    /// Amounts are bare numbers, and the change is against today; what each other rule gives comes last.
    pub fn to_csv(&self, sheet: &Sheet<'_>) -> String {
        let title = sheet.budget.title.get(sheet.lang);
        let about = self.about(sheet);
        let mut text = csv::MARK.to_owned();
        text += &row([title.to_owned()]);
        for (head, value) in about {
            text += &row([(sheet.says)(head), value]);
        }
        text += &row([String::new()]);
        let rules = self.other_rules();
        text += &row(self.heads(&rules, sheet));
        for line in &self.outcome {
            text += &row(self.line(line, &rules, sheet));
        }
        if let Some(unspent) = &self.unspent {
            text += &row(self.unspent_row(unspent, &rules, sheet));
        }
        text + &row(self.total(&rules, sheet))
    }

    fn about(&self, sheet: &Sheet<'_>) -> Vec<(Says, String)> {
        let dates = &sheet.budget.dates;
        let day = sheet.day.map(|day| (Says::CountedOn, day.to_string()));
        let close = self.close.map(|close| (Says::Close, close.to_string()));
        let number = |number: u64| number.to_string();
        let ballots = match self.simulated {
            true => Says::Simulated,
            false => Says::Ballots,
        };
        let before = [
            (Says::Opens, dates.opens.to_string()),
            (Says::Closes, dates.closes.to_string()),
        ];
        let after = [
            (Says::CountedBy, (sheet.says)(Says::Rule(self.rule))),
            (ballots, number(self.counted.len() as u64)),
            (Says::Refused, number(self.refused.number)),
            (Says::Number, sheet.id.to_string()),
            (Says::Currency, sheet.budget.currency.clone()),
        ];
        let before = before.into_iter().chain(day).chain(close);
        before.chain(after).collect()
    }

    fn heads(&self, rules: &[&Fact], sheet: &Sheet<'_>) -> Vec<String> {
        const HEADS: [Says; 8] = [
            Says::Priority,
            Says::Today,
            Says::Outcome,
            Says::Change,
            Says::Percent,
            Says::Buys,
            Says::Exact,
            Says::BeforeRepair,
        ];
        let rules = rules.iter().filter_map(|fact| fact.rule.map(Says::Rule));
        HEADS.into_iter().chain(rules).map(sheet.says).collect()
    }

    fn line(&self, line: &OutcomeLine, rules: &[&Fact], sheet: &Sheet<'_>) -> Vec<String> {
        let at = sheet.budget.position(&line.priority);
        let known: Option<&Priority> = at.map(|at| &sheet.budget.priorities[at]);
        let name = known.map_or(line.priority.as_str(), |known| known.name.get(sheet.lang));
        let level = known.and_then(|known| known.level_at(line.amount));
        let buys = level.map_or("", |level| level.buys.get(sheet.lang));
        let theirs = rules.iter().map(|rule| {
            let mut others = rule.outcome.iter();
            let same = others.find(|other| other.priority == line.priority);
            same.map(|other| other.amount)
        });
        let today = known.map(|known| known.today);
        let mut cells = vec![name.to_owned()];
        cells.extend(compared(today, line.amount));
        cells.extend([
            buys.to_owned(),
            decimal(line.exact),
            line.before_repair.map(decimal).unwrap_or_default(),
        ]);
        cells.extend(theirs.map(whole));
        cells
    }

    fn unspent_row(&self, unspent: &Share, rules: &[&Fact], sheet: &Sheet<'_>) -> Vec<String> {
        let theirs = rules.iter().map(|rule| rule.unspent.as_ref());
        let mut cells = vec![(sheet.says)(Says::Unspent)];
        cells.extend([String::new(), unspent.amount.to_string()]);
        cells.extend([const { String::new() }; 3]);
        cells.push(decimal(unspent.exact));
        cells.push(unspent.before_repair.map(decimal).unwrap_or_default());
        cells.extend(theirs.map(|other| whole(other.map(|share| share.amount))));
        cells
    }

    fn total(&self, rules: &[&Fact], sheet: &Sheet<'_>) -> Vec<String> {
        let sum = |lines: &[OutcomeLine], unspent: &Option<Share>| {
            let lines = lines.iter().map(|line| line.amount);
            let all = lines.chain(unspent.iter().map(|share| share.amount));
            all.fold(0, u64::saturating_add)
        };
        let today = sheet.budget.priorities.iter().map(|line| line.today);
        let today = today.fold(0, u64::saturating_add);
        let mut cells = vec![(sheet.says)(Says::Total)];
        cells.extend(compared(Some(today), sum(&self.outcome, &self.unspent)));
        cells.extend([const { String::new() }; 3]);
        let theirs = rules.iter();
        cells.extend(theirs.map(|fact| whole(Some(sum(&fact.outcome, &fact.unspent)))));
        cells
    }

    /// What the other rules give, where the result says so.
    fn other_rules(&self) -> Vec<&Fact> {
        let asked = |check: &&Check| check.check == CheckName::SideBySide;
        let facts = self.checks.iter().filter(asked).flat_map(|it| &it.facts);
        facts.filter(|fact| fact.rule.is_some()).collect()
    }
}

/// Today, the amount, the change, and the change in per cent of today, with one decimal.
fn compared(today: Option<u64>, amount: u64) -> [String; 4] {
    let signed = |change: u64, digits: String| match (today, change) {
        (Some(today), 1..) if amount < today => format!("-{digits}"),
        _ => digits,
    };
    let change = today.map(|today| amount.abs_diff(today));
    let percent = today.zip(change).filter(|&(today, _)| today > 0);
    let percent = percent.map(|(today, change)| {
        let tenths = change.saturating_mul(1000).saturating_add(today / 2) / today;
        signed(tenths, format!("{}.{}", tenths / 10, tenths % 10))
    });
    [
        whole(today),
        amount.to_string(),
        change.map_or_else(String::new, |change| signed(change, change.to_string())),
        percent.unwrap_or_default(),
    ]
}

/// With two decimals, rounded down; the fraction itself is in the result file.
fn decimal(exact: Exact) -> String {
    let hundredths = exact.in_parts(100);
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

fn whole(amount: Option<u64>) -> String {
    amount.map(|amount| amount.to_string()).unwrap_or_default()
}

/// As the standard ends lines.
fn row(cells: impl IntoIterator<Item = String>) -> String {
    csv::row(cells) + "\r\n"
}
