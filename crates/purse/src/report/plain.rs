//! What a file brings, on a terminal: no sign of it moves the cursor, changes colours or turns the text round.

use std::io::{self, Write};

/// Spells out control signs but for line ends and tabs. What is written to it comes in whole characters, as from
/// `write!`.
pub(crate) struct Plain<W>(pub(crate) W);

impl<W: Write> Write for Plain<W> {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        let plain = |byte: &u8| matches!(byte, b' '..=b'~' | b'\n' | b'\t');
        if text.iter().all(plain) {
            self.0.write_all(text)?;
            return Ok(text.len());
        }
        let shown: String = String::from_utf8_lossy(text)
            .chars()
            .map(|sign| match sign {
                '\n' | '\t' => sign.to_string(),
                _ if sign.is_control() || turns(sign) => sign.escape_unicode().to_string(),
                _ => sign.to_string(),
            })
            .collect();
        self.0.write_all(shown.as_bytes())?;
        Ok(text.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// The signs that turn text round, and those that end a line for some (Unicode Standard Annex 9, table 4).
fn turns(sign: char) -> bool {
    matches!(
        sign,
        '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    )
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::Plain;

    #[test]
    fn control_signs_are_spelt_out_and_all_else_stays() {
        let mut out = Plain(Vec::new());
        writeln!(out, "a\u{1b}[31m\tŵ\u{202e}é\u{9b}\r").unwrap();
        let shown = String::from_utf8(out.0).unwrap();
        assert_eq!(shown, "a\\u{1b}[31m\tŵ\\u{202e}é\\u{9b}\\u{d}\n");
    }
}
