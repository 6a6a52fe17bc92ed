//! Every test there is, in order; what fails does not keep the others from running.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::project::{Project, on_path};
use crate::run::{self, Sentence};
use crate::scripts;
use crate::setup::{Needs, Tools, set_up};
use crate::{serve, terminal, weigh, widget};

type Run = fn(&Project, &Tools) -> Result<String, Sentence>;

/// Name, what it is, and how it runs; a run answers with what its runner said at the end.
const STEPS: [(&str, &str, Run); 10] = [
    ("format", "Formatting", format),
    ("lint", "Lints, native and for WebAssembly", lint),
    (
        "native",
        "Native tests: units, properties, journeys, pages, cases",
        native,
    ),
    ("browser", "Browser tests in headless Chromium", browser),
    ("weigh", "The widget and its weight", build_and_weigh),
    (
        "e2e",
        "End to end, in a real browser against a real box",
        e2e,
    ),
    ("nginx", "End to end, behind a real nginx", nginx),
    (
        "faults",
        "The short fault bench, in a real browser against a real box",
        faults,
    ),
    (
        STORES,
        "Real stores: Garage on three nodes, Azurite",
        stores,
    ),
    (
        BROWSERS,
        "Three engines: Chromium, Firefox, WebKitGTK",
        browsers,
    ),
];

/// Steps that only run when they are named: their set-up takes long the first time.
const STORES: &str = "stores";
const BROWSERS: &str = "browsers";

/// # Errors
/// When a step fails; the table above it says which.
pub(crate) fn test(project: &Project, words: &[String]) -> Result<(), Sentence> {
    // `--stores` reads as what it is: something on top of the everyday steps.
    let only: Vec<String> = words
        .iter()
        .map(|word| word.strip_prefix("--").unwrap_or(word).to_owned())
        .collect();
    if let Some(unknown) = only
        .iter()
        .find(|word| STEPS.iter().all(|(name, ..)| name != word))
    {
        let names: Vec<&str> = STEPS.iter().map(|(name, ..)| *name).collect();
        return Err(format!(
            "There is no step `{unknown}`; there are {}.",
            names.join(", ")
        ));
    }
    let named = |name: &str| only.iter().any(|word| word == name);
    let mut tools = set_up(project, Needs::Tests)?;
    for (name, needs) in [(STORES, Needs::Stores), (BROWSERS, Needs::Browsers)] {
        if named(name) {
            tools = set_up(project, needs)?;
        }
    }
    let steps: Vec<_> = STEPS
        .iter()
        .filter(|(name, ..)| named(name) || (only.is_empty() && ![STORES, BROWSERS].contains(name)))
        .collect();
    let begun = Instant::now();
    let mut table = Vec::new();
    for (index, (name, title, run)) in steps.iter().enumerate() {
        terminal::step(&format!("{}/{} {title}", index + 1, steps.len()));
        let begun = Instant::now();
        let outcome = run(project, &tools);
        table.push((*name, outcome, begun.elapsed()));
    }
    summary(&table, begun.elapsed())
}

fn summary(
    table: &[(&str, Result<String, Sentence>, Duration)],
    whole: Duration,
) -> Result<(), Sentence> {
    terminal::step("Summary");
    for (name, outcome, time) in table {
        let said = outcome.as_ref().unwrap_or_else(|sentence| sentence);
        terminal::say(&format!(
            "{} {name:<8} {:>13}  {said}",
            terminal::mark(outcome.is_ok()),
            terminal::duration(*time)
        ));
    }
    let failed: Vec<&str> = table
        .iter()
        .filter(|(_, outcome, _)| outcome.is_err())
        .map(|(name, ..)| *name)
        .collect();
    if failed.is_empty() {
        terminal::say(&format!(
            "All is well, after {}.",
            terminal::duration(whole)
        ));
        Ok(())
    } else {
        Err(format!(
            "Failed: {}. Try one alone with `cargo xtask test {}`.",
            failed.join(", "),
            failed[0]
        ))
    }
}

fn cargo(project: &Project, tools: &Tools, arguments: &[&str]) -> Command {
    let mut cargo = tools.command("cargo");
    cargo
        .args(arguments)
        .current_dir(&project.root)
        .env("CARGO_TARGET_DIR", &project.target);
    cargo
}

fn format(project: &Project, tools: &Tools) -> Result<String, Sentence> {
    run::must(
        &mut cargo(project, tools, &["fmt", "--all", "--check"]),
        "Some files are not formatted: run `cargo fmt --all`.",
    )?;
    Ok("formatted".into())
}

