//! Documents that carry a signature: their bytes, names and order. Whether a signature holds is for `seals`.

mod common;
#[path = "common/ballot.rs"]
mod small_ballot;

use common::{budget, budget_text, name_text};
use documents::boxes::{self, Listing};
use documents::close::{AboutGroup, Close, CloseFormat};
use documents::result::{BudgetName, Refused};
use documents::signed::{self, SignedFormat, signed_part};
use documents::{
    Ballot, Budget, Id, KeyList, NameSignature, PublicKey, Refusal, Sealed, Signature, Signed,
    SignedName, Slug, SlugMap, bundle,
};
use small_ballot::ballot_text;

fn slug(name: &str) -> Slug {
    Slug::parse(name).expect("a slug")
}

fn signed() -> Signed {
    Signed {
        format: SignedFormat,
        budget: budget().name(),
        key: PublicKey([0xab; 32]),
        revision: 3,
        ballot: Ballot::read(ballot_text().as_bytes()).ok(),
        sealed: None,
        signature: NameSignature::of(&[0; 64]),
    }
}

#[test]
fn the_canonical_bytes_are_the_documented_ones() {
    let (key, signature) = ("ab".repeat(32), "0".repeat(103));
    let begins = format!(
        "{{\"format\":\"common-purse/signed/1\",\"budget\":{},\"key\":\"{key}\",\"revision\":3,",
        name_text()
    );
    let open = format!(
        "{begins}\"ballot\":{},\"signature\":\"{signature}\"}}",
        ballot_text()
    );
    assert_eq!(String::from_utf8(signed().to_bytes()), Ok(open.clone()));
    assert_eq!(Signed::read(open.as_bytes()), Ok(signed()));
    let sealed = Signed {
        ballot: None,
        sealed: Some(Sealed(Box::new([1, 2]))),
        ..signed()
    };
    let text = format!("{begins}\"sealed\":\"0102\",\"signature\":\"{signature}\"}}");
    assert_eq!(String::from_utf8(sealed.to_bytes()), Ok(text));
    let file = format!("{begins}\"ballot\":{}}}", ballot_text());
    assert_eq!(String::from_utf8(signed().to_file()), Ok(file.clone()));
    assert_eq!(signed::file(open.as_bytes()), file.as_bytes());
    let name = SignedName::of(&signed());
    assert_eq!(signed::line(&name, file.as_bytes()), open.as_bytes());
    assert_eq!(Signed::read_file(&name, file.as_bytes()), Ok(signed()));
    assert_eq!(bundle::id(open.as_bytes()), Id::of(file.as_bytes()));
    assert_eq!(name.id, Id::of(file.as_bytes()));
}

/// Only a ballot with a code has a line that is longer than its file.
#[test]
fn anything_else_is_its_own_file() {
    let line = signed().to_bytes();
    let ahead = [line.as_slice(), b"\n", &line, b"\n"].concat();
    let (cut, quoted) = (
        &line[..line.len() - 1],
        [b"[", line.as_slice(), b"]"].concat(),
    );
    for other in [
        &b""[..],
        b"{}",
        ballot_text().as_bytes(),
        &ahead,
        cut,
        &quoted,
    ] {
        assert_eq!(signed::file(other), other);
    }
    assert!(
        Signed::read(&signed().to_file()).is_err(),
        "without a signature"
    );
    let name = SignedName::of(&signed());
    for no_file in [&b""[..], b"}", b"nobody signed this", &line] {
        assert!(Signed::read_file(&name, no_file).is_err());
    }
}

#[test]
fn a_signature_part_of_any_bytes_is_no_panic() {
    assert_eq!(signed_part(b""), b"}");
    assert_eq!(signed_part(b"{}"), b"}");
}

#[test]
fn a_name_is_read_in_its_one_spelling() {
    let bytes = signed().to_bytes();
    let name = SignedName::of(&signed());
    let text = name.to_string();
    assert_eq!(SignedName::parse(&text), Some(name));
    assert_eq!(
        boxes::path_of_ballot(&bytes),
        format!("ballots/{text}.json")
    );
    let (key, id, sig) = (PublicKey([0xab; 32]), Id::of(b""), "0".repeat(103));
    for wrong in [
        format!("{key}-03-{id}-{sig}"),
        format!("{key}-+3-{id}-{sig}"),
        format!("{key}--{id}-{sig}"),
        format!("{key}-3-{id}-{sig}-"),
        format!("{key}-9007199254740992-{id}-{sig}"),
        format!("{}-3-{id}-{sig}", key.to_string().to_uppercase()),
        format!("{key}-3-{id}"),
        format!("{key}-3-{id}-"),
        format!("{key}-3-{id}-{}", &sig[1..]),
        format!("{key}-{id}-{sig}"),
        text.to_uppercase(),
        String::new(),
    ] {
        assert_eq!(SignedName::parse(&wrong), None, "{wrong}");
    }
}

#[test]
fn a_listing_tells_ballots_with_a_code_from_those_without() {
    let (id, key) = (Id::of(b"x"), PublicKey([9; 32]));
    let signature = NameSignature::of(&[7; 64]);
    let text = format!(
        r#"[{{"name":"{id}.json"}},{{"name":"{key}-2-{id}-{signature}.json"}},{{"name":"{key}-2-{id}-{signature}.json"}},{{"name":"{key}-2-{id}.json"}}]"#
    );
    let listing = Listing::read(text.as_bytes(), ".json").expect("a listing");
    assert_eq!(listing.ids, [id]);
    let name = SignedName {
        key,
        revision: 2,
        id,
        signature,
    };
    assert_eq!(listing.signed, [name]);
    assert_eq!(listing.strays, [format!("{key}-2-{id}.json")]);
}

