use std::fmt;

use super::textual;

/// A language tag such as `en`, `cy` or `pt-BR` (BCP 47).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang(Box<str>);

impl Lang {
    /// `None` where the text is not formed like a language tag of at most 35 characters.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let first = parts.next()?;
        let well = (2..=3).contains(&first.len())
            && first.bytes().all(|b| b.is_ascii_lowercase())
            && parts.all(|part| {
                (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
            });
        (well && text.len() <= 35).then(|| Self(text.into()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

textual!(
    Lang,
    "a language tag such as \"en\"",
    "^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$",
    Self("".into())
);
