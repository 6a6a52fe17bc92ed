use serde::ser::{Serialize, SerializeMap, Serializer};

use super::Lang;
use crate::json::{Node, Path, Report, Shape, entries, misfit};

/// A text in each language of the budget.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(Vec<(Lang, String)>);

impl Text {
    /// The text in `lang`, or in the first language it is given in; empty only where it is given in none,
    /// which no budget that was read allows.
    pub fn get(&self, lang: &Lang) -> &str {
        self.in_lang(lang)
            .or_else(|| self.0.first().map(|(_, text)| text.as_str()))
            .unwrap_or_default()
    }

    /// The text in `lang` and no other.
    pub fn in_lang(&self, lang: &Lang) -> Option<&str> {
        self.0
            .iter()
            .find(|(own, _)| own == lang)
            .map(|(_, text)| text.as_str())
    }

    /// In the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = (&Lang, &str)> {
        self.0.iter().map(|(lang, text)| (lang, text.as_str()))
    }
}

impl Shape for Text {
    const IS: &'static str = "a text in each language, such as {\"en\": \"…\"}";

    fn read(node: Option<&Node>, at: &Path, report: &mut Report) -> Self {
        if let Some(Node {
            kind: crate::json::Kind::Object(_),
            ..
        })
        | None = node
        {
            let mut texts = Vec::new();
            for entry in entries(node, at, report).unwrap_or_default() {
                let at = at.field(&entry.name);
                let text = String::read(Some(&entry.value), &at, report);
                match Lang::parse(&entry.name) {
                    Some(lang) => texts.push((lang, text)),
                    None => report.say(&at, "a name that is no language", Lang::IS),
                }
            }
            return Self(texts);
        }
        misfit::<Self>(node, at, report);
        Self::default()
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (lang, text) in &self.0 {
            map.serialize_entry(lang, text)?;
        }
        map.end()
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Text {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Text".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A text in each language of the budget, none of them empty.",
            "type": "object",
            "minProperties": 1,
            "propertyNames": { "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$" },
            "additionalProperties": { "type": "string", "minLength": 1 }
        })
    }
}
