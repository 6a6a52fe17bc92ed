use serde::ser::{Serialize, SerializeMap, Serializer};

use super::Lang;
use crate::json::{Json, Kind, Node, Path, Report, Said, Shape, Write, entries, misfit};

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

/// Fields that hold a name; all others hold sentences.
const NAMES: [&str; 3] = ["name", "title", "who"];
/// In characters.
const NAME: usize = 120;
const SENTENCES: usize = 600;

impl Shape for Text {
    const IS: &'static str = "a text in each language, such as {\"en\": \"…\"}";

    /// Every text must be there in the languages that the file lists under `languages`; others are never shown.
    fn read(node: Option<&Node>, at: &Path, report: &mut Report) -> Self {
        let Some(Kind::Object(_)) = node.map(|node| &node.kind) else {
            misfit::<Self>(node, at, report);
            return Self::default();
        };
        let longest = if matches!(at, Path::Field(_, field) if NAMES.contains(field)) {
            NAME
        } else {
            SENTENCES
        };
        let mut texts = Self::default();
        for entry in entries(node, at, report).unwrap_or_default() {
            let at = at.field(&entry.name);
            let text = String::read(Some(&entry.value), &at, report);
            let length = text.chars().count();
            if matches!(entry.value.kind, Kind::Text(_)) && text.trim().is_empty() {
                report.say(&at, "an empty text", "words");
            } else if length > longest {
                report.say(
                    &at,
                    Said::With("# characters", &[length.into()]),
                    Said::With("at most #", &[longest.into()]),
                );
            }
            match Lang::parse(&entry.name) {
                Some(lang) => texts.0.push((lang, text)),
                None => report.say(&at, "a name that is no language", Lang::IS),
            }
        }
        texts.check_languages(at, report);
        texts
    }
}

impl Text {
    fn check_languages(&self, at: &Path, report: &mut Report) {
        let Some(Node {
            kind: Kind::List(languages),
            ..
        }) = report.root().field("languages")
        else {
            return;
        };
        for node in languages {
            if let Kind::Text(tag) = &node.kind
                && !self.0.iter().any(|(lang, _)| lang.as_str() == tag)
            {
                report.say(
                    &at.field(tag),
                    "nothing",
                    "a text: this language is in $.languages",
                );
            }
        }
    }
}

impl Write for Text {
    fn write(&self, to: &mut Json) {
        to.within(['{', '}'], |to| {
            for (lang, text) in &self.0 {
                to.name(lang.as_str());
                text.write(to);
            }
        });
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
