//! What a voter gains from a project.

use std::{fmt, str::FromStr};

/// How much a supporter's satisfaction with a funded project is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Satisfaction {
    /// The project's cost, for every supporter.
    Cost,
    /// 1 for every supporter.
    Cardinality,
    /// The points the supporter gave.
    Cardinal,
    /// How many projects the supporter ranks below it.
    Borda,
}

impl Satisfaction {
    /// Every satisfaction.
    pub const ALL: [Self; 4] = [Self::Cost, Self::Cardinality, Self::Cardinal, Self::Borda];

    /// The name in files and commands.
    pub fn name(self) -> &'static str {
        match self {
            Self::Cost => "cost",
            Self::Cardinality => "cardinality",
            Self::Cardinal => "cardinal",
            Self::Borda => "borda",
        }
    }
}

impl fmt::Display for Satisfaction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What was found where the name of a satisfaction was expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownSatisfaction(pub String);

impl fmt::Display for UnknownSatisfaction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = Satisfaction::ALL.map(Satisfaction::name).join(", ");
        write!(
            f,
            "found satisfaction {:?}, expected one of {names}",
            self.0
        )
    }
}

impl std::error::Error for UnknownSatisfaction {}

impl FromStr for Satisfaction {
    type Err = UnknownSatisfaction;

    fn from_str(name: &str) -> Result<Self, UnknownSatisfaction> {
        let found = Self::ALL
            .into_iter()
            .find(|satisfaction| satisfaction.name() == name);
        found.ok_or_else(|| UnknownSatisfaction(name.to_owned()))
    }
}
