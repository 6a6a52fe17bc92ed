//! Amounts as books write them.

pub(super) const EXPECTED: &str =
    "a whole number of the currency's units, such as 1,250, £1,250.00 or -250";
const NO_PART: &str = "whole units of the currency, which a ledger has: no pence";

/// Whole units; less than 0 behind a minus sign, before one, or in brackets.
pub(super) fn read(text: &str) -> Result<i64, &'static str> {
    let (minus, plain) = sign(text.trim())?;
    let plain = plain.trim_start_matches(['£', '€', '$']);
    let plain = unit(plain.trim()).trim();
    let (whole, part) = plain.split_once('.').unwrap_or((plain, ""));
    let size = whole_units(whole).ok_or(EXPECTED)?;
    match part {
        "" if plain.ends_with('.') => return Err(EXPECTED),
        "" | "0" | "00" => {}
        _ if part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit()) => {
            return Err(NO_PART);
        }
        // 1.250 could be a thousand and more.
        _ => return Err(EXPECTED),
    }
    Ok(if minus { -size } else { size })
}

/// Whether the amount is less than 0, and the rest of it.
fn sign(text: &str) -> Result<(bool, &str), &'static str> {
    let minus = ['-', '−', '–'];
    let inner = text
        .strip_prefix('(')
        .and_then(|text| text.strip_suffix(')'));
    let (before, behind) = (text.strip_prefix(minus), text.strip_suffix(minus));
    match (inner, before, behind) {
        (None, None, None) => {
            // £-250
            let plain = text.trim_start_matches(['£', '€', '$']);
            let inside = plain.strip_prefix(minus);
            Ok((inside.is_some(), inside.unwrap_or(text)))
        }
        (Some(inner), None, None) if !inner.contains(minus) => Ok((true, inner)),
        (None, Some(rest), None) | (None, None, Some(rest)) => Ok((true, rest)),
        _ => Err(EXPECTED),
    }
}

/// Without the currency's code before it or behind it.
fn unit(text: &str) -> &str {
    let is_code = |part: &str| part.len() == 3 && part.bytes().all(|b| b.is_ascii_uppercase());
    match text.split_once(' ') {
        Some((code, rest)) if is_code(code) => rest,
        _ => match text.rsplit_once(' ') {
            Some((rest, code)) if is_code(code) => rest,
            _ => text,
        },
    }
}

/// Plain digits, or digits in threes with one kind of mark between them.
fn whole_units(text: &str) -> Option<i64> {
    let mark = text.chars().find(|sign| !sign.is_ascii_digit());
    let digits = match mark {
        None => text.to_owned(),
        Some(mark) if ",' \u{a0}\u{202f}’".contains(mark) => {
            let mut groups = text.split(mark);
            let first = groups.next().unwrap_or_default();
            let in_threes = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
            in_threes.then(|| text.replace(mark, ""))?
        }
        Some(_) => return None,
    };
    let all = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    all.then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn amounts_are_read_as_books_write_them_or_not_at_all() {
        for (text, amount) in [
            ("4500", Some(4500)),
            ("£4,500.00", Some(4500)),
            ("4 500", Some(4500)),
            ("1,234,567", Some(1_234_567)),
            ("GBP 4,500.0", Some(4500)),
            ("4,500 GBP", Some(4500)),
            ("-250", Some(-250)),
            ("−250", Some(-250)),
            ("(250.00)", Some(-250)),
            ("250-", Some(-250)),
            ("-£250", Some(-250)),
            ("£-250", Some(-250)),
            ("0", Some(0)),
            ("4500.50", None),
            ("1.250", None),
            ("1.250,00", None),
            ("1,25", None),
            ("1,2345", None),
            ("--5", None),
            ("(-5)", None),
            ("5.", None),
            ("", None),
            ("£", None),
            ("n/a", None),
            ("1e3", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(read(text).ok(), amount, "{text}");
        }
    }
}
