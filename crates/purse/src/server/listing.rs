//! A folder's files as nginx's `autoindex_format json` lists them, so that a reader cannot tell the two apart, but for the
//! times: one for all, since each file's own would tell in which order people took part.
//!
//! However many read a listing, and however slowly, there is one of it, and of the next one only what differs. It is
//! compressed once too, not for each of them.

mod block;

use std::collections::HashMap;
use std::convert::Infallible;
use std::fs;
use std::hash::{BuildHasher, RandomState};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use tokio::sync::Mutex;

use super::secrets;
use block::{Block, gzip};

/// When every file is said to have changed.
const ONE_TIME: &str = "Thu, 01 Jan 1970 00:00:00 GMT";

/// Files in a block, on average.
const BLOCK: u64 = 256;

/// The clocks of some disks count in so long steps.
const STEP: Duration = Duration::from_secs(2);

/// The listing of one folder.
pub(crate) struct Listing {
    folder: PathBuf,
    /// Decides where blocks end: by the names alone, and by nobody outside.
    ends: RandomState,
    newest: Arc<Mutex<Option<Listed>>>,
}

struct Listed {
    blocks: Arc<Vec<Block>>,
    /// Reading began.
    began: Instant,
    /// The folder's time before it was read, where that is long enough ago to tell a later change.
    of: Option<SystemTime>,
}

impl Listing {
    pub(crate) fn of(folder: PathBuf) -> Arc<Self> {
        Arc::new(Self {
            folder,
            ends: RandomState::new(),
            newest: Arc::default(),
        })
    }

    pub(super) async fn answer(self: &Arc<Self>, headers: &HeaderMap) -> Response {
        let (listing, arrived) = (self.clone(), Instant::now());
        // Held until the folder is read, also where this device goes away before.
        let mut newest = self.newest.clone().lock_owned().await;
        let reading = move || listing.since(arrived, &mut newest);
        let listed = tokio::task::spawn_blocking(reading).await;
        match listed.map_err(io::Error::other).flatten() {
            Ok(blocks) => respond(&blocks, takes_gzip(headers)),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                StatusCode::NOT_FOUND.into_response()
            }
            Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        }
    }

    /// A listing no older than the request: one that was begun later, or of a folder that has not changed. Those who ask
    /// at the same time wait for one reading.
    fn since(&self, arrived: Instant, newest: &mut Option<Listed>) -> io::Result<Arc<Vec<Block>>> {
        let changed = fs::metadata(&self.folder)?.modified()?;
        if let Some(known) = newest
            && (known.began >= arrived || known.of == Some(changed))
        {
            return Ok(known.blocks.clone());
        }
        let began = Instant::now();
        let long_ago = SystemTime::now()
            .duration_since(changed)
            .is_ok_and(|ago| ago > STEP);
        let before = newest.as_ref().map(|known| known.blocks.clone());
        let files = files(&self.folder)?;
        let blocks = Arc::new(self.blocks(&files, before.as_deref()));
        *newest = Some(Listed {
            blocks: blocks.clone(),
            began,
            of: long_ago.then_some(changed),
        });
        Ok(blocks)
    }

    /// A block that was there before is the same piece of memory, whoever still reads it.
    fn blocks(&self, files: &[Entry], before: Option<&Vec<Block>>) -> Vec<Block> {
        let before = before.into_iter().flatten();
        let before: HashMap<&[u8], &Block> = before.map(|block| (&*block.plain, block)).collect();
        let mut blocks = Vec::new();
        let mut block = String::from("[");
        for (place, file) in files.iter().enumerate() {
            if place > 0 {
                block.push(',');
            }
            file.write(&mut block);
            if self.ends.hash_one(&file.name) % BLOCK == 0 {
                blocks.push(shared(&before, std::mem::take(&mut block)));
            }
        }
        block.push_str("\r\n]");
        blocks.push(shared(&before, block));
        blocks
    }
}

fn shared(before: &HashMap<&[u8], &Block>, text: String) -> Block {
    match before.get(text.as_bytes()) {
        Some(known) => (*known).clone(),
        None => Block::of(text),
    }
}

fn respond(blocks: &[Block], zipped: bool) -> Response {
    let pieces: Vec<Bytes> = match zipped {
        true => gzip(blocks),
        false => blocks.iter().map(|block| block.plain.clone()).collect(),
    };
    let length: usize = pieces.iter().map(Bytes::len).sum();
    let mut headers = HeaderMap::from_iter([
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/json"),
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        (header::VARY, HeaderValue::from_static("accept-encoding")),
        (header::CONTENT_LENGTH, HeaderValue::from(length)),
    ]);
    if zipped {
        let gzip = HeaderValue::from_static("gzip");
        headers.insert(header::CONTENT_ENCODING, gzip);
    }
    let pieces = pieces.into_iter().map(Ok::<_, Infallible>);
    let body = Body::from_stream(futures_util::stream::iter(pieces));
    (headers, body).into_response()
}

