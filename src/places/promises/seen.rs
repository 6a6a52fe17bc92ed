//! What this device has seen at the end of a ledger, in the browser's store: nothing of any visitor.

use documents::Id;
use js_sys::Function;
use wasm_bindgen::JsCast;

use crate::shell::{by_name, window};

type Budget = Option<(String, Id)>;

fn name(budget: &Budget) -> String {
    let sha256 = budget.as_ref().map(|(_, sha256)| sha256.to_string());
    ["common-purse-ledger-", &sha256.unwrap_or_default()].concat()
}

/// Nothing where the browser keeps nothing.
pub(super) fn read(budget: &Budget) -> Vec<Id> {
    let store = by_name::get(&window(), "localStorage");
    let kept = match store.is_object() {
        true => by_name::get(&store, &name(budget)).as_string(),
        false => None,
    };
    kept.iter()
        .flat_map(|kept| kept.split(' '))
        .filter_map(Id::parse)
        .collect()
}

/// A browser that keeps nothing is no reason to show less.
pub(super) fn keep(budget: &Budget, heads: &[Id]) {
    let store = by_name::get(&window(), "localStorage");
    let ids: Vec<String> = heads.iter().map(ToString::to_string).collect();
    // Not by assignment: while everything is removed from the device, this function keeps nothing.
    if let Ok(set) = by_name::get(&store, "setItem").dyn_into::<Function>() {
        let _ = set.call2(&store, &name(budget).into(), &ids.join(" ").into());
    }
}
