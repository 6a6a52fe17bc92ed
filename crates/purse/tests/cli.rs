//! The commands as an organiser types them: what they print, where, and how they end.

mod common;

use std::fs;
use std::path::Path;
use std::process::Output;

use common::{BUDGET, files_below, purse, text};
use documents::signed::SignedFormat;
use documents::{NameSignature, PublicKey, Sealed, Signed, bundle};
use serde_json::Value;
use tempfile::TempDir;

fn out(output: &Output) -> String {
    text(&output.stdout)
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", out(output)))
}

/// A box of simulated ballots.
fn simulated(folder: &TempDir, ballots: &str, seed: &str) -> String {
    let place = folder.path().join(format!("box-{ballots}-{seed}"));
    let place = place.to_str().unwrap().to_owned();
    let made = purse([
        "simulate",
        BUDGET,
        "--ballots",
        ballots,
        "--seed",
        seed,
        "--out",
        &place,
    ]);
    assert_eq!(made.status.code(), Some(0), "{}", text(&made.stderr));
    place
}

/// The same ballots as if they had come by web.
fn made_real(ballot_box: &str) {
    let ballots = Path::new(ballot_box).join("ballots");
    for file in files_below(&ballots) {
        let real = fs::read_to_string(&file)
            .unwrap()
            .replace("\"simulated\"", "\"web\"");
        fs::remove_file(file).unwrap();
        put(&ballots, real.as_bytes());
    }
}

/// Writes a ballot under the name of its bytes.
fn put(ballots: &Path, bytes: &[u8]) {
    fs::write(
        ballots.join(format!("{}.json", documents::Id::of(bytes))),
        bytes,
    )
    .unwrap();
}

/// The tests' budget with ballots of tables, in a folder.
fn with_tables(folder: &Path, counts: &str) -> String {
    let mut budget: Value = serde_json::from_str(&fs::read_to_string(BUDGET).unwrap()).unwrap();
    budget["most_at_a_table"] = 8.into();
    budget["tables_count_people"] = (counts == "many").into();
    let file = folder.join("budget.json");
    fs::write(&file, budget.to_string()).unwrap();
    file.to_str().unwrap().to_owned()
}

#[test]
fn tables_are_made_up_counted_and_shown_apart() {
    for (counts, says) in [
        ("one", "Each counts as one ballot"),
        ("many", "as so many ballots"),
    ] {
        let folder = TempDir::new().unwrap();
        let budget = with_tables(folder.path(), counts);
        let ballot_box = folder.path().join("box").to_str().unwrap().to_owned();
        let made = purse([
            "simulate",
            &budget,
            "--ballots",
            "120",
            "--seed",
            "3",
            "--out",
            &ballot_box,
        ]);
        assert!(made.status.success(), "{}", text(&made.stderr));
        let result = json(&purse(["count", &ballot_box, "--format", "json"]));
        assert_eq!(result["refused"]["number"], 0);
        let tables = &result["tables"][0];
        let (ballots, people) = (
            tables["ballots"].as_u64().unwrap(),
            tables["people"].as_u64().unwrap(),
        );
        assert!((10..40).contains(&ballots) && (2 * ballots..=8 * ballots).contains(&people));
        assert_eq!(result["tables"][1]["ballots"], 120 - ballots);
        let said = out(&purse(["count", &ballot_box]));
        let head = format!("At tables: {ballots} tables, with {people} people who agreed.");
        assert!(said.contains(&head) && said.contains(says), "{said}");
        let checked = out(&purse(["check", &budget]));
        assert!(checked.contains("Tables of up to 8 people"), "{checked}");
        assert_eq!(checked.contains("nobody can check"), counts == "many");
    }
}

#[test]
fn check_sums_up_a_good_budget() {
    let checked = purse(["check", BUDGET]);
    assert_eq!(checked.status.code(), Some(0));
    assert!(
        out(&checked).contains("is a good budget"),
        "{}",
        out(&checked)
    );
    assert!(
        out(&checked).contains("GBP 1,000 in steps of 10"),
        "{}",
        out(&checked)
    );
    let answer = json(&purse(["check", BUDGET, "--format", "json"]));
    assert_eq!(
        (&answer["good"], &answer["budget"]["total"]),
        (&Value::Bool(true), &Value::from(1000))
    );
    let table = out(&purse(["check", BUDGET, "--format", "csv"]));
    assert_eq!(table.lines().nth(1), Some("advice,100,300,500,Advice"));
}

