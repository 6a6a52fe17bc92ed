//! A box on this machine, with an example budget.

use std::ffi::OsString;
use std::path::Path;
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
    let mut purse = Command::new(project.purse("release"));
    purse.arg("serve").args(arguments(&project.root, extra));
    become_child(&mut purse)
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
