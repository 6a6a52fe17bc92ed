//! What the organiser has signed in a box: the codes, and the close.

use counter::Count;
use counter::judging::{Found, Papers};
use documents::boxes::{self, CLOSE, KEYS};
use documents::result::RefusedFile;
use documents::{Close, CodeRegister, Id, KeyList, Problem};
use fetch::{Files, Incomplete};
use futures_util::{StreamExt, TryStreamExt};

use super::Failed;
use super::verifiers::Verifiers;

#[derive(Default)]
pub(crate) struct Signed {
    pub(crate) codes: Option<CodeRegister>,
    pub(crate) close: Option<Close>,
    /// Files in the organiser's folders that are not theirs.
    pub(crate) refused: Vec<RefusedFile>,
    /// Where ballots have codes.
    pub(crate) verifiers: Option<Verifiers>,
}

impl Signed {
    /// Nothing in an event without keys.
    pub(crate) async fn read(files: &Files, count: &Count, budget: &[u8]) -> Result<Self, Failed> {
        let coded = match &count.budget().keys {
            None => return Ok(Self::default()),
            Some(keys) => keys.codes,
        };
        // They load while the papers do.
        let mut verifiers = coded.then(Verifiers::for_ballots).transpose()?;
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
            lists: found,
            close,
            refused,
        } = verifiers.begin(&papers).await?;
        let found = found
            .iter()
            .filter_map(|id| Some((*id, bytes_of(*id, &lists)?)));
        let found = found.map(|(id, bytes)| Ok((id, KeyList::read(bytes)?)));
        let codes = CodeRegister::unite(found.collect::<Result<Vec<_>, Vec<Problem>>>()?);
        let close = close.and_then(|id| bytes_of(id, &closes));
        let close = close.map(Close::read).transpose()?;
        Ok(Self {
            codes,
            close,
            refused,
            verifiers: Some(verifiers).filter(|_| coded),
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

fn bytes_of(id: Id, files: &[File]) -> Option<&[u8]> {
    let (_, bytes) = files.iter().find(|(file, _)| *file == id)?;
    Some(bytes)
}
