//! The one order of a ledger's entries: each behind all that it follows; of those that are free, the one that was written
//! down first, then by name.
//!
//! Sorted lists: trees for them would be a fifth of what the page of promises loads.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use documents::{Entry, Id};

pub(crate) struct Ordered {
    pub(crate) entries: Vec<(Id, Entry)>,
    /// Sorted.
    pub(crate) missing: Vec<Id>,
    /// Sorted.
    pub(crate) heads: Vec<Id>,
}

/// An entry whose forerunner is missing comes as if that were here: who removes one file must not silence the rest.
pub(crate) fn ordered(mut entries: Vec<(Id, Entry)>) -> Ordered {
    entries.sort_unstable_by_key(|(id, _)| *id);
    entries.dedup_by_key(|(id, _)| *id);
    let find = |id: &Id| entries.binary_search_by_key(id, |(own, _)| *own);
    let mut waits = vec![0_usize; entries.len()];
    let mut followers = vec![Vec::new(); entries.len()];
    let mut missing = Vec::new();
    for (at, (_, entry)) in entries.iter().enumerate() {
        for before in &entry.after {
            match find(before) {
                Ok(before) => {
                    waits[at] += 1;
                    followers[before].push(at);
                }
                Err(_) => missing.push(*before),
            }
        }
    }
    missing.sort_unstable();
    missing.dedup();
    let is_head = |(at, (id, _)): (usize, &(Id, Entry))| followers[at].is_empty().then_some(*id);
    let heads = entries.iter().enumerate().filter_map(is_head).collect();
    let key = |at: usize| Reverse((entries[at].1.recorded, at));
    let free = (0..entries.len()).filter(|at| waits[*at] == 0);
    let mut free: BinaryHeap<_> = free.map(key).collect();
    let mut places = Vec::with_capacity(entries.len());
    while let Some(Reverse((_, at))) = free.pop() {
        places.push(at);
        for &follower in &followers[at] {
            waits[follower] -= 1;
            if waits[follower] == 0 {
                free.push(key(follower));
            }
        }
    }
    let mut entries = Vec::from_iter(entries.into_iter().map(Some));
    let in_order = places.into_iter().filter_map(|at| entries[at].take());
    Ordered {
        entries: in_order.collect(),
        missing,
        heads,
    }
}

/// All that an entry follows, directly or through others, and that is here; sorted.
pub(crate) fn before(entries: &[(Id, Entry)], from: &Entry) -> Vec<Id> {
    let mut by_id = Vec::from_iter(entries.iter().map(|(id, entry)| (*id, entry)));
    by_id.sort_unstable_by_key(|(id, _)| *id);
    let mut found = vec![false; by_id.len()];
    let mut next = from.after.clone();
    while let Some(id) = next.pop() {
        if let Ok(at) = by_id.binary_search_by_key(&id, |(own, _)| *own)
            && !std::mem::replace(&mut found[at], true)
        {
            next.extend(&by_id[at].1.after);
        }
    }
    let found = by_id.iter().zip(found).filter(|(_, found)| *found);
    found.map(|((id, _), _)| *id).collect()
}
