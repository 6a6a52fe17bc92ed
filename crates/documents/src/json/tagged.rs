//! A file's type of several kinds, declared once.

/// An enum whose variants are objects in a file, told apart by the field `$tag`; behind `else` the one variant that is a
/// `record!` of its own, whose field of that name holds one of the names of `$kind`. `or` is what goes on where none of
/// them was read. As with `record!`, the type, its reader, its writer and its schema all come from this.
macro_rules! tagged {
    (
        $(#[$($meta:tt)*])*
        pub enum $type:ident by $tag:ident, or $stand_in:expr, {
            $($(#[$($doc:tt)*])* $name:literal => $variant:ident {
                $($(#[$($note:tt)*])* $field:ident: $of:ty),* $(,)?
            }),* $(,)?
        }
        $(else { $(#[$($other_doc:tt)*])* $other:ident($inner:ident) by $kind:ident })?
    ) => {
        $(#[$($meta)*])*
        #[derive(Clone, Debug, PartialEq)]
        pub enum $type {
            $($(#[$($doc)*])* $variant { $($(#[$($note)*])* $field: $of),* },)*
            $($(#[$($other_doc)*])* $other($inner),)?
        }

        impl $type {
            /// What files call this kind.
            pub fn tag(&self) -> &'static str {
                match self {
                    $(Self::$variant { .. } => $name,)*
                    $(Self::$other(inner) => inner.$tag.name(),)?
                }
            }
        }

        impl $crate::json::Shape for $type {
            const IS: &'static str = "an object";

            fn read(
                node: Option<&$crate::json::Node>,
                at: &$crate::json::Path,
                report: &mut $crate::json::Report,
            ) -> Self {
                let tag = stringify!($tag);
                match node.and_then(|node| node.text_at(tag)) {
                    $(Some($name) => {
                        let names = [tag, $(const { $crate::json::plain(stringify!($field)) }),*];
                        let mut fields = $crate::json::Fields::of(node, at, report, &names);
                        fields.step();
                        Self::$variant { $($field: fields.field()),* }
                    })*
                    $(Some(name) if $kind::named(name).is_some() => {
                        Self::$other($inner::read(node, at, report))
                    })?
                    _ => {
                        if let Some(node) = node {
                            let found = node.field(tag).map_or_else(|| node.describe(), |tag| tag.describe());
                            let names = [$($name),*];
                            $(let names = Vec::from_iter(names.into_iter().chain($kind::ALL.iter().map(|kind| kind.name())));)?
                            report.say(&at.field(tag), &found, &$crate::json::one_of(&names));
                        }
                        $stand_in
                    }
                }
            }
        }

        impl $crate::json::Write for $type {
            fn write(&self, to: &mut $crate::json::Json) {
                match self {
                    $(Self::$variant { $($field),* } => to.within(['{', '}'], |to| {
                        to.name(stringify!($tag));
                        to.text(&$name);
                        $(if !$crate::json::Shape::is_absent($field) {
                            to.name(const { $crate::json::plain(stringify!($field)) });
                            $field.write(to);
                        })*
                    }),)*
                    $(Self::$other(inner) => inner.write(to),)?
                }
            }
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeMap;
                match self {
                    $(Self::$variant { $($field),* } => {
                        let mut object = serializer.serialize_map(None)?;
                        object.serialize_entry(stringify!($tag), $name)?;
                        $(if !$crate::json::Shape::is_absent($field) {
                            object.serialize_entry(const { $crate::json::plain(stringify!($field)) }, $field)?;
                        })*
                        object.end()
                    })*
                    $(Self::$other(inner) => serde::Serialize::serialize(inner, serializer),)?
                }
            }
        }

        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($type).into()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let kinds = vec![
                    $({
                        let mut object = $crate::schema::Object::of(&[$($crate::json::record!(@doc $($doc)*)),*]);
                        object.tag(stringify!($tag), $name);
                        $(object.field::<$of>(
                            generator,
                            const { $crate::json::plain(stringify!($field)) },
                            &[$($crate::json::record!(@doc $($note)*)),*],
                            None,
                        );)*
                        object.schema()
                    },)*
                    $(generator.subschema_for::<$inner>())?
                ];
                $crate::schema::one_of(&[$($crate::json::record!(@doc $($meta)*)),*], kinds)
            }
        }
    };
}

pub(crate) use tagged;
