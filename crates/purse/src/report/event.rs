//! What kind of event a budget makes, in a sentence.

use documents::Budget;

/// Who may vote, and who can read it when.
pub(crate) fn kind(budget: &Budget) -> &'static str {
    match &budget.keys {
        Some(keys) if keys.choices.is_some() => {
            "Voting takes a code. Choices are sealed until the close."
        }
        Some(keys) if keys.codes => "Voting takes a code. Everybody can read the choices at once.",
        _ => "Open: anybody may vote, also twice. Everybody can read the choices at once.",
    }
}
