//! Files that are refused, in few bytes: of a flood of forgeries no more is kept than a result names.

use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use documents::result::{Refused, RefusedFile};
use documents::{Id, PublicKey, Refusal};

/// Files among which the first are named: those of one reason, and of one code where anybody may have given its name.
type Group = (&'static str, Option<PublicKey>);
/// So much of a hash tells any two files apart.
type Mark = [u8; 16];

#[derive(Default)]
pub(crate) struct Refusals {
    /// All that may bear the id of a ballot that is found later.
    copies: BTreeSet<RefusedFile>,
    /// Of the others, as many as may be named in the end.
    kept: BTreeMap<Group, BinaryHeap<RefusedFile>>,
    /// All of these others, so that none counts twice.
    seen: BTreeSet<Mark>,
    /// How many of these are not kept, by reason.
    passed_over: Vec<(Refusal, u64)>,
    /// Names that are none, beyond those in `copies`.
    more_strays: u64,
}

impl Refusals {
    pub(crate) fn len(&self) -> u64 {
        (self.copies.len() + self.seen.len()) as u64 + self.more_strays
    }

    pub(crate) fn add(&mut self, file: RefusedFile) {
        if may_be_a_copy(&file.why) {
            self.copies.insert(file);
        } else if self.seen.insert(mark(&file)) {
            self.keep(file);
        }
    }

    pub(crate) fn add_strays(&mut self, number: u64) {
        self.more_strays += number;
    }

    /// Leaves out what is known by now to be none of its own.
    pub(crate) fn forget(&mut self, is_known: impl Fn(&RefusedFile) -> bool) {
        for file in std::mem::take(&mut self.copies) {
            if !is_known(&file) {
                self.copies.insert(file);
            }
        }
    }

    /// As a result has them.
    pub(crate) fn grouped(&self) -> Refused {
        let kept = self.kept.values().flatten();
        let mut files: Vec<&RefusedFile> = self.copies.iter().chain(kept).collect();
        files.sort_unstable();
        let refused = Refused::of(files).and_more(&Refusal::BadName {}, self.more_strays);
        self.passed_over
            .iter()
            .fold(refused, |refused, (why, files)| {
                refused.and_more(why, *files)
            })
    }

    /// Of a group only the first are named, so that the last may go.
    fn keep(&mut self, file: RefusedFile) {
        let (code, most) = file.named_among();
        let group = self.kept.entry((file.why.tag(), code)).or_default();
        group.push(file);
        if group.len() > most
            && let Some(last) = group.pop()
        {
            self.pass_over(last.why);
        }
    }

    fn pass_over(&mut self, why: Refusal) {
        let same = |(other, _): &&mut (Refusal, u64)| other.tag() == why.tag();
        match self.passed_over.iter_mut().find(same) {
            Some((_, files)) => *files += 1,
            None => self.passed_over.push((why, 1)),
        }
    }
}

/// Whether another file of this id may be a ballot, whose false copy this is then. Not where the name itself was judged:
/// that says the same, whatever lies beside it. Nor where the bytes were that have the id: these are no ballot anywhere.
fn may_be_a_copy(why: &Refusal) -> bool {
    use Refusal as R;
    matches!(
        why,
        R::BadName {} | R::WrongName { .. } | R::TooLarge { .. } | R::NoCode {}
    )
}

fn mark(file: &RefusedFile) -> Mark {
    let text = [file.name.as_bytes(), b"\0", &file.why.to_bytes()].concat();
    let id = Id::of(&text);
    *id.as_bytes()
        .first_chunk()
        .expect("an id is longer than a mark")
}

#[cfg(test)]
mod tests {
    use documents::{NameSignature, SignedName, boxes};

    use super::*;

    /// Under `code`, the `junk`th: six of seven are refused by their bytes, one by its name.
    fn file(code: u8, junk: u32) -> RefusedFile {
        let id = Id::of(&[&[code][..], &junk.to_le_bytes()].concat());
        let why = match junk % 7 {
            0 => Refusal::WrongName { hash: id },
            1 => Refusal::NotCanonical { byte: 3 },
            2 => Refusal::Replaced { by: id },
            _ => Refusal::WrongSignature {},
        };
        let revision = u64::from(junk % 11);
        let key = PublicKey([code; 32]);
        let signature = NameSignature::of(&[0; 64]);
        let name = boxes::signed_path(&SignedName {
            key,
            revision,
            id,
            signature,
        });
        RefusedFile { name, why }
    }

    #[test]
    fn what_is_kept_comes_to_the_same_as_all_of_it_in_any_order() {
        let all: Vec<RefusedFile> = (0..6000).map(|n| file((n % 5) as u8, n / 5)).collect();
        let mut sorted = all.clone();
        sorted.sort_unstable();
        let expected = Refused::of(&sorted).and_more(&Refusal::BadName {}, 9);
        // 7919 and 6000 have no factor in common, so that its steps meet every file.
        for step in [1, 7919] {
            let mut refusals = Refusals::default();
            for n in 0..2 * all.len() {
                refusals.add(all[n * step % all.len()].clone());
            }
            refusals.add_strays(9);
            assert_eq!(refusals.grouped(), expected);
            assert_eq!(refusals.len(), expected.number);
        }
    }

    #[test]
    fn of_a_flood_of_forgeries_a_few_are_kept() {
        let mut refusals = Refusals::default();
        for junk in 0..20_000 {
            let why = Refusal::WrongSignature {};
            refusals.add(RefusedFile {
                why,
                ..file(1, junk)
            });
        }
        let kept: usize = refusals.kept.values().map(BinaryHeap::len).sum();
        assert_eq!(kept, Refused::OF_A_CODE);
        assert!(refusals.copies.is_empty());
        assert_eq!(refusals.grouped().number, 20_000);
    }

    /// A false copy is forgotten once its ballot is known; nothing that was refused by its bytes is.
    #[test]
    fn what_bears_a_ballots_id_is_forgotten() {
        let (copy, forged) = (file(1, 0), file(1, 3));
        let mut refusals = Refusals::default();
        refusals.add(copy.clone());
        refusals.add(forged.clone());
        refusals.forget(|file| file.name == copy.name);
        assert_eq!(refusals.grouped(), Refused::of([&forged]));
    }
}
