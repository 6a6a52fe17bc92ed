//! Set-up: fetches what is missing, and only that.

use std::env;
use std::ffi::OsString;
use std::fs::{self, File};
use std::process::Command;
use std::time::Instant;

use crate::project::{Project, on_path};
use crate::run::{self, Sentence};
use crate::terminal;
use crate::tools::Tool;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Needs {
    Build,
    /// What looks through the dependencies, and nothing else.
    Audit,
    /// The build's tools, and a browser, a web server and scripts.
    Tests,
    /// All that, and stores that everyday tests do without.
    Stores,
    /// Or the engines of other browsers.
    Browsers,
}

impl Needs {
    fn tools(self) -> Vec<Tool> {
        match self {
            Self::Build => FOR_BUILD.into(),
            Self::Audit => FOR_AUDIT.into(),
            Self::Tests => FOR_BUILD.into_iter().chain(FOR_TESTS).collect(),
            Self::Stores => {
                let all = FOR_BUILD.into_iter().chain(FOR_TESTS);
                all.chain(FOR_STORES).collect()
            }
            Self::Browsers => {
                let all = FOR_BUILD.into_iter().chain(FOR_TESTS);
                all.chain(FOR_BROWSERS).collect()
            }
        }
    }
}

/// Everything is there.
pub(crate) struct Tools {
    path: OsString,
    /// Can the standard library be built for size?
    pub(crate) small_std: bool,
}

impl Tools {
    /// A command that finds the tools of the right version first.
    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.env("PATH", &self.path);
        command
    }
}

const FOR_BUILD: [Tool; 7] = [
    Tool::WasmTarget,
    Tool::StdSource,
    Tool::WasmOpt,
    Tool::WasmBindgen,
    Tool::WasmSplit,
    Tool::Terser,
    Tool::Trunk,
];
const FOR_TESTS: [Tool; 2] = [Tool::System, Tool::Scripts];
const FOR_AUDIT: [Tool; 1] = [Tool::Deny];
const FOR_STORES: [Tool; 2] = [Tool::Azurite, Tool::Garage];
const FOR_BROWSERS: [Tool; 2] = [Tool::Engines, Tool::Geckodriver];

/// # Errors
/// One sentence that says what to do.
pub(crate) fn set_up(project: &Project, needs: Needs) -> Result<Tools, Sentence> {
    let wanted = needs.tools();
    if needs != Needs::Audit {
        node()?;
    }
    with(project, &wanted)
}

/// What `cargo xtask fuzz` needs, and nothing else.
///
/// # Errors
/// One sentence that says what to do.
pub(crate) fn fuzzing(project: &Project) -> Result<Tools, Sentence> {
    with(project, &[Tool::CargoFuzz])
}

fn with(project: &Project, wanted: &[Tool]) -> Result<Tools, Sentence> {
    let absent = |tool: &Tool| !tool.is_there(project);
    let missing: Vec<Tool> = wanted.iter().copied().filter(absent).collect();
    if !missing.is_empty() {
        fetch(project, &missing)?;
    }
    let ours = wanted.iter().filter_map(|tool| tool.folder(project));
    let first = [project.root.join("xtask/path")];
    let theirs = env::var_os("PATH").unwrap_or_default();
    let path = env::join_paths(first.into_iter().chain(ours).chain(env::split_paths(&theirs)))
        .map_err(|error| format!("PATH cannot be extended ({error}): set XDG_CACHE_HOME to a folder without `:` in its name."))?;
    Ok(Tools {
        path,
        small_std: Tool::StdSource.is_there(project),
    })
}

fn fetch(project: &Project, missing: &[Tool]) -> Result<(), Sentence> {
    let begun = Instant::now();
    let _alone = lock(project)?;
    for (index, tool) in missing.iter().enumerate() {
        terminal::step(&format!("{}/{} {}", index + 1, missing.len(), tool.title()));
        if tool.is_there(project) {
            terminal::aside("another run has just fetched it");
            continue;
        }
        match (tool, tool.install(project)) {
            (Tool::StdSource, Err(sentence)) => {
                terminal::say(&format!(
                    "{sentence}\nGoing on without it: the widget will be about a seventh larger."
                ));
            }
            (_, done) => done?,
        }
    }
    terminal::say(&format!(
        "Set-up took {}.",
        terminal::duration(begun.elapsed())
    ));
    Ok(())
}

/// Two runs at once must not install over each other; the lock goes with the file.
fn lock(project: &Project) -> Result<File, Sentence> {
    let file = project.cache.join("lock");
    let cannot = |error: std::io::Error| {
        format!(
            "{} cannot be written ({error}): set XDG_CACHE_HOME to a folder of yours.",
            file.display()
        )
    };
    fs::create_dir_all(&project.cache).map_err(cannot)?;
    let lock = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&file)
        .map_err(cannot)?;
    if lock.try_lock().is_err() {
        terminal::say("Another run is setting up; waiting for it.");
        lock.lock().map_err(cannot)?;
    }
    Ok(lock)
}

fn node() -> Result<(), Sentence> {
    let needed = "Node 20 or later is needed, with npm: install it, and start again";
    let version =
        run::answer(Command::new("node").arg("--version")).ok_or_else(|| format!("{needed}."))?;
    let major = version
        .trim()
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|text| text.parse::<u32>().ok());
    if major.is_none_or(|major| major < 20) {
        return Err(format!("{needed} (found {}).", version.trim()));
    }
    on_path("npm")
        .map(|_| ())
        .ok_or_else(|| format!("{needed} (npm was not found)."))
}
