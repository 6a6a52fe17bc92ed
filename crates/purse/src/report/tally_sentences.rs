//! What `purse tally` says about an outcome: a sentence for each check, and why a project won or lost.

use ::tally::Ratio;
use ::tally::fairness::{MeanDistance, Overlaps};
use ::tally::picks::checks::{EjrPlus, Satisfactions, Share};
use ::tally::picks::{Loss, Reason};

use super::numbers::{money, number, percent, percent_of, whole};

use crate::words::{counted, say};

pub(crate) fn limits_kept(broken: usize) -> String {
    match broken as u64 {
        0 => say!("tally.limits_kept").to_owned(),
        some => say!(
            "tally.limits_broken",
            limits = counted!("counted.limits_are", some)
        ),
    }
}

/// `line` is where the ballot stands that agrees least.
pub(crate) fn agreement(whole: &Overlaps, line: u64) -> String {
    let (mean, tenth, least) = (whole.mean, whole.lowest_tenth, whole.min);
    say!(
        "tally.agreement",
        mean = percent(mean),
        tenth = percent(tenth),
        line,
        least = percent(least)
    )
}

pub(crate) fn range(outside: &[&str]) -> String {
    match outside.is_empty() {
        true => say!("tally.range_kept").to_owned(),
        false => say!("tally.range_left", priorities = outside.join(", ")),
    }
}

/// `priority` is the one that differs most.
pub(crate) fn mean_distance(distance: &MeanDistance, priority: Option<&str>) -> String {
    match priority {
        None => say!("tally.mean_distance_kept").to_owned(),
        Some(name) => say!(
            "tally.mean_distance_left",
            half = percent(distance.together / Ratio::from(2)),
            largest = percent(distance.largest),
            priority = name
        ),
    }
}

/// The rules with other amounts, and how much each would move.
pub(crate) fn side_by_side(different: &[(&str, u64)]) -> String {
    let one = |(rule, moved): &(&str, u64)| say!("tally.rule_moves", rule, amount = number(*moved));
    let each: Vec<String> = different.iter().map(one).collect();
    match each.is_empty() {
        true => say!("tally.rules_alike").to_owned(),
        false => say!("tally.rules_apart", rules = each.join("; ")),
    }
}

/// `project` is the witness's; none where every project that somebody wants is funded.
pub(crate) fn ejr_plus(found: Option<&EjrPlus>, project: &str) -> String {
    let Some(found) = found else {
        return say!("tally.groups_no_project").to_owned();
    };
    let voters = counted!("counted.voters", found.group.len() as u64);
    let ratio = percent_of(&found.ratio);
    match found.violated() {
        false => say!("tally.groups_served", voters, project, ratio),
        true => say!("tally.groups_denied", voters, project, ratio),
    }
}

/// `enough` are the projects that supporters could still have paid for.
pub(crate) fn payments(wrong: usize, enough: &[&str]) -> String {
    match (wrong as u64, enough.is_empty()) {
        (0, true) => say!("tally.payments_kept").to_owned(),
        (0, false) => say!("tally.payments_left", projects = enough.join(", ")),
        (some, _) => say!(
            "tally.payments_wrong",
            projects = counted!("counted.projects_are", some)
        ),
    }
}

pub(crate) fn satisfactions(found: Option<&Satisfactions>) -> String {
    match found {
        None => say!("tally.satisfaction_no_voters").to_owned(),
        Some(found) => say!(
            "tally.satisfaction",
            excluded = percent(found.excluded),
            gini = percent(found.gini)
        ),
    }
}

/// `most` is the category or area whose parts differ most.
pub(crate) fn shares(most: Option<&Share>) -> String {
    let Some(share) = most else {
        return say!("tally.shares_no_names").to_owned();
    };
    let (money, votes) = (percent_of(&share.of_money), percent_of(&share.of_choices));
    match share.name.as_str() {
        "" => say!("tally.shares_nameless", money, votes),
        name => say!("tally.shares", name, money, votes),
    }
}

/// What the column of effective support says.
pub(crate) fn support() -> String {
    say!("tally.support").to_owned()
}

/// What the column of further votes says.
pub(crate) fn more_votes() -> String {
    say!("tally.more_votes").to_owned()
}

/// `needed`: how many further ballots, and what each of them asks for the priority.
pub(crate) fn more(priority: &str, more: u64, needed: Option<(u64, u64)>) -> String {
    let more = number(more);
    match needed {
        None => say!("tally.more_never", priority, more),
        Some((ballots, asks)) => say!(
            "tally.more_needed",
            priority,
            more,
            ballots = counted!("counted.more_ballots", ballots),
            asks = number(asks)
        ),
    }
}

pub(crate) fn won(reason: &Reason) -> String {
    match reason {
        Reason::MostPerCost { .. } => say!("tally.won_most_per_cost").to_owned(),
        Reason::Bought { .. } => say!("tally.won_bought").to_owned(),
        Reason::Overspent { .. } => say!("tally.won_overspent").to_owned(),
        Reason::SmallestLoad { .. } => say!("tally.won_smallest_load").to_owned(),
    }
}

pub(crate) fn lost(loss: &Loss, decimals: u32) -> String {
    match loss {
        Loss::NoSupport => say!("tally.lost_no_support").to_owned(),
        Loss::TooLittleLeft { left } => {
            say!(
                "tally.lost_too_little_left",
                left = money(whole(left), decimals)
            )
        }
        Loss::NoRoom { room } => say!("tally.lost_no_room", room = money(*room, decimals)),
        Loss::NotReached => say!("tally.lost_not_reached").to_owned(),
    }
}
