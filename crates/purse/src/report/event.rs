//! What kind of event a budget makes, in a sentence.

use documents::Budget;

use crate::words::say;

/// Who may vote, and who can read it when.
pub(crate) fn kind(budget: &Budget) -> &'static str {
    match &budget.keys {
        Some(keys) if keys.choices.is_some() => {
            say!("event.sealed")
        }
        Some(keys) if keys.codes => say!("event.codes"),
        _ => say!("event.open"),
    }
}
