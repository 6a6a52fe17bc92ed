//! The one order of a ledger's entries: each behind all that it follows; of those that are free, the one that was written
//! down first, then by name.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use documents::{Entry, Id};

pub(crate) struct Ordered {
    pub(crate) entries: Vec<(Id, Entry)>,
    pub(crate) missing: Vec<Id>,
    pub(crate) heads: Vec<Id>,
}

/// An entry whose forerunner is missing comes as if that were here: who removes one file must not silence the rest.
pub(crate) fn ordered(entries: Vec<(Id, Entry)>) -> Ordered {
    let mut by_id: BTreeMap<Id, Entry> = entries.into_iter().collect();
    let mut waits: BTreeMap<Id, usize> = BTreeMap::new();
    let mut followers: BTreeMap<Id, Vec<Id>> = BTreeMap::new();
    let mut missing = BTreeSet::new();
    for (id, entry) in &by_id {
        let (here, gone): (Vec<Id>, Vec<Id>) = entry
            .after
            .iter()
            .partition(|before| by_id.contains_key(before));
        missing.extend(gone);
        waits.insert(*id, here.len());
        for before in here {
            followers.entry(before).or_default().push(*id);
        }
    }
    let heads = by_id.keys().filter(|id| !followers.contains_key(id));
    let heads = heads.copied().collect();
    let key = |entry: &Entry, id: Id| Reverse((entry.recorded, id));
    let mut free: BinaryHeap<_> = by_id
        .iter()
        .filter(|(id, _)| waits.get(id) == Some(&0))
        .map(|(id, entry)| key(entry, *id))
        .collect();
    let mut in_order = Vec::with_capacity(by_id.len());
    while let Some(Reverse((_, id))) = free.pop() {
        for follower in followers.remove(&id).unwrap_or_default() {
            let Some(left) = waits.get_mut(&follower) else {
                continue;
            };
            *left -= 1;
            if *left == 0
                && let Some(entry) = by_id.get(&follower)
            {
                free.push(key(entry, follower));
            }
        }
        in_order.extend(by_id.remove(&id).map(|entry| (id, entry)));
    }
    Ordered {
        entries: in_order,
        missing: missing.into_iter().collect(),
        heads,
    }
}

/// All that an entry follows, directly or through others, and that is here.
pub(crate) fn before(entries: &[(Id, Entry)], from: &Entry) -> BTreeSet<Id> {
    let by_id: BTreeMap<&Id, &Entry> = entries.iter().map(|(id, entry)| (id, entry)).collect();
    let mut found = BTreeSet::new();
    let mut next = from.after.clone();
    while let Some(id) = next.pop() {
        if let Some(entry) = by_id.get(&id).filter(|_| found.insert(id)) {
            next.extend(&entry.after);
        }
    }
    found
}
