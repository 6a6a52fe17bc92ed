//! A value as compact JSON: the canonical bytes of every file.
//!
//! Made here rather than taken: serde_json would write the same, and weighs 2 kB more in a program that writes results.

use std::fmt::Display;

/// A value that files hold.
pub trait Write {
    fn write(&self, to: &mut Json);
}

/// What is being written.
pub struct Json(String);

pub(crate) fn to_bytes(value: &impl Write) -> Vec<u8> {
    let mut json = Json(String::new());
    value.write(&mut json);
    json.0.into_bytes()
}

impl Json {
    /// A text in quotes.
    #[inline(never)]
    pub(crate) fn text(&mut self, text: &dyn Display) {
        let text = text.to_string();
        self.0.push('"');
        match text.bytes().any(|byte| is_special(byte.into())) {
            false => self.0 += &text,
            true => text.chars().for_each(|sign| self.sign(sign)),
        }
        self.0.push('"');
    }

    /// A whole number.
    pub(crate) fn number(&mut self, number: &dyn Display) {
        self.0 += &number.to_string();
    }

    /// What a text cannot hold as it is (RFC 8259, section 7) is spelt out.
    fn sign(&mut self, sign: char) {
        match sign {
            '"' | '\\' => self.0.extend(['\\', sign]),
            _ if is_special(sign) => self.0 += &format!("\\u{:04X}", u32::from(sign)),
            _ => self.0.push(sign),
        }
    }

    /// A list or an object, between its brackets.
    pub(crate) fn within(&mut self, brackets: [char; 2], parts: impl FnOnce(&mut Self)) {
        self.0.push(brackets[0]);
        parts(self);
        self.0.push(brackets[1]);
    }

    /// What stands before a list's item.
    pub(crate) fn next(&mut self) {
        if !matches!(self.0.as_bytes(), [.., b'{' | b'[']) {
            self.0.push(',');
        }
    }

    /// What stands before a field's value.
    #[inline(never)]
    pub(crate) fn name(&mut self, name: &str) {
        self.next();
        self.text(&name);
        self.0.push(':');
    }
}

impl Write for bool {
    fn write(&self, to: &mut Json) {
        to.0 += if *self { "true" } else { "false" };
    }
}

impl Write for u64 {
    fn write(&self, to: &mut Json) {
        to.0 += &self.to_string();
    }
}

impl Write for String {
    fn write(&self, to: &mut Json) {
        to.text(self);
    }
}

/// A field that is none is left out before it comes here.
impl<T: Write> Write for Option<T> {
    fn write(&self, to: &mut Json) {
        if let Some(value) = self {
            value.write(to);
        }
    }
}

impl<T: Write> Write for Vec<T> {
    fn write(&self, to: &mut Json) {
        to.within(['[', ']'], |to| {
            for item in self {
                to.next();
                item.write(to);
            }
        });
    }
}

fn is_special(sign: char) -> bool {
    matches!(sign, '"' | '\\' | ..' ')
}
