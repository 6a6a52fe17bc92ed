//! From a tree to our types, going on past every mistake.

use super::node::{Entry, Kind, Node, unfit};
use super::parse::MAX_WHOLE;
use super::{Path, Report, Said};

/// A type that JSON can hold.
pub trait Shape: Sized {
    /// What a report says was expected.
    const IS: &'static str;

    /// Whether a field of this type may be left out; `read` is then given `None`.
    const OPTIONAL: bool = false;

    /// Reads a node. `None` stands for a value that could not be had, which the report has been told already;
    /// the answer is then a stand-in that nobody will use, since a report with problems yields no value.
    fn read(node: Option<&Node>, at: &Path, report: &mut Report) -> Self;

    /// Whether a file leaves this value out.
    fn is_absent(&self) -> bool {
        false
    }
}

/// Takes note that `node` is not what was expected, unless it was missing anyway.
pub fn misfit<T: Shape>(node: Option<&Node>, at: &Path, report: &mut Report) {
    if let Some(node) = node {
        report.say(at, node, T::IS);
    }
}

impl Shape for u64 {
    const IS: &'static str = "a whole number from 0 to 9007199254740991";

    fn read(node: Option<&Node>, at: &Path, report: &mut Report) -> Self {
        match node.map(|node| &node.kind) {
            Some(Kind::Whole(n)) => *n,
            _ => {
                misfit::<Self>(node, at, report);
                0
            }
        }
    }
}

impl Shape for bool {
    const IS: &'static str = "true or false";

    fn read(node: Option<&Node>, at: &Path, report: &mut Report) -> Self {
        match node.map(|node| &node.kind) {
            Some(Kind::Bool(b)) => *b,
            _ => {
                misfit::<Self>(node, at, report);
                false
            }
        }
    }
}

impl Shape for String {
    const IS: &'static str = "a text";

    fn read(node: Option<&Node>, at: &Path, report: &mut Report) -> Self {
        let Some(Kind::Text(text)) = node.map(|node| &node.kind) else {
            misfit::<Self>(node, at, report);
            return Self::new();
        };
        if let Some(c) = text.chars().find(|&c| unfit(c)) {
            report.say(
                at,
                Said::Sign(c),
                "a text on one line, without control characters",
            );
        }
        text.clone().into_owned()
    }
}

impl<T: Shape> Shape for Option<T> {
    const IS: &'static str = T::IS;
    const OPTIONAL: bool = true;

    fn read(node: Option<&Node>, at: &Path, report: &mut Report) -> Self {
        node.map(|node| T::read(Some(node), at, report))
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Shape> Shape for Vec<T> {
    const IS: &'static str = "a list";

    fn read(node: Option<&Node>, at: &Path, report: &mut Report) -> Self {
        let mut all = Self::new();
        each_item(node, at, report, &mut |item, at, report| {
            all.push(T::read(Some(item), at, report));
        });
        all
    }
}

/// Goes through a list, or takes note that it is none; one body for lists of whatever, which a phone loads once.
#[inline(never)]
fn each_item(
    node: Option<&Node>,
    at: &Path,
    report: &mut Report,
    read: &mut dyn FnMut(&Node, &Path, &mut Report),
) {
    let Some(Kind::List(items)) = node.map(|node| &node.kind) else {
        return misfit::<Vec<u64>>(node, at, report);
    };
    for (i, item) in items.iter().enumerate() {
        read(item, &at.item(i), report);
    }
}

/// The entries of an object, with a note for each name that stands there twice; `None` where it is no object.
pub fn entries<'n>(
    node: Option<&'n Node<'n>>,
    at: &Path,
    report: &mut Report,
) -> Option<&'n [Entry<'n>]> {
    let node = node?;
    let Kind::Object(entries) = &node.kind else {
        report.say(at, node, "an object");
        return None;
    };
    for (i, entry) in entries.iter().enumerate() {
        if entries[..i].iter().any(|before| before.name == entry.name) {
            report.say(&at.field(&entry.name), "this name again", "each name once");
        }
    }
    Some(entries)
}

/// The fields of an object, read one after the other.
pub struct Fields<'f, 't> {
    entries: Option<&'f [Entry<'f>]>,
    at: &'f Path<'f>,
    report: &'f mut Report<'t>,
    /// Of the fields not yet read.
    names: &'f [&'static str],
}

