//! `piecewise-uniform`: with r = (n − k)/n, the phantoms are 0 or 4tr − 2t up to t = ½, and then
//! r(2t − 1) or r(3 − 2t) − 2 + 2t; the first of each pair where r < ½.
//!
//! Caragiannis, Christodoulou, Protopapas, *Truthful Aggregation of Budget Proposals with Proportionality
//! Guarantees*, AAAI 2022 (arXiv 2203.09971), definition of the piecewise uniform mechanism.

use super::{
    Scene,
    phantoms::{Line, Phantoms, Point},
};
use crate::Ratio;

pub(super) fn share(scene: &Scene) -> Vec<Ratio> {
    let (ballots, total) = (scene.ballots, scene.total);
    let middle = Point::half(total);
    let first = Phantoms {
        start: Point::whole(0),
        line: &|h| Line {
            slope: (4 * h - 2 * ballots).max(0),
            offset: 0,
        },
    };
    let enough_by_the_middle = first.given(scene, middle) >= scene.whole() * 2;
    if enough_by_the_middle {
        return first.share(scene);
    }
    let line = |h: i128| {
        if 2 * h < ballots {
            Line {
                slope: 2 * h,
                offset: -h * total,
            }
        } else {
            Line {
                slope: 2 * (ballots - h),
                offset: (3 * h - 2 * ballots) * total,
            }
        }
    };
    Phantoms {
        start: middle,
        line: &line,
    }
    .share(scene)
}
