//! The organiser's key: its file, its passphrase, and its place in the budget.

mod budget;
mod file;
mod ledger;
mod locked;
mod passphrase;
mod practice;
mod stored;

pub(crate) use budget::{as_json, with_keys};
pub(crate) use file::{KeyFile, organiser_of};
pub(crate) use ledger::{LedgerKeyFile, practice_seed, signer_of};
pub(crate) use passphrase::Passphrase;
pub(crate) use practice::{
    PASSPHRASE as PRACTICE_PASSPHRASE, signers_warning, warning as practice_warning,
};
