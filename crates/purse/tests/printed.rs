//! What organisers print: the paper twin of the ballot, and the poster.

mod common;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use common::{BUDGET, purse, text};
use tempfile::TempDir;

const ADDRESS: &str = "https://budget.example.org/hall";

fn example(name: &str) -> String {
    format!("{}/../../budgets/{name}.json", env!("CARGO_MANIFEST_DIR"))
}

/// Runs `purse` in a folder of its own; what it wrote, and what it said.
fn made(command: &str, budget: &str, more: &[&str]) -> (String, Output) {
    let folder = TempDir::new().unwrap();
    let output = run(folder.path(), command, budget, more);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let file = folder.path().join(command).with_extension("html");
    (fs::read_to_string(file).unwrap(), output)
}

fn run(folder: &Path, command: &str, budget: &str, more: &[&str]) -> Output {
    let mut purse = Command::new(env!("CARGO_BIN_EXE_purse"));
    purse.current_dir(folder).args([command, budget]).args(more);
    if command == "poster" && !more.contains(&"--address") {
        purse.args(["--address", ADDRESS]);
    }
    purse.output().expect("purse is built before its tests")
}

/// As a reader sees it: no tags, no styles, signs instead of their names.
fn shown(html: &str) -> String {
    let body = html.split("</head>").nth(1).expect("a body");
    let parts = body
        .split('<')
        .map(|part| part.split_once('>').map_or(part, |(_, text)| text));
    let shown = parts.collect::<Vec<_>>().join(" ");
    let shown = [
        ("&amp;", "&"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
    ]
    .iter()
    .fold(shown, |shown, (name, sign)| shown.replace(name, sign));
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn money(amount: &serde_json::Value) -> String {
    let digits = amount.as_u64().expect("an amount").to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    format!("£{out}")
}

/// Every text of the budget that a ballot is decided by, in every language, and every amount.
#[test]
fn the_form_holds_every_line_limit_and_consequence_in_every_language() {
    for name in ["small-fund", "aldermoor"] {
        let budget = fs::read_to_string(example(name)).unwrap();
        let budget: serde_json::Value = serde_json::from_str(&budget).unwrap();
        let (html, _) = made("paper", &example(name), &[]);
        let shown = shown(&html);
        let lists = [
            (
                "priorities",
                &["name", "about"][..],
                &["floor", "cap", "today"][..],
            ),
            ("limits", &["name", "why"], &["floor", "cap"]),
            ("consequences", &["says"], &[]),
            ("protected", &["name", "why"], &["amount"]),
            ("about", &["asks", "why"], &[]),
        ];
        let mut expected = Vec::new();
        for lang in ["en", "cy"] {
            for (list, texts, amounts) in lists {
                for item in budget[list].as_array().unwrap_or(&Vec::new()) {
                    expected.extend(
                        texts
                            .iter()
                            .map(|text| item[text][lang].as_str().unwrap().to_owned()),
                    );
                    let amounts = amounts.iter().map(|amount| &item[amount]);
                    expected.extend(amounts.filter(|amount| !amount.is_null()).map(money));
                    for level in item["levels"].as_array().unwrap_or(&Vec::new()) {
                        expected.push(money(&level["amount"]));
                        expected.push(level["buys"][lang].as_str().unwrap().to_owned());
                    }
                    for answer in item["answers"].as_array().unwrap_or(&Vec::new()) {
                        expected.push(answer["name"][lang].as_str().unwrap().to_owned());
                    }
                }
            }
            expected.push(
                budget["organiser"]["name"][lang]
                    .as_str()
                    .unwrap()
                    .to_owned(),
            );
        }
        expected.push(money(&budget["total"]));
        expected.push("31 October 2027".to_owned());
        expected.push("31 Hydref 2027".to_owned());
        assert!(expected.len() > 100);
        for text in expected {
            assert!(shown.contains(&text), "{name}: {text}");
        }
    }
}

#[test]
fn each_amount_has_a_box_a_digit_and_its_last_zeros_are_there() {
    let (html, _) = made("paper", &example("small-fund"), &["--language", "en"]);
    let boxes = "<span class=\"sign\">£</span><i></i><i></i><span class=\"mark\">,</span><i></i><i>0</i><i>0</i>";
    // Six lines and their sum; all of the money has to be shared out, and nobody may have no view.
    assert_eq!(html.matches(boxes).count(), 7);
    assert_eq!(html.matches("No view").count(), 0);
    let (html, _) = made("paper", &example("aldermoor"), &["--language", "en"]);
    let boxes = "<i></i><span class=\"mark\">,</span><i></i><i></i><i>0</i><span class=\"mark\">,</span><i>0</i><i>0</i><i>0</i>";
    // Ten lines, their sum, and what is left over.
    assert_eq!(html.matches(boxes).count(), 12);
    assert_eq!(
        html.matches("<i class=\"tick\"></i><span lang=\"en\">No view</span>")
            .count(),
        10
    );
}

/// Two languages that fit a sheet are on one; else nobody need search for theirs.
#[test]
fn two_short_languages_share_a_form_and_two_long_ones_have_their_own() {
    for (name, forms) in [("small-fund", 1), ("aldermoor", 2)] {
        let (html, _) = made("paper", &example(name), &[]);
        assert_eq!(
            html.matches("<table class=\"form\"").count(),
            forms,
            "{name}"
        );
    }
    let (html, _) = made("paper", &example("small-fund"), &["--language", "cy"]);
    assert!(html.contains("<html lang=\"cy\">") && !html.contains("lang=\"en\""));
}

#[test]
fn a_form_asks_for_a_code_and_about_people_where_the_page_does() {
    let budget = fs::read_to_string(example("small-fund")).unwrap();
    let ask = |budget: &str| {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("budget.json"), budget).unwrap();
        let output = run(folder.path(), "paper", "budget.json", &["--language", "en"]);
        assert!(output.status.success(), "{}", text(&output.stderr));
        let html = shown(&fs::read_to_string(folder.path().join("paper.html")).unwrap());
        (
            html.contains("Your voting code"),
            html.contains("About you"),
        )
    };
    assert_eq!(ask(&budget), (false, true));
    assert_eq!(
        ask(&budget.replace("\"codes\": false", "\"codes\": true")),
        (true, true)
    );
    let mut open: serde_json::Value = serde_json::from_str(&budget).unwrap();
    open.as_object_mut().unwrap().remove("keys");
    assert_eq!(ask(&open.to_string()), (false, false));
}

/// A row is never torn from one page to the next.
#[test]
fn the_heading_about_people_stays_with_its_first_question() {
    let (html, _) = made("paper", &example("small-fund"), &["--language", "en"]);
    let (_, below) = html.split_once("About you").expect("the heading");
    let (row, _) = below.split_once("</tr>").expect("the end of its row");
    assert!(row.contains("class=\"answers\""), "{row}");
}

#[test]
fn what_is_printed_needs_no_other_file_and_an_organisers_text_is_text() {
    let folder = TempDir::new().unwrap();
    let budget = fs::read_to_string(BUDGET).unwrap();
    let mut budget: serde_json::Value = serde_json::from_str(&budget).unwrap();
    budget["title"]["en"] = "A <script>".into();
    fs::write(folder.path().join("budget.json"), budget.to_string()).unwrap();
    for command in ["paper", "poster"] {
        let output = run(folder.path(), command, "budget.json", &[]);
        assert!(output.status.success(), "{}", text(&output.stderr));
        let html = fs::read_to_string(folder.path().join(command).with_extension("html")).unwrap();
        assert!(
            html.contains("&lt;script&gt;") && !html.contains("<script"),
            "{command}"
        );
        for outside in ["src=", "href=", "url(", "@import"] {
            assert!(!html.contains(outside), "{command}: {outside}");
        }
    }
}

#[test]
fn a_file_that_is_there_stays() {
    let folder = TempDir::new().unwrap();
    for command in ["paper", "poster"] {
        let file = folder.path().join(command).with_extension("html");
        let first = run(folder.path(), command, BUDGET, &[]);
        assert!(first.status.success());
        assert!(
            run(folder.path(), command, BUDGET, &[]).status.success(),
            "the same again"
        );
        fs::write(&file, "mine").unwrap();
        let refused = run(folder.path(), command, BUDGET, &[]);
        assert_eq!(refused.status.code(), Some(1));
        let said = text(&refused.stderr);
        assert!(
            said.contains("is there already") && said.contains("--output"),
            "{said}"
        );
        assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
        let other = format!("{command}-2.html");
        let named = run(folder.path(), command, BUDGET, &["--output", &other]);
        assert!(named.status.success() && folder.path().join(other).exists());
    }
}

#[test]
fn a_language_that_the_budget_has_not_is_refused() {
    for command in ["paper", "poster"] {
        let folder = TempDir::new().unwrap();
        let refused = run(
            folder.path(),
            command,
            &example("small-fund"),
            &["--language", "fr"],
        );
        assert_eq!(refused.status.code(), Some(2));
        assert!(
            text(&refused.stderr).contains("en, cy"),
            "{}",
            text(&refused.stderr)
        );
    }
}

/// What a phone reads on the poster: its squares, each of a few dots, with whatever is around them.
fn scanned(html: &str) -> String {
    const DOTS: usize = 4;
    let svg = html
        .split("<svg")
        .nth(1)
        .and_then(|rest| rest.split("</svg>").next())
        .expect("a code");
    let side: usize = svg
        .split("viewBox=\"0 0 ")
        .nth(1)
        .and_then(|rest| rest.split(' ').next())
        .and_then(|side| side.parse().ok())
        .expect("a size");
    let mut dark = vec![false; side * side];
    let path = svg
        .split(" d=\"")
        .find(|path| path.starts_with('M') && path.contains("h1v1h-1"))
        .expect("squares");
    for square in path.split('M').skip(1) {
        let corner = square.split('h').next().expect("a corner");
        let (x, y) = corner.split_once(',').expect("two numbers");
        let (x, y): (usize, usize) = (x.parse().unwrap(), y.parse().unwrap());
        dark[y * side + x] = true;
    }
    let mut seen = rqrr::PreparedImage::prepare_from_greyscale(side * DOTS, side * DOTS, |x, y| {
        if dark[y / DOTS * side + x / DOTS] {
            0
        } else {
            255
        }
    });
    let grids = seen.detect_grids();
    assert_eq!(grids.len(), 1, "one code");
    grids[0].decode().expect("a code that can be read").1
}

#[test]
fn the_code_on_the_poster_leads_to_the_address() {
    for address in [
        ADDRESS,
        "https://budget.example.org/",
        "http://192.0.2.7:8080/?lang=cy",
    ] {
        let (html, _) = made("poster", &example("small-fund"), &["--address", address]);
        assert_eq!(scanned(&html), address);
        let short = address.split_once("://").unwrap().1.trim_end_matches('/');
        assert!(shown(&html).contains(short), "{short}");
    }
}

#[test]
fn the_poster_says_what_when_and_how_in_every_language() {
    let (html, _) = made("poster", &example("small-fund"), &[]);
    let shown = shown(&html);
    for text in [
        "Hazelbeck community fund",
        "Cronfa gymunedol Hazelbeck",
        "It is open from 2 November 2026 to 31 October 2027.",
        "Mae ar agor o 2 Tachwedd 2026 hyd 31 Hydref 2027.",
        "Scan the square with your phone.",
        "Sganiwch y sgwâr",
        "budget.example.org/hall",
        "Share out £50,000",
    ] {
        assert!(shown.contains(text), "{text}");
    }
    assert_eq!(html.matches("<li>").count(), 6);
    assert!(html.contains("size: A4") && !html.contains("size: A3"));
    let (large, _) = made("poster", &example("small-fund"), &["--paper", "a3"]);
    assert!(large.contains("size: A3"));
}

#[test]
fn a_poster_of_an_address_that_not_everyone_reaches_is_warned_of() {
    let warned = |address| {
        let (_, output) = made("poster", BUDGET, &["--address", address]);
        let said = text(&output.stderr);
        (said.contains("not secure"), said.contains("local network"))
    };
    assert_eq!(warned("https://budget.example.org/"), (false, false));
    assert_eq!(warned("http://budget.example.org/"), (true, false));
    assert_eq!(warned("https://192.168.1.5/"), (false, true));
    assert_eq!(warned("http://laptop.local:8080/"), (true, true));
    for own in ["http://127.0.0.1:8080/", "http://localhost:8080/"] {
        let (_, output) = made("poster", BUDGET, &["--address", own]);
        let said = text(&output.stderr);
        assert!(said.contains("no phone can open the page"), "{said}");
        assert!(!said.contains("local network"), "{said}");
    }
    for wrong in [
        "budget.example.org",
        "https://a b.example",
        "https://a.example/#results",
    ] {
        let refused = purse(["poster", BUDGET, "--address", wrong]);
        assert_eq!(refused.status.code(), Some(2), "{wrong}");
    }
}
