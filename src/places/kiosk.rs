//! The kiosk: a device that people share, one after the other.

mod address;
#[cfg(target_arch = "wasm32")]
mod app;
mod page;
mod pin;
mod record;
mod staff;
mod staff_page;
mod state;
#[cfg(target_arch = "wasm32")]
mod watch;

pub use address::{Address, at_place, goes_on_at};
#[cfg(target_arch = "wasm32")]
pub(super) use app::begin;
pub use page::{open_cover, page};
pub use pin::Pin;
pub use record::Record;
pub use staff::{Here, Says, Staff, StaffMessage, WrongPin};
pub use state::{Cover, Effect, Kiosk, Message, Seen};
