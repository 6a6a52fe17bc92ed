//! A file of the box. A tag that showed the file's time would tell, to the nanosecond, when each ballot came.

use std::fs::{self, Metadata};
use std::hash::{BuildHasher, RandomState};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use documents::Id;
use documents::boxes::JSONL;
use tokio_util::io::ReaderStream;

/// A file up to here, as every ballot, is read whole each time it is asked for, and its tag is its hash. A larger one is
/// given out piece by piece, since thousands may ask for it and take nothing.
const SMALL: u64 = 64 << 10;

/// A large file is read in pieces of so many bytes; each waits for a thread that may read.
const PIECE: usize = 64 << 10;

/// Makes the tags of large files, such as bundles. None of them is read for its tag: a file without end would keep its
/// readers waiting.
#[derive(Default)]
pub(crate) struct Tags(RandomState);

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
            (
                length,
                tag,
                Body::from_stream(ReaderStream::with_capacity(file, PIECE)),
            )
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
        let tag = tag(&Id::of(&bytes).to_string()[..32]);
        return Ok(Stored::Small(bytes, tag));
    }
    let file = fs::File::open(path)?;
    Ok(Stored::Large(file, about.len(), tags.of(path, &about)))
}

impl Tags {
    /// Another one once the file is changed. The key is this server's own, so that nobody learns the file's time from it.
    fn of(&self, path: &Path, about: &Metadata) -> String {
        let state = (about.len(), about.modified().ok(), about.created().ok());
        tag(&format!("{:016x}", self.0.hash_one((path, state))))
    }
}

/// Weak, since the same tag stands for the bytes as they are and compressed (RFC 9110 section 8.8.1).
fn tag(says: &str) -> String {
    format!("W/\"{says}\"")
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
