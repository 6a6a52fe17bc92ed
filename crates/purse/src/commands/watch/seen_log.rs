//! The file that keeps what was seen: `<sha256>  <path>`, a line a file, only ever added to.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use documents::Id;
use documents::boxes::{BUDGET, BUNDLE, JSON, JSONL};

use crate::failure::Failure;
use crate::folder;
use crate::words::say;

pub(super) struct SeenLog {
    path: PathBuf,
    file: File,
    /// The last line has no line end.
    open: bool,
    seen: BTreeMap<String, Id>,
}

impl SeenLog {
    /// Reads what was seen before, in whatever way an editor or another system ends lines.
    ///
    /// Until this one ends no other watch goes by the file: a line that the other is writing would look cut off.
    ///
    /// A last line that was cut off, when an earlier watch was stopped while it wrote, is taken away: its file is seen
    /// again.
    ///
    /// # Errors
    /// A file that cannot be written, or the first line that is none of ours.
    pub(super) fn open(path: &Path) -> Result<Self, Failure> {
        let file = OpenOptions::new()
            .append(true)
            .create(true)
            .open(path)
            .map_err(|error| Failure::bad(say!("io.open", place = path.display(), error)))?;
        folder::locked(&file, path)?;
        let text = fs::read_to_string(path)
            .map_err(|error| Failure::bad(say!("io.read", place = path.display(), error)))?;
        let last = text.rfind(['\n', '\r']).map_or(0, |end| end + 1);
        let mut open = last < text.len();
        let lines = text.trim_start_matches('\u{FEFF}').replace("\r\n", "\n");
        let mut lines = (1..).zip(lines.split(['\n', '\r'])).peekable();
        let mut seen = BTreeMap::new();
        while let Some((line, text)) = lines.next() {
            let cut_off = open && line > 1 && lines.peek().is_none();
            match entry(text) {
                // The first hash is the one to hold the box to.
                Some((name, hash)) => {
                    seen.entry(name.to_owned()).or_insert(hash);
                }
                None if text.trim().is_empty() => (),
                None if cut_off => {
                    file.set_len(last as u64).map_err(|error| {
                        Failure::bad(say!("io.write", place = path.display(), error))
                    })?;
                    open = false;
                }
                None => {
                    return Err(Failure::bad(say!(
                        "watch.kept_line",
                        file = path.display(),
                        line
                    )));
                }
            }
        }
        Ok(Self {
            path: path.to_owned(),
            file,
            open,
            seen,
        })
    }

    pub(super) fn hash(&self, name: &str) -> Option<Id> {
        self.seen.get(name).copied()
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &String> {
        self.seen.keys()
    }

    /// Adds files; they are on the disk when this returns.
    pub(super) fn add(&mut self, new: &[(String, Id)]) -> Result<(), Failure> {
        let mut lines = String::new();
        if self.open && !new.is_empty() {
            lines.push('\n');
            self.open = false;
        }
        for (name, hash) in new {
            lines.push_str(&format!("{hash}  {name}\n"));
        }
        self.file
            .write_all(lines.as_bytes())
            .and_then(|()| self.file.sync_all())
            .map_err(|error| Failure::bad(say!("io.write", place = self.path.display(), error)))?;
        self.seen.extend(new.iter().cloned());
        Ok(())
    }
}

/// A line that names a whole file of a box; in `sha256sum --binary` a star stands before the path.
fn entry(line: &str) -> Option<(&str, Id)> {
    let (hash, name) = line.trim_end().split_once(' ')?;
    let name = name.strip_prefix([' ', '*'])?;
    let whole =
        name == BUDGET || name.contains('/') && (name.ends_with(JSON) || name.ends_with(JSONL));
    // `.jsonl` that was cut off looks like another ending.
    let cut = name.starts_with(BUNDLE) && !name.ends_with(JSONL);
    (whole && !cut).then_some((name, Id::parse(hash)?))
}
