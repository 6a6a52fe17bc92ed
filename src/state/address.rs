//! What stands in the page's address after `?`: understood however it is written, or said not to be.

use documents::ballot::Channel;
use documents::{Lang, Slug};

use super::Mode;

/// What the address asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct Address {
    /// Where the address can be read as asking for a kiosk, however badly, it is one: a shared device must not keep
    /// what an own one may.
    pub mode: Mode,
    pub channel: Channel,
    pub place: Option<Slug>,
    pub lang: Option<Lang>,
    /// Parts that were meant to say something and that nobody understands, as they are written.
    pub strange: Vec<String>,
}

const NAMES: [&str; 4] = ["mode", "channel", "place", "lang"];
const VALUES: [&str; 2] = ["kiosk", "paper"];

/// More of a strange part is not shown: it is no place to write messages.
const SHOWN: usize = 40;

impl Address {
    /// Reads `?mode=kiosk&place=town-hall`, and what was put behind a `#` by mistake. What is neither ours nor like it is
    /// somebody else's, such as `utm_source`.
    #[must_use]
    pub fn read(search: &str) -> Self {
        let mut address = Self {
            mode: Mode::Own,
            channel: Channel::Web,
            place: None,
            lang: None,
            strange: Vec::new(),
        };
        let (search, behind) = search.split_once('#').unwrap_or((search, ""));
        // A code there is nobody's business, and never shown.
        let behind = (!behind.starts_with("code=")).then_some(behind);
        for part in search.trim_start_matches('?').split('&').chain(behind) {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            let (name, value) = (named(name), decoded(value));
            let mut name = &name[..];
            // `trim_start_matches` would bring the search for texts of any length, 1.2 kB.
            while let Some(rest) = name.strip_prefix("amp-") {
                name = rest;
            }
            let amiss = behind == Some(part) || name != "mode" && part.split('=').count() != 2;
            let hidden = amiss && says_kiosk(&decoded(part));
            if hidden {
                address.mode = Mode::Kiosk;
            }
            if hidden || behind != Some(part) && !address.understands(name, &value) {
                let part = decoded(part);
                address.strange.push(part.chars().take(SHOWN).collect());
            }
        }
        // Whose turn it is nobody asks at a table, and a shared device must.
        if address.mode == Mode::Kiosk && address.channel != Channel::Paper {
            address.channel = Channel::Kiosk;
        }
        address
    }

    fn understands(&mut self, name: &str, value: &str) -> bool {
        let word = named(value);
        match (name, word.as_str()) {
            ("mode", "own") | ("channel", "web") => return true,
            ("channel", "paper") => self.channel = Channel::Paper,
            ("channel", "table") => self.channel = Channel::Table,
            ("mode", word) => {
                self.mode = Mode::Kiosk;
                return word == "kiosk";
            }
            ("place", _) => {
                let place = Slug::named(value);
                let another = self.place.is_some() && self.place != place;
                self.place = place;
                return self.place.is_some() && !another;
            }
            ("lang", tag) => {
                self.lang = Lang::parse(tag);
                return self.lang.is_some();
            }
            (name, word) => {
                if like(name, "kiosk") || like(word, "kiosk") {
                    self.mode = Mode::Kiosk;
                }
                let ours = NAMES.iter().any(|known| like(name, known));
                return !ours
                    && !VALUES
                        .iter()
                        .any(|known| like(name, known) || like(word, known));
            }
        }
        true
    }
}

/// Is one of its words "kiosk", or like it? Asked of parts that were put together wrongly, such as
/// `place=library?mode=kiosk`.
fn says_kiosk(text: &str) -> bool {
    let mut words = text.split(|sign: char| !sign.is_ascii_alphanumeric());
    words.any(|word| like(&word.to_ascii_lowercase(), VALUES[0]))
}

/// In the letters of a name, whatever else was written.
pub(crate) fn named(text: &str) -> String {
    Slug::named(&decoded(text)).map_or(String::new(), |name| name.to_string())
}

/// The same word, or one that differs by two letters in a row at most, as words do that were mistyped.
pub(crate) fn like(word: &str, known: &str) -> bool {
    let same = |(one, other): &(u8, u8)| one == other;
    let (word, known) = (word.as_bytes(), known.as_bytes());
    let begins = word
        .iter()
        .copied()
        .zip(known.iter().copied())
        .take_while(same)
        .count();
    let (word, known) = (&word[begins..], &known[begins..]);
    let backwards = word.iter().rev().copied().zip(known.iter().rev().copied());
    let ends = backwards.take_while(same).count();
    word.len() - ends <= 2 && known.len() - ends <= 2
}

/// The text that was percent-encoded into an address; what is no text there shows as `\u{fffd}`.
pub(crate) fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        bytes.push(match (first, after) {
            (b'+', _) => b' ',
            (b'%', [high, low, after @ ..]) => match (digit(*high), digit(*low)) {
                (Some(high), Some(low)) => {
                    rest = after;
                    16 * high + low
                }
                _ => b'%',
            },
            (byte, _) => *byte,
        });
    }
    String::from_utf8(bytes).unwrap_or_else(|no_text| {
        let sign = |byte: u8| match byte.is_ascii() {
            true => char::from(byte),
            false => char::REPLACEMENT_CHARACTER,
        };
        no_text.into_bytes().into_iter().map(sign).collect()
    })
}

fn digit(sign: u8) -> Option<u8> {
    let digit = char::from(sign).to_digit(16)?;
    u8::try_from(digit).ok()
}
