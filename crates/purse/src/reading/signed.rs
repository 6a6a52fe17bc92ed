//! What the organiser has signed in a box.

use std::path::Path;

use documents::boxes::{self, CLOSE, JSON, KEYS};
use documents::close::AboutGroup;
use documents::result::RefusedFile;
use documents::{Budget, Close, CodeRegister, Id, KeyList, Refusal};
use seals::Event;

use crate::failure::Failure;
use crate::files;

#[derive(Default)]
pub(crate) struct Signed {
    /// The close that holds.
    pub(crate) close: Option<Close>,
    /// Every list and close that is the organiser's.
    pub(crate) lists: Vec<(Id, KeyList)>,
    pub(crate) closes: Vec<Close>,
    /// Files in the organiser's folders that are not theirs.
    pub(crate) refused: Vec<RefusedFile>,
}

impl Signed {
    /// The codes of all lists, which hold until the close.
    pub(crate) fn codes(&self) -> Option<CodeRegister> {
        CodeRegister::unite(self.lists.iter().cloned())
    }

    /// The groups in the first close that shows any.
    pub(crate) fn first_groups(&self) -> Option<&[AboutGroup]> {
        let shown = self.closes.iter().filter(|close| !close.about.is_empty());
        let first = shown.min_by_key(|close| close.revision)?;
        Some(&first.about)
    }

    /// The codes of the lists that a close names; none where one of them is missing.
    pub(crate) fn codes_at(&self, close: &Close) -> Option<CodeRegister> {
        let named = |(id, _): &&(Id, KeyList)| close.keys.binary_search(id).is_ok();
        let named: Vec<_> = self.lists.iter().filter(named).cloned().collect();
        if named.len() < close.keys.len() {
            return None;
        }
        CodeRegister::unite(named)
    }
}

/// Reads what the organiser has signed; nothing in an event without keys.
pub(crate) fn signed(ballot_box: &Path, budget: &Budget) -> Result<Signed, Failure> {
    let Some(event) = Event::of(budget) else {
        return Ok(Signed::default());
    };
    let closes = all(ballot_box, CLOSE, boxes::close_path)?;
    let of_close = |files: &[File]| seals::closes(&event, budget, budget.sha256, named(files));
    let (lists, mut refused) = lists(&event, ballot_box)?;
    let (close, others) = of_close(&closes);
    refused.extend(others);
    Ok(Signed {
        close,
        lists,
        closes: closes.chunks(1).filter_map(|one| of_close(one).0).collect(),
        refused,
    })
}

/// Every list of codes in a folder with a `keys/` in it that is the organiser's.
pub(crate) fn lists_in(event: &Event, folder: &Path) -> Result<Vec<(Id, KeyList)>, Failure> {
    Ok(lists(event, folder)?.0)
}

/// Whether a folder has lists of codes that are of another event, or another organiser's.
pub(crate) fn has_lists_of_another(event: &Event, folder: &Path) -> Result<bool, Failure> {
    let other = |file: &RefusedFile| {
        matches!(
            file.why,
            Refusal::OtherBudget { .. } | Refusal::WrongSignature {}
        )
    };
    Ok(lists(event, folder)?.1.iter().any(other))
}

fn lists(event: &Event, folder: &Path) -> Result<(Lists, Vec<RefusedFile>), Failure> {
    let files = all(folder, KEYS, boxes::keys_path)?;
    Ok(seals::signed_lists(event, named(&files)))
}

type Lists = Vec<(Id, KeyList)>;
type File = (Id, Vec<u8>);

fn all(ballot_box: &Path, folder: &str, path: fn(&Id) -> String) -> Result<Vec<File>, Failure> {
    files::listing(ballot_box, folder, JSON)?
        .ids
        .into_iter()
        .map(|id| Ok((id, files::read(&ballot_box.join(path(&id)))?)))
        .collect()
}

fn named(files: &[File]) -> impl Iterator<Item = (&Id, &[u8])> {
    files.iter().map(|(id, bytes)| (id, bytes.as_slice()))
}
