//! The request that adds a file, as the store wants it.

use super::{RESULTS, Store, Way};
use crate::{Id, SlugMap};

/// A request for the shell to carry out as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parcel {
    pub method: &'static str,
    pub address: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

const KIND: &str = "application/json";

impl Store {
    /// Adds these bytes under this path of the box whose address is `home`, which ends in a slash. `None` where the
    /// store takes no such file from a public page.
    pub fn adding(&self, home: &str, path: &str, bytes: Vec<u8>) -> Option<Parcel> {
        let way = if path.starts_with(RESULTS) {
            self.results.as_ref()?
        } else {
            &self.ballots
        };
        let to = self.address(home);
        Some(match way {
            Way::Put { query, headers } => {
                let query = query.iter().flat_map(|query| ["?", query.as_str()]);
                let extra = headers.iter().flat_map(SlugMap::iter);
                Parcel {
                    method: "PUT",
                    address: [to, "/", path].into_iter().chain(query).collect(),
                    headers: [("content-type".into(), KIND.into())]
                        .into_iter()
                        .chain(extra.map(|(name, value)| (name.to_string(), value.to_string())))
                        .collect(),
                    body: bytes,
                }
            }
            Way::Post { fields } => {
                let boundary = Id::of(&bytes).to_string();
                let fields = fields
                    .iter()
                    .map(|(name, value)| (name.as_str(), value.as_str()));
                let key = [("key", path), ("content-type", KIND)];
                Parcel {
                    method: "POST",
                    address: to.into(),
                    headers: vec![(
                        "content-type".into(),
                        ["multipart/form-data; boundary=", &boundary].concat(),
                    )],
                    body: form(key.into_iter().chain(fields), &boundary, &bytes),
                }
            }
        })
    }

    /// Where files are added and listed, without a slash at the end.
    pub(super) fn address<'a>(&'a self, home: &'a str) -> &'a str {
        match &self.address {
            Some(address) => address.as_str(),
            None => home.strip_suffix('/').unwrap_or(home),
        }
    }
}

/// A form with a file as its last field (RFC 7578). The boundary is the file's hash, which no file can hold.
fn form<'f>(
    fields: impl Iterator<Item = (&'f str, &'f str)>,
    boundary: &str,
    file: &[u8],
) -> Vec<u8> {
    let open = [
        "--",
        boundary,
        "\r\ncontent-disposition: form-data; name=\"",
    ]
    .concat();
    let mut form = Vec::new();
    for (name, value) in fields {
        for part in [&open, name, "\"\r\n\r\n", value, "\r\n"] {
            form.extend_from_slice(part.as_bytes());
        }
    }
    for part in [
        &open,
        "file\"; filename=\"file\"\r\ncontent-type: ",
        KIND,
        "\r\n\r\n",
    ] {
        form.extend_from_slice(part.as_bytes());
    }
    form.extend_from_slice(file);
    for part in ["\r\n--", boundary, "--\r\n"] {
        form.extend_from_slice(part.as_bytes());
    }
    form
}
