//! A result as a table for a spreadsheet (RFC 4180).

use super::{Check, Fact, ResultFile};
use crate::budget::CheckName;
use crate::csv;
use crate::{Budget, Exact, Lang};

impl ResultFile {
    /// One row a priority, in the order of the outcome, unspent money last, behind a mark that tells Excel the encoding;
    /// the first row names the columns:
    /// `priority`, `name` (in `lang`), `today`, `amount`, `exact` (the fraction before rounding),
    /// `before_repair` (where the outcome had to be moved inside the limits), then what each other rule gives.
    pub fn to_csv(&self, budget: &Budget, lang: &Lang) -> String {
        let rules = self.other_rules();
        let columns = [
            "priority",
            "name",
            "today",
            "amount",
            "exact",
            "before_repair",
        ]
        .map(String::from);
        let mut text = csv::MARK.to_owned();
        text += &row(columns.into_iter().chain(
            rules
                .iter()
                .filter_map(|other| Some(other.rule?.name().into())),
        ));
        for line in &self.outcome {
            let priority = budget
                .position(&line.priority)
                .map(|position| &budget.priorities[position]);
            let name = priority
                .map(|priority| priority.name.get(lang).to_string())
                .unwrap_or_default();
            let own = [
                line.priority.to_string(),
                name,
                number(priority.map(|priority| priority.today)),
            ];
            let theirs = rules.iter().map(|rule| {
                let same = rule
                    .outcome
                    .iter()
                    .find(|other| other.priority == line.priority);
                number(same.map(|other| other.amount))
            });
            text += &row(own
                .into_iter()
                .chain(figures(line.amount, line.exact, line.before_repair))
                .chain(theirs));
        }
        if let Some(unspent) = &self.unspent {
            let own = ["unspent".into(), String::new(), String::new()];
            let theirs = rules
                .iter()
                .map(|rule| number(rule.unspent.as_ref().map(|other| other.amount)));
            let figures = figures(unspent.amount, unspent.exact, unspent.before_repair);
            text += &row(own.into_iter().chain(figures).chain(theirs));
        }
        text
    }

    /// What the other rules give, where the result says so.
    fn other_rules(&self) -> Vec<&Fact> {
        let asked = |check: &&Check| check.check == CheckName::SideBySide;
        let facts = self.checks.iter().filter(asked).flat_map(|it| &it.facts);
        facts.filter(|fact| fact.rule.is_some()).collect()
    }
}

/// As the standard ends lines.
fn row(cells: impl Iterator<Item = String>) -> String {
    csv::row(cells) + "\r\n"
}

fn figures(amount: u64, exact: Exact, before_repair: Option<Exact>) -> [String; 3] {
    [
        amount.to_string(),
        exact.to_string(),
        before_repair
            .map(|before| before.to_string())
            .unwrap_or_default(),
    ]
}

fn number(amount: Option<u64>) -> String {
    amount.map(|amount| amount.to_string()).unwrap_or_default()
}