/// What is checked, and for which target; only the widget has tests that run in a browser.
const LINTS: [&str; 5] = [
    "--workspace --all-targets",
    "--package purse --features stores --tests",
    "--package common-purse --lib --bins --test browser* --target wasm32-unknown-unknown",
    "--package workers --lib --bins --target wasm32-unknown-unknown",
    "--manifest-path fuzz/Cargo.toml --no-default-features --bins",
];

fn lint(project: &Project, tools: &Tools) -> Result<String, Sentence> {
    let mut clean = true;
    for what in LINTS {
        let mut clippy = cargo(project, tools, &["clippy", "--locked"]);
        clippy
            .args(what.split(' '))
            .args(["--", "--deny", "warnings"]);
        clean &= run::stream(&mut clippy)?.ok;
    }
    if clean {
        Ok("no warnings".into())
    } else {
        Err("clippy found something: see its lines above.".into())
    }
}

fn native(project: &Project, tools: &Tools) -> Result<String, Sentence> {
    counted(run::stream(&mut cargo(
        project,
        tools,
        &["test", "--locked", "--workspace", "--no-fail-fast"],
    ))?)
}

/// The targets whose names begin with "browser", and no others: a target without browser tests gives no result line.
fn browser(project: &Project, tools: &Tools) -> Result<String, Sentence> {
    let mut command = cargo(
        project,
        tools,
        &[
            "test",
            "--locked",
            "--target",
            "wasm32-unknown-unknown",
            "--no-fail-fast",
            "--package",
            "common-purse",
        ],
    );
    for name in browser_targets(&project.root.join("tests")) {
        command.args(["--test", &name]);
    }
    if let Some(driver) = on_path("chromedriver") {
        command.env("CHROMEDRIVER", driver);
    }
    command
        .env("WASM_BINDGEN_TEST_TIMEOUT", "120")
        .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60");
    counted(run::stream(&mut command)?)
}

fn browser_targets(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let targets = names.filter_map(|name| name.strip_suffix(".rs").map(str::to_owned));
    let mut targets: Vec<String> = targets.filter(|name| name.starts_with("browser")).collect();
    targets.sort();
    targets
}

fn build_and_weigh(project: &Project, tools: &Tools) -> Result<String, Sentence> {
    widget::build(project, tools)?;
    weigh::weigh(project)
}

fn e2e(project: &Project, _: &Tools) -> Result<String, Sentence> {
    serve::build_purse(project, "debug")?;
    scripts::build_coded_event(project, "debug")?;
    node_tests(scripts::end_to_end(project, "debug", |name| {
        !["nginx.test.mjs", "stores.test.mjs", ENGINES].contains(&name)
    })?)
}

fn nginx(project: &Project, _: &Tools) -> Result<String, Sentence> {
    serve::build_purse(project, "debug")?;
    node_tests(scripts::end_to_end(project, "debug", |name| {
        name == "nginx.test.mjs"
    })?)
}

const ENGINES: &str = "engines.test.mjs";

fn browsers(project: &Project, tools: &Tools) -> Result<String, Sentence> {
    widget::build(project, tools)?;
    serve::build_purse(project, "debug")?;
    let engines = node_tests(scripts::end_to_end(project, "debug", |name| {
        name == ENGINES
    })?);
    let soak = node_tests(scripts::soak(project, "debug")?);
    match (engines, soak) {
        (Ok(engines), Ok(soak)) => Ok(format!("{engines}; at a kiosk {soak}")),
        (engines, soak) => {
            let said = [engines, soak].map(|said| said.unwrap_or_else(|said| said));
            Err(format!("{}; at a kiosk {}", said[0], said[1]))
        }
    }
}

fn faults(project: &Project, _: &Tools) -> Result<String, Sentence> {
    serve::build_purse(project, "debug")?;
    scenarios(scripts::short_faults(project, "debug")?)
}

/// The closing line of the fault bench: "12 ok, 0 failed, 0 skipped, after 38 s".
fn scenarios(finished: run::Finished) -> Result<String, Sentence> {
    let closing = finished
        .lines
        .iter()
        .rev()
        .find(|line| line.contains(" ok, ") && line.contains(" failed, "));
    let said = closing.map_or("it did not come to its end", String::as_str);
    if finished.ok && before(said, " ok") > 0 {
        Ok(said.into())
    } else {
        Err(said.into())
    }
}

