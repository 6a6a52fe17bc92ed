//! Texts from the command line: `en=Because …`, once for each language, or the text alone where there is one language.

use documents::{Lang, Text};
use serde_json::{Map, Value};

use crate::words::say;

/// The texts of one field as JSON.
///
/// # Errors
/// A text whose language is not said where there are several, or two in one language.
pub(crate) fn read(given: &[String], languages: Option<&[Lang]>) -> Result<Value, String> {
    let mut texts = Map::new();
    for text in given {
        let (lang, text) = one(text, languages)?;
        if texts.insert(lang.clone(), text.into()).is_some() {
            return Err(say!("ledger.text_twice", lang));
        }
    }
    Ok(Value::Object(texts))
}

/// The language of a text, and the text itself.
fn one<'t>(given: &'t str, languages: Option<&[Lang]>) -> Result<(String, &'t str), String> {
    let named = given
        .split_once('=')
        .filter(|(lang, _)| Lang::parse(lang).is_some());
    match (named, languages) {
        (Some((lang, text)), _) => Ok((lang.into(), text)),
        (None, Some([only])) => Ok((only.to_string(), given)),
        (None, several) => {
            let first = several.and_then(|languages| languages.first());
            let lang = first.map_or("en", Lang::as_str);
            Err(say!("ledger.text_language", lang))
        }
    }
}

/// # Errors
/// A language in which the text is missing.
pub(crate) fn in_every_language(
    field: &str,
    text: &Text,
    languages: &[Lang],
) -> Result<(), String> {
    let missing = |lang: &&Lang| text.in_lang(lang).is_none();
    match languages.iter().find(missing) {
        None => Ok(()),
        Some(lang) => Err(say!("ledger.text_missing", field, lang)),
    }
}

#[cfg(test)]
mod tests {
    use documents::Lang;

    use super::read;

    fn texts(given: &[&str], languages: &[&str]) -> Result<String, String> {
        let languages = Vec::from_iter(languages.iter().filter_map(|lang| Lang::parse(lang)));
        let given = Vec::from_iter(given.iter().map(|text| (*text).to_owned()));
        read(&given, Some(&languages)).map(|text| text.to_string())
    }

    #[test]
    fn a_text_needs_its_language_only_where_there_are_several() {
        let two = r#"{"cy":"achos = hyn","en":"because"}"#;
        assert_eq!(
            texts(&["en=because", "cy=achos = hyn"], &["en", "cy"]),
            Ok(two.into())
        );
        assert_eq!(
            texts(&["2 + 2 = 4"], &["cy"]),
            Ok(r#"{"cy":"2 + 2 = 4"}"#.into())
        );
        assert!(texts(&["because"], &["en", "cy"]).is_err());
        assert!(texts(&["en=one", "en=two"], &["en"]).is_err());
    }
}
