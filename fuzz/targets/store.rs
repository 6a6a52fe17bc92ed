//! The reader of what a box says about its store: what is read survives being written, and makes requests.
#![no_main]

use documents::boxes::{Pages, Store, UploadRequest};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = UploadRequest::of(
        bytes,
        "https://box.example/",
        "ballots/x.json",
        b"{}".to_vec(),
    );
    match Store::read(bytes) {
        Ok(store) => {
            assert!(Store::read(&store.to_bytes()).is_ok());
            let _ = Pages::of(&store, "https://box.example/", "ballots/").wanted();
        }
        Err(problems) => assert!(!problems.is_empty()),
    }
});
