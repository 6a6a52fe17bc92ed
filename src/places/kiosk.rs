//! The kiosk: a device that people share, one after the other.

#[cfg(target_arch = "wasm32")]
mod app;
mod page;
mod state;
#[cfg(target_arch = "wasm32")]
mod watch;

#[cfg(target_arch = "wasm32")]
pub(super) use app::begin;
pub use page::page;
pub use state::{Effect, Kiosk, Message, QUIET_MS, Seen, WARNING_MS};
