//! Progress on stderr for long work; nothing where nobody looks.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// A bar of `length` steps that says what is being done. Hidden unless stderr is a terminal.
pub(crate) fn bar(doing: &'static str, length: usize) -> ProgressBar {
    let bar = ProgressBar::new(length as u64).with_message(doing);
    if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {human_pos} of {human_len}") {
        bar.set_style(style);
    }
    bar
}

/// A sign that work goes on whose end is not known. Hidden unless stderr is a terminal.
pub(crate) fn spinner(doing: &'static str) -> ProgressBar {
    let spinner = ProgressBar::new_spinner().with_message(doing);
    spinner.enable_steady_tick(Duration::from_millis(100));
    spinner
}
