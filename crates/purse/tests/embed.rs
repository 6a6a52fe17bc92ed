//! The lines that show a budget on a page of another site.

mod common;

use std::fs;
use std::process::{Command, Output};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use common::{BUDGET, purse, text};
use sha2::{Digest, Sha384};

const ADDRESS: &str = "https://budget.example.org/hall/";

/// In English and Welsh.
const TWO_LANGUAGES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../budgets/small-fund.json");

fn embed<const N: usize>(more: [&str; N]) -> Output {
    embed_of(BUDGET, more)
}

fn embed_of<const N: usize>(budget: &str, more: [&str; N]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_purse"));
    command
        .args(["embed", budget, "--address", ADDRESS])
        .args(more);
    command.output().expect("purse starts")
}

#[test]
fn the_lines_hold_a_heading_the_frame_the_script_and_a_link() {
    let printed = text(&embed([]).stdout);
    let lines: Vec<&str> = printed.lines().collect();
    let title = lines[0]
        .strip_prefix("<h2>")
        .and_then(|line| line.strip_suffix("</h2>"));
    let title = title.expect("a heading");
    assert!(
        lines[1].starts_with(&format!("<iframe src=\"{ADDRESS}\" ")),
        "{printed}"
    );
    assert!(
        lines[1].contains(&format!(" title=\"{title}\" ")),
        "{printed}"
    );
    assert_eq!(
        lines[3],
        format!("<p><a href=\"{ADDRESS}\">{title}</a></p>")
    );
    assert_eq!(lines.len(), 4);
}

#[test]
fn the_hash_is_that_of_the_script_as_it_is_given_out() {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../embed.js");
    let hash = STANDARD.encode(Sha384::digest(fs::read(script).unwrap()));
    let expected = format!(
        "<script async src=\"{ADDRESS}embed.js\" integrity=\"sha384-{hash}\" crossorigin></script>"
    );
    let printed = text(&embed([]).stdout);
    assert!(printed.contains(&expected), "{printed}");
}

#[test]
fn an_address_is_understood_with_and_without_its_end() {
    for typed in [
        "https://budget.example.org/hall",
        "https://budget.example.org/hall/",
        "https://budget.example.org/hall/index.html",
    ] {
        let printed = text(&purse(["embed", BUDGET, "--address", typed]).stdout);
        assert!(
            printed.contains(&format!("src=\"{ADDRESS}\"")),
            "{typed}: {printed}"
        );
    }
    for wrong in [
        "budget.example.org",
        "https://",
        "https:///hall",
        "https://a b",
        "https://a/?lang=cy",
        "https://a/#x",
        "javascript:alert(1)",
    ] {
        let refused = purse(["embed", BUDGET, "--address", wrong]);
        assert_eq!(
            (refused.status.code(), refused.stdout.len()),
            (Some(2), 0),
            "{wrong}"
        );
        assert!(text(&refused.stderr).contains("expected"), "{wrong}");
    }
}

#[test]
fn a_laptop_in_the_hall_is_no_page_for_a_council_to_frame() {
    let noted = |address| text(&purse(["embed", BUDGET, "--address", address]).stderr);
    let warning = "Warning: this is an address of a local network.";
    assert!(noted("https://192.168.1.5:8080/").contains(warning));
    assert!(!noted(ADDRESS).contains(warning));
}

#[test]
fn language_colours_and_sites_are_filled_in() {
    let welsh = embed_of(
        TWO_LANGUAGES,
        [
            "--language",
            "cy",
            "--theme",
            "dark",
            "--site",
            "https://www.council.example",
        ],
    );
    let printed = text(&welsh.stdout);
    assert!(
        printed.contains("/hall/?lang=cy&amp;theme=dark\""),
        "{printed}"
    );
    let noted = text(&welsh.stderr);
    assert!(
        noted.contains("purse serve --frame-ancestors https://www.council.example\n"),
        "{noted}"
    );
    assert!(
        noted.contains("; frame-ancestors 'self' https://www.council.example\n"),
        "{noted}"
    );
    let unknown = embed(["--language", "fr"]);
    assert_eq!(unknown.status.code(), Some(2));
    let says = text(&unknown.stderr);
    assert!(
        says.contains("budget.json: its \"languages\" does not list \"fr\""),
        "{says}"
    );
}

#[test]
fn an_organisers_title_is_text_on_a_strangers_page() {
    let budget = fs::read_to_string(BUDGET).unwrap();
    let mut budget: serde_json::Value = serde_json::from_str(&budget).unwrap();
    budget["title"]["en"] = "</h2><script>alert(1)</script>\" onload=\"x".into();
    let file = tempfile::NamedTempFile::new().unwrap();
    fs::write(&file, budget.to_string()).unwrap();
    let place = file.path().to_str().unwrap();
    let printed = purse(["embed", place, "--address", ADDRESS]);
    let printed = text(&printed.stdout);
    assert_eq!(printed.matches("<script").count(), 1, "{printed}");
    assert!(!printed.contains("\" onload"), "{printed}");
}
