use std::borrow::Borrow;
use std::fmt;

use super::textual;

/// A name for machines: `a–z`, `0–9` and single hyphens inside, at most 64 characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(Box<str>);

impl Slug {
    /// `None` where the text is not such a name.
    pub fn parse(text: &str) -> Option<Self> {
        let part = |part: &str| {
            !part.is_empty() && part.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9'))
        };
        (text.len() <= 64 && text.split('-').all(part)).then(|| Self(text.into()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Borrow<str> for Slug {
    fn borrow(&self) -> &str {
        &self.0
    }
}

textual!(
    Slug,
    "a name of a-z, 0-9 and single hyphens, at most 64 long",
    "^[a-z0-9]+(-[a-z0-9]+)*$",
    Self("".into())
);
