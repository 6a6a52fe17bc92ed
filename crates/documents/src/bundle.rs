//! Many ballots in one file: a canonical ballot a line, sorted by id. One with a code has its name's signature at the end of
//! its line: see [`crate::signed`].

use std::collections::BTreeSet;

use crate::signed::{self, Signed};
use crate::{Id, PublicKey};

/// Bytes of a bundle that every reader reads to its end.
pub const MAX_BYTES: usize = 200_000_000;

/// Packs the lines of ballots, each once whatever the order they come in.
pub fn pack<'b>(lines: impl IntoIterator<Item = &'b [u8]>) -> Vec<u8> {
    let sorted: BTreeSet<(Id, &[u8])> = lines.into_iter().map(|line| (id(line), line)).collect();
    let mut bundle = Vec::with_capacity(sorted.iter().map(|(_, line)| line.len() + 1).sum());
    for (_, line) in sorted {
        bundle.extend_from_slice(line);
        bundle.push(b'\n');
    }
    bundle
}

/// The id of the ballot in a line: the hash of its file.
pub fn id(line: &[u8]) -> Id {
    Id::of(&signed::file(line))
}

/// The lines of a bundle, without their ends; what follows the last end of line is a line too.
pub fn lines(bundle: &[u8]) -> impl Iterator<Item = &[u8]> {
    bundle
        .split_inclusive(|&byte| byte == b'\n')
        .map(|line| line.strip_suffix(b"\n").unwrap_or(line))
}

/// So much of a line is looked at: all that stands before a ballot's choices.
const BEGINNING: usize = 512;

/// The revisions of one code's ballots in a bundle that arrives in pieces, and of which nothing else is kept. No signature
/// is looked at.
pub struct Revisions {
    /// What stands before the number.
    begins: String,
    /// The beginning of the line that is arriving.
    line: Vec<u8>,
}

impl Revisions {
    pub fn of(key: &PublicKey) -> Self {
        Self {
            begins: format!("\"key\":\"{key}\",\"revision\":"),
            line: Vec::new(),
        }
    }

    /// Takes in the next piece; a line counts once its end has come.
    pub fn take(&mut self, piece: &[u8], seen: &mut Vec<u64>) {
        for part in piece.split_inclusive(|byte| *byte == b'\n') {
            let room = BEGINNING - self.line.len();
            self.line.extend_from_slice(&part[..part.len().min(room)]);
            if part.ends_with(b"\n") {
                seen.extend(self.revision());
                self.line.clear();
            }
        }
    }

    fn revision(&self) -> Option<u64> {
        if !Signed::begins(&self.line) {
            return None;
        }
        let line = String::from_utf8_lossy(&self.line);
        let (_, number) = line.split_once(&self.begins)?;
        number.split_once(',')?.0.parse().ok()
    }
}
