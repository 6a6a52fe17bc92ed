//! Why a command has no result, in one plain sentence and the places to look at.

use std::fmt;
use std::io;
use std::path::Path;

use documents::Problem;

use crate::words::{counted, say};

/// A command's end without a result; printed on stderr.
#[derive(Debug)]
pub(crate) enum Failure {
    /// A file, folder or address is not as it should be: exit code 1.
    Bad {
        says: String,
        problems: Vec<Problem>,
    },
    /// What is wrong was the answer, and has been printed: exit code 1.
    Told,
    /// A box could not be reached, which says nothing about it: exit code 3.
    Unreachable { says: String },
    /// The command line asks for something that cannot be: exit code 2.
    Usage { says: String },
    /// The result could not be written out: exit code 1.
    Output(io::Error),
}

impl Failure {
    pub(crate) fn bad(says: impl Into<String>) -> Self {
        Failure::Bad {
            says: says.into(),
            problems: Vec::new(),
        }
    }

    /// A file with these mistakes in it.
    pub(crate) fn mistakes(path: &Path, problems: Vec<Problem>) -> Self {
        Failure::Bad {
            says: mistakes(path, problems.len()),
            problems,
        }
    }

    pub(crate) fn usage(says: impl Into<String>) -> Self {
        Failure::Usage { says: says.into() }
    }

    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Failure::Bad { .. } | Failure::Told | Failure::Output(_) => 1,
            Failure::Usage { .. } => 2,
            Failure::Unreachable { .. } => 3,
        }
    }

    pub(crate) fn is_closed_pipe(&self) -> bool {
        matches!(self, Failure::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }
}

/// "my-budget.json has 2 mistakes."
pub(crate) fn mistakes(path: &Path, number: usize) -> String {
    let mistakes = counted!("counted.mistakes", number as u64);
    say!("failure.mistakes", file = path.display(), mistakes)
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Failure::Output(error)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Failure::Bad { says, problems } => {
                writeln!(out, "{}", say!("failure.purse", says))?;
                problems
                    .iter()
                    .try_for_each(|problem| writeln!(out, "  {problem}"))
            }
            Failure::Usage { says } | Failure::Unreachable { says } => {
                writeln!(out, "{}", say!("failure.purse", says))
            }
            Failure::Told => Ok(()),
            Failure::Output(error) => writeln!(out, "{}", say!("failure.not_written", error)),
        }
    }
}
