//! The hall: one screen for everybody in the room, worked by whoever leads the evening.
//!
//! Waiting, joining, the end, then the result step by step: nothing of the outcome is shown before somebody presses a key
//! for it.

#[cfg(target_arch = "wasm32")]
mod app;
#[cfg(target_arch = "wasm32")]
mod ballots;
mod code;
mod kept;
mod keys;
mod page;
mod slides;
mod state;
mod time;

#[cfg(target_arch = "wasm32")]
pub(super) use app::begin;

pub use code::{modules, svg};
pub use kept::Kept;
pub use keys::{Press, heard, pressed};
pub use page::page;
pub use slides::{Slide, slides};
pub use state::{Aside, Ballots, Count, Effect, Hall, Message, Step};
pub use time::{Left, Moment, left, minute, written};
