//! From a project's id to its position, fast.

use crate::picks::Project;

/// An open-addressing table of positions; at most half full.
pub(super) struct Ids<'a> {
    projects: &'a [Project],
    slots: Vec<u32>,
}

const FREE: u32 = u32::MAX;

impl<'a> Ids<'a> {
    /// Of a double id the first project is found; `double` is told the position of each further one.
    pub(super) fn new(projects: &'a [Project], mut double: impl FnMut(usize)) -> Self {
        let mut ids = Self {
            projects,
            slots: vec![FREE; (projects.len() * 2).next_power_of_two().max(2)],
        };
        for (position, project) in projects.iter().enumerate() {
            let slot = ids.slot(project.id.as_bytes());
            if ids.slots[slot] == FREE {
                ids.slots[slot] = position as u32;
            } else {
                double(position);
            }
        }
        ids
    }

    pub(super) fn position(&self, id: &str) -> Option<u32> {
        Some(self.slots[self.slot(id.as_bytes())]).filter(|&position| position != FREE)
    }

    /// Where an id is, or would be.
    fn slot(&self, id: &[u8]) -> usize {
        let mask = self.slots.len() - 1;
        // FNV-1a (Fowler, Noll, Vo), folded once because ids often differ in their last character only.
        let hash = id.iter().fold(0xcbf2_9ce4_8422_2325u64, |hash, &byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
        });
        let mut at = (hash ^ (hash >> 32)) as usize & mask;
        while let Some(project) = self.projects.get(self.slots[at] as usize)
            && project.id.as_bytes() != id
        {
            at = (at + 1) & mask;
        }
        at
    }
}
