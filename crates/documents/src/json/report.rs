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
    /// Each with the byte it is at.
    problems: Vec<(usize, Problem)>,
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
            let (path, found, expected) = (at.text(), found.into(), expected.into());
            self.problems.push((
                at.nearest(self.root).at,
                Problem {
                    path,
                    place: None,
                    found,
                    expected,
                },
            ));
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
            .any(|(_, problem)| holds(&path, &problem.path) || holds(&problem.path, &path))
    }

    /// All problems in the order of the file, each with its line and column.
    pub fn into_problems(mut self) -> Vec<Problem> {
        self.problems.sort_by_key(|(at, _)| *at);
        let (mut from, mut here) = (0, Place { line: 1, column: 1 });
        let placed = |(at, problem): (usize, Problem)| {
            here = place(here, self.source, from, at);
            from = at;
            Problem {
                place: Some(here),
                ..problem
            }
        };
        self.problems.into_iter().map(placed).collect()
    }
}

/// Whether `inner` is `outer` or lies under it.
fn holds(outer: &str, inner: &str) -> bool {
    inner
        .strip_prefix(outer)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

/// Line and column of the byte at `to`, given those of the byte at `from` before it.
pub(super) fn place(start: Place, source: &[u8], from: usize, to: usize) -> Place {
    source[from..to]
        .iter()
        .fold(start, |Place { line, column }, byte| match byte {
            b'\n' => Place {
                line: line + 1,
                column: 1,
            },
            // Continuation bytes of UTF-8 begin no character.
            0x80..=0xBF => Place { line, column },
            _ => Place {
                line,
                column: column + 1,
            },
        })
}
