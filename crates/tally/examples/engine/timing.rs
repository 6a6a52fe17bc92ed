//! How long a piece of work takes.

use std::hint::black_box;

/// Batches at least so long, in milliseconds: many times the steps of a browser's clock, and short enough that on a
/// busy machine some of them are not interrupted.
const BATCH: f64 = 2.0;
const BATCHES: u32 = 300;
/// No measurement goes on for longer than this after its third batch.
const LONGEST: f64 = 4_000.0;

pub(crate) struct Clock<'c> {
    /// In milliseconds.
    pub(crate) now: &'c dyn Fn() -> f64,
    pub(crate) tell: &'c mut dyn FnMut(String),
}

impl Clock<'_> {
    /// The best of some batches, each of as many repetitions as fill it.
    pub(crate) fn measure<T>(&mut self, what: &str, mut work: impl FnMut() -> T) -> f64 {
        let first = self.batch(1, &mut work);
        let repetitions = (BATCH / first.max(0.001)).ceil() as u32;
        let mut best = f64::INFINITY;
        let begun = (self.now)();
        for batch in 0..BATCHES {
            if batch >= 3 && (self.now)() - begun > LONGEST {
                break;
            }
            best = best.min(self.batch(repetitions, &mut work));
        }
        (self.tell)(format!("{what}\t{best:.4}"));
        best
    }

    fn batch<T>(&self, repetitions: u32, work: &mut impl FnMut() -> T) -> f64 {
        let begun = (self.now)();
        for _ in 0..repetitions {
            black_box(work());
        }
        ((self.now)() - begun) / f64::from(repetitions)
    }
}
