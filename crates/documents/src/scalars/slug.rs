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

    /// The name for machines of what people call a place: `Town Hall`, `town_hall` and `TOWN-HALL` are `town-hall`,
    /// `Caffi’r Tŷ` is `caffir-ty`. Capitals become small, accents and apostrophes go, marks that nobody sees go too, and
    /// what else stands between letters and digits becomes one hyphen. `None` where nothing is left, where it is longer
    /// than 64, or where a sign has no letter of a–z: two names must not become one by leaving signs out.
    pub fn named(text: &str) -> Option<Self> {
        let mut name = String::new();
        for sign in text.chars() {
            match sign {
                '\'' | '`' | '\u{b4}' | '\u{2bc}' | '‘' | '’' | '\u{300}'..='\u{36f}' => {}
                '\u{ad}'
                | '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}' => {}
                sign if sign.is_ascii_alphanumeric() => name.push(sign.to_ascii_lowercase()),
                sign if sign.is_ascii()
                    || sign.is_whitespace()
                    || matches!(sign, '\u{2010}'..='\u{2015}' | '·') =>
                {
                    if !name.is_empty() && !name.ends_with('-') {
                        name.push('-');
                    }
                }
                sign => name.push_str(plain(sign)?),
            }
        }
        Self::parse(name.trim_end_matches('-'))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The letters of U+00C0 to U+017F without their accents; a digit is a place in [`TWO`], 0 is no letter.
const PLAIN: &str = "\
    aaaaaa1ceeeeiiiidnooooo0ouuuuy43aaaaaa1ceeeeiiiidnooooo0ouuuuy4y\
    aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii55jjkkklllllll\
    lllnnnnnnnnnoooooo22rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
const TWO: [&str; 5] = ["ae", "oe", "ss", "th", "ij"];

/// A Latin letter without its accent.
fn plain(sign: char) -> Option<&'static str> {
    let at = match sign {
        '\u{1e80}'..='\u{1e85}' => return Some("w"),
        '\u{1ef2}' | '\u{1ef3}' => return Some("y"),
        sign => (sign as usize).checked_sub(0xc0)?,
    };
    let letter = PLAIN.get(at..=at)?;
    match letter.as_bytes()[0].wrapping_sub(b'1') {
        u8::MAX => None,
        two @ 0..5 => Some(TWO[usize::from(two)]),
        _ => Some(letter),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_has_one_name_however_it_is_written() {
        for (text, name) in [
            ("Town Hall", "town-hall"),
            ("town_hall", "town-hall"),
            ("  TOWN--HALL. ", "town-hall"),
            ("Town\u{a0}Hall\u{200f}", "town-hall"),
            ("Neuadd_Dref", "neuadd-dref"),
            ("St John’s & St Mary's", "st-johns-st-marys"),
            ("Caffi’r Tŷ Ŵyl", "caffir-ty-wyl"),
            ("cafe\u{301} / Café", "cafe-cafe"),
            ("ŁÓDŹ Straße Þing Æbelø", "lodz-strasse-thing-aebelo"),
            ("Library – floor 2", "library-floor-2"),
            ("Ẁ Ỳ", "w-y"),
        ] {
            assert_eq!(Slug::named(text), Slug::parse(name), "{text}");
        }
    }

    #[test]
    fn a_name_that_cannot_be_written_in_a_to_z_is_refused_and_never_cut() {
        for text in [
            "",
            "-",
            "!?",
            "市役所",
            "مكتبة",
            "Hall ☂",
            "2 × 2",
            "a\u{fffd}",
            "β",
        ] {
            assert_eq!(Slug::named(text), None, "{text}");
        }
        assert_eq!(Slug::named(&"a".repeat(65)), None);
    }

    #[test]
    fn a_name_of_a_name_is_itself() {
        for sign in '\u{0}'..'\u{3000}' {
            if let Some(name) = Slug::named(&format!("x{sign}y")) {
                assert_eq!(Slug::named(name.as_str()), Some(name), "{sign:?}");
            }
        }
    }
}
