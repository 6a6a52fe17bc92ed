//! How much the box may hold, so that nobody can fill the disk.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use documents::boxes::{BALLOTS, RESULTS};

/// What the box holds, against the most it may.
pub(crate) struct Room {
    files: AtomicU64,
    bytes: AtomicU64,
    most_files: u64,
    most_bytes: u64,
    told: AtomicBool,
}

impl Room {
    /// Counts what is there already.
    pub(crate) fn of(r#box: &Path, most_files: u64, most_bytes: u64) -> io::Result<Self> {
        let (mut files, mut bytes) = (0, 0);
        for folder in [BALLOTS, RESULTS] {
            for entry in fs::read_dir(r#box.join(folder))? {
                files += 1;
                bytes += entry?.metadata()?.len();
            }
        }
        Ok(Self {
            files: files.into(),
            bytes: bytes.into(),
            most_files,
            most_bytes,
            told: AtomicBool::new(false),
        })
    }

    /// Is there room for one more file? Uploads at the same time may each find the last place: the limit is there to
    /// save the disk, not to count.
    pub(crate) fn is_left(&self) -> bool {
        let left = self.files.load(Ordering::Relaxed) < self.most_files
            && self.bytes.load(Ordering::Relaxed) < self.most_bytes;
        if !left && !self.told.swap(true, Ordering::Relaxed) {
            // Nobody is left to tell when stderr is closed.
            let _ = writeln!(
                io::stderr(),
                "purse: the box is full ({} files, {} bytes at most): devices keep their ballots and try again. \
                 Start again with a larger --most-files or --most-bytes.",
                self.most_files,
                self.most_bytes
            );
        }
        left
    }

    pub(crate) fn take(&self, bytes: u64) {
        self.files.fetch_add(1, Ordering::Relaxed);
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
    }
}
