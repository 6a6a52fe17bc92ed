//! What is signed and sealed holds for its own event, code and ballot, and for no other.

use documents::ballot::{BallotFormat, Channel, Choices};
use documents::budget::Other;
use documents::close::CloseFormat;
use documents::key_list::KeyListFormat;
use documents::result::{BudgetName, Refused};
use documents::{
    Ballot, Close, Code, CodeRegister, Id, KeyList, NameSignature, Nonce, PublicKey, Refusal,
    Signature, Signed, SignedName, Slug, SlugMap,
};
use proptest::prelude::*;
use seals::{
    AHEAD, Checker, Event, MOST_BALLOTS, Organiser, Voter, ahead_of, key_lists, lists_at,
    name_holds, open_about, seal_about, settle,
};

fn slug(name: &str) -> Slug {
    Slug::parse(name).expect("a slug")
}

/// This event's budget, in the edition that all of this is of unless it says otherwise.
fn named(id: &str) -> BudgetName {
    BudgetName {
        id: slug(id),
        sha256: Id::of(b"the budget"),
    }
}

fn organiser() -> Organiser {
    Organiser::new([7; 32])
}

fn event(sealed: bool) -> Event {
    Event {
        budget: named("two-lines"),
        keys: organiser().keys(true, sealed),
    }
}

fn ballot(homes: u64) -> Ballot {
    Ballot {
        format: BallotFormat,
        budget: named("two-lines"),
        choices: Choices::Amounts {
            amounts: SlugMap::from_iter([(slug("homes"), homes), (slug("advice"), 1000 - homes)]),
            no_view: Default::default(),
        },
        about: None,
        channel: Channel::Web,
        place: None,
        people: None,
        nonce: Nonce([1; 16]),
    }
}

fn code(n: u8) -> Code {
    Code::new([n; 10])
}

/// A list of the codes 1 to 3, of which 3 is taken back.
fn list(event: &Event) -> KeyList {
    let key = |n| Voter::new(&code(n), event).key();
    let mut codes = vec![key(1), key(2), key(3)];
    codes.sort_unstable();
    organiser().sign_list(KeyList {
        format: KeyListFormat,
        budget: event.budget.clone(),
        revision: 1,
        codes,
        voided: vec![key(3)],
        signature: Signature([0; 64]),
    })
}

fn checker(sealed: bool) -> Checker {
    let event = event(sealed);
    let list = list(&event);
    Checker::new(event, list, sealed.then(|| organiser().choices_key()))
}

fn cast(sealed: bool, by: u8, revision: u64) -> Signed {
    Voter::new(&code(by), &event(sealed))
        .cast(ballot(300), revision, [9; 32])
        .expect("the organiser's key is a key")
}

fn check(checker: &Checker, signed: &Signed) -> Result<Option<Ballot>, Refusal> {
    checker
        .check_file(&SignedName::of(signed), &signed.to_file())
        .map(|checked| checked.ballot)
}

#[test]
fn a_ballot_with_a_code_is_judged_and_opened() {
    for sealed in [false, true] {
        let found = check(&checker(sealed), &cast(sealed, 1, 1));
        assert_eq!(found, Ok(Some(ballot(300))), "{sealed}");
    }
}

#[test]
fn choices_cannot_be_read_without_the_organisers_key() {
    let event = event(true);
    let list = list(&event);
    let early = Checker::new(event.clone(), list.clone(), None);
    assert_eq!(check(&early, &cast(true, 1, 1)), Ok(None));
    let other = Organiser::new([8; 32]).choices_key();
    let wrong = Checker::new(event, list, Some(other));
    assert_eq!(
        check(&wrong, &cast(true, 1, 1)),
        Err(Refusal::CannotBeOpened {})
    );
    let text = String::from_utf8(cast(true, 1, 1).to_bytes()).expect("text");
    assert!(!text.contains("homes"), "{text}");
}

