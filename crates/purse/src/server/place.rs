//! What an address under /box/ means. Only plain names are known, so no address leads out of the box.

/// Folders that can be listed.
const FOLDERS: [&str; 5] = ["ballots", "bundle", "results", "keys", "close"];

/// The longest name without its ending: a coded ballot's `<64 digits>-<number>-<64 digits>`.
const LONGEST: usize = 64 + 1 + 20 + 1 + 64;

#[derive(Debug, PartialEq)]
pub(crate) enum Place {
    /// `/ballots/`, `/bundle/`, `/results/`, `/keys/` or `/close/`.
    Folder(&'static str),
    /// `/ballots/<name>.json`.
    Ballot(String),
    /// `/results/<name>.json`.
    Result(String),
    /// Any other file; read only.
    File,
}

impl Place {
    /// Reads the part of the address after `/box`, as the client wrote it. `None` where nothing can be.
    pub(crate) fn read(path: &str) -> Option<Place> {
        let path = path.strip_prefix('/')?;
        if let Some(folder) = path.strip_suffix('/') {
            return FOLDERS
                .into_iter()
                .find(|known| *known == folder)
                .map(Place::Folder);
        }
        if !path.split('/').all(is_plain) {
            return None;
        }
        Some(match path.split_once('/') {
            Some(("ballots", name)) if is_document(name) => Place::Ballot(name.to_owned()),
            Some(("results", name)) if is_document(name) => Place::Result(name.to_owned()),
            _ => Place::File,
        })
    }
}

/// Nothing escaped, nothing hidden: an upload's temporary file begins with a dot and is never served.
fn is_plain(segment: &str) -> bool {
    !segment.is_empty()
        && !segment.starts_with('.')
        && segment
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
}

/// `[a-z0-9-]{1,150}.json`.
fn is_document(name: &str) -> bool {
    name.strip_suffix(".json").is_some_and(|stem| {
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
        let long = "a".repeat(150);
        let cases = [
            ("/ballots/", Some(Place::Folder("ballots"))),
            ("/results/", Some(Place::Folder("results"))),
            ("/bundle/", Some(Place::Folder("bundle"))),
            (
                "/ballots/0a-9.json",
                Some(Place::Ballot("0a-9.json".into())),
            ),
            ("/results/0a.json", Some(Place::Result("0a.json".into()))),
            (
                &format!("/ballots/{long}.json"),
                Some(Place::Ballot(format!("{long}.json"))),
            ),
            (&format!("/ballots/{long}a.json"), Some(Place::File)),
            ("/ballots/A.json", Some(Place::File)),
            ("/ballots/.json", None),
            ("/ballots/a.jsonl", Some(Place::File)),
            ("/ballots/a/b.json", Some(Place::File)),
            ("/budget.json", Some(Place::File)),
            ("/bundle/0a.jsonl", Some(Place::File)),
            ("/keys/", Some(Place::Folder("keys"))),
            ("/close/", Some(Place::Folder("close"))),
            ("/keys/0a.json", Some(Place::File)),
            ("/close/0a.json", Some(Place::File)),
            ("/store.json", Some(Place::File)),
            ("/other/", None),
            ("/", None),
            ("", None),
            ("/ballots/../budget.json", None),
            ("/ballots/%2e%2e%2fbudget.json", None),
            ("/ballots/.put-a1b2c3", None),
            ("/ballots/a\\b.json", None),
            ("/ballots//a.json", None),
            ("//ballots/a.json", None),
        ];
        for (path, expected) in cases {
            assert_eq!(Place::read(path), expected, "{path}");
        }
    }
}
