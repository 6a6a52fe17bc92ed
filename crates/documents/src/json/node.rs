//! The tree that JSON text stands for.

use std::borrow::Cow;

use super::Path;

/// A value, and the byte at which it begins.
#[derive(Clone, Debug, PartialEq)]
pub struct Node<'a> {
    pub at: usize,
    pub kind: Kind<'a>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Kind<'a> {
    Null,
    Bool(bool),
    /// A whole number from 0 to [`super::MAX_WHOLE`], written without point or exponent.
    Whole(u64),
    /// Any other number, as it was written.
    Number(&'a str),
    Text(Cow<'a, str>),
    List(Vec<Node<'a>>),
    /// In the order of the file, repeated names included.
    Object(Vec<Entry<'a>>),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Entry<'a> {
    pub at: usize,
    pub name: Cow<'a, str>,
    pub value: Node<'a>,
}

/// How much of a text a report quotes, in characters.
const QUOTED: usize = 40;

impl Node<'_> {
    /// The field of this name, where this is an object that has one.
    pub fn field(&self, name: &str) -> Option<&Self> {
        let Kind::Object(entries) = &self.kind else {
            return None;
        };
        entries
            .iter()
            .find(|entry| entry.name == name)
            .map(|entry| &entry.value)
    }

    pub fn is_true(&self) -> bool {
        self.kind == Kind::Bool(true)
    }

    /// The text in the field of this name.
    pub fn text_at(&self, name: &str) -> Option<&str> {
        self.field(name)?.text()
    }

    pub fn is_list(&self) -> bool {
        matches!(self.kind, Kind::List(_))
    }

    /// The items, where this is a list.
    pub fn items(&self) -> &[Self] {
        match &self.kind {
            Kind::List(items) => items,
            _ => &[],
        }
    }

    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn whole(&self) -> Option<u64> {
        match self.kind {
            Kind::Whole(n) => Some(n),
            _ => None,
        }
    }

    /// Calls `visit` with every node that `pattern` leads to from here: names of fields, and `*` for each item
    /// of a list, such as `priorities.*.tags.*`; the empty pattern leads here.
    pub fn visit(&self, at: &Path, pattern: &str, visit: &mut dyn FnMut(&Self, &Path)) {
        let (step, rest) = pattern.split_once('.').unwrap_or((pattern, ""));
        match step {
            "" => visit(self, at),
            "*" => {
                for (i, item) in self.items().iter().enumerate() {
                    item.visit(&at.item(i), rest, visit);
                }
            }
            _ => {
                if let Some(field) = self.field(step) {
                    field.visit(&at.field(step), rest, visit);
                }
            }
        }
    }

    /// What a report says was found here.
    pub fn describe(&self) -> String {
        match &self.kind {
            Kind::Null => "null".into(),
            Kind::Bool(true) => "true".into(),
            Kind::Bool(false) => "false".into(),
            Kind::Whole(n) => n.to_string(),
            Kind::Number(text) => text.chars().take(QUOTED).collect(),
            Kind::Text(text) => quote(text),
            Kind::List(_) => "a list".into(),
            Kind::Object(_) => "an object".into(),
        }
    }
}

/// A text in quotes, as [`spelt`].
pub(crate) fn quote(text: &str) -> String {
    format!("\"{}\"", spelt(text, QUOTED))
}

/// A text of at most so many characters, with what cannot be seen spelt out as `U+202E`.
pub(crate) fn spelt(text: &str, most: usize) -> String {
    let mut out = String::new();
    for (i, c) in text.chars().enumerate() {
        if i == most {
            out.push('…');
            break;
        }
        if unfit(c) {
            out.push_str(&code_point(c));
        } else {
            out.push(c);
        }
    }
    out
}

/// The name of a character, such as `U+202E`.
pub(crate) fn code_point(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

/// Characters that no file of ours may hold: controls, line separators, byte order marks, and the bidi
/// embeddings, overrides and isolates that can make a text show as what it is not (UAX #9; CVE-2021-42574).
///
/// The implicit marks U+061C, U+200E and U+200F stay allowed: honest right-to-left text needs them.
pub(crate) fn unfit(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}
