//! AWS Signature Version 4, as far as a box needs it (Amazon S3 API Reference, "Authenticating Requests").
//!
//! The organiser's tool derives a signing key from the secret; a reader's device signs its lists with that alone.

use hmac::{Hmac, KeyInit, Mac};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use sha2::Sha256;

use super::{Address, ListKey};
use crate::Id;

/// Names and values, not yet encoded.
pub type Query = Vec<(String, String)>;

/// For what a key signs.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'s> {
    /// `<key id>/<day>/<region>/s3/aws4_request`
    pub credential: &'s str,
    /// Such as `20261126T120000Z`.
    pub date: &'s str,
    /// For how long a signed address holds.
    pub seconds: u64,
}

impl<'s> From<&'s ListKey> for Scope<'s> {
    fn from(signed: &'s ListKey) -> Self {
        Self {
            credential: signed.credential.as_str(),
            date: signed.date.as_str(),
            seconds: signed.seconds,
        }
    }
}

/// The key for one day, one region and the service `s3`. It does not lead back to the secret.
pub fn signing_key(secret: &str, day: &str, region: &str) -> Id {
    let secret = ["AWS4", secret].concat();
    let for_day = hmac(secret.as_bytes(), day);
    let of_region = hmac(&for_day, region);
    let of_service = hmac(&of_region, "s3");
    Id::from_bytes(hmac(&of_service, "aws4_request"))
}

/// The signature of a text, in hexadecimal digits.
pub fn signature(key: &[u8], text: &str) -> String {
    Id::from_bytes(hmac(key, text)).to_string()
}

fn hmac(key: &[u8], text: &str) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().into()
}

/// Adds to `query` what makes the address hold without any header (section "Using Query Parameters"). The order
/// becomes that in which it is signed.
pub fn presign(method: &str, to: &Address, query: &mut Query, scope: Scope, key: &[u8]) {
    let path = if to.path().is_empty() { "/" } else { to.path() };
    presign_path(method, to.host(), path, query, scope, key);
}

/// As [`presign`], for a path that is percent-encoded already.
pub fn presign_path(
    method: &str,
    host: &str,
    path: &str,
    query: &mut Query,
    scope: Scope,
    key: &[u8],
) {
    let seconds = scope.seconds.to_string();
    let parameters = [
        ("X-Amz-Algorithm", "AWS4-HMAC-SHA256"),
        ("X-Amz-Credential", scope.credential),
        ("X-Amz-Date", scope.date),
        ("X-Amz-Expires", &seconds),
        ("X-Amz-SignedHeaders", "host"),
    ];
    query.extend(parameters.map(|(name, value)| (name.to_owned(), value.to_owned())));
    query.sort_unstable();
    let canonical = format!(
        "{method}\n{path}\n{}\nhost:{host}\n\nhost\nUNSIGNED-PAYLOAD",
        encoded(query)
    );
    let day_on = scope
        .credential
        .split_once('/')
        .map_or("", |(_, day_on)| day_on);
    let text = format!(
        "AWS4-HMAC-SHA256\n{}\n{day_on}\n{}",
        scope.date,
        Id::of(canonical.as_bytes())
    );
    query.push(("X-Amz-Signature".into(), signature(key, &text)));
}

/// Unreserved characters (RFC 3986 section 2.3) stand for themselves, as the signature asks.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// A query as it stands in an address, without the question mark.
pub fn encoded(query: &Query) -> String {
    let mut text = String::new();
    for (name, value) in query {
        if !text.is_empty() {
            text.push('&');
        }
        text.extend(utf8_percent_encode(name, RESERVED));
        text.push('=');
        text.extend(utf8_percent_encode(value, RESERVED));
    }
    text
}
