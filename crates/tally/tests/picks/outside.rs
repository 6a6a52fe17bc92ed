//! Files as other software leaves them: refused with the place and the reason, never read as something else.

use std::fs;
use std::path::PathBuf;

use tally::picks::pabulib;

fn text(name: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/outside");
    fs::read_to_string(folder.join(format!("pb-{name}.pb"))).unwrap()
}

/// What is said of each file, to the line and column.
const REFUSED: [(&str, &[&str]); 15] = [
    (
        "truncated",
        &[
            "line 5, column 2 (value): found \"1000\", expected num_votes: 3, as many as there are rows",
            "line 6, column 2 (value): found \"40\", expected num_projects: 4, as many as there are rows",
        ],
    ),
    (
        "fewer_cells",
        &["line 13, column 3 (vote): found \"2 of 3 cells\", expected a cell for every column"],
    ),
    (
        "ctrlz",
        &["line 16, column 2 (vote): found \"1 of 2 cells\", expected a cell for every column"],
    ),
    (
        "excel_blank_rows",
        &[
            "line 16, column 1 (voter_id): found \"a row with nothing in it\", expected a row, or none",
            "line 17, column 1 (voter_id): found \"a row with nothing in it\", expected a row, or none",
            "line 18, column 1 (voter_id): found \"a row with nothing in it\", expected a row, or none",
        ],
    ),
    (
        "vote_semicolon_list",
        &["line 13, column 3: found \"path\", expected only 2 cells"],
    ),
    (
        "more_points_than_projects",
        &["line 13, column 3 (points): found \"1,2,3\", expected as many points as projects"],
    ),
    (
        "points_decimal_comma",
        &[
            "line 13, column 3 (points): found \"2,5\", expected as many points as projects",
            "line 14, column 3 (points): found \"1,9\", expected as many points as projects",
        ],
    ),
    (
        "budget_comma_thousands",
        &[
            "line 3, column 2 (value): found \"90,000\", expected budget: an amount with one reading: 90000, or 90.0000 for 90.000",
        ],
    ),
    (
        "cost_comma_thousands",
        &[
            "line 7, column 2 (cost): found \"30,000\", expected a price: an amount with one reading: 30000, or 30.0000 for 30.000",
        ],
    ),
    (
        "max_length",
        &[
            "line 14, column 2 (vote): found \"projects 3: park,path,pond\", expected at most 1, as max_length in line 5 says",
            "line 15, column 2 (vote): found \"projects 3: park,path,pond\", expected at most 1, as max_length in line 5 says",
        ],
    ),
    (
        "max_sum_points",
        &[
            "line 15, column 3 (points): found \"a sum of 500: 500\", expected at most 5, as max_sum_points in line 5 says",
            "line 15, column 3 (points): found \"points 500: 500\", expected at most 5, as max_points in line 6 says",
        ],
    ),
    (
        "dup_voter",
        &[
            "line 14, column 1 (voter_id): found \"1\", expected each voter once: this one is in line 13 too",
            "line 15, column 1 (voter_id): found \"1\", expected each voter once: this one is in line 14 too",
        ],
    ),
    (
        "budget_twice",
        &["line 5, column 1 (key): found \"budget\", expected each key once: it is in line 3 too"],
    ),
    (
        "two_vote_cols",
        &["the file: found \"a second column vote\", expected each column once"],
    ),
    (
        "default_score",
        &[
            "line 7, column 2 (value): found \"3\", expected default_score: 0, as a project that a ballot does not name is given nothing",
        ],
    ),
];

#[test]
fn each_is_refused_with_its_places() {
    for (name, expected) in REFUSED {
        let faults = pabulib::election(&text(name)).unwrap_err();
        let said = faults.to_string();
        assert_eq!(said.lines().collect::<Vec<_>>(), expected, "{name}");
    }
}

