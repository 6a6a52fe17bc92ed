//! What a voter gains from a project.

use crate::named::named;

named! {
    /// How much a supporter's satisfaction with a funded project is.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum Satisfaction, "satisfaction" {
        /// The project's cost, for every supporter.
        Cost = "cost",
        /// 1 for every supporter.
        Cardinality = "cardinality",
        /// The points the supporter gave.
        Cardinal = "cardinal",
        /// How many projects the supporter ranks below it.
        Borda = "borda",
    }
}
