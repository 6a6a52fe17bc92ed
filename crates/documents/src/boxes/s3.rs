//! A page of `ListObjectsV2` (Amazon S3 API Reference, "ListObjectsV2").

use percent_encoding::percent_decode_str;

use super::ListingError;
use super::page::Page;
use super::sigv4::Query;
use super::xml;

/// What asks for the page after `mark`. Names come percent-encoded, so that no name can break the XML.
pub(super) fn query(prefix: &str, mark: Option<&str>) -> Query {
    let mut query: Query = [
        ("encoding-type", "url"),
        ("list-type", "2"),
        ("prefix", prefix),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .into();
    query.extend(mark.map(|mark| ("continuation-token".into(), mark.into())));
    query
}

/// The page that answers [`query`].
pub(super) fn page(bytes: &[u8], prefix: &str, mark: Option<&str>) -> Result<Page, ListingError> {
    let mut said = Said::default();
    xml::visit(bytes, "ListBucketResult", &mut |path, text| match path {
        "ListBucketResult/Contents/Key" => said.keys.push(decoded(text)),
        "ListBucketResult/Prefix" => said.prefix = Some(decoded(text)),
        "ListBucketResult/KeyCount" => said.count = Some(text.into()),
        "ListBucketResult/IsTruncated" => said.truncated = Some(text.into()),
        "ListBucketResult/ContinuationToken" => said.asked = Some(text.into()),
        "ListBucketResult/NextContinuationToken" => said.next = Some(text.into()),
        _ => {}
    })?;
    said.check(prefix, mark)?;
    let next = match said.truncated.as_deref() {
        Some("false") => None,
        // More names are promised, and nothing says how to ask for them.
        Some("true") => Some(said.next.ok_or(ListingError::Cut)?),
        _ => return Err(ListingError::Cut),
    };
    Ok(Page {
        paths: said.keys,
        next,
    })
}

#[derive(Default)]
struct Said {
    keys: Vec<String>,
    prefix: Option<String>,
    count: Option<String>,
    truncated: Option<String>,
    asked: Option<String>,
    next: Option<String>,
}

impl Said {
    /// Is it the answer to this question, and does it hold as many names as it says?
    fn check(&self, prefix: &str, mark: Option<&str>) -> Result<(), ListingError> {
        let other = |found: &Option<String>, expected: &str| {
            ListingError::not_a_listing(found.as_deref().unwrap_or("nothing"), expected)
        };
        if self.prefix.as_deref() != Some(prefix) {
            return Err(other(&self.prefix, prefix));
        }
        // A store may leave it out; one that says it must say what was asked.
        if self.asked.is_some() && self.asked.as_deref() != mark {
            return Err(other(&self.asked, mark.unwrap_or("no token")));
        }
        match &self.count {
            Some(count) if *count != self.keys.len().to_string() => Err(ListingError::Cut),
            _ => Ok(()),
        }
    }
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}
