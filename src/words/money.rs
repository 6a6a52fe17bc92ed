//! Amounts as people say them, without a float.

use super::{Key, Value, Words};
use crate::state::MoneyStyle;

/// "£420k", "£1.2m": below a thousand exact, below a million whole thousands, then tenths; halves go up.
pub(super) fn said(words: &Words, style: &MoneyStyle, amount: u64) -> String {
    let (unit, key) = match amount {
        0..1_000 => return style.money(amount),
        1_000..999_500 => (1_000, Key::MoneyThousand),
        999_500..999_950_000 => (1_000_000, Key::MoneyMillion),
        _ => (1_000_000_000, Key::MoneyBillion),
    };
    let tenths = if unit == 1_000 {
        (amount + 500) / 1_000 * 10
    } else {
        (amount + unit / 20) / (unit / 10)
    };
    let mut number = style.number(tenths / 10);
    if !tenths.is_multiple_of(10) {
        number.push_str(words.say(Key::MoneyPoint));
        number.push_str(&style.number(tenths % 10));
    }
    [
        &style.before,
        words
            .fill(key, &[("number", Value::Text(&number))])
            .as_str(),
        &style.after,
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn said_amounts_round_halves_up_and_never_say_a_thousand_thousand() {
        let words = crate::words::tests::english();
        for (amount, text) in [
            (999, "£999"),
            (1_000, "£1k"),
            (1_499, "£1k"),
            (1_500, "£2k"),
            (420_000, "£420k"),
            (999_499, "£999k"),
            (999_500, "£1m"),
            (1_150_000, "£1.2m"),
            (2_000_000, "£2m"),
            (999_949_999, "£999.9m"),
            (999_950_000, "£1bn"),
        ] {
            assert_eq!(words.value(Value::MoneySaid(amount)), text);
        }
    }
}
