//! The key of the example budgets, which everybody has.

use documents::Budget;
use documents::budget::Keys;

use super::KeyFile;

use crate::words::say;

/// It opens the practice key.
pub(crate) const PASSPHRASE: &str = "practice";

const FILE: &[u8] = include_bytes!("../../../../budgets/practice.key");

/// What to say of a budget that hangs on a key which is no secret.
pub(crate) fn warning(budget: &Budget) -> Option<&'static str> {
    let used = uses_it(budget.keys.as_ref()?);
    used.then_some(say!("key.practice"))
}

fn uses_it(keys: &Keys) -> bool {
    KeyFile::parse(FILE).is_ok_and(|file| {
        let practice = file.public();
        keys.organiser == practice.organiser
            || keys.about == practice.about
            || keys.choices.is_some() && keys.choices == practice.choices
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_practice_key_opens_and_says_what_it_is() {
        let file = KeyFile::parse(FILE).expect("the practice key is in order");
        assert!(file.open(PASSPHRASE).is_ok());
        assert!(file.note().contains("Everybody has it"), "{}", file.note());
    }

    #[test]
    fn only_a_budget_with_the_practice_key_is_warned_of() {
        let bytes = include_bytes!("../../../../budgets/small-fund.json");
        let mut budget = Budget::read(bytes).expect("the example is in order");
        assert!(warning(&budget).is_some());
        budget.keys = Some(seals::Organiser::new([7; 32]).keys(true, true));
        assert!(warning(&budget).is_none());
        budget.keys = None;
        assert!(warning(&budget).is_none());
    }
}
