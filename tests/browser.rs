//! The widget in a real browser: what no test without one can tell.
#![cfg(target_arch = "wasm32")]

#[path = "browser/bench.rs"]
mod bench;
#[path = "browser/shell.rs"]
mod shell;
#[path = "browser/widget.rs"]
mod widget;

use wasm_bindgen_test::wasm_bindgen_test_configure;

wasm_bindgen_test_configure!(run_in_browser);