/// What a file says about itself may be broken on purpose, as by organisers who let late voters in; what cannot be read
/// in one way stays refused.
#[test]
fn broken_claims_are_told_beside_the_election_where_that_is_asked() {
    let claims = [
        "truncated",
        "max_length",
        "max_sum_points",
        "dup_voter",
        "default_score",
    ];
    for (name, expected) in REFUSED {
        match pabulib::examine(&text(name), true) {
            Ok(examined) => {
                assert!(claims.contains(&name), "{name}");
                assert!(examined.election.ballots.len() > 1, "{name}");
                assert_eq!(
                    examined.broken.to_string().lines().collect::<Vec<_>>(),
                    expected
                );
            }
            Err(_) => assert!(!claims.contains(&name), "{name}"),
        }
    }
}

const SMALL: &str = "META\nkey;value\nnum_votes;2\nbudget;90\nvote_type;approval\n\
    PROJECTS\nproject_id;cost;name;votes\na;30;Ant;2\nb;30;Bee;1\nVOTES\nvoter_id;vote\n1;a,b\n2;a\n";

/// More of the same kinds, each made by one change of a file that is read.
#[test]
fn one_change_makes_a_file_refused() {
    assert!(pabulib::election(SMALL).is_ok());
    for (old, new, says) in [
        ("budget;90", "budget;1.234", "1234, or 1.2340 for 1.234"),
        (
            "budget;90",
            "budget;90000,000",
            "90000000, or 90000.0000 for 90000.000",
        ),
        ("budget;90", "Budget;90\nBUDGET;30", "each key once"),
        (
            "num_votes;2",
            "num_votes;2,000",
            "2000, or 2.0000 for 2.000",
        ),
        (
            "num_votes;2",
            "num_votes;two",
            "num_votes: a decimal number",
        ),
        (
            "num_votes;2",
            "NUM_VOTES;3",
            "num_votes: 2, as many as there are rows",
        ),
        ("num_votes;2", "min_length;2", "at least 2, as min_length"),
        (
            "num_votes;2",
            "max_sum_cost;59.5",
            "at most 59.5, as max_sum_cost",
        ),
        (
            "num_votes;2",
            "min_sum_cost;30.01",
            "at least 30.01, as min_sum_cost",
        ),
        (
            "num_votes;2",
            "min_project_cost;30.5",
            "line 8, column 2 (cost): found \"30\", expected at least 30.5, as min_project_cost in line 3 says",
        ),
        (
            "num_votes;2",
            "max_project_cost;29",
            "at most 29, as max_project_cost in line 3 says",
        ),
        ("num_votes;2", "scoring_fn;plurality", "scoring_fn: Borda"),
        ("approval", "choose-1", "one project, as vote_type says"),
        ("a;30;Ant;2", "a;30;Ant;3", "2, which the ballots come to"),
        ("a;30;Ant;2", "a;30;\"Ant;2", "a closing quotation mark"),
        (
            "Ant;2\nb;30;Bee",
            "\"Ant;2\nb;30;Bee\"",
            "a closing quotation mark",
        ),
        (
            "Ant;2\nb;30;Bee",
            "\"Ant;2\nb;30;\"Bee",
            "a closing quotation mark",
        ),
        ("b;30", ";30", "a project_id"),
        ("name;votes", "name;Name", "each column once"),
        ("1;a,b", "1;a,b,", "a project_id between two commas"),
        ("1;a,b", "1;a,,b", "a project_id between two commas"),
        ("1;a,b", "1;a,b,a", "each project once"),
        ("1;a,b", ";a,b", "a voter_id"),
        (
            "2;a\n",
            "2;a\nVOTES\nvoter_id;vote\n3;b\n",
            "each section once",
        ),
        ("VOTES\nvoter_id;vote\n1;a,b\n2;a\n", "", "a section VOTES"),
        ("voter_id;vote\n1;a,b\n2;a\n", "", "a section VOTES"),
    ] {
        let text = SMALL.replacen(old, new, 1);
        assert_ne!(text, SMALL);
        let faults = pabulib::election(&text).expect_err(new).to_string();
        assert!(faults.contains(says), "{new:?}: {faults}");
    }
}

