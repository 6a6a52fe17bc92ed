//! `ladder`: phantoms max(t − k/n, 0).
//!
//! Freeman, Schmidt-Kraepelin, *Project-Fair and Truthful Mechanisms for Budget Aggregation*, AAAI 2024
//! (arXiv 2309.02613), section 4.

use super::{
    Scene,
    phantoms::{Line, Phantoms, Point},
};
use crate::Ratio;

pub(super) fn share(scene: &Scene) -> Vec<Ratio> {
    let whole = scene.ballots * scene.total;
    Phantoms {
        start: Point::whole(0),
        // n·(t − (n − h)/n) on the unit scale
        line: &|at_least| Line {
            slope: 1,
            offset: at_least * scene.total - whole,
        },
    }
    .share(scene)
}
