//! Ballots with a code: of each code one counts, in whatever order they come.

mod support;

use counter::{Count, Failure};
use documents::result::RefusedFile;
use documents::{Ballot, Budget, Id, NameSignature, PublicKey, Refusal, ResultFile, SignedName};
use support::{amounts_of, example, some_ballots};

/// The small fund as an event with codes.
fn budget() -> (Vec<u8>, Budget) {
    let key = "0a".repeat(32);
    let text = String::from_utf8(example("small-fund.json")).expect("text");
    let mut value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    value["keys"] = serde_json::json!({ "organiser": key, "about": key, "codes": true });
    let bytes = value.to_string().into_bytes();
    let budget = Budget::read(&bytes).expect("the budget is in order");
    (bytes, budget)
}

fn name(key: u8, revision: u64, ballot: &Ballot) -> SignedName {
    SignedName {
        key: PublicKey([key; 32]),
        revision,
        id: ballot.id(),
        signature: NameSignature::of(&[0; 64]),
    }
}

type Found = (SignedName, Result<Option<Ballot>, Refusal>);

fn count(bytes: &[u8], found: &[Found]) -> Result<ResultFile, Failure> {
    let mut count = Count::new(bytes).expect("a budget");
    for (name, found) in found {
        count.coded(name, found.clone());
    }
    count.finish()
}

#[test]
fn the_last_ballot_of_a_code_counts_and_the_others_are_named() {
    let (bytes, budget) = budget();
    let [a, b, c]: [Ballot; 3] = some_ballots(&budget, 3).try_into().expect("three");
    let mut found: Vec<Found> = vec![
        (name(1, 1, &a), Ok(Some(a.clone()))),
        (name(1, 2, &b), Ok(Some(b.clone()))),
        (name(2, 7, &c), Ok(Some(c.clone()))),
    ];
    let first = count(&bytes, &found).expect("a result");
    let mut counted = [b.id(), c.id()];
    counted.sort_unstable();
    assert_eq!(first.counted, counted);
    let replaced = RefusedFile {
        name: format!("ballots/{}.json", name(1, 1, &a)),
        why: Refusal::Replaced { by: b.id() },
    };
    assert_eq!(first.refused.files, [replaced]);
    found.reverse();
    found.push(found[0].clone());
    assert_eq!(
        count(&bytes, &found).expect("a result").to_bytes(),
        first.to_bytes(),
        "in any order, and once"
    );
}

/// A file that bears a replaced ballot's id under another key is not that ballot, whenever it is looked at.
#[test]
fn a_false_copy_of_a_replaced_ballot_changes_nothing_in_any_order() {
    let (bytes, budget) = budget();
    let [a, b]: [Ballot; 2] = some_ballots(&budget, 2).try_into().expect("two");
    let hash = Id::of(b"something else");
    let mut found: Vec<Found> = vec![
        (name(1, 1, &a), Ok(Some(a.clone()))),
        (name(1, 2, &b), Ok(Some(b.clone()))),
        (name(2, 1, &a), Err(Refusal::WrongName { hash })),
    ];
    let first = count(&bytes, &found).expect("a result");
    assert_eq!(first.refused.number, 1, "the replaced one alone");
    found.reverse();
    let second = count(&bytes, &found).expect("a result");
    assert_eq!(second.to_bytes(), first.to_bytes());
}

/// A code's holder can sign one name in many ways, and anybody can change the signature in a name: whichever is met first,
/// the result is the same.
#[test]
fn other_names_of_a_ballot_change_nothing_in_any_order() {
    let (bytes, budget) = budget();
    let [a, b]: [Ballot; 2] = some_ballots(&budget, 2).try_into().expect("two");
    let signed = |digit: u8, name: SignedName| SignedName {
        signature: NameSignature::of(&[digit; 64]),
        ..name
    };
    let forged = signed(9, name(1, 1, &a));
    let wrong = Refusal::WrongName {
        hash: Id::of(b"else"),
    };
    let mut found: Vec<Found> = vec![
        (signed(3, name(1, 1, &a)), Ok(Some(a.clone()))),
        (signed(2, name(1, 1, &a)), Ok(Some(a.clone()))),
        (signed(1, name(1, 1, &a)), Err(wrong)),
        (forged, Err(Refusal::WrongSignature {})),
        (name(1, 2, &b), Ok(Some(b.clone()))),
    ];
    let first = count(&bytes, &found).expect("a result");
    assert_eq!(first.counted, [b.id()]);
    let refused: Vec<_> = first.refused.files.iter().map(|file| &*file.name).collect();
    let smallest = format!("ballots/{}.json", signed(1, name(1, 1, &a)));
    assert_eq!(refused, [smallest, format!("ballots/{forged}.json")]);
    for _ in 0..found.len() {
        found.rotate_left(1);
        for _ in 0..2 {
            found.reverse();
            let again = count(&bytes, &found).expect("a result");
            assert_eq!(again.to_bytes(), first.to_bytes());
        }
    }
}

