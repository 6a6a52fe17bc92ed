//! What this device keeps, in plain words, and the way to remove it: people share phones. And why a box on a local network
//! may not answer a page of the internet.

#[cfg(target_arch = "wasm32")]
mod app;
mod page;
mod state;

#[cfg(target_arch = "wasm32")]
pub(super) use app::begin;
pub use page::page;
pub use state::{Device, Message, Opens};
