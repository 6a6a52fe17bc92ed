//! What the pages ask of a budget, and the limits that must be possible to keep together.

mod common;

use common::{budget, budget_text};
use documents::{Budget, Lang, Plan, Slug, Text};
use proptest::prelude::*;

fn slug(name: &str) -> Slug {
    Slug::parse(name).expect("a slug")
}

fn aldermoor() -> Budget {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../budgets/aldermoor.json");
    Budget::read(&std::fs::read(path).expect("the example is part of the project"))
        .expect("the example is in order")
}

#[test]
fn what_is_left_out_has_its_documented_meaning() {
    let budget = budget();
    assert_eq!(
        (
            budget.smallest_cell,
            budget.results_open,
            budget.ballot_box.as_str()
        ),
        (10, true, "box/")
    );
    assert_eq!(budget.rule.name(), "ladder");
    assert_eq!(budget.checks.len(), 4);
    assert_eq!(
        (budget.tags.len(), budget.headline, budget.organiser.contact),
        (0, None, None)
    );
}

#[test]
fn consequences_add_up_over_several_lines() {
    let budget = aldermoor();
    let plan = Plan::of(&budget);
    let mut amounts = plan.today();
    let said = |amounts: &[u64]| -> Vec<String> {
        let follows = plan.consequences(amounts).into_iter();
        follows
            .map(|at| budget.consequences[at].id.to_string())
            .collect()
    };
    assert!(!said(&amounts).contains(&"stuck-in-hospital".to_string()));
    let at = |id: &str| {
        budget
            .position(&slug(id))
            .expect("a priority of the example")
    };
    amounts[at("homes-after-hospital")] = 190_000;
    assert!(
        !said(&amounts).contains(&"stuck-in-hospital".to_string()),
        "one of two conditions is not enough"
    );
    amounts[at("care-workers")] = 240_000;
    assert!(said(&amounts).contains(&"stuck-in-hospital".to_string()));
}

#[test]
fn shares_and_levels() {
    let budget = aldermoor();
    let plan = Plan::of(&budget);
    let share = plan.headline_share(&plan.today());
    assert!(share.is_some_and(|share| 0 < share && share < 100));
    let mut untagged = budget.clone();
    untagged.headline = Some(slug("no-such-tag"));
    assert_eq!(Plan::of(&untagged).headline_share(&plan.today()), Some(0));
    let line = &budget.priorities[0];
    let first = &line.levels[0];
    assert_eq!(line.level_at(first.amount), Some(first));
    assert_eq!(
        first
            .amount
            .checked_sub(1)
            .and_then(|less| line.level_at(less)),
        None
    );
    assert_eq!(line.level_after(first.amount), line.levels.get(1));
    assert_eq!(line.level_after(u64::MAX), None);
}

#[test]
fn a_text_falls_back_to_its_first_language() {
    let budget = aldermoor();
    let lang = |tag| Lang::parse(tag).expect("a language");
    assert_ne!(budget.title.get(&lang("cy")), budget.title.get(&lang("en")));
    assert_eq!(budget.title.get(&lang("fr")), budget.title.get(&lang("en")));
    assert_eq!(budget.title.in_lang(&lang("fr")), None);
    assert_eq!(Text::default().get(&lang("en")), "");
}

/// The problems of the small budget with other limits: "homes" from 100 to 800, "advice" from 0 to 500, total 1000.
fn with_limits(limits: &[(&str, &str)], unspent: bool) -> Vec<String> {
    let limits: Vec<String> = limits
        .iter()
        .enumerate()
        .map(|(i, (priorities, bounds))| {
            format!(
                r#"{{"id":"l{i}","name":{{"en":"L"}},"priorities":[{priorities}],{bounds},"why":{{"en":"W"}}}}"#
            )
        })
        .collect();
    let text = budget_text();
    let start = text.find("\"limits\":").expect("the budget has limits");
    let end = text.find("\"about\":[").expect("the budget has questions");
    let text = format!(
        "{}\"limits\":[{}],{}",
        &text[..start],
        limits.join(","),
        &text[end..]
    );
    let text = text.replace("\"unspent\":true", &format!("\"unspent\":{unspent}"));
    let problems = Budget::read(text.as_bytes()).err().unwrap_or_default();
    problems
        .iter()
        .map(|problem| format!("{}: {}, {}", problem.path, problem.found, problem.expected))
        .collect()
}

#[test]
fn limits_that_no_ballot_can_keep_are_reported() {
    let (homes, advice, both) = ("\"homes\"", "\"advice\"", "\"homes\",\"advice\"");
    let none: &[&str] = &[];
    type Case<'c> = (&'c [(&'c str, &'c str)], bool, &'c [&'c str]);
    let cases: [Case; 9] = [
        (&[(both, "\"floor\":1000")], false, none),
        (
            &[(homes, "\"floor\":500"), (advice, "\"floor\":500")],
            false,
            none,
        ),
        (
            &[(homes, "\"floor\":810")],
            true,
            &["$.limits[0].floor: 810, at most 800, the most these priorities can be given"],
        ),
        (
            &[(homes, "\"cap\":90")],
            true,
            &["$.limits[0].cap: 90, at least 100, the least these priorities need"],
        ),
        (
            &[(both, "\"floor\":1010")],
            true,
            &["$.limits[0]: floors that need 1010 together, at most the total, 1000"],
        ),
        (
            &[(both, "\"cap\":900")],
            false,
            &[
                "$.limits[0]: caps that allow 900 together, at least the total, 1000, or \"unspent\": true",
            ],
        ),
        (
            &[(homes, "\"floor\":600"), (advice, "\"floor\":500")],
            true,
            &["$.limits: floors that need 1100 together, at most the total, 1000"],
        ),
        (
            &[(both, "\"cap\":500"), (homes, "\"floor\":600")],
            true,
            &["$.limits[0].cap: 500, at least 600, the least these priorities need"],
        ),
        (
            &[(both, "\"cap\":900"), (both, "\"floor\":910")],
            true,
            &["$.limits[1].floor: 910, at most 900, the most these priorities can be given"],
        ),
    ];
    for (limits, unspent, expected) in cases {
        assert_eq!(with_limits(limits, unspent), expected, "{limits:?}");
    }
}

