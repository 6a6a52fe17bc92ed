//! Files with secrets in them: for this account alone from their first byte, whole or not there, and never where a web
//! server gives them out.

mod served;

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use tempfile::NamedTempFile;

use crate::failure::Failure;
pub(crate) use served::refuse_served;

/// Makes a folder, and those around it that are missing, for this account alone.
pub(crate) fn make_folder(folder: &Path) -> Result<(), Failure> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
        .create(folder)
        .map_err(|error| Failure::io("make the folder", folder, &error))
}

/// Writes a whole file; until it is on the disk an earlier one stays.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    written(path, bytes)?
        .persist(path)
        .map_err(|refused| refused.error)?;
    sync_folder(path)
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

fn sync_folder(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    File::open(folder_of(path))?.sync_all()?;
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

/// Reads a file with a secret in it.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let failed = |error: io::Error| match error.kind() {
        ErrorKind::NotFound => Failure::bad(format!("there is no file {}", path.display())),
        _ => Failure::io("read", path, &error),
    };
    let mut file = File::open(path).map_err(failed)?;
    let mut bytes = Vec::new();
    io::Read::read_to_end(&mut file, &mut bytes).map_err(failed)?;
    Ok(bytes)
}
