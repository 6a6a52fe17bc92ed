//! The desk: paper ballots are typed in.

#[cfg(target_arch = "wasm32")]
mod app;

#[cfg(target_arch = "wasm32")]
pub(super) use app::begin;
