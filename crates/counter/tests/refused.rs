//! Files that are not counted, each with its reason.

mod support;

use counter::{Count, Failure};
use documents::ballot::Channel;
use documents::budget::{BudgetName, Other};
use documents::plan::{Broken, BrokenLimit};
use documents::result::{Difference, Refused, RefusedFile};
use documents::{
    Ballot, Budget, Id, NameSignature, PublicKey, Refusal, SignedName, Slug, boxes, bundle,
};
use support::{Files, amounts_of, ballot, choices, example, some_ballots};

fn slug(name: &str) -> Slug {
    Slug::parse(name).expect("a slug")
}

#[test]
fn bad_files_are_refused_one_by_one_and_change_nothing_else() {
    let bytes = example("small-fund.json");
    let budget = Budget::read(&bytes).expect("the example is in order");
    let ballots = some_ballots(&budget, 20);
    let good = Files::loose_ballots(&ballots);
    let clean = good.count(&bytes).expect("there is a result");

    let named = |bytes: &[u8]| (format!("{}.json", Id::of(bytes)), bytes.to_vec());
    let line = budget.priorities[0].id.clone();
    let mut above = ballots[0].clone();
    amounts_of(&mut above).insert(line.clone(), budget.priorities[0].cap + budget.step);
    let amount = budget.priorities[0].cap + budget.step;
    let mut newline = ballots[0].to_bytes();
    newline.push(b'\n');
    let end = newline.len() as u64;
    let other = Ballot {
        budget: BudgetName {
            id: slug("other"),
            ..budget.name()
        },
        ..ballots[1].clone()
    };
    let simulated = Ballot {
        channel: Channel::Simulated,
        ..ballots[2].clone()
    };
    let wrong = Id::of(b"wrong");
    let at = |line, column| Refusal::Malformed {
        path: "$".into(),
        line,
        column,
    };
    let cases = [
        (
            named(&above.to_bytes()),
            Refusal::Breaks(BrokenLimit {
                reason: Broken::AboveCap,
                id: Some(line),
                amount,
                bound: amount - budget.step,
            }),
        ),
        (named(&newline), Refusal::NotCanonical { byte: end }),
        (
            named(&other.to_bytes()),
            Refusal::OtherBudget {
                other: Other::Event,
                budget: other.budget.clone(),
            },
        ),
        (named(&simulated.to_bytes()), Refusal::Simulated {}),
        (named(b""), at(1, 1)),
        (named(b"<html>"), at(1, 1)),
        (
            named(&vec![b' '; 20_000]),
            Refusal::TooLarge { most: 16_384 },
        ),
        (
            (format!("{wrong}.json"), ballots[3].to_bytes()),
            Refusal::WrongName {
                hash: ballots[3].id(),
            },
        ),
        (
            ("notes.json".into(), ballots[4].to_bytes()),
            Refusal::BadName {},
        ),
    ];
    let mut files = good.clone();
    files
        .loose
        .extend(cases.iter().map(|(file, _)| file.clone()));
    files.bundles.push(b"not a ballot\n".to_vec());
    let result = files.count(&bytes).expect("there is a result");

    for ((name, _), why) in &cases {
        let path = format!("ballots/{name}");
        let refused = result.refused.files.iter().find(|file| file.name == path);
        assert_eq!(refused.map(|file| &file.why), Some(why), "{path}");
    }
    let in_bundle = boxes::ballot_path(&Id::of(b"not a ballot"));
    assert!(
        result
            .refused
            .files
            .iter()
            .any(|file| file.name == in_bundle),
        "a bad line of a bundle is named"
    );
    assert_eq!(result.refused.number, cases.len() as u64 + 1);
    let expected = [Difference::Refused {
        own: 0,
        other: result.refused.number,
    }];
    assert_eq!(clean.compare(&result), expected, "nothing else differs");
}

#[test]
fn a_bundle_that_does_not_fit_its_name_is_refused_whole() {
    let bytes = example("small-fund.json");
    let budget = Budget::read(&bytes).expect("the example is in order");
    let ballot = ballot(&budget, 1);
    let packed = bundle::pack([ballot.to_bytes().as_slice()]);
    let mut count = Count::new(&bytes).expect("in order");
    let name = format!("{}.jsonl", Id::of(b"other bytes"));
    count.bundle(&name, &packed, |_| ());
    count.bundle("ballots.jsonl", &packed, |_| ());
    let Err(Failure::NoBallots(refused)) = count.finish() else {
        panic!("nothing counts")
    };
    let expected = [
        (
            format!("bundle/{name}"),
            Refusal::WrongName {
                hash: Id::of(&packed),
            },
        ),
        ("bundle/ballots.jsonl".into(), Refusal::BadName {}),
    ];
    for (name, why) in expected {
        assert!(
            refused
                .files
                .iter()
                .any(|file| file.name == name && file.why == why),
            "{name}: {refused:?}"
        );
    }
}

