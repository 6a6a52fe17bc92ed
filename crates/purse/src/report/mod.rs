//! How results are said: words, tables, numbers, progress.

mod checks;
pub(crate) mod outcome;
pub(crate) mod progress;
pub(crate) mod recount;
pub(crate) mod refusal;
pub(crate) mod table;
pub(crate) mod tally;
mod tally_checks;
pub(crate) mod words;
