//! The box as a folder on disk: made, locked, swept, and written to without ever overwriting.

use std::ffi::OsStr;
use std::fs::{self, File, FileTimes, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Write};
use std::path::Path;
use std::time::{Duration, SystemTime};

use documents::boxes;
use tempfile::{NamedTempFile, TempPath};

use crate::failure::Failure;
use crate::words::say;

/// Every upload's temporary file begins so, and nothing else does.
const UPLOAD: &str = ".put-";

/// Held by the one server of a box.
pub(crate) const SERVING: &str = ".serving";

/// Makes the box's folders where they are missing.
pub(crate) fn prepare(ballot_box: &Path) -> Result<(), Failure> {
    for name in boxes::FOLDERS.map(|name| name.trim_end_matches('/')) {
        let folder = ballot_box.join(name);
        no_link(&folder, "a folder")?;
        fs::create_dir_all(&folder).map_err(|error| {
            Failure::bad(say!("io.make_folder", place = folder.display(), error))
        })?;
    }
    for name in [boxes::BUDGET, boxes::BEGAN, boxes::STORE] {
        plain_file(&ballot_box.join(name))?;
    }
    Ok(())
}

/// A pipe in the place of a file would keep whoever opens it waiting for ever.
fn plain_file(path: &Path) -> Result<(), Failure> {
    no_link(path, "a file")?;
    match path.exists() && !path.is_file() {
        true => Err(Failure::bad(say!(
            "folder.not_plain",
            file = path.display()
        ))),
        false => Ok(()),
    }
}

/// A box is whole in itself: what a link leads to is neither copied with it nor given out.
fn no_link(path: &Path, expected: &str) -> Result<(), Failure> {
    match path.is_symlink() {
        true => Err(Failure::bad(say!(
            "folder.link",
            folder = path.display(),
            expected
        ))),
        false => Ok(()),
    }
}

/// Whether this name is of an upload that is not finished.
pub(crate) fn is_upload(name: &OsStr) -> bool {
    name.to_string_lossy().starts_with(UPLOAD)
}

/// Keeps a second server from sweeping away this one's uploads; held until dropped.
pub(crate) fn lock(ballot_box: &Path) -> Result<File, Failure> {
    let path = ballot_box.join(SERVING);
    plain_file(&path)?;
    let file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path)
        .map_err(|error| Failure::bad(say!("io.make", place = path.display(), error)))?;
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => Err(Failure::bad(say!(
            "folder.served_already",
            folder = ballot_box.display()
        ))),
        // Some network folders cannot lock; one server at a time is then the organiser's word.
        Ok(()) | Err(TryLockError::Error(_)) => Ok(file),
    }
}

/// Whether a server is running on this box.
pub(crate) fn is_served(ballot_box: &Path) -> bool {
    let path = ballot_box.join(SERVING);
    plain_file(&path).is_ok()
        && File::open(path)
            .is_ok_and(|file| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)))
}

/// The right to read a folder and write what follows from it, held until dropped.
pub(crate) struct Alone(
    #[expect(dead_code, reason = "the lock lasts as long as its file is open")] File,
);

/// Waits until no other `purse` works on this folder. The system takes the lock from a program that ends in whatever
/// way, so that none is left behind.
pub(crate) fn alone(folder: &Path) -> Result<Alone, Failure> {
    let path = folder.join(".purse-lock");
    plain_file(&path)?;
    let mut options = File::options();
    options.write(true).create(true).truncate(false);
    let file = options
        .open(&path)
        .map_err(|error| Failure::bad(say!("io.lock_folder", place = path.display(), error)))?;
    locked(&file, folder)?;
    Ok(Alone(file))
}

/// Waits until no other `purse` holds this file, by which it works on `place`.
pub(crate) fn locked(file: &File, place: &Path) -> Result<(), Failure> {
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => {
            let says = say!("folder.waiting", folder = place.display());
            // Nobody is left to tell when stderr is closed.
            let _ = writeln!(io::stderr(), "{says}");
            file.lock()
                .map_err(|error| Failure::bad(say!("io.lock", place = place.display(), error)))
        }
        // Some network folders cannot lock. What is written there never replaces what another has written.
        Ok(()) | Err(TryLockError::Error(_)) => Ok(()),
    }
}

