//! `mean`: each priority gets the average of the ballots' amounts.
//!
//! The one rule here that keeps every convex limit that each ballot keeps; one exaggerating bloc moves it.

use super::Scene;
use crate::Ratio;

pub(super) fn share(scene: &Scene) -> Vec<Ratio> {
    scene
        .levels
        .iter()
        .map(|levels| Ratio::new(levels.sum(), scene.ballots))
        .collect()
}
