//! The screens as functions of the state.
//!
//! Ids the shell relies on: `heading` (every screen's h1; takes focus when the screen changes), `faults` (the error
//! summary; takes focus on `FocusFaults`), `line-N` (scroll there on `FocusLine(N)`) and `amount-N` (its number field,
//! which takes the focus). A fragment that is no screen's, such as `#follows`, is a place on the page: the browser's.

use yew::prelude::*;

use crate::state::{Message, State};

/// The whole page for this state.
pub fn page(_state: &State, _send: &Callback<Message>) -> Html {
    html! {}
}

/// What the browser's tab says; begins with "Error:" while there are faults.
pub fn title(_state: &State) -> String {
    String::new()
}

/// The language of the page, for `<html lang>`.
pub fn lang(_state: &State) -> String {
    String::from("en")
}

/// Its direction, for `<html dir>`: `ltr` or `rtl`.
pub fn dir(_state: &State) -> &'static str {
    "ltr"
}
