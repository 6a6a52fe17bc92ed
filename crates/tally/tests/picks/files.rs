//! Reading and writing Pabulib files.

use std::fs;

use proptest::prelude::*;
use tally::picks::{
    BallotKind, Election, Satisfaction, TieOrder, greedy,
    pabulib::{self, Pabulib},
};

use crate::{
    cases::{cases, folder},
    elections::{election, seeded},
};

const SMALL: &str = "META\nkey;value\nbudget;12.50\nvote_type;approval\n\
    PROJECTS\nproject_id;cost;name;category\n7;10;\"A; \"\"big\"\" one\";green,play\n8;2.5;Other;\n\
    VOTES\nvoter_id;vote;age\n1;7,8;33\n2;;\n3;8;\n";

fn read(text: &str) -> Result<Election, String> {
    pabulib::election(text).map_err(|faults| faults.to_string())
}

#[test]
fn decimals_quotes_categories_and_missing_fields_are_read() {
    let file = Pabulib::read(SMALL).unwrap();
    assert_eq!(file.projects.named(0, "name"), "A; \"big\" one");
    let election = file.election().unwrap();
    assert_eq!((election.budget, election.decimals), (125, 1));
    let costs: Vec<u64> = election
        .projects
        .iter()
        .map(|project| project.cost)
        .collect();
    assert_eq!(costs, [100, 25]);
    assert_eq!(election.projects[0].categories, ["green", "play"]);
    let ballots: Vec<&[u32]> = (0..election.ballots.len())
        .map(|ballot| election.ballots.choices(ballot))
        .collect();
    assert_eq!(ballots, [&[0, 1][..], &[], &[1]]);
}

#[test]
fn line_ends_marks_and_blank_lines_do_not_matter() {
    let odd = format!(
        "\u{feff}{}",
        SMALL
            .replace('\n', "\r\n")
            .replace("VOTES", "\r\nvotes;;")
            .replace("7,8", " 7, 8")
    );
    assert_eq!(read(&odd), read(SMALL));
    assert_eq!(read(SMALL.trim_end()), read(SMALL));
}

#[test]
fn points_are_read_with_their_decimals() {
    let text = SMALL
        .replace("approval", "scoring")
        .replace("vote;age", "vote;points")
        .replace("7,8;33", "7,8;1.5,-2")
        .replace("3;8;", "3;8;4");
    let election = read(&text).unwrap();
    assert_eq!(
        (election.ballots.points(0), election.ballots.points(2)),
        (&[15, -20][..], &[40][..])
    );
    assert!(greedy(&election, Satisfaction::Cardinal, &TieOrder::Text).is_ok());
}

#[test]
fn every_fault_says_where_what_was_found_and_what_was_expected() {
    let first = |said: String| said.lines().next().unwrap().to_owned();
    let with = |old: &str, new: &str| first(read(&SMALL.replace(old, new)).unwrap_err());
    let faults = [
        (
            with("META", "META:"),
            "the file: found \"no such section\", expected a section META",
        ),
        (
            with("12.50", "much"),
            "line 3, column 2 (value): found \"much\", expected budget: a decimal number, not negative",
        ),
        (
            with("12.50", "-1"),
            "line 3, column 2 (value): found \"-1\", expected budget: a decimal number, not negative",
        ),
        (
            with("approval", "loud"),
            "line 4, column 2 (value): found \"loud\", expected vote_type: approval, choose-1, ordinal, cumulative or scoring",
        ),
        (
            with("8;2.5", "8;2.5.1"),
            "line 8, column 2 (cost): found \"2.5.1\", expected a price: a decimal number, not negative",
        ),
        (
            with("8;2.5", "7;2.5"),
            "line 8, column 1 (project_id): found \"7\", expected a project_id that no other project has",
        ),
        (
            with("cost", "price"),
            "the file: found \"project_id;price;name;category\", expected projects with the columns project_id and cost",
        ),
        (
            with("vote;age", "choice;age"),
            "the file: found \"voter_id;choice;age\", expected votes with the column vote",
        ),
        (
            with("3;8", "3;9"),
            "line 13, column 2 (vote): found \"9\", expected the project_id of a project",
        ),
        (
            with("approval", "cumulative"),
            "the file: found \"voter_id;vote;age\", expected votes with the column points",
        ),
        (
            with("12.50", "90071992547409930"),
            "the file: found \"larger amounts\", expected amounts below 2^53 in the smallest unit used, all together",
        ),
        (
            with("one\"", "one"),
            r#"line 7, column 3: found "\"A; \"\"big\"\" one;green,play", expected a closing quotation mark"#,
        ),
    ];
    for (found, expected) in faults {
        assert_eq!(found, expected);
    }
    let points = SMALL
        .replace("approval", "cumulative")
        .replace("vote;age", "vote;points");
    assert_eq!(
        first(read(&points).unwrap_err()),
        "line 11, column 3 (points): found \"33\", expected as many points as projects"
    );
}

