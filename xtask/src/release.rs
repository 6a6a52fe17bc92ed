//! The organiser's tool as one file to hand out.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::project::Project;
use crate::run::{self, Sentence};
use crate::setup::{Needs, set_up};
use crate::{serve, terminal, widget};

/// # Errors
/// When something cannot be set up, built or written.
pub(crate) fn release(project: &Project) -> Result<(), Sentence> {
    let tools = set_up(project, Needs::Build)?;
    widget::build(project, &tools)?;
    terminal::step("Building purse with the widget inside (a minute or two the first time)");
    serve::build_purse(project, "release")?;
    let folder = project.root.join("release");
    let name = format!("purse-{}-{}", env!("CARGO_PKG_VERSION"), host()?);
    let name = name + std::env::consts::EXE_SUFFIX;
    let file = folder.join(&name);
    let written = fs::create_dir_all(&folder)
        .and_then(|()| fs::copy(project.purse("release"), &file))
        .map_err(|error| format!("{} could not be written ({error}).", file.display()))?;
    let sum = sha256(&file)?;
    let line = format!("{sum}  {name}\n");
    fs::write(folder.join(name + ".sha256"), line)
        .map_err(|error| format!("The SHA-256 could not be written ({error})."))?;
    terminal::say(&format!(
        "{}: {written} bytes, SHA-256 {sum}\n",
        file.display()
    ));
    Ok(())
}

/// The kind of machine, as the compiler calls it.
fn host() -> Result<String, Sentence> {
    let text = run::answer(Command::new("rustc").arg("-vV")).unwrap_or_default();
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned)
        .ok_or_else(|| "rustc does not say what machine this is.".into())
}

/// Node's own, since this tool has no dependencies.
fn sha256(file: &Path) -> Result<String, Sentence> {
    const SUM: &str =
        "crypto.createHash('sha256').update(fs.readFileSync(process.argv[1])).digest('hex')";
    run::answer(Command::new("node").args(["-p", SUM]).arg(file))
        .map(|sum| sum.trim().to_owned())
        .ok_or_else(|| format!("The SHA-256 of {} could not be made.", file.display()))
}
