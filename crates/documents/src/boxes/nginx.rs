//! A folder as nginx's `autoindex_format json` lists it, and the embedded box too: always whole, never in pages.

use super::ListingError;
use crate::json::{self, Kind, Node};

/// The names of the files in it; folders are passed over.
pub(super) fn names(bytes: &[u8]) -> Result<Vec<String>, ListingError> {
    let root = json::parse(bytes).map_err(|problem| match problem.found.as_str() {
        "the end of the file" if bytes.starts_with(b"[") => ListingError::Cut,
        _ => ListingError::NotAListing(problem),
    })?;
    let Kind::List(files) = &root.kind else {
        return Err(no_listing(&root, "a list of files"));
    };
    let mut names = Vec::with_capacity(files.len());
    for file in files {
        let name = file
            .text_at("name")
            .ok_or_else(|| no_listing(file, "a file with a \"name\""))?;
        if file.text_at("type") != Some("directory") {
            names.push(name.to_owned());
        }
    }
    Ok(names)
}

fn no_listing(node: &Node, expected: &str) -> ListingError {
    ListingError::not_a_listing(&node.describe(), expected)
}
