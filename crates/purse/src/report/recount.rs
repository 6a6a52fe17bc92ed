//! A count beside the results that are in the box already: same, or what differs.

use std::cmp::Reverse;

use documents::result::Difference;
use documents::{Budget, Id, ResultFile, Slug, boxes};

use super::words::{count, number};

/// So many differences are named.
const NAMED: usize = 12;

/// What changed in the outcome from one result to a later one, a sentence each.
pub(crate) fn outcomes(budget: &Budget, before: &ResultFile, after: &ResultFile) -> Vec<String> {
    let amounts = before.compare(after).into_iter().filter_map(|difference| {
        let (name, own, other) = match &difference {
            Difference::Amount {
                priority,
                own,
                other,
            } => (name(budget, priority), own, other),
            Difference::Unspent { own, other } => ("unspent".to_owned(), own, other),
            _ => return None,
        };
        Some(format!("{name} {}, now {}", amount(own), amount(other)))
    });
    let lines: Vec<String> = amounts.take(NAMED).collect();
    if lines.is_empty() {
        return vec!["not in its amounts".into()];
    }
    lines
}

fn name(budget: &Budget, id: &Slug) -> String {
    match budget.position(id) {
        Some(position) => budget.priorities[position]
            .name
            .get(&budget.languages[0])
            .to_owned(),
        None => id.to_string(),
    }
}

/// The result with the most ballots, which people will look at; of equal ones, the one with the smallest name.
pub(crate) fn fullest(results: &[(Id, ResultFile)]) -> Option<&(Id, ResultFile)> {
    results
        .iter()
        .min_by_key(|(id, result)| (Reverse(result.counted.len()), *id))
}

/// What differs between this count and the fullest of so many published results.
pub(crate) fn sentences(
    budget: &Budget,
    own: &ResultFile,
    (id, published): &(Id, ResultFile),
    results: usize,
) -> Vec<String> {
    let mut lines = vec![format!(
        "The published result is another, {}:",
        boxes::published_path(id)
    )];
    let differences = differences(budget, published, own);
    lines.extend(differences.iter().map(|says| format!("  {says}")));
    if results > 1 {
        lines.push(format!(
            "{} are published in all; the one with the most ballots was compared.",
            number(results as u64)
        ));
    }
    lines
}

/// What differs between a published result and this count, a sentence each.
pub(crate) fn differences(
    budget: &Budget,
    published: &ResultFile,
    own: &ResultFile,
) -> Vec<String> {
    let all = published.compare(own);
    let named = all.iter().take(NAMED);
    let mut lines: Vec<String> = named
        .map(|difference| sentence(budget, difference))
        .collect();
    if all.len() > NAMED {
        let more = (all.len() - NAMED) as u64;
        lines.push(format!(
            "and {}",
            count(more, "more difference", "more differences")
        ));
    }
    if all.is_empty() {
        lines.push("the same in every field, but written in other bytes".into());
    }
    lines
}

/// `own` is what the published result says, `other` what this count says.
fn sentence(budget: &Budget, difference: &Difference) -> String {
    use Difference as D;
    let name = |id: &Slug| name(budget, id);
    let ballots = |ids: &[Id]| count(ids.len() as u64, "ballot", "ballots");
    match difference {
        D::Budget { own, other } => {
            format!("it counted by the budget {own}, this count by {other}")
        }
        D::Rule { own, other } => format!(
            "it used the rule {}, this count {}",
            own.name(),
            other.name()
        ),
        D::Engine { own, other } => format!("it was counted by version {own}, this one by {other}"),
        D::Simulated => "only one of the two counts simulated ballots".into(),
        D::Close => "it was counted by another close, or before the close".into(),
        D::OnlyOwn(ids) => format!(
            "it counts {} that this count does not find, such as {}",
            ballots(ids),
            first(ids)
        ),
        D::OnlyOther(ids) => format!(
            "this count finds {} that it does not have, such as {}",
            ballots(ids),
            first(ids)
        ),
        D::Refused { own, other } => {
            format!("it refused {}, this count {}", number(*own), number(*other))
        }
        D::Amount {
            priority,
            own,
            other,
        } => {
            format!(
                "{}: it says {}, this count {}",
                name(priority),
                amount(own),
                amount(other)
            )
        }
        D::Exact { priority } => format!(
            "{}: the same amount, rounded from another fraction",
            name(priority)
        ),
        D::Unspent { own, other } => format!(
            "unspent: it says {}, this count {}",
            amount(own),
            amount(other)
        ),
        D::Order => "the lines stand in another order".into(),
        D::Ties => "ties were settled in another way".into(),
        D::Checks => "the fairness checks say something else".into(),
        D::Turnout => "the numbers of who took part differ".into(),
    }
}

fn first(ids: &[Id]) -> String {
    ids.first().map(Id::to_string).unwrap_or_default()
}

fn amount(amount: &Option<u64>) -> String {
    amount.map_or("nothing".into(), number)
}
