//! The box as a folder on disk: made, locked, swept, and written to without ever overwriting.

use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use documents::boxes;
use tempfile::{NamedTempFile, TempPath};

use crate::failure::Failure;

/// Every upload's temporary file begins so, and nothing else does.
const UPLOAD: &str = ".put-";

/// What a box has beside its budget.
const FOLDERS: [&str; 6] = [
    boxes::BALLOTS,
    boxes::BUNDLE,
    boxes::RESULTS,
    boxes::PUBLISHED,
    boxes::KEYS,
    boxes::CLOSE,
];

/// Makes the box's folders where they are missing.
pub(crate) fn prepare(r#box: &Path) -> Result<(), Failure> {
    for name in FOLDERS {
        let folder = r#box.join(name);
        fs::create_dir_all(&folder)
            .map_err(|error| Failure::io("make the folder", &folder, &error))?;
    }
    Ok(())
}

/// Keeps a second server from sweeping away this one's uploads; held until dropped.
pub(crate) fn lock(r#box: &Path) -> Result<File, Failure> {
    let path = r#box.join(".serving");
    let file = File::create(&path).map_err(|error| Failure::io("make", &path, &error))?;
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => Err(Failure::bad(format!(
            "the box {} is already being served: stop the other server, or use another --box",
            r#box.display()
        ))),
        // Some network folders cannot lock; one server at a time is then the organiser's word.
        Ok(()) | Err(TryLockError::Error(_)) => Ok(file),
    }
}

/// The right to read a folder and write what follows from it, held until dropped.
pub(crate) struct Alone(
    #[expect(dead_code, reason = "the lock lasts as long as its file is open")] File,
);

/// Waits until no other `purse` works on this folder. The system takes the lock from a program that ends in whatever
/// way, so that none is left behind.
pub(crate) fn alone(folder: &Path) -> Result<Alone, Failure> {
    let path = folder.join(".purse-lock");
    let failed = |error| Failure::io("lock the folder by", &path, &error);
    let mut options = File::options();
    options.write(true).create(true).truncate(false);
    let file = options.open(&path).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(Alone(file)),
        Err(TryLockError::WouldBlock) => {
            let says = format!(
                "Waiting for another purse that works on {}.",
                folder.display()
            );
            let _ = writeln!(io::stderr(), "{says}");
            file.lock().map_err(failed)?;
            Ok(Alone(file))
        }
        // Some network folders cannot lock. What is written there never replaces what another has written.
        Err(TryLockError::Error(_)) => Ok(Alone(file)),
    }
}

/// Removes what uploads left behind when the machine was switched off in the middle of them.
pub(crate) fn sweep(r#box: &Path) -> Result<(), Failure> {
    for folder in FOLDERS.map(|name| r#box.join(name)) {
        let entries = fs::read_dir(&folder)
            .map_err(|error| Failure::io("read the folder", &folder, &error))?;
        for entry in entries {
            let entry = entry.map_err(|error| Failure::io("read the folder", &folder, &error))?;
            if entry.file_name().to_string_lossy().starts_with(UPLOAD) {
                fs::remove_file(entry.path())
                    .map_err(|error| Failure::io("remove", &entry.path(), &error))?;
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
    bytes.sync_all()?;
    let created = match written.persist_noclobber(target) {
        Ok(()) => Created::New,
        Err(refused) if refused.error.kind() == ErrorKind::AlreadyExists => {
            let same = fs::read(&refused.path)? == fs::read(target)?;
            if same { Created::Same } else { Created::Taken }
        }
        Err(refused) => return Err(refused.error),
    };
    sync_folder(target)?;
    Ok(created)
}

/// Writes a whole file that must be new or the same.
pub(crate) fn create(target: &Path, bytes: &[u8]) -> io::Result<Created> {
    let folder = target.parent().unwrap_or(Path::new("."));
    let mut file = begin(folder)?;
    file.write_all(bytes)?;
    let (file, written) = file.into_parts();
    finish(written, &file, target)
}

/// Puts a file that is named by its bytes where it belongs in a box; whether it is new there.
pub(crate) fn put(r#box: &Path, path: &str, bytes: &[u8]) -> Result<Created, Failure> {
    let place = r#box.join(path);
    let folder = place.parent().unwrap_or(r#box);
    fs::create_dir_all(folder).map_err(|error| Failure::io("make the folder", folder, &error))?;
    match create(&place, bytes) {
        Ok(Created::Taken) => Err(Failure::bad(format!(
            "{} has other bytes than its name says: remove it",
            place.display()
        ))),
        Ok(created) => Ok(created),
        Err(error) => Err(Failure::io("write", &place, &error)),
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
pub(crate) fn put_budget(r#box: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let place = r#box.join(boxes::BUDGET);
    match create(&place, bytes) {
        Ok(Created::New | Created::Same) => Ok(()),
        Ok(Created::Taken) => Err(Failure::bad(format!(
            "{} has just been written by somebody else",
            place.display()
        ))),
        Err(error) => Err(Failure::io("write", &place, &error)),
    }
}

/// A new name is on the disk only once its folder is.
fn sync_folder(file: &Path) -> io::Result<()> {
    #[cfg(unix)]
    File::open(file.parent().unwrap_or(Path::new(".")))?.sync_all()?;
    #[cfg(not(unix))]
    let _ = file;
    Ok(())
}
