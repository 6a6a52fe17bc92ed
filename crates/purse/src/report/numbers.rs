//! Numbers as people read them.

use tally::Ratio;
use tally::picks::BigRatio;

/// 1234567 as "1,234,567".
pub(crate) fn number(amount: u64) -> String {
    let digits = amount.to_string();
    let mut grouped = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A share from 0 to 1 as a percentage with one decimal, rounded down: 2/3 as "66.6 %".
pub(crate) fn percent(share: Ratio) -> String {
    let thousandths = share
        .numer()
        .checked_mul(1000)
        .map(|scaled| scaled / share.denom());
    // So large a fraction is shown by its leading digits.
    let thousandths = thousandths.unwrap_or_else(|| share.numer() / (share.denom() / 1000).max(1));
    format!("{}.{} %", thousandths / 10, thousandths % 10)
}

/// A fraction as a percentage with one decimal, rounded down; it may be above 100 %.
pub(crate) fn percent_of(part: &BigRatio) -> String {
    let thousandths = whole(&(part * BigRatio::from_integer(1000.into())));
    format!("{}.{} %", number(thousandths / 10), thousandths % 10)
}

/// The whole number in a fraction that is not negative; the largest there is for one beyond it.
pub(crate) fn whole(amount: &BigRatio) -> u64 {
    u64::try_from(amount.to_integer()).unwrap_or(u64::MAX)
}

/// An amount in the currency's unit, exactly: 125 with one decimal as 25/2.
pub(crate) fn in_units(amount: &BigRatio, decimals: u32) -> BigRatio {
    let ten = BigRatio::from_integer(10.into());
    (0..decimals).fold(amount.clone(), |amount, _| amount / &ten)
}

/// The same as text, "25/2".
pub(crate) fn exact_money(amount: u64, decimals: u32) -> String {
    in_units(&BigRatio::from_integer(amount.into()), decimals).to_string()
}

/// An amount with decimals as people read it: 12345678 with two decimals as "123,456.78".
pub(crate) fn money(amount: u64, decimals: u32) -> String {
    let decimals = decimals as usize;
    let digits = format!("{amount:0>width$}", width = decimals + 1);
    let (whole, fraction) = digits.split_at(digits.len() - decimals);
    let fraction = fraction.trim_end_matches('0');
    let point = if fraction.is_empty() { "" } else { "." };
    // A part of a u64's digits is one too.
    format!(
        "{}{point}{fraction}",
        number(whole.parse().unwrap_or(amount))
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_written_with_its_decimals() {
        for (amount, decimals, text, exact) in [
            (12_345_678, 2, "123,456.78", "6172839/50"),
            (125, 1, "12.5", "25/2"),
            (1_000, 2, "10", "10"),
            (5, 3, "0.005", "1/200"),
            (1_234, 0, "1,234", "1234"),
        ] {
            assert_eq!(money(amount, decimals), text);
            assert_eq!(exact_money(amount, decimals), exact);
        }
    }

    #[test]
    fn parts_above_the_whole_are_percentages_too() {
        let part = BigRatio::new(4.into(), 3.into());
        assert_eq!(percent_of(&part), "133.3 %");
    }

    #[test]
    fn numbers_are_grouped_in_threes() {
        for (amount, text) in [
            (0, "0"),
            (999, "999"),
            (1000, "1,000"),
            (123_456, "123,456"),
            (1_234_567, "1,234,567"),
        ] {
            assert_eq!(number(amount), text);
        }
    }

    #[test]
    fn shares_are_rounded_down() {
        let large = Ratio::new(i128::MAX / 3, i128::MAX);
        for (share, text) in [
            (Ratio::new(2, 3), "66.6 %"),
            (Ratio::from(1), "100.0 %"),
            (large, "33.3 %"),
        ] {
            assert_eq!(percent(share), text);
        }
    }
}
