//! Progress on stderr for long work; nothing where nobody looks.

use indicatif::{ProgressBar, ProgressStyle};

/// A bar of `length` steps that says what is being done. Hidden unless stderr is a terminal.
pub(crate) fn bar(doing: &'static str, length: usize) -> ProgressBar {
    let bar = ProgressBar::new(length as u64).with_message(doing);
    if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {human_pos} of {human_len}") {
        bar.set_style(style);
    }
    bar
}
