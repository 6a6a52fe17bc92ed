//! Decimal numbers without floating point.

use std::cmp::Ordering;
use std::fmt;

/// How many decimals the numbers read so far have.
#[derive(Clone, Copy, Default)]
pub(super) struct Decimals {
    places: u32,
}

/// digits · 10^−places
#[derive(Clone, Copy, Default)]
pub(super) struct Decimal {
    digits: i128,
    places: u32,
}

impl Decimals {
    /// Reads an amount of money, not negative, such as `130000`, `130000.0`, `2.50`, `2,50` or `1.3e5`.
    ///
    /// # Errors
    /// What was expected; for one that can be read in two ways, both.
    pub(super) fn read(&mut self, text: &str) -> Result<Decimal, String> {
        let text = text.trim();
        if let Some(readings) = two_readings(text) {
            return Err(readings);
        }
        // Others take a comma for the point as well.
        let decimal = match text.contains(',') {
            true => parse(&text.replace(',', ".")),
            false => parse(text),
        };
        self.keep(decimal.filter(|decimal| decimal.digits >= 0))
            .ok_or_else(|| "a decimal number, not negative".into())
    }

    pub(super) fn read_signed(&mut self, text: &str) -> Option<Decimal> {
        self.keep(parse(text.trim()))
    }

    fn keep(&mut self, decimal: Option<Decimal>) -> Option<Decimal> {
        self.places = self.places.max(decimal?.places);
        decimal
    }

    pub(super) fn places(self) -> u32 {
        self.places
    }

    /// The number in units of the last decimal place that any number has.
    pub(super) fn whole<N: TryFrom<i128>>(self, decimal: Decimal) -> Option<N> {
        let unit = 10i128.checked_pow(self.places - decimal.places.min(self.places))?;
        N::try_from(unit.checked_mul(decimal.digits)?).ok()
    }
}

impl Decimal {
    pub(super) fn new(digits: i128, places: u32) -> Self {
        Self { digits, places }
    }

    /// Which is the larger; none for numbers too large to tell.
    #[inline]
    pub(super) fn compare(self, other: Self) -> Option<Ordering> {
        if self.places == other.places {
            return Some(self.digits.cmp(&other.digits));
        }
        let places = self.places.max(other.places);
        let raised = |decimal: Self| {
            10i128
                .checked_pow(places - decimal.places)?
                .checked_mul(decimal.digits)
        };
        Some(raised(self)?.cmp(&raised(other)?))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.digits < 0 { "-" } else { "" };
        let width = self.places as usize + 1;
        let digits = format!("{:0>width$}", self.digits.unsigned_abs());
        let (whole, fraction) = digits.split_at(digits.len() - self.places as usize);
        match fraction.trim_end_matches('0') {
            "" => write!(f, "{sign}{whole}"),
            fraction => write!(f, "{sign}{whole}.{fraction}"),
        }
    }
}

/// `90,000` is ninety thousand to some and ninety to others, and `90.000` the other way round.
fn two_readings(text: &str) -> Option<String> {
    let (whole, group) = text.split_once([',', '.'])?;
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let grouped = group.len() == 3 && digits(group);
    // No number of thousands begins with a zero. A point is the format's own mark, unless it stands where groups do.
    let most = if text.contains(',') { usize::MAX } else { 3 };
    let leading = (1..=most).contains(&whole.len()) && digits(whole) && !whole.starts_with('0');
    (grouped && leading).then(|| {
        format!(
            "an amount with one reading: {whole}{group}, or {whole}.{group}0 for {whole}.{group}"
        )
    })
}

pub(super) fn parse(text: &str) -> Option<Decimal> {
    let (number, exponent) = match text.split_once(['e', 'E']) {
        Some((number, exponent)) => (number, exponent.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let (sign, number) = match number.strip_prefix('-') {
        Some(number) => (-1, number),
        None => (1, number.strip_prefix('+').unwrap_or(number)),
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let fraction = fraction.trim_end_matches('0');
    let all_digits = whole
        .bytes()
        .chain(fraction.bytes())
        .all(|byte| byte.is_ascii_digit());
    if !all_digits || number.is_empty() || number == "." || number.len() > 30 || exponent.abs() > 30
    {
        return None;
    }
    let digits: i128 = format!("0{whole}{fraction}").parse().ok()?;
    let places = fraction.len() as i32 - exponent;
    let raised = 10i128
        .checked_pow((-places).max(0) as u32)?
        .checked_mul(sign * digits)?;
    Some(Decimal {
        digits: raised,
        places: places.max(0) as u32,
    })
}
