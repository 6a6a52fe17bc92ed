//! A count beside the results that are in the box already: same, or what differs.

use std::cmp::Reverse;

use documents::result::Difference;
use documents::{Budget, Id, ResultFile, Slug, boxes};

use super::numbers::number;

use crate::words::{counted, say};

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
            Difference::Unspent { own, other } => {
                (say!("differs.name_unspent").to_owned(), own, other)
            }
            _ => return None,
        };
        Some(say!(
            "differs.amount_now",
            name,
            before = amount(own),
            after = amount(other)
        ))
    });
    let lines: Vec<String> = amounts.take(NAMED).collect();
    if lines.is_empty() {
        return vec![say!("differs.not_in_amounts").into()];
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
    let mut lines = vec![say!("differs.published", path = boxes::published_path(id))];
    let differences = differences(budget, published, own);
    lines.extend(differences.iter().map(|says| format!("  {says}")));
    if results > 1 {
        lines.push(say!("differs.results", results = number(results as u64)));
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
        lines.push(counted!("counted.and_more_differences", more));
    }
    if all.is_empty() {
        lines.push(say!("differs.only_bytes").into());
    }
    lines
}

/// `own` is what the published result says, `other` what this count says.
fn sentence(budget: &Budget, difference: &Difference) -> String {
    use Difference as D;
    let name = |id: &Slug| name(budget, id);
    let ballots = |ids: &[Id]| counted!("counted.ballots", ids.len() as u64);
    match difference {
        D::Budget { own, other } => {
            say!("differs.budget", own, other)
        }
        D::Rule { own, other } => say!("differs.rule", own = own.name(), other = other.name()),
        D::Engine { own, other } => say!("differs.engine", own, other),
        D::Simulated => say!("differs.simulated").into(),
        D::Close => say!("differs.close").into(),
        D::OnlyOwn(ids) => say!(
            "differs.only_own",
            ballots = ballots(ids),
            first = first(ids)
        ),
        D::OnlyOther(ids) => say!(
            "differs.only_other",
            ballots = ballots(ids),
            first = first(ids)
        ),
        D::Refused { own, other } => {
            say!(
                "differs.refused",
                own = number(*own),
                other = number(*other)
            )
        }
        D::Amount {
            priority,
            own,
            other,
        } => {
            say!(
                "differs.amount",
                name = name(priority),
                own = amount(own),
                other = amount(other)
            )
        }
        D::Exact { priority } => say!("differs.exact", name = name(priority)),
        D::Unspent { own, other } => {
            say!("differs.unspent", own = amount(own), other = amount(other))
        }
        D::Order => say!("differs.order").into(),
        D::Ties => say!("differs.ties").into(),
        D::Checks => say!("differs.checks").into(),
        D::Turnout => say!("differs.turnout").into(),
    }
}

fn first(ids: &[Id]) -> String {
    ids.first().map(Id::to_string).unwrap_or_default()
}

fn amount(amount: &Option<u64>) -> String {
    amount.map_or(say!("differs.nothing").into(), number)
}
