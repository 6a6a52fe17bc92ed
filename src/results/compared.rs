//! How a count on this device compares with what the box holds already.

use std::rc::Rc;

use documents::result::Difference;
use documents::{Id, ResultFile};
use workers::messages::{Held, InBox};

/// What the box has published, beside this count.
#[derive(Clone, Debug, PartialEq)]
pub enum Published {
    Nothing,
    /// There may be something, and it could not be read.
    Unread,
    /// The very same result, to the byte.
    Same,
    /// Another result; of several, the one that counts the most ballots.
    Differs {
        id: Id,
        differences: Rc<[Difference]>,
    },
}

/// Counts that anybody has put into the box: nothing hangs on them, and they may be wrong.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counts {
    /// One of them is this very count.
    pub same: bool,
    /// So many are another count of this budget.
    pub others: u32,
    /// In what the one of these with the most ballots differs.
    pub differences: Rc<[Difference]>,
    /// So many more were not looked at.
    pub unread: u32,
}

impl Published {
    pub(super) fn of(own: &ResultFile, own_bytes: &[u8], held: Option<&[Held]>) -> Self {
        let Some(held) = held else {
            return Self::Unread;
        };
        if held.iter().any(|held| is(held, own_bytes)) {
            return Self::Same;
        }
        match fullest(held.iter().filter_map(read)) {
            Some((id, result)) => Self::Differs {
                id,
                differences: result.compare(own).into(),
            },
            None if held.is_empty() => Self::Nothing,
            None => Self::Unread,
        }
    }
}

impl Counts {
    pub(super) fn of(own: &ResultFile, own_bytes: &[u8], ballot_box: &InBox) -> Self {
        let (same, others): (Vec<&Held>, Vec<&Held>) = ballot_box
            .counts
            .iter()
            .partition(|held| is(held, own_bytes));
        let others: Vec<(Id, ResultFile)> = others
            .into_iter()
            .filter_map(read)
            .filter(|(_, result)| result.budget == own.budget)
            .collect();
        Self {
            same: !same.is_empty(),
            others: others.len() as u32,
            differences: fullest(others.into_iter())
                .map(|(_, result)| result.compare(own).into())
                .unwrap_or_default(),
            unread: ballot_box.unread,
        }
    }
}

fn is(held: &Held, bytes: &[u8]) -> bool {
    held.bytes.as_deref() == Some(bytes)
}

/// `None` where it is no result, or not the one of its name.
fn read(held: &Held) -> Option<(Id, ResultFile)> {
    let bytes = held.bytes.as_deref()?;
    let result = (Id::of(bytes) == held.id).then(|| ResultFile::read(bytes).ok())??;
    Some((held.id, result))
}

fn fullest(results: impl Iterator<Item = (Id, ResultFile)>) -> Option<(Id, ResultFile)> {
    results.max_by_key(|(id, result)| (result.counted.len(), *id))
}
