//! A screen that many look at: it stays on, and fills the device where somebody asks for that. `place.js` asks the browser,
//! which may refuse either: then the page goes on as it is.

use super::mark;

/// Keeps the screen on. What the browser grants ends whenever the page is hidden: ask again when it is seen.
pub(crate) fn stay_on() {
    mark("data-awake", "");
}

/// Fills the screen, or gives it back. Browsers do it in answer to a press only.
pub(crate) fn turn_full() {
    mark("data-full", "");
}
