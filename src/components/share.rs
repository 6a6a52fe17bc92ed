use yew::AttrValue;

/// How far along `whole` the amount `part` is, as SVG takes it: "12.50%".
pub fn share(part: u64, whole: u64) -> AttrValue {
    written(hundredths(part, whole))
}

/// From one amount to another along `whole`: where it starts, and how long it is. Neighbours meet exactly.
pub(super) fn stretch(from: u64, to: u64, whole: u64) -> (AttrValue, AttrValue) {
    let (start, end) = (hundredths(from, whole), hundredths(to, whole));
    (written(start), written(end.saturating_sub(start)))
}

/// Hundredths of a per cent, at most a whole.
fn hundredths(part: u64, whole: u64) -> u32 {
    let share = u128::from(part) * 10_000 / u128::from(whole.max(1));
    u32::try_from(share).unwrap_or(u32::MAX).min(10_000)
}

fn written(hundredths: u32) -> AttrValue {
    let point = if hundredths % 100 < 10 { ".0" } else { "." };
    [
        &(hundredths / 100).to_string(),
        point,
        &(hundredths % 100).to_string(),
        "%",
    ]
    .concat()
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_exact_to_a_hundredth_of_a_per_cent() {
        let cases = [
            (0, 10, "0.00%"),
            (1, 8, "12.50%"),
            (1, 1_999, "0.05%"),
            (7, 7, "100.00%"),
            (9, 7, "100.00%"),
        ];
        for (part, whole, text) in cases {
            assert_eq!(share(part, whole), text);
        }
        assert_eq!(share(5, 0), "100.00%");
    }

    #[test]
    fn neighbours_meet() {
        assert_eq!(stretch(1, 2, 3), ("33.33%".into(), "33.33%".into()));
        assert_eq!(stretch(2, 3, 3), ("66.66%".into(), "33.34%".into()));
    }
}
