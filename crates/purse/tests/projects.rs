//! `purse tally` and `purse compare` on elections of projects whose outcomes are recorded, and on files with mistakes.

mod common;

use std::fs;
use std::path::PathBuf;

use common::{purse, text};
use serde_json::{Value, json};
use tempfile::TempDir;

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/cases/projects");

const SMALL: &str = "META\nkey;value\nbudget;12.50\nvote_type;approval\n\
    PROJECTS\nproject_id;cost;name;category\nb;10;Benches;green\na;10;Trees;green\nc;2.5;Chess;play\n\
    VOTES\nvoter_id;vote\n1;a,b\n2;a,b\n3;c\n";

fn file(folder: &TempDir, name: &str, content: impl AsRef<[u8]>) -> String {
    let path = folder.path().join(name);
    fs::write(&path, content).unwrap();
    path.to_str().unwrap().to_owned()
}

fn answer<const N: usize>(args: [&str; N]) -> Value {
    let counted = purse(args);
    assert_eq!(counted.status.code(), Some(0), "{}", text(&counted.stderr));
    serde_json::from_slice(&counted.stdout).unwrap()
}

#[test]
fn every_recorded_outcome_is_repeated() {
    let mut elections: Vec<PathBuf> = fs::read_dir(CASES)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    elections.retain(|path| path.extension().is_some_and(|ending| ending == "pb"));
    assert_eq!(elections.len(), 14);
    for election in elections {
        let path = election.to_str().unwrap();
        let known = fs::read(election.with_extension("json")).unwrap();
        let known: Value = serde_json::from_slice(&known).unwrap();
        for expected in known["outcomes"].as_array().unwrap() {
            let asked = |key: &str| expected[key].as_str().unwrap();
            let (rule, satisfaction, completion) =
                (asked("rule"), asked("satisfaction"), asked("completion"));
            let found = answer([
                "tally",
                path,
                "--rule",
                rule,
                "--satisfaction",
                satisfaction,
                "--completion",
                completion,
                "--format",
                "json",
            ]);
            let at = format!("{path} {rule} {satisfaction} {completion}");
            for key in ["rule", "satisfaction", "completion", "cost"] {
                assert_eq!(found[key], expected[key], "{at}");
            }
            assert_eq!(found["ballots"], known["votes"], "{at}");
            // Recorded as a set; the order of purchase is the engine's to test.
            let mut funded = found["funded"].as_array().unwrap().clone();
            funded.sort_by_key(|id| id.as_str().unwrap().to_owned());
            assert_eq!(Value::from(funded), expected["funded"], "{at}");
            if let Some(nearest) = expected.get("ejr_plus") {
                let check = &found["checks"][0];
                assert_eq!(check["check"], "ejr-plus");
                assert_eq!(check["value"], nearest["ratio"], "{at}");
                assert_eq!(check["witness"]["project"], nearest["project"], "{at}");
                assert_eq!(check["witness"]["group"], nearest["group"], "{at}");
                assert_eq!(
                    check["holds"].as_bool(),
                    nearest["violated"].as_bool().map(|violated| !violated),
                    "{at}"
                );
            }
        }
    }
}

#[test]
fn the_answer_has_the_stable_form() {
    let folder = TempDir::new().unwrap();
    let small = file(&folder, "small.pb", SMALL);
    let counted = purse([
        "tally", &small, "--rule", "greedy", "--ties", "text", "--format", "json",
    ]);
    let whole = text(&counted.stdout);
    assert!(
        whole.starts_with(
            r#"{"rule":"greedy","ballots":3,"funded":["a","c"],"cost":"25/2","satisfaction":"cost","completion":"none","ties":[{"round":0,"between":["a","b"],"favoured":["a"]}],"checks":[{"check":"ejr-plus","holds":true,"value":"5/12","witness":"#
        ),
        "{whole}"
    );
    let found: Value = serde_json::from_str(&whole).unwrap();
    for check in found["checks"].as_array().unwrap() {
        let keys: Vec<&String> = check.as_object().unwrap().keys().collect();
        assert_eq!(keys, ["check", "holds", "says", "value", "witness"]);
        assert!(check["says"].as_str().unwrap().ends_with('.'), "{check}");
    }
    let shares = answer(["tally", &small, "--completion", "add1u", "--format", "json"]);
    let payments = &shares["checks"][1];
    assert_eq!(
        (&payments["check"], &payments["holds"]),
        (&json!("payments"), &json!(true))
    );
}

