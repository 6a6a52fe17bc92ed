//! Many ballots in one file: a canonical ballot a line, sorted by id.

use std::collections::BTreeMap;

use crate::{Id, PublicKey, Signed};

/// Bytes of a bundle that every reader reads to its end.
pub const MAX_BYTES: usize = 200_000_000;

/// Packs the canonical bytes of ballots, each once whatever the order they come in.
pub fn pack<'b>(ballots: impl IntoIterator<Item = &'b [u8]>) -> Vec<u8> {
    let sorted: BTreeMap<Id, &[u8]> = ballots
        .into_iter()
        .map(|ballot| (Id::of(ballot), ballot))
        .collect();
    let mut bundle = Vec::with_capacity(sorted.values().map(|ballot| ballot.len() + 1).sum());
    for ballot in sorted.into_values() {
        bundle.extend_from_slice(ballot);
        bundle.push(b'\n');
    }
    bundle
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