/// Amounts of other lengths, and other answers, leave the same number of bytes.
#[test]
fn the_length_does_not_tell_the_choice() {
    let voter = Voter::new(&code(1), &event(true));
    let length = |homes| {
        let signed = voter.cast(ballot(homes), 1, [9; 32]).expect("a key");
        signed.to_bytes().len()
    };
    assert_eq!(length(0), length(1000));
    assert_eq!(length(5), length(995));
}

#[test]
fn unknown_and_voided_codes_are_refused_by_name_alone() {
    for (by, why) in [(3, Refusal::VoidedCode {}), (4, Refusal::UnknownCode {})] {
        let signed = cast(false, by, 1);
        let name = SignedName::of(&signed);
        assert_eq!(checker(false).check_name(&name), Err(why.clone()));
        assert_eq!(checker(false).check(&signed.to_bytes()), Err(why));
    }
}

#[test]
fn a_sealed_ballot_copied_under_another_code_does_not_open() {
    let theirs = cast(true, 1, 1);
    let thief = Voter::new(&code(2), &event(true));
    let mut copy = thief.cast(ballot(0), 1, [1; 32]).expect("a key");
    copy.sealed = theirs.sealed;
    // Signed anew by the thief: only the binding tells.
    let copy = signed_again(2, copy);
    assert_eq!(
        check(&checker(true), &copy),
        Err(Refusal::CannotBeOpened {})
    );
    let mut later = cast(true, 1, 2);
    later.sealed = cast(true, 1, 1).sealed;
    assert_eq!(
        check(&checker(true), &signed_again(1, later)),
        Err(Refusal::CannotBeOpened {}),
        "nor at another revision"
    );
}

/// The ballot as whoever holds this code would sign it.
fn signed_again(by: u8, signed: Signed) -> Signed {
    let id = Id::of(&signed.to_file());
    Signed {
        signature: name_signed(by, signed.revision, &id),
        ..signed
    }
}

fn name_signed(by: u8, revision: u64, id: &Id) -> NameSignature {
    use ed25519_dalek::{Signer, SigningKey};
    use sha2::{Digest, Sha256};
    let seed = Sha256::new()
        .chain_update(b"common-purse/code/1\0two-lines\0")
        .chain_update(organiser().public().0)
        .chain_update([by; 10])
        .finalize();
    let key = SigningKey::from_bytes(&seed.into());
    let name = [
        b"common-purse/name/1\0two-lines\0",
        &organiser().public().0[..],
        &revision.to_be_bytes(),
        id.as_bytes(),
    ];
    NameSignature::of(&key.sign(&name.concat()).to_bytes())
}

#[test]
fn a_ballot_of_another_event_or_kind_is_refused() {
    let other = Event {
        budget: named("other"),
        ..event(false)
    };
    let theirs = Voter::new(&code(1), &other)
        .cast(ballot(300), 1, [9; 32])
        .expect("a key");
    assert_eq!(
        checker(false).check(&theirs.to_bytes()),
        Err(Refusal::OtherBudget {
            other: Other::Event,
            budget: named("other"),
        })
    );
    assert_eq!(
        check(&checker(true), &cast(false, 1, 1)),
        Err(Refusal::WronglySealed {})
    );
    assert_eq!(
        check(&checker(false), &cast(true, 1, 1)),
        Err(Refusal::WronglySealed {})
    );
}

/// Judged by what stands on the envelope: nobody can open it before the close. The codes stay known.
#[test]
fn a_ballot_of_another_edition_of_the_budget_is_refused_unopened() {
    let before = Event {
        budget: BudgetName {
            sha256: Id::of(b"before a change"),
            ..named("two-lines")
        },
        ..event(true)
    };
    let voter = Voter::new(&code(1), &before);
    assert_eq!(voter.key(), Voter::new(&code(1), &event(true)).key());
    let theirs = voter.cast(ballot(300), 1, [9; 32]).expect("a key");
    let (id, bytes) = (list(&before).id(), list(&before).to_bytes());
    let held = key_lists(&event(true), [(&id, bytes.as_slice())])
        .0
        .expect("it is known");
    let closed = Checker::new(event(true), held, None);
    assert_eq!(
        closed.check(&theirs.to_bytes()),
        Err(Refusal::OtherBudget {
            other: Other::Edition,
            budget: before.budget.clone(),
        })
    );
    // Put into an envelope of this edition, what was sealed for the other does not open.
    let moved = Signed {
        budget: named("two-lines"),
        ..theirs
    };
    assert_eq!(
        check(&checker(true), &signed_again(1, moved)),
        Err(Refusal::CannotBeOpened {})
    );
}

