//! The tools that the project is built and tried with: which version, how to find it, how to get it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::project::{Project, on_path};
use crate::run::{self, Sentence};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tool {
    /// The standard library for WebAssembly.
    WasmTarget,
    /// The standard library's source, to build it for size; the widget can be built without it.
    StdSource,
    WasmOpt,
    WasmBindgen,
    /// Splits the widget's program into the pieces that a browser loads one by one.
    WasmSplit,
    /// Makes scripts shorter; the widget can be built without it.
    Terser,
    Trunk,
    /// Holds dependencies to `deny.toml`.
    Deny,
    /// Chromium, its driver and nginx.
    System,
    /// What the end-to-end tests import.
    Scripts,
    /// Builds and runs the fuzz targets.
    CargoFuzz,
    /// An S3 store, for the tests of stores alone.
    Garage,
    /// Azure's emulator, likewise.
    Azurite,
    /// Firefox and WebKitGTK, for the tests in three engines alone.
    Engines,
    /// Drives Firefox.
    Geckodriver,
}

const NEXT: &str = "see the lines above, mend that (a connection to the package registry is needed), and start again";

impl Tool {
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::WasmTarget => "Rust's WebAssembly target (some seconds)",
            Self::StdSource => "Rust's standard library as source (some seconds)",
            Self::WasmOpt => "wasm-opt 132 (some seconds)",
            Self::WasmBindgen => "wasm-bindgen 0.2.129 (about 2 minutes)",
            Self::WasmSplit => "wasm-split-cli 0.2.4 (about a minute)",
            Self::Terser => "terser 5.51.4 (some seconds)",
            Self::Trunk => "trunk 0.21.14 (about 4 minutes)",
            Self::Deny => "cargo-deny 0.20.2 (about 5 minutes)",
            Self::System => "Chromium, its driver and nginx (about a minute)",
            Self::Scripts => "playwright-core and axe-core (some seconds)",
            Self::CargoFuzz => "cargo-fuzz 0.13.2 (about a minute)",
            Self::Garage => "garage 2.5.0 (10 to 20 minutes, once)",
            Self::Azurite => "azurite 3.37.0 (about a minute)",
            Self::Engines => "Firefox, and WebKitGTK with its driver (about a minute)",
            Self::Geckodriver => "geckodriver 0.37.1 (about 2 minutes)",
        }
    }

    pub(crate) fn is_there(self, project: &Project) -> bool {
        match self {
            Self::WasmTarget => wasm_libraries().is_some_and(|folder| folder.is_dir()),
            Self::StdSource => sysroot().is_some_and(|root| {
                root.join("lib/rustlib/src/rust/library/Cargo.lock")
                    .is_file()
            }),
            Self::WasmOpt
            | Self::WasmBindgen
            | Self::WasmSplit
            | Self::Terser
            | Self::Trunk
            | Self::Deny
            | Self::Garage
            | Self::Geckodriver
            | Self::CargoFuzz => self.folder(project).is_some(),
            Self::System => missing(&PACKAGES).is_empty(),
            Self::Engines => missing(&ENGINES).is_empty(),
            Self::Scripts => scripts_are_current(&project.e2e()),
            Self::Azurite => scripts_are_current(&project.stores()),
        }
    }

    /// The folder that has to come first on PATH for this tool.
    ///
    /// Ours first, since its name tells the version; else what PATH finds, if it is this very version:
    /// another version may not do (Debian's wasm-opt 108 does not understand our modules).
    pub(crate) fn folder(self, project: &Project) -> Option<PathBuf> {
        let (program, version) = self.program()?;
        let ours = project
            .cache
            .join(self.root())
            .join(self.programs_in_root());
        if ours.join(program).is_file() {
            return Some(ours);
        }
        let file = on_path(program)?;
        let says = run::answer(Command::new(&file).arg("--version"))?;
        (says.split_whitespace().any(|word| word == version))
            .then(|| file.parent().map(Path::to_owned))?
    }

    /// # Errors
    /// One sentence that says what to do.
    pub(crate) fn install(self, project: &Project) -> Result<(), Sentence> {
        match self {
            Self::WasmTarget => rustup(&["target", "add", "wasm32-unknown-unknown"]),
            Self::StdSource => rustup(&["component", "add", "rust-src"]),
            Self::WasmOpt => {
                self.install_into_cache(project, |root| npm_install(root, "binaryen@132.0.0"))
            }
            Self::Terser => {
                self.install_into_cache(project, |root| npm_install(root, "terser@5.51.4"))
            }
            Self::WasmBindgen => self.install_into_cache(project, |root| {
                cargo_install(root, "wasm-bindgen-cli@0.2.129", &[])
            }),
            Self::WasmSplit => self.install_into_cache(project, |root| {
                cargo_install(
                    root,
                    "wasm_split_cli_support@0.2.4",
                    &["--features", "build-binary"],
                )
            }),
            Self::Trunk => self.install_into_cache(project, |root| {
                cargo_install(
                    root,
                    "trunk@0.21.14",
                    &["--no-default-features", "--features", "rustls"],
                )
            }),
            Self::Deny => self.install_into_cache(project, |root| {
                cargo_install(root, "cargo-deny@0.20.2", &[])
            }),
            Self::CargoFuzz => self.install_into_cache(project, |root| {
                cargo_install(root, "cargo-fuzz@0.13.2", &[])
            }),
            // Without SQLite and what only large installations need, it builds in half the time.
            Self::Garage => self.install_into_cache(project, |root| {
                cargo_install(
                    root,
                    "garage@2.5.0",
                    &["--no-default-features", "--features", "bundled-libs,lmdb"],
                )
            }),
            Self::Geckodriver => self.install_into_cache(project, |root| {
                cargo_install(root, "geckodriver@0.37.1", &[])
            }),
            Self::System => install_packages(&PACKAGES),
            Self::Engines => install_packages(&ENGINES),
            Self::Scripts => npm_ci(&project.e2e(), "what the end-to-end tests import"),
            Self::Azurite => npm_ci(&project.stores(), "Azurite"),
        }
    }

    fn program(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::WasmOpt => Some(("wasm-opt", "132")),
            Self::WasmBindgen => Some(("wasm-bindgen", "0.2.129")),
            Self::WasmSplit => Some(("wasm-split-cli", "0.2.4")),
            Self::Terser => Some(("terser", "5.51.4")),
            Self::Trunk => Some(("trunk", "0.21.14")),
            Self::Deny => Some(("cargo-deny", "0.20.2")),
            Self::CargoFuzz => Some(("cargo-fuzz", "0.13.2")),
            Self::Garage => Some(("garage", "cargo:2.5.0")),
            Self::Geckodriver => Some(("geckodriver", "0.37.1")),
            Self::WasmTarget
            | Self::StdSource
            | Self::System
            | Self::Engines
            | Self::Scripts
            | Self::Azurite => None,
        }
    }

    fn root(self) -> &'static str {
        match self {
            Self::WasmOpt => "binaryen-132.0.0",
            Self::WasmBindgen => "wasm-bindgen-cli-0.2.129",
            Self::WasmSplit => "wasm-split-cli-0.2.4",
            Self::Terser => "terser-5.51.4",
            Self::Deny => "cargo-deny-0.20.2",
            Self::CargoFuzz => "cargo-fuzz-0.13.2",
            Self::Garage => "garage-2.5.0",
            Self::Geckodriver => "geckodriver-0.37.1",
            _ => "trunk-0.21.14",
        }
    }

    fn programs_in_root(self) -> &'static str {
        match self {
            Self::WasmOpt => "node_modules/binaryen/bin",
            Self::Terser => "node_modules/.bin",
            _ => "bin",
        }
    }

    /// Installs beside its place and then renames, so that an interrupted run leaves nothing half done.
    fn install_into_cache(
        self,
        project: &Project,
        command: impl Fn(&Path) -> Command,
    ) -> Result<(), Sentence> {
        let unfinished = project.cache.join(format!("unfinished-{}", self.root()));
        let place = project.cache.join(self.root());
        let cannot = |error: std::io::Error| {
            format!(
                "{} cannot be written ({error}): make room or set XDG_CACHE_HOME to a folder of yours.",
                project.cache.display()
            )
        };
        clear(&unfinished)
            .and_then(|()| fs::create_dir_all(&unfinished))
            .map_err(cannot)?;
        run::must(
            command(&unfinished).current_dir(&project.cache),
            &format!("{} could not be installed: {NEXT}.", self.root()),
        )?;
        clear(&place)
            .and_then(|()| fs::rename(&unfinished, &place))
            .map_err(cannot)
    }
}

