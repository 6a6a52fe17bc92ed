//! Files that commands read, with what is wrong said in a sentence.

mod ballots;
mod links;

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::Path;

use documents::boxes::{self, Listing};
use documents::{Budget, Id, Problem, SignedName, signed};

use crate::failure::Failure;
use crate::folder;
use crate::secret;
use crate::words::say;

pub(crate) use ballots::ballots;

/// More than any file of a box has: no file without end fills the memory.
const MOST: u64 = 400_000_000;

pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(MOST + 1).read_to_end(&mut bytes))
        .map_err(|error| match error.kind() {
            ErrorKind::NotFound => Failure::bad(say!("files.none", file = path.display())),
            _ => Failure::bad(say!("io.read", place = path.display(), error)),
        })?;
    if bytes.len() as u64 > MOST {
        return Err(Failure::bad(say!(
            "files.too_large",
            file = path.display(),
            most = MOST
        )));
    }
    Ok(bytes)
}

/// Gives a file of the organiser's new bytes: it has either the old ones or these, whatever happens in between.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let written = || -> io::Result<()> {
        let place = fs::canonicalize(path)?;
        let folder = place.parent().unwrap_or(Path::new("."));
        let mut new = tempfile::NamedTempFile::new_in(folder)?;
        new.write_all(bytes)?;
        new.as_file()
            .set_permissions(fs::metadata(&place)?.permissions())?;
        new.as_file().sync_all()?;
        new.persist(&place).map_err(|refused| refused.error)?;
        folder::sync_folder(&place)
    };
    written().map_err(|error| Failure::bad(say!("io.write", place = path.display(), error)))
}

/// The budget in a file, and its bytes.
pub(crate) fn budget(path: &Path) -> Result<(Budget, Vec<u8>), Failure> {
    let bytes = read(path)?;
    let budget = parse_budget(&bytes).map_err(|problems| Failure::mistakes(path, problems))?;
    Ok((budget, bytes))
}

/// A budget that has at least one outcome.
///
/// # Errors
/// Every mistake in it.
pub(crate) fn parse_budget(bytes: &[u8]) -> Result<Budget, Vec<Problem>> {
    let budget = Budget::read(bytes)?;
    match counter::can_be_kept(&budget) {
        Ok(()) => Ok(budget),
        Err(error) => Err(vec![Problem {
            path: "$.limits".into(),
            place: None,
            found: say!("files.limits_apart", error),
            expected: say!("files.a_way").into(),
        }]),
    }
}

/// A file of the box by its path there; none where there is none.
///
/// # Errors
/// A link that leads out of the box, or what is no plain file: a pipe would keep its reader waiting for ever.
pub(crate) fn own(ballot_box: &Path, path: &str) -> Result<Option<Vec<u8>>, Failure> {
    let place = ballot_box.join(path);
    if place.symlink_metadata().is_err() {
        return Ok(None);
    }
    links::stay_inside(ballot_box, &place)?;
    if !place.is_file() {
        return Err(Failure::bad(say!(
            "files.not_plain",
            file = place.display()
        )));
    }
    read(&place).map(Some)
}

/// The budget of a box, and its bytes.
pub(crate) fn budget_of(ballot_box: &Path) -> Result<(Budget, Vec<u8>), Failure> {
    if let Some(bytes) = own(ballot_box, boxes::BUDGET)? {
        let problems = |problems| Failure::mistakes(&ballot_box.join(boxes::BUDGET), problems);
        return Ok((parse_budget(&bytes).map_err(problems)?, bytes));
    }
    Err(Failure::bad(say!(
        "files.no_box",
        folder = ballot_box.display(),
        file = boxes::BUDGET
    )))
}

/// The names in a folder of the box, unsorted, folders with a slash as in other listings; none where it is missing.
///
/// Links, pipes and devices are no files of a box: what they give may lie elsewhere, or have no end. They are named on
/// stderr, and passed over, as are names that are no text.
pub(crate) fn names(folder: &Path) -> Result<Vec<String>, Failure> {
    links::stay_inside(secret::folder_of(folder), folder)?;
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => {
            return Err(Failure::bad(say!(
                "io.read_folder",
                place = folder.display(),
                error
            )));
        }
    };
    let (mut names, mut others) = (Vec::new(), Vec::new());
    for entry in entries {
        let entry = entry.map_err(|error| {
            Failure::bad(say!("io.read_folder", place = folder.display(), error))
        })?;
        let kind = entry.file_type();
        let (is_file, is_folder) =
            kind.map_or((false, false), |kind| (kind.is_file(), kind.is_dir()));
        if !is_file && !is_folder {
            others.push(entry.file_name());
            continue;
        }
        match entry.file_name().into_string() {
            Ok(name) => names.push(if is_folder { name + "/" } else { name }),
            // No server lists a name that is no text, so it is in nobody's count; it may be somebody's ballot.
            Err(name) => others.push(name),
        }
    }
    links::name(folder, others);
    Ok(names)
}

/// The files of a folder of the box that are named by their bytes and end in `ending`.
pub(crate) fn listing(ballot_box: &Path, folder: &str, ending: &str) -> Result<Listing, Failure> {
    let names = names(&ballot_box.join(folder))?;
    Ok(Listing::of(names.iter().map(String::as_str), ending))
}

/// A loose ballot's file. One without end is cut, as the browser's count cuts it, and then refused for its size.
pub(crate) fn loose(ballot_box: &Path, id: &Id) -> Result<Vec<u8>, Failure> {
    loose_at(&ballot_box.join(boxes::ballot_path(id)))
}

/// A loose ballot as a bundle has it, given its id, and its name where it has a code.
pub(crate) fn line(
    ballot_box: &Path,
    id: &Id,
    name: Option<&SignedName>,
) -> Result<Vec<u8>, Failure> {
    match name {
        None => loose(ballot_box, id),
        Some(name) => {
            let bytes = loose_at(&ballot_box.join(boxes::signed_path(name)))?;
            Ok(signed::line(name, &bytes))
        }
    }
}

/// As [`loose`], wherever it lies.
pub(crate) fn loose_at(path: &Path) -> Result<Vec<u8>, Failure> {
    beginning(path, 16_000_000)
}

/// The first bytes of a file, at most so many.
pub(crate) fn beginning(path: &Path, most: u64) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(most).read_to_end(&mut bytes))
        .map_err(|error| Failure::bad(say!("io.read", place = path.display(), error)))?;
    Ok(bytes)
}
