//! The JSON Schemas of the files, made from the same types that read them; natively only.

use schemars::transform::{Transform, transform_subschemas};
use schemars::{JsonSchema, Schema, generate::SchemaSettings};
use serde_json::Value;

use crate::boxes::Store;
use crate::json::MAX_WHOLE;
use crate::{Ballot, Budget, Close, KeyList, ResultFile, Signed};

/// The schema of each kind of file, under its file name in `docs/schema/`.
pub fn all() -> [(&'static str, String); 7] {
    [
        ("budget.schema.json", of::<Budget>()),
        ("ballot.schema.json", of::<Ballot>()),
        ("signed.schema.json", of::<Signed>()),
        ("keys.schema.json", of::<KeyList>()),
        ("close.schema.json", of::<Close>()),
        ("result.schema.json", of::<ResultFile>()),
        ("store.schema.json", of::<Store>()),
    ]
}

fn of<T: JsonSchema>() -> String {
    let settings = SchemaSettings::draft2020_12().with_transform(AsRead);
    let schema = settings.into_generator().into_root_schema_for::<T>();
    let text = serde_json::to_string_pretty(&schema).expect("a schema is JSON");
    text + "\n"
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
