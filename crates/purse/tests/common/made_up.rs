//! A made-up event: ballots, what devices do with them, and what they come to.

use std::fs;
use std::path::Path;

use documents::boxes::{Listing, Pages, Store, UploadRequest};
use serde_json::Value;

use super::http::{Reply, ask, carry};
use super::{BUDGET, files_below, purse, text};

/// Made-up ballots for the tests' budget: name and bytes.
pub(crate) fn ballots(folder: &Path, number: usize) -> Vec<(String, Vec<u8>)> {
    let made = folder.join("made");
    let number = number.to_string();
    let output = purse([
        "simulate",
        BUDGET,
        "--ballots",
        &number,
        "--seed",
        "7",
        "--out",
        made.to_str().unwrap(),
    ]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    files_below(&made.join("ballots"))
        .iter()
        .map(|file| {
            let name = file.file_name().unwrap().to_str().unwrap();
            (name.to_owned(), fs::read(file).unwrap())
        })
        .collect()
}

/// What `purse count` says of a folder.
pub(crate) fn count(ballot_box: &Path) -> Value {
    let output = purse(["count", ballot_box.to_str().unwrap(), "--format", "json"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

pub(crate) fn counted(result: &Value) -> usize {
    result["counted"].as_array().unwrap().len()
}

/// Adds a file as the widget does.
pub(crate) fn add(store: &Store, home: &str, path: &str, bytes: &[u8]) -> Reply {
    carry(&parcel(store, home, path, bytes)).expect("the store answers")
}

/// The request that the widget makes of it.
pub(crate) fn parcel(store: &Store, home: &str, path: &str, bytes: &[u8]) -> UploadRequest {
    UploadRequest::of(&store.to_bytes(), home, path, bytes.to_vec()).expect("a way to add it")
}

/// Lists a folder as the counter does; `more` is added to each page's address.
pub(crate) fn list(store: &Store, home: &str, folder: &str, more: &str) -> (Listing, usize) {
    let mut pages = Pages::of(store, home, folder);
    let mut number = 0;
    while let Some(address) = pages.wanted() {
        let page = ask("GET", &format!("{address}{more}"), &[], b"");
        assert_eq!(page.status, 200, "{}", text(&page.body));
        pages.read(&page.body).expect("a page of the listing");
        number += 1;
    }
    (pages.finish().expect("the whole listing"), number)
}
