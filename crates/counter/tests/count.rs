//! From a box's files to a result.

mod support;

use counter::Count;
use documents::ballot::Channel;
use documents::result::{Check, Sheet};
use documents::{Ballot, Budget, Id, Lang, ResultFile, bundle};
use support::{Files, example, some_ballots};

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
}

/// What a finance officer opens: the title, what is to be known of the count, and columns that add up.
#[test]
fn the_table_for_a_spreadsheet_says_what_it_is_and_adds_up() {
    let bytes = example("aldermoor.json");
    let budget = Budget::read(&bytes).expect("the example is in order");
    let ballots = some_ballots(&budget, 40);
    let result = Files::loose_ballots(&ballots).count(&bytes);
    let result = result.expect("there is a result");
    let csv = result.to_csv(&Sheet {
        budget: &budget,
        id: result.id(),
        lang: &Lang::parse("cy").expect("a language"),
        day: Some("2027-03-10"),
        says: &|says| format!("{says:?}"),
    });
    let csv = csv.strip_prefix('\u{feff}').expect("a mark for Excel");
    let rows: Vec<&str> = csv.split("\r\n").collect();
    let welsh = Lang::parse("cy").expect("a language");
    assert_eq!(rows[0], budget.title.get(&welsh));
    for known in [
        "Opens,2026-11-02",
        "Closes,2027-10-31",
        "CountedOn,2027-03-10",
        "CountedBy,Rule(Ladder)",
        "Ballots,40",
        "Refused,0",
        &format!("Number,{}", result.id()),
        "Currency,GBP",
    ] {
        assert!(rows.contains(&known), "{known}: {csv}");
    }
    let heads = rows.iter().position(|row| row.starts_with("Priority,"));
    let heads = heads.expect("the names of the columns");
    assert_eq!(rows[heads - 1], "", "an empty row before them");
    let cells = |row: &str| row.split(',').map(String::from).collect::<Vec<_>>();
    let columns = cells(rows[heads]).len();
    let number = |cell: &String| cell.parse::<i64>().unwrap_or(0);
    let sum =
        |at: usize, rows: &[&str]| rows.iter().map(|row| number(&cells(row)[at])).sum::<i64>();
    let lines = &rows[heads + 1..heads + 1 + budget.priorities.len()];
    let with_rest = &rows[heads + 1..heads + 2 + budget.priorities.len()];
    let total = rows[heads + 2 + budget.priorities.len()];
    assert_eq!(cells(total).len(), columns);
    assert_eq!(
        (cells(total)[0].as_str(), rows.len()),
        ("Total", heads + 4 + budget.priorities.len())
    );
    for (line, priority) in lines.iter().zip(&budget.priorities) {
        let cells = cells(line);
        assert_eq!(cells[0], priority.name.get(&welsh).to_owned());
        assert_eq!(
            number(&cells[3]),
            number(&cells[2]) - number(&cells[1]),
            "{line}"
        );
    }
    assert_eq!(sum(2, with_rest), number(&cells(total)[2]));
    assert_eq!(cells(total)[2], budget.total.to_string());
    assert_eq!(sum(1, lines), number(&cells(total)[1]));
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
fn nothing_is_said_about_groups_before_the_close() {
    let bytes = example("aldermoor.json");
    let budget = Budget::read(&bytes).expect("the example is in order");
    let result = Files::loose_ballots(&some_ballots(&budget, 20))
        .count(&bytes)
        .expect("there is a result");
    assert_eq!((result.turnout.len(), result.close), (0, None));
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
