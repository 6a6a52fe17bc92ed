//! Where people vote, as it is printed: short enough to be typed.

use crate::address;
use crate::words::say;

/// Characters of an address that fit on a card's width, and those that fit in large type.
const LONGEST: usize = 48;
pub(crate) const LARGE: usize = 36;

/// Where people vote.
#[derive(Clone, Debug)]
pub(crate) struct Address(String);

impl Address {
    /// Reads an address that a code can be added to.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        if text.contains('#') {
            return Err(say!("codes.address_without_hash").into());
        }
        let host = address::behind_scheme(text)?;
        let address = Self(if host.contains(['/', '?']) {
            text.to_owned()
        } else {
            format!("{text}/")
        });
        match address.short().len() {
            ..=LONGEST => Ok(address),
            length => Err(say!("codes.address_too_long", longest = LONGEST, length)),
        }
    }

    /// As phones scan it.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// As people type it: browsers add the rest.
    pub(crate) fn short(&self) -> &str {
        let (_, host) = self.0.split_once("://").unwrap_or(("", &self.0));
        host.trim_end_matches('/')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_cannot_take_a_code_are_refused() {
        for (bad, says) in [
            ("budget.example.org", "https://"),
            ("https://", "a host"),
            ("https:///path", "a host"),
            ("https://a.example/#results", "without #"),
            ("https://a.example/<b>", "unusual"),
            ("https://a.example/a b", "spaces"),
            (
                "https://a.example/a-path-that-nobody-would-ever-want-to-type",
                "at most 48",
            ),
        ] {
            let why = Address::read(bad).expect_err(bad);
            assert!(why.contains(says), "{bad}: {why}");
        }
        let short = |text| Address::read(text).expect(text).short().to_owned();
        assert_eq!(short("https://a.example/hall/"), "a.example/hall");
        assert_eq!(short("http://192.0.2.1:8080"), "192.0.2.1:8080");
    }
}
