//! Which of a code's ballots is the last: numbers that nobody but the code's holder can make.
//!
//! Anybody can put a file into a box whose name has a code's key and a number in it. So a revision is
//! `n · 2³² + mark`: the code's `n`th ballot, and a mark that follows from `n` and the code's secret. Whoever has the code
//! knows its own numbers at sight among any amount of junk, fetches nothing, and goes on from the highest. A number
//! without the right mark is nobody's; who copies one that holds says nothing new.

use documents::{Ballot, PublicKey, Signed, bundle};
use sha2::{Digest, Sha256};

use crate::{Chance, Voter};

/// Bits of a revision below the number: the mark.
const MARK: u32 = 32;
/// 2²¹ − 1 ballots of one code: with the mark, as much as a whole number of our files holds.
pub const MOST_BALLOTS: u64 = (1 << (53 - MARK)) - 1;
/// So many revisions are signed ahead where the box cannot be seen: more than one code votes meanwhile elsewhere.
pub const AHEAD: u64 = 16;

impl Voter {
    /// The revision of this code's `nth` ballot, from 1 on; `None` beyond [`MOST_BALLOTS`].
    pub fn revision(&self, nth: u64) -> Option<u64> {
        (1..=MOST_BALLOTS).contains(&nth).then(|| {
            let mark = Sha256::new()
                .chain_update(b"common-purse/revision/1\0")
                .chain_update(self.secret())
                .chain_update(nth.to_be_bytes())
                .finalize();
            nth << MARK | u64::from(u32::from_be_bytes([mark[0], mark[1], mark[2], mark[3]]))
        })
    }

    /// How many ballots this code has cast, by revisions seen anywhere; those that are not its own tell nothing.
    pub fn cast_so_far(&self, seen: impl IntoIterator<Item = u64>) -> u64 {
        let own = |revision: &u64| self.revision(nth(*revision)) == Some(*revision);
        seen.into_iter()
            .map(|revision| (nth(revision), revision))
            // The dear question only for a number that would be higher.
            .fold(0, |most, (nth, revision)| {
                if nth > most && own(&revision) {
                    nth
                } else {
                    most
                }
            })
    }

    /// The ballot as the code's next, and as each of the [`AHEAD`] after that, a line for each: for a device that
    /// cannot see how often the code has voted elsewhere. Which one it is, [`settle`] says once the box can be seen;
    /// the code is not needed for it, and need not be kept.
    ///
    /// `None` where the code has voted [`MOST_BALLOTS`] times, or where the event's key for choices is no key.
    pub fn cast_ahead(&self, ballot: &Ballot, so_far: u64, chance: &Chance) -> Option<Vec<u8>> {
        let mut lines = Vec::new();
        for nth in (so_far + 1..=MOST_BALLOTS).take(AHEAD as usize) {
            // Two seals with the same chance would share what must be used once.
            let chance = Sha256::new()
                .chain_update(b"common-purse/ahead/1\0")
                .chain_update(chance)
                .chain_update(nth.to_be_bytes())
                .finalize();
            let signed = self.cast(ballot.clone(), self.revision(nth)?, chance.into())?;
            lines.extend(signed.to_bytes());
            lines.push(b'\n');
        }
        (!lines.is_empty()).then_some(lines)
    }
}

/// Which of its code's ballots a revision says that it is, from 1 on; whether it holds, only who has the code can say.
pub fn nth(revision: u64) -> u64 {
    revision >> MARK
}

/// The code whose ballot was signed ahead; `None` where these bytes are not that.
pub fn ahead_of(lines: &[u8]) -> Option<PublicKey> {
    Some(Signed::read(bundle::lines(lines).next()?).ok()?.key)
}

/// Of a ballot signed ahead, the one after the highest that was seen in the box, so that it is the code's last there;
/// where all of them were seen, the last one. `None` where these bytes are not that.
pub fn settle(lines: &[u8], seen: impl IntoIterator<Item = u64>) -> Option<Vec<u8>> {
    let lines: Vec<&[u8]> = bundle::lines(lines).collect();
    let signed = lines
        .iter()
        .map(|line| Some(Signed::read(line).ok()?.revision));
    let revisions: Vec<u64> = signed.collect::<Option<_>>()?;
    let highest = seen
        .into_iter()
        .filter_map(|seen| revisions.iter().position(|revision| *revision == seen))
        .max();
    let next = highest.map_or(0, |at| at + 1);
    Some(lines.get(next).or(lines.last())?.to_vec())
}
