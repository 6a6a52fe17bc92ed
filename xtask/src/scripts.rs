//! What runs in Node: end-to-end tests, the bench, pictures of the screens. They lie in `tests/e2e`.

use std::fs;
use std::process::Command;

use crate::project::{Project, on_path};
use crate::run::{self, Finished, Sentence};
use crate::setup::{Needs, set_up};
use crate::tools::Tool;
use crate::{serve, terminal, widget};

/// Runs the test files whose names `wanted` accepts.
///
/// # Errors
/// When Node cannot be started, or there is no such file.
pub(crate) fn end_to_end(
    project: &Project,
    profile: &str,
    wanted: fn(&str) -> bool,
) -> Result<Finished, Sentence> {
    let entries = fs::read_dir(project.e2e())
        .map_err(|error| format!("tests/e2e cannot be read ({error})."))?;
    let names = entries
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok());
    let mut tests: Vec<String> = names
        .filter(|name| name.ends_with(".test.mjs") && wanted(name))
        .collect();
    tests.sort();
    let mut node = node(project, profile);
    node.args([
        "--test",
        "--test-concurrency=1",
        "--test-timeout=300000",
        "--test-reporter=spec",
    ])
    .args(tests);
    run::stream(&mut node)
}

/// As many visitors in one page of a kiosk as a busy week has; the everyday run has twenty.
///
/// # Errors
/// When Node cannot be started.
pub(crate) fn soak(project: &Project, profile: &str) -> Result<Finished, Sentence> {
    let mut node = node(project, profile);
    node.env("SOAK", "500").args([
        "--test",
        "--test-timeout=1800000",
        "--test-reporter=spec",
        "soak.test.mjs",
    ]);
    run::stream(&mut node)
}

/// Speeds of the release build, in a table.
///
/// # Errors
/// When something cannot be built, or a run fails.
pub(crate) fn bench(project: &Project, arguments: &[String]) -> Result<(), Sentence> {
    prepare(project)?;
    let mut node = node(project, "release");
    terminal_run(node.arg("bench.mjs").args(arguments))
}

/// The fault bench: all scenarios, or those that the arguments name.
///
/// # Errors
/// When something cannot be built, or a scenario does not come to its one end.
pub(crate) fn faults(project: &Project, arguments: &[String]) -> Result<(), Sentence> {
    if !arguments.iter().any(|word| word == "--list") {
        prepare(project)?;
    }
    terminal_run(bench_of_faults(project, "release").args(arguments))
}

/// The quickest scenarios that tell the most.
///
/// # Errors
/// When Node cannot be started.
pub(crate) fn short_faults(project: &Project, profile: &str) -> Result<Finished, Sentence> {
    run::stream(bench_of_faults(project, profile).arg("--short"))
}

fn bench_of_faults(project: &Project, profile: &str) -> Command {
    let mut node = node(project, profile);
    node.env("CARGO_TARGET_DIR", &project.target)
        .arg(project.root.join("tests/faults/run.mjs"));
    node
}

/// Pictures of the screens.
///
/// # Errors
/// When something cannot be built, or a run fails.
pub(crate) fn screens(project: &Project, arguments: &[String]) -> Result<(), Sentence> {
    prepare(project)?;
    let here = std::env::current_dir()
        .map_err(|error| format!("The current folder cannot be read ({error})."))?;
    let folder = arguments.first().map_or_else(
        || project.root.join("docs/screens"),
        |folder| here.join(folder),
    );
    let mut node = node(project, "release");
    terminal_run(node.arg("screens.mjs").arg(folder))
}

/// The icons of the installed page.
///
/// # Errors
/// When something cannot be set up, or a run fails.
pub(crate) fn icons(project: &Project) -> Result<(), Sentence> {
    set_up(project, Needs::Tests)?;
    terminal_run(node(project, "release").arg("icons.mjs"))
}

fn prepare(project: &Project) -> Result<(), Sentence> {
    let tools = set_up(project, Needs::Tests)?;
    widget::build(project, &tools)?;
    terminal::step("Building purse, the organiser's tool (a minute or two the first time)");
    serve::build_purse(project, "release")?;
    build_coded_event(project, "release")
}

/// Builds what makes events with codes for the tests.
///
/// # Errors
/// When it does not build.
pub(crate) fn build_coded_event(project: &Project, profile: &str) -> Result<(), Sentence> {
    let mut cargo = Command::new("cargo");
    cargo
        .args(["build", "--locked", "--package", "workers"])
        .args(["--example", "coded_event", "--profile"])
        .arg(if profile == "debug" { "dev" } else { profile })
        .current_dir(&project.root)
        .env("CARGO_TARGET_DIR", &project.target);
    run::must(
        &mut cargo,
        "The tests' events with codes could not be built: see the lines above.",
    )
}

/// Node in `tests/e2e`, told where everything is.
pub(crate) fn node(project: &Project, profile: &str) -> Command {
    let mut node = Command::new("node");
    node.current_dir(project.e2e())
        .env("PURSE", project.purse(profile))
        .env("CODED_EVENT", project.coded_event(profile))
        .env("WIDGET", project.dist());
    if let Ok(this) = std::env::current_exe() {
        node.env("XTASK", this);
    }
    name_stores(&mut node, project);
    if let Some(folder) = Tool::Geckodriver.folder(project) {
        node.env("GECKODRIVER", folder.join("geckodriver"));
    }
    for (variable, program) in [("CHROMIUM", "chromium"), ("NGINX", "nginx")] {
        if let Some(file) = on_path(program) {
            node.env(variable, file);
        }
    }
    node
}

/// Tells a child where the stores' programs are, as far as they are there.
pub(crate) fn name_stores(command: &mut Command, project: &Project) {
    if let Some(folder) = Tool::Garage.folder(project) {
        command.env("GARAGE", folder.join("garage"));
    }
    let azurite = "node_modules/azurite/dist/src/blob/main.js";
    command.env("AZURITE", project.stores().join(azurite));
}

pub(crate) fn terminal_run(command: &mut Command) -> Result<(), Sentence> {
    let status = command
        .status()
        .map_err(|error| format!("Node could not be started ({error})."))?;
    if status.success() {
        Ok(())
    } else {
        Err("It did not come to its end: see the lines above.".into())
    }
}
