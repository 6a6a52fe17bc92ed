//! How results are said: words, tables, numbers, progress.

mod beside;
mod check;
mod checks;
pub(crate) mod compare;
pub(crate) mod csv;
pub(crate) mod event;
pub(crate) mod findings;
pub(crate) mod ledger;
pub(crate) mod more;
pub(crate) mod numbers;
pub(crate) mod outcome;
pub(crate) mod picks;
mod picks_checks;
pub(crate) mod plain;
pub(crate) mod progress;
pub(crate) mod recount;
pub(crate) mod refusal;
pub(crate) mod table;
pub(crate) mod tally;
mod tally_checks;
mod tally_sentences;
