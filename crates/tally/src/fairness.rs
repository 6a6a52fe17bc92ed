//! Fairness checks: each asks one question of an outcome and answers with figures and a witness, not sentences.

mod agreement;
mod fair_share;
mod limits_kept;
mod mean_distance;
mod range;
mod rows;
mod side_by_side;
mod small_cells;

pub use agreement::{Agreement, GroupAgreement, Overlaps, agreement};
pub use fair_share::{FairShare, fair_share};
pub use limits_kept::{Breach, BrokenLimit, Side, limits_kept};
pub use mean_distance::{MeanDistance, mean_distance};
pub use range::{OutOfRange, range};
pub use rows::Rows;
pub use side_by_side::side_by_side;
pub use small_cells::small_cells;
