//! What the organiser has signed: the lists of codes and the closes in a box.

use documents::result::RefusedFile;
use documents::{Budget, Close, Id, KeyList, Refusal, Signature, boxes};

use crate::{Event, seal, sign};

/// The list of codes that holds, and the files that are none of the organiser's.
///
/// Of several lists the one with the highest revision holds; of two with the same, the one with the smaller id.
pub fn key_lists<'f>(
    event: &Event,
    files: impl IntoIterator<Item = (&'f Id, &'f [u8])>,
) -> (Option<KeyList>, Vec<RefusedFile>) {
    latest(
        files,
        boxes::keys_path,
        |bytes| list(event, bytes),
        |list: &KeyList| list.revision,
    )
}

/// The list of codes that held at the close, where it is among the files: one signed later changes nothing.
pub fn list_at<'f>(
    event: &Event,
    close: &Close,
    files: impl IntoIterator<Item = (&'f Id, &'f [u8])>,
) -> Option<KeyList> {
    let (_, bytes) = files.into_iter().find(|(id, _)| close.keys == Some(**id))?;
    let list = list(event, bytes).ok()?;
    (close.keys == Some(Id::of(bytes))).then_some(list)
}

/// The close that holds, chosen as a list of codes is; `budget` is the event's, and `sha256` its bytes' hash.
pub fn closes<'f>(
    event: &Event,
    budget: &Budget,
    sha256: Id,
    files: impl IntoIterator<Item = (&'f Id, &'f [u8])>,
) -> (Option<Close>, Vec<RefusedFile>) {
    latest(
        files,
        boxes::close_path,
        |bytes| close(event, budget, sha256, bytes),
        |close: &Close| close.revision,
    )
}

fn latest<'f, T>(
    files: impl IntoIterator<Item = (&'f Id, &'f [u8])>,
    path: fn(&Id) -> String,
    read: impl Fn(&[u8]) -> Result<T, Refusal>,
    revision: fn(&T) -> u64,
) -> (Option<T>, Vec<RefusedFile>) {
    let mut refused = Vec::new();
    let mut held: Option<(T, &Id)> = None;
    for (id, bytes) in files {
        let hash = Id::of(bytes);
        let found = if hash == *id {
            read(bytes)
        } else {
            Err(Refusal::WrongName { hash })
        };
        match found {
            Err(why) => refused.push(RefusedFile {
                name: path(id),
                why,
            }),
            Ok(found) => {
                let higher = |held: &(T, &Id)| {
                    (revision(&held.0), std::cmp::Reverse(held.1))
                        < (revision(&found), std::cmp::Reverse(id))
                };
                if held.as_ref().is_none_or(higher) {
                    held = Some((found, id));
                }
            }
        }
    }
    refused.sort_unstable();
    (held.map(|(found, _)| found), refused)
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
    let close = Close::read(bytes).map_err(|problems| Refusal::malformed(&problems))?;
    Refusal::unless_canonical(&close.to_bytes(), bytes)?;
    signed(event, bytes, &close.signature)?;
    close
        .check(budget, sha256)
        .map_err(|problem| Refusal::malformed(&[problem]))?;
    if close.choices.as_ref().map(seal::public) != event.keys.choices {
        return Err(Refusal::CannotBeOpened {});
    }
    Ok(close)
}

fn signed(event: &Event, bytes: &[u8], signature: &Signature) -> Result<(), Refusal> {
    if sign::holds(&event.keys.organiser, bytes, signature) {
        Ok(())
    } else {
        Err(Refusal::WrongSignature {})
    }
}
