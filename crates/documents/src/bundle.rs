//! Many ballots in one file: a canonical ballot a line, sorted by id.

use std::collections::BTreeMap;

use crate::Id;

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
