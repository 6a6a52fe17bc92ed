//! The checks that a budget may ask beyond the usual ones: each finds what it should, and has words for it.

mod support;

use std::collections::BTreeMap;

use counter::{Count, Terms, coarsened};
use documents::ballot::Channel;
use documents::budget::CheckName;
use documents::close::{Close, CloseFormat};
use documents::result::{Answer, Check, Fact, Refused};
use documents::{Ballot, Budget, Exact, Id, ResultFile, Signature, Slug, SlugMap};
use serde_json::{Value, json};
use support::{choices, example, some_ballots};

/// The larger example, asking every check, with these changes.
fn budget(change: impl Fn(&mut Value)) -> (Vec<u8>, Budget) {
    let mut json: Value = serde_json::from_slice(&example("aldermoor.json")).unwrap();
    let names = CheckName::ALL.iter().map(|name| name.name());
    json["checks"] = names.collect();
    change(&mut json);
    let bytes = serde_json::to_vec(&json).unwrap();
    let budget = Budget::read(&bytes).expect("the example is in order");
    (bytes, budget)
}

fn count(bytes: &[u8], ballots: &[Ballot], close: Option<Close>) -> ResultFile {
    let terms = Terms::read(bytes).expect("a budget");
    let mut count = match close {
        Some(close) => terms.closed(close),
        None => terms.open(),
    };
    for ballot in ballots {
        count.loose(&format!("{}.json", ballot.id()), &ballot.to_bytes());
    }
    count.finish().expect("there is a result")
}

/// All ballots count, and the ballot at each place has given these answers to the first questions.
fn close(
    budget: &Budget,
    ballots: &[Ballot],
    given: impl Fn(usize) -> Vec<Option<usize>>,
) -> Close {
    let said: BTreeMap<Id, SlugMap<Slug>> = ballots
        .iter()
        .enumerate()
        .map(|(at, ballot)| {
            let answers = budget.about.iter().zip(given(at));
            let answers = answers.filter_map(|(question, answer)| {
                Some((question.id.clone(), question.answers[answer?].id.clone()))
            });
            (ballot.id(), answers.collect())
        })
        .collect();
    let mut counted: Vec<Id> = ballots.iter().map(Ballot::id).collect();
    counted.sort_unstable();
    Close {
        format: CloseFormat,
        budget: budget.name(),
        revision: 1,
        keys: Vec::new(),
        counted,
        refused: Refused::default(),
        choices: None,
        about: coarsened(budget, &said),
        result: Id::of(b""),
        signature: Signature([0; 64]),
    }
}

fn check(result: &ResultFile, name: CheckName) -> &Check {
    let found = result.checks.iter().find(|check| check.check == name);
    found.expect("the budget asks for it")
}

fn only<'c>(check: &'c Check, says: &'c str) -> &'c Fact {
    let mut facts = check.facts(says);
    let fact = facts.next().unwrap_or_else(|| panic!("{says}: {check:?}"));
    assert_eq!(facts.next(), None, "{says} is said once");
    fact
}

fn exact(text: &str) -> Option<Exact> {
    Exact::parse(text)
}

/// Ballots of two places, of which the second wants something else.
fn of_two_places(budget: &Budget) -> Vec<Ballot> {
    let place = |name| Slug::parse(name);
    let mut ballots = some_ballots(budget, 50);
    for (at, ballot) in ballots.iter_mut().enumerate() {
        ballot.place = place(if at < 30 { "library" } else { "town-hall" });
        if at < 20 {
            ballot.channel = Channel::Paper;
        }
    }
    ballots
}

