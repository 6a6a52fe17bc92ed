//! What an organiser's lists of codes say together.

use std::cmp::Reverse;

use super::{KeyList, Standing};
use crate::{Id, PublicKey, Refusal};

/// The voting codes of an event: every code that any of the organiser's lists names, and every code that any of them
/// takes back.
///
/// A union, so that the order in which lists are made, found or merged decides nothing: two people who change the codes
/// at once, or two copies of a box, come to one answer, and a code that was taken back stays so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeRegister {
    /// The lists that together say all of it, sorted; mostly one.
    lists: Vec<Id>,
    /// The highest of any list.
    revision: u64,
    codes: Vec<PublicKey>,
    voided: Vec<PublicKey>,
}

impl CodeRegister {
    /// Unites lists, each with its id; `None` where there is none.
    pub fn unite(lists: impl IntoIterator<Item = (Id, KeyList)>) -> Option<Self> {
        let mut lists: Vec<(Id, KeyList)> = lists.into_iter().collect();
        // The newest list mostly holds all that the others say, so that it is named alone.
        lists.sort_unstable_by_key(|(id, list)| (Reverse(list.revision), *id));
        let mut lists = lists.into_iter();
        let mut all = Self::from(lists.next()?);
        for (id, list) in lists {
            let grown = grow(&mut all.codes, list.codes) | grow(&mut all.voided, list.voided);
            if grown {
                all.lists.push(id);
            }
        }
        all.lists.sort_unstable();
        all.lists.dedup();
        Some(all)
    }

    /// The ids of the lists that together say all of it, sorted.
    pub fn lists(&self) -> &[Id] {
        &self.lists
    }

    /// The highest revision of any list.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Every code's public key, sorted.
    pub fn codes(&self) -> &[PublicKey] {
        &self.codes
    }

    /// Those that were taken back, sorted.
    pub fn voided(&self) -> &[PublicKey] {
        &self.voided
    }

    /// Whether a ballot of the code with this key may count.
    ///
    /// # Errors
    /// A code that is unknown or was taken back.
    pub fn may_vote(&self, key: &PublicKey) -> Result<(), Refusal> {
        match self.standing(key) {
            Standing::MayVote => Ok(()),
            Standing::Voided => Err(Refusal::VoidedCode {}),
            Standing::Unknown => Err(Refusal::UnknownCode {}),
        }
    }

    /// What the code with this key may do.
    pub fn standing(&self, key: &PublicKey) -> Standing {
        if self.codes.binary_search(key).is_err() {
            Standing::Unknown
        } else if self.voided.binary_search(key).is_ok() {
            Standing::Voided
        } else {
            Standing::MayVote
        }
    }

    /// How many codes may vote.
    pub fn voters(&self) -> u64 {
        let votes = |key: &&PublicKey| self.voided.binary_search(key).is_err();
        self.codes.iter().filter(votes).count() as u64
    }
}

impl From<(Id, KeyList)> for CodeRegister {
    fn from((id, list): (Id, KeyList)) -> Self {
        Self {
            lists: vec![id],
            revision: list.revision,
            codes: list.codes,
            voided: list.voided,
        }
    }
}

impl From<KeyList> for CodeRegister {
    fn from(list: KeyList) -> Self {
        Self::from((list.id(), list))
    }
}

/// Adds keys to sorted ones; whether any was new.
fn grow(keys: &mut Vec<PublicKey>, more: Vec<PublicKey>) -> bool {
    let before = keys.len();
    keys.extend(more);
    // Two sorted runs, which a stable sort merges in one pass.
    keys.sort();
    keys.dedup();
    keys.len() > before
}
