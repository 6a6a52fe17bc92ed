//! The kiosk: a device that people share, one after the other.

#[cfg(target_arch = "wasm32")]
mod app;

#[cfg(target_arch = "wasm32")]
pub(super) use app::begin;