/// What a place or a channel is left out for is what a count of the other ballots comes to.
#[test]
fn a_place_left_out_is_a_count_without_it() {
    let (bytes, budget) = budget(|_| {});
    let ballots = of_two_places(&budget);
    let result = count(&bytes, &ballots, None);
    let found = check(&result, CheckName::Jackknife);
    let parts: Vec<_> = found
        .facts
        .iter()
        .map(|fact| {
            (
                fact.says.as_str(),
                fact.place
                    .as_ref()
                    .or(fact.channel.as_ref())
                    .unwrap()
                    .as_str(),
            )
        })
        .collect();
    assert_eq!(
        parts,
        [
            ("channel", "web"),
            ("channel", "paper"),
            ("place", "library"),
            ("place", "town-hall")
        ]
    );
    for fact in &found.facts {
        let others = ballots.iter().filter(|ballot| match &fact.place {
            Some(place) => ballot.place.as_ref() != Some(place),
            None => ballot.channel.name() != fact.channel.as_ref().unwrap().as_str(),
        });
        let others: Vec<Ballot> = others.cloned().collect();
        assert_eq!(Some((ballots.len() - others.len()) as u64), fact.ballots);
        let without = count(&bytes, &others, None);
        let mut lines: Vec<Exact> = without.outcome.iter().map(|line| line.exact).collect();
        lines.extend(without.unspent.map(|unspent| unspent.exact));
        assert_eq!(fact.lines, lines, "{:?}", fact.place);
    }
}

#[test]
fn a_place_too_small_to_be_shown_is_not_left_out_by_name() {
    let (bytes, budget) = budget(|_| {});
    let mut ballots = of_two_places(&budget);
    for ballot in &mut ballots[..5] {
        ballot.place = Slug::parse("garden-shed");
    }
    let result = count(&bytes, &ballots, None);
    let found = check(&result, CheckName::Jackknife);
    let places: Vec<_> = found
        .facts("place")
        .map(|fact| fact.place.as_ref().unwrap().as_str())
        .collect();
    // The town hall goes with the shed, whose five would be known from what is missing.
    assert_eq!(places, ["library"]);
}

/// The seed stands in the result, follows from the ballots, and gives the same bytes again.
#[test]
fn what_is_drawn_by_lot_is_drawn_alike_everywhere() {
    let (bytes, budget) = budget(|_| {});
    let ballots = some_ballots(&budget, 40);
    let result = count(&bytes, &ballots, None);
    let backwards: Vec<Ballot> = ballots.iter().rev().cloned().collect();
    assert_eq!(
        count(&bytes, &backwards, None).to_bytes(),
        result.to_bytes()
    );
    assert_eq!(ResultFile::read(&result.to_bytes()), Ok(result.clone()));
    let found = check(&result, CheckName::Bootstrap);
    let drawn = only(found, "drawn");
    assert_eq!(drawn.times, Some(400));
    let fewer = count(&bytes, &ballots[1..], None);
    let other = only(check(&fewer, CheckName::Bootstrap), "drawn").clone();
    assert_ne!(other.seed, drawn.seed);
    let lines = found.facts.iter().filter(|fact| fact.priority.is_some());
    for (fact, line) in lines.zip(&result.outcome) {
        let parts = |exact: Option<Exact>| exact.unwrap().in_parts(1);
        assert_eq!(fact.priority.as_ref(), Some(&line.priority));
        assert!(parts(fact.least) <= line.exact.in_parts(1), "{fact:?}");
        assert!(line.exact.in_parts(1) <= parts(fact.most), "{fact:?}");
    }
}

