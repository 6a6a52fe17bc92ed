//! Whole amounts as people write and type them, in their language.

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
        let before = match currency {
            "GBP" => "£".into(),
            "EUR" => "€".into(),
            "USD" => "$".into(),
            code => format!("{code}\u{a0}"),
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

    /// The whole number that this text says; `None` where it says none, also where readers could take it for
    /// different ones ("1,5", "1.000"). A number too large to hold is `u64::MAX`.
    #[must_use]
    pub fn read(&self, text: &str) -> Option<u64> {
        let text = without(text.trim(), &self.before, &self.after);
        let plain = text.replace(self.group.as_str(), " ");
        let parts: Vec<&str> = plain
            .split([' ', '\u{a0}', '\u{202f}', '\u{2009}', '\'', '’'])
            .collect();
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

    /// Does a separator stand before the last `digits` digits of a longer number?
    fn ends_a_group(&self, digits: usize) -> bool {
        let (last, further) = (usize::from(self.sizes.0), usize::from(self.sizes.1));
        digits == last || digits > last && further > 0 && (digits - last).is_multiple_of(further)
    }

    /// Digits of the language, and ASCII ones everywhere: not every keyboard has the language's own.
    fn value(&self, digit: char) -> Option<u64> {
        let own = self.digits.iter().position(|&own| own == digit);
        digit
            .to_digit(10)
            .map(u64::from)
            .or(own.map(|value| value as u64))
    }
}

/// The text without the currency before or after it.
fn without<'t>(text: &'t str, before: &str, after: &str) -> &'t str {
    let (before, after) = (before.trim(), after.trim());
    let text = text.strip_prefix(before).unwrap_or(text);
    text.strip_suffix(after).unwrap_or(text).trim()
}
