//! XML listings as flat lists of texts, each with the path of its element.
//!
//! Made here rather than taken: stores write a small, plain part of XML, and a whole reader of it made the counter 8 kB
//! heavier. What is beyond that part is refused, not guessed: document types, instructions, CDATA, comments.

use super::ListingError;
use crate::json;

/// What follows `?>`, looked for by its bytes: a search for texts of any length would weigh 2 kB in the counter.
fn after_declaration(text: &str) -> Option<&str> {
    let end = text.as_bytes().windows(2).position(|part| part == b"?>")?;
    text.get(end + 2..)
}

/// Calls `visit` with each element's path, such as `ListBucketResult/Contents/Key`, and its text, once it is closed.
///
/// # Errors
/// `Cut` where the text ends before its first element does; `NotAListing` where that element is not `root`, and for
/// all that a listing has no use for.
pub(super) fn visit(
    bytes: &[u8],
    root: &str,
    visit: &mut dyn FnMut(&str, &str),
) -> Result<(), ListingError> {
    let text = std::str::from_utf8(bytes).map_err(|error| match error.error_len() {
        None => ListingError::Cut,
        Some(_) => no_listing("bytes that are no UTF-8"),
    })?;
    // Azure begins its lists with a byte order mark.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).trim_ascii();
    let mut rest = match text.strip_prefix("<?xml ") {
        Some(declaration) => after_declaration(declaration).ok_or(ListingError::Cut)?,
        None => text,
    }
    .trim_ascii_start();
    if !rest.starts_with('<') {
        return Err(match (rest, text) {
            ("", "") => no_listing("the end of the file"),
            ("", _) => ListingError::Cut,
            (other, _) => no_listing(other),
        });
    }
    let (mut path, mut said) = (String::new(), String::new());
    loop {
        let (before, after) = rest.split_once('<').ok_or(ListingError::Cut)?;
        unescape(before, &mut said)?;
        let tag;
        (tag, rest) = split_tag(after)?;
        if let Some(name) = tag.strip_prefix('/') {
            close(&mut path, name.trim_ascii_end(), &said, visit)?;
        } else {
            let (inside, empty) = match tag.strip_suffix('/') {
                Some(inside) => (inside, true),
                None => (tag, false),
            };
            let name = inside.split_ascii_whitespace().next().unwrap_or_default();
            open(&mut path, name, root)?;
            if empty {
                close(&mut path, name, "", visit)?;
            }
        }
        said.clear();
        if path.is_empty() {
            break;
        }
    }
    if rest.is_empty() {
        Ok(())
    } else {
        Err(no_listing(rest))
    }
}

/// What stands between `<` and the `>` that is in no quotes, and what follows.
fn split_tag(text: &str) -> Result<(&str, &str), ListingError> {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match quote {
            Some(open) if byte == open => quote = None,
            Some(_) => {}
            None if byte == b'"' || byte == b'\'' => quote = Some(byte),
            None if byte == b'>' => return Ok((&text[..at], &text[at + 1..])),
            None if byte == b'<' => return Err(no_listing("< within a tag")),
            None => {}
        }
    }
    Err(ListingError::Cut)
}

fn open(path: &mut String, name: &str, root: &str) -> Result<(), ListingError> {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-_.:".contains(&b);
    if name.is_empty() || !name.bytes().all(plain) || (path.is_empty() && name != root) {
        return Err(no_listing(name));
    }
    if !path.is_empty() {
        path.push('/');
    }
    path.push_str(name);
    Ok(())
}

fn close(
    path: &mut String,
    name: &str,
    said: &str,
    visit: &mut dyn FnMut(&str, &str),
) -> Result<(), ListingError> {
    let parent = path.rfind('/');
    if path[parent.map_or(0, |at| at + 1)..] != *name {
        return Err(no_listing(name));
    }
    visit(path, said);
    path.truncate(parent.unwrap_or(0));
    Ok(())
}

/// The five entities that XML knows by itself, and characters by number (XML 1.0, sections 4.1 and 4.6).
fn unescape(text: &str, said: &mut String) -> Result<(), ListingError> {
    let mut parts = text.split('&');
    said.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (name, after) = part.split_once(';').ok_or_else(|| no_listing(part))?;
        let number = |digits: &str, base| u32::from_str_radix(digits, base).ok();
        let known = match name {
            "lt" => Some('<'),
            "gt" => Some('>'),
            "amp" => Some('&'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => name
                .strip_prefix("#x")
                .map_or_else(
                    || number(name.strip_prefix('#')?, 10),
                    |digits| number(digits, 16),
                )
                .and_then(char::from_u32),
        };
        said.push(known.ok_or_else(|| no_listing(name))?);
        said.push_str(after);
    }
    Ok(())
}

fn no_listing(found: &str) -> ListingError {
    ListingError::not_a_listing(&json::spelt(found, 40), "a listing in XML")
}
