//! The reader of codes as people type them: what is read is printed and read back.
#![no_main]

use documents::Code;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(code) = Code::read(text) {
        assert_eq!(Code::read(&code.to_string()), Ok(code));
    }
});
