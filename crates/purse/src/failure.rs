//! Why a command has no result, in one plain sentence.

use std::fmt;
use std::io;
use std::path::Path;

/// A command's end without a result; printed on stderr.
#[derive(Debug)]
pub(crate) enum Failure {
    /// A file, folder or address is not as it should be: exit code 1.
    Bad { says: String },
    /// The command line asks for something that cannot be: exit code 2.
    Usage { says: String },
    /// The result could not be written out.
    Output(io::Error),
}

impl Failure {
    pub(crate) fn bad(says: impl Into<String>) -> Self {
        Failure::Bad { says: says.into() }
    }

    pub(crate) fn usage(says: impl Into<String>) -> Self {
        Failure::Usage { says: says.into() }
    }

    /// `doing` completes "could not …": "read the budget".
    pub(crate) fn io(doing: &str, path: &Path, error: &io::Error) -> Self {
        Failure::bad(format!("could not {doing} {}: {error}", path.display()))
    }

    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Failure::Bad { .. } | Failure::Output(_) => 1,
            Failure::Usage { .. } => 2,
        }
    }

    pub(crate) fn is_closed_pipe(&self) -> bool {
        matches!(self, Failure::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Failure::Output(error)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Failure::Bad { says } | Failure::Usage { says } => writeln!(out, "purse: {says}"),
            Failure::Output(error) => writeln!(out, "purse: could not write the result: {error}"),
        }
    }
}
