//! Files that are refused, in few bytes: of a flood of forgeries no more is kept than a result names.

use std::collections::BTreeSet;

use documents::result::{Refused, RefusedFile};
use documents::{Id, Refusal};

/// So much of a hash tells any two files apart.
type Mark = [u8; 16];
/// So many files wait at least until they are looked through together.
const FEW: usize = 64;

#[derive(Default)]
pub(crate) struct Refusals {
    /// All that may bear the id of a ballot that is found later.
    copies: Vec<RefusedFile>,
    /// Of the others, as many as may be named in the end.
    others: Refused,
    /// Others that are not yet looked through.
    fresh: Vec<RefusedFile>,
    /// All of these, so that none counts twice.
    seen: BTreeSet<Mark>,
    /// Names that are none, beyond those in `copies`.
    more_strays: u64,
}

impl Refusals {
    pub(crate) fn len(&self) -> u64 {
        self.others.number + (self.copies.len() + self.fresh.len()) as u64 + self.more_strays
    }

    pub(crate) fn add(&mut self, file: RefusedFile) {
        if !self.seen.insert(mark(&file)) {
            return;
        }
        if may_be_a_copy(&file.why) {
            return self.copies.push(file);
        }
        self.fresh.push(file);
        // So seldom that each is looked at a few times only, however many there are.
        if self.fresh.len() > FEW.max(self.others.files.len()) {
            let others = std::mem::take(&mut self.others);
            self.others = others.and(self.fresh.iter().collect());
            self.fresh.clear();
        }
    }

    pub(crate) fn add_strays(&mut self, number: u64) {
        self.more_strays += number;
    }

    /// Leaves out what is known by now to be none of its own.
    pub(crate) fn forget(&mut self, is_known: impl Fn(&RefusedFile) -> bool) {
        self.copies.retain(|file| !is_known(file));
    }

    /// As a result has them.
    pub(crate) fn grouped(&self) -> Refused {
        let rest = self.copies.iter().chain(&self.fresh);
        let refused = self.others.clone().and(rest.collect());
        refused.and_more(&Refusal::BadName {}, self.more_strays)
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
    use documents::budget::Other;
    use documents::{BudgetName, NameSignature, PublicKey, SignedName, Slug, boxes};

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
        assert_eq!(refusals.others.files.len(), Refused::OF_A_CODE);
        assert!(refusals.copies.is_empty() && refusals.fresh.len() <= FEW);
        assert_eq!(refusals.grouped().files.len(), Refused::OF_A_CODE);
        assert_eq!(refusals.grouped().number, 20_000);
    }

    /// One reason, and two weights: ballots of another edition are ballots of this event, those of another event are not.
    #[test]
    fn ballots_of_another_event_keep_none_of_another_edition_from_being_named() {
        let other_budget = |n: u32| {
            let other = match n % 2 {
                0 => Other::Edition,
                _ => Other::Event,
            };
            let id = Id::of(&n.to_le_bytes());
            let budget = BudgetName {
                id: Slug::parse("other").expect("a name"),
                sha256: id,
            };
            RefusedFile {
                name: boxes::ballot_path(&id),
                why: Refusal::OtherBudget { other, budget },
            }
        };
        let all: Vec<RefusedFile> = (0..400).map(other_budget).collect();
        let expected = Refused::of(&all);
        assert_eq!(expected.files.len(), 200 + Refused::EXAMPLES);
        let mut refusals = Refusals::default();
        all.into_iter().rev().for_each(|file| refusals.add(file));
        assert_eq!(refusals.grouped(), expected);
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
