//! `median`: the median of each priority, scaled so that all together get the total; where all medians are 0, the mean.
//!
//! Neither truthful nor proportional; it is here because people ask for it.

use super::{Scene, mean};
use crate::{Ratio, levels::Levels};

pub(super) fn share(scene: &Scene) -> Vec<Ratio> {
    let doubled: Vec<_> = scene
        .levels
        .iter()
        .map(|levels| doubled_median(levels, scene.ballots))
        .collect();
    match doubled.iter().sum() {
        0 => mean::share(scene),
        sum => doubled
            .iter()
            .map(|median| Ratio::new(scene.total * median, sum))
            .collect(),
    }
}

/// With an even number of ballots the median is the midpoint of the two in the middle.
fn doubled_median(levels: &Levels, ballots: i128) -> i128 {
    levels.ranked((ballots + 1) / 2) + levels.ranked(ballots / 2 + 1)
}
