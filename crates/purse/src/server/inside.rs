//! The widget inside this program, for who has nothing but this one file.

use std::future::{Ready, ready};
use std::io::{self, Cursor, ErrorKind};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::SystemTime;

use rust_embed::{Embed, EmbeddedFile};
use tokio::io::{AsyncRead, AsyncSeek, ReadBuf};
use tower_http::services::fs;

/// The files that `cargo xtask build` left in `dist/`.
#[derive(Embed)]
#[folder = "../../dist"]
struct Dist;

/// Gives the files out as a disk would.
#[derive(Clone)]
pub(super) struct Inside {
    /// Of this program: a new one is asked for all its files anew.
    made: SystemTime,
}

impl Inside {
    pub(super) fn new() -> Self {
        let made = std::env::current_exe()
            .and_then(std::fs::metadata)
            .and_then(|file| file.modified());
        Self {
            made: made.unwrap_or(SystemTime::UNIX_EPOCH),
        }
    }

    /// A whole file.
    pub(super) fn read(name: &str) -> Option<Vec<u8>> {
        Dist::get(name).map(|file| file.data.into_owned())
    }

    fn find(&self, path: &Path) -> io::Result<Opened> {
        // Every path is asked for as `./path`.
        let path = path.strip_prefix(".").unwrap_or(path);
        let name = path.to_str().unwrap_or_default().replace('\\', "/");
        let folder = name.is_empty() || Dist::iter().any(|file| within(&file, &name));
        let bytes = match Dist::get(&name) {
            Some(EmbeddedFile { data, .. }) => data,
            None if folder => Default::default(),
            None => return Err(ErrorKind::NotFound.into()),
        };
        Ok(Opened {
            about: About {
                folder,
                made: self.made,
                bytes: bytes.len() as u64,
            },
            bytes: Cursor::new(bytes),
        })
    }
}

fn within(file: &str, folder: &str) -> bool {
    file.strip_prefix(folder)
        .is_some_and(|rest| rest.starts_with('/'))
}

impl fs::Backend for Inside {
    type File = Opened;
    type Metadata = About;
    type OpenFuture = Ready<io::Result<Opened>>;
    type MetadataFuture = Ready<io::Result<About>>;

    fn open(&self, path: PathBuf) -> Self::OpenFuture {
        ready(self.find(&path))
    }

    fn metadata(&self, path: PathBuf) -> Self::MetadataFuture {
        ready(self.find(&path).map(|file| file.about))
    }
}

/// A file of the widget.
pub(super) struct Opened {
    about: About,
    bytes: Cursor<std::borrow::Cow<'static, [u8]>>,
}

/// What a disk says of a file.
#[derive(Clone)]
pub(super) struct About {
    folder: bool,
    made: SystemTime,
    bytes: u64,
}

impl fs::File for Opened {
    type Metadata = About;
    type MetadataFuture<'a> = Ready<io::Result<About>>;

    fn metadata(&self) -> Self::MetadataFuture<'_> {
        ready(Ok(self.about.clone()))
    }
}

impl fs::Metadata for About {
    fn is_dir(&self) -> bool {
        self.folder
    }

    fn modified(&self) -> io::Result<SystemTime> {
        Ok(self.made)
    }

    fn len(&self) -> u64 {
        self.bytes
    }
}

impl AsyncRead for Opened {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.bytes).poll_read(cx, buf)
    }
}

impl AsyncSeek for Opened {
    fn start_seek(mut self: Pin<&mut Self>, to: io::SeekFrom) -> io::Result<()> {
        Pin::new(&mut self.bytes).start_seek(to)
    }

    fn poll_complete(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<u64>> {
        Pin::new(&mut self.bytes).poll_complete(cx)
    }
}