fn npm_ci(folder: &Path, what: &str) -> Result<(), Sentence> {
    run::must(
        Command::new("npm")
            .args(["ci", "--ignore-scripts"])
            .current_dir(folder),
        &format!("npm could not install {what}: {NEXT}."),
    )
}

fn clear(folder: &Path) -> std::io::Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)
    } else {
        Ok(())
    }
}

fn npm_install(root: &Path, package: &str) -> Command {
    let mut npm = Command::new("npm");
    npm.args(["install", "--ignore-scripts", "--no-save", "--prefix"])
        .arg(root)
        .arg(package);
    npm
}

/// The release profile is lightened: the tools run for seconds, their build would take many minutes.
fn cargo_install(root: &Path, package: &str, options: &[&str]) -> Command {
    let mut cargo = Command::new("cargo");
    cargo
        .args(["install", "--locked", "--root"])
        .arg(root)
        .arg(package)
        .args(options);
    cargo
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
        .env("CARGO_PROFILE_RELEASE_LTO", "off");
    cargo
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_DEBUG", "0");
    cargo.env_remove("CARGO_TARGET_DIR").env_remove("RUSTFLAGS");
    cargo
}

fn rustup(arguments: &[&str]) -> Result<(), Sentence> {
    if on_path("rustup").is_none() {
        return Err(format!(
            "This Rust did not come by rustup: install rustup, or run the like of `rustup {}` for it.",
            arguments.join(" ")
        ));
    }
    run::must(
        Command::new("rustup").args(arguments),
        &format!("`rustup {}` failed: {NEXT}.", arguments.join(" ")),
    )
}

