//! A file's type, declared once.

/// A struct that is an object in a file. What is said here is said once: the fields and what they mean, which may be left
/// out and what they then are (`= value`; an `Option` is `None`; a writer leaves that out), and what is in no file
/// (`beside`). From it come the type, its strict reader ([`crate::json::Shape`]), its writer in this order
/// ([`crate::json::Write`], and the same for serde) and its JSON Schema.
macro_rules! record {
    (
        $(#[$($meta:tt)*])*
        pub struct $type:ident {
            $($(#[$($doc:tt)*])* pub $field:ident: $of:ty $(= $absent:expr)?),* $(,)?
        }
        $(beside { $($(#[$($note:tt)*])* pub $beside:ident: $held:ty = $value:expr),* $(,)? })?
    ) => {
        $(#[$($meta)*])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $type {
            $($(#[$($doc)*])* pub $field: $of,)*
            $($($(#[$($note)*])* pub $beside: $held,)*)?
        }

        impl $crate::json::Shape for $type {
            const IS: &'static str = "an object";

            fn read(
                node: Option<&$crate::json::Node>,
                at: &$crate::json::Path,
                report: &mut $crate::json::Report,
            ) -> Self {
                // The fields are read in this order, which is the order of the names.
                let mut fields = $crate::json::Fields::of(node, at, report, &[$(const { $crate::json::plain(stringify!($field)) }),*]);
                Self {
                    $($field: $crate::json::record!(@read fields $(, $absent)?),)*
                    $($($beside: $value,)*)?
                }
            }
        }

        impl $crate::json::Write for $type {
            fn write(&self, to: &mut $crate::json::Json) {
                to.within(['{', '}'], |to| {
                    $(if !$crate::json::record!(@absent self.$field, $of $(, $absent)?) {
                        to.name(const { $crate::json::plain(stringify!($field)) });
                        self.$field.write(to);
                    })*
                });
            }
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeMap;
                let mut object = serializer.serialize_map(None)?;
                $(if !$crate::json::record!(@absent self.$field, $of $(, $absent)?) {
                    object.serialize_entry(const { $crate::json::plain(stringify!($field)) }, &self.$field)?;
                })*
                object.end()
            }
        }

        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($type).into()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let mut object = $crate::schema::Object::of(&[$($crate::json::record!(@doc $($meta)*)),*]);
                $(object.field::<$of>(
                    generator,
                    const { $crate::json::plain(stringify!($field)) },
                    &[$($crate::json::record!(@doc $($doc)*)),*],
                    $crate::json::record!(@default $of $(, $absent)?),
                );)*
                object.schema()
            }
        }
    };
    (@read $fields:ident) => { $fields.field() };
    (@read $fields:ident, $absent:expr) => { $fields.field_or($absent) };
    (@absent $value:expr, $of:ty) => { $crate::json::Shape::is_absent(&$value) };
    (@absent $value:expr, $of:ty, $absent:expr) => {{
        let absent: $of = $absent;
        $value == absent
    }};
    (@default $of:ty) => { None };
    (@default $of:ty, $absent:expr) => {{
        let absent: $of = $absent;
        Some(serde_json::to_value(absent).expect("what a field is when it is left out can be written"))
    }};
    (@doc doc = $text:literal) => { $text };
    (@doc $($other:tt)*) => { "" };
}

pub(crate) use record;
