//! What files and commands call by name.

use std::fmt;

/// What was found where a name was expected, and the names that there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownName {
    pub(crate) of: &'static str,
    pub(crate) found: String,
    pub(crate) names: &'static [&'static str],
}

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { of, found, names } = self;
        write!(
            f,
            "found {of} {found:?}, expected one of {}",
            names.join(", ")
        )
    }
}

impl std::error::Error for UnknownName {}

/// An enum whose values have names in files and commands: `$of` is what they are names of.
macro_rules! named {
    ($(#[$meta:meta])* pub enum $type:ident, $of:literal { $($(#[$doc:meta])* $value:ident = $name:literal),* $(,)? }) => {
        $(#[$meta])*
        pub enum $type { $($(#[$doc])* $value),* }

        impl $type {
            /// Every one of them.
            pub const ALL: [Self; [$($name),*].len()] = [$(Self::$value),*];

            /// The name in files and commands.
            pub fn name(self) -> &'static str {
                match self { $(Self::$value => $name),* }
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.name())
            }
        }

        impl std::str::FromStr for $type {
            type Err = $crate::UnknownName;

            fn from_str(name: &str) -> Result<Self, $crate::UnknownName> {
                let found = Self::ALL.into_iter().find(|known| known.name() == name);
                found.ok_or_else(|| $crate::UnknownName { of: $of, found: name.to_owned(), names: &[$($name),*] })
            }
        }
    };
}

pub(crate) use named;
