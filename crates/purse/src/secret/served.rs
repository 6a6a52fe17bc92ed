//! Folders that a web server gives out.

use std::path::{Component, Path, PathBuf};

use documents::boxes::{BUDGET, FOLDERS};

use super::folder_of;
use crate::failure::Failure;
use crate::folder::SERVING;
use crate::words::say;

/// Names that web servers and hosts commonly serve from.
const WEB_ROOTS: [&str; 11] = [
    "dist",
    "public",
    "_site",
    "inetpub",
    "public_html",
    "htdocs",
    "wwwroot",
    "httpdocs",
    "html",
    "www",
    "webroot",
];

/// Holds a secret back from a place where a web server would give it to everybody.
///
/// # Errors
/// The folder, or one around it, is a box or holds a web page.
pub(crate) fn refuse_served(secret: &Path) -> Result<(), Failure> {
    let place = place_of(folder_of(secret));
    let around = place
        .ancestors()
        .find_map(|folder| Some((folder, why_served(folder)?)));
    let beside = || place.join("dist").join("index.html").exists();
    let (folder, why) = match around {
        Some(found) => found,
        None if beside() => (place.as_path(), say!("secret.dist")),
        None => return Ok(()),
    };
    Err(Failure::bad(say!(
        "secret.not_secret",
        file = secret.display(),
        folder = folder.display(),
        why,
        other = Path::new("private")
            .join(secret.file_name().unwrap_or_default())
            .display()
    )))
}

/// Holds a secret back from a box that may still have to be made.
///
/// # Errors
/// The secret is in the box, or would be.
pub(crate) fn refuse_inside(secret: &Path, ballot_box: &Path) -> Result<(), Failure> {
    if !place_of(secret).starts_with(place_of(ballot_box)) {
        return Ok(());
    }
    Err(Failure::bad(say!("secret.in_box", file = secret.display())))
}

/// Where a file or folder is in truth, also where its last parts are still to be made.
fn place_of(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut place = PathBuf::new();
    for part in whole.components() {
        // After each part, since `..` leads out of what a link leads to.
        match part {
            Component::ParentDir => drop(place.pop()),
            part => place.push(part),
        }
        place = place.canonicalize().unwrap_or(place);
    }
    place
}

fn why_served(folder: &Path) -> Option<&'static str> {
    if is_box(folder) {
        return Some(say!("secret.in_a_box"));
    }
    if is_page(folder) {
        return Some(say!("secret.web_page"));
    }
    let name = folder.file_name()?.to_str()?;
    WEB_ROOTS
        .contains(&name.to_ascii_lowercase().as_str())
        .then_some(say!("secret.given_out"))
}

/// A budget with a box's folders beside it, or a mark that it has been served.
fn is_box(folder: &Path) -> bool {
    let mut parts = FOLDERS.into_iter().chain([SERVING]);
    folder.join(BUDGET).is_file() && parts.any(|part| folder.join(part).exists())
}

/// A page with its program: `index.html` alone may be the source of one.
fn is_page(folder: &Path) -> bool {
    let program = |entry: std::fs::DirEntry| {
        let name = entry.file_name();
        Path::new(&name)
            .extension()
            .is_some_and(|ending| ending == "wasm")
    };
    folder.join("index.html").is_file()
        && std::fs::read_dir(folder).is_ok_and(|all| all.flatten().any(program))
}