#[test]
fn of_two_with_the_same_revision_the_smaller_id_counts() {
    let (bytes, budget) = budget();
    let ballots = some_ballots(&budget, 2);
    let found: Vec<Found> = ballots
        .iter()
        .map(|ballot| (name(1, 1, ballot), Ok(Some(ballot.clone()))))
        .collect();
    let smaller = ballots.iter().map(Ballot::id).min().expect("two");
    assert_eq!(count(&bytes, &found).expect("a result").counted, [smaller]);
}

#[test]
fn a_later_ballot_that_is_not_valid_replaces_nothing() {
    let (bytes, budget) = budget();
    let [a, mut b]: [Ballot; 2] = some_ballots(&budget, 2).try_into().expect("two");
    let line = budget.priorities[0].id.clone();
    amounts_of(&mut b).insert(line, budget.total + budget.step);
    let found = [
        (name(1, 1, &a), Ok(Some(a.clone()))),
        (name(1, 2, &b), Ok(Some(b.clone()))),
        (name(1, 3, &b), Err(Refusal::WrongSignature {})),
    ];
    let result = count(&bytes, &found).expect("a result");
    assert_eq!(result.counted, [a.id()]);
    assert_eq!(result.refused.number, 2);
}

#[test]
fn of_sealed_choices_only_the_names_are_known() {
    let (bytes, budget) = budget();
    let ballots = some_ballots(&budget, 3);
    let found: Vec<Found> = (1..)
        .zip(&ballots)
        .map(|(key, ballot)| (name(key, 1, ballot), Ok(None)))
        .collect();
    let mut ids: Vec<Id> = ballots.iter().map(Ballot::id).collect();
    ids.sort_unstable();
    match count(&bytes, &found) {
        Err(Failure::Sealed { ballots, .. }) => assert_eq!(ballots, ids),
        other => panic!("{other:?}"),
    }
}

/// A browser does not fetch it, and a tool that has read it says the same.
#[test]
fn where_codes_are_needed_a_file_without_one_is_refused_by_its_name_alone() {
    let (bytes, budget) = budget();
    let ballots = some_ballots(&budget, 1);
    let results = [&b""[..], b"junk", &[b'x'; 100_000]].map(|holds| {
        let mut count = Count::new(&bytes).expect("a budget");
        assert!(!count.reads_loose());
        count.coded(&name(1, 1, &ballots[0]), Ok(Some(ballots[0].clone())));
        count.loose(&format!("{}.json", Id::of(b"another")), holds);
        count.finish().expect("a result").to_bytes()
    });
    assert!(results.iter().all(|result| *result == results[0]));
}

#[test]
fn a_ballot_without_a_code_does_not_count_here() {
    let (bytes, budget) = budget();
    let ballots = some_ballots(&budget, 2);
    let mut count = Count::new(&bytes).expect("a budget");
    count.coded(&name(1, 1, &ballots[0]), Ok(Some(ballots[0].clone())));
    count.loose(&format!("{}.json", ballots[1].id()), &ballots[1].to_bytes());
    let result = count.finish().expect("a result");
    assert_eq!(result.counted, [ballots[0].id()]);
    assert_eq!(result.refused.files[0].why, Refusal::NoCode {});
    assert_eq!(
        result.refused.files[0].name,
        format!("ballots/{}.json", Id::of(&ballots[1].to_bytes()))
    );
}