/// `Accept-Encoding` names gzip, and not only to refuse it (RFC 9110 section 12.5.3).
fn takes_gzip(headers: &HeaderMap) -> bool {
    let given = headers.get_all(header::ACCEPT_ENCODING).iter();
    given
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|one| {
            let (name, weight) = one.split_once(';').unwrap_or((one, "q=1"));
            let none = weight.trim().trim_start_matches("q=").parse() == Ok(0.0);
            name.trim().eq_ignore_ascii_case("gzip") && !none
        })
}

struct Entry {
    is_file: bool,
    name: String,
    size: u64,
}

impl Entry {
    /// On a line of its own, below the one before.
    fn write(&self, text: &mut String) {
        use std::fmt::Write;
        let name = serde_json::Value::from(&*self.name);
        let kind = if self.is_file { "file" } else { "directory" };
        // Writing to a String cannot fail.
        let _ = write!(
            text,
            "\r\n{{ \"name\":{name}, \"type\":\"{kind}\", \"mtime\":\"{ONE_TIME}\""
        );
        if self.is_file {
            let _ = write!(text, ", \"size\":{}", self.size);
        }
        text.push_str(" }");
    }
}

/// Folders first, then by name. Links, secrets and what begins with a dot are left out.
fn files(folder: &Path) -> io::Result<Vec<Entry>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        if secrets::is_withheld(&name) {
            continue;
        }
        match entry.metadata() {
            Ok(about) if about.is_file() || about.is_dir() => entries.push(Entry {
                is_file: about.is_file(),
                name,
                size: about.len(),
            }),
            Ok(_) => (),
            // A file that has just been packed away is no longer part of the folder.
            Err(error) if error.kind() == ErrorKind::NotFound => (),
            Err(error) => return Err(error),
        }
    }
    entries.sort_by(|a, b| (a.is_file, &a.name).cmp(&(b.is_file, &b.name)));
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use std::collections::HashSet;

    use super::*;

    /// As if asked now, whatever was read before.
    fn read(listing: &Listing) -> Arc<Vec<Block>> {
        let mut newest = listing.newest.try_lock().unwrap();
        listing.since(Instant::now(), &mut newest).unwrap()
    }

    fn text(blocks: &[Block]) -> String {
        let plain: Vec<Bytes> = blocks.iter().map(|block| block.plain.clone()).collect();
        String::from_utf8(plain.concat()).unwrap()
    }

    #[test]
    fn gzip_is_asked_for_or_not() {
        let of = |value: &'static str| {
            let value = HeaderValue::from_static(value);
            takes_gzip(&HeaderMap::from_iter([(header::ACCEPT_ENCODING, value)]))
        };
        assert!(
            ["gzip", "br, GZip;q=0.5", "deflate,gzip"]
                .into_iter()
                .all(of)
        );
        assert!(
            !["", "br", "gzip;q=0", "gzip; q=0.0, br"]
                .into_iter()
                .any(of)
        );
    }

    #[test]
    fn listings_that_differ_in_a_file_differ_in_one_block_of_memory() {
        let folder = TempDir::new().unwrap();
        for number in 0..3_000 {
            fs::write(folder.path().join(format!("{number:064}.json")), "").unwrap();
        }
        let listing = Listing::of(folder.path().into());
        let before = read(&listing);
        assert!(before.len() > 2);
        fs::write(folder.path().join(format!("{:064}.json", 1_500) + "x"), "").unwrap();
        let after = read(&listing);
        let (old, new): (HashSet<_>, HashSet<_>) = (
            before.iter().map(|block| block.plain.as_ptr()).collect(),
            after.iter().map(|block| block.plain.as_ptr()).collect(),
        );
        assert!(
            new.difference(&old).count() <= 2,
            "a block, or one cut in two"
        );
        assert_eq!(
            text(&after).len() - text(&before).len(),
            text(&before).len() / 3_000 + 1
        );
    }

    #[test]
    fn a_listing_is_never_older_than_the_question() {
        let folder = TempDir::new().unwrap();
        let listing = Listing::of(folder.path().into());
        for number in 0..50 {
            fs::write(folder.path().join(format!("{number}.json")), "").unwrap();
            let names = text(&read(&listing));
            let last = format!("\"{number}.json\"");
            assert!(names.contains(&last), "{last}");
        }
    }

    #[test]
    fn a_question_from_before_the_reading_began_is_answered_by_it() {
        let folder = TempDir::new().unwrap();
        let listing = Listing::of(folder.path().into());
        let arrived = Instant::now();
        let mut newest = listing.newest.try_lock().unwrap();
        let one = listing.since(arrived, &mut newest).unwrap();
        let other = listing.since(arrived, &mut newest).unwrap();
        assert!(Arc::ptr_eq(&one, &other));
    }
}
