//! A budget's file in fewer languages: every other byte stays as it was.

use std::ops::Range;

use documents::json::{Entry, Kind, Node, parse};

use crate::words::say;

/// The file without the texts of other languages, also of those that `languages` does not list.
///
/// # Errors
/// In words: no JSON, or a language that the budget does not list.
pub(super) fn only(bytes: &[u8], kept: &[String]) -> Result<Vec<u8>, String> {
    let root = parse(bytes).map_err(|problem| problem.to_string())?;
    let listed = root.field("languages").map(Node::items).unwrap_or_default();
    let names: Vec<&str> = listed.iter().filter_map(Node::text).collect();
    if let Some(unknown) = kept.iter().find(|tag| !names.contains(&tag.as_str())) {
        return Err(say!(
            "check.unknown_language",
            unknown,
            languages = names.join(", ")
        ));
    }
    let stays = |tag: &str| kept.iter().any(|kept| kept == tag);
    let list = listed
        .iter()
        .map(|item| (item.at..end(bytes, item), item.text().is_some_and(stays)));
    let mut cuts = without(list.collect());
    texts(&root, &mut |entries| {
        let text = |entry: &Entry<'_>| {
            (
                entry.at..end(bytes, &entry.value),
                stays(entry.name.as_ref()),
            )
        };
        cuts.extend(without(entries.iter().map(text).collect()));
    });
    Ok(cut(bytes, cuts))
}

/// Every text of the tree: an object whose names are all languages, and whose values are all words.
pub(super) fn texts<'n>(node: &'n Node<'n>, found: &mut impl FnMut(&'n [Entry<'n>])) {
    match &node.kind {
        Kind::Object(entries) if is_text(entries) => found(entries),
        Kind::Object(entries) => entries.iter().for_each(|entry| texts(&entry.value, found)),
        Kind::List(items) => items.iter().for_each(|item| texts(item, found)),
        _ => {}
    }
}

fn is_text(entries: &[Entry<'_>]) -> bool {
    let language = |name: &str| {
        let first = name.split('-').next().unwrap_or_default();
        (2..=3).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_lowercase())
    };
    // `id` would pass for a language, and is in many objects; none of them has nothing but such names.
    !entries.is_empty()
        && entries
            .iter()
            .all(|entry| language(&entry.name) && entry.value.text().is_some())
}

/// Where a text ends: behind the quotation mark that no backslash goes before.
fn end(bytes: &[u8], text: &Node<'_>) -> usize {
    let mut at = text.at + 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// What goes, commas included. One at least stays, or all do: a text in no language left is for the check to name.
fn without(pieces: Vec<(Range<usize>, bool)>) -> Vec<Range<usize>> {
    let Some(last) = pieces.iter().rposition(|(_, stays)| *stays) else {
        return Vec::new();
    };
    let mut cuts: Vec<Range<usize>> = pieces[..=last]
        .windows(2)
        .filter(|pair| !pair[0].1)
        .map(|pair| pair[0].0.start..pair[1].0.start)
        .collect();
    if let Some((end, _)) = pieces[last + 1..].last() {
        cuts.push(pieces[last].0.end..end.end);
    }
    cuts
}

fn cut(bytes: &[u8], mut cuts: Vec<Range<usize>>) -> Vec<u8> {
    cuts.sort_by_key(|range| range.start);
    let mut left = Vec::with_capacity(bytes.len());
    let mut from = 0;
    for range in cuts {
        left.extend_from_slice(&bytes[from..range.start]);
        from = range.end;
    }
    left.extend_from_slice(&bytes[from..]);
    left
}

#[cfg(test)]
mod tests {
    use super::only;

    fn kept(text: &str, languages: &[&str]) -> Result<String, String> {
        let languages: Vec<String> = languages.iter().map(ToString::to_string).collect();
        let bytes = only(text.as_bytes(), &languages)?;
        Ok(String::from_utf8(bytes).expect("text"))
    }

    #[test]
    fn what_is_first_last_or_between_goes() {
        let text = r#"{ "languages": ["pl", "en", "cy", "ur"],
  "title": { "pl": "a", "en": "say \"b\"", "cy": "c", "ur": "d" }, "id": "en" }"#;
        assert_eq!(
            kept(text, &["en"]).as_deref(),
            Ok(r#"{ "languages": ["en"],
  "title": { "en": "say \"b\"" }, "id": "en" }"#)
        );
        assert_eq!(
            kept(text, &["pl", "cy"]).as_deref(),
            Ok(r#"{ "languages": ["pl", "cy"],
  "title": { "pl": "a", "cy": "c" }, "id": "en" }"#)
        );
        assert_eq!(kept(text, &["pl", "en", "cy", "ur"]).as_deref(), Ok(text));
    }

    #[test]
    fn texts_in_languages_that_are_not_listed_go_too() {
        let text = r#"{"languages": ["en"], "title": {"en": "a", "cy": "b"}}"#;
        let left = r#"{"languages": ["en"], "title": {"en": "a"}}"#;
        assert_eq!(kept(text, &["en"]).as_deref(), Ok(left));
    }

    #[test]
    fn what_is_no_text_stays() {
        let text =
            r#"{"languages": ["en", "cy"], "about": {"id": "x", "en": 5}, "name": {"cy": "only"}}"#;
        let left =
            r#"{"languages": ["en"], "about": {"id": "x", "en": 5}, "name": {"cy": "only"}}"#;
        assert_eq!(kept(text, &["en"]).as_deref(), Ok(left));
    }

    #[test]
    fn an_unknown_language_is_named() {
        let refused = kept(r#"{"languages": ["en", "cy"]}"#, &["fr"]).expect_err("unknown");
        assert_eq!(
            refused,
            "its \"languages\" does not list \"fr\": expected one of en, cy"
        );
    }
}