impl<'f, 't> Fields<'f, 't> {
    /// Opens an object, with a note for each field that is not among `names`.
    pub fn of(
        node: Option<&'f Node<'f>>,
        at: &'f Path<'f>,
        report: &'f mut Report<'t>,
        names: &'f [&'static str],
    ) -> Self {
        let entries = entries(node, at, report);
        for entry in entries.unwrap_or_default() {
            if !names.iter().any(|name| **name == entry.name) {
                report.say(
                    &at.field(&entry.name),
                    "a field that is not known here",
                    Said::OneOf(names),
                );
            }
        }
        Self {
            entries,
            at,
            report,
            names,
        }
    }

    /// The next field.
    // This stands once for each type, not once for each field: that is most of a reader's weight.
    #[inline(never)]
    pub fn field<T: Shape>(&mut self) -> T {
        let (name, node) = self.wanted((!T::OPTIONAL).then_some(T::IS));
        T::read(node, &self.at.field(name), self.report)
    }

    /// The next field's name and value, with a note when it is missing and `is` says what was expected.
    #[inline(never)]
    fn wanted(&mut self, is: Option<&str>) -> (&'static str, Option<&'f Node<'f>>) {
        let (name, node) = self.step();
        if let (None, Some(is), true) = (node, is, self.entries.is_some()) {
            self.report.say(&self.at.field(name), "nothing", is);
        }
        (name, node)
    }

    /// The next field; left out, it is `absent`.
    pub fn field_or<T: Shape>(&mut self, absent: T) -> T {
        let name = self.names.first().copied().unwrap_or_default();
        if self.find(name).is_some() {
            return self.field();
        }
        self.step();
        absent
    }

    /// Passes over the next field.
    #[inline(never)]
    pub fn step(&mut self) -> (&'static str, Option<&'f Node<'f>>) {
        let Some((name, rest)) = self.names.split_first() else {
            return ("", None);
        };
        self.names = rest;
        (name, self.find(name))
    }

    fn find(&self, name: &str) -> Option<&'f Node<'f>> {
        self.entries
            .unwrap_or_default()
            .iter()
            .find(|entry| entry.name == name)
            .map(|entry| &entry.value)
    }
}

/// Which of these names the text is; one that is none of them is reported, and stands for the first.
pub fn choose(
    node: Option<&Node>,
    at: &Path,
    report: &mut Report,
    names: &[&str],
    is: &str,
) -> usize {
    let Some(node) = node else { return 0 };
    let chosen = node
        .text()
        .and_then(|text| names.iter().position(|name| *name == text));
    chosen.unwrap_or_else(|| {
        report.say(at, node, is);
        0
    })
}

/// A field's name in JSON: without the mark that lets Rust use a keyword.
pub(crate) const fn plain(name: &str) -> &str {
    match name.as_bytes() {
        [b'r', b'#', rest @ ..] => match std::str::from_utf8(rest) {
            Ok(rest) => rest,
            Err(_) => name,
        },
        _ => name,
    }
}

/// "one of: a b c"
pub fn one_of(names: &[&str]) -> String {
    names
        .iter()
        .fold(String::from("one of:"), |out, name| out + " " + name)
}

const _: () = assert!(
    MAX_WHOLE == 9_007_199_254_740_991,
    "the text of `u64::IS` names this number"
);

/// An enum whose values are plain names in JSON.
macro_rules! names {
    ($(#[$meta:meta])* pub enum $type:ident { $($(#[$doc:meta])* $variant:ident = $name:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum $type { $($(#[$doc])* #[serde(rename = $name)] $variant),* }

        impl $type {
            /// Every value, in the order of the documentation.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// As files write it.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            /// The value of this name.
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.name() == name)
            }
        }

        impl $crate::json::Write for $type {
            fn write(&self, to: &mut $crate::json::Json) {
                to.text(&self.name());
            }
        }

        impl $crate::json::Shape for $type {
            const IS: &'static str = concat!("one of:" $(, " ", $name)*);

            fn read(
                node: Option<&$crate::json::Node>,
                at: &$crate::json::Path,
                report: &mut $crate::json::Report,
            ) -> Self {
                Self::ALL[$crate::json::choose(node, at, report, &[$($name),*], Self::IS)]
            }
        }
    };
}

/// The mark a file begins with: what it is, and which version of that.
macro_rules! format_name {
    ($(#[$meta:meta])* $type:ident, $name:literal) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub struct $type;

        impl $type {
            pub const NAME: &str = $name;
        }

        impl $crate::json::Write for $type {
            fn write(&self, to: &mut $crate::json::Json) {
                to.text(&Self::NAME);
            }
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(Self::NAME)
            }
        }

        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($type).into()
            }

            fn inline_schema() -> bool {
                true
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "const": Self::NAME })
            }
        }

        impl $crate::json::Shape for $type {
            const IS: &'static str = concat!("\"", $name, "\"");

            fn read(
                node: Option<&$crate::json::Node>,
                at: &$crate::json::Path,
                report: &mut $crate::json::Report,
            ) -> Self {
                match node.map(|node| &node.kind) {
                    Some($crate::json::Kind::Text(text)) if text == $name => {}
                    _ => $crate::json::misfit::<Self>(node, at, report),
                }
                Self
            }
        }
    };
}

pub(crate) use {format_name, names};