#[test]
fn every_fault_of_a_file_is_named_at_once() {
    let bad = SMALL
        .replace("12.50", "much")
        .replace("7;10", "7;dear")
        .replace("8;2.5", "7;2.5")
        .replace("3;8;", "3;9,x;")
        .replace("2;;", "2;\"7");
    assert_eq!(
        read(&bad).unwrap_err(),
        "line 3, column 2 (value): found \"much\", expected budget: a decimal number, not negative\n\
         line 7, column 2 (cost): found \"dear\", expected a price: a decimal number, not negative\n\
         line 8, column 1 (project_id): found \"7\", expected a project_id that no other project has\n\
         line 11, column 2 (vote): found \"8\", expected the project_id of a project\n\
         line 12, column 2: found \"\\\"7\", expected a closing quotation mark\n\
         line 12, column 3 (age): found \"2 of 3 cells\", expected a cell for every column\n\
         line 13, column 2 (vote): found \"9\", expected the project_id of a project\n\
         line 13, column 2 (vote): found \"x\", expected the project_id of a project"
    );
    // The same file with carriage returns has them in the same lines.
    assert_eq!(read(&bad.replace('\n', "\r\n")), read(&bad));
}

#[test]
fn ids_of_any_length_are_told_apart() {
    let ids = [
        "none",
        "a",
        "aa",
        "\u{1}a",
        "1234567",
        "12345678",
        "12345679",
        "a long name",
        "a long game",
    ];
    let projects: String = ids.iter().map(|id| format!("{id};1\n")).collect();
    let votes: String = (1..ids.len())
        .map(|at| format!("{at};{}\n", ids[at]))
        .collect();
    let text = format!(
        "META\nkey;value\nbudget;5\nvote_type;approval\nPROJECTS\nproject_id;cost\n{projects}VOTES\nvoter_id;vote\n{votes}"
    );
    let election = pabulib::election(&text).unwrap();
    for (voter, id) in ids.iter().skip(1).enumerate() {
        let choice = voter as u32 + 1;
        assert_eq!(election.ballots.choices(voter), [choice], "{id:?}");
    }
    let faults = pabulib::election(&text.replace("a long game;1", "a long name;1")).unwrap_err();
    assert_eq!(faults.number, 2, "{faults}");
}

#[test]
fn many_faults_are_counted_and_the_first_hundred_named() {
    let votes: String = (10..260)
        .map(|voter| format!("{voter};nobody;\n"))
        .collect();
    let faults = pabulib::election(&format!("{SMALL}{votes}")).unwrap_err();
    assert_eq!((faults.number, faults.first.len()), (250, 100));
    let said = faults.to_string();
    assert_eq!(said.lines().last(), Some("and 150 more"));
    assert_eq!(said.lines().count(), 101);
}

