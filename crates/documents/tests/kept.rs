//! Files kept from fuzzing (`cargo xtask fuzz`): each is read or refused, and what is read is written as it was.

use std::fs;
use std::path::PathBuf;

use documents::boxes::{JSON, Listing, Store};
use documents::{Ballot, Budget, Close, Code, KeyList, ResultFile, Signed, bundle};

/// Name and bytes of the files in `tests/cases/fuzz/KIND`.
fn kept(kind: &str) -> Vec<(String, Vec<u8>)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/fuzz");
    let files = fs::read_dir(folder.join(kind)).unwrap().map(|entry| {
        let entry = entry.unwrap();
        let name = entry.file_name().to_string_lossy().into_owned();
        (name, fs::read(entry.path()).unwrap())
    });
    files.collect()
}

#[test]
fn ballots() {
    for (name, bytes) in kept("ballot") {
        let read = Ballot::read(&bytes);
        assert_eq!(read.is_ok(), name.ends_with(".json"), "{name}");
        if let Ok(ballot) = read {
            assert_eq!(ballot.to_bytes(), bytes, "{name}");
        }
    }
}

#[test]
fn bundles() {
    for (name, bytes) in kept("bundle") {
        let ballots = bundle::lines(&bytes).filter(|line| Ballot::read(line).is_ok());
        let packed = bundle::pack(ballots);
        assert_eq!(bundle::pack(bundle::lines(&packed)), packed, "{name}");
        assert_eq!(packed.is_empty(), !name.ends_with(".jsonl"), "{name}");
    }
}

#[test]
fn listings() {
    for (name, bytes) in kept("listing") {
        let read = Listing::read(&bytes, JSON);
        assert_eq!(read.is_ok(), name.ends_with(".json"), "{name}");
        if let Ok(listing) = read {
            assert!(listing.ids.is_sorted(), "{name}");
        }
    }
}

#[test]
fn results() {
    for (name, bytes) in kept("result") {
        let read = ResultFile::read(&bytes);
        assert_eq!(read.is_ok(), name.ends_with(".json"), "{name}");
        if let Ok(result) = read {
            assert_eq!(ResultFile::read(&result.to_bytes()), Ok(result), "{name}");
        }
    }
}

/// Good budgets are the examples of the repository.
#[test]
fn budgets() {
    for (name, bytes) in kept("budget") {
        let problems = Budget::read(&bytes).expect_err(&name);
        assert!(!problems.is_empty(), "{name}");
    }
}

#[test]
fn signed_documents() {
    for (name, bytes) in kept("signed") {
        let read = Signed::read(&bytes).map(|signed| signed.to_bytes());
        assert_eq!(read.ok(), good(&name, &bytes), "{name}");
    }
    for (name, bytes) in kept("keys") {
        let read = KeyList::read(&bytes).map(|list| list.to_bytes());
        assert_eq!(read.ok(), good(&name, &bytes), "{name}");
    }
    for (name, bytes) in kept("close") {
        let read = Close::read(&bytes).map(|close| close.to_bytes());
        assert_eq!(read.ok(), good(&name, &bytes), "{name}");
    }
}

#[test]
fn codes_and_stores() {
    for (name, bytes) in kept("code") {
        let read = Code::read(&String::from_utf8_lossy(&bytes));
        assert_eq!(read.is_ok(), name.ends_with(".txt"), "{name}");
    }
    for (name, bytes) in kept("store") {
        assert_eq!(
            Store::read(&bytes).is_ok(),
            name.ends_with(".json"),
            "{name}"
        );
    }
}

/// The bytes themselves, where the name says that they are good.
fn good(name: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    name.ends_with(".json").then(|| bytes.to_vec())
}

#[test]
fn entries() {
    for (name, bytes) in kept("entry") {
        let read = documents::Entry::read(&bytes);
        assert_eq!(read.is_ok(), name.ends_with(".json"), "{name}: {read:?}");
        if let Ok(entry) = read {
            assert_eq!(entry.to_bytes(), bytes, "{name}");
        }
    }
}