fn sysroot() -> Option<PathBuf> {
    run::answer(Command::new("rustc").args(["--print", "sysroot"])).map(|path| path.trim().into())
}

fn wasm_libraries() -> Option<PathBuf> {
    run::answer(Command::new("rustc").args([
        "--print",
        "target-libdir",
        "--target",
        "wasm32-unknown-unknown",
    ]))
    .map(|path| path.trim().into())
}

type Packages = [(&'static str, &'static str)];

/// Programs, and the packages that they are in.
const PACKAGES: [(&str, &str); 3] = [
    ("chromium", "chromium"),
    ("chromedriver", "chromium-driver"),
    ("nginx", "nginx"),
];
const ENGINES: [(&str, &str); 4] = [
    ("firefox", "firefox-esr"),
    ("WebKitWebDriver", "webkit2gtk-driver"),
    ("xvfb-run", "xvfb"),
    ("xauth", "xauth"),
];

fn missing(packages: &Packages) -> Vec<&'static str> {
    packages
        .iter()
        .filter(|(program, _)| on_path(program).is_none())
        .map(|(_, package)| *package)
        .collect()
}

fn install_packages(packages: &Packages) -> Result<(), Sentence> {
    let missing = missing(packages).join(" ");
    if on_path("apt-get").is_none() {
        return Err(format!(
            "The tests need {missing}: install that with your system's package manager, and start again."
        ));
    }
    let root = run::answer(Command::new("id").arg("-u")).is_some_and(|id| id.trim() == "0");
    let sudo = if root {
        ""
    } else if run::answer(Command::new("sudo").args(["-n", "true"])).is_some() {
        "sudo -n "
    } else {
        return Err(format!(
            "The tests need more than you may install: run `sudo apt-get install {missing}`, and start again."
        ));
    };
    // RUNLEVEL=1 keeps Debian from starting nginx as a service: the tests start their own.
    let install = format!(
        "{sudo}env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install --yes --no-install-recommends {missing}"
    );
    run::must(
        Command::new("sh")
            .arg("-c")
            .arg(format!("{sudo}apt-get update && {install}")),
        &format!(
            "`apt-get install {missing}` failed: see the lines above, mend that, and start again."
        ),
    )
}

/// Does `node_modules` hold what the lock file asks for? npm keeps a copy of the lock, without the project itself.
fn scripts_are_current(folder: &Path) -> bool {
    let versions = |file: &Path| -> Option<Vec<String>> {
        let text = fs::read_to_string(file).ok()?;
        Some(
            text.lines()
                .filter(|line| line.contains("\"integrity\""))
                .map(|line| line.trim().to_owned())
                .collect(),
        )
    };
    let wanted = versions(&folder.join("package-lock.json"));
    wanted.is_some() && wanted == versions(&folder.join("node_modules/.package-lock.json"))
}