/// The tool against each store, then the widget in a browser against each store.
fn stores(project: &Project, tools: &Tools) -> Result<String, Sentence> {
    let mut native = cargo(
        project,
        tools,
        &["test", "--locked", "--package", "purse", "--no-fail-fast"],
    );
    native.args([
        "--features",
        "stores",
        "--test",
        "garage",
        "--test",
        "azurite",
    ]);
    scripts::name_stores(&mut native, project);
    let native = counted(run::stream(&mut native)?);
    widget::build(project, tools)?;
    serve::build_purse(project, "debug")?;
    let browser = node_tests(scripts::end_to_end(project, "debug", |name| {
        name == "stores.test.mjs"
    })?);
    match (native, browser) {
        (Ok(native), Ok(browser)) => Ok(format!("{native}; in a browser {browser}")),
        (native, browser) => {
            let said = [native, browser].map(|said| said.unwrap_or_else(|said| said));
            Err(format!("{}; in a browser {}", said[0], said[1]))
        }
    }
}

/// Adds up the closing lines of Rust's test runners: "test result: ok. 12 passed; 0 failed; …".
fn counted(finished: run::Finished) -> Result<String, Sentence> {
    let closing = finished
        .lines
        .iter()
        .filter_map(|line| line.strip_prefix("test result: "));
    let (mut passed, mut failed) = (0, 0);
    for line in closing {
        passed += before(line, " passed");
        failed += before(line, " failed");
    }
    let said = format!("{passed} passed, {failed} failed");
    if finished.ok && passed > 0 {
        Ok(said)
    } else {
        Err(said)
    }
}

/// Node's closing lines: "ℹ pass 12", "ℹ fail 0".
fn node_tests(finished: run::Finished) -> Result<String, Sentence> {
    let count = |what: &str| {
        let said = finished
            .lines
            .iter()
            .rev()
            .find_map(|line| line.split_once(what));
        said.and_then(|(_, number)| number.trim().parse::<u64>().ok())
            .unwrap_or(0)
    };
    let (passed, failed) = (count("ℹ pass "), count("ℹ fail ") + count("ℹ cancelled "));
    let said = format!("{passed} passed, {failed} failed");
    if finished.ok && passed > 0 {
        Ok(said)
    } else {
        Err(said)
    }
}

/// The number before a word, 0 when there is none.
fn before(line: &str, word: &str) -> u64 {
    let number = line
        .find(word)
        .map(|at| line[..at].rsplit(' ').next().unwrap_or_default());
    number.and_then(|text| text.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finished(ok: bool, lines: &[&str]) -> run::Finished {
        run::Finished {
            ok,
            lines: lines.iter().map(|line| line.to_string()).collect(),
        }
    }

    #[test]
    fn closing_lines_of_rust_add_up() {
        let lines = [
            "test result: ok. 12 passed; 0 failed; 0 ignored",
            "noise",
            "test result: FAILED. 3 passed; 2 failed; 0 ignored",
        ];
        assert_eq!(
            counted(finished(false, &lines)),
            Err("15 passed, 2 failed".into())
        );
        assert_eq!(
            counted(finished(true, &lines[..1])),
            Ok("12 passed, 0 failed".into())
        );
    }

    #[test]
    fn a_run_without_tests_fails() {
        assert_eq!(
            counted(finished(true, &[])),
            Err("0 passed, 0 failed".into())
        );
        assert_eq!(
            node_tests(finished(true, &["ℹ pass 0", "ℹ fail 0"])),
            Err("0 passed, 0 failed".into())
        );
    }

    #[test]
    fn the_closing_line_of_the_fault_bench_is_read() {
        let all = ["12 ok, 0 failed, 0 skipped, after 38 s"];
        assert_eq!(scenarios(finished(true, &all)), Ok(all[0].into()));
        let none = ["0 ok, 0 failed, 12 skipped, after 1 s"];
        assert_eq!(scenarios(finished(true, &none)), Err(none[0].into()));
        let failed = [
            "11 ok, 1 failed, 0 skipped, after 38 s",
            "again: cargo xtask faults portal --seed 1",
        ];
        assert_eq!(scenarios(finished(false, &failed)), Err(failed[0].into()));
        assert_eq!(
            scenarios(finished(false, &[])),
            Err("it did not come to its end".into())
        );
    }

    #[test]
    fn closing_lines_of_node_are_read() {
        assert_eq!(
            node_tests(finished(true, &["ℹ pass 7", "ℹ fail 0", "ℹ cancelled 0"])),
            Ok("7 passed, 0 failed".into())
        );
        assert_eq!(
            node_tests(finished(false, &["ℹ pass 7", "ℹ fail 1", "ℹ cancelled 2"])),
            Err("7 passed, 3 failed".into())
        );
    }
}