/// Each of three voters has 25/6. The supporter of c pays 5/2 for it alone; those of a and b have 25/3 of the 10 they cost.
#[test]
fn each_project_has_its_effective_support_and_the_votes_it_lacked() {
    let folder = TempDir::new().unwrap();
    let small = file(&folder, "small.pb", SMALL);
    let found = answer(["tally", &small, "--more-votes", "--format", "json"]);
    let expected = json!([
        {"project": "b", "cost": "10", "votes": 2, "why": "its supporters had 8.3 left together",
         "effective_support": null, "more_votes": 2},
        {"project": "a", "cost": "10", "votes": 2, "why": "its supporters had 8.3 left together",
         "effective_support": null, "more_votes": 2},
        {"project": "c", "cost": "5/2", "votes": 1, "why": "bought by its supporters",
         "effective_support": "1", "more_votes": 0},
    ]);
    assert_eq!(found["projects"], expected);
    // With as many voters who want only it, b is bought, and with one fewer it is not.
    let with = |more: usize| {
        let votes: String = (0..more).map(|voter| format!("more{voter};b\n")).collect();
        let path = file(&folder, "more.pb", format!("{SMALL}{votes}"));
        answer(["tally", &path, "--format", "json"])["funded"].clone()
    };
    assert_eq!((with(1), with(2)), (json!(["c"]), json!(["b", "c"])));
    let unasked = answer(["tally", &small, "--format", "json"]);
    assert_eq!(unasked["projects"][0].get("more_votes"), None);
    let only_a = answer(["tally", &small, "--more-votes=a", "--format", "json"]);
    let asked = [0, 1, 2].map(|at| only_a["projects"][at].get("more_votes").cloned());
    assert_eq!(asked, [None, Some(json!(2)), None]);
    // Nobody can be given a project that costs more than there is.
    let dear = file(&folder, "dear.pb", SMALL.replace("b;10;", "b;13;"));
    let dear = answer(["tally", &dear, "--more-votes", "--format", "json"]);
    assert_eq!(dear["projects"][0]["more_votes"], Value::Null);
    let page = text(&purse(["tally", &small, "--more-votes"]).stdout);
    let line = page
        .lines()
        .find(|line| line.contains("its supporters had"))
        .unwrap();
    let cells: Vec<&str> = line.split_whitespace().take(4).collect();
    assert_eq!(cells, ["b", "10", "2", "2"], "{page}");
}

#[test]
fn every_fault_of_a_file_is_named() {
    let folder = TempDir::new().unwrap();
    let bad = SMALL
        .replace("12.50", "lots")
        .replace("c;2.5", "a;2.5")
        .replace("1;a,b", "1;a,z");
    let bad = file(&folder, "bad.pb", bad);
    let said = text(&purse(["tally", &bad]).stderr);
    for says in [
        "has 4 mistakes\n",
        "\n  line 3, column 2 (value): found \"lots\", expected budget",
        "\n  line 9, column 1 (project_id): found \"a\", expected a project_id that no other project has",
        "\n  line 12, column 2 (vote): found \"z\", expected the project_id of a project",
        "\n  line 14, column 2 (vote): found \"c\"",
    ] {
        assert!(said.contains(says), "{said}");
    }
}

#[test]
fn a_tie_goes_by_the_order_asked_for() {
    let folder = TempDir::new().unwrap();
    let small = file(&folder, "small.pb", SMALL);
    let order = file(&folder, "order", "c\n\n b \r\na\n");
    let by = |ties: &str| {
        let asked = ["tally", &small, "--rule", "greedy", "--format", "json"];
        let [tally, file, rule, greedy, format, json] = asked;
        answer([tally, file, rule, greedy, format, json, "--ties", ties])["funded"].clone()
    };
    assert_eq!(by("text"), json!(["a", "c"]));
    assert_eq!(by("cost-votes"), json!(["a", "c"]));
    assert_eq!(by(&order), json!(["b", "c"]));
    let wrong = file(&folder, "wrong", "a\nx\na\n");
    let refused = purse(["tally", &small, "--ties", &wrong]);
    assert_eq!(refused.status.code(), Some(1));
    let said = text(&refused.stderr);
    for says in [
        "has 2 mistakes",
        "line 2: found \"x\", expected the project_id of a project, each once",
        "line 3: found \"a\"",
    ] {
        assert!(said.contains(says), "{said}");
    }
}

