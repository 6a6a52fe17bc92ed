//! Where things are.

use std::env;
use std::path::{Path, PathBuf};

pub(crate) struct Project {
    pub(crate) root: PathBuf,
    /// Cargo's target folder: that of this very program, so that a `CARGO_TARGET_DIR` is respected.
    pub(crate) target: PathBuf,
    /// What set-up keeps for this user, shared by all clones.
    pub(crate) cache: PathBuf,
}

impl Project {
    pub(crate) fn here() -> Self {
        let package = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = package
            .parent()
            .expect("xtask lies in the project's folder")
            .to_owned();
        let target = env::current_exe()
            .ok()
            .and_then(|program| Some(program.parent()?.parent()?.to_owned()))
            .unwrap_or_else(|| root.join("target"));
        Self {
            root,
            target,
            cache: cache(),
        }
    }

    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    pub(crate) fn e2e(&self) -> PathBuf {
        self.root.join("tests/e2e")
    }

    pub(crate) fn stores(&self) -> PathBuf {
        self.root.join("tests/stores")
    }

    /// The organiser's tool, as built with this profile ("debug" or "release").
    pub(crate) fn purse(&self, profile: &str) -> PathBuf {
        self.target
            .join(profile)
            .join(format!("purse{}", env::consts::EXE_SUFFIX))
    }

    /// What makes events with codes for the end-to-end tests.
    pub(crate) fn coded_event(&self, profile: &str) -> PathBuf {
        self.target
            .join(profile)
            .join("examples")
            .join(format!("coded_event{}", env::consts::EXE_SUFFIX))
    }
}

fn cache() -> PathBuf {
    let base = env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .filter(|path| path.is_absolute())
        .or_else(|| env::home_dir().map(|home| home.join(".cache")))
        .unwrap_or_else(env::temp_dir);
    base.join("common-purse")
}

/// The first program of this name on PATH, or in the folders for system programs that PATH leaves out for ordinary users.
pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path)
        .chain([PathBuf::from("/usr/sbin"), PathBuf::from("/sbin")])
        .map(|folder| folder.join(name))
        .find(|file| is_program(file))
}

#[cfg(unix)]
fn is_program(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata()
        .is_ok_and(|data| data.is_file() && data.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(file: &Path) -> bool {
    file.is_file()
}
