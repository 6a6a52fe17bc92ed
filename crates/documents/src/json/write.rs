//! Compact JSON of names, hexadecimal digits and whole numbers: what a ballot is written in.
//!
//! None of these texts has anything to escape. serde_json would write the same in 4 kB more, and every phone loads this.

use std::fmt::Display;

/// An object that is being written, its fields in the order in which they are given.
pub(crate) struct Object(String);

impl Object {
    /// The bytes of an object with what `fields` writes into it.
    pub(crate) fn write(fields: impl FnOnce(&mut Self)) -> Vec<u8> {
        let mut object = Self(String::new());
        object.braced('{', fields, '}');
        object.0.into_bytes()
    }

    /// A field with a text that has nothing to escape.
    pub(crate) fn text(&mut self, name: &str, text: &dyn Display) {
        self.name(name);
        self.quoted(text);
    }

    pub(crate) fn number(&mut self, name: &str, number: u64) {
        self.name(name);
        self.0 += &number.to_string();
    }

    pub(crate) fn flag(&mut self, name: &str, flag: bool) {
        self.name(name);
        self.0 += if flag { "true" } else { "false" };
    }

    pub(crate) fn object(&mut self, name: &str, fields: impl FnOnce(&mut Self)) {
        self.name(name);
        self.braced('{', fields, '}');
    }

    /// A field with a list of texts.
    pub(crate) fn list(&mut self, name: &str, items: impl FnOnce(&mut Self)) {
        self.name(name);
        self.braced('[', items, ']');
    }

    /// The next item of a list.
    pub(crate) fn item(&mut self, text: &dyn Display) {
        self.comma();
        self.quoted(text);
    }

    #[inline(never)]
    fn name(&mut self, name: &str) {
        self.item(&name);
        self.0.push(':');
    }

    fn comma(&mut self) {
        if !self.0.ends_with(['{', '[']) {
            self.0.push(',');
        }
    }

    #[inline(never)]
    fn quoted(&mut self, text: &dyn Display) {
        self.0 += &format!("\"{text}\"");
    }

    fn braced(&mut self, open: char, inside: impl FnOnce(&mut Self), close: char) {
        self.0.push(open);
        inside(self);
        self.0.push(close);
    }
}