/// Two in three of the ballots are of a quarter of the people.
#[test]
fn groups_are_held_against_the_people_who_live_there() {
    let people = |json: &mut Value| {
        json["about"].as_array_mut().unwrap().truncate(1);
        json["about"][0]["answers"]
            .as_array_mut()
            .unwrap()
            .truncate(2);
        json["about"][0]["answers"][0]["population"] = json!(250);
        json["about"][0]["answers"][1]["population"] = json!(750);
    };
    let (bytes, budget) = budget(people);
    let ballots = some_ballots(&budget, 60);
    let answered = close(&budget, &ballots, |at| vec![Some(usize::from(at >= 40))]);
    let result = count(&bytes, &ballots, Some(answered));
    let turnout = check(&result, CheckName::Turnout);
    assert_eq!(turnout.answer, Answer::No);
    let (more, less) = (only(turnout, "group"), only(turnout, "less"));
    assert_eq!((more.share, more.beside), (exact("2/3"), exact("1/4")));
    assert_eq!((less.share, less.beside), (exact("1/3"), exact("3/4")));
    let rate = Exact::parse("2/75").unwrap().in_parts(1_000_000);
    let end = |end: Option<Exact>| end.unwrap().in_parts(1_000_000);
    assert!(end(less.low) < rate && rate < end(less.high));

    // Weighting comes to what as many ballots as people would have come to: one, and six for each of one.
    let weighted = only(check(&result, CheckName::Weighting), "question");
    let as_many = ballots.iter().enumerate().flat_map(|(at, ballot)| {
        (0..if at < 40 { 1 } else { 6 }).map(|copy| {
            let mut again = ballot.clone();
            again.nonce.0[15] = copy;
            again
        })
    });
    let as_many = count(&bytes, &as_many.collect::<Vec<_>>(), None);
    let amounts = |lines: &[documents::result::OutcomeLine]| {
        lines.iter().map(|line| line.amount).collect::<Vec<_>>()
    };
    assert_eq!(amounts(&weighted.outcome), amounts(&as_many.outcome));
}

#[test]
fn who_is_hidden_is_not_held_against_anybody() {
    let (bytes, budget) = budget(|json| {
        json["about"].as_array_mut().unwrap().truncate(1);
    });
    let ballots = some_ballots(&budget, 60);
    let some = close(&budget, &ballots, |at| vec![(at < 40).then_some(at % 2)]);
    let result = count(&bytes, &ballots, Some(some));
    assert_eq!(check(&result, CheckName::Turnout).answer, Answer::Untested);
    let weighting = check(&result, CheckName::Weighting);
    assert_eq!(weighting.facts("unheard").count(), 0);
    assert_eq!(weighting.facts("question").count(), 1);
    // Before the close nothing is known of anybody.
    let open = count(&bytes, &ballots, None);
    for name in [CheckName::Turnout, CheckName::Weighting] {
        assert_eq!(check(&open, name).answer, Answer::Untested);
    }
}

#[test]
fn several_questions_are_weighted_together() {
    let (bytes, budget) = budget(|json| {
        json["about"].as_array_mut().unwrap().remove(1);
        json["about"].as_array_mut().unwrap().truncate(2);
    });
    let ballots = some_ballots(&budget, 120);
    let answered = close(&budget, &ballots, |at| vec![Some(at % 4), Some(at / 4 % 3)]);
    let result = count(&bytes, &ballots, Some(answered));
    let weighting = check(&result, CheckName::Weighting);
    assert_eq!(weighting.facts("question").count(), 2);
    let together = only(weighting, "together");
    let given: u64 = together.outcome.iter().map(|line| line.amount).sum();
    assert_eq!(
        given + together.unspent.as_ref().unwrap().amount,
        budget.total
    );
}

