//! Made-up ballots never go where real ones are.

use std::collections::BTreeSet;
use std::path::Path;

use documents::ballot::Channel;
use documents::{Ballot, Id, Signed, bundle};

use crate::failure::Failure;
use crate::files;
use crate::words::say;

/// # Errors
/// A box that holds a ballot which may be real: one that says so, or a sealed one that is none of these.
pub(super) fn refuse(ballot_box: &Path, made_up: &[Vec<u8>]) -> Result<(), Failure> {
    let own: BTreeSet<Id> = made_up.iter().map(|line| bundle::id(line)).collect();
    let check = |line: &[u8]| {
        if !may_be_real(line) || own.contains(&bundle::id(line)) {
            return Ok(());
        }
        Err(Failure::bad(say!(
            "simulate.real",
            folder = ballot_box.display()
        )))
    };
    files::ballots(ballot_box)?.try_for_each(|line| check(&line?))
}

fn may_be_real(line: &[u8]) -> bool {
    let real = |ballot: &Ballot| ballot.channel != Channel::Simulated;
    if Signed::begins(line) {
        Signed::read(line).is_ok_and(|signed| signed.ballot.as_ref().is_none_or(real))
    } else {
        Ballot::read(line).is_ok_and(|ballot| real(&ballot))
    }
}
