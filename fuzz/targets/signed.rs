//! The reader of ballots with a code: what is read is canonical, its name is read back, and a line is its file again.
#![no_main]

use documents::boxes::path_of_ballot;
use documents::{Signed, SignedName, bundle, signed};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let path = path_of_ballot(bytes);
    let Ok(signed) = Signed::read(bytes) else {
        return;
    };
    assert_eq!(signed.to_bytes(), bytes);
    let name = SignedName::of(&signed);
    assert_eq!(SignedName::parse(&name.to_string()), Some(name));
    assert_eq!(path, format!("ballots/{name}.json"));
    assert_eq!(bundle::id(bytes), name.id);
    let file = signed::file(bytes);
    assert_eq!(signed::line(&name, &file), bytes);
    assert_eq!(Signed::read_file(&name, &file), Ok(signed));
});
