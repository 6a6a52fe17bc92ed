//! The file that keeps what was seen: `<sha256>  <path>`, a line a file, only ever added to.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use documents::Id;

use crate::failure::Failure;

pub(super) struct Kept {
    path: PathBuf,
    file: File,
    seen: BTreeMap<String, Id>,
}

impl Kept {
    /// Reads what was seen before.
    ///
    /// # Errors
    /// A file that cannot be written, or the first line that is none of ours.
    pub(super) fn open(path: &Path) -> Result<Self, Failure> {
        let file = OpenOptions::new()
            .append(true)
            .create(true)
            .open(path)
            .map_err(|error| Failure::io("open", path, &error))?;
        let text = fs::read_to_string(path).map_err(|error| Failure::io("read", path, &error))?;
        let mut seen = BTreeMap::new();
        for (line, text) in (1..).zip(text.split_inclusive('\n')) {
            let (name, hash) = entry(text).ok_or_else(|| {
                Failure::bad(format!(
                    "{}, line {line}: expected a hash, two spaces, a path and a line end; mend or remove that line",
                    path.display()
                ))
            })?;
            // The first hash is the one to hold the box to.
            seen.entry(name.to_owned()).or_insert(hash);
        }
        Ok(Self {
            path: path.to_owned(),
            file,
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
        let lines: String = new
            .iter()
            .map(|(name, hash)| format!("{hash}  {name}\n"))
            .collect();
        self.file
            .write_all(lines.as_bytes())
            .and_then(|()| self.file.sync_all())
            .map_err(|error| Failure::io("write", &self.path, &error))?;
        self.seen.extend(new.iter().cloned());
        Ok(())
    }
}

fn entry(line: &str) -> Option<(&str, Id)> {
    let (hash, name) = line.strip_suffix('\n')?.split_once("  ")?;
    (!name.is_empty()).then_some((name, Id::parse(hash)?))
}
