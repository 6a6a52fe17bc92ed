//! What an address under /box/ means. Only names that belong to a box are known: no address leads out of it, nor to what
//! happens to lie in it.

use documents::{SignedName, boxes};

/// Folders that can be listed, and how the names in them end.
const FOLDERS: [(&str, &str); 7] = [
    (boxes::BALLOTS, boxes::JSON),
    (boxes::BUNDLE, boxes::JSONL),
    (boxes::RESULTS, boxes::JSON),
    (boxes::PUBLISHED, boxes::JSON),
    (boxes::KEYS, boxes::JSON),
    (boxes::CLOSE, boxes::JSON),
    (boxes::LEDGER, boxes::JSON),
];

/// The longest name without its ending: a coded ballot's.
const LONGEST: usize = SignedName::LONGEST;

#[derive(Debug, PartialEq)]
pub(crate) enum Place {
    /// `ballots/` and its like.
    Folder(&'static str),
    /// `ballots/<name>.json`; the file's name.
    Ballot(String),
    /// `results/<name>.json`; the file's name.
    Result(String),
    /// A file that only the organiser writes; its path in the box.
    File(String),
}

impl Place {
    /// Reads the part of the address after `/box/`, as the client wrote it: no name of a box needs anything escaped.
    /// `None` where nothing can be.
    pub(crate) fn read(path: &str) -> Option<Place> {
        let path = path.strip_prefix('/')?;
        if [boxes::BUDGET, boxes::BEGAN, boxes::STORE].contains(&path) {
            return Some(Place::File(path.to_owned()));
        }
        let (folder, ending) = FOLDERS
            .into_iter()
            .find(|(folder, _)| path.starts_with(folder))?;
        let name = &path[folder.len()..];
        match folder {
            _ if name.is_empty() => Some(Place::Folder(folder)),
            _ if !is_name(name, ending) => None,
            boxes::BALLOTS => Some(Place::Ballot(name.to_owned())),
            boxes::RESULTS => Some(Place::Result(name.to_owned())),
            _ => Some(Place::File(path.to_owned())),
        }
    }

    /// What a device reads on its way to a vote, and what is small: nobody who reads lists takes that from others behind
    /// the same address.
    pub(super) fn is_for_taking_part(&self) -> bool {
        match self {
            Place::Ballot(_) => true,
            Place::Result(_) => false,
            Place::Folder(folder) => [boxes::KEYS, boxes::CLOSE].contains(folder),
            Place::File(path) => ![boxes::BUNDLE, boxes::PUBLISHED, boxes::LEDGER]
                .iter()
                .any(|other| path.starts_with(other)),
        }
    }
}

/// `[a-z0-9-]{1,250}` and the ending.
fn is_name(name: &str, ending: &str) -> bool {
    name.strip_suffix(ending).is_some_and(|stem| {
        (1..=LONGEST).contains(&stem.len())
            && stem
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_means_one_thing() {
        let long = "a".repeat(250);
        let file = |path: &str| Some(Place::File(path.into()));
        let cases = [
            ("/ballots/", Some(Place::Folder("ballots/"))),
            ("/results/", Some(Place::Folder("results/"))),
            ("/bundle/", Some(Place::Folder("bundle/"))),
            ("/published/", Some(Place::Folder("published/"))),
            ("/keys/", Some(Place::Folder("keys/"))),
            ("/close/", Some(Place::Folder("close/"))),
            ("/ledger/", Some(Place::Folder("ledger/"))),
            (
                "/ballots/0a-9.json",
                Some(Place::Ballot("0a-9.json".into())),
            ),
            ("/results/0a.json", Some(Place::Result("0a.json".into()))),
            (
                &format!("/ballots/{long}.json"),
                Some(Place::Ballot(format!("{long}.json"))),
            ),
            ("/budget.json", file("budget.json")),
            ("/store.json", file("store.json")),
            ("/bundle/0a.jsonl", file("bundle/0a.jsonl")),
            ("/keys/0a.json", file("keys/0a.json")),
            ("/close/0a.json", file("close/0a.json")),
            ("/published/0a.json", file("published/0a.json")),
            ("/ledger/0a.json", file("ledger/0a.json")),
        ];
        for (path, expected) in cases {
            assert_eq!(Place::read(path), expected, "{path}");
        }
    }

    #[test]
    fn what_belongs_to_no_box_is_nowhere() {
        let long = "a".repeat(251);
        for path in [
            &format!("/ballots/{long}.json"),
            "/ballots/A.json",
            "/ballots/.json",
            "/ballots/a.jsonl",
            "/ballots/a.json.key",
            "/ballots/a/b.json",
            "/ballots/../budget.json",
            "/ballots/%2e%2e%2fbudget.json",
            "/ballots/.put-a1b2c3",
            "/ballots/a\\b.json",
            "/ballots//a.json",
            "//ballots/a.json",
            "/bundle/a.json",
            "/hall.key",
            "/hall%2ekey",
            "/keys/hall.key",
            "/codes.csv",
            "/keys/codes.csv",
            "/ledger/payments.csv",
            "/ledger/board.key",
            "/cards.html",
            "/other.json",
            "/Budget.json",
            "/budget.json/",
            "/.serving",
            "/other/",
            "/",
            "",
        ] {
            assert_eq!(Place::read(path), None, "{path}");
        }
    }
}
