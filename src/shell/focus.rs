//! Where the keyboard and the screen reader are taken to, once the page has been drawn.

use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

use super::{document, window};

/// A place that takes the focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// The screen's heading, and the top of the page.
    Heading,
    /// The amount of the priority with this index.
    Line(usize),
    /// The summary of what stands in the way.
    Faults,
}

/// A place that is not on the page leaves the focus where it is.
pub(crate) fn take_to(place: Place) {
    match place {
        Place::Heading => {
            window().scroll_to_with_x_and_y(0.0, 0.0);
            on("heading");
        }
        Place::Line(index) => {
            if let Some(line) = document().get_element_by_id(&format!("line-{index}")) {
                line.scroll_into_view();
            }
            on(&format!("amount-{index}"));
        }
        Place::Faults => on("faults"),
    }
}

/// The element with this id, if it is on the page.
pub(crate) fn on(id: &str) {
    let element = document()
        .get_element_by_id(id)
        .and_then(|element| element.dyn_into::<HtmlElement>().ok());
    if let Some(element) = element {
        let _ = element.focus();
    }
}
