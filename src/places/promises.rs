//! What became of the promises: what residents said, what was decided, paid and done, and why it changed. A place of its own,
//! and a piece of its own, so that no ballot waits for it.

#[cfg(target_arch = "wasm32")]
mod app;
#[cfg(target_arch = "wasm32")]
mod auditor;
mod page;
#[cfg(target_arch = "wasm32")]
mod seen;
mod state;
mod summary;

#[cfg(target_arch = "wasm32")]
pub(crate) use app::begin;

/// Brings in the piece that this is in, and begins; `None` where it cannot be had.
#[cfg(target_arch = "wasm32")]
pub(crate) fn load() -> super::Beginning {
    Box::pin(async { (crate::pieces::promises::load().await.ok()?.begin)().await })
}

pub use page::page;
pub use state::{Audit, Effect, Looked, Message, Mine, Promises, Reading};
pub use summary::summary;
