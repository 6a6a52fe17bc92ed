//! `independent-markets`: phantoms min(t(n − k), 1).
//!
//! Freeman, Pennock, Peters, Wortman Vaughan, *Truthful Aggregation of Budget Proposals*, JET 193 (2021),
//! definition 5. An amount is never above the total, so the phantoms need no upper end here.

use super::{
    Scene,
    phantoms::{Line, Phantoms, Point},
};
use crate::Ratio;

pub(super) fn share(scene: &Scene) -> Vec<Ratio> {
    Phantoms {
        start: Point::whole(0),
        line: &|at_least| Line {
            slope: at_least,
            offset: 0,
        },
    }
    .share(scene)
}
