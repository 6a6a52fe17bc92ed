use std::fmt;

use super::textual;

/// A register's name for an organisation, after the code of the register (org-id.guide): `GB-CHC-1234567`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OrgId(String);

impl OrgId {
    const LONGEST: usize = 60;

    /// `None` where the text is not made so.
    pub fn parse(text: &str) -> Option<Self> {
        let (country, rest) = text.split_once('-')?;
        let (register, number) = rest.split_once('-')?;
        let capitals = |part: &str| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        };
        let number_is_plain = !number.is_empty()
            && number
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"-._/".contains(&b));
        let is_one = (2..=3).contains(&country.len())
            && capitals(country)
            && capitals(register)
            && number_is_plain
            && text.len() <= Self::LONGEST;
        is_one.then(|| Self(text.into()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for OrgId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

textual!(
    OrgId,
    "a register's code and number, such as \"GB-CHC-1234567\"",
    "^[A-Z0-9]{2,3}-[A-Z0-9]+-[A-Za-z0-9._/-]+$",
    Self(String::new())
);
