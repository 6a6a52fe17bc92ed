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
    /// In the order of the file, each with the byte it is at.
    notes: Vec<(usize, Problem)>,
}

impl<'t> Report<'t> {
    pub fn new(source: &'t [u8], root: &'t Node<'t>) -> Self {
        Self {
            source,
            root,
            notes: Vec::new(),
        }
    }

    /// The tree that is read.
    pub fn root(&self) -> &'t Node<'t> {
        self.root
    }

    /// The node that this path leads to.
    pub fn node(&self, path: &Path) -> Option<&'t Node<'t>> {
        path.follow(self.root)
    }

    /// Notes a problem at `path`; the line is that of the node there, or of the nearest one before it.
    pub fn say(&mut self, path: &Path, found: &str, expected: &str) {
        if self.notes.len() < MAX_PROBLEMS {
            let at = path.nearest(self.root).at;
            let (path, found, expected) = (path.text(), found.into(), expected.into());
            let problem = Problem {
                path,
                place: None,
                found,
                expected,
            };
            let after = self.notes.partition_point(|(other, _)| *other <= at);
            self.notes.insert(after, (at, problem));
        }
    }

    /// How many problems there are so far.
    pub fn count(&self) -> usize {
        self.notes.len()
    }

    /// All problems in the order of the file, each with its line and column.
    pub fn into_problems(self) -> Vec<Problem> {
        let (mut from, mut here) = (0, Place { line: 1, column: 1 });
        let placed = |(at, problem): (usize, Problem)| {
            here = place(here, self.source, from, at);
            from = at;
            Problem {
                place: Some(here),
                ..problem
            }
        };
        self.notes.into_iter().map(placed).collect()
    }
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
