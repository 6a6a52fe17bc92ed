//! What the organiser has signed: the lists of codes and the closes in a box.

use std::cmp::Reverse;

use documents::result::RefusedFile;
use documents::{Budget, Close, CodeRegister, Id, KeyList, Refusal, Signature, boxes};

use crate::{Event, seal, sign};

/// The voting codes by all of the organiser's lists together, and the files that are none of theirs.
pub fn key_lists<'f>(
    event: &Event,
    files: impl IntoIterator<Item = (&'f Id, &'f [u8])>,
) -> (Option<CodeRegister>, Vec<RefusedFile>) {
    let (lists, refused) = signed_lists(event, files);
    (CodeRegister::unite(lists), refused)
}

/// Each of the organiser's lists with its id, and the files that are none of theirs.
pub fn signed_lists<'f>(
    event: &Event,
    files: impl IntoIterator<Item = (&'f Id, &'f [u8])>,
) -> (Vec<(Id, KeyList)>, Vec<RefusedFile>) {
    read_all(files, boxes::keys_path, |bytes| list(event, bytes))
}

/// The voting codes that held at the close, where all lists that it names are among the files: one signed later changes
/// nothing.
pub fn lists_at<'f>(
    event: &Event,
    close: &Close,
    files: impl IntoIterator<Item = (&'f Id, &'f [u8])>,
) -> Option<CodeRegister> {
    let named = files
        .into_iter()
        .filter(|(id, _)| close.keys.binary_search(id).is_ok());
    let (mut lists, _) = signed_lists(event, named);
    lists.sort_unstable_by_key(|(id, _)| *id);
    lists.dedup_by_key(|(id, _)| *id);
    if lists.len() < close.keys.len() {
        return None;
    }
    CodeRegister::unite(lists)
}

/// The close that holds, and the files that are none of the organiser's; `budget` is the event's, and `sha256` its
/// bytes' hash.
///
/// Of several closes the one with the highest revision holds; of two with the same, the one with the smaller id.
pub fn closes<'f>(
    event: &Event,
    budget: &Budget,
    sha256: Id,
    files: impl IntoIterator<Item = (&'f Id, &'f [u8])>,
) -> (Option<Close>, Vec<RefusedFile>) {
    let read = |bytes: &[u8]| close(event, budget, sha256, bytes);
    let (closes, refused) = read_all(files, boxes::close_path, read);
    (latest(closes), refused)
}

/// The close that the organiser has signed for this event, as far as can be told without the budget: it may promise
/// what the budget forbids, which whoever counts finds out.
pub fn signed_close<'f>(
    event: &Event,
    files: impl IntoIterator<Item = (&'f Id, &'f [u8])>,
) -> Option<Close> {
    let read = |bytes: &[u8]| authentic_close(event, bytes);
    let (closes, _) = read_all(files, boxes::close_path, read);
    latest(closes)
}

fn latest(closes: Vec<(Id, Close)>) -> Option<Close> {
    let latest = closes
        .into_iter()
        .max_by_key(|(id, close)| (close.revision, Reverse(*id)));
    latest.map(|(_, close)| close)
}

/// The documents that the organiser has signed, and the other files, sorted, each with its reason.
fn read_all<'f, T>(
    files: impl IntoIterator<Item = (&'f Id, &'f [u8])>,
    path: fn(&Id) -> String,
    read: impl Fn(&[u8]) -> Result<T, Refusal>,
) -> (Vec<(Id, T)>, Vec<RefusedFile>) {
    let (mut signed, mut refused) = (Vec::new(), Vec::new());
    for (id, bytes) in files {
        let hash = Id::of(bytes);
        let found = if hash == *id {
            read(bytes)
        } else {
            Err(Refusal::WrongName { hash })
        };
        match found {
            Ok(found) => signed.push((*id, found)),
            Err(why) => refused.push(RefusedFile {
                name: path(id),
                why,
            }),
        }
    }
    refused.sort_unstable();
    (signed, refused)
}

fn list(event: &Event, bytes: &[u8]) -> Result<KeyList, Refusal> {
    let list = KeyList::read(bytes).map_err(|problems| Refusal::malformed(&problems))?;
    let canonical = list.to_bytes();
    Refusal::unless_canonical(&canonical, bytes)?;
    // A code belongs to its event, whatever the edition: refusing the list would make every code unknown.
    if list.budget.id != event.budget.id {
        event.budget.expects(&list.budget)?;
    }
    signed(event, bytes, &list.signature)?;
    Ok(list)
}

fn close(event: &Event, budget: &Budget, sha256: Id, bytes: &[u8]) -> Result<Close, Refusal> {
    let close = authentic_close(event, bytes)?;
    close
        .check(budget, sha256)
        .map_err(|problem| Refusal::malformed(&[problem]))?;
    if close.choices.as_ref().map(seal::public) != event.keys.choices {
        return Err(Refusal::CannotBeOpened {});
    }
    Ok(close)
}

fn authentic_close(event: &Event, bytes: &[u8]) -> Result<Close, Refusal> {
    let close = Close::read(bytes).map_err(|problems| Refusal::malformed(&problems))?;
    Refusal::unless_canonical(&close.to_bytes(), bytes)?;
    event.budget.expects(&close.budget)?;
    signed(event, bytes, &close.signature)?;
    Ok(close)
}

fn signed(event: &Event, bytes: &[u8], signature: &Signature) -> Result<(), Refusal> {
    if sign::holds(&event.keys.organiser, bytes, signature) {
        Ok(())
    } else {
        Err(Refusal::WrongSignature {})
    }
}
