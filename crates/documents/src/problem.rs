//! What is wrong with a file, said to the person who can mend it.

use std::fmt;

use serde::Serialize;

/// One mistake: where, what was found there, and what was expected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// From the root, such as `$.priorities[3].cap`.
    pub path: String,
    /// Line and column in the file, from 1; `None` for what is in no particular place of it.
    pub place: Option<Place>,
    pub found: String,
    pub expected: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    pub line: u32,
    /// In characters.
    pub column: u32,
}

impl Problem {
    /// A problem of the whole file.
    pub fn of_file(found: &str, expected: &str) -> Self {
        Self {
            path: "$".into(),
            place: None,
            found: found.into(),
            expected: expected.into(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = self.place {
            write!(f, "line {}, column {}: ", place.line, place.column)?;
        }
        write!(
            f,
            "{}: found {}, expected {}",
            self.path, self.found, self.expected
        )
    }
}
