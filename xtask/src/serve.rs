//! A box on this machine, with an example budget.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::project::Project;
use crate::run::{self, Sentence};
use crate::setup::{Needs, set_up};
use crate::{terminal, widget};

/// What is served unless the caller says otherwise, from the project's folder.
const USUAL: [(&str, &str); 2] = [("--box", "box"), ("--budget", "budgets/aldermoor.json")];

/// # Errors
/// When something cannot be set up or built, or the box stops with an error.
pub(crate) fn serve(project: &Project, extra: &[String]) -> Result<(), Sentence> {
    let tools = set_up(project, Needs::Build)?;
    widget::build(project, &tools)?;
    terminal::step("Building purse, the organiser's tool (a minute or two the first time)");
    build_purse(project, "release")?;
    let arguments = arguments(&project.root, extra);
    make_ledger(project, &arguments)?;
    let mut purse = Command::new(project.purse("release"));
    purse.arg("serve").args(arguments);
    become_child(&mut purse)
}

/// An example budget has a made-up ledger beside it, which its box is to have.
fn make_ledger(project: &Project, arguments: &[OsString]) -> Result<(), Sentence> {
    let given = |option| value_of(arguments, option).map(PathBuf::from);
    let (Some(ballot_box), Some(budget)) = (given("--box"), given("--budget")) else {
        return Ok(());
    };
    let story = budget.with_extension("ledger.json");
    if !story.exists() || ballot_box.join("ledger").exists() {
        return Ok(());
    }
    let mut purse = Command::new(project.purse("release"));
    purse.args(["ledger", "practise"]).arg(&ballot_box);
    purse.arg("--budget").arg(&budget).arg("--from").arg(&story);
    run::must(
        &mut purse,
        "The example's ledger could not be written: see the lines above.",
    )
}

/// What `--option value` or `--option=value` gives.
fn value_of(arguments: &[OsString], option: &str) -> Option<OsString> {
    let words = arguments
        .iter()
        .zip(arguments.iter().skip(1).map(Some).chain([None]));
    words.into_iter().find_map(|(word, next)| {
        let text = word.to_string_lossy();
        let after = text.strip_prefix(option)?;
        match after.strip_prefix('=') {
            Some(value) => Some(value.into()),
            None => next.filter(|_| after.is_empty()).cloned(),
        }
    })
}

/// Builds the organiser's tool with the widget inside, so `dist/` has to be there.
///
/// # Errors
/// When it does not build.
pub(crate) fn build_purse(project: &Project, profile: &str) -> Result<(), Sentence> {
    let mut cargo = Command::new("cargo");
    cargo
        .args(["build", "--locked", "--package", "purse"])
        .args(["--features", "widget"])
        .current_dir(&project.root)
        .env("CARGO_TARGET_DIR", &project.target);
    if profile == "release" {
        cargo.arg("--release");
    }
    run::must(&mut cargo, "purse could not be built: see the lines above.")
}

/// The usual options, but those that the caller gives, and then the caller's.
fn arguments(root: &Path, extra: &[String]) -> Vec<OsString> {
    let given = |option: &str| {
        extra
            .iter()
            .any(|word| word.split('=').next() == Some(option))
    };
    let usual = USUAL
        .iter()
        .filter(|(option, _)| !given(option))
        .flat_map(|(option, path)| [option.into(), root.join(path).into_os_string()]);
    usual.chain(extra.iter().map(OsString::from)).collect()
}

/// Hands the terminal over, so that Ctrl-C reaches purse alone and it can finish what it is writing.
#[cfg(unix)]
fn become_child(command: &mut Command) -> Result<(), Sentence> {
    use std::os::unix::process::CommandExt;
    Err(format!("purse could not be started ({}).", command.exec()))
}

#[cfg(not(unix))]
fn become_child(command: &mut Command) -> Result<(), Sentence> {
    let status = command
        .status()
        .map_err(|error| format!("purse could not be started ({error})."))?;
    if status.success() {
        Ok(())
    } else {
        Err("purse stopped with an error.".into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_option_is_found_however_it_is_written() {
        let words = ["--box", "a", "--budget=b.json", "--boxes"].map(OsString::from);
        assert_eq!(value_of(&words, "--box"), Some("a".into()));
        assert_eq!(value_of(&words, "--budget"), Some("b.json".into()));
        assert_eq!(value_of(&words, "--boxes"), None);
    }

    #[test]
    fn what_the_caller_gives_replaces_the_usual() {
        let extra = [
            "--budget=budgets/small-fund.json".to_owned(),
            "--port".into(),
            "0".into(),
        ];
        assert_eq!(
            arguments(Path::new("/project"), &extra),
            [
                "--box",
                "/project/box",
                "--budget=budgets/small-fund.json",
                "--port",
                "0"
            ]
        );
    }
}
