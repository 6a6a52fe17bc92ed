//! The reader of lists of codes: what is read survives being written, and tells what each of its codes may do.
#![no_main]

use documents::KeyList;
use documents::key_list::Standing;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| match KeyList::read(bytes) {
    Ok(list) => {
        assert_eq!(KeyList::read(&list.to_bytes()), Ok(list.clone()));
        for key in &list.codes {
            assert_ne!(list.standing(key), Standing::Unknown);
        }
    }
    Err(problems) => assert!(!problems.is_empty()),
});
