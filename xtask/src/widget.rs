//! The widget, built for release into `dist/`.

use std::process::Command;

use crate::project::Project;
use crate::run::{self, Sentence};
use crate::setup::Tools;
use crate::terminal;

/// # Errors
/// When the project's own code does not build, or its dependencies cannot be fetched.
pub(crate) fn build(project: &Project, tools: &Tools) -> Result<(), Sentence> {
    terminal::step("Building the widget (a minute or two the first time)");
    // Trunk builds offline, so that it never fetches tools of other versions: what Cargo needs has to be there before.
    let fetch = ["fetch", "--locked", "--target", "wasm32-unknown-unknown"];
    let online = "The project's dependencies could not be fetched: connect this machine to the network once, and start again.";
    run::must(
        sized(project, tools, tools.command("cargo").args(fetch)),
        online,
    )?;
    let broken = "The widget could not be built: see the lines above.";
    let mut trunk = tools.command("trunk");
    trunk.arg("build").env_remove("NO_COLOR");
    // Where the program is put in pieces by `xtask/path/wasm-bindgen`, and where `xtask/finish` takes them from.
    trunk.env("PURSE_PIECES", project.target.join("pieces"));
    run::must(sized(project, tools, &mut trunk), broken)?;
    compress(project)
}

/// Writes the compressed twins that static servers send.
fn compress(project: &Project) -> Result<(), Sentence> {
    let mut node = Command::new("node");
    node.arg(project.root.join("xtask/compress.mjs"))
        .arg(project.dist());
    run::must(
        &mut node,
        "The files in dist/ could not be compressed: see the lines above.",
    )
}

/// Builds the standard library and SHA-256 for size as well, which saves a seventh of the widget's weight.
///
/// On a stable compiler that takes `RUSTC_BOOTSTRAP`; it is set for these calls only.
pub(crate) fn sized<'a>(
    project: &Project,
    tools: &Tools,
    command: &'a mut Command,
) -> &'a mut Command {
    command
        .current_dir(&project.root)
        .env("CARGO_TARGET_DIR", &project.target);
    if tools.small_std {
        // Flags for all targets would replace those for this one.
        command
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_BUILD_RUSTFLAGS")
            .env_remove("CARGO_ENCODED_RUSTFLAGS");
        command.env("RUSTC_BOOTSTRAP", "1");
        command.env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort");
        command.env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size");
        command.env(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
            "-Zunstable-options -Cpanic=immediate-abort --cfg sha2_backend_soft=\"compact\"",
        );
    }
    command
}