/// Names that sort before every ballot's, and after: the ballots of people are named all the same, in few bytes.
#[test]
fn a_flood_of_junk_pushes_no_refused_ballot_out_of_the_result() {
    let bytes = example("small-fund.json");
    let budget = Budget::read(&bytes).expect("the example is in order");
    let ballots = some_ballots(&budget, 60);
    let mut files = Files::loose_ballots(&ballots[..1]);
    let nothing = budget.priorities.iter().map(|line| (line.id.clone(), 0));
    let greedy = ballots[1..].iter().map(|ballot| Ballot {
        choices: choices(nothing.clone().collect()),
        ..ballot.clone()
    });
    let greedy: Vec<Id> = greedy
        .map(|ballot| {
            let bytes = ballot.to_bytes();
            let id = Id::of(&bytes);
            files.loose.push((format!("{id}.json"), bytes));
            id
        })
        .collect();
    for junk in 0..1200 {
        files.loose.push((format!("-{junk}.json"), Vec::new()));
        files.loose.push((format!("zz-{junk}.json"), Vec::new()));
        // Well named, and not what the name says.
        let name = Id::of(format!("junk {junk}").as_bytes());
        files.loose.push((format!("{name}.json"), b"junk".to_vec()));
    }
    let refused = files.count(&bytes).expect("there is a result").refused;
    assert_eq!(refused.number, 3 * 1200 + 59);
    let number = |reason: &str| refused.reasons.get(&slug(reason)).copied();
    assert_eq!(number("bad-name"), Some(2400));
    assert_eq!(number("wrong-name"), Some(1200));
    for id in &greedy {
        let path = boxes::ballot_path(id);
        assert!(refused.files.iter().any(|file| file.name == path), "{id}");
    }
    assert_eq!(refused.files.len(), greedy.len() + 2 * Refused::EXAMPLES);
    assert!(refused.files.is_sorted());
    files.loose.reverse();
    assert_eq!(files.count(&bytes).expect("again").refused, refused);
}

/// Anybody can write the name of a known code on a file: of each code a few are named, so that neither a flood under one
/// code hides another's, nor many make the result long.
#[test]
fn files_that_bear_a_codes_name_are_named_for_each_code() {
    let key = |n: u8| PublicKey([n; 32]);
    let file = |key, junk: u32, why| RefusedFile {
        name: boxes::signed_path(&SignedName {
            key,
            revision: 1,
            id: Id::of(&junk.to_le_bytes()),
            signature: NameSignature::of(&[0; 64]),
        }),
        why,
    };
    let mut files: Vec<RefusedFile> = (0..5000)
        .map(|junk| file(key(1), junk, Refusal::WrongSignature {}))
        .collect();
    files.push(file(key(2), 0, Refusal::WrongSignature {}));
    files.extend((0..5000).map(|junk| file(key(3), junk, Refusal::UnknownCode {})));
    let by = Id::of(b"later");
    files.extend((0..500).map(|junk| file(key(1), junk + 9000, Refusal::Replaced { by })));
    files.sort();
    let refused = Refused::of(&files);
    let named = |key: PublicKey, reason: &str| {
        let of =
            |file: &&RefusedFile| file.name.contains(&key.to_string()) && file.why.tag() == reason;
        refused.files.iter().filter(of).count()
    };
    assert_eq!(refused.number, 10_501);
    assert_eq!(named(key(1), "wrong-signature"), Refused::OF_A_CODE);
    assert_eq!(named(key(2), "wrong-signature"), 1);
    assert_eq!(named(key(3), "unknown-code"), Refused::EXAMPLES);
    assert_eq!(named(key(1), "replaced"), 500, "signed by the code itself");
}

/// The names of two lines change places under a running box: no ballot may count for the other line.
#[test]
fn ballots_cast_before_a_change_of_the_budget_do_not_count_after_it() {
    let before = example("small-fund.json");
    let mut value: serde_json::Value = serde_json::from_slice(&before).expect("JSON");
    let first = value["priorities"][0]["name"].take();
    value["priorities"][0]["name"] = value["priorities"][1]["name"].take();
    value["priorities"][1]["name"] = first;
    let after = value.to_string().into_bytes();
    let [old, new] = [&before, &after].map(|bytes| Budget::read(bytes).expect("a budget"));
    assert_eq!(old.id, new.id);

    let mut ballots = some_ballots(&old, 3);
    ballots.extend(some_ballots(&new, 2));
    let files = Files::loose_ballots(&ballots);
    for (bytes, counted, refused, edition) in [(&after, 2, 3, &old), (&before, 3, 2, &new)] {
        let result = files.count(bytes).expect("there is a result");
        assert_eq!(result.counted.len(), counted);
        assert_eq!(result.refused.files.len(), refused);
        for file in &result.refused.files {
            assert_eq!(
                file.why,
                Refusal::OtherBudget {
                    other: Other::Edition,
                    budget: edition.name(),
                }
            );
        }
    }
}
