//! From a project's id to its position, fast.

use crate::picks::Project;

/// An open-addressing table of keys and positions; at most a quarter full.
pub(super) struct Ids<'a> {
    projects: &'a [Project],
    slots: Vec<(u64, u32)>,
    /// Does any project bear a name that a cell of several, or of none, could be taken for?
    odd: bool,
}

const FREE: u32 = u32::MAX;

impl<'a> Ids<'a> {
    /// Of a double id the first project is found; `double` is told the position of each further one.
    pub(super) fn new(projects: &'a [Project], mut double: impl FnMut(usize)) -> Self {
        let mut ids = Self {
            projects,
            slots: vec![(0, FREE); (projects.len() * 4).next_power_of_two().max(2)],
            odd: projects.iter().any(|project| odd(&project.id)),
        };
        for (position, project) in projects.iter().enumerate() {
            let slot = ids.slot(&project.id, key(&project.id));
            if ids.slots[slot].1 == FREE {
                ids.slots[slot] = (key(&project.id), position as u32);
            } else {
                double(position);
            }
        }
        ids
    }

    /// A cell that could be taken for several ids, or for none, and is one: the id, with its [`key`].
    pub(super) fn only<'c>(&self, cell: &'c str) -> Option<(&'c str, u64)> {
        let only = self.odd.then(|| (cell, key(cell)));
        only.filter(|&(id, key)| self.position(id, key).is_some())
    }

    /// Of an id with its [`key`].
    #[inline]
    pub(super) fn position(&self, id: &str, key: u64) -> Option<u32> {
        Some(self.slots[self.slot(id, key)].1).filter(|&position| position != FREE)
    }

    /// Where an id is, or would be.
    #[inline]
    fn slot(&self, id: &str, key: u64) -> usize {
        let mask = self.slots.len() - 1;
        // Fibonacci hashing; the shift is below 64, as there are at least two slots.
        let hash = key.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let mut at = (hash >> (64 - self.slots.len().trailing_zeros())) as usize;
        loop {
            let (taken_by, position) = self.slots[at];
            let free = position == FREE;
            if free || (taken_by == key && (id.len() <= SHORT || self.is(position, id))) {
                return at;
            }
            at = (at + 1) & mask;
        }
    }

    fn is(&self, position: u32, id: &str) -> bool {
        self.projects[position as usize].id == id
    }
}

fn odd(id: &str) -> bool {
    id.is_empty() || id.contains(',') || id.eq_ignore_ascii_case("none")
}

/// Ids of so many bytes are their own keys.
const SHORT: usize = 7;

/// A leading 1 tells the length of a short id.
const NO_BYTES: u64 = 1;

#[inline]
fn with(key: u64, byte: u8) -> u64 {
    key << 8 | u64::from(byte)
}

/// Different for different short ids, and for a short and a long one.
#[inline]
pub(super) fn key(id: &str) -> u64 {
    if id.len() <= SHORT {
        return id.bytes().fold(NO_BYTES, with);
    }
    // FNV-1a (Fowler, Noll, Vo).
    let hash = id.bytes().fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
    });
    hash | 1 << 63
}

/// What the commas of a cell part, blank items too, each with its [`key`]; others write "none" for no items.
pub(super) fn items(cell: &str) -> Items<'_> {
    let cell = cell.trim_ascii();
    let nothing = cell.is_empty() || cell.eq_ignore_ascii_case("none");
    Items((!nothing).then_some(cell))
}

/// What is left of a cell.
pub(super) struct Items<'a>(Option<&'a str>);

impl<'a> Iterator for Items<'a> {
    type Item = (&'a str, u64);

    /// One pass finds the end of an item and makes its key.
    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let text = self.0.take()?;
        let (mut read, mut end) = (NO_BYTES, text.len());
        for (at, byte) in text.bytes().enumerate() {
            if byte == b',' {
                end = at;
                self.0 = Some(&text[at + 1..]);
                break;
            }
            read = with(read, byte);
        }
        let item = text[..end].trim_ascii();
        let as_read = item.len() == end && end <= SHORT;
        Some((item, if as_read { read } else { key(item) }))
    }
}
