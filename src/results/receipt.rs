//! Where the ballot of a receipt is.

use documents::result::{Refused, RefusedFile};
use documents::{Id, boxes};

/// So many digits of a receipt are enough, if no other ballot begins with them.
const ENOUGH: usize = 16;
/// Digits of a whole receipt.
const WHOLE: usize = 64;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sought {
    /// Too short, too long, or not of digits and the letters a to f.
    NoReceipt,
    /// More than one ballot begins so.
    Several,
    /// It counts.
    Counted(Id),
    /// It is in the box, its choices sealed until the close.
    Sealed(Id),
    /// Refused, for each of these files' reasons.
    Refused(Vec<RefusedFile>),
    /// After the close, none of the ballots that it names: it came later, or never into this box. `unlisted` as below.
    Late { unlisted: bool },
    /// `unlisted`: more were refused than are listed.
    Nowhere { unlisted: bool },
}

/// Finds the ballot by what its resident typed: spaces, dashes and capitals do not matter.
pub(crate) fn find(text: &str, counted: &[Id], sealed: &[Id], refused: &Refused) -> Sought {
    let Some(start) = start_of_receipt(text) else {
        return Sought::NoReceipt;
    };
    let mut counted = beginning(counted, &start);
    let mut sealed = beginning(sealed, &start);
    let files: Vec<&RefusedFile> = refused
        .files
        .iter()
        .filter(|file| receipt_of(&file.name).starts_with(&start))
        .collect();
    let same = |file: &&RefusedFile| receipt_of(&file.name) == receipt_of(&files[0].name);
    match (counted.next(), sealed.next(), files.as_slice()) {
        (Some(id), None, files) if counted.next().is_none() && are_copies(files, id) => {
            Sought::Counted(id)
        }
        (None, Some(id), files) if sealed.next().is_none() && are_copies(files, id) => {
            Sought::Sealed(id)
        }
        (None, None, []) => Sought::Nowhere {
            unlisted: refused.number > refused.files.len() as u64,
        },
        (None, None, files) if files.iter().all(same) => {
            Sought::Refused(files.iter().map(|&file| file.clone()).collect())
        }
        _ => Sought::Several,
    }
}

/// Whether these are only false copies of the ballot, which anybody can make and which take nothing from it.
fn are_copies(files: &[&RefusedFile], id: Id) -> bool {
    let id = id.to_string();
    files.iter().all(|file| receipt_of(&file.name) == id)
}

/// A whole receipt, however it was typed or pasted: the page itself shows one in groups.
pub(crate) fn whole(text: &str) -> Option<Id> {
    Id::parse(&start_of_receipt(text)?)
}

fn start_of_receipt(text: &str) -> Option<String> {
    let gap = |c: &char| c.is_whitespace() || matches!(c, '-' | '–' | '.' | ',');
    let digits: String = text.chars().filter(|c| !gap(c)).collect();
    let fits = (ENOUGH..=WHOLE).contains(&digits.len())
        && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    fits.then(|| digits.to_ascii_lowercase())
}

/// Those of sorted ids that begin so.
fn beginning<'i>(ids: &'i [Id], start: &str) -> impl Iterator<Item = Id> + use<'i> {
    let from = ids.partition_point(|id| id.to_string().as_str() < start);
    let start = start.to_owned();
    ids[from..]
        .iter()
        .copied()
        .take_while(move |id| id.to_string().starts_with(&start))
}

/// The receipt of the ballot at this path: with a code, the third part of its name.
pub(super) fn receipt_of(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.strip_suffix(boxes::JSON).unwrap_or(name);
    stem.split('-').nth(2).unwrap_or(stem)
}

#[cfg(test)]
mod tests {
    use super::*;
    use documents::Refusal;

    #[test]
    fn a_false_copy_takes_nothing_from_a_ballot_that_counts() {
        let (own, other) = (Id::of(b"own"), Id::of(b"other"));
        let mut counted = [own, other];
        counted.sort_unstable();
        let file = |id: &Id| RefusedFile {
            name: format!("ballots/{}-1-{id}-x.json", "f".repeat(64)),
            why: Refusal::WrongSignature {},
        };
        let found =
            |files: &[RefusedFile]| find(&own.to_string(), &counted, &[], &Refused::of(files));
        assert_eq!(found(&[]), Sought::Counted(own));
        assert_eq!(found(&[file(&own), file(&other)]), Sought::Counted(own));
        let start: String = own.to_string().chars().take(16).collect();
        let similar = RefusedFile {
            name: format!("ballots/{start}{}.json", "0".repeat(48)),
            why: Refusal::UnknownCode {},
        };
        let both = find(&start, &counted, &[], &Refused::of(&[file(&own), similar]));
        assert_eq!(both, Sought::Several);
    }
}
