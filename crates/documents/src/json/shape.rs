//! From a tree to our types, going on past every mistake.

use super::node::{Entry, Kind, Node, code_point, unfit};
use super::parse::MAX_WHOLE;
use super::{Path, Report};

/// A type that JSON can hold.
pub trait Shape: Sized {
    /// What a report says was expected.
    const IS: &'static str;

    /// Reads a node. `None` stands for a value that could not be had, which the report has been told already;
    /// the answer is then a stand-in that nobody will use, since a report with problems yields no value.
    fn read(node: Option<&Node>, at: &Path, report: &mut Report) -> Self;

    /// What a field of this type means where it is left out; `None` where it must be there.
    fn absent() -> Option<Self> {
        None
    }
}

/// Takes note that `node` is not what was expected, unless it was missing anyway.
pub fn misfit<T: Shape>(node: Option<&Node>, at: &Path, report: &mut Report) {
    if let Some(node) = node {
        report.say(at, &node.describe(), T::IS);
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
                &code_point(c),
                "a text on one line, without control characters",
            );
        }
        text.clone().into_owned()
    }
}

impl<T: Shape> Shape for Option<T> {
    const IS: &'static str = T::IS;

    fn read(node: Option<&Node>, at: &Path, report: &mut Report) -> Self {
        node.map(|node| T::read(Some(node), at, report))
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: Shape> Shape for Vec<T> {
    const IS: &'static str = "a list";

    fn read(node: Option<&Node>, at: &Path, report: &mut Report) -> Self {
        let Some(Kind::List(items)) = node.map(|node| &node.kind) else {
            misfit::<Self>(node, at, report);
            return Self::new();
        };
        items
            .iter()
            .enumerate()
            .map(|(i, item)| T::read(Some(item), &at.item(i), report))
            .collect()
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
        report.say(at, &node.describe(), "an object");
        return None;
    };
    for (i, entry) in entries.iter().enumerate() {
        if entries[..i].iter().any(|before| before.name == entry.name) {
            report.say(&at.field(&entry.name), "this name again", "each name once");
        }
    }
    Some(entries)
}

/// The fields of an object whose names are known beforehand.
pub struct Fields<'n> {
    entries: Option<&'n [Entry<'n>]>,
}

impl<'n> Fields<'n> {
    /// Opens an object, with a note for each field that is not among `names`.
    pub fn of(node: Option<&'n Node<'n>>, at: &Path, report: &mut Report, names: &[&str]) -> Self {
        let entries = entries(node, at, report);
        for entry in entries.unwrap_or_default() {
            if !names.iter().any(|name| plain(name) == entry.name) {
                report.say(
                    &at.field(&entry.name),
                    "a field that is not known here",
                    &one_of(names),
                );
            }
        }
        Self { entries }
    }

    /// The field of this name; left out, it is what its type says.
    pub fn read<T: Shape>(&self, name: &str, at: &Path, report: &mut Report) -> T {
        self.read_or(name, T::absent(), at, report)
    }

    /// The field of this name; left out, it is `absent`.
    pub fn read_or<T: Shape>(
        &self,
        name: &str,
        absent: Option<T>,
        at: &Path,
        report: &mut Report,
    ) -> T {
        let name = plain(name);
        let at = at.field(name);
        let node = self.find(name);
        match absent {
            Some(value) if node.is_none() => value,
            _ => {
                if node.is_none() && self.entries.is_some() {
                    report.say(&at, "nothing", T::IS);
                }
                T::read(node, &at, report)
            }
        }
    }

    fn find(&self, name: &str) -> Option<&'n Node<'n>> {
        self.entries?
            .iter()
            .find(|entry| entry.name == name)
            .map(|entry| &entry.value)
    }
}

/// A field's name in JSON: without the mark that lets Rust use a keyword.
fn plain(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}

/// "one of: a b c"
pub fn one_of(names: &[&str]) -> String {
    names
        .iter()
        .fold(String::from("one of:"), |out, name| out + " " + plain(name))
}

const _: () = assert!(
    MAX_WHOLE == 9_007_199_254_740_991,
    "the text of `u64::IS` names this number"
);

/// How a struct is read: its fields by name, each with what it is when left out, where its type does not say.
///
/// The struct literal inside makes the compiler hold this list to the struct's own.
macro_rules! shape {
    ($type:ident { $($field:ident $(= $absent:expr)?),* $(,)? }) => {
        impl $crate::json::Shape for $type {
            const IS: &'static str = "an object";

            fn read(
                node: Option<&$crate::json::Node>,
                at: &$crate::json::Path,
                report: &mut $crate::json::Report,
            ) -> Self {
                let fields = $crate::json::Fields::of(node, at, report, &[$(stringify!($field)),*]);
                Self { $($field: $crate::json::shape!(@field fields, $field, at, report $(, $absent)?)),* }
            }
        }
    };
    (@field $fields:ident, $field:ident, $at:ident, $report:ident) => {
        $fields.read(stringify!($field), $at, $report)
    };
    (@field $fields:ident, $field:ident, $at:ident, $report:ident, $absent:expr) => {
        $fields.read_or(stringify!($field), Some($absent), $at, $report)
    };
}

/// How an enum is read whose variants are objects, told apart by the field `$tag`.
macro_rules! tagged {
    ($type:ident by $tag:literal, or $stand_in:expr;
     $($name:literal => $variant:ident { $($field:ident),* $(,)? }),* $(,)?) => {
        impl $crate::json::Shape for $type {
            const IS: &'static str = "an object";

            fn read(
                node: Option<&$crate::json::Node>,
                at: &$crate::json::Path,
                report: &mut $crate::json::Report,
            ) -> Self {
                match node.and_then(|node| node.text_at($tag)) {
                    $(Some($name) => {
                        let names = [$tag, $(stringify!($field)),*];
                        let _fields = $crate::json::Fields::of(node, at, report, &names);
                        Self::$variant { $($field: _fields.read(stringify!($field), at, report)),* }
                    })*
                    _ => {
                        if let Some(node) = node {
                            let found = node.field($tag).map_or_else(|| node.describe(), |tag| tag.describe());
                            report.say(&at.field($tag), &found, &$crate::json::one_of(&[$($name),*]));
                        }
                        $stand_in
                    }
                }
            }
        }
    };
}

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

        impl $crate::json::Shape for $type {
            const IS: &'static str = concat!("one of:" $(, " ", $name)*);

            fn read(
                node: Option<&$crate::json::Node>,
                at: &$crate::json::Path,
                report: &mut $crate::json::Report,
            ) -> Self {
                let text = match node.map(|node| &node.kind) {
                    Some($crate::json::Kind::Text(text)) => text.as_ref(),
                    _ => "",
                };
                Self::named(text).unwrap_or_else(|| {
                    $crate::json::misfit::<Self>(node, at, report);
                    Self::ALL[0]
                })
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

pub(crate) use {format_name, names, shape, tagged};