#[test]
fn the_sums_of_floors_and_caps_must_reach_the_total() {
    let problems = |text: String| Budget::read(text.as_bytes()).err().unwrap_or_default();
    let floors = problems(
        budget_text()
            .replace("\"floor\":0", "\"floor\":910")
            .replace("\"cap\":500", "\"cap\":950"),
    );
    assert!(
        floors.iter().any(|problem| problem.to_string().ends_with(
            "$.priorities: found floors that need 1010 together, expected at most the total, 1000"
        )),
        "{floors:?}"
    );
    let caps = budget_text()
        .replace("\"cap\":800", "\"cap\":400")
        .replace("\"unspent\":true", "\"unspent\":false");
    assert!(
        problems(caps)
            .iter()
            .any(|problem| problem.found == "caps that allow 900 together")
    );
}

proptest! {
    /// Whatever is put in the place of a part of it, a budget is read, or its problems are told; nothing panics.
    #[test]
    fn no_change_to_a_budget_makes_the_reader_panic(
        at in any::<prop::sample::Index>(),
        length in 0_usize..30,
        put in prop::sample::select(vec!["", "null", "0", "-1", "1e9", "9007199254740991", "\"x\"", "[]", "{}", "[[", ",", "é"]),
    ) {
        let text = budget_text();
        let (start, end) = (at.index(text.len()), text.len());
        let end = end.min(start + length);
        prop_assume!(text.is_char_boundary(start) && text.is_char_boundary(end));
        let changed = format!("{}{put}{}", &text[..start], &text[end..]);
        if let Err(problems) = Budget::read(changed.as_bytes()) {
            prop_assert!(!problems.is_empty());
            prop_assert!(problems.iter().all(|problem| problem.place.is_some()));
        }
    }
}

#[test]
fn too_many_priorities_are_one_problem_and_overflow_nothing() {
    let line = r#"{"id":"a","name":{"en":"A"},"about":{"en":"A"},"floor":9007199254740990,"cap":9007199254740990,"today":0},"#;
    let text = budget_text();
    let start = text
        .find("\"priorities\":[{")
        .expect("the budget has priorities")
        + "\"priorities\":[".len();
    let text = format!("{}{}{}", &text[..start], line.repeat(5000), &text[start..]);
    let problems = Budget::read(text.as_bytes()).expect_err("there are too many");
    assert!(
        problems
            .iter()
            .any(|problem| problem.found == "length 5002"),
        "{:?}",
        &problems[..3]
    );
}

#[test]
fn what_every_check_lets_through_can_be_drawn_and_what_cannot_be_drawn_is_refused() {
    let whole = std::fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../budgets/aldermoor.json"
    ))
    .expect("the example is part of the project");
    // A page draws without what levels cost.
    let answerable = |bytes: &[u8]| {
        let mut budget = Budget::answerable(bytes)?;
        let levels = budget.priorities.iter_mut().flat_map(|it| &mut it.levels);
        levels.for_each(|level| level.cost = None);
        Ok::<_, Vec<documents::Problem>>(budget)
    };
    assert_eq!(
        Budget::drawable(whole.as_bytes()),
        answerable(whole.as_bytes()).ok()
    );
    let lines: Vec<&str> = whole.lines().collect();
    let mut ends = [0; 3];
    let dated = |at: &usize| at.is_multiple_of(7) || lines[*at].contains("20");
    for at in (0..lines.len()).filter(dated) {
        let other = lines[at].replace("000", "001").replace("https", "ftp");
        for changed in ["", &other, &lines[at].replace("202", "201")] {
            let mut lines = lines.clone();
            lines[at] = changed;
            let bytes = lines.join("\n").into_bytes();
            match (answerable(&bytes), Budget::drawable(&bytes)) {
                (Ok(read), drawn) => {
                    assert_eq!(drawn, Some(read), "line {at}");
                    ends[0] += 1;
                }
                (Err(_), Some(_)) => ends[1] += 1,
                (Err(_), None) => ends[2] += 1,
            }
        }
    }
    assert!(ends.iter().all(|&seen| seen > 0), "{ends:?}");
}

#[test]
fn tables_are_checked_and_with_codes_each_is_one_ballot() {
    let problems = |most: u64, people: bool, codes: bool| {
        let example = include_bytes!("../../../budgets/aldermoor.json");
        let mut budget: serde_json::Value = serde_json::from_slice(example).unwrap();
        budget["most_at_a_table"] = most.into();
        budget["tables_count_people"] = people.into();
        budget["keys"]["codes"] = codes.into();
        let found = Budget::read(budget.to_string().as_bytes()).err();
        let problems = found.unwrap_or_default().into_iter();
        let said = problems.map(|it| format!("{}: {} / {}", it.path, it.found, it.expected));
        said.collect::<Vec<_>>()
    };
    assert!(problems(12, true, false).is_empty());
    assert!(problems(12, false, true).is_empty());
    let codes = "$.tables_count_people: true, with voting codes / false: a code is one person";
    assert_eq!(problems(12, true, true), [codes]);
    for most in [0, 1, 101] {
        let range = format!("$.most_at_a_table: {most} / from 2 to 100");
        assert_eq!(problems(most, true, false), [range]);
    }
}
