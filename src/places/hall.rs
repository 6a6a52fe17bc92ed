//! The hall: one screen for everybody in the room.

#[cfg(target_arch = "wasm32")]
mod app;

#[cfg(target_arch = "wasm32")]
pub(super) use app::begin;
