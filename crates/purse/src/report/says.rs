//! What `purse tally` says about an outcome: a sentence for each check, and why a project won or lost.
//!
//! The words are the files in `says/`; the compiler holds their places and what fills them together.

use ::tally::Ratio;
use ::tally::fairness::{MeanDistance, Overlaps};
use ::tally::picks::checks::{EjrPlus, Satisfactions, Share};
use ::tally::picks::{Loss, Reason};

use super::words::{count, money, number, percent, percent_of, whole};

macro_rules! says {
    ($name:literal $(, $place:ident = $filled:expr)*) => {
        format!(include_str!(concat!("../../says/", $name, ".txt")) $(, $place = $filled)*)
            .trim_end()
            .to_owned()
    };
}

pub(crate) fn limits_kept(broken: usize) -> String {
    match broken as u64 {
        0 => says!("limits-kept"),
        some => says!(
            "limits-broken",
            limits = count(some, "limit is", "limits are")
        ),
    }
}

/// `line` is where the ballot stands that agrees least.
pub(crate) fn agreement(whole: &Overlaps, line: u64) -> String {
    let (mean, tenth, least) = (whole.mean, whole.lowest_tenth, whole.min);
    says!(
        "agreement",
        mean = percent(mean),
        tenth = percent(tenth),
        line = line,
        least = percent(least)
    )
}

pub(crate) fn range(outside: &[&str]) -> String {
    match outside.is_empty() {
        true => says!("range-kept"),
        false => says!("range-left", priorities = outside.join(", ")),
    }
}

/// `priority` is the one that differs most.
pub(crate) fn mean_distance(distance: &MeanDistance, priority: Option<&str>) -> String {
    match priority {
        None => says!("mean-distance-kept"),
        Some(name) => says!(
            "mean-distance-left",
            half = percent(distance.together / Ratio::from(2)),
            largest = percent(distance.largest),
            priority = name
        ),
    }
}

/// The rules with other amounts, and how much each would move.
pub(crate) fn side_by_side(different: &[(&str, u64)]) -> String {
    let one =
        |(rule, moved): &(&str, u64)| says!("rule-moves", rule = rule, amount = number(*moved));
    let each: Vec<String> = different.iter().map(one).collect();
    match each.is_empty() {
        true => says!("rules-alike"),
        false => says!("rules-apart", rules = each.join("; ")),
    }
}

/// `project` is the witness's; none where every project that somebody wants is funded.
pub(crate) fn ejr_plus(found: Option<&EjrPlus>, project: &str) -> String {
    let Some(found) = found else {
        return says!("groups-no-project");
    };
    let voters = count(found.group.len() as u64, "voter", "voters");
    let ratio = percent_of(&found.ratio);
    match found.violated() {
        false => says!(
            "groups-served",
            voters = voters,
            project = project,
            ratio = ratio
        ),
        true => says!(
            "groups-denied",
            voters = voters,
            project = project,
            ratio = ratio
        ),
    }
}

/// `enough` are the projects that supporters could still have paid for.
pub(crate) fn payments(wrong: usize, enough: &[&str]) -> String {
    match (wrong as u64, enough.is_empty()) {
        (0, true) => says!("payments-kept"),
        (0, false) => says!("payments-left", projects = enough.join(", ")),
        (some, _) => says!(
            "payments-wrong",
            projects = count(some, "project is", "projects are")
        ),
    }
}

pub(crate) fn satisfactions(found: Option<&Satisfactions>) -> String {
    match found {
        None => says!("satisfaction-no-voters"),
        Some(found) => says!(
            "satisfaction",
            excluded = percent(found.excluded),
            gini = percent(found.gini)
        ),
    }
}

/// `most` is the category or area whose parts differ most.
pub(crate) fn shares(most: Option<&Share>) -> String {
    let Some(share) = most else {
        return says!("shares-no-names");
    };
    let (money, votes) = (percent_of(&share.of_money), percent_of(&share.of_choices));
    match share.name.as_str() {
        "" => says!("shares-nameless", money = money, votes = votes),
        name => says!("shares", name = name, money = money, votes = votes),
    }
}

/// What the column of effective support says.
pub(crate) fn support() -> String {
    says!("support")
}

/// What the column of further votes says.
pub(crate) fn more_votes() -> String {
    says!("more-votes")
}

/// `needed`: how many further ballots, and what each of them asks for the priority.
pub(crate) fn more(priority: &str, more: u64, needed: Option<(u64, u64)>) -> String {
    let more = number(more);
    match needed {
        None => says!("more-never", priority = priority, more = more),
        Some((ballots, asks)) => says!(
            "more-needed",
            priority = priority,
            more = more,
            ballots = count(ballots, "more ballot", "more ballots"),
            asks = number(asks)
        ),
    }
}

pub(crate) fn won(reason: &Reason) -> String {
    match reason {
        Reason::MostPerCost { .. } => says!("won-most-per-cost"),
        Reason::Bought { .. } => says!("won-bought"),
        Reason::Overspent { .. } => says!("won-overspent"),
        Reason::SmallestLoad { .. } => says!("won-smallest-load"),
    }
}

pub(crate) fn lost(loss: &Loss, decimals: u32) -> String {
    match loss {
        Loss::NoSupport => says!("lost-no-support"),
        Loss::TooLittleLeft { left } => {
            says!("lost-too-little-left", left = money(whole(left), decimals))
        }
        Loss::NoRoom { room } => says!("lost-no-room", room = money(*room, decimals)),
        Loss::NotReached => says!("lost-not-reached"),
    }
}