/// With the forger's own keys in the budget, the codes on the cards have other keys.
#[test]
fn a_forged_budget_makes_every_code_unknown() {
    let forged = Event {
        budget: named("two-lines"),
        keys: Organiser::new([8; 32]).keys(true, false),
    };
    assert_ne!(
        Voter::new(&code(1), &forged).key(),
        Voter::new(&code(1), &event(false)).key()
    );
}

#[test]
fn no_other_name_can_be_made_from_a_real_one() {
    let name = SignedName::of(&cast(false, 1, 1));
    assert_eq!(checker(false).check_name(&name), Ok(()));
    let theirs = SignedName::of(&cast(false, 2, 1));
    let others = [
        SignedName {
            revision: 2,
            ..name
        },
        SignedName {
            id: Id::of(b"other"),
            ..name
        },
        SignedName {
            key: theirs.key,
            ..name
        },
        SignedName {
            signature: theirs.signature,
            ..name
        },
    ];
    for other in others {
        let found = checker(false).check_name(&other);
        assert_eq!(found, Err(Refusal::WrongSignature {}), "{other}");
    }
    let elsewhere = Event {
        budget: named("other"),
        ..event(false)
    };
    assert!(name_holds(&event(false), &name));
    assert!(!name_holds(&elsewhere, &name), "nor for another event");
}

/// A name that its code has signed, over bytes that it was not given to.
#[test]
fn a_signed_name_is_for_its_own_bytes_alone() {
    let (first, second) = (cast(false, 1, 1), cast(false, 1, 2));
    let name = SignedName::of(&first);
    let hash = Id::of(&second.to_file());
    assert_eq!(
        checker(false).check_file(&name, &second.to_file()).err(),
        Some(Refusal::WrongName { hash })
    );
    // The code's holder can sign a name that says something else than the bytes.
    let bytes = first.to_file();
    let hash = Id::of(&bytes);
    let name = SignedName {
        revision: 2,
        signature: name_signed(1, 2, &hash),
        ..name
    };
    assert_eq!(checker(false).check_name(&name), Ok(()));
    assert_eq!(
        checker(false).check_file(&name, &bytes).err(),
        Some(Refusal::WrongName { hash })
    );
}

/// RFC 8032, section 8.4: adding the group's order to S makes another signature that lax verifiers accept.
#[test]
fn a_second_spelling_of_a_signature_is_refused() {
    const ORDER: [u8; 32] = [
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde,
        0x14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ];
    let mut signed = cast(false, 1, 1);
    let (mut carry, mut signature) = (0, signed.signature.to_bytes());
    for (byte, order) in signature[32..].iter_mut().zip(ORDER) {
        let sum = u16::from(*byte) + u16::from(order) + carry;
        (*byte, carry) = (sum as u8, sum >> 8);
    }
    signed.signature = NameSignature::of(&signature);
    assert_eq!(
        check(&checker(false), &signed),
        Err(Refusal::WrongSignature {})
    );
}

/// A key of small order accepts one signature for many messages, unless the verifier is strict.
#[test]
fn a_key_of_small_order_signs_nothing() {
    let event = event(false);
    let identity = {
        let mut bytes = [0; 32];
        bytes[0] = 1;
        PublicKey(bytes)
    };
    let mut list = list(&event);
    list.codes.push(identity);
    list.codes.sort_unstable();
    let checker = Checker::new(event, list, None);
    let mut signature = [0; 64];
    signature[0] = 1;
    let forged = Signed {
        key: identity,
        signature: NameSignature::of(&signature),
        ..cast(false, 1, 1)
    };
    assert_eq!(check(&checker, &forged), Err(Refusal::WrongSignature {}));
}

