//! The one order of a ledger's entries: each behind all that it follows. Of those that are free, the one that more entries of
//! other keys follow comes first: what others built on was there, and nobody can write something behind their backs that comes
//! before it, whatever day it claims. Then the day of writing, and the name.
//!
//! Sorted lists: trees for them would be a fifth of what the page of promises loads.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use documents::{Entry, Id, PublicKey};

use crate::signers::Trusted;

/// Strangers to `trusted` give no entry a standing.
///
/// An entry whose forerunner is missing comes as if that were here, behind all that lack none: who removes one file must neither
/// silence the rest, nor bring them before the entry by which their writer signs.
pub(crate) fn ordered(mut entries: Vec<(Id, Entry)>, trusted: &Trusted) -> Vec<(Id, Entry)> {
    entries.sort_unstable_by_key(|(id, _)| *id);
    entries.dedup_by_key(|(id, _)| *id);
    let find = |id: &Id| entries.binary_search_by_key(id, |(own, _)| *own);
    let mut waits = vec![0_usize; entries.len()];
    let mut followers = vec![Vec::new(); entries.len()];
    let mut is_whole = vec![true; entries.len()];
    for (at, (_, entry)) in entries.iter().enumerate() {
        for before in &entry.after {
            match find(before) {
                Ok(before) => {
                    waits[at] += 1;
                    followers[before].push(at);
                }
                Err(_) => is_whole[at] = false,
            }
        }
    }
    let standing = |at: usize| followed_by_others(at, &entries, &followers, trusted);
    let mut free = Vec::from_iter((0..entries.len()).filter(|at| waits[*at] == 0));
    let mut queue = BinaryHeap::new();
    let mut places = Vec::with_capacity(entries.len());
    loop {
        // Where one alone is free, which most often is so, nothing need be compared.
        if let (true, [at]) = (queue.is_empty(), &free[..]) {
            places.push(*at);
        } else {
            let key = |at: usize| {
                let day = entries[at].1.recorded;
                (is_whole[at], standing(at), Reverse((day, at)))
            };
            queue.extend(free.drain(..).map(key));
            let Some((.., Reverse((_, at)))) = queue.pop() else {
                break;
            };
            places.push(at);
        }
        free.clear();
        for &follower in &followers[places[places.len() - 1]] {
            waits[follower] -= 1;
            if waits[follower] == 0 {
                free.push(follower);
            }
        }
    }
    let mut entries = Vec::from_iter(entries.into_iter().map(Some));
    let in_order = places.into_iter().filter_map(|at| entries[at].take());
    in_order.collect()
}

/// What these entries follow and is not here, and what none of them follows; both sorted.
pub(crate) fn ends<'e>(
    entries: impl Iterator<Item = (Id, &'e Entry)>,
    strangers: &[Id],
) -> (Vec<Id>, Vec<Id>) {
    let (mut own, mut followed) = (Vec::new(), Vec::new());
    for (id, entry) in entries {
        own.push(id);
        followed.extend_from_slice(&entry.after);
    }
    own.sort_unstable();
    let mut here = [&own[..], strangers].concat();
    here.sort_unstable();
    followed.sort_unstable();
    followed.dedup();
    let lacks = |all: &[Id], id: &Id| all.binary_search(id).is_err();
    let missing = followed
        .iter()
        .filter(|id| lacks(&here, id))
        .copied()
        .collect();
    let heads = own
        .iter()
        .filter(|id| lacks(&followed, id))
        .copied()
        .collect();
    (missing, heads)
}

/// How many entries of other keys follow this one, directly or through others. A key that its writer has named, or one that such a
/// key has named, gives it no standing: whoever may name others could make as many as they like.
fn followed_by_others(
    at: usize,
    entries: &[(Id, Entry)],
    followers: &[Vec<usize>],
    trusted: &Trusted,
) -> usize {
    let mut seen = vec![false; entries.len()];
    let mut next = vec![at];
    let mut others = 0;
    while let Some(here) = next.pop() {
        for &follower in &followers[here] {
            if !std::mem::replace(&mut seen[follower], true) {
                let key = &entries[follower].1.key;
                others += usize::from(trusted.is_independent(key, &entries[at].1.key));
                next.push(follower);
            }
        }
    }
    others
}

/// All that an entry follows, directly or through others, sorted; and whether all of that is here. What entries of `but` alone
/// claim to follow is not missed: whoever's word is to end could invent it.
pub(crate) fn before(entries: &[(Id, Entry)], from: &Entry, but: &PublicKey) -> (Vec<Id>, bool) {
    let mut by_id = Vec::from_iter(entries.iter().map(|(id, entry)| (*id, entry)));
    by_id.sort_unstable_by_key(|(id, _)| *id);
    let mut found = vec![false; by_id.len()];
    let mut next = Vec::from_iter(from.after.iter().map(|id| (*id, &from.key)));
    let mut is_whole = true;
    while let Some((id, by)) = next.pop() {
        match by_id.binary_search_by_key(&id, |(own, _)| *own) {
            Ok(at) if !std::mem::replace(&mut found[at], true) => {
                let entry = by_id[at].1;
                next.extend(entry.after.iter().map(|id| (*id, &entry.key)));
            }
            Ok(_) => {}
            Err(_) => is_whole &= by == but,
        }
    }
    let found = by_id.iter().zip(found).filter(|(_, found)| *found);
    (found.map(|((id, _), _)| *id).collect(), is_whole)
}
