//! How much a folder of the box may hold, so that nobody can fill the disk: counted with what is still arriving, and
//! counted again where it seems full, since the organiser may have made room.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use documents::signed;

use crate::words::say;

/// Files and bytes.
#[derive(Clone, Copy, Default)]
pub(crate) struct Amount {
    pub(crate) files: u64,
    pub(crate) bytes: u64,
}

/// What a folder holds, against the most it may.
pub(crate) struct Room {
    folder: PathBuf,
    /// How the organiser changes it.
    options: &'static str,
    most: Amount,
    now: Mutex<Held>,
}

struct Held {
    /// Whole files.
    kept: Amount,
    /// Uploads that have begun.
    arriving: Amount,
    counted: Instant,
    /// How long that took.
    took: Duration,
    told: bool,
}

/// How much of the room an upload may use.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Claim {
    /// The last eighth is kept for ballots that go first.
    Most,
    All,
}

/// A place for one file, given back when dropped unless the file was kept.
pub(crate) struct Reserved {
    room: Arc<Room>,
    bytes: u64,
    claim: Claim,
}

/// At most one part in so many of the time goes into counting a full folder again, however many ask: those that go first
/// wait for it.
const SHARE: u32 = 20;

impl Room {
    /// Counts what is there already.
    pub(crate) fn of(
        folder: PathBuf,
        options: &'static str,
        most: Amount,
    ) -> io::Result<Arc<Self>> {
        let began = Instant::now();
        let now = Held {
            kept: count(&folder)?,
            arriving: Amount::default(),
            counted: Instant::now(),
            took: began.elapsed(),
            told: false,
        };
        Ok(Arc::new(Self {
            folder,
            options,
            most,
            now: Mutex::new(now),
        }))
    }

    /// A place for one more file of so many bytes, or of none yet. May read the folder.
    pub(crate) fn reserve(self: &Arc<Self>, bytes: u64, claim: Claim) -> Option<Reserved> {
        let mut now = self.lock();
        let more = Amount { files: 1, bytes };
        let fits = self.fits(&now, more, claim) || {
            self.count_again(&mut now);
            self.fits(&now, more, claim)
        };
        if !fits {
            self.tell(&mut now);
            return None;
        }
        now.told &= claim == Claim::All;
        now.arriving.files += 1;
        now.arriving.bytes += bytes;
        Some(Reserved {
            room: self.clone(),
            bytes,
            claim,
        })
    }

    fn fits(&self, now: &Held, more: Amount, claim: Claim) -> bool {
        let kept_free = match claim {
            Claim::All => Amount::default(),
            Claim::Most => self.eighth(),
        };
        now.kept.files + now.arriving.files + more.files <= self.most.files - kept_free.files
            && now.kept.bytes + now.arriving.bytes + more.bytes <= self.most.bytes - kept_free.bytes
    }

    /// In whole files.
    fn eighth(&self) -> Amount {
        let largest = signed::MAX_BYTES as u64;
        Amount {
            files: self.most.files / 8,
            bytes: self.most.bytes / 8 / largest * largest,
        }
    }

    fn count_again(&self, now: &mut Held) {
        let began = Instant::now();
        if began - now.counted < now.took * SHARE {
            return;
        }
        if let Ok(kept) = count(&self.folder) {
            (now.kept, now.counted, now.took) = (kept, Instant::now(), began.elapsed());
        }
    }

    fn tell(&self, now: &mut Held) {
        if std::mem::replace(&mut now.told, true) {
            return;
        }
        // Nobody is left to tell when stderr is closed.
        let _ = writeln!(
            io::stderr(),
            "{}",
            say!(
                "serve.full",
                folder = self.folder.display(),
                files = self.most.files,
                bytes = self.most.bytes,
                option = self.options
            )
        );
    }

    fn lock(&self) -> MutexGuard<'_, Held> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Reserved {
    /// Room for so many bytes more of this file.
    pub(crate) fn grow(&mut self, bytes: u64) -> bool {
        let mut now = self.room.lock();
        let fits = self.room.fits(&now, Amount { files: 0, bytes }, self.claim);
        if fits {
            now.arriving.bytes += bytes;
            self.bytes += bytes;
        }
        fits
    }

    /// The file is there.
    pub(crate) fn keep(self) {
        let mut now = self.room.lock();
        now.kept.files += 1;
        now.kept.bytes += self.bytes;
    }
}

impl Drop for Reserved {
    fn drop(&mut self) {
        let mut now = self.room.lock();
        now.arriving.files -= 1;
        now.arriving.bytes -= self.bytes;
    }
}

/// Whole files only: what is arriving is counted as that.
fn count(folder: &Path) -> io::Result<Amount> {
    let mut kept = Amount::default();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if crate::folder::is_upload(&entry.file_name()) {
            continue;
        }
        match entry.metadata() {
            Ok(about) => {
                kept.files += 1;
                kept.bytes += about.len();
            }
            // It has just been packed away.
            Err(error) if error.kind() == io::ErrorKind::NotFound => (),
            Err(error) => return Err(error),
        }
    }
    Ok(kept)
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    fn room(files: u64, bytes: u64) -> (Arc<Room>, TempDir) {
        let folder = TempDir::new().unwrap();
        let room = Room::of(folder.path().into(), "", Amount { files, bytes }).unwrap();
        (room, folder)
    }

    #[test]
    fn what_is_arriving_takes_room_until_it_is_given_up() {
        let (room, _folder) = room(2, 100);
        let mut one = room.reserve(60, Claim::Most).unwrap();
        assert!(room.reserve(41, Claim::Most).is_none());
        assert!(one.grow(40));
        assert!(!one.grow(1));
        drop(one);
        let two = [0, 100].map(|bytes| room.reserve(bytes, Claim::Most));
        assert!(two.iter().all(Option::is_some));
        assert!(
            room.reserve(0, Claim::Most).is_none(),
            "two files are the most"
        );
    }

    #[test]
    fn the_last_eighth_is_for_those_that_go_first() {
        let (room, _folder) = room(8, 1_000);
        let mut held: Vec<_> = (0..7).map(|_| room.reserve(1, Claim::Most)).collect();
        assert!(held.iter().all(Option::is_some));
        assert!(room.reserve(1, Claim::Most).is_none());
        held.push(room.reserve(1, Claim::All));
        assert!(held[7].is_some());
        assert!(room.reserve(1, Claim::All).is_none());
    }

    #[test]
    fn a_full_folder_that_takes_long_to_count_is_counted_rarely() {
        let (room, folder) = room(1, 100);
        let file = folder.path().join("a.json");
        fs::write(&file, "12345").unwrap();
        room.reserve(5, Claim::Most).unwrap().keep();
        fs::remove_file(file).unwrap();
        room.lock().took = Duration::from_secs(60);
        assert!(room.reserve(5, Claim::Most).is_none());
    }

    #[test]
    fn files_that_were_taken_out_leave_room_again() {
        let (room, folder) = room(1, 100);
        let file = folder.path().join("a.json");
        fs::write(&file, "12345").unwrap();
        room.reserve(5, Claim::Most).unwrap().keep();
        assert!(room.reserve(5, Claim::Most).is_none());
        fs::remove_file(file).unwrap();
        // As after a while.
        room.lock().took = Duration::ZERO;
        assert!(room.reserve(5, Claim::Most).is_some());
    }
}
