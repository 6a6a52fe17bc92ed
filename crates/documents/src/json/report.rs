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
    /// In the order of the file.
    notes: Vec<Note>,
    shape_is_read: bool,
}

struct Note {
    /// The byte it is at.
    at: usize,
    of_shape: bool,
    problem: Problem,
}

impl<'t> Report<'t> {
    pub fn new(source: &'t [u8], root: &'t Node<'t>) -> Self {
        Self {
            source,
            root,
            notes: Vec::new(),
            shape_is_read: false,
        }
    }

    /// The tree that is read.
    pub fn root(&self) -> &'t Node<'t> {
        self.root
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
            let after = self.notes.partition_point(|note| note.at <= at);
            self.notes.insert(
                after,
                Note {
                    at,
                    of_shape: !self.shape_is_read,
                    problem,
                },
            );
        }
    }

    /// From here on, problems are of meaning.
    pub fn shape_is_read(&mut self) {
        self.shape_is_read = true;
    }

    /// How many problems there are so far.
    pub fn count(&self) -> usize {
        self.notes.len()
    }

    /// Whether the shape is right at `path`, under it, and around it: only then does the value mean anything,
    /// and only then may a check compare it with others.
    pub fn sound(&self, path: &Path) -> bool {
        if self.notes.is_empty() {
            return true;
        }
        let path = path.text();
        let touches =
            |note: &Note| holds(&path, &note.problem.path) || holds(&note.problem.path, &path);
        !self.notes.iter().any(|note| note.of_shape && touches(note))
    }

    /// All problems in the order of the file, each with its line and column.
    pub fn into_problems(self) -> Vec<Problem> {
        let (mut from, mut here) = (0, Place { line: 1, column: 1 });
        let placed = |note: Note| {
            here = place(here, self.source, from, note.at);
            from = note.at;
            Problem {
                place: Some(here),
                ..note.problem
            }
        };
        self.notes.into_iter().map(placed).collect()
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
