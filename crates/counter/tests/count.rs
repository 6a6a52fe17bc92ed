//! From a box's files to a result.

use counter::{Count, Failure};
use documents::ballot::{BallotFormat, Channel};
use documents::result::{Check, Difference, ResultFile};
use documents::{Ballot, Budget, Id, Nonce, Refusal, Slug, boxes, bundle};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

fn example(name: &str) -> Vec<u8> {
    let path = format!("{}/../../budgets/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn slug(name: &str) -> Slug {
    Slug::parse(name).expect("a slug")
}

/// A small random number, the same for the same seed everywhere (xorshift64*).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % n
    }
}

/// A ballot that keeps all limits: random steps from the floors up, tried until the limits on groups are kept.
fn ballot(budget: &Budget, seed: u64) -> Ballot {
    let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    loop {
        let mut amounts: Vec<u64> = budget
            .priorities
            .iter()
            .map(|priority| priority.floor)
            .collect();
        let mut left = budget.total - amounts.iter().sum::<u64>();
        while left > 0 {
            let i = dice.below(amounts.len() as u64) as usize;
            if amounts[i] < budget.priorities[i].cap {
                amounts[i] += budget.step;
                left -= budget.step;
            }
        }
        let ids = budget.priorities.iter().map(|priority| priority.id.clone());
        let mut nonce = [0; 16];
        nonce[..8].copy_from_slice(&seed.to_le_bytes());
        let ballot = Ballot {
            format: BallotFormat,
            budget: budget.id.clone(),
            amounts: ids.zip(amounts).collect(),
            no_view: Default::default(),
            about: budget
                .about
                .iter()
                .filter_map(|question| {
                    let answer = question
                        .answers
                        .get(dice.below(question.answers.len() as u64 + 1) as usize)?;
                    Some((question.id.clone(), answer.id.clone()))
                })
                .collect(),
            channel: Channel::Web,
            place: None,
            nonce: Nonce(nonce),
        };
        if ballot.check(budget).is_ok() {
            return ballot;
        }
    }
}

/// The files of a box: bundles and loose ballots, by name.
#[derive(Clone, Default)]
struct Files {
    bundles: Vec<Vec<u8>>,
    loose: Vec<(String, Vec<u8>)>,
}

impl Files {
    fn loose_ballots(ballots: &[Ballot]) -> Self {
        let loose = ballots
            .iter()
            .map(|ballot| (format!("{}.json", ballot.id()), ballot.to_bytes()));
        Self {
            bundles: Vec::new(),
            loose: loose.collect(),
        }
    }

    fn count(&self, budget: &[u8]) -> Result<ResultFile, Failure> {
        let mut count = Count::new(budget).expect("the budget is in order");
        for bundle in &self.bundles {
            count.bundle(&format!("{}.jsonl", Id::of(bundle)), bundle, |_| ());
        }
        for (name, bytes) in &self.loose {
            count.loose(name, bytes);
        }
        count.finish()
    }
}

fn some_ballots(budget: &Budget, number: u64) -> Vec<Ballot> {
    (1..=number).map(|seed| ballot(budget, seed)).collect()
}

#[test]
fn a_result_reads_back_and_stands_for_its_ballots() {
    let bytes = example("aldermoor.json");
    let budget = Budget::read(&bytes).expect("the example is in order");
    let ballots = some_ballots(&budget, 120);
    let result = Files::loose_ballots(&ballots)
        .count(&bytes)
        .expect("there is a result");

    assert_eq!(ResultFile::read(&result.to_bytes()), Ok(result.clone()));
    let mut ids: Vec<Id> = ballots.iter().map(Ballot::id).collect();
    ids.sort_unstable();
    assert_eq!(result.counted, ids);
    assert_eq!(result.budget.sha256, Id::of(&bytes));
    let unspent = result
        .unspent
        .as_ref()
        .expect("the example allows unspent money");
    let spent: u64 = result.outcome.iter().map(|line| line.amount).sum();
    assert_eq!(spent + unspent.amount, budget.total);
    assert_eq!(
        result.checks.iter().map(Check::name).collect::<Vec<_>>(),
        budget.checks
    );
    assert!(result.checks[0].holds(), "limits are kept");
    assert_eq!(
        result.to_csv(&budget, &budget.languages[0]).lines().count(),
        1 + budget.priorities.len() + 1
    );
}

