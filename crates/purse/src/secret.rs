//! Files with secrets in them: for this account alone from their first byte, whole or not there, and never where a web
//! server gives them out.

mod served;

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use tempfile::NamedTempFile;

use crate::failure::Failure;
use crate::files;
use crate::folder;
use crate::words::say;
pub(crate) use served::{refuse_inside, refuse_served};

/// Makes a folder, and those around it that are missing, for this account alone.
pub(crate) fn make_folder(folder: &Path) -> Result<(), Failure> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
        .create(folder)
        .map_err(|error| Failure::bad(say!("io.make_folder", place = folder.display(), error)))
}

/// Writes a whole file where none is yet.
///
/// # Errors
/// [`io::ErrorKind::AlreadyExists`] where there is one, which stays.
pub(crate) fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    written(path, bytes)?
        .persist_noclobber(path)
        .map_err(|refused| refused.error)?;
    folder::sync_folder(path)
}

/// Writes a whole file; until it is on the disk an earlier one stays.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    written(path, bytes)?
        .persist(path)
        .map_err(|refused| refused.error)?;
    folder::sync_folder(path)
}

/// An unfinished file beside its place, which this account alone can read.
fn written(path: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let mut file = NamedTempFile::new_in(folder_of(path))?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// The folder that a file is in.
pub(crate) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

/// Reads a file with a secret in it, and says aloud when others can read it too.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let bytes = files::read(path)?;
    warn_if_open(path);
    Ok(bytes)
}

/// Says aloud when others can read a file with a secret in it, on this computer or from a web server.
pub(crate) fn warn_if_open(path: &Path) {
    let Ok(about) = fs::metadata(path) else {
        return;
    };
    #[cfg(unix)]
    {
        let mode = std::os::unix::fs::PermissionsExt::mode(&about.permissions()) & 0o777;
        if about.is_file() && mode & 0o077 != 0 {
            warn(&say!(
                "secret.others_can_read",
                shown = path.display(),
                mode = format_args!("{:o}", mode)
            ));
        }
    }
    #[cfg(not(unix))]
    let _ = about;
    if let Err(why) = refuse_served(path) {
        warn(&why.to_string());
    }
}

pub(crate) fn warn(says: &str) {
    // Nobody is left to warn when stderr is closed.
    let _ = writeln!(io::stderr(), "Warning: {}", says.trim_end());
}
