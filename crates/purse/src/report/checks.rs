//! The fairness checks of a result, a sentence each, with the witness.

use documents::plan::BrokenLimit;
use documents::result::{Check, GroupAgreement, GroupId, GroupShare, RuleOutcome};
use documents::{Budget, Exact};
use tally::Ratio;

use super::words::{count, number, percent};

/// The answer to one check, then its witnesses.
pub(crate) fn sentences(budget: &Budget, check: &Check) -> Vec<String> {
    match check {
        Check::LimitsKept { broken, .. } if broken.is_empty() => {
            vec!["Limits: every floor, cap and limit on a group is kept.".into()]
        }
        Check::LimitsKept { broken, .. } => with(
            "Limits: these are broken.",
            broken.iter().map(|breach| limit(budget, breach)),
        ),
        Check::Agreement {
            mean,
            lowest_tenth,
            groups,
            ..
        } => agreement(budget, *mean, *lowest_tenth, groups),
        Check::FairShare { groups, .. } => fair_share(budget, groups),
        Check::RulesSideBySide { rules, .. } if rules.is_empty() => {
            vec!["Other rules: not tested, no other could be used.".into()]
        }
        Check::RulesSideBySide { rules, .. } => with(
            "Other rules:",
            rules.iter().map(|rule| other_rule(budget, rule)),
        ),
    }
}

fn agreement(
    budget: &Budget,
    mean: Exact,
    lowest_tenth: Exact,
    groups: &[GroupAgreement],
) -> Vec<String> {
    let first = format!(
        "Agreement: on average {} of a ballot's money lies where the outcome puts it; for the tenth that agrees \
         least, {}.",
        share(mean),
        share(lowest_tenth)
    );
    let behind = groups.iter().filter(|group| group.left_behind);
    let named = behind.map(|group| {
        format!(
            "{} ({}): {}, well below the whole",
            name(budget, &group.group),
            ballots(group.ballots),
            share(group.mean)
        )
    });
    let untested = "Groups: not tested, none is large enough to be shown.";
    let untested = groups.is_empty().then(|| untested.to_owned());
    let mut says = with(&first, named);
    says.extend(untested);
    says
}

fn fair_share(budget: &Budget, groups: &[GroupShare]) -> Vec<String> {
    let worse = groups.iter().filter(|group| !group.holds);
    let named: Vec<String> = worse
        .map(|group| {
            format!(
                "{} ({}): {} of each ballot met together, {} alone",
                name(budget, &group.group),
                ballots(group.ballots),
                number(whole(group.together)),
                number(whole(group.alone))
            )
        })
        .collect();
    let first = match (groups.is_empty(), named.is_empty()) {
        (true, _) => "Fair share: not tested, no group is large enough to be shown.",
        (false, true) => {
            "Fair share: no group would have done better alone with its share of the money."
        }
        (false, false) => {
            "Fair share: these groups would have done better alone with their share of the money."
        }
    };
    with(first, named)
}

fn other_rule(budget: &Budget, rule: &RuleOutcome) -> String {
    if rule.moved == 0 {
        return format!("{} gives the same amounts", rule.rule.name());
    }
    let of = Ratio::new(i128::from(rule.moved), i128::from(budget.total.max(1)));
    format!(
        "{} would move {} ({})",
        rule.rule.name(),
        number(rule.moved),
        percent(of)
    )
}

fn limit(budget: &Budget, broken: &BrokenLimit) -> String {
    let (found, expected) = super::refusal::broken(broken);
    format!("{found}, expected {expected} {}", budget.currency)
}

fn with(first: &str, witnesses: impl IntoIterator<Item = String>) -> Vec<String> {
    let witnesses = witnesses.into_iter().map(|witness| format!("  {witness}"));
    [first.to_owned()].into_iter().chain(witnesses).collect()
}

/// "Under 30", in the budget's first language.
fn name(budget: &Budget, group: &GroupId) -> String {
    let question = budget.question(&group.question);
    let answer = question.and_then(|question| question.answer(&group.answer));
    answer.map_or_else(
        || group.answer.to_string(),
        |answer| answer.name.get(&budget.languages[0]).to_owned(),
    )
}

fn ballots(number: u64) -> String {
    count(number, "ballot", "ballots")
}

fn share(exact: Exact) -> String {
    percent(Ratio::new_raw(exact.numerator(), exact.denominator()))
}

/// Whole units of money, rounded down.
fn whole(exact: Exact) -> u64 {
    u64::try_from(exact.numerator() / exact.denominator()).unwrap_or(0)
}
