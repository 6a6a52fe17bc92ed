//! Every dependency, held to `deny.toml`.

use std::process::Command;

use crate::project::Project;
use crate::run::{self, Sentence};
use crate::setup::{Needs, Tools, set_up};
use crate::terminal;

/// Licences, sources and versions are held to their rules on any machine; known weaknesses only where their list can be
/// fetched, and the last line says whether it was.
///
/// # Errors
/// When a rule is broken, or a dependency has a known weakness.
pub(crate) fn audit(project: &Project) -> Result<(), Sentence> {
    let tools = set_up(project, Needs::Audit)?;
    terminal::step("Licences, sources and versions");
    run::must(
        &mut deny(project, &tools, &["check", "bans", "licenses", "sources"]),
        "A dependency breaks a rule of deny.toml: see the lines above.",
    )?;
    terminal::step("Known weaknesses");
    if !run::stream(&mut deny(project, &tools, &["fetch", "db"]))?.ok {
        terminal::say(
            "Licences, sources and versions are well. Known weaknesses were NOT looked for: their list (RustSec's \
             advisory database) could not be fetched.",
        );
        return Ok(());
    }
    run::must(
        &mut deny(project, &tools, &["check", "advisories"]),
        "A dependency has a known weakness: see the lines above.",
    )?;
    terminal::say("All is well, also by the list of known weaknesses.");
    Ok(())
}

fn deny(project: &Project, tools: &Tools, arguments: &[&str]) -> Command {
    let mut deny = tools.command("cargo-deny");
    deny.args(arguments).current_dir(&project.root);
    deny
}
