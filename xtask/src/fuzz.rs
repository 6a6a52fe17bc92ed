//! Fuzzing of everything that reads bytes from outside, for a bounded time.

use std::path::Path;
use std::process::Command;

use crate::project::Project;
use crate::run::{self, Sentence};
use crate::setup;
use crate::terminal;

struct Target {
    /// Its file is `fuzz/targets/NAME.rs`.
    name: &'static str,
    /// Folders of good and bad files to begin with, beside `tests/cases/fuzz/NAME`.
    seeds: &'static [&'static str],
    /// Words that such files are made of: `fuzz/words/NAME.dict`.
    words: &'static str,
    longest: u32,
}

const TARGETS: [Target; 14] = [
    target("pabulib", &["tests/cases/projects"], "pabulib", 20_000),
    target("table", &["tests/cases/allocation"], "table", 4_000),
    target("budget", &["budgets"], "json", 50_000),
    target("ballot", &[], "json", 4_000),
    target("bundle", &[], "json", 8_000),
    target("listing", &[], "json", 4_000),
    target("result", &[], "json", 20_000),
    target("signed", &[], "json", 8_000),
    target("keys", &[], "json", 8_000),
    target("close", &[], "json", 20_000),
    target("code", &[], "json", 60),
    target("store", &[], "json", 4_000),
    target("entry", &[], "json", 8_000),
    target("payments", &[], "table", 4_000),
];

const fn target(
    name: &'static str,
    seeds: &'static [&'static str],
    words: &'static str,
    longest: u32,
) -> Target {
    Target {
        name,
        seeds,
        words,
        longest,
    }
}

/// All targets, one after the other, for so many seconds together (60 unless told).
///
/// # Errors
/// The first target that found something, with what to do about it.
pub(crate) fn fuzz(project: &Project, arguments: &[String]) -> Result<(), Sentence> {
    let seconds: u32 = match arguments {
        [] => 60,
        [seconds] => seconds.parse().map_err(|_| usage(seconds))?,
        [_, other, ..] => return Err(usage(other)),
    };
    let tools = setup::fuzzing(project)?;
    terminal::step("Building the fuzz targets (some minutes the first time)");
    run::must(
        cargo_fuzz(project, &mut tools.command("cargo"), "build"),
        "The fuzz targets could not be built: see the lines above.",
    )?;
    let each = (seconds / TARGETS.len() as u32).max(1);
    for target in &TARGETS {
        terminal::step(&format!("Fuzzing {} for {each} seconds", target.name));
        let mut command = tools.command("cargo");
        run::must(
            target.arguments(project, each, cargo_fuzz(project, &mut command, "run"))?,
            &format!(
                "{0} found something: the lines above say what, and where the file is that does it. \
                 Keep that file in tests/cases/fuzz/{0}/, where the ordinary tests read it, and mend it.",
                target.name
            ),
        )?;
    }
    Ok(())
}

impl Target {
    fn arguments<'c>(
        &self,
        project: &Project,
        seconds: u32,
        command: &'c mut Command,
    ) -> Result<&'c mut Command, Sentence> {
        let at = |path: &str| project.root.join(path);
        // What a run finds out is kept here for the next one; it is no part of the repository.
        let corpus = at("fuzz/corpus").join(self.name);
        std::fs::create_dir_all(&corpus)
            .map_err(|error| format!("{} cannot be made ({error}).", corpus.display()))?;
        command.arg(self.name).arg(corpus);
        let cases = at("tests/cases/fuzz").join(self.name);
        let folders = self.seeds.iter().map(|path| at(path)).chain([cases]);
        command.args(folders.filter(|folder| folder.is_dir()));
        let words = at("fuzz/words").join(self.words).with_extension("dict");
        Ok(command.arg("--").args([
            format!("-max_total_time={seconds}"),
            format!("-max_len={}", self.longest),
            format!("-dict={}", words.display()),
            // One input that takes so long, or so many megabytes, is a finding too.
            "-timeout=10".into(),
            "-rss_limit_mb=1024".into(),
            "-verbosity=0".into(),
            "-print_funcs=0".into(),
            "-print_final_stats=1".into(),
        ]))
    }
}

/// Without a sanitizer, which needs a nightly compiler: the project's own code has no `unsafe`, and panics and
/// overflows are found all the same. What coverage needs on a stable compiler takes `RUSTC_BOOTSTRAP`.
fn cargo_fuzz<'c>(project: &Project, command: &'c mut Command, what: &str) -> &'c mut Command {
    command
        .current_dir(project.root.join("fuzz"))
        .env("RUSTC_BOOTSTRAP", "1")
        .args(["fuzz", what, "--sanitizer", "none", "--fuzz-dir"])
        .arg(Path::new("."))
        .arg("--target-dir")
        .arg(project.target.join("fuzz"))
}

fn usage(found: &str) -> Sentence {
    format!("fuzz: found {found:?}, expected a number of seconds for all targets together.")
}
