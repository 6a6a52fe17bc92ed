//! A table: a group agrees one ballot, and says how many people agreed before it is sent.

#[cfg(target_arch = "wasm32")]
mod app;
mod page;

#[cfg(target_arch = "wasm32")]
pub(super) use app::begin;
pub use page::{Asked, page, people};
