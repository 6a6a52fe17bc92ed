//! The engine's speed, natively and as WebAssembly in a browser's worker, in one run.

use std::env;
use std::path::PathBuf;

use crate::project::Project;
use crate::run::{self, Sentence};
use crate::setup::{Needs, Tools, set_up};
use crate::{scripts, terminal, widget};

/// Elections (`.pb` files) to measure as well as the made-up ones.
///
/// # Errors
/// When something cannot be built, or a run fails.
pub(crate) fn bench(project: &Project, elections: &[String]) -> Result<(), Sentence> {
    let here =
        env::current_dir().map_err(|error| format!("There is no current folder ({error})."))?;
    let tools = set_up(project, Needs::Tests)?;
    let folder = build_wasm(project, &tools)?;
    terminal::step("Building the measurements natively");
    let mut cargo = tools.command("cargo");
    cargo
        .current_dir(&project.root)
        .env("CARGO_TARGET_DIR", &project.target)
        .args(["build", "--release", "--locked"])
        .args(EXAMPLE);
    run::must(&mut cargo, BROKEN)?;
    terminal::step("Measuring (some minutes; a machine at rest gives the best figures)");
    let mut node = scripts::node(project, "release");
    node.arg("engine.mjs").arg(folder);
    node.arg(project.target.join("release/examples/engine"));
    node.args(elections.iter().map(|file| here.join(file)));
    scripts::terminal_run(&mut node)
}

const EXAMPLE: [&str; 4] = ["--package", "tally", "--example", "engine"];

const BROKEN: &str = "The measurements could not be built: see the lines above.";

/// Built as the counter is, so that the figures are those of the page.
fn build_wasm(project: &Project, tools: &Tools) -> Result<PathBuf, Sentence> {
    const TARGET: &str = "wasm32-unknown-unknown";
    terminal::step("Building the measurements for the browser (a minute or two the first time)");
    let mut cargo = tools.command("cargo");
    cargo.args(["build", "--locked"]).args(EXAMPLE);
    cargo.args(["--profile", "counter", "--target", TARGET]);
    run::must(widget::sized(project, tools, &mut cargo), BROKEN)?;
    let folder = project.target.join("bench-engine");
    let built = project
        .target
        .join(TARGET)
        .join("counter/examples/engine.wasm");
    let mut bindgen = tools.command("wasm-bindgen");
    bindgen.args(["--target", "web", "--no-typescript", "--out-dir"]);
    run::must(bindgen.arg(&folder).arg(built), BROKEN)?;
    let wasm = folder.join("engine_bg.wasm");
    let mut optimise = tools.command("wasm-opt");
    run::must(optimise.arg("-O3").arg(&wasm).arg("-o").arg(&wasm), BROKEN)?;
    Ok(folder)
}
