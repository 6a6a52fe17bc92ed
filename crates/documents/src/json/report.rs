//! The list of what is wrong, as it grows.

use super::node::code_point;
use super::shape::one_of;
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
    count: usize,
    /// Puts a problem into words; `None` where it is enough that there is one.
    words: Option<Words>,
}

/// By a pointer, so that a program that only counts holds no sentences.
type Words = for<'r, 't> fn(&'r mut Report<'t>, &Path, Said, Said);

/// What was found, or expected: put into words only where somebody is to read them.
#[derive(Clone, Copy)]
pub enum Said<'a> {
    Text(&'a str),
    Number(u64),
    Sign(char),
    /// What stands there.
    Node(&'a Node<'a>),
    Path(&'a Path<'a>),
    OneOf(&'a [&'a str]),
    /// A text with a `#` for each of these.
    With(&'a str, &'a [Said<'a>]),
}

impl<'t> Report<'t> {
    pub fn new(source: &'t [u8], root: &'t Node<'t>) -> Self {
        Self {
            words: Some(put_into_words),
            ..Self::counting(source, root)
        }
    }

    /// For whoever only asks whether anything is wrong.
    pub(super) fn counting(source: &'t [u8], root: &'t Node<'t>) -> Self {
        Self {
            source,
            root,
            notes: Vec::new(),
            count: 0,
            words: None,
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
    pub fn say<'a>(
        &mut self,
        path: &Path,
        found: impl Into<Said<'a>>,
        expected: impl Into<Said<'a>>,
    ) {
        self.note(path, found.into(), expected.into());
    }

    #[inline(never)]
    fn note(&mut self, path: &Path, found: Said, expected: Said) {
        self.count += 1;
        if let Some(put_into_words) = self.words {
            put_into_words(self, path, found, expected);
        }
    }

    /// How many problems there are so far.
    pub fn count(&self) -> usize {
        self.count
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

fn put_into_words(report: &mut Report, path: &Path, found: Said, expected: Said) {
    if report.notes.len() < MAX_PROBLEMS {
        let at = path.nearest(report.root).at;
        let problem = Problem {
            path: path.text(),
            place: None,
            found: found.text(),
            expected: expected.text(),
        };
        let after = report.notes.partition_point(|(other, _)| *other <= at);
        report.notes.insert(after, (at, problem));
    }
}

impl Said<'_> {
    fn text(self) -> String {
        match self {
            Said::Text(text) => text.into(),
            Said::Number(number) => number.to_string(),
            Said::Sign(sign) => code_point(sign),
            Said::Node(node) => node.describe(),
            Said::Path(path) => path.text(),
            Said::OneOf(names) => one_of(names),
            Said::With(text, all) => {
                let mut all = all.iter();
                let mut parts = text.split('#');
                let first = parts.next().unwrap_or_default().to_owned();
                parts.fold(first, |said, part| {
                    said + &all.next().map_or_else(String::new, |one| one.text()) + part
                })
            }
        }
    }
}

impl<'a> From<&'a str> for Said<'a> {
    fn from(text: &'a str) -> Self {
        Said::Text(text)
    }
}

impl<'a> From<&'a String> for Said<'a> {
    fn from(text: &'a String) -> Self {
        Said::Text(text)
    }
}

impl<'a> From<&'a Node<'a>> for Said<'a> {
    fn from(node: &'a Node<'a>) -> Self {
        Said::Node(node)
    }
}

impl From<u64> for Said<'_> {
    fn from(number: u64) -> Self {
        Said::Number(number)
    }
}

impl From<usize> for Said<'_> {
    fn from(number: usize) -> Self {
        Said::Number(number as u64)
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