#[test]
fn the_greatest_need_is_held_against_its_share_of_the_money() {
    let needs = |homes: u64, workforce: u64| {
        move |json: &mut Value| {
            for tag in json["tags"].as_array_mut().unwrap() {
                match tag["id"].as_str().unwrap() {
                    "homes" => tag["need"] = json!(homes),
                    "workforce" => tag["need"] = json!(workforce),
                    _ => {}
                }
            }
        }
    };
    let ballots = |budget: &Budget| some_ballots(budget, 30);
    let (bytes, great) = budget(needs(999, 1));
    let result = count(&bytes, &ballots(&great), None);
    let found = check(&result, CheckName::Need);
    assert_eq!(found.answer, Answer::No);
    let short = only(found, "short");
    assert_eq!(short.tag.as_ref().map(Slug::as_str), Some("homes"));
    assert_eq!(short.beside, exact("999/1000"));
    let serves = |tag: &str| {
        let lines = great.priorities.iter().zip(&result.outcome);
        let lines = lines.filter(|(line, _)| line.tags.iter().any(|own| own.as_str() == tag));
        lines.map(|(_, line)| line.amount).sum::<u64>()
    };
    assert_eq!(short.amount, exact(&serves("homes").to_string()));
    assert_eq!(
        only(found, "reached").amount,
        exact(&serves("workforce").to_string())
    );

    let (bytes, small) = budget(needs(1, 0));
    let result = count(&bytes, &ballots(&small), None);
    assert_eq!(check(&result, CheckName::Need).facts("short").count(), 1);
    let (bytes, nothing) = budget(|_| {});
    let result = count(&bytes, &ballots(&nothing), None);
    assert_eq!(check(&result, CheckName::Need).answer, Answer::Untested);
}

/// The mean is the average of the ballots, and within what they ask; to exaggerate pays under it, and under the ladder
/// it does not.
#[test]
fn exaggerating_pays_under_the_mean_alone() {
    let by = |rule: &'static str| {
        let (bytes, budget) = budget(|json| {
            json["rule"] = json!(rule);
            json["limits"] = json!([]);
            json["consequences"] = json!([]);
        });
        count(&bytes, &some_ballots(&budget, 25), None)
    };
    let (mean, ladder) = (by("mean"), by("ladder"));
    let found = check(&mean, CheckName::Manipulation);
    assert_eq!(found.answer, Answer::No);
    let gain = only(found, "gain");
    assert!(mean.counted.contains(&gain.ballot.unwrap()));
    assert_eq!(
        gain.lines.iter().map(|line| line.in_parts(1)).sum::<i128>(),
        2_000_000
    );
    assert_eq!(check(&ladder, CheckName::Manipulation).answer, Answer::Yes);
    assert_eq!(
        only(check(&mean, CheckName::MeanDistance), "together").amount,
        exact("0")
    );
    assert_eq!(check(&mean, CheckName::MeanDistance).answer, Answer::Yes);
    assert_ne!(
        only(check(&ladder, CheckName::MeanDistance), "together").amount,
        exact("0")
    );
    assert_eq!(check(&mean, CheckName::Range).answer, Answer::Yes);
}

#[test]
fn a_line_that_nobody_asked_so_little_for_is_out_of_range() {
    // Independent markets may give less than every ballot asks: (½,0,0,½) and (½,1/10,3/10,1/10).
    let line = |id: &str| {
        json!({
            "id": id, "name": {"en": id}, "about": {"en": "A line."}, "floor": 0, "cap": 1000, "today": 250,
        })
    };
    let lines = ["a", "b", "c", "d"].map(line);
    let (bytes, budget) = budget(|json| {
        *json = json!({
            "format": "common-purse/budget/1", "id": "four", "languages": ["en"], "title": {"en": "Four"},
            "summary": {"en": "Four lines."}, "organiser": {"name": {"en": "We"}}, "currency": "GBP",
            "total": 1000, "step": 1, "dates": {"opens": "2027-01-01", "closes": "2027-01-31"},
            "promise": {"who": {"en": "We"}, "by": "2027-03-01", "says": {"en": "An answer."}},
            "priorities": lines,
            "rule": "independent-markets", "checks": ["range"],
        });
    });
    let mut ballots = some_ballots(&budget, 2);
    for (ballot, amounts) in ballots
        .iter_mut()
        .zip([[500, 0, 0, 500], [500, 100, 300, 100]])
    {
        let ids = budget.priorities.iter().map(|line| line.id.clone());
        ballot.choices = choices(ids.zip(amounts).collect());
    }
    let result = count(&bytes, &ballots, None);
    let found = check(&result, CheckName::Range);
    assert_eq!(found.answer, Answer::No);
    let outside = only(found, "outside");
    assert_eq!(outside.priority.as_ref().map(Slug::as_str), Some("a"));
    assert_eq!(
        (outside.amount, outside.least),
        (exact("450"), exact("500"))
    );
}