#[test]
fn check_names_every_mistake_with_its_place() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("bad.json");
    let good = fs::read_to_string(BUDGET).unwrap();
    let bad = good
        .replace("\"total\": 1000", "\"total\": \"1000\"")
        .replace("2026-12-31", "2026-13-31");
    fs::write(&path, bad).unwrap();
    let path = path.to_str().unwrap();
    let checked = purse(["check", path]);
    assert_eq!(checked.status.code(), Some(1));
    assert!(
        out(&checked).contains("has 2 mistakes"),
        "{}",
        out(&checked)
    );
    assert!(
        out(&checked).contains("line 9, column 12: $.total: found"),
        "{}",
        out(&checked)
    );
    assert!(
        out(&checked).contains("$.dates.closes: found"),
        "{}",
        out(&checked)
    );
    assert_eq!(text(&checked.stderr), "");
    let answer = json(&purse(["check", path, "--format", "json"]));
    assert_eq!(
        (&answer["good"], answer["problems"].as_array().map(Vec::len)),
        (&Value::Bool(false), Some(2))
    );
    assert_eq!(
        out(&purse(["check", path, "--format", "csv"]))
            .lines()
            .count(),
        3
    );
}

#[test]
fn check_finds_limits_that_cannot_be_kept_together() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("bad.json");
    let good = fs::read_to_string(BUDGET).unwrap();
    let crossing = r#""limits": [
        {"id": "a", "name": {"en": "A"}, "priorities": ["advice", "homes"], "cap": 300, "why": {"en": "A."}},
        {"id": "b", "name": {"en": "B"}, "priorities": ["homes", "lunch", "youth"], "cap": 300, "why": {"en": "B."}},
    "#;
    fs::write(&path, good.replace("\"limits\": [", crossing)).unwrap();
    let checked = purse(["check", path.to_str().unwrap()]);
    assert_eq!(checked.status.code(), Some(1));
    assert!(out(&checked).contains("$.limits"), "{}", out(&checked));
}

