//! The list of what is wrong, as it grows.

use super::{Node, Path};
use crate::Problem;
use crate::problem::Place;

/// More than anyone reads; a file made to be wrong everywhere costs no more than this.
const MAX_PROBLEMS: usize = 1000;

/// Every problem found so far in one file.
pub struct Report<'t> {
    source: &'t [u8],
    root: &'t Node<'t>,
    problems: Vec<Problem>,
    /// How many of them are of shape; they come first.
    of_shape: usize,
}

impl<'t> Report<'t> {
    pub fn new(source: &'t [u8], root: &'t Node<'t>) -> Self {
        Self {
            source,
            root,
            problems: Vec::new(),
            of_shape: 0,
        }
    }

    /// Notes a problem at `at`; the line is that of the node there, or of the nearest one before it.
    pub fn say(&mut self, at: &Path, found: impl Into<String>, expected: impl Into<String>) {
        if self.problems.len() < MAX_PROBLEMS {
            let place = Some(place(self.source, at.nearest(self.root).at));
            self.problems.push(Problem {
                path: at.text(),
                place,
                found: found.into(),
                expected: expected.into(),
            });
        }
    }

    /// From here on, problems are of meaning.
    pub fn shape_is_read(&mut self) {
        self.of_shape = self.problems.len();
    }

    /// How many problems there are so far.
    pub fn count(&self) -> usize {
        self.problems.len()
    }

    /// Whether the shape is right at `at`, under it, and around it: only then does the value mean anything,
    /// and only then may a check compare it with others.
    pub fn sound(&self, at: &Path) -> bool {
        let of_shape = &self.problems[..self.of_shape];
        if of_shape.is_empty() {
            return true;
        }
        let path = at.text();
        !of_shape
            .iter()
            .any(|problem| holds(&path, &problem.path) || holds(&problem.path, &path))
    }

    pub fn into_problems(self) -> Vec<Problem> {
        self.problems
    }
}

/// Whether `inner` is `outer` or lies under it.
fn holds(outer: &str, inner: &str) -> bool {
    inner
        .strip_prefix(outer)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

/// Line and column of the byte at `at`.
pub(super) fn place(source: &[u8], at: usize) -> Place {
    let before = &source[..at.min(source.len())];
    let start = before
        .iter()
        .rposition(|&b| b == b'\n')
        .map_or(0, |newline| newline + 1);
    let line = 1 + before.iter().filter(|&&b| b == b'\n').count();
    // Continuation bytes of UTF-8 begin no character.
    let column = 1 + before[start..]
        .iter()
        .filter(|&&b| b & 0xC0 != 0x80)
        .count();
    Place {
        line: line as u32,
        column: column as u32,
    }
}
