//! The counter with every check, for budgets that ask for more than the usual four.

#[cfg(target_arch = "wasm32")]
#[path = "../worker/mod.rs"]
mod worker;

#[cfg(target_arch = "wasm32")]
fn main() {
    worker::start();
}

/// Natively `purse count` is the program that counts.
#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    std::process::ExitCode::FAILURE
}
