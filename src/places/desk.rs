//! The desk: paper ballots are typed in, sheet by sheet, with the keyboard alone.
//!
//! Sheets of a batch are kept on the device until their number is the one that was counted by hand. Then each becomes a ballot, by the
//! widget's own state and outbox.

#[cfg(target_arch = "wasm32")]
mod app;
mod batch;
mod form;
mod kept;
mod list;
mod page;
mod said;
mod sending;
mod state;
mod view;

#[cfg(target_arch = "wasm32")]
pub(super) use app::begin;
pub use batch::{Batch, MOST_SHEETS, Says, Sheet, Unreconciled};
pub use form::{Entry, Field, Form, NO_VIEW};
#[cfg(target_arch = "wasm32")]
pub(crate) use kept::SHELF;
pub use kept::{Kept, read, waiting_sheets, write};
pub use page::{field_id, of_key, page};
pub use state::{Desk, DeskEffect, DeskMessage, Said, Saved, Stopped};
pub use view::{Seen, View};