#[test]
fn control_signs_are_shown_escaped() {
    let text = SMALL
        .replace("cost", "cost\u{1b}[31m")
        .replace("vote\n", "vote\u{202e}\n");
    let said = pabulib::election(&text).unwrap_err().to_string();
    assert!(!said.contains(['\u{1b}', '\u{202e}']), "{said:?}");
}

/// As thousands of published files begin: their first key was taken for a header.
#[test]
fn a_file_that_begins_with_its_first_key_loses_none() {
    for key in ["budget;90", "num_votes;2"] {
        let rest = SMALL
            .replacen("key;value\n", "", 1)
            .replacen(&format!("{key}\n"), "", 1);
        let text = rest.replacen("META\n", &format!("META\n{key}\n"), 1);
        assert_eq!(pabulib::election(&text), pabulib::election(SMALL), "{text}");
    }
    let text = SMALL.replacen("key;value\nnum_votes;2", "num_votes;3", 1);
    let said = pabulib::election(&text).unwrap_err().to_string();
    assert!(
        said.contains("line 2, column 2 (value): found \"3\""),
        "{said}"
    );
}

fn doubts(text: &str) -> String {
    let examined = pabulib::examine(text, false).unwrap_or_else(|faults| panic!("{faults}"));
    examined.doubts.to_string()
}

#[test]
fn a_last_ballot_that_may_be_cut_is_doubted() {
    let text = SMALL
        .replace("name;votes", "name;notes")
        .replace("2;a\n", "2;a");
    let says = "line 13, column 2 (vote): found \"a\", expected a line end behind the last ballot: it may be cut";
    assert_eq!(doubts(&text), says);
    let none = text.replace("2;a", "2;");
    assert_eq!(doubts(&none), says.replace("\"a\"", "\"\""));
    let points = text
        .replace("approval", "scoring")
        .replace("vote\n1;a,b\n2;a", "vote;points\n1;a,b;1,2\n2;a;1");
    assert!(doubts(&points).contains("column 3 (points): found \"1\""));
    for whole in [
        SMALL.replace("2;a\n", "2;a"),
        format!("{text}\n"),
        format!("{text}\r"),
        text.replace("2;a", "2;\"a\""),
        text.replace("vote\n1;a,b\n2;a", "vote;sex\n1;a,b;F\n2;a;M"),
    ] {
        assert_eq!(doubts(&whole), "", "{whole}");
    }
}

#[test]
fn what_no_rule_goes_by_is_told_and_refuses_nothing() {
    let text = SMALL.replacen(
        "budget;90",
        "budget;90\nmin_project_score_threshold;2\nmax_length_per_category;1\nbudget_per_category;",
        1,
    );
    let said = doubts(&text);
    assert_eq!(said.lines().count(), 2, "{said}");
    assert!(said.contains(
        "line 5, column 2 (value): found \"2\", expected nothing under min_project_score_threshold"
    ));
    let unsaid = SMALL
        .replace("num_votes;2\n", "")
        .replace("name;votes", "name;notes");
    assert!(doubts(&unsaid).starts_with("the file: found \"no num_votes\""));
}

/// As in elections of Warsaw and Amsterdam: who approves of a project twice has approved of it.
#[test]
fn an_approval_that_is_there_twice_counts_once_where_that_is_asked() {
    let text = SMALL.replace("1;a,b", "1;a,b,a");
    assert!(pabulib::election(&text).is_err());
    let examined = pabulib::examine(&text, true).unwrap();
    assert_eq!(examined.election, pabulib::election(SMALL).unwrap());
    let says = "line 12, column 2 (vote): found \"a\", expected each project once";
    assert_eq!(examined.broken.to_string(), says);
    // Here the second place says something else than the first.
    let ranked = text.replace("approval", "ordinal");
    assert!(pabulib::examine(&ranked, true).is_err());
}
