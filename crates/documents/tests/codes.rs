//! Voting codes as people read and type them.

use documents::{Code, CodeFault};
use proptest::prelude::*;

#[test]
fn a_code_is_printed_in_groups_and_read_back() {
    let code = Code::new([0, 0x44, 0x32, 0x14, 0xc7, 0x42, 0x54, 0xb6, 0x35, 0xcf]);
    let printed = code.to_string();
    assert_eq!(printed, "0123-4567-89AB-CDEFP");
    assert_eq!(Code::read(&printed), Ok(code));
}

#[test]
fn what_people_mix_up_is_forgiven() {
    let code = Code::read("0123-4567-89AB-CDEFP");
    for typed in [
        "0123456789abcdefp",
        " o1 23\u{2013}45 67 89AB CDEF p ",
        "OL23.4567.89ab.cdefP",
        "Oi23-4567-89AB-CDEFP",
    ] {
        assert_eq!(Code::read(typed), code, "{typed}");
    }
}

#[test]
fn what_is_wrong_with_a_code_is_named() {
    let cases = [
        ("", CodeFault::Length(0)),
        ("0123-4567-89AB-CDEF", CodeFault::Length(16)),
        ("0123-4567-89AB-CDEFPP", CodeFault::Length(18)),
        ("0123-4567-89AB-CDEUP", CodeFault::Character('U')),
        ("0123-4567-89AB-CDÉFP", CodeFault::Character('É')),
        ("0123-4567-89AB-CDEFZ", CodeFault::Slip),
    ];
    for (typed, fault) in cases {
        assert_eq!(Code::read(typed), Err(fault), "{typed}");
    }
}

#[test]
fn a_code_does_not_get_into_a_log() {
    assert_eq!(format!("{:?}", Code::new([7; 10])), "Code(…)");
}

const LETTERS: &[u8] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

proptest! {
    #[test]
    fn every_code_is_read_back(bytes in any::<[u8; 10]>()) {
        let code = Code::new(bytes);
        prop_assert_eq!(Code::read(&code.to_string()), Ok(code));
        prop_assert_eq!(code.as_bytes(), &bytes);
    }

    /// The powers of 2 in the field differ, so no slip of one character can hide.
    #[test]
    fn one_wrong_character_always_shows(bytes in any::<[u8; 10]>(), at in 0_usize..17, by in 1_usize..32) {
        let mut typed: Vec<u8> = Code::new(bytes).to_string().bytes().filter(|b| *b != b'-').collect();
        let digit = LETTERS.iter().position(|letter| *letter == typed[at]).unwrap();
        typed[at] = LETTERS[(digit + by) % 32];
        prop_assert_eq!(Code::read(std::str::from_utf8(&typed).unwrap()), Err(CodeFault::Slip));
    }

    #[test]
    fn two_characters_that_changed_places_always_show(bytes in any::<[u8; 10]>(), a in 0_usize..17, b in 0_usize..17) {
        let mut typed: Vec<u8> = Code::new(bytes).to_string().bytes().filter(|b| *b != b'-').collect();
        prop_assume!(typed[a] != typed[b]);
        typed.swap(a, b);
        prop_assert_eq!(Code::read(std::str::from_utf8(&typed).unwrap()), Err(CodeFault::Slip));
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in ".{0,40}") {
        let _ = Code::read(&text);
    }
}
