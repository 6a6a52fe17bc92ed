//! Decimal numbers without floating point.

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
    pub(super) fn read(&mut self, text: &str) -> Option<Decimal> {
        // Others take a comma for the point as well.
        let decimal = match text.contains(',') {
            true => parse(text.replace(',', ".").trim()),
            false => parse(text.trim()),
        };
        self.keep(decimal.filter(|decimal| decimal.digits >= 0))
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

fn parse(text: &str) -> Option<Decimal> {
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
