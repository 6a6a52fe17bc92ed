//! The public keys in a budget's text.

use std::io;

use documents::Budget;
use documents::budget::Keys;

use crate::words::say;

/// `"keys": { … }` as it stands in a budget.
pub(crate) fn as_json(keys: &Keys) -> io::Result<String> {
    let pretty = serde_json::to_string_pretty(keys)?;
    Ok(format!("\"keys\": {}", pretty.replace('\n', "\n  ")))
}

/// The budget's bytes with the keys before its closing brace, every other byte as it was.
///
/// # Errors
/// Why that cannot be, in words.
pub(crate) fn with_keys(bytes: &[u8], budget: &Budget, keys: &Keys) -> Result<Vec<u8>, String> {
    if budget.keys.is_some() {
        return Err(say!("key.has_keys").into());
    }
    let text = str::from_utf8(bytes).map_err(|error| error.to_string())?;
    let body = text
        .trim_end()
        .strip_suffix('}')
        .ok_or(say!("key.no_brace"))?;
    let last = body.trim_end().len();
    let gap = &body[last..];
    let line_end = if gap.contains("\r\n") { "\r\n" } else { "\n" };
    let keys_json = as_json(keys).map_err(|error| error.to_string())?;
    let mut written = text.to_owned();
    written.insert_str(last, &format!(",\n  {keys_json}").replace('\n', line_end));
    if gap.is_empty() {
        written.insert_str(written.trim_end().len() - 1, line_end);
    }
    check(written.as_bytes(), budget, keys)?;
    Ok(written.into_bytes())
}

/// Whether the written text is the same budget, and has the keys.
fn check(written: &[u8], budget: &Budget, keys: &Keys) -> Result<(), String> {
    let read = Budget::read(written).map_err(|problems| {
        let first = problems.first().map(ToString::to_string);
        first.unwrap_or_else(|| say!("key.no_budget").into())
    })?;
    let mut expected = budget.clone();
    expected.keys = Some(keys.clone());
    expected.sha256 = read.sha256;
    if read == expected {
        Ok(())
    } else {
        Err(say!("key.other_budget").into())
    }
}

#[cfg(test)]
mod tests {
    use seals::Organiser;

    use super::*;

    const BUDGET: &str = include_str!("../../tests/data/budget.json");

    fn written(text: &str) -> String {
        let budget = Budget::read(text.as_bytes()).expect("a budget");
        let keys = Organiser::new([1; 32]).keys(true, true);
        let bytes = with_keys(text.as_bytes(), &budget, &keys).expect("it takes the keys");
        String::from_utf8(bytes).expect("text")
    }

    #[test]
    fn every_other_byte_stays() {
        for text in [
            BUDGET.to_owned(),
            BUDGET.trim_end().to_owned(),
            BUDGET.replace('\n', "\r\n"),
            format!("{}\n\n  \n", BUDGET.trim_end()),
        ] {
            let written = written(&text);
            let at = written
                .find(",\n  \"keys\"")
                .or(written.find(",\r\n  \"keys\""));
            let at = at.expect("the keys");
            assert!(text.starts_with(&written[..at]));
            let end = text.len() - at;
            assert!(written.ends_with(&text[text.len() - end..]));
            assert_eq!(written.contains('\r'), text.contains('\r'));
        }
    }

    #[test]
    fn a_budget_on_one_line_takes_them_too() {
        let line: String = BUDGET.lines().map(str::trim).collect();
        let written = written(&line);
        assert!(written.ends_with("\n}"), "{written}");
    }

    #[test]
    fn keys_that_are_there_stay() {
        let text = written(BUDGET);
        let budget = Budget::read(text.as_bytes()).expect("a budget");
        let other = Organiser::new([2; 32]).keys(false, false);
        let refused = with_keys(text.as_bytes(), &budget, &other).expect_err("keys");
        assert!(refused.contains("has keys already"), "{refused}");
    }
}
