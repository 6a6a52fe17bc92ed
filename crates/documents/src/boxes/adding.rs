//! The request that adds a file, as the store wants it.

use super::{RESULTS, StoreFormat};
use crate::Id;
use crate::json::{self, Kind, Node};

/// A request for the shell to carry out as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UploadRequest {
    pub method: &'static str,
    pub address: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

const TYPE: &str = "content-type";
const KIND: &str = "application/json";

impl UploadRequest {
    /// What a web server takes that needs no `store.json`. `home` is the box's address and ends in a slash.
    pub fn plain(home: &str, path: &str, bytes: Vec<u8>) -> Self {
        Self {
            method: "PUT",
            address: [home, path].concat(),
            headers: vec![(TYPE.into(), KIND.into())],
            body: bytes,
        }
    }

    /// What this `store.json` asks for. `None` where it is none, or where it lets no page add such a file.
    ///
    /// [`super::Store::read`] says what is wrong with a store. This reads alone what adding needs: it is in the program
    /// that every phone loads, for stores that few have.
    pub fn of(store: &[u8], home: &str, path: &str, bytes: Vec<u8>) -> Option<Self> {
        let store = json::parse(store).ok()?;
        if store.text_at("format") != Some(StoreFormat::NAME) {
            return None;
        }
        let way = store.field(if path.starts_with(RESULTS) {
            "results"
        } else {
            "ballots"
        })?;
        let to = match store.text_at("address") {
            Some(address) => address,
            None => home.strip_suffix('/')?,
        };
        match way.text_at("by")? {
            "put" => {
                let mut put = Self::plain(to, "/", bytes);
                put.address.push_str(path);
                if let Some(query) = way.text_at("query") {
                    put.address.push('?');
                    put.address.push_str(query);
                }
                for (name, value) in texts(way.field("headers")) {
                    put.headers.push((name.into(), value.into()));
                }
                Some(put)
            }
            "post" => {
                let boundary = Id::of(&bytes).to_string();
                Some(Self {
                    method: "POST",
                    address: to.into(),
                    body: form(path, way.field("fields"), &boundary, &bytes),
                    headers: vec![(
                        TYPE.into(),
                        "multipart/form-data; boundary=".to_owned() + &boundary,
                    )],
                })
            }
            _ => None,
        }
    }
}

/// A form with the file as its last field (RFC 7578). The boundary is the file's hash, which no file can hold.
fn form(path: &str, fields: Option<&Node>, boundary: &str, file: &[u8]) -> Vec<u8> {
    let mut form = Vec::new();
    let mut field = |name: &str, value: &[u8]| {
        for part in [
            "--",
            boundary,
            "\r\ncontent-disposition: form-data; name=\"",
            name,
        ] {
            form.extend_from_slice(part.as_bytes());
        }
        form.extend_from_slice(b"\"\r\n\r\n");
        form.extend_from_slice(value);
        form.extend_from_slice(b"\r\n");
    };
    field("key", path.as_bytes());
    field(TYPE, KIND.as_bytes());
    for (name, value) in texts(fields) {
        field(name, value.as_bytes());
    }
    // Stores tell a file from a text by its name, whatever that is.
    field("file\"; filename=\"file", file);
    form.extend_from_slice(["--", boundary, "--\r\n"].concat().as_bytes());
    form
}

/// The texts in an object, each with its name.
fn texts<'n>(object: Option<&'n Node>) -> impl Iterator<Item = (&'n str, &'n str)> {
    let entries = match object.map(|node| &node.kind) {
        Some(Kind::Object(entries)) => entries.as_slice(),
        _ => &[],
    };
    entries
        .iter()
        .filter_map(|entry| Some((entry.name.as_ref(), entry.value.text()?)))
}
