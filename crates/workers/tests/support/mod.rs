//! The event with codes that the tests hold.

use documents::Budget;
use seals::Organiser;

pub(crate) fn organiser() -> Organiser {
    Organiser::new([7; 32])
}

/// The small fund as an event with codes: its file, and what that is read as.
pub(crate) fn budget(sealed: bool) -> (Vec<u8>, Budget) {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../budgets/small-fund.json");
    let text = std::fs::read(path).expect("the example is in the repository");
    let mut value: serde_json::Value = serde_json::from_slice(&text).expect("JSON");
    value["keys"] = serde_json::to_value(organiser().keys(true, sealed)).expect("JSON");
    let bytes = value.to_string().into_bytes();
    let budget = Budget::read(&bytes).expect("the budget is in order");
    (bytes, budget)
}
