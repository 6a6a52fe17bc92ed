//! A field that the file's common reader passes over, and that a second step reads for those who need it.

use std::ops::Deref;

use super::{Json, Node, Path, Report, Shape, Write};

/// What such a field holds. A program that never calls [`Apart::fill`] holds neither the reader of `T` nor its sentences;
/// to its eyes the field is empty, whatever the file has there.
#[derive(Clone, Debug, PartialEq)]
pub struct Apart<T>(Option<Box<T>>);

impl<T: Shape> Apart<T> {
    /// Reads the field of this name where the object at `node` has one, strictly, with a note for every mistake.
    pub fn fill(&mut self, node: &Node, name: &str, at: &Path, report: &mut Report) {
        self.0 = node
            .field(name)
            .map(|node| Box::new(T::read(Some(node), &at.field(name), report)));
    }
}

impl<T> Apart<T> {
    /// A field that the file leaves out.
    pub const EMPTY: Self = Self(None);
}

impl<T> From<T> for Apart<T> {
    fn from(value: T) -> Self {
        Self(Some(Box::new(value)))
    }
}

impl<T> Deref for Apart<T> {
    type Target = Option<Box<T>>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<T: Shape> Shape for Apart<T> {
    const IS: &'static str = T::IS;
    const OPTIONAL: bool = true;

    /// Nothing is looked at.
    fn read(_: Option<&Node>, _: &Path, _: &mut Report) -> Self {
        Self::EMPTY
    }

    fn is_absent(&self) -> bool {
        self.0.is_none()
    }
}

impl<T: Write> Write for Apart<T> {
    fn write(&self, to: &mut Json) {
        if let Some(value) = &self.0 {
            value.write(to);
        }
    }
}

impl<T: serde::Serialize> serde::Serialize for Apart<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

#[cfg(feature = "schema")]
impl<T: schemars::JsonSchema> schemars::JsonSchema for Apart<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        T::schema_name()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        generator.subschema_for::<T>()
    }
}
