//! What `purse tally` says about an outcome: a sentence for each check, and why a project won or lost.

use ::tally::Ratio;
use ::tally::fairness::{MeanDistance, Overlaps};
use ::tally::picks::checks::{EjrPlus, Satisfactions, Share};
use ::tally::picks::{Loss, Reason};

use super::words::{count, money, number, percent, percent_of, whole};

pub(crate) fn limits_kept(broken: usize) -> String {
    match broken {
        0 => "Limits: the total and every floor, cap and limit on a group is kept.".to_owned(),
        some => format!(
            "Limits: {} broken.",
            count(some as u64, "limit is", "limits are")
        ),
    }
}

/// `line` is where the ballot stands that agrees least.
pub(crate) fn agreement(whole: &Overlaps, line: u64) -> String {
    format!(
        "Agreement: on average {} of a ballot's money lies where the outcome puts it; for the tenth that agrees least, \
         {}; for line {line} of the table, {}.",
        percent(whole.mean),
        percent(whole.lowest_tenth),
        percent(whole.min)
    )
}

pub(crate) fn range(outside: &[&str]) -> String {
    match outside.is_empty() {
        true => "Range: no priority gets less than every ballot asks, or more.".to_owned(),
        false => format!(
            "Range: outside what any ballot asks: {}.",
            outside.join(", ")
        ),
    }
}

/// `priority` is the one that differs most.
pub(crate) fn proportionality(distance: &MeanDistance, priority: Option<&str>) -> String {
    match priority {
        None => "Proportionality: the outcome is the average of the ballots.".to_owned(),
        Some(name) => format!(
            "Proportionality: half the distance to the average is {} of the money; the largest difference, {}, is at {name}.",
            percent(distance.together / Ratio::from(2)),
            percent(distance.largest),
        ),
    }
}

/// The rules with other amounts, and how much each would move.
pub(crate) fn side_by_side(different: &[(&str, u64)]) -> String {
    let each = different
        .iter()
        .map(|(rule, moved)| format!("{rule} would move {}", number(*moved)));
    match different.is_empty() {
        true => "Other rules: all of them give the same amounts.".to_owned(),
        false => format!("Other rules: {}.", each.collect::<Vec<_>>().join("; ")),
    }
}

/// `project` is the witness's; none where every project that somebody wants is funded.
pub(crate) fn ejr_plus(found: Option<&EjrPlus>, project: &str) -> String {
    let Some(found) = found else {
        return "Groups: every project that somebody chose is funded.".to_owned();
    };
    let group = count(found.group.len() as u64, "voter", "voters");
    let ratio = percent_of(&found.ratio);
    match found.violated() {
        false => format!(
            "Groups: no group that agrees on a project was denied its share of the money; the nearest are {group} for \
             {project}, whose share is {ratio} of what would entitle them to it."
        ),
        true => format!(
            "Groups: {group} for {project} were denied their share of the money; it is {ratio} of what would have \
             paid for the project on top of what the best served of them has."
        ),
    }
}

pub(crate) fn payments(wrong: usize, enough: &[&str]) -> String {
    if wrong > 0 {
        let rounds = count(wrong as u64, "project is", "projects are");
        return format!("Payments: {rounds} not paid for by the supporters alone.");
    }
    match enough.is_empty() {
        true => "Payments: supporters alone paid for every project bought with shares, nobody spent more than their \
                 share, and no group has more left than a project it wants costs."
            .to_owned(),
        false => format!(
            "Payments: supporters have more left than it costs for {}.",
            enough.join(", ")
        ),
    }
}

pub(crate) fn satisfactions(found: Option<&Satisfactions>) -> String {
    match found {
        None => "Satisfaction: there are no voters.".to_owned(),
        Some(found) => format!(
            "Satisfaction: {} of the voters got nothing that they chose; inequality among all voters is {} (0 % when \
             everyone has the same).",
            percent(found.excluded),
            percent(found.gini)
        ),
    }
}

/// `most` is the category or area whose parts differ most.
pub(crate) fn shares(most: Option<&Share>) -> String {
    match most {
        None => "Shares: the file names no categories or areas.".to_owned(),
        Some(share) => format!(
            "Shares: the largest difference is at {}, with {} of the money and {} of the votes.",
            if share.name.is_empty() {
                "the projects without a name for it"
            } else {
                &share.name
            },
            percent(share.of_money),
            percent(share.of_choices)
        ),
    }
}

pub(crate) fn won(reason: &Reason) -> &'static str {
    match reason {
        Reason::MostPerCost { .. } => "the most for its price of what still fitted",
        Reason::Bought { .. } => "bought by its supporters",
        Reason::Overspent { .. } => "bought by its supporters, with money that others left",
        Reason::SmallestLoad { .. } => "the lightest burden for its supporters",
    }
}

pub(crate) fn lost(loss: &Loss, decimals: u32) -> String {
    match loss {
        Loss::NoSupport => "nobody chose it".to_owned(),
        Loss::TooLittleLeft { left } => format!(
            "its supporters had {} left together",
            money(whole(left), decimals)
        ),
        Loss::NoRoom { room } => {
            format!("only {} of the budget was left", money(*room, decimals))
        }
        Loss::NotReached => "the rule had come to its end".to_owned(),
    }
}
