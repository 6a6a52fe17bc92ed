//! The JSON Schemas of the files, made from the same types that read them; natively only.

use schemars::generate::{SchemaGenerator, SchemaSettings};
use schemars::transform::{Transform, transform_subschemas};
use schemars::{JsonSchema, Schema, json_schema};
use serde_json::{Map, Value};

use crate::boxes::Store;
use crate::json::{MAX_WHOLE, Shape};
use crate::{Ballot, Budget, Close, Entry, KeyList, ResultFile, Signed};

/// The schema of each kind of file, under its file name in `docs/schema/`.
pub fn all() -> [(&'static str, String); 8] {
    [
        ("budget.schema.json", of::<Budget>()),
        ("ballot.schema.json", of::<Ballot>()),
        ("signed.schema.json", of::<Signed>()),
        ("keys.schema.json", of::<KeyList>()),
        ("close.schema.json", of::<Close>()),
        ("result.schema.json", of::<ResultFile>()),
        ("ledger.schema.json", of::<Entry>()),
        ("store.schema.json", of::<Store>()),
    ]
}

fn of<T: JsonSchema>() -> String {
    let settings = SchemaSettings::draft2020_12().with_transform(AsRead);
    let schema = settings.into_generator().into_root_schema_for::<T>();
    let text = serde_json::to_string_pretty(&schema).expect("a schema is JSON");
    text + "\n"
}

/// The schema of an object, field by field, as `json::record` declares them.
pub(crate) struct Object(Schema);

impl Object {
    pub(crate) fn of(docs: &[&str]) -> Self {
        let mut schema = json_schema!({ "type": "object" });
        describe(&mut schema, docs);
        schema.insert("properties".into(), Value::Object(Map::new()));
        schema.insert("additionalProperties".into(), false.into());
        Self(schema)
    }

    /// A field that may be left out where its type or `default` says what it then is.
    pub(crate) fn field<T: JsonSchema + Shape>(
        &mut self,
        generator: &mut SchemaGenerator,
        name: &str,
        docs: &[&str],
        default: Option<Value>,
    ) {
        let mut schema = generator.subschema_for::<T>();
        describe(&mut schema, docs);
        if !T::OPTIONAL && default.is_none() {
            self.list("required").push(name.into());
        }
        if let Some(default) = default {
            schema.insert("default".into(), default);
        }
        self.property(name, schema);
    }

    /// The field that tells this object from others.
    pub(crate) fn tag(&mut self, name: &str, value: &str) {
        self.list("required").push(name.into());
        self.property(name, json_schema!({ "type": "string", "const": value }));
    }

    pub(crate) fn schema(self) -> Schema {
        self.0
    }

    fn property(&mut self, name: &str, schema: Schema) {
        let properties = self.0.get_mut("properties").and_then(Value::as_object_mut);
        let properties = properties.expect("every object has properties");
        properties.insert(name.into(), schema.into());
    }

    fn list(&mut self, name: &str) -> &mut Vec<Value> {
        let list = self
            .0
            .ensure_object()
            .entry(name)
            .or_insert_with(|| Value::Array(Vec::new()));
        list.as_array_mut().expect("a list was put there")
    }
}

/// An object of one of these kinds.
pub(crate) fn one_of(docs: &[&str], kinds: Vec<Schema>) -> Schema {
    let mut schema = json_schema!({ "oneOf": kinds });
    describe(&mut schema, docs);
    schema
}

fn describe(schema: &mut Schema, docs: &[&str]) {
    let text = docs
        .iter()
        .map(|line| line.trim())
        .collect::<Vec<_>>()
        .join("\n");
    if !text.trim().is_empty() {
        schema.insert("description".into(), text.trim().into());
    }
}

/// What the reader asks beyond what the types say: no `null` anywhere, and no number beyond [`MAX_WHOLE`].
#[derive(Clone)]
struct AsRead;

impl Transform for AsRead {
    fn transform(&mut self, schema: &mut Schema) {
        transform_subschemas(self, schema);
        if let Some(Value::Array(types)) = schema.get_mut("type") {
            types.retain(|name| name != "null");
            if let [only] = types.as_slice() {
                let only = only.clone();
                schema.insert("type".into(), only);
            }
        }
        if let Some(Value::Array(options)) = schema.get_mut("anyOf") {
            options.retain(|option| option.get("type").is_none_or(|name| name != "null"));
            if let [Value::Object(only)] = options.as_slice() {
                let only = only.clone();
                schema.remove("anyOf");
                for (name, value) in only {
                    schema.insert(name, value);
                }
            }
        }
        if schema
            .get("format")
            .is_some_and(|format| format == "uint64")
        {
            schema.remove("format");
            schema.insert("maximum".into(), MAX_WHOLE.into());
        }
    }
}
