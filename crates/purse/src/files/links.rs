//! Links in a box: whoever can put one there must not have other files of this computer read.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use documents::boxes;

use crate::failure::Failure;
use crate::words::say;

/// So many are named at a time.
const NAMED: usize = 5;

/// Whether a file or folder of a box is in it, also after its links.
///
/// # Errors
/// A link that leads out of the box, or round in a circle.
pub(super) fn stay_inside(ballot_box: &Path, path: &Path) -> Result<(), Failure> {
    // A slash at its end would follow the link that is looked for.
    let path: &Path = &path.components().collect::<PathBuf>();
    if !path.is_symlink() {
        return Ok(());
    }
    match (path.canonicalize(), ballot_box.canonicalize()) {
        (Ok(place), Ok(ballot_box)) if place.starts_with(&ballot_box) => Ok(()),
        _ => Err(Failure::bad(say!("files.link_out", file = path.display()))),
    }
}

/// Says once of each folder which entries are no files of a box.
pub(super) fn name(folder: &Path, mut others: Vec<OsString>) {
    static SAID: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());
    let new = SAID.lock().is_ok_and(|mut said| said.insert(folder.into()));
    if others.is_empty() || !new {
        return;
    }
    others.sort_unstable();
    let mut err = io::stderr().lock();
    for name in others.iter().take(NAMED) {
        // Nobody is left to tell when stderr is closed.
        let _ = writeln!(
            err,
            "{}",
            say!(
                "files.passed_over",
                file = folder.join(boxes::shown(&name.to_string_lossy())).display()
            )
        );
    }
    if others.len() > NAMED {
        let more = others.len() - NAMED;
        let _ = writeln!(
            err,
            "{}",
            say!("files.passed_over_more", more, folder = folder.display())
        );
    }
}