#[test]
fn the_newest_list_says_it_alone_and_forged_ones_are_named() {
    let event = event(false);
    let first = list(&event);
    let second = organiser().sign_list(KeyList {
        revision: 2,
        ..first.clone()
    });
    let forged = Organiser::new([8; 32]).sign_list(KeyList {
        revision: 9,
        ..first.clone()
    });
    let files: Vec<(Id, Vec<u8>)> = [&forged, &second, &first]
        .map(|list| (list.id(), list.to_bytes()))
        .into();
    let (held, refused) = key_lists(
        &event,
        files.iter().map(|(id, bytes)| (id, bytes.as_slice())),
    );
    assert_eq!(
        held.map(|codes| codes.lists().to_vec()),
        Some(vec![second.id()])
    );
    assert_eq!(refused.len(), 1);
    assert_eq!(refused[0].name, format!("keys/{}.json", forged.id()));
    assert_eq!(refused[0].why, Refusal::WrongSignature {});
}

/// A code taken back after the close was good when its ballot was counted.
#[test]
fn after_the_close_its_own_list_holds() {
    let event = event(false);
    let first = list(&event);
    let later = organiser().sign_list(KeyList {
        revision: 2,
        voided: first.codes.clone(),
        ..first.clone()
    });
    let close = |keys| Close {
        format: CloseFormat,
        budget: event.budget.clone(),
        revision: 1,
        keys,
        counted: Vec::new(),
        refused: Refused::default(),
        choices: None,
        about: Vec::new(),
        result: Id::of(b"the result"),
        signature: Signature([0; 64]),
    };
    let files: Vec<(Id, Vec<u8>)> = [&later, &first]
        .map(|list| (list.id(), list.to_bytes()))
        .into();
    let at = |keys| {
        let files = files.iter().map(|(id, bytes)| (id, bytes.as_slice()));
        lists_at(&event, &close(keys), files)
    };
    let mut both = vec![first.id(), later.id()];
    both.sort_unstable();
    assert_eq!(
        at(vec![first.id()]),
        Some(CodeRegister::from(first.clone()))
    );
    assert_eq!(at(both), Some(CodeRegister::from(later.clone())));
    assert_eq!(at(vec![Id::of(b"gone")]), None);
    assert_eq!(at(Vec::new()), None);
    let changed = [(first.id(), later.to_bytes())];
    let files = changed.iter().map(|(id, bytes)| (id, bytes.as_slice()));
    assert_eq!(lists_at(&event, &close(vec![first.id()]), files), None);
}

#[test]
fn what_people_say_about_themselves_is_the_organisers_to_open() {
    let said = SlugMap::from_iter([(slug("age"), slug("old"))]);
    let sealed = seal_about(ballot(300), &said, &event(false), [3; 32]).expect("a key");
    assert_eq!(open_about(&sealed, &organiser()), Some(said.clone()));
    assert_eq!(open_about(&sealed, &Organiser::new([8; 32])), None);
    let moved = Ballot {
        about: sealed.about.clone(),
        ..ballot(400)
    };
    assert_eq!(
        open_about(&moved, &organiser()),
        None,
        "not in another ballot"
    );
    let other = SlugMap::from_iter([(slug("age"), slug("between"))]);
    let theirs = seal_about(ballot(300), &other, &event(false), [4; 32]).expect("a key");
    assert_eq!(
        sealed.about.map(|sealed| sealed.0.len()),
        theirs.about.map(|sealed| sealed.0.len())
    );
    let nothing = seal_about(ballot(300), &SlugMap::default(), &event(false), [3; 32]);
    assert_eq!(nothing, Some(ballot(300)));
}

