//! From a project's id to its position, fast.

use crate::picks::Project;

/// An open-addressing table of keys and positions; at most half full.
pub(super) struct Ids<'a> {
    projects: &'a [Project],
    slots: Vec<(u64, u32)>,
    odd: bool,
}

const FREE: u32 = u32::MAX;

impl<'a> Ids<'a> {
    /// Of a double id the first project is found; `double` is told the position of each further one.
    pub(super) fn new(projects: &'a [Project], mut double: impl FnMut(usize)) -> Self {
        let mut ids = Self {
            projects,
            slots: vec![(0, FREE); (projects.len() * 2).next_power_of_two().max(2)],
            odd: projects.iter().any(|project| odd(&project.id)),
        };
        for (position, project) in projects.iter().enumerate() {
            let slot = ids.slot(project.id.as_bytes());
            if ids.slots[slot].1 == FREE {
                ids.slots[slot] = (key(project.id.as_bytes()), position as u32);
            } else {
                double(position);
            }
        }
        ids
    }

    /// Does any project bear a name that a cell of several, or of none, could be taken for?
    pub(super) fn odd(&self) -> bool {
        self.odd
    }

    #[inline]
    pub(super) fn position(&self, id: &str) -> Option<u32> {
        Some(self.slots[self.slot(id.as_bytes())].1).filter(|&position| position != FREE)
    }

    /// Where an id is, or would be.
    #[inline]
    fn slot(&self, id: &[u8]) -> usize {
        let mask = self.slots.len() - 1;
        let key = key(id);
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

    fn is(&self, position: u32, id: &[u8]) -> bool {
        self.projects[position as usize].id.as_bytes() == id
    }
}

fn odd(id: &str) -> bool {
    id.is_empty() || id.contains(',') || id.eq_ignore_ascii_case("none")
}

/// Ids of so many bytes are their own keys.
const SHORT: usize = 7;

/// Different for different short ids, and for a short and a long one.
#[inline]
pub(super) fn key(id: &[u8]) -> u64 {
    if id.len() <= SHORT {
        // A leading 1 tells the length.
        return id.iter().fold(1, |key, &byte| key << 8 | u64::from(byte));
    }
    // FNV-1a (Fowler, Noll, Vo).
    let hash = id.iter().fold(0xcbf2_9ce4_8422_2325u64, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
    });
    hash | 1 << 63
}