#[test]
fn order_bundles_and_copies_change_no_byte() {
    let bytes = example("small-fund.json");
    let budget = Budget::read(&bytes).expect("the example is in order");
    let ballots = some_ballots(&budget, 60);
    let loose = Files::loose_ballots(&ballots);
    let expected = loose.count(&bytes).expect("there is a result").to_bytes();

    let backwards = Files {
        loose: loose.loose.iter().rev().cloned().collect(),
        ..loose.clone()
    };
    let pack = |ballots: &[(String, Vec<u8>)]| {
        bundle::pack(ballots.iter().map(|(_, bytes)| bytes.as_slice()))
    };
    let bundled = Files {
        bundles: vec![pack(&loose.loose)],
        loose: Vec::new(),
    };
    let both = Files {
        bundles: vec![pack(&loose.loose[..40]), pack(&loose.loose[20..])],
        loose: loose.loose.clone(),
    };
    for (name, files) in [
        ("backwards", backwards),
        ("bundled", bundled),
        ("both", both),
    ] {
        assert_eq!(
            files.count(&bytes).map(|result| result.to_bytes()),
            Ok(expected.clone()),
            "{name}"
        );
    }
}

/// A bundled ballot counts, whatever became of its loose copy, and whichever is read first.
#[test]
fn a_spoilt_copy_of_a_bundled_ballot_changes_no_byte() {
    let bytes = example("small-fund.json");
    let budget = Budget::read(&bytes).expect("the example is in order");
    let ballots = some_ballots(&budget, 3);
    let packed = bundle::pack(
        ballots
            .iter()
            .map(Ballot::to_bytes)
            .collect::<Vec<_>>()
            .iter()
            .map(Vec::as_slice),
    );
    let (bundle_name, spoilt) = (
        format!("{}.jsonl", Id::of(&packed)),
        format!("{}.json", ballots[0].id()),
    );
    let mut first = Count::new(&bytes).expect("in order");
    first.loose(&spoilt, b"spoilt");
    first.bundle(&bundle_name, &packed, |_| ());
    let mut last = Count::new(&bytes).expect("in order");
    last.bundle(&bundle_name, &packed, |_| ());
    last.loose(&spoilt, b"spoilt");
    let (first, last) = (
        first.finish().expect("a result"),
        last.finish().expect("a result"),
    );
    assert_eq!(first.to_bytes(), last.to_bytes());
    assert_eq!((first.counted.len(), first.refused.number), (3, 0));
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
        budget: slug("other"),
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
                budget: slug("other"),
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
fn a_box_of_simulated_ballots_alone_is_counted_and_marked() {
    let bytes = example("small-fund.json");
    let budget = Budget::read(&bytes).expect("the example is in order");
    let simulated = |ballot: Ballot| Ballot {
        channel: Channel::Simulated,
        ..ballot
    };
    let ballots: Vec<Ballot> = some_ballots(&budget, 5)
        .into_iter()
        .map(simulated)
        .collect();
    let result = Files::loose_ballots(&ballots)
        .count(&bytes)
        .expect("there is a result");
    assert!(result.simulated);
    assert_eq!((result.counted.len(), result.refused.number), (5, 0));
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

#[test]
fn small_groups_are_hidden_everywhere() {
    let bytes = example("aldermoor.json");
    let budget = Budget::read(&bytes).expect("the example is in order");
    let question = budget.about[0].id.clone();
    let answers: Vec<Slug> = budget.about[0]
        .answers
        .iter()
        .map(|answer| answer.id.clone())
        .collect();
    let with_answer = |seed: u64| {
        let mut ballot = ballot(&budget, seed);
        ballot.about.clear();
        let answer = match seed {
            1..=3 => Some(0),
            4..=40 => Some(1),
            41..=55 => Some(2),
            56..=80 => None,
            _ => Some(3),
        };
        if let Some(answer) = answer {
            ballot
                .about
                .insert(question.clone(), answers[answer].clone());
        }
        ballot
    };
    let ballots: Vec<Ballot> = (1..=100).map(with_answer).collect();
    let result = Files::loose_ballots(&ballots)
        .count(&bytes)
        .expect("there is a result");
    let shown: Vec<Option<u64>> = result.turnout[0]
        .answers
        .iter()
        .map(|answer| answer.ballots)
        .collect();
    assert_eq!(
        shown,
        [None, Some(37), None, Some(20)],
        "3 is too few, and 15 would give it away"
    );
    assert_eq!(result.turnout[0].unanswered, Some(25));
    for check in &result.checks {
        let groups: Vec<&Slug> = match check {
            Check::Agreement { groups, .. } => {
                groups.iter().map(|group| &group.group.answer).collect()
            }
            Check::FairShare { groups, .. } => {
                groups.iter().map(|group| &group.group.answer).collect()
            }
            _ => continue,
        };
        assert_eq!(groups, [&answers[1], &answers[3]], "{check:?}");
    }
}

#[test]
fn an_empty_box_has_no_result() {
    let result = Files::default().count(&example("small-fund.json"));
    assert_eq!(result.map_err(|failure| failure.code()), Err("no-ballots"));
}

#[test]
fn the_limits_of_every_example_can_be_kept() {
    for name in ["aldermoor.json", "small-fund.json"] {
        let budget = Budget::read(&example(name)).expect("the example is in order");
        assert_eq!(counter::can_be_kept(&budget), Ok(()), "{name}");
    }
}

/// Whatever the split into bundles and loose files, and whatever is added or left out, compare says just that.
#[test]
fn compare_names_the_ballots_that_differ() {
    let bytes = example("small-fund.json");
    let budget = Budget::read(&bytes).expect("the example is in order");
    let ballots = some_ballots(&budget, 30);
    let mut runner = TestRunner::new_with_rng(
        Config {
            cases: 24,
            ..Config::default()
        },
        proptest::test_runner::TestRng::deterministic_rng(
            proptest::test_runner::RngAlgorithm::ChaCha,
        ),
    );
    let sides = (
        prop::collection::vec(any::<bool>(), 30),
        prop::collection::vec(any::<bool>(), 30),
    );
    let choose = |side: &[bool]| -> Vec<Ballot> {
        ballots
            .iter()
            .zip(side)
            .filter(|(_, there)| **there)
            .map(|(ballot, _)| ballot.clone())
            .collect()
    };
    let check = |(own, other): (Vec<bool>, Vec<bool>)| {
        let (own, other) = (choose(&own), choose(&other));
        prop_assume!(!own.is_empty() && !other.is_empty());
        let count = |ballots: &[Ballot]| {
            Files::loose_ballots(ballots)
                .count(&bytes)
                .expect("there is a result")
        };
        let (own, other) = (count(&own), count(&other));
        let found = own.compare(&other);
        prop_assert_eq!(found.is_empty(), own.to_bytes() == other.to_bytes());
        let only = |these: &ResultFile, those: &ResultFile| -> Vec<Id> {
            these
                .counted
                .iter()
                .filter(|id| !those.counted.contains(id))
                .copied()
                .collect()
        };
        for (ids, difference) in [
            (
                only(&own, &other),
                Difference::OnlyOwn as fn(Vec<Id>) -> Difference,
            ),
            (only(&other, &own), Difference::OnlyOther),
        ] {
            prop_assert_eq!(found.contains(&difference(ids.clone())), !ids.is_empty());
        }
        Ok(())
    };
    runner
        .run(&sides, check)
        .expect("every difference is named");
}
