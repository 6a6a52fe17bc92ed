//! The results page, a piece of its own that comes when somebody asks for the results, or shortly before.
//!
//! The widget draws the element with the id [`HOST`], whose attributes say what to show, and tells of every change
//! by the event [`CHANGED`]; the program fills that element. What follows the outcome ([`more`]) is a further piece.

#[cfg(target_arch = "wasm32")]
pub mod app;
mod close;
mod compared;
#[cfg(target_arch = "wasm32")]
pub(crate) mod counter;
#[cfg(target_arch = "wasm32")]
pub(crate) mod download;
mod fairness;
mod files;
mod find;
mod how;
#[cfg(target_arch = "wasm32")]
pub(crate) mod looks;
pub mod more;
mod outcome;
mod page;
mod picture;
mod published;
mod receipt;
mod record;
mod refresh;
mod rules;
mod spread;
mod state;
mod tables;
mod turnout;

pub use compared::{Counts, Published};
pub use fairness::answer;
pub use files::{File, file};
pub use outcome::against_today;
use page::{group_name, limit_name, name_of, rule};
pub use page::{page, why_failed};
pub use picture::{described, picture};
pub use receipt::Sought;
pub(crate) use receipt::whole as receipt;
pub use refresh::Refresh;
pub use state::{Brought, Counting, Effect, Format, Message, Posted, Rest, Results};

/// The element's id; `data-lang` is the visitor's language, `data-yours` the amounts of their own ballot by commas,
/// `data-receipt` its id.
pub const HOST: &str = "results";

/// The event on `window` that says: look at the element again.
pub const CHANGED: &str = "common-purse-results";

/// The event on `window` with which the program says that it could not get what it needs.
pub const MISSING: &str = "common-purse-results-missing";
