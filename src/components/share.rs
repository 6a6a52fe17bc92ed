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
    let whole = whole.max(1);
    if part >= whole {
        return 10_000;
    }
    // In two steps, so that money up to 2^53 needs no 128 bits, whose division weighs 1 kB.
    let (hundreds, rest) = (part * 100 / whole, part * 100 % whole);
    (hundreds * 100 + rest * 100 / whole) as u32
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
