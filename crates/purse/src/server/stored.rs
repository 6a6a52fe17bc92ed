//! A file of the box. Its tag comes from its bytes: one made of the file's time would tell, to the nanosecond, when each
//! ballot came.

use std::collections::HashMap;
use std::fs::{self, Metadata};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use documents::Id;
use documents::boxes::JSONL;
use sha2::{Digest, Sha256};
use tokio_util::io::ReaderStream;

/// A file up to here, as every ballot, is read whole each time it is asked for. A larger one is given out piece by piece,
/// since thousands may ask for it and take nothing; its tag is remembered.
const SMALL: u64 = 64 << 10;

/// What tells whether a file is still the one whose tag is remembered; it never leaves the machine.
type State = (u64, Option<SystemTime>, Option<SystemTime>);

/// Tags of large files: bundles, and most results.
#[derive(Default)]
pub(crate) struct Tags(Mutex<HashMap<PathBuf, (State, String)>>);

enum Stored {
    Small(Vec<u8>, String),
    Large(fs::File, u64, String),
}

/// `path` is a name that belongs to a box.
pub(super) async fn answer(path: PathBuf, tags: Arc<Tags>, request: Request) -> Response {
    let kind = match path.to_string_lossy().ends_with(JSONL) {
        true => "application/jsonl",
        false => "application/json",
    };
    let read = tokio::task::spawn_blocking(move || read(&path, &tags)).await;
    let (length, tag, body) = match read.map_err(io::Error::other).flatten() {
        Ok(Stored::Small(bytes, tag)) => (bytes.len() as u64, tag, Body::from(bytes)),
        Ok(Stored::Large(file, length, tag)) => {
            // Not more than was there: another file of this name may be longer.
            let file = tokio::io::AsyncReadExt::take(tokio::fs::File::from_std(file), length);
            (length, tag, Body::from_stream(ReaderStream::new(file)))
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return StatusCode::NOT_FOUND.into_response();
        }
        Err(_) => return StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    };
    let known = is_known(request.headers(), &tag);
    let cached = [
        (header::CACHE_CONTROL, "no-cache".to_owned()),
        (header::ETAG, tag),
    ];
    if known {
        return (StatusCode::NOT_MODIFIED, cached).into_response();
    }
    let whole = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_LENGTH, length.to_string()),
    ];
    (cached, whole, body).into_response()
}

/// A link is no file of the box, wherever it leads.
fn read(path: &Path, tags: &Tags) -> io::Result<Stored> {
    let about = fs::symlink_metadata(path)?;
    if !about.is_file() {
        return Err(ErrorKind::NotFound.into());
    }
    if about.len() <= SMALL {
        let bytes = fs::read(path)?;
        let tag = tag(&Id::of(&bytes).to_string());
        return Ok(Stored::Small(bytes, tag));
    }
    let file = fs::File::open(path)?;
    let tag = tags.of(path, &about)?;
    Ok(Stored::Large(file, about.len(), tag))
}

impl Tags {
    /// Many who ask for a new file at once wait for one reading of it.
    fn of(&self, path: &Path, about: &Metadata) -> io::Result<String> {
        let state = (about.len(), about.modified().ok(), about.created().ok());
        let mut tags = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, tag)) = tags.get(path).filter(|(of, _)| *of == state) {
            return Ok(tag.clone());
        }
        let tag = tag(&hash(path)?);
        tags.insert(path.to_owned(), (state, tag.clone()));
        Ok(tag)
    }
}

/// SHA-256, without holding the whole file.
fn hash(path: &Path) -> io::Result<String> {
    let mut file = fs::File::open(path)?;
    let (mut hash, mut piece) = (Sha256::new(), vec![0; 1 << 16]);
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(Id::from_bytes(hash.finalize().into()).to_string()),
            length => hash.update(&piece[..length]),
        }
    }
}

/// Weak, since the same tag stands for the bytes as they are and compressed (RFC 9110 section 8.8.1).
fn tag(hash: &str) -> String {
    format!("W/\"{}\"", &hash[..32])
}

/// `If-None-Match`, compared weakly (RFC 9110 section 13.1.2).
fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|given| given.trim() == "*" || opaque(given) == opaque(tag))
}