proptest! {
    /// One byte changed anywhere is never a ballot of this code.
    #[test]
    fn no_changed_byte_is_accepted(sealed: bool, at in any::<prop::sample::Index>(), to in any::<u8>()) {
        let mut bytes = cast(sealed, 1, 1).to_bytes();
        let at = at.index(bytes.len());
        prop_assume!(bytes[at] != to);
        bytes[at] = to;
        prop_assert!(checker(sealed).check(&bytes).is_err());
    }
}

fn voter(n: u8) -> Voter {
    Voter::new(&code(n), &event(false))
}

fn revision(by: u8, nth: u64) -> u64 {
    voter(by).revision(nth).expect("far from the most")
}

/// Names that anybody can make up, with numbers as high as a name can hold.
fn junk() -> impl Iterator<Item = u64> {
    (0..50_000).map(|n: u64| (1 << 53) - 1 - n * 104_729)
}

#[test]
fn nobody_but_a_codes_holder_makes_its_numbers() {
    let own = [revision(1, 1), revision(1, 4), revision(1, 2)];
    assert_eq!(voter(1).cast_so_far(own), 4);
    assert_eq!(voter(1).cast_so_far(junk()), 0);
    assert_eq!(voter(1).cast_so_far(own.into_iter().chain(junk())), 4);
    let of_others = (1..100).map(|nth| revision(2, nth));
    assert_eq!(voter(1).cast_so_far(of_others), 0);
    assert_eq!(
        voter(1).cast_so_far([1, 2, 3, u64::MAX]),
        0,
        "numbers without a mark"
    );
}

#[test]
fn numbers_rise_and_stay_whole_numbers_of_our_files() {
    let all = [1, 2, 3, 1_000, MOST_BALLOTS - 1, MOST_BALLOTS].map(|nth| revision(1, nth));
    assert!(all.is_sorted());
    assert!(all[5] <= documents::json::MAX_WHOLE);
    assert_eq!(voter(1).revision(0), None);
    assert_eq!(voter(1).revision(MOST_BALLOTS + 1), None);
    let last = voter(1).cast_ahead(&ballot(300), MOST_BALLOTS - 1, &[4; 32]);
    assert_eq!(
        settle(&last.expect("one more"), []).map(|bytes| read(&bytes).revision),
        Some(all[5])
    );
    assert_eq!(
        voter(1).cast_ahead(&ballot(300), MOST_BALLOTS, &[4; 32]),
        None
    );
}

fn read(bytes: &[u8]) -> Signed {
    Signed::read(bytes).expect("a signed ballot")
}

#[test]
fn a_ballot_signed_ahead_comes_after_all_that_the_box_has_of_its_code_whatever_junk_lies_there() {
    for sealed in [false, true] {
        let voter = Voter::new(&code(1), &event(sealed));
        let lines = voter.cast_ahead(&ballot(300), 2, &[4; 32]).expect("a key");
        assert_eq!(ahead_of(&lines), Some(voter.key()));
        let place = |seen: Vec<u64>| {
            let bytes = settle(&lines, seen).expect("signed ahead");
            let signed = read(&bytes);
            assert_eq!(check(&checker(sealed), &signed), Ok(Some(ballot(300))));
            voter.cast_so_far([signed.revision])
        };
        let nth = |nth| voter.revision(nth).expect("far from the most");
        assert_eq!(place(vec![]), 3);
        assert_eq!(place(vec![nth(1), nth(2)]), 3, "known when it was cast");
        assert_eq!(place(vec![nth(5), nth(4)]), 6);
        assert_eq!(place(junk().collect()), 3);
        assert_eq!(place(junk().chain([nth(5)]).collect()), 6);
        assert_eq!(
            place((1..40).map(nth).collect()),
            2 + AHEAD,
            "the last that was signed"
        );
    }
    assert_eq!(settle(b"{}", []), None);
    assert_eq!(settle(b"", []), None);
}
