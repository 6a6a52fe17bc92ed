//! Files that are not counted, each with its reason.

mod support;

use counter::{Count, Failure};
use documents::ballot::Channel;
use documents::budget::{BudgetName, Other};
use documents::result::Difference;
use documents::{Ballot, Budget, Id, Refusal, Slug, boxes, bundle};
use support::{Files, ballot, example, some_ballots};

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
    above
        .amounts
        .insert(line.clone(), budget.priorities[0].cap + budget.step);
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
            Refusal::AboveCap {
                priority: line,
                amount,
                cap: amount - budget.step,
            },
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

#[test]
fn a_flood_of_bad_files_makes_no_endless_result() {
    let bytes = example("small-fund.json");
    let budget = Budget::read(&bytes).expect("the example is in order");
    let mut files = Files::loose_ballots(&some_ballots(&budget, 1));
    files
        .loose
        .extend((0..5000).map(|i| (format!("junk-{i}.json"), Vec::new())));
    let refused = files.count(&bytes).expect("there is a result").refused;
    assert_eq!((refused.number, refused.files.len()), (5000, 1000));
    assert!(refused.files.is_sorted());
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
