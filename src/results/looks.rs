//! The styles of what follows the outcome come with it: those that every page loads are small enough to stand in the page.

use std::cell::Cell;

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::prelude::*;

use crate::shell::{by_name, document, window};

const LOOKS: &str = include_str!("../../styles/results/more.css");

/// As `place.js` does it: the page's policy allows a sheet that a script made.
pub(crate) fn dress() {
    thread_local! {
        static WORN: Cell<bool> = const { Cell::new(false) };
    }
    if !WORN.replace(true) {
        // A browser without such sheets shows the page in the styles of every other.
        let _ = put_on();
    }
}

fn put_on() -> Result<(), JsValue> {
    let make: Function = by_name::get(&window(), "CSSStyleSheet").dyn_into()?;
    let sheet = Reflect::construct(&make, &Array::new())?;
    by_name::call(&sheet, "replaceSync", &LOOKS.into())?;
    let worn = by_name::get(&document(), "adoptedStyleSheets");
    let all = by_name::call(&worn, "concat", &sheet)?;
    Reflect::set(&document(), &"adoptedStyleSheets".into(), &all)?;
    Ok(())
}
