//! Moving phantoms: the frame of all truthful rules here.
//!
//! Freeman, Pennock, Peters, Wortman Vaughan, *Truthful Aggregation of Budget Proposals*, JET 193 (2021),
//! definition 3: with phantoms f_0(t) ≥ … ≥ f_n(t), a priority gets the median of its n amounts and the n + 1
//! phantoms, and t is chosen so that all get the total. That median is the maximum over k of min(f_k(t), v_{n−k})
//! for amounts v_1 ≥ … ≥ v_n, so it needs only how many ballots give at least each amount.
//!
//! Heights are in n-ths of a unit of money, so that every line has whole coefficients.

use super::Scene;
use crate::{Ratio, exact::product, levels::Level};

/// The phantom that stands where `at_least` ballots are at or above it: slope · t + offset, and never below 0.
#[derive(Clone, Copy)]
pub(super) struct Line {
    pub(super) slope: i128,
    pub(super) offset: i128,
}

/// A value of t; `under` is positive.
#[derive(Clone, Copy)]
pub(super) struct Point {
    over: i128,
    under: i128,
}

/// The phantoms from `start` on; the total must be reached while they move so.
pub(super) struct Phantoms<'l> {
    pub(super) start: Point,
    /// Rising in the number of ballots and not falling in t.
    pub(super) line: &'l dyn Fn(i128) -> Line,
}

/// How a priority's amount goes on just after some t.
enum Piece {
    Stays(i128),
    Follows(Line),
}

impl Phantoms<'_> {
    /// What each priority gets at the t where all together get the total.
    ///
    /// Every priority's amount is linear between neighbouring breakpoints: where a phantom reaches an amount
    /// (`enter`) and where the next higher phantom leaves it (`leave`). The last breakpoint at which no more than
    /// the total is given is found by bisection; the linear equation after it is solved exactly.
    pub(super) fn share(&self, scene: &Scene) -> Vec<Ratio> {
        let mut last = self.start;
        let mut beyond: Option<Point> = None;
        for levels in &scene.levels {
            let levels = levels.as_slice();
            for before in [0, 1] {
                let height = |at: usize| product(scene.ballots, levels[at].amount);
                let reached =
                    |at: usize| (self.line)(count(levels, at, before)).reaches(height(at));
                // What is given only rises with t: most breakpoints are judged by those before them.
                let within = |at: usize| match reached(at) {
                    Reach::At(point) if !point.later_than(last) => true,
                    Reach::At(point) if beyond.is_some_and(|beyond| !beyond.later_than(point)) => {
                        false
                    }
                    reach => self.within_total(scene, reach),
                };
                let first = bisect(levels.len(), within);
                if first < levels.len()
                    && let Reach::At(point) = reached(first)
                {
                    last = last.later(point);
                }
                if let Some(Reach::At(point)) = first.checked_sub(1).map(reached) {
                    beyond = Some(beyond.map_or(point, |beyond| beyond.earlier(point)));
                }
            }
        }
        self.after(scene, last)
    }

    /// What all priorities together get at a point, times the point's `under`.
    pub(super) fn given(&self, scene: &Scene, point: Point) -> i128 {
        scene
            .levels
            .iter()
            .map(|levels| self.height(levels.as_slice(), scene.ballots, point))
            .sum()
    }

    fn within_total(&self, scene: &Scene, reach: Reach) -> bool {
        match reach {
            Reach::Always => true,
            Reach::Never => false,
            Reach::At(point) => self.given(scene, point) <= product(scene.whole(), point.under),
        }
    }

    fn after(&self, scene: &Scene, point: Point) -> Vec<Ratio> {
        let pieces: Vec<_> = scene
            .levels
            .iter()
            .map(|levels| self.piece(levels.as_slice(), scene.ballots, point))
            .collect();
        let (mut left, mut slopes) = (scene.whole(), 0);
        for piece in &pieces {
            match piece {
                Piece::Stays(height) => left -= height,
                Piece::Follows(line) => (left, slopes) = (left - line.offset, slopes + line.slope),
            }
        }
        // Where nothing moves, all that is left is already given: left = 0.
        let slopes = slopes.max(1);
        let amount = |piece: &Piece| match piece {
            Piece::Stays(height) => Ratio::new(*height, scene.ballots),
            Piece::Follows(line) => Ratio::new(
                line.slope * left + line.offset * slopes,
                slopes * scene.ballots,
            ),
        };
        pieces.iter().map(amount).collect()
    }

    /// The median of amounts and phantoms at a point, times the point's `under`.
    fn height(&self, levels: &[Level], ballots: i128, point: Point) -> i128 {
        let at = self.first_reached(levels, ballots, point);
        let stays = product(product(ballots, levels[at].amount), point.under);
        if at == 0 {
            stays
        } else {
            stays.max((self.line)(levels[at - 1].at_least).at(point))
        }
    }

    fn piece(&self, levels: &[Level], ballots: i128, point: Point) -> Piece {
        let at = self.first_reached(levels, ballots, point);
        let stays = ballots * levels[at].amount;
        let line = (self.line)(count(levels, at, 1));
        if at > 0 && line.at(point) >= product(stays, point.under) {
            Piece::Follows(line)
        } else {
            Piece::Stays(stays)
        }
    }

    /// The largest amount that its phantom has reached; amount 0 always has been.
    fn first_reached(&self, levels: &[Level], ballots: i128, point: Point) -> usize {
        let short = |level: &Level| {
            let height = product(product(ballots, level.amount), point.under);
            (self.line)(level.at_least).at(point) < height
        };
        levels[..levels.len() - 1].partition_point(short)
    }
}

/// How many ballots stand at a level, or at the one above it (`before` = 1).
fn count(levels: &[Level], at: usize, before: usize) -> i128 {
    at.checked_sub(before).map_or(0, |at| levels[at].at_least)
}

/// The first position from which `holds` is true on.
fn bisect(len: usize, holds: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, len);
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) {
            high = middle
        } else {
            low = middle + 1
        }
    }
    low
}

/// When a line comes to a height.
enum Reach {
    Always,
    At(Point),
    Never,
}

impl Line {
    fn at(self, point: Point) -> i128 {
        product(self.slope, point.over) + product(self.offset, point.under)
    }

    fn reaches(self, height: i128) -> Reach {
        if self.slope > 0 {
            Reach::At(Point {
                over: height - self.offset,
                under: self.slope,
            })
        } else if self.offset >= height {
            Reach::Always
        } else {
            Reach::Never
        }
    }
}

impl Point {
    pub(super) fn whole(over: i128) -> Self {
        Self { over, under: 1 }
    }

    pub(super) fn half(over: i128) -> Self {
        Self { over, under: 2 }
    }

    fn later_than(self, other: Self) -> bool {
        product(self.over, other.under) > product(other.over, self.under)
    }

    fn later(self, other: Self) -> Self {
        if other.later_than(self) { other } else { self }
    }

    fn earlier(self, other: Self) -> Self {
        if other.later_than(self) { self } else { other }
    }
}
