//! A folder as nginx's `autoindex_format json` lists it, and the embedded box too: always whole, never in pages.

use super::ListingError;
use crate::json::{self, Node};

/// The names in it; a folder's has a slash behind it.
pub(super) fn names(bytes: &[u8]) -> Result<Vec<String>, ListingError> {
    let mut names = Ok(Vec::new());
    json::parse_items(bytes, |file| {
        if let Ok(known) = &mut names {
            match file.text_at("name") {
                None => names = Err(no_listing(&file, "a file with a \"name\"")),
                Some(name) if file.text_at("type") == Some("directory") => {
                    known.push(format!("{name}/"));
                }
                Some(name) => known.push(name.to_owned()),
            }
        }
    })
    .map_err(|problem| match problem.found.as_str() {
        "the end of the file" if bytes.starts_with(b"[") => ListingError::Cut,
        _ => ListingError::NotAListing(problem),
    })?;
    names
}

fn no_listing(node: &Node, expected: &str) -> ListingError {
    ListingError::not_a_listing(&node.describe(), expected)
}
