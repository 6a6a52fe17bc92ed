//! How an organiser can be reached.

/// What a text is that says how to reach somebody, with the link to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Contact {
    /// `https:`
    Page(String),
    /// `mailto:`
    Mail(String),
    /// `tel:`
    Phone(String),
    /// Words, such as a place and its hours.
    Words,
}

impl Contact {
    /// `None` where it is an address of a kind that must never be followed, such as `javascript:`.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let text = text.trim();
        let (scheme, rest) = text.split_once(':').unwrap_or(("", text));
        match scheme.to_ascii_lowercase().as_str() {
            "https" | "http" if rest.strip_prefix("//").is_some_and(is_web) => {
                Some(Self::Page(text.to_owned()))
            }
            "mailto" => mail(rest),
            "tel" => phone(rest),
            // "Phone: 01234 567890" has a space where an address has none.
            "" => Some(bare(text)),
            _ if rest.starts_with(' ') || scheme.as_bytes().contains(&b' ') => Some(Self::Words),
            _ => None,
        }
    }
}

fn bare(text: &str) -> Contact {
    let page = || is_web(text).then(|| Contact::Page(["https://", text].concat()));
    let found = mail(text).or_else(|| phone(text)).or_else(page);
    found.unwrap_or(Contact::Words)
}

/// RFC 6068, section 2: what a link would take for something else is written as `%` and its number.
fn mail(address: &str) -> Option<Contact> {
    let (name, host) = address.split_once('@')?;
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~+".contains(&b);
    let known = |b: u8| plain(b) || b"!#$%&'*/=?^`{|}".contains(&b);
    if name.is_empty() || !name.bytes().all(known) || !is_host(host) {
        return None;
    }
    let mut link = String::from("mailto:");
    for b in name.bytes() {
        if plain(b) {
            link.push(char::from(b));
        } else {
            link += &format!("%{:02X}", u32::from(b));
        }
    }
    Some(Contact::Mail(link + "@" + host))
}

/// RFC 3966: a number as people write it, without what they only write for the eye. In "+44 (0)1234" the nought is
/// for those who dial without the +44.
fn phone(text: &str) -> Option<Contact> {
    let plus = if text.starts_with('+') { "+" } else { "" };
    let mut short = text.to_owned();
    // Looked for by its bytes: a search for texts of any length would weigh 1.6 kB in the first load.
    let nought = |text: &str| text.as_bytes().windows(3).position(|part| part == b"(0)");
    while !plus.is_empty()
        && let Some(at) = nought(&short)
    {
        short = [&short[..at], &short[at + 3..]].concat();
    }
    let drawn = |c: char| {
        c.is_ascii_digit()
            || matches!(
                c,
                ' ' | '+' | '-' | '(' | ')' | '.' | '\u{a0}' | '\u{2011}' | '\u{2013}'
            )
    };
    let digits: String = short.chars().filter(char::is_ascii_digit).collect();
    let is_number = short.chars().all(drawn)
        && short.bytes().skip(1).all(|b| b != b'+')
        && (3..=15).contains(&digits.len());
    is_number.then(|| Contact::Phone(["tel:", plus, &digits].concat()))
}

/// A host, and perhaps a path.
fn is_web(text: &str) -> bool {
    let host = text.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let safe = |b: u8| b.is_ascii_graphic() && !b"\"'<>\\^`{|}".contains(&b);
    is_host(host) && text.bytes().all(safe)
}

/// Names with dots between, the last of letters: "town.example".
fn is_host(host: &str) -> bool {
    let part = |part: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    let last = host.rsplit_once('.').map_or("", |(_, last)| last);
    host.split('.').all(part) && last.len() > 1 && last.bytes().all(|b| b.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_contact_is_linked_to_as_its_kind() {
        let page = |link: &str| Some(Contact::Page(link.into()));
        let mail = |link: &str| Some(Contact::Mail(link.into()));
        let phone = |link: &str| Some(Contact::Phone(link.into()));
        for (text, expected) in [
            ("hello@hall.example", mail("mailto:hello@hall.example")),
            (
                " mailto:hello@hall.example ",
                mail("mailto:hello@hall.example"),
            ),
            ("a+b@hall.example", mail("mailto:a+b@hall.example")),
            (
                "50%?&cc=x@hall.example",
                mail("mailto:50%25%3F%26cc%3Dx@hall.example"),
            ),
            (
                "https://hall.example/fund?a=b#c",
                page("https://hall.example/fund?a=b#c"),
            ),
            ("http://hall.example", page("http://hall.example")),
            ("HTTPS://hall.example", page("HTTPS://hall.example")),
            (
                "www.hall.example/fund",
                page("https://www.hall.example/fund"),
            ),
            ("hall.example", page("https://hall.example")),
            ("01234 567890", phone("tel:01234567890")),
            ("+44 (0)1234 567-890", phone("tel:+441234567890")),
            ("(01234) 567890", phone("tel:01234567890")),
            ("tel:+44-1234-567890", phone("tel:+441234567890")),
            ("101", phone("tel:101")),
            ("Ask at the hall, on Mondays", Some(Contact::Words)),
            ("Phone: 01234 567890", Some(Contact::Words)),
            ("Office hours: 9:30 to 12", Some(Contact::Words)),
            ("01234 567890 or 01234 567891", Some(Contact::Words)),
            ("two words@hall.example", Some(Contact::Words)),
            ("hello@hall", Some(Contact::Words)),
            ("javascript:alert(1)", None),
            ("JavaScript:alert(1)", None),
            ("data:text/html,x", None),
            ("https:hall.example", None),
            ("https://user@hall.example", None),
            ("https://a\"b.example", None),
        ] {
            assert_eq!(Contact::of(text), expected, "{text}");
        }
    }
}