#[test]
fn other_spellings_of_a_signed_ballot_are_refused() {
    let text = String::from_utf8(signed().to_bytes()).expect("text");
    let spaced = text.replacen(':', ": ", 1);
    assert_eq!(
        Signed::read(spaced.as_bytes()),
        Err(Refusal::NotCanonical { byte: 11 })
    );
    let list = format!("[{text}]");
    assert!(matches!(
        Signed::read(list.as_bytes()),
        Err(Refusal::Malformed { .. })
    ));
    let long = vec![b' '; documents::signed::MAX_BYTES + 200];
    assert_eq!(Signed::read(&long), Err(Refusal::TooLarge { most: 40_960 }));
}

#[test]
fn a_list_of_codes_is_sorted() {
    let list = |codes: &str| {
        format!(
            "{{\"format\":\"common-purse/keys/1\",\"budget\":{},\"revision\":1,\"codes\":[{codes}],\"voided\":[],\"signature\":\"{}\"}}",
            name_text(),
            "00".repeat(64)
        )
    };
    let (a, b) = (
        format!("\"{}\"", "0a".repeat(32)),
        format!("\"{}\"", "0b".repeat(32)),
    );
    let good = list(&format!("{a},{b}"));
    let read = KeyList::read(good.as_bytes()).expect("a list");
    assert_eq!(String::from_utf8(read.to_bytes()), Ok(good));
    for wrong in [format!("{b},{a}"), format!("{a},{a}")] {
        let problems = KeyList::read(list(&wrong).as_bytes()).expect_err("not sorted");
        assert_eq!(
            problems[0].to_string(),
            "line 1, column 158: $.codes: found keys out of order, or twice, expected each key once, sorted"
        );
    }
}

#[test]
fn sealed_choices_need_codes() {
    let keys = |more: &str| {
        let key = "0a".repeat(32);
        let text = budget_text().replacen(
            "\"currency\"",
            &format!("\"keys\":{{\"organiser\":\"{key}\",\"about\":\"{key}\"{more}}},\"currency\""),
            1,
        );
        Budget::read(text.as_bytes())
    };
    let key = "0b".repeat(32);
    assert!(!keys("").expect("a budget").needs_code());
    assert!(keys(",\"codes\":true").expect("a budget").needs_code());
    assert!(keys(&format!(",\"codes\":true,\"choices\":\"{key}\"")).is_ok());
    let problems = keys(&format!(",\"choices\":\"{key}\"")).expect_err("no codes");
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(problems[0].path, "$.keys.choices");
}

/// A close of ten ballots, in groups of these ballots and answers.
fn close(groups: &[(&[usize], &str)]) -> Close {
    let mut ids: Vec<Id> = (0..10_u8).map(|n| Id::of(&[n])).collect();
    ids.sort_unstable();
    let group = |(ballots, answer): &(&[usize], &str)| AboutGroup {
        answers: SlugMap::from_iter([(slug("age"), slug(answer))]),
        ballots: ballots.iter().map(|&at| ids[at]).collect(),
    };
    Close {
        format: CloseFormat,
        budget: BudgetName {
            id: slug("two-lines"),
            sha256: Id::of(b"budget"),
        },
        revision: 1,
        keys: Vec::new(),
        counted: ids.clone(),
        refused: Refused::default(),
        choices: None,
        about: groups.iter().map(group).collect(),
        result: Id::of(b"result"),
        signature: Signature([0; 64]),
    }
}

#[test]
fn a_close_shows_no_group_that_is_too_small_not_even_by_subtraction() {
    let mut small = budget();
    small.smallest_cell = 4;
    let check = |close: Close| {
        close
            .check(&small, Id::of(b"budget"))
            .map_err(|problem| problem.found)
    };
    assert_eq!(check(close(&[])), Ok(()));
    assert_eq!(check(close(&[(&[0, 1, 2, 3], "young")])), Ok(()));
    assert_eq!(
        check(close(&[
            (&[0, 1, 2, 3, 4], "young"),
            (&[5, 6, 7, 8, 9], "old")
        ])),
        Ok(())
    );
    assert_eq!(
        check(close(&[(&[0, 1, 2], "young")])),
        Err("a group of 3 ballots".into())
    );
    assert_eq!(
        check(close(&[(&[0, 1, 2, 3, 4, 5, 6], "young")])),
        Err("withheld answers of 3 ballots".into())
    );
    assert_eq!(
        check(close(&[(&[0, 1, 2, 3], "ancient")])),
        Err("the answer age: ancient".into())
    );
    let other = close(&[]).check(&small, Id::of(b"another budget"));
    assert!(other.is_err());
}

#[test]
fn a_close_is_in_order() {
    let bytes = close(&[(&[0, 1, 2, 3], "young")]).to_bytes();
    assert_eq!(Close::read(&bytes), Ok(close(&[(&[0, 1, 2, 3], "young")])));
    for (groups, found) in [
        (
            &[(&[1_usize, 0][..], "young")][..],
            "ids out of order, or twice",
        ),
        (
            &[(&[0, 1], "young"), (&[1, 2], "old")],
            "a ballot in two groups",
        ),
    ] {
        let problems = Close::read(&close(groups).to_bytes()).expect_err("out of order");
        assert_eq!(problems[0].found, found);
    }
}
