//! The small values that files are made of.

pub(crate) mod base32;
mod date;
mod exact;
mod hex;
mod lang;
mod money;
mod name_signature;
mod org_id;
mod slug;
mod text;

pub use date::Date;
pub use exact::Exact;
pub use hex::{OpenedKey, PublicKey, Sealed, Signature};
pub(crate) use hex::{fixed, to_hex};
pub use lang::Lang;
pub use money::Money;
pub use name_signature::NameSignature;
pub use org_id::OrgId;
pub use slug::Slug;
pub use text::Text;

/// A value that JSON holds as one text, read by `$parse` and written by `Display`.
macro_rules! textual {
    ($type:ident, $is:literal, $pattern:literal, $stand_in:expr) => {
        impl $crate::json::Shape for $type {
            const IS: &'static str = $is;

            fn read(
                node: Option<&$crate::json::Node>,
                at: &$crate::json::Path,
                report: &mut $crate::json::Report,
            ) -> Self {
                let text = match node.map(|node| &node.kind) {
                    Some($crate::json::Kind::Text(text)) => text.as_ref(),
                    _ => "",
                };
                Self::parse(text).unwrap_or_else(|| {
                    $crate::json::misfit::<Self>(node, at, report);
                    $stand_in
                })
            }
        }

        impl $crate::json::Write for $type {
            fn write(&self, to: &mut $crate::json::Json) {
                to.text(self);
            }
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($type).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "description": $is, "pattern": $pattern })
            }
        }
    };
}
pub(crate) use textual;
