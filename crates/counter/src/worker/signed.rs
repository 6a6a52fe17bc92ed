//! What the organiser has signed in a box: the list of codes that holds, and the close.

use counter::Count;
use counter::judging::{Found, Papers};
use documents::boxes::{self, CLOSE, KEYS};
use documents::result::RefusedFile;
use documents::{Close, Id, KeyList};
use fetch::{Files, Incomplete};
use futures_util::{StreamExt, TryStreamExt};

use super::Failed;
use super::verifiers::Verifiers;

#[derive(Default)]
pub(crate) struct Signed {
    pub(crate) list: Option<KeyList>,
    pub(crate) close: Option<Close>,
    /// Files in the organiser's folders that are not theirs.
    pub(crate) refused: Vec<RefusedFile>,
    /// Where ballots have codes.
    pub(crate) verifiers: Option<Verifiers>,
}

impl Signed {
    /// Nothing in an event without keys.
    pub(crate) async fn read(files: &Files, count: &Count, budget: &[u8]) -> Result<Self, Failed> {
        let codes = match &count.budget().keys {
            None => return Ok(Self::default()),
            Some(keys) => keys.codes,
        };
        // They load while the papers do.
        let mut verifiers = codes.then(Verifiers::for_ballots).transpose()?;
        let lists = papers(files, KEYS, boxes::keys_path).await?;
        let closes = papers(files, CLOSE, boxes::close_path).await?;
        if verifiers.is_none() && !(lists.is_empty() && closes.is_empty()) {
            verifiers = Some(Verifiers::for_papers()?);
        }
        let Some(verifiers) = verifiers else {
            return Ok(Self::default());
        };
        let papers = Papers {
            budget,
            lists: named(&lists),
            closes: named(&closes),
        };
        let Found {
            list,
            close,
            refused,
        } = verifiers.begin(&papers).await?;
        let list = bytes_of(list, &lists).map(KeyList::read).transpose()?;
        let close = bytes_of(close, &closes).map(Close::read).transpose()?;
        Ok(Self {
            list,
            close,
            refused,
            verifiers: Some(verifiers).filter(|_| codes),
        })
    }
}

type File = (Id, Vec<u8>);

async fn papers(
    files: &Files,
    folder: &str,
    path: fn(&Id) -> String,
) -> Result<Vec<File>, Incomplete> {
    let ids = files.organisers(folder).await?;
    let all = files.all(&ids, path);
    all.map(|(id, bytes)| Ok((id, bytes?))).try_collect().await
}

fn named(files: &[File]) -> Vec<(Id, &[u8])> {
    files
        .iter()
        .map(|(id, bytes)| (*id, bytes.as_slice()))
        .collect()
}

fn bytes_of(id: Option<Id>, files: &[File]) -> Option<&[u8]> {
    let (_, bytes) = files.iter().find(|(file, _)| Some(*file) == id)?;
    Some(bytes)
}
