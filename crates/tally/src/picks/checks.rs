//! Checks on funded projects: figures with their witness, not sentences.

mod ejr_plus;
mod payments;
mod satisfactions;
mod shares;

pub use ejr_plus::{EjrPlus, ejr_plus};
pub use payments::{Payments, Unspent, payments};
pub use satisfactions::{Satisfactions, satisfactions};
pub use shares::{Share, area_shares, category_shares};
