//! Whether a budget's fields fit each other.

use super::Budget;
use crate::json::Report;

pub(super) fn check(_budget: &Budget, _report: &mut Report) {}
