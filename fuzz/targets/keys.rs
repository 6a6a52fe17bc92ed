//! The reader of lists of codes: what is read survives being written, and tells what each of its codes may do.
#![no_main]

use documents::key_list::Standing;
use documents::{CodeRegister, KeyList};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| match KeyList::read(bytes) {
    Ok(list) => {
        assert_eq!(KeyList::read(&list.to_bytes()), Ok(list.clone()));
        let codes = CodeRegister::from(list);
        for key in codes.codes() {
            assert_ne!(codes.standing(key), Standing::Unknown);
        }
    }
    Err(problems) => assert!(!problems.is_empty()),
});
