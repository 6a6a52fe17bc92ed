//! Signs and seals a ballot, and looks a code up, in a worker of its own: a phone that uses neither loads none of it.

#[cfg(target_arch = "wasm32")]
mod worker;

/// The worker begins to answer when the page asks.
#[cfg(target_arch = "wasm32")]
fn main() {}

/// The sealer lives in a browser; natively its work is that of the crate `seals`.
#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    std::process::ExitCode::FAILURE
}
