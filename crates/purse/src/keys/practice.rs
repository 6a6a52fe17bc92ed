//! The key of the example budgets, which everybody has.

use documents::Budget;
use documents::budget::Keys;
use documents::ledger::Signer;
use seals::ledger::LedgerKey;

use super::{KeyFile, practice_seed};

use crate::words::say;

/// It opens the practice key.
pub(crate) const PASSPHRASE: &str = "practice";

const FILE: &[u8] = include_bytes!("../../../../budgets/practice.key");

/// What to say of a budget that hangs on a key which is no secret.
pub(crate) fn warning(budget: &Budget) -> Option<&'static str> {
    let used = uses_it(budget.keys.as_ref()?);
    used.then_some(say!("key.practice"))
}

/// The same of a budget whose promise ledger anybody could write.
pub(crate) fn signers_warning(budget: &Budget) -> Option<String> {
    let signers = budget.signers.as_deref()?.iter();
    let everybodys =
        |one: &&Signer| LedgerKey::new(&practice_seed(one.id.as_str())).public() == one.key;
    let names: Vec<&str> = signers
        .filter(everybodys)
        .map(|one| one.id.as_str())
        .collect();
    (!names.is_empty()).then(|| say!("key.practice_signers", names = names.join(", ")))
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
        let names = signers_warning(&budget).expect("practice signers");
        assert!(names.contains("board, treasurer, youth-club"), "{names}");
        budget.signers = documents::json::Apart::EMPTY;
        assert_eq!(signers_warning(&budget), None);
        budget.keys = Some(seals::Organiser::new([7; 32]).keys(true, true));
        assert!(warning(&budget).is_none());
        budget.keys = None;
        assert!(warning(&budget).is_none());
    }
}
