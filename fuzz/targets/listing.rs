//! The reader of a folder's listing: only names that are hashes come out, each once and in order.
#![no_main]

use documents::boxes::{JSON, Listing};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(listing) = Listing::read(bytes, JSON) {
        assert!(listing.ids.is_sorted());
        assert!(listing.ids.windows(2).all(|pair| pair[0] != pair[1]));
    }
});
