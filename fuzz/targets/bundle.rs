//! The reader of bundles: packing what it holds once more gives a bundle that packs to itself.
#![no_main]

use documents::{Ballot, bundle};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let lines: Vec<&[u8]> = bundle::lines(bytes).collect();
    let length: usize = lines.iter().map(|line| line.len() + 1).sum();
    assert!(length == bytes.len() || length == bytes.len() + 1);
    let ballots = lines.iter().filter(|line| Ballot::read(line).is_ok());
    let packed = bundle::pack(ballots.copied());
    assert_eq!(bundle::pack(bundle::lines(&packed)), packed);
    assert!(packed.len() <= bytes.len() + 1);
});
