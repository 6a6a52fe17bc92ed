//! Lists of codes unite: whoever made them, in whatever order they come, each code has one standing.

use documents::key_list::{KeyListFormat, Standing};
use documents::{BudgetName, Code, CodeRegister, Id, KeyList, PublicKey, Signature, Slug};
use proptest::prelude::*;
use seals::{Event, Organiser, Voter, key_lists};

const CODES: u8 = 6;

fn event() -> Event {
    Event {
        budget: BudgetName {
            id: Slug::parse("two-lines").expect("a slug"),
            sha256: Id::of(b"the budget"),
        },
        keys: organiser().keys(true, false),
    }
}

fn organiser() -> Organiser {
    Organiser::new([7; 32])
}

fn keys(event: &Event) -> Vec<PublicKey> {
    (0..CODES)
        .map(|n| Voter::new(&Code::new([n; 10]), event).key())
        .collect()
}

/// The keys whose bits are set, sorted.
fn chosen(keys: &[PublicKey], bits: u8) -> Vec<PublicKey> {
    let mut chosen: Vec<PublicKey> = keys
        .iter()
        .enumerate()
        .filter(|(at, _)| bits >> at & 1 == 1)
        .map(|(_, key)| *key)
        .collect();
    chosen.sort_unstable();
    chosen
}

fn signed(event: &Event, revision: u64, codes: Vec<PublicKey>, voided: Vec<PublicKey>) -> KeyList {
    organiser().sign_list(KeyList {
        format: KeyListFormat,
        budget: event.budget.clone(),
        revision,
        codes,
        voided,
        signature: Signature([0; 64]),
    })
}

/// What a box with these lists says.
fn found(event: &Event, lists: &[KeyList]) -> Option<CodeRegister> {
    let files: Vec<(Id, Vec<u8>)> = lists
        .iter()
        .map(|list| (list.id(), list.to_bytes()))
        .collect();
    let (codes, refused) = key_lists(
        event,
        files.iter().map(|(id, bytes)| (id, bytes.as_slice())),
    );
    assert!(refused.is_empty(), "{refused:?}");
    codes
}

#[test]
fn two_who_take_codes_back_at_once_both_do() {
    let event = event();
    let keys = keys(&event);
    let first = signed(&event, 1, chosen(&keys, 0b11_1111), Vec::new());
    let one = signed(&event, 2, first.codes.clone(), vec![keys[0]]);
    let other = signed(&event, 2, first.codes.clone(), vec![keys[1]]);
    let codes = found(&event, &[one.clone(), first, other.clone()]).expect("lists");
    assert_eq!(codes.standing(&keys[0]), Standing::Voided);
    assert_eq!(codes.standing(&keys[1]), Standing::Voided);
    assert_eq!(codes.standing(&keys[2]), Standing::MayVote);
    assert_eq!((codes.voters(), codes.revision()), (4, 2));
    let mut named = vec![one.id(), other.id()];
    named.sort_unstable();
    assert_eq!(
        codes.lists(),
        named,
        "the list before both need not be named"
    );
}

type Drawn = Vec<(u64, u8, u8)>;

fn drawn() -> impl Strategy<Value = (Drawn, Drawn)> {
    let list = (1..4_u64, 0..1_u8 << CODES, 0..1_u8 << CODES);
    prop::collection::vec(list, 1..7)
        .prop_flat_map(|lists| (Just(lists.clone()), Just(lists).prop_shuffle()))
}

fn lists(event: &Event, drawn: &Drawn) -> Vec<KeyList> {
    let keys = keys(event);
    drawn
        .iter()
        .map(|(revision, codes, voided)| {
            signed(
                event,
                *revision,
                chosen(&keys, *codes),
                chosen(&keys, *voided),
            )
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// The standing is that of the union, whatever the order, and whoever finds the lists.
    #[test]
    fn any_order_gives_one_standing((drawn, shuffled) in drawn()) {
        let event = event();
        let codes = found(&event, &lists(&event, &drawn)).expect("a list");
        let again = found(&event, &lists(&event, &shuffled));
        prop_assert_eq!(Some(&codes), again.as_ref());
        let (every, void) = drawn.iter().fold((0, 0), |all, (_, codes, voided)| (all.0 | codes, all.1 | voided));
        for (at, key) in keys(&event).iter().enumerate() {
            let wanted = match (every >> at & 1, void >> at & 1) {
                (0, _) => Standing::Unknown,
                (_, 0) => Standing::MayVote,
                _ => Standing::Voided,
            };
            prop_assert_eq!(codes.standing(key), wanted);
        }
    }

    /// Two copies of a box come to the same, whether their lists meet as files or a new list is made of each first.
    #[test]
    fn copies_of_a_box_meet_in_any_way((drawn, _) in drawn(), cut in any::<prop::sample::Index>()) {
        let event = event();
        let all = lists(&event, &drawn);
        let (one, other) = all.split_at(cut.index(all.len()) + 1);
        let whole = found(&event, &all).expect("a list");
        let remade = [one, other].map(|part| {
            found(&event, part).map(|codes| {
                signed(&event, codes.revision() + 1, codes.codes().into(), codes.voided().into())
            })
        });
        let remade: Vec<KeyList> = remade.into_iter().flatten().collect();
        let met = found(&event, &remade).expect("a list");
        prop_assert_eq!((met.codes(), met.voided()), (whole.codes(), whole.voided()));
    }

    /// More lists never let a code vote that was taken back.
    #[test]
    fn no_union_undoes_a_void((drawn, _) in drawn(), cut in any::<prop::sample::Index>()) {
        let event = event();
        let all = lists(&event, &drawn);
        let some = found(&event, &all[..=cut.index(all.len())]).expect("a list");
        let whole = found(&event, &all).expect("a list");
        for key in keys(&event) {
            if some.standing(&key) == Standing::Voided {
                prop_assert_eq!(whole.standing(&key), Standing::Voided);
            }
        }
    }

    /// The lists that a close would name say all that the box says.
    #[test]
    fn the_lists_that_are_named_say_it_all((drawn, _) in drawn()) {
        let event = event();
        let all = lists(&event, &drawn);
        let whole = found(&event, &all).expect("a list");
        let named: Vec<KeyList> = all
            .into_iter()
            .filter(|list| whole.lists().contains(&list.id()))
            .collect();
        prop_assert_eq!(found(&event, &named), Some(whole));
    }
}
