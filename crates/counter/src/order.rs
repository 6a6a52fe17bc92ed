//! In which order loose ballots with a code are looked at. No order changes what a count comes to.

use documents::{PublicKey, SignedName};

/// See [`crate::Count::order`]; `last` is the highest revision of a code's ballots that are here.
pub(crate) fn order(names: &mut [SignedName], last: impl Fn(&PublicKey) -> Option<u64>) {
    names.sort_unstable();
    let (mut code, mut nth, mut known) = (None, 0_u32, None);
    let place = |name: &SignedName| {
        if code == Some(name.key) {
            nth += 1;
        } else {
            (code, nth, known) = (Some(name.key), 0, last(&name.key));
        }
        (known > Some(name.revision), nth, *name)
    };
    let mut places: Vec<_> = names.iter().map(place).collect();
    places.sort_unstable();
    for (name, (.., placed)) in names.iter_mut().zip(places) {
        *name = placed;
    }
}

#[cfg(test)]
mod tests {
    use documents::{Id, NameSignature};

    use super::*;

    fn name(code: u8, revision: u64) -> SignedName {
        SignedName {
            key: PublicKey([code; 32]),
            revision,
            id: Id::of(&revision.to_le_bytes()),
            signature: NameSignature::of(&[0; 64]),
        }
    }

    #[test]
    fn a_flood_under_one_code_keeps_no_other_waiting() {
        let mut names: Vec<SignedName> = (0..10_000).map(|n| name(1, n)).collect();
        names.extend((2..=9).map(|code| name(code, 77)));
        names.reverse();
        let before = names.clone();
        order(&mut names, |_| None);
        assert!((2..=9).all(|code| names[..9].contains(&name(code, 77))));
        names.sort_unstable();
        let mut all = before;
        all.sort_unstable();
        assert_eq!(names, all, "each once");
    }

    #[test]
    fn what_cannot_count_any_more_comes_last() {
        let mut names = vec![name(1, 1), name(1, 2), name(1, 9), name(2, 3)];
        order(&mut names, |code| {
            (*code == PublicKey([1; 32])).then_some(5)
        });
        assert_eq!(names, [name(2, 3), name(1, 9), name(1, 1), name(1, 2)]);
    }
}