/// As pabutools 1.2.3 reads them.
#[test]
fn what_others_read_is_read() {
    let same = read(SMALL).unwrap();
    for (what, text) in [
        (
            "a comma for the point",
            SMALL.replace("12.50", "12,5").replace("8;2.5", "8;2,50"),
        ),
        ("lines before META", format!("a note\n\n{SMALL}")),
        (
            "lines ended by a carriage return alone",
            SMALL.replace('\n', "\r"),
        ),
        ("spaces round keys", SMALL.replace("budget;", " budget ; ")),
        (
            "the first column as the id",
            SMALL.replace("project_id", "number"),
        ),
        (
            "the plural of category",
            SMALL.replace("category", "categories"),
        ),
        (
            "none for no category",
            SMALL.replace("Other;", "Other;None"),
        ),
    ] {
        assert_eq!(read(&text), Ok(same.clone()), "{what}");
    }
    let points = SMALL
        .replace("approval", "cumulative")
        .replace("vote;age", "vote;points");
    let read = read(&points.replace(";33", ";4,5").replace("3;8;", "3;none;none")).unwrap();
    assert_eq!(
        (read.ballots.points(0), read.ballots.choices(2)),
        (&[4, 5][..], &[][..])
    );
}

/// From `cargo xtask fuzz`.
#[test]
fn kept_files_are_read_or_refused() {
    let kept = folder().join("../fuzz/pabulib");
    let mut good = 0;
    for entry in fs::read_dir(kept).unwrap() {
        let path = entry.unwrap().path();
        let text = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
        let Ok(election) = pabulib::election(&text) else {
            continue;
        };
        good += 1;
        let file = Pabulib::read(&text).unwrap();
        let again = Pabulib::read(&file.text()).unwrap();
        assert_eq!(again.text(), file.text(), "{}", path.display());
        assert_eq!(again.election(), Ok(election), "{}", path.display());
    }
    assert!(good > 0);
}

#[test]
fn real_files_are_written_as_they_were_read() {
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "pb") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let file = Pabulib::read(&text).unwrap();
        let again = Pabulib::read(&file.text()).unwrap();
        assert_eq!(again.election(), file.election());
        assert_eq!(again.text(), file.text());
        let unquoted = |text: &str| text.replace("\r\n", "\n").replace('"', "");
        assert_eq!(
            unquoted(&file.text()).trim_end(),
            unquoted(&text).trim_end(),
            "{}",
            path.display()
        );
    }
}

#[test]
fn real_elections_survive_being_written_anew() {
    for (name, election, _) in cases() {
        let again = Pabulib::read(&Pabulib::of(&election).text())
            .unwrap()
            .election()
            .unwrap();
        assert_eq!(again, election, "{name}");
    }
}

proptest! {
    #![proptest_config(seeded(300))]

    #[test]
    fn elections_round_trip(election in prop_oneof![
        election(BallotKind::Approval), election(BallotKind::ChooseOne), election(BallotKind::Ranking),
        election(BallotKind::Cumulative), election(BallotKind::Scoring),
    ]) {
        let mut election = election;
        election.projects.iter_mut().enumerate().for_each(|(at, project)| project.id = format!("{at}\"x"));
        prop_assert_eq!(Pabulib::read(&Pabulib::of(&election).text()).unwrap().election().unwrap(), election);
    }

    #[test]
    fn no_text_makes_the_reader_fail_otherwise_than_with_a_fault(pieces in prop::collection::vec(prop::sample::select(vec![
        "META\n", "PROJECTS\n", "VOTES\n", "key;value\n", "budget;5\n", "vote_type;cumulative\n", "vote_type;ordinal\n",
        "project_id;cost\n", "voter_id;vote;points\n", "1;2\n", "a;1e3\n", "a;1,a;3,4\n", "\"", ";", "\n", "\r\n", "1e-30;", "é", "1;a;9223372036854775808\n",
        "budget;1e30\n", ",", "-", ".",
    ]), 0..30)) {
        let text = pieces.concat();
        if let Ok(file) = Pabulib::read(&text) {
            let again = Pabulib::read(&file.text());
            prop_assert_eq!(again.map(|again| again.text()), Ok(file.text()));
            if let Ok(election) = file.election() {
                prop_assert!(greedy(&election, Satisfaction::Cost, &TieOrder::Text).is_ok());
            }
        }
    }
}