#[test]
fn the_same_seed_makes_the_same_ballots_and_more_of_them_begin_alike() {
    let folder = TempDir::new().unwrap();
    let [few, again, many, other] = [("20", "5"), ("20", "5"), ("30", "5"), ("20", "6")]
        .map(|(ballots, seed)| simulated(&folder, ballots, seed));
    let names = |ballot_box: &str| -> Vec<String> {
        let files = files_below(&Path::new(ballot_box).join("ballots"));
        files
            .iter()
            .map(|file| file.file_name().unwrap().to_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(names(&few).len(), 20);
    assert_eq!(names(&few), names(&again));
    assert!(names(&few).iter().all(|name| names(&many).contains(name)));
    assert!(!names(&few).iter().any(|name| names(&other).contains(name)));
}

#[test]
fn made_up_ballots_never_go_into_a_box_with_real_ones() {
    let folder = TempDir::new().unwrap();
    let ballot_box = simulated(&folder, "20", "1");
    made_real(&ballot_box);
    let before = files_below(Path::new(&ballot_box));
    let refused = purse([
        "simulate",
        BUDGET,
        "--ballots",
        "5",
        "--seed",
        "2",
        "--out",
        &ballot_box,
    ]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        text(&refused.stderr).contains("holds real ballots"),
        "{}",
        text(&refused.stderr)
    );
    assert!(purse(["pack", &ballot_box, "--remove"]).status.success());
    let refused = purse([
        "simulate",
        BUDGET,
        "--ballots",
        "5",
        "--seed",
        "2",
        "--out",
        &ballot_box,
    ]);
    assert_eq!(
        refused.status.code(),
        Some(1),
        "packed ballots are real, too"
    );
    assert_ne!(files_below(Path::new(&ballot_box)), before);
}

#[test]
fn a_count_never_mixes_made_up_and_real_ballots() {
    let folder = TempDir::new().unwrap();
    let [real, made_up] = ["1", "2"].map(|seed| simulated(&folder, "20", seed));
    made_real(&real);
    let alone = json(&purse(["count", &real, "--format", "json"]));
    for file in files_below(&Path::new(&made_up).join("ballots")) {
        fs::copy(
            &file,
            Path::new(&real)
                .join("ballots")
                .join(file.file_name().unwrap()),
        )
        .unwrap();
    }
    let mixed = json(&purse(["count", &real, "--format", "json"]));
    assert_eq!(mixed["refused"]["number"], 20);
    assert_eq!(mixed["refused"]["files"][0]["why"]["reason"], "simulated");
    assert_eq!(
        (&mixed["simulated"], &mixed["counted"], &mixed["outcome"]),
        (&alone["simulated"], &alone["counted"], &alone["outcome"])
    );
    assert!(out(&purse(["count", &made_up])).contains("20 simulated ballots"));
}

#[test]
fn a_count_is_the_same_loose_packed_and_both() {
    let folder = TempDir::new().unwrap();
    let ballot_box = simulated(&folder, "60", "3");
    let bad = Path::new(&ballot_box).join("ballots");
    put(&bad, b"{}");
    fs::write(bad.join(format!("{}.json", "a".repeat(64))), "not its name").unwrap();
    fs::write(bad.join("stray.json"), "{}").unwrap();
    let loose = purse(["count", &ballot_box, "--format", "json"]);
    assert_eq!(json(&loose)["counted"].as_array().unwrap().len(), 60);
    assert_eq!(json(&loose)["refused"]["number"], 3);
    let packed = json(&purse(["pack", &ballot_box, "--format", "json"]));
    assert_eq!(
        (&packed["ballots"], &packed["removed"]),
        (&Value::from(60), &Value::from(0))
    );
    assert_eq!(packed["left"].as_array().unwrap().len(), 3);
    assert_eq!(
        files_below(&bad).len(),
        63,
        "they stay loose unless removing is asked for"
    );
    assert_eq!(
        purse(["count", &ballot_box, "--format", "json"]).stdout,
        loose.stdout
    );
    let again = json(&purse([
        "pack",
        &ballot_box,
        "--remove",
        "--format",
        "json",
    ]));
    assert_eq!(
        (&again["bundles"], &again["before"], &again["removed"]),
        (&serde_json::json!([]), &Value::from(60), &Value::from(60))
    );
    assert_eq!(files_below(&bad).len(), 3);
    assert_eq!(
        purse(["count", &ballot_box, "--format", "json"]).stdout,
        loose.stdout
    );
}

/// A phone reads no bundle of more than 200 MB, and a box may hold 4 GB of ballots: in one file they would all be lost.
#[test]
fn many_ballots_are_packed_into_bundles_that_a_phone_reads() {
    let folder = TempDir::new().unwrap();
    let ballot_box = simulated(&folder, "3", "1");
    let budget = documents::Budget::read(&fs::read(BUDGET).unwrap()).unwrap();
    let number = bundle::MAX_BYTES as u64 / 10 / 40_000 + 10;
    for revision in 1..=number {
        let ballot = Signed {
            format: SignedFormat,
            budget: budget.name(),
            key: PublicKey([1; 32]),
            revision,
            ballot: None,
            sealed: Some(Sealed(vec![0; 20_000].into())),
            signature: NameSignature::of(&[0; 64]),
        };
        let path = documents::boxes::path_of_ballot(&ballot.to_bytes());
        fs::write(Path::new(&ballot_box).join(path), ballot.to_file()).unwrap();
    }
    let packed = json(&purse([
        "pack",
        &ballot_box,
        "--remove",
        "--format",
        "json",
    ]));
    assert_eq!(packed["ballots"], number + 3);
    assert_eq!(packed["removed"], number + 3);
    assert_eq!(packed["bundles"].as_array().unwrap().len(), 2);
    for bundle in files_below(&Path::new(&ballot_box).join("bundle")) {
        let bytes = fs::metadata(bundle).unwrap().len();
        assert!(bytes <= bundle::MAX_BYTES as u64 / 10, "{bytes}");
    }
    let again = json(&purse(["pack", &ballot_box, "--format", "json"]));
    assert_eq!(again["bundles"], serde_json::json!([]));
    let counted = json(&purse(["count", &ballot_box, "--format", "json"]));
    assert_eq!(counted["counted"].as_array().unwrap().len(), 3);
}

#[test]
fn a_bundle_that_was_changed_protects_no_loose_ballot_from_being_packed_again() {
    let folder = TempDir::new().unwrap();
    let ballot_box = simulated(&folder, "10", "3");
    assert!(purse(["pack", &ballot_box]).status.success());
    let bundle = files_below(&Path::new(&ballot_box).join("bundle")).remove(0);
    let changed = fs::read_to_string(&bundle).unwrap() + "{}\n";
    fs::write(&bundle, changed).unwrap();
    let refused = purse(["pack", &ballot_box, "--remove"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        text(&refused.stderr).contains("nothing was removed"),
        "{}",
        text(&refused.stderr)
    );
    assert_eq!(
        files_below(&Path::new(&ballot_box).join("ballots")).len(),
        10
    );
}

#[test]
fn a_published_result_is_found_again_and_a_difference_is_named() {
    let folder = TempDir::new().unwrap();
    let ballot_box = simulated(&folder, "30", "1");
    assert!(out(&purse(["count", &ballot_box])).contains("No result is published in the box yet."));
    let counted = purse(["count", &ballot_box, "--format", "json", "--publish"]);
    assert!(
        text(&counted.stderr).contains("Published as published/"),
        "{}",
        text(&counted.stderr)
    );
    let results = files_below(&Path::new(&ballot_box).join("published"));
    assert_eq!(results.len(), 1);
    let published = fs::read(&results[0]).unwrap();
    assert_eq!(out(&counted).trim_end().as_bytes(), published);
    let name = results[0].file_name().unwrap().to_str().unwrap();
    assert_eq!(name, format!("{}.json", documents::Id::of(&published)));
    assert!(out(&purse(["count", &ballot_box])).contains("Same: the box holds this very result"));
    assert!(out(&purse(["count", &ballot_box, "--publish"])).contains("It is published already"));
    let ballots = files_below(&Path::new(&ballot_box).join("ballots"));
    fs::remove_file(&ballots[0]).unwrap();
    let differs = out(&purse(["count", &ballot_box]));
    assert!(
        differs.contains("The published result is another"),
        "{differs}"
    );
    assert!(
        differs.contains("it counts 1 ballot that this count does not find"),
        "{differs}"
    );
}

#[test]
fn another_rule_can_be_asked_for_and_not_published() {
    let folder = TempDir::new().unwrap();
    let ballot_box = simulated(&folder, "30", "1");
    for rule in [
        "ladder",
        "mean",
        "median",
        "independent-markets",
        "utilitarian",
        "piecewise-uniform",
    ] {
        let counted = json(&purse([
            "count",
            &ballot_box,
            "--rule",
            rule,
            "--format",
            "json",
        ]));
        assert_eq!(counted["rule"], rule);
    }
    assert_eq!(
        purse(["count", &ballot_box, "--rule", "mean", "--publish"])
            .status
            .code(),
        Some(2)
    );
    let asked = [
        "count",
        &ballot_box,
        "--check",
        "range",
        "--check",
        "bootstrap",
    ];
    let says = text(&purse(asked).stdout);
    for says_so in [
        "Every line is between the least and the most that ballots asked for.",
        "We drew ballots by lot, 400 times, and counted them.",
    ] {
        assert!(says.contains(says_so), "{says}");
    }
    assert!(!text(&purse(["count", &ballot_box]).stdout).contains("by lot"));
    let refused = purse(["count", &ballot_box, "--check", "range", "--publish"]);
    assert_eq!(refused.status.code(), Some(2));
    let unknown = purse(["count", &ballot_box, "--check", "luck"]);
    assert!(text(&unknown.stderr).contains("expected one of limits-kept, agreement"));
    let unknown = purse(["count", &ballot_box, "--rule", "dice"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(
        text(&unknown.stderr).contains("expected one of ladder, mean"),
        "{}",
        text(&unknown.stderr)
    );
}

#[test]
fn what_cannot_be_done_is_said_in_a_sentence() {
    let folder = TempDir::new().unwrap();
    let empty = folder.path().to_str().unwrap();
    let no_widget = [
        "serve",
        "--widget",
        empty,
        "--box",
        empty,
        "--port",
        "0",
        "--bind",
        "127.0.0.1",
    ];
    let cases: [(&[&str], i32, &str); 9] = [
        (&["check", "absent.json"], 1, "there is no file absent.json"),
        (
            &["count", empty],
            1,
            "is not a box: expected a folder with budget.json in it",
        ),
        (&["pack", empty], 1, "is not a box"),
        (
            &["simulate", "absent.json", "--ballots", "1", "--seed", "1"],
            1,
            "there is no file",
        ),
        (
            &["tally", "absent.csv", "--total", "10"],
            1,
            "there is no file",
        ),
        (
            &["tally", "table.txt", "--total", "10"],
            2,
            "does not end in .csv",
        ),
        (&["tally", "table.csv"], 2, "--total"),
        (
            &["simulate", BUDGET, "--ballots", "0", "--seed", "1"],
            2,
            "not in 1..=1000000",
        ),
        (&no_widget, 1, "there is no widget in"),
    ];
    for (args, code, says) in cases {
        let ended = std::process::Command::new(env!("CARGO_BIN_EXE_purse"))
            .args(args)
            .output()
            .unwrap();
        let said = text(&ended.stderr);
        assert_eq!(ended.status.code(), Some(code), "{args:?}: {said}");
        assert!(said.contains(says), "{args:?}: {said}");
        assert!(!said.contains("panicked"), "{args:?}: {said}");
    }
}

#[test]
fn an_empty_box_has_no_result_yet() {
    let folder = TempDir::new().unwrap();
    fs::copy(BUDGET, folder.path().join("budget.json")).unwrap();
    let counted = purse(["count", folder.path().to_str().unwrap()]);
    assert_eq!(counted.status.code(), Some(1));
    assert!(
        text(&counted.stderr).contains("there are no ballots in"),
        "{}",
        text(&counted.stderr)
    );
}

#[test]
fn help_teaches_by_example() {
    for command in [
        "check", "serve", "pack", "count", "simulate", "tally", "compare",
    ] {
        let help = purse([command, "--help"]);
        assert_eq!(help.status.code(), Some(0));
        assert!(
            out(&help).contains(&format!("Examples:\n  purse {command} ")),
            "{}",
            out(&help)
        );
    }
}

/// A budget beside others, changed by `change`; what `purse check` says of it.
fn checked(change: impl FnOnce(String) -> String) -> Output {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("budget.json");
    let example = concat!(env!("CARGO_MANIFEST_DIR"), "/../../budgets/small-fund.json");
    let text = fs::read_to_string(example).unwrap();
    let changed = change(text.clone());
    assert_ne!(changed, text);
    fs::write(&path, changed).unwrap();
    purse(["check", path.to_str().unwrap()])
}

#[test]
fn a_box_in_a_local_network_is_good_with_a_warning() {
    let said = checked(|text| text.replace("\"box/\"", "\"https://192.168.1.5/box/\""));
    assert_eq!(said.status.code(), Some(0), "{}", out(&said));
    let warning = "Warning: ballot_box: https://192.168.1.5/box/ is an address of a local network.";
    assert!(out(&said).contains(warning), "{}", out(&said));
}

#[test]
fn an_english_copy_of_an_example_is_good_with_one_warning() {
    let said = checked(|text| text.replace("[\"en\", \"cy\"]", "[\"en\"]"));
    assert_eq!(said.status.code(), Some(0), "{}", out(&said));
    let warnings: Vec<String> = out(&said)
        .lines()
        .filter(|line| line.contains("Warning"))
        .map(str::to_owned)
        .collect();
    let expected = "Warning: 82 texts in cy, which \"languages\" does not list, will not be shown.";
    assert!(warnings.contains(&expected.to_owned()), "{warnings:?}");
    let missing = checked(|text| text.replace("[\"en\", \"cy\"]", "[\"en\", \"fr\"]"));
    assert_eq!(missing.status.code(), Some(1));
    assert!(
        out(&missing).contains("has 82 mistakes"),
        "{}",
        out(&missing)
    );
}

#[test]
fn a_language_without_words_is_not_called_good_without_a_word() {
    let said = checked(|text| text.replace("\"cy\"", "\"ur\""));
    assert_eq!(said.status.code(), Some(0), "{}", out(&said));
    assert!(
        out(&said).contains("the page has no words of its own in ur."),
        "{}",
        out(&said)
    );
    let known = checked(|text| text.replace("[\"en\", \"cy\"]", "[\"cy\", \"en\"]"));
    assert!(
        !out(&known).contains("no words of its own"),
        "{}",
        out(&known)
    );
}

#[test]
fn mistakes_name_the_line_of_the_budget_and_how_they_came_about() {
    let floor = checked(|text| text.replacen("\"floor\": ", "\"floor\": -", 1));
    assert!(
        out(&floor).contains("(in \"lunch-club\")"),
        "{}",
        out(&floor)
    );
    for (from, to, says) in [
        (
            "\"format\"",
            "\u{201c}format\u{201d}",
            "quotation marks curly",
        ),
        ("\"format\"", "\u{ab}format\u{bb}", "quotation marks curly"),
        ("\"format\"", "'format'", "in double quotation marks"),
        (": ", "\u{a0}: ", "only looks like a space"),
    ] {
        let said = checked(|text| text.replacen(from, to, 1));
        assert!(out(&said).contains(says), "{to:?}: {}", out(&said));
    }
    let marked = checked(|text| format!("\u{feff}{text}"));
    assert_eq!(marked.status.code(), Some(0), "{}", out(&marked));
}

#[test]
fn ballots_whose_names_are_not_quite_right_are_named_by_every_command() {
    let folder = TempDir::new().unwrap();
    let ballot_box = simulated(&folder, "20", "1");
    let ballots = Path::new(&ballot_box).join("ballots");
    let one = files_below(&ballots)[0].clone();
    let name = one.file_name().unwrap().to_str().unwrap().to_owned();
    let stem = name.strip_suffix(".json").unwrap();
    let mut odd = vec![
        format!("{stem}.JSON"),
        format!("{name}.txt"),
        format!("{stem}.jsonl"),
        format!("{stem} (1).json"),
    ];
    for copy in &odd {
        fs::copy(&one, ballots.join(copy)).unwrap();
    }
    fs::create_dir(ballots.join("phone")).unwrap();
    fs::rename(&one, ballots.join("phone").join(&name)).unwrap();
    odd.push("phone/".to_owned());
    let result = json(&purse([
        "count",
        &ballot_box,
        "--publish",
        "--format",
        "json",
    ]));
    assert_eq!(result["counted"].as_array().unwrap().len(), 19);
    assert_eq!(result["refused"]["number"], 5);
    let files = result["refused"]["files"].to_string();
    let packed = purse(["pack", &ballot_box]);
    for name in &odd {
        assert!(
            files.contains(&format!("\"ballots/{name}\"")),
            "{name}: {files}"
        );
        assert!(
            out(&packed).contains(&format!("Left {name}:")),
            "{name}: {}",
            out(&packed)
        );
    }
    let recounted = purse(["recount", &ballot_box]);
    assert_eq!(recounted.status.code(), Some(0), "{}", out(&recounted));
}

#[test]
fn a_flood_of_junk_names_is_counted_to_the_last() {
    let folder = TempDir::new().unwrap();
    let ballot_box = simulated(&folder, "20", "1");
    for number in 0..1_500 {
        let name = format!("ballots/junk-{number}.txt");
        fs::write(Path::new(&ballot_box).join(name), "").unwrap();
    }
    let result = json(&purse(["count", &ballot_box, "--format", "json"]));
    assert_eq!(result["refused"]["number"], 1_500);
}

#[test]
fn an_example_is_left_in_one_language() {
    let folder = TempDir::new().unwrap();
    let copy = folder.path().join("mine.json");
    let example = concat!(env!("CARGO_MANIFEST_DIR"), "/../../budgets/small-fund.json");
    fs::copy(example, &copy).unwrap();
    let path = copy.to_str().unwrap();
    let asked = purse(["check", path, "--language", "en", "--format", "json"]);
    assert_eq!(json(&asked)["warnings"], Value::Array(Vec::new()));
    assert_eq!(
        fs::read(&copy).unwrap(),
        fs::read(example).unwrap(),
        "nothing is written unasked"
    );
    let written = purse(["check", path, "--language", "en", "--write"]);
    assert_eq!(written.status.code(), Some(0), "{}", out(&written));
    let left: Value = serde_json::from_slice(&fs::read(&copy).unwrap()).unwrap();
    let whole = serde_json::from_slice(&fs::read(example).unwrap()).unwrap();
    assert_eq!(left, without_welsh(whole));
    let unknown = purse(["check", path, "--language", "cy"]);
    assert_eq!(unknown.status.code(), Some(1));
    let says = text(&unknown.stderr);
    assert!(says.contains("expected one of en"), "{says}");
}

/// What is left of a JSON tree in two languages.
fn without_welsh(tree: Value) -> Value {
    match tree {
        Value::Object(fields) => {
            let left = fields.into_iter().filter(|(name, _)| name != "cy");
            Value::Object(
                left.map(|(name, value)| (name, without_welsh(value)))
                    .collect(),
            )
        }
        Value::Array(items) => {
            let left = items.into_iter().filter(|item| item != "cy");
            Value::Array(left.map(without_welsh).collect())
        }
        other => other,
    }
}

#[test]
fn questions_that_nobody_is_asked_are_warned_of() {
    let warned = |text: &str| text.contains("which nobody is asked. Only an event with a key asks");
    let without = checked(|text| {
        let mut budget: Value = serde_json::from_str(&text).unwrap();
        budget.as_object_mut().unwrap().remove("keys");
        budget.to_string()
    });
    assert_eq!(without.status.code(), Some(0), "{}", out(&without));
    assert!(warned(&out(&without)), "{}", out(&without));
    let with = checked(|text| format!("{text}\n"));
    assert!(!warned(&out(&with)), "{}", out(&with));
}
