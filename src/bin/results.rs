//! Starts the results page in the element that the widget has drawn for it.

#[cfg(target_arch = "wasm32")]
fn main() {
    common_purse::results::app::start();
}

/// The page lives in a browser; natively its parts are a library under test.
#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    std::process::ExitCode::FAILURE
}