/// Removes what uploads left behind when the machine was switched off in the middle of them.
pub(crate) fn sweep(ballot_box: &Path) -> Result<(), Failure> {
    for folder in boxes::FOLDERS.map(|name| ballot_box.join(name)) {
        let entries = fs::read_dir(&folder).map_err(|error| {
            Failure::bad(say!("io.read_folder", place = folder.display(), error))
        })?;
        for entry in entries {
            let entry = entry.map_err(|error| {
                Failure::bad(say!("io.read_folder", place = folder.display(), error))
            })?;
            if is_upload(&entry.file_name()) {
                fs::remove_file(entry.path()).map_err(|error| {
                    Failure::bad(say!("io.remove", place = entry.path().display(), error))
                })?;
            }
        }
    }
    Ok(())
}

/// What became of a file that was to be created.
#[derive(Debug, PartialEq)]
pub(crate) enum Created {
    New,
    /// The same bytes were there already.
    Same,
    /// Other bytes are there, and stay.
    Taken,
}

/// An unfinished file in `folder`, which is removed when dropped.
pub(crate) fn begin(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(UPLOAD);
    #[cfg(unix)]
    // As any file this account makes (the umask applies), so that a web server can read the same folder.
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

/// Gives the written file its name unless that is taken, and returns once both are on the disk.
pub(crate) fn finish(written: TempPath, bytes: &File, target: &Path) -> io::Result<Created> {
    // The order in which ballots came must not be read from the folder, nor from what any server tells of it. Where the
    // disk keeps no times, there is nothing to hide.
    let _ = bytes.set_times(FileTimes::new().set_modified(today()).set_accessed(today()));
    bytes.sync_all()?;
    let created = match written.persist_noclobber(target) {
        Ok(()) => Created::New,
        Err(refused) if refused.error.kind() == ErrorKind::AlreadyExists => {
            let written = fs::read(&refused.path)?;
            compare(target, &written)?.unwrap_or(Created::Taken)
        }
        Err(refused) => return Err(refused.error),
    };
    sync_folder(target)?;
    Ok(created)
}

/// What would become of these bytes under a name that is taken; `None` where it is free. A link takes a name, and is not
/// followed.
pub(crate) fn compare(target: &Path, bytes: &[u8]) -> io::Result<Option<Created>> {
    match fs::symlink_metadata(target) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
        Ok(about) if about.is_file() && fs::read(target)? == bytes => Ok(Some(Created::Same)),
        Ok(_) => Ok(Some(Created::Taken)),
    }
}

/// The beginning of the day (UTC).
fn today() -> SystemTime {
    const DAY: u64 = 24 * 60 * 60;
    let now = SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap_or_default()
        .as_secs();
    SystemTime::UNIX_EPOCH + Duration::from_secs(now / DAY * DAY)
}

/// Writes a whole file that must be new or the same.
pub(crate) fn create(target: &Path, bytes: &[u8]) -> io::Result<Created> {
    let folder = crate::secret::folder_of(target);
    let mut file = begin(folder)?;
    file.write_all(bytes)?;
    let (file, written) = file.into_parts();
    finish(written, &file, target)
}

/// Puts a file that is named by its bytes where it belongs in a box; whether it is new there.
pub(crate) fn put(ballot_box: &Path, path: &str, bytes: &[u8]) -> Result<Created, Failure> {
    let place = ballot_box.join(path);
    let folder = place.parent().unwrap_or(ballot_box);
    fs::create_dir_all(folder)
        .map_err(|error| Failure::bad(say!("io.make_folder", place = folder.display(), error)))?;
    match create(&place, bytes) {
        Ok(Created::Taken) => Err(Failure::bad(say!(
            "folder.other_bytes",
            file = place.display()
        ))),
        Ok(created) => Ok(created),
        Err(error) => Err(Failure::bad(say!(
            "io.write",
            place = place.display(),
            error
        ))),
    }
}

/// Writes a whole file in place of the one that is there.
pub(crate) fn replace(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = target.parent().unwrap_or(Path::new("."));
    let mut file = begin(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(target)?;
    sync_folder(target)
}

/// Gives a box without a budget its budget.
pub(crate) fn put_budget(ballot_box: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let place = ballot_box.join(boxes::BUDGET);
    match create(&place, bytes) {
        Ok(Created::New | Created::Same) => Ok(()),
        Ok(Created::Taken) => Err(Failure::bad(say!(
            "folder.written_by_another",
            file = place.display()
        ))),
        Err(error) => Err(Failure::bad(say!(
            "io.write",
            place = place.display(),
            error
        ))),
    }
}

/// A new name is on the disk only once its folder is.
pub(crate) fn sync_folder(file: &Path) -> io::Result<()> {
    #[cfg(unix)]
    File::open(crate::secret::folder_of(file))?.sync_all()?;
    #[cfg(not(unix))]
    let _ = file;
    Ok(())
}
