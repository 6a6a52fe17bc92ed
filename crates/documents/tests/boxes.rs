//! Listings, as servers write them and as networks break them.

use documents::boxes::{Listing, ListingError, ballot_path, bundle_path, id_of, result_path};
use documents::{Id, boxes};

fn listed(id: &Id) -> String {
    format!(
        "{{ \"name\":\"{id}.json\", \"type\":\"file\", \"mtime\":\"Wed, 11 Nov 2026 10:00:00 GMT\", \"size\":412 }}"
    )
}

fn listing(files: &[String]) -> String {
    format!("[\n{}\n]", files.join(",\n"))
}

#[test]
fn a_listing_gives_sorted_ids_and_names_what_it_does_not_know() {
    let (a, b) = (Id::of(b"a"), Id::of(b"b"));
    let text = listing(&[
        listed(&b),
        listed(&a),
        listed(&b),
        "{ \"name\":\"2026\", \"type\":\"directory\", \"mtime\":\"Wed, 11 Nov 2026 10:00:00 GMT\" }".into(),
        "{ \"name\":\"readme.txt\", \"type\":\"file\", \"size\":1.5 }".into(),
        "{ \"name\":\".hidden.json\", \"type\":\"file\", \"size\":1 }".into(),
        "{ \"name\":\"mine.json\", \"type\":\"file\", \"size\":1 }".into(),
        format!("{{ \"name\":\"{}.json\", \"owner\":{{}} }}", a.to_string().to_uppercase()),
    ]);
    let found = Listing::read(text.as_bytes(), boxes::JSON).expect("a listing");
    let mut ids = vec![a, b];
    ids.sort_unstable();
    assert_eq!(found.ids, ids);
    assert_eq!(
        found.strays,
        [
            "2026/".into(),
            format!("{}.json", a.to_string().to_uppercase()),
            "mine.json".into(),
            "readme.txt".into()
        ]
    );
}

#[test]
fn a_listing_cut_anywhere_is_said_to_be_cut() {
    let text = listing(&[listed(&Id::of(b"a")), listed(&Id::of(b"b"))]);
    for end in 1..text.len() {
        assert_eq!(
            Listing::read(&text.as_bytes()[..end], boxes::JSON),
            Err(ListingError::Cut),
            "{}",
            &text[..end]
        );
    }
}

#[test]
fn what_is_no_listing_is_said_to_be_none() {
    let no_listings: [&[u8]; 6] = [
        b"",
        b"<html>Log in</html>",
        b"{}",
        b"[1]",
        b"[{}]",
        b"[{\"name\":1}]",
    ];
    for bytes in no_listings {
        assert!(
            matches!(
                Listing::read(bytes, boxes::JSON),
                Err(ListingError::NotAListing(_))
            ),
            "{bytes:?}"
        );
    }
    assert_eq!(Listing::read(b"[]", boxes::JSON), Ok(Listing::default()));
}

#[test]
fn paths_and_names_fit_each_other() {
    let id = Id::of(b"a");
    assert_eq!(ballot_path(&id), format!("ballots/{id}.json"));
    assert_eq!(bundle_path(&id), format!("bundle/{id}.jsonl"));
    assert_eq!(result_path(&id), format!("results/{id}.json"));
    assert_eq!(id_of(&format!("{id}.json"), boxes::JSON), Some(id));
    assert_eq!(id_of(&format!("{id}.jsonl"), boxes::JSON), None);
    assert_eq!(id_of(&id.to_string(), boxes::JSON), None);
}

#[test]
fn a_name_is_shown_short_and_plain() {
    assert_eq!(
        boxes::shown("ballots/a\u{202e}b\n.json"),
        "ballots/aU+202EbU+000A.json"
    );
    assert_eq!(boxes::shown(&"x".repeat(500)).chars().count(), 264);
}

/// What a phone, an e-mail program or somebody who copies files makes of a ballot's name.
#[test]
fn a_ballot_whose_name_is_not_quite_right_is_a_stray_and_never_lost() {
    let id = Id::of(b"a");
    let odd = [
        format!("{id}.JSON"),
        format!("{id}.Json"),
        format!("{id}.json.txt"),
        format!("{id}.jsonl"),
        format!("{id}.json~"),
        format!("{id}.json.part"),
        format!("{id} (1).json"),
        format!("{id} - Copy.json"),
        format!("{id}.json "),
        format!("{id}"),
        format!("{}.json", &id.to_string()[1..]),
        format!("{}.json", id.to_string().to_uppercase()),
        "Box copy/".to_owned(),
        "readme.txt".to_owned(),
    ];
    let good = format!("{id}.json");
    let names = odd
        .iter()
        .map(String::as_str)
        .chain([good.as_str(), ".DS_Store"]);
    let found = Listing::of(names, boxes::JSON);
    let mut expected = odd.to_vec();
    expected.sort_unstable();
    assert_eq!(
        (found.ids, found.strays, found.more_strays),
        (vec![id], expected, 0)
    );
}

#[test]
fn a_flood_of_junk_names_is_counted_and_the_first_are_named_whatever_their_order() {
    let names: Vec<String> = (0..50_000)
        .map(|number| format!("junk-{number:06}.txt"))
        .collect();
    let found = Listing::of(names.iter().map(String::as_str), boxes::JSON);
    assert_eq!((found.strays.len(), found.more_strays), (1000, 49_000));
    assert_eq!(found.strays[999], "junk-000999.txt");
    let back = Listing::of(names.iter().rev().map(String::as_str), boxes::JSON);
    assert_eq!(back, found);
}