/// Whoever waits for the outcome has it before any check that counts many times; in the end every check stands in the
/// budget's order.
#[test]
fn the_outcome_comes_before_the_checks_that_take_long() {
    let (bytes, budget) = budget(|_| {});
    let told = |bytes: &[u8]| {
        let mut count = Count::new(bytes).expect("a budget");
        for ballot in of_two_places(&budget) {
            count.loose(&format!("{}.json", ballot.id()), &ballot.to_bytes());
        }
        let mut first = None;
        let result = count
            .finish_telling(|told, _| first = Some(told.clone()))
            .map(|(result, _)| result);
        (first, result.expect("there is a result"))
    };
    let (first, result) = told(&bytes);
    let first = first.expect("it is told");
    assert_eq!(
        (&first.outcome, &first.counted),
        (&result.outcome, &result.counted)
    );
    let names = |result: &ResultFile| result.checks.iter().map(Check::name).collect::<Vec<_>>();
    let late = [
        CheckName::Jackknife,
        CheckName::Bootstrap,
        CheckName::Manipulation,
    ];
    let quick = CheckName::ALL
        .iter()
        .copied()
        .filter(|name| !late.contains(name));
    assert_eq!(names(&first), quick.collect::<Vec<_>>());
    assert_eq!(names(&result), CheckName::ALL);
}

/// A budget that names no checks asks the usual ones.
#[test]
fn nobody_is_asked_more_than_the_budget_asks() {
    let (bytes, budget) = budget(|json| {
        json.as_object_mut().unwrap().remove("checks");
    });
    let result = count(&bytes, &some_ballots(&budget, 12), None);
    let names: Vec<CheckName> = result.checks.iter().map(Check::name).collect();
    assert_eq!(names, CheckName::USUAL);
}

/// Every answer and every fact has words, which ask for no figure that the fact lacks.
#[test]
fn what_a_check_says_has_words() {
    let path = format!("{}/../../locales/en.json", env!("CARGO_MANIFEST_DIR"));
    let words: BTreeMap<String, String> =
        serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let text = |check: &str, says: &str| {
        let key = format!("fair.{check}.{says}").replace('-', "_");
        words.get(&key)
    };
    let (bytes, budget) = budget(|json| {
        json["tags"][0]["need"] = json!(7);
        json["rule"] = json!("mean");
    });
    let ballots = of_two_places(&budget);
    let answered = close(&budget, &ballots, |at| {
        vec![Some(at % 2), None, Some(at % 2)]
    });
    let mut said = 0;
    for close in [None, Some(answered)] {
        let result = count(&bytes, &ballots, close);
        for check in &result.checks {
            let name = check.check.name();
            let answer = check.answer.name();
            assert!(
                text(name, if check.tested() { answer } else { "asked" }).is_some(),
                "{name}"
            );
            for fact in check
                .facts
                .iter()
                .filter(|fact| fact.says.as_str() != "gini")
            {
                let says = fact.says.as_str();
                let words = text(name, says).unwrap_or_else(|| panic!("{name}: {says}"));
                let fields = serde_json::to_value(fact).unwrap();
                let places = words
                    .split('{')
                    .skip(1)
                    .filter_map(|rest| rest.split_once('}'));
                for (place, _) in places {
                    assert!(fields.get(place).is_some(), "{name}: {says} has no {place}");
                    said += 1;
                }
            }
        }
    }
    assert!(said > 60, "{said}");
    for name in CheckName::ALL {
        for answer in ["yes", "no"] {
            assert!(text(name.name(), answer).is_some(), "{name:?}: {answer}");
        }
    }
}
