//! Numbers as people read them.

use tally::Ratio;

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

/// 1 as "1 ballot", 2 as "2 ballots".
pub(crate) fn count(number_of: u64, one: &str, many: &str) -> String {
    format!(
        "{} {}",
        number(number_of),
        if number_of == 1 { one } else { many }
    )
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

#[cfg(test)]
mod tests {
    use super::*;

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
