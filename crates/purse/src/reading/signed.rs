//! What the organiser has signed in a box.

use std::path::Path;

use counter::Count;
use documents::boxes::{self, CLOSE, JSON, KEYS};
use documents::result::RefusedFile;
use documents::{Close, Id, KeyList};
use seals::Event;

use crate::failure::Failure;
use crate::files;

#[derive(Default)]
pub(crate) struct Signed {
    /// The list of codes that holds until the close.
    pub(crate) list: Option<KeyList>,
    /// The close that holds.
    pub(crate) close: Option<Close>,
    /// Every list and close that is the organiser's.
    pub(crate) lists: Vec<KeyList>,
    pub(crate) closes: Vec<Close>,
    /// Files in the organiser's folders that are not theirs.
    pub(crate) refused: Vec<RefusedFile>,
}

/// Reads what the organiser has signed; nothing in an event without keys.
pub(crate) fn signed(r#box: &Path, count: &Count) -> Result<Signed, Failure> {
    let Some(event) = Event::of(count.budget()) else {
        return Ok(Signed::default());
    };
    let lists = all(r#box, KEYS, boxes::keys_path)?;
    let closes = all(r#box, CLOSE, boxes::close_path)?;
    let of_list = |files: &[File]| seals::key_lists(&event, named(files));
    let of_close = |files: &[File]| {
        let sha256 = count.budget_sha256();
        seals::closes(&event, count.budget(), sha256, named(files))
    };
    let (list, mut refused) = of_list(&lists);
    let (close, others) = of_close(&closes);
    refused.extend(others);
    Ok(Signed {
        list,
        close,
        lists: lists.chunks(1).filter_map(|one| of_list(one).0).collect(),
        closes: closes.chunks(1).filter_map(|one| of_close(one).0).collect(),
        refused,
    })
}

/// The list of codes that holds in a folder with a `keys/` in it.
pub(crate) fn newest_list(event: &Event, folder: &Path) -> Result<Option<KeyList>, Failure> {
    let lists = all(folder, KEYS, boxes::keys_path)?;
    Ok(seals::key_lists(event, named(&lists)).0)
}

type File = (Id, Vec<u8>);

fn all(r#box: &Path, folder: &str, path: fn(&Id) -> String) -> Result<Vec<File>, Failure> {
    files::listing(r#box, folder, JSON)?
        .ids
        .into_iter()
        .map(|id| Ok((id, files::read(&r#box.join(path(&id)))?)))
        .collect()
}

fn named(files: &[File]) -> impl Iterator<Item = (&Id, &[u8])> {
    files.iter().map(|(id, bytes)| (id, bytes.as_slice()))
}
