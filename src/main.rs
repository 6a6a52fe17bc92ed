//! Mounts the widget on the page.

#[cfg(target_arch = "wasm32")]
fn main() {
    common_purse::app::mount();
}

/// The widget lives in a browser; natively its parts are a library under test.
#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    std::process::ExitCode::FAILURE
}
