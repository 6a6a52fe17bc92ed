//! The verifier as a browser's worker: whoever started it sends papers and batches, and is answered in turn.

#[cfg(target_arch = "wasm32")]
mod worker;

#[cfg(target_arch = "wasm32")]
fn main() {
    worker::start();
}

/// Natively the organiser's tool judges by itself.
#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    std::process::ExitCode::FAILURE
}
