//! The reader of ballots with a code: what is read is canonical, and its name is read back.
#![no_main]

use documents::boxes::path_of_ballot;
use documents::{Signed, SignedName};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let path = path_of_ballot(bytes);
    let Ok(signed) = Signed::read(bytes) else { return };
    assert_eq!(signed.to_bytes(), bytes);
    let name = SignedName::of(&signed, bytes);
    assert_eq!(SignedName::parse(&name.to_string()), Some(name));
    assert_eq!(path, format!("ballots/{name}.json"));
});
