//! What the organiser has signed: the lists of codes and the closes, read whole and then judged.

use documents::boxes::{CLOSE, KEYS};
use documents::judging::{Question, Reply, Setup, SetupReport};
use documents::{Close, CodeRegister, Id, KeyList};

use super::{Answer, AtOnce, Busy, File, Signed, Stopped, Wanted};

pub(super) struct Papers {
    /// Folders whose lists are still to be asked for.
    folders: Vec<&'static str>,
    /// Lists that have not come yet.
    lists: usize,
    files: Vec<File>,
    is_empty: bool,
    /// What came so far; `None` once it is being judged.
    setup: Option<Setup<Vec<u8>>>,
    /// Whether there is a judge also where nothing has been signed.
    coded: bool,
}

impl Papers {
    pub(super) fn of(budget: Vec<u8>, coded: bool) -> Self {
        Self {
            folders: vec![KEYS, CLOSE],
            lists: 2,
            files: Vec::new(),
            is_empty: true,
            setup: Some(Setup {
                budget,
                lists: Vec::new(),
                closes: Vec::new(),
            }),
            coded,
        }
    }

    pub(super) fn next(&mut self, busy: &Busy, at_once: AtOnce) -> Option<Wanted> {
        if let Some(folder) = self.folders.pop() {
            return Some(Wanted::List(folder));
        }
        if busy.files < at_once.files
            && let Some(file) = self.files.pop()
        {
            return Some(Wanted::File(file));
        }
        match busy.is_quiet() {
            true => self.setup.take().map(|it| Wanted::Ask(Question::Setup(it))),
            false => None,
        }
    }

    /// What is signed, once that is known.
    pub(super) fn took(&mut self, what: Wanted, answer: Answer) -> Result<Option<Signed>, Stopped> {
        match (what, answer) {
            (Wanted::List(folder), Answer::Listed(listing)) => {
                let file = if folder == KEYS {
                    File::Keys
                } else {
                    File::Close
                };
                self.lists -= 1;
                self.is_empty &= listing.ids.is_empty();
                self.files.extend(listing.ids.into_iter().map(file));
            }
            (Wanted::File(file), Answer::Bytes(bytes)) => self.file(file, bytes)?,
            (Wanted::Ask(Question::Setup(setup)), Answer::Reply(Reply::Report(report))) => {
                return signed(&setup, report).map(Some);
            }
            _ => return Err(Stopped::Incomplete),
        }
        let nothing = self.lists == 0 && self.is_empty && !self.coded;
        Ok(nothing.then(Signed::default))
    }

    fn file(&mut self, file: File, bytes: Vec<u8>) -> Result<(), Stopped> {
        let bytes = file.whole(bytes)?;
        match (file, &mut self.setup) {
            (File::Keys(id), Some(setup)) => setup.lists.push((id, bytes)),
            (File::Close(id), Some(setup)) => setup.closes.push((id, bytes)),
            _ => return Err(Stopped::Incomplete),
        }
        Ok(())
    }
}

/// What a judge has found, read.
fn signed(setup: &Setup<Vec<u8>>, report: SetupReport) -> Result<Signed, Stopped> {
    let list = |id: &Id| Some((*id, bytes_of(id, &setup.lists)?));
    let lists = report.lists.iter().filter_map(list);
    let lists = lists.map(|(id, bytes)| Ok((id, KeyList::read(bytes)?)));
    let lists: Vec<_> = lists.collect::<Result<_, _>>().map_err(Stopped::Problems)?;
    let close = report.close.and_then(|id| bytes_of(&id, &setup.closes));
    Ok(Signed {
        codes: CodeRegister::unite(lists),
        close: close
            .map(Close::read)
            .transpose()
            .map_err(Stopped::Problems)?,
        refused: report.refused,
    })
}

fn bytes_of<'f>(id: &Id, files: &'f [(Id, Vec<u8>)]) -> Option<&'f [u8]> {
    let (_, bytes) = files.iter().find(|(file, _)| file == id)?;
    Some(bytes)
}