#[test]
fn a_bad_file_says_where_what_was_found_and_what_was_expected() {
    let folder = TempDir::new().unwrap();
    let latin = [SMALL.as_bytes(), b"4;\xe9\n"].concat();
    for (content, says) in [
        (
            SMALL.replace("c;2.5", "c;cheap").into_bytes(),
            "line 9, column 2 (cost): found \"cheap\", expected a price: a decimal number, not negative",
        ),
        (
            SMALL.replace("3;c", "3;d").into_bytes(),
            "line 14, column 2 (vote): found \"d\", expected the project_id of a project",
        ),
        (
            latin,
            "line 15: found \"bytes that are no text\", expected text in UTF-8",
        ),
        (
            Vec::new(),
            "the file: found \"no such section\", expected a section META",
        ),
    ] {
        let bad = file(&folder, "bad.pb", content);
        for command in ["tally", "compare"] {
            let refused = purse([command, &bad]);
            assert_eq!(refused.status.code(), Some(1), "{says}");
            assert_eq!(text(&refused.stdout), "");
            let said = text(&refused.stderr);
            assert!(
                said.contains("has 1 mistake\n") && said.contains(says),
                "{said}"
            );
        }
    }
    assert_eq!(purse(["tally", "absent.pb"]).status.code(), Some(1));
}

#[test]
fn what_cannot_be_asked_of_a_file_is_a_mistake_of_usage() {
    let folder = TempDir::new().unwrap();
    let small = file(&folder, "small.pb", SMALL);
    let table = file(&folder, "table.csv", "a,b\n1,1\n");
    let asked: [(&[&str], &str); 15] = [
        (
            &["tally", &small, "--rule", "lottery"],
            "expected one of ladder",
        ),
        (
            &["tally", &small, "--rule", "ladder"],
            "the rule ladder cannot count",
        ),
        (
            &["tally", &small, "--total", "5"],
            "--total means nothing for",
        ),
        (
            &["tally", &small, "--satisfaction", "borda"],
            "found satisfaction borda",
        ),
        (
            &["tally", &small, "--satisfaction", "joy"],
            "expected one of cost",
        ),
        (
            &["tally", &small, "--satisfaction", "load"],
            "expected one such as cost",
        ),
        (
            &[
                "tally",
                &small,
                "--rule",
                "phragmen",
                "--satisfaction",
                "cost",
            ],
            "expected one such as load",
        ),
        (
            &["tally", &small, "--rule", "bos", "--completion", "add1"],
            "expected it with equal-shares only",
        ),
        (
            &["tally", &table, "--total", "2", "--rule", "bos"],
            "the rule bos cannot count",
        ),
        (
            &["compare", &table, "--total", "2", "--ties", "text"],
            "--ties means nothing for",
        ),
        (
            &["tally", &table, "--total", "2", "--more-votes"],
            "--more-votes means nothing for",
        ),
        (
            &["tally", &small, "--more", "a=1"],
            "--more means nothing for",
        ),
        (
            &["tally", &table, "--total", "2", "--more", "z=1"],
            "--more: found z, expected one of a, b",
        ),
        (
            &["tally", &small, "--more-votes=z"],
            "--more-votes: found z, expected the project_id of a project",
        ),
        (&["compare", "votes.txt"], "does not end in .csv or .pb"),
    ];
    for (args, says) in asked {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_purse"));
        let refused = command.args(args).output().unwrap();
        assert_eq!(refused.status.code(), Some(2), "{args:?}");
        let said = text(&refused.stderr);
        assert!(said.contains(says), "{args:?}: {said}");
    }
}

