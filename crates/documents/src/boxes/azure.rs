//! A page of `List Blobs` (Azure Storage REST API, "List Blobs").

use super::ListingError;
use super::page::Page;
use super::sigv4::Query;
use super::xml;

/// What asks for the page after `mark`.
pub(super) fn query(prefix: &str, mark: Option<&str>) -> Query {
    let mut query: Query = [
        ("comp", "list"),
        ("prefix", prefix),
        ("restype", "container"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .into();
    query.extend(mark.map(|mark| ("marker".into(), mark.into())));
    query
}

/// The page that answers [`query`]. Its `NextMarker` is there on every page, and empty on the last.
pub(super) fn page(bytes: &[u8], prefix: &str, mark: Option<&str>) -> Result<Page, ListingError> {
    let (mut paths, mut said, mut asked, mut next) = (Vec::new(), None, None, None);
    xml::visit(bytes, "EnumerationResults", &mut |path, text| match path {
        "EnumerationResults/Blobs/Blob/Name" => paths.push(text.to_owned()),
        "EnumerationResults/Prefix" => said = Some(text.to_owned()),
        "EnumerationResults/Marker" => asked = Some(text.to_owned()),
        "EnumerationResults/NextMarker" => next = Some(text.to_owned()),
        _ => {}
    })?;
    let other = |found: &Option<String>, expected: &str| {
        ListingError::not_a_listing(found.as_deref().unwrap_or("nothing"), expected)
    };
    if said.as_deref() != Some(prefix) {
        return Err(other(&said, prefix));
    }
    if asked
        .as_deref()
        .is_some_and(|asked| asked != mark.unwrap_or_default())
    {
        return Err(other(&asked, mark.unwrap_or("no marker")));
    }
    let next = next.ok_or(ListingError::Cut)?;
    Ok(Page {
        paths,
        next: (!next.is_empty()).then_some(next),
    })
}
