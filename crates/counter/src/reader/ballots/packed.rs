//! The ballots with a code of the one bundle that is being judged.

use std::ops::Range;

use documents::judging::Job;

/// Lines that are judged in one go.
const LINES: usize = 64;

#[derive(Default)]
pub(super) struct Packed {
    bytes: Vec<u8>,
    /// Those that are still to be judged, the last first.
    left: Vec<Range<usize>>,
}

impl Packed {
    pub(super) fn of(bytes: Vec<u8>, mut lines: Vec<Range<usize>>) -> Self {
        lines.reverse();
        Self { bytes, left: lines }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.left.is_empty()
    }

    pub(super) fn batch(&mut self) -> Vec<Job<Vec<u8>>> {
        let from = self.left.len().saturating_sub(LINES);
        let lines = self.left.drain(from..).rev();
        let batch = lines
            .map(|line| Job::Line(self.bytes[line].to_vec()))
            .collect();
        if self.left.is_empty() {
            self.bytes = Vec::new();
        }
        batch
    }
}

pub(super) fn lines(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|byte| **byte == b'\n').count() as u32
}