#[test]
fn an_election_is_also_a_table_and_a_page() {
    let folder = TempDir::new().unwrap();
    let small = file(&folder, "small.pb", SMALL);
    let csv = purse([
        "tally",
        &small,
        "--rule",
        "greedy",
        "--more-votes",
        "--format",
        "csv",
    ]);
    assert_eq!(
        text(&csv.stdout),
        "place,project,cost,votes,why,effective_support,more_votes\n\
         1,a,10,2,the most for its price of what still fitted,,0\n\
         2,c,5/2,1,the most for its price of what still fitted,,0\n\
         ,b,10,2,only 0 of the budget was left,,1\n"
    );
    let page = text(&purse(["tally", &small, "--more-votes"]).stdout);
    for part in [
        "3 ballots, counted by the rule \"equal-shares\" (satisfaction cost, completion none); 1 of 3 projects funded, for 2.5 of 12.5",
        "its supporters had 8.3 left together",
        "Groups:",
        "Payments:",
        "Satisfaction:",
        "Shares:",
        "Support: how many supporters",
        "More votes: so many more people",
        "The budget is shared out equally",
    ] {
        assert!(page.contains(part), "{page}");
    }
}

#[test]
fn all_rules_stand_side_by_side() {
    let folder = TempDir::new().unwrap();
    let small = file(&folder, "small.pb", SMALL);
    let csv = text(&purse(["compare", &small, "--format", "csv"]).stdout);
    assert_eq!(
        csv,
        "project,cost,votes,greedy,equal-shares,equal-shares-add1,equal-shares-add1u,equal-shares-greedy,phragmen,bos\n\
         b,10,2,,,,,,,\n\
         a,10,2,1,,1,1,2,2,1\n\
         c,2.5,1,2,1,2,2,1,1,2\n"
    );
    let list = answer(["compare", &small, "--format", "json"]);
    let one = answer(["tally", &small, "--rule", "bos", "--format", "json"]);
    assert_eq!((list.as_array().unwrap().len(), &list[6]), (7, &one));

    let table = file(&folder, "table.csv", "a,b\n60,40\n50,50\n");
    let args = ["compare", &table, "--total", "100", "--format", "csv"];
    assert_eq!(
        text(&purse(args).stdout).lines().next(),
        Some("priority,ladder,mean,median,independent-markets,utilitarian,piecewise-uniform")
    );
    let list = answer(["compare", &table, "--total", "100", "--format", "json"]);
    let one = answer([
        "tally", &table, "--total", "100", "--rule", "mean", "--format", "json",
    ]);
    assert_eq!((list.as_array().unwrap().len(), &list[1]), (6, &one));
}

#[test]
fn an_election_without_voters_or_projects_has_an_answer() {
    let folder = TempDir::new().unwrap();
    let (projects, _) = SMALL.split_once("1;a,b").unwrap();
    let nobody = file(&folder, "nobody.pb", projects);
    let nothing = file(
        &folder,
        "nothing.pb",
        "META\nkey;value\nbudget;5\nvote_type;approval\nPROJECTS\nproject_id;cost\nVOTES\nvoter_id;vote\n1;\n",
    );
    for empty in [nobody, nothing] {
        for found in answer(["compare", &empty, "--format", "json"])
            .as_array()
            .unwrap()
        {
            assert!(found["checks"].as_array().unwrap().len() >= 3, "{found}");
        }
    }
}

#[test]
fn a_file_that_breaks_its_own_words_is_counted_only_when_that_is_asked() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/cases/outside");
    let broken = format!("{folder}/pb-max_length.pb");
    let refused = purse(["tally", &broken]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(text(&refused.stderr).contains("as max_length in line 5 says"));
    let counted = purse(["tally", &broken, "--despite-claims"]);
    assert_eq!(counted.status.code(), Some(0), "{}", text(&counted.stderr));
    assert!(text(&counted.stderr).contains("counted all the same: line 14"));
    let unread = purse([
        "tally",
        &format!("{folder}/pb-fewer_cells.pb"),
        "--despite-claims",
    ]);
    assert_eq!(unread.status.code(), Some(1));
}

#[test]
fn an_election_in_capitals_and_utf_16_is_one() {
    let folder = TempDir::new().unwrap();
    let marked = format!("\u{feff}{SMALL}");
    let bytes: Vec<u8> = marked.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let path = file(&folder, "SMALL.PB", &bytes);
    assert_eq!(answer(["tally", &path, "--format", "json"])["ballots"], 3);
    let cut = file(&folder, "cut.pb", &bytes[..bytes.len() - 1]);
    assert_eq!(purse(["tally", &cut]).status.code(), Some(1));
}
