//! `utilitarian`: phantoms clamp(t(n + 1) − k, 0, 1), which rise one after the other.
//!
//! Freeman, Pennock, Peters, Wortman Vaughan, *Truthful Aggregation of Budget Proposals*, JET 193 (2021), section 4:
//! the outcome with the greatest sum of overlaps that is closest to equal amounts. While phantom q rises, a
//! priority's amount is that phantom's height kept between its (n − q + 1)th and its (n − q)th largest amount.

use super::Scene;
use crate::Ratio;

pub(super) fn share(scene: &Scene) -> Vec<Ratio> {
    let ranges = ranges(scene, rising(scene));
    let height = height(&ranges, scene.total);
    ranges
        .iter()
        .map(|&(low, high)| height.clamp(Ratio::from(low), Ratio::from(high)))
        .collect()
}

/// The smallest q whose (n − q)th largest amounts are together at least the total.
fn rising(scene: &Scene) -> i128 {
    let (mut low, mut high) = (0, scene.ballots);
    while low < high {
        let q = low + (high - low) / 2;
        let reached: i128 = ranges(scene, q).iter().map(|range| range.1).sum();
        if reached >= scene.total {
            high = q
        } else {
            low = q + 1
        }
    }
    low
}

/// Between which amounts each priority lies while phantom q rises; above the largest amount comes the total.
fn ranges(scene: &Scene, q: i128) -> Vec<(i128, i128)> {
    let rank = scene.ballots - q;
    let high = |levels: &crate::levels::Levels| {
        if rank == 0 {
            scene.total
        } else {
            levels.ranked(rank)
        }
    };
    scene
        .levels
        .iter()
        .map(|levels| (levels.ranked(rank + 1), high(levels)))
        .collect()
}

/// The height at which the amounts, each kept in its range, add up to the total.
fn height(ranges: &[(i128, i128)], total: i128) -> Ratio {
    let given = |height: i128| {
        ranges
            .iter()
            .map(|&(low, high)| height.clamp(low, high))
            .sum::<i128>()
    };
    let ends = ranges.iter().flat_map(|&(low, high)| [low, high]);
    let last = ends.filter(|&end| given(end) <= total).max().unwrap_or(0);
    let moving = ranges
        .iter()
        .filter(|&&(low, high)| low <= last && last < high)
        .count() as i128;
    Ratio::from(last) + Ratio::new(total - given(last), moving.max(1))
}
