//! One question about an outcome and its answer, as `purse tally` gives it.

use serde::Serialize;
use serde_json::Value;

#[derive(Serialize)]
pub(crate) struct Check {
    pub(crate) check: &'static str,
    /// True also where a check gives a figure and knows no bound for it.
    pub(crate) holds: bool,
    /// The figure: exact numbers as "a/b" or "a".
    pub(crate) value: Value,
    /// What shows it.
    pub(crate) witness: Value,
    /// The same for people.
    pub(crate) says: String,
}
