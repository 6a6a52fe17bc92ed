//! Whole amounts as people write and type them, in their language.

use documents::budget::currency_sign;

use super::ClampReason;

/// How money is written in a language: asked once of the browser's `Intl`, applied to whole numbers here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoneyStyle {
    pub before: String,
    pub after: String,
    pub group: String,
    /// Digits in the group nearest the end, then in every further group (3 and 3; 3 and 2 in India).
    pub sizes: (u8, u8),
    /// The ten digits, from zero.
    pub digits: [char; 10],
}

impl MoneyStyle {
    /// The currency's sign or code and plain groups of three: understood everywhere, until the browser is asked.
    #[must_use]
    pub fn plain(currency: &str) -> Self {
        let before = match currency_sign(currency) {
            Some(sign) => sign.into(),
            None => [currency, "\u{a0}"].concat(),
        };
        Self {
            before,
            after: String::new(),
            group: ",".into(),
            sizes: (3, 3),
            digits: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
        }
    }

    /// With the currency: `£120,000`.
    #[must_use]
    pub fn money(&self, amount: u64) -> String {
        [&self.before, self.number(amount).as_str(), &self.after].concat()
    }

    /// Without the currency, as a field shows it: `120,000`.
    #[must_use]
    pub fn number(&self, amount: u64) -> String {
        let plain = amount.to_string();
        let mut out = String::with_capacity(2 * plain.len());
        for (at, digit) in plain.bytes().enumerate() {
            if at > 0 && self.ends_a_group(plain.len() - at) {
                out.push_str(&self.group);
            }
            out.push(self.digits[usize::from(digit - b'0')]);
        }
        out
    }

    /// The whole number that this text says, whatever marks nobody sees came along with it and in the digits of any
    /// script; a fraction of nothing (`.00`) and thousands as `k` are understood. What readers could take for
    /// different numbers ("1.000", where a point ends no group) is not guessed. A number too large to hold is `u64::MAX`.
    ///
    /// # Errors
    /// What was not understood: [`ClampReason::Sign`], [`ClampReason::TwoWays`] or [`ClampReason::NotANumber`].
    pub fn read(&self, text: &str) -> Result<u64, ClampReason> {
        let text = seen(text);
        let mut text = text.trim();
        for sign in [&self.before, &self.after] {
            let sign = seen(sign);
            let without = text.strip_prefix(sign.trim());
            text = without
                .or(text.strip_suffix(sign.trim()))
                .map_or(text, str::trim);
        }
        match text.strip_suffix(['k', 'K']) {
            Some(thousands) => self
                .whole(thousands.trim_end())
                .map(|number| number.saturating_mul(1_000)),
            None => self.whole(text),
        }
    }

    /// Digits in groups or in one row, without anything around them.
    fn whole(&self, text: &str) -> Result<u64, ClampReason> {
        let point = |sign| matches!(sign, '.' | ',' | '٫') && !self.groups_by(sign);
        let (text, rest) = match text.rsplit_once(point) {
            Some((text, rest)) if self.is_nothing(rest) => (text, ""),
            Some((text, rest)) => (text, rest),
            None => (text, ""),
        };
        if let Some(sign) = [text, rest]
            .concat()
            .chars()
            .find(|&sign| !point(sign) && !self.separates(sign) && self.value(sign).is_none())
        {
            return Err(ClampReason::Sign(sign));
        }
        if rest.chars().count() == 3 && !text.contains(point) {
            return Err(ClampReason::TwoWays);
        }
        if !rest.is_empty() {
            return Err(ClampReason::NotANumber);
        }
        self.grouped(text).ok_or(ClampReason::NotANumber)
    }

    fn grouped(&self, text: &str) -> Option<u64> {
        let parts: Vec<&str> = text.split(|sign| self.separates(sign)).collect();
        let digits: usize = parts.iter().map(|part| part.chars().count()).sum();
        let mut after = digits;
        let mut number = 0_u64;
        for part in parts {
            if part.is_empty() || after < digits && !self.ends_a_group(after) {
                return None;
            }
            for digit in part.chars() {
                number = number.saturating_mul(10).saturating_add(self.value(digit)?);
                after -= 1;
            }
        }
        Some(number)
    }

    /// Pence that are none, as in `5,000.00` and `5000,-`.
    fn is_nothing(&self, rest: &str) -> bool {
        let none = |sign| sign == '-' || self.value(sign) == Some(0);
        (1..=2).contains(&rest.chars().count()) && rest.chars().all(none)
    }

    /// Does this sign stand between groups of digits, in this language or anywhere?
    fn separates(&self, sign: char) -> bool {
        self.groups_by(sign) || sign.is_whitespace() || matches!(sign, '\'' | '’' | '٬')
    }

    /// `str::contains` would bring the search for texts of any length, 1.9 kB.
    fn groups_by(&self, sign: char) -> bool {
        self.group.chars().any(|own| own == sign)
    }

    /// Does a separator stand before the last `digits` digits of a longer number?
    fn ends_a_group(&self, digits: usize) -> bool {
        let (last, further) = (usize::from(self.sizes.0), usize::from(self.sizes.1));
        digits == last || digits > last && further > 0 && (digits - last).is_multiple_of(further)
    }

    /// What a digit of any script is worth: not every keyboard has the language's own.
    fn value(&self, digit: char) -> Option<u64> {
        let own = self.digits.iter().position(|&own| own == digit);
        let in_row = |zero: &u16| u32::from(digit).checked_sub((*zero).into());
        let any = || ZEROS.iter().filter_map(in_row).find(|&value| value < 10);
        own.map(|value| value as u64)
            .or_else(|| any().map(u64::from))
    }
}

/// The zero of each row of decimal digits in Unicode's Basic Multilingual Plane (general category Nd).
const ZEROS: [u16; 37] = [
    0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66,
    0xde6, 0xe50, 0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90,
    0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10,
];

/// The text as it is seen: without marks that copying from a table or another program brings along, and with the
/// commas and points of every script alike.
fn seen(text: &str) -> String {
    text.chars()
        .filter_map(|sign| match sign {
            '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' => None,
            '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' => None,
            '،' | '，' => Some(','),
            '．' => Some('.'),
            sign => Some(sign),
        })
        .collect()
}
