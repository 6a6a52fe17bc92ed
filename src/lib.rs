//! Common Purse, the widget: a resident shares out a budget, sends a ballot, and recounts the result.
//!
//! Everything here but `shell` and the `app` that holds it also compiles natively, so that most tests need no browser.

#[cfg(target_arch = "wasm32")]
pub mod app;
pub mod components;
pub mod pages;
pub mod pieces;
pub mod places;
pub mod results;
#[cfg(target_arch = "wasm32")]
pub mod shell;
pub mod state;
pub mod words;

/// A quarter of the usual allocator's code, which a phone has to load.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
