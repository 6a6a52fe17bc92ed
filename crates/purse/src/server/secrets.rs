//! What must never be given out, should it lie where it does not belong.

use std::fs;
use std::path::{Path, PathBuf};

use percent_encoding::percent_decode_str;

/// How deep below a folder secrets are looked for.
const DEPTH: usize = 4;

/// What is never given out: a secret, or what begins with a dot.
pub(super) fn is_withheld(name: &str) -> bool {
    name.starts_with('.') || is_secret(name)
}

/// What people and programs add to the name of a copy.
const COPIES: [&str; 13] = [
    ".gz",
    ".br",
    ".zst",
    ".zip",
    ".bak",
    ".old",
    ".orig",
    ".txt",
    ".tmp",
    ".part",
    ".crdownload",
    "~",
    "#",
];
/// As what tables and sheets are kept.
const SHEETS: [&str; 10] = [
    ".csv", ".tsv", ".html", ".htm", ".pdf", ".ods", ".xlsx", ".xls", ".numbers", ".txt",
];

/// A key file, a passphrase, a list of codes or a sheet of voting cards; also a copy of one.
fn is_secret(name: &str) -> bool {
    let name = name.to_lowercase();
    let mut plain = name.as_str();
    loop {
        let cards = ["codes", "cards"].iter().any(|of| has_word(plain, of));
        let sheet = SHEETS.iter().any(|ending| plain.ends_with(ending));
        if plain.ends_with(".key") || plain.starts_with("passphrase") || cards && sheet {
            return true;
        }
        match COPIES.iter().find_map(|ending| plain.strip_suffix(ending)) {
            Some(shorter) => plain = shorter,
            None => return false,
        }
    }
}

/// Whether a word begins so: `codes (1)`, `Copy of codes`, not `decodes`.
fn has_word(name: &str, word: &str) -> bool {
    let mut places = name.match_indices(word);
    places.any(|(at, _)| !name[..at].ends_with(char::is_alphanumeric))
}

/// Whether an address, however it is escaped, leads through such a name.
pub(super) fn leads_to_one(path: &str) -> bool {
    let path = percent_decode_str(path).decode_utf8_lossy();
    path.split(['/', '\\']).any(is_withheld)
}

/// Whether an address leads through a link below `folder`, itself or where it lies compressed.
pub(super) fn leads_through_a_link(folder: &Path, path: &str) -> bool {
    let path = percent_decode_str(path).decode_utf8_lossy();
    let mut place = folder.to_owned();
    path.split('/').filter(|name| !name.is_empty()).any(|name| {
        place.push(name);
        ["", ".br", ".gz"].iter().any(|ending| {
            let mut place = place.clone().into_os_string();
            place.push(ending);
            Path::new(&place).is_symlink()
        })
    })
}

/// Secrets and links in a folder that is served, for a warning; neither is given out.
pub(crate) fn found_in(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    look(folder, DEPTH, &mut found);
    found.sort();
    found
}

fn look(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) {
    // What this account cannot read, it cannot give out either.
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let Ok(kind) = entry.file_type() else {
            continue;
        };
        if kind.is_symlink() || is_secret(&entry.file_name().to_string_lossy()) {
            found.push(entry.path());
        } else if kind.is_dir() && depth > 0 {
            look(&entry.path(), depth - 1, found);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_known_by_its_name_however_it_is_written() {
        for path in [
            "/hall.key",
            "/HALL.KEY",
            "/a/hall%2ekey",
            "/a/hall%2Ekey.gz",
            "/codes.csv",
            "/Codes.CSV",
            "/x/cards.html.br",
            "/cards-from-501.html",
            "/codes%20(1).csv",
            "/codes.csv.bak",
            "/codes.csv~",
            "/codes.xlsx",
            "/codes.numbers",
            "/Copy%20of%20codes.csv",
            "/voting-codes.csv",
            "/Hall_cards.pdf",
            "/codes.csv.crdownload",
            "/%23hall.key%23",
            "/cards.pdf",
            "/hall.key.txt.gz",
            "/passphrase",
            "/Passphrase.txt",
            "/.git/config",
            "/%2egit/config",
            "/a%5c.env",
        ] {
            assert!(leads_to_one(path), "{path}");
        }
        for path in [
            "/",
            "/index.html",
            "/keys.css",
            "/a.key.js",
            "/decodes.csv",
            "/postcards.html",
            "/codes-3f9c2a71d05be844.js",
            "/budget.txt",
        ] {
            assert!(!leads_to_one(path), "{path}");
        }
    }
}
