//! What this tool says to the person at the terminal; nothing else prints.

use std::io::{IsTerminal, Write, stderr, stdout};
use std::sync::OnceLock;

/// A reader that has gone away (`cargo xtask | head`) is no reason to stop the work.
pub(crate) fn say(text: &str) {
    let _ = writeln!(stdout(), "{}", text.trim_end_matches('\n'));
}

/// A step begins.
pub(crate) fn step(title: &str) {
    say(&styled("1", title));
}

/// A line of a child's output: set back, so that our own lines stand out.
pub(crate) fn aside(line: &str) {
    say(&styled("2", &format!("  │ {line}")));
}

pub(crate) fn complain(sentence: &str) {
    let _ = writeln!(stderr(), "{} {sentence}", styled("31", "✗"));
}

pub(crate) fn mark(ok: bool) -> String {
    if ok {
        styled("32", "✓")
    } else {
        styled("31", "✗")
    }
}

fn styled(code: &str, text: &str) -> String {
    static COLOUR: OnceLock<bool> = OnceLock::new();
    let colour =
        COLOUR.get_or_init(|| std::env::var_os("NO_COLOR").is_none() && stdout().is_terminal());
    if *colour {
        format!("\x1b[{code}m{text}\x1b[0m")
    } else {
        text.to_owned()
    }
}

/// "4 min 17 s", "12.3 s"
pub(crate) fn duration(time: std::time::Duration) -> String {
    let tenths = time.as_millis() / 100;
    if tenths < 600 {
        format!("{}.{} s", tenths / 10, tenths % 10)
    } else {
        format!("{} min {} s", tenths / 600, tenths % 600 / 10)
    }
}

/// 99,840
pub(crate) fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn numbers_are_grouped_by_thousands() {
        for (number, text) in [
            (0, "0"),
            (999, "999"),
            (1_000, "1,000"),
            (100_000, "100,000"),
            (1_234_567, "1,234,567"),
        ] {
            assert_eq!(thousands(number), text);
        }
    }

    #[test]
    fn durations_read_as_people_say_them() {
        assert_eq!(duration(Duration::from_millis(4_270)), "4.2 s");
        assert_eq!(duration(Duration::from_secs(257)), "4 min 17 s");
    }
}
