//! One spelling of a passphrase, whichever keyboard, editor or system has written it (as RFC 8265, section 4.2.2, but
//! forgiving): somebody who reads it on paper must be able to type it.

use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use crate::words::say;

/// The passphrase without marks that cannot be seen, with plain spaces, one between words and none at the ends, and in
/// one form of Unicode (NFKC), which tells no "é" from another.
pub(super) fn plain(typed: &str) -> Zeroizing<String> {
    let seen = typed.chars().filter(|sign| !is_unseen(*sign));
    let signs: Zeroizing<String> = Zeroizing::new(seen.nfkc().map(as_typed).collect());
    let mut plain = Zeroizing::new(String::with_capacity(signs.len()));
    for word in signs.split_whitespace() {
        if !plain.is_empty() {
            plain.push(' ');
        }
        plain.push_str(word);
    }
    plain
}

/// What [`plain`] takes away, in words, where its owner may take it for a part of the passphrase.
pub(super) fn left_out(typed: &str) -> Vec<&'static str> {
    let seen: Zeroizing<String> =
        Zeroizing::new(typed.chars().filter(|sign| !is_unseen(*sign)).collect());
    let ends = seen.trim() != seen.as_str();
    let unseen = seen.len() < typed.trim_start_matches('\u{FEFF}').len();
    let other = |sign: char| sign != ' ' && as_typed(sign).is_whitespace();
    let spaces = seen.trim().contains("  ") || seen.trim().contains(other);
    [
        (ends, say!("passphrase.space_at_end")),
        (unseen, say!("passphrase.unseen_marks")),
        (spaces, say!("passphrase.other_spaces")),
    ]
    .into_iter()
    .filter_map(|(has, says)| has.then_some(says))
    .collect()
}

/// The text in a file: UTF-8, or UTF-16 where its first two bytes say so.
pub(super) fn decoded(bytes: &[u8]) -> Option<Zeroizing<String>> {
    let wide = |read: fn([u8; 2]) -> u16| {
        let (pairs, rest) = bytes[2..].as_chunks::<2>();
        let units: Zeroizing<Vec<u16>> = Zeroizing::new(pairs.iter().copied().map(read).collect());
        rest.is_empty()
            .then(|| String::from_utf16(&units).ok())
            .flatten()
    };
    let text = match bytes {
        [0xFF, 0xFE, ..] => wide(u16::from_le_bytes),
        [0xFE, 0xFF, ..] => wide(u16::from_be_bytes),
        _ => str::from_utf8(bytes).ok().map(str::to_owned),
    };
    text.map(Zeroizing::new)
}

/// Marks that no paper shows: what Unicode calls default ignorable (DerivedCoreProperties.txt), and controls but for
/// those that are spaces.
fn is_unseen(sign: char) -> bool {
    let ignorable = matches!(sign,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF0}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}');
    ignorable || sign.is_control() && !sign.is_whitespace()
}

/// Signs that editors put for the one on the keyboard, and letters that look like a space.
fn as_typed(sign: char) -> char {
    match sign {
        '‘' | '’' | '‛' | 'ʼ' | '′' => '\'',
        '“' | '”' | '„' | '‟' => '"',
        '‐' | '‒' | '–' | '—' | '―' | '−' => '-',
        '\u{2800}' | '\u{3164}' | '\u{FFA0}' | '\u{115F}' | '\u{1160}' => ' ',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const WORDS: &str = "four words of passphrase";

    #[test]
    fn what_nobody_sees_or_types_is_no_part_of_it() {
        for typed in [
            "\u{FEFF}four words of passphrase",
            " four words of passphrase \t",
            "four\u{A0}words\u{202F}of\u{3000}passphrase",
            "four  words of\u{2003}\u{2800}passphrase",
            "fo\u{200B}ur words\u{2060} of pass\u{AD}phrase\0\u{1A}",
            "\u{202A}four words of passphrase\u{202C}",
            "ｆｏｕｒ words of passphrase",
        ] {
            assert_eq!(*plain(typed), WORDS, "{typed:?}");
        }
        assert_eq!(
            plain("caff\u{E8} d\u{2019}or \u{2013}"),
            plain("caffe\u{300} d'or -")
        );
        assert_ne!(plain("Four words"), plain("four words"));
        assert_ne!(plain("four words"), plain("fourwords"));
    }

    #[test]
    fn what_is_left_out_is_said() {
        assert_eq!(left_out(WORDS), [""; 0]);
        assert_eq!(
            left_out("\u{FEFF}four words"),
            [""; 0],
            "an editor's mark, not theirs"
        );
        assert_eq!(left_out("four words "), ["a space at an end"]);
        assert_eq!(left_out("\u{A0}four words"), ["a space at an end"]);
        assert_eq!(left_out("four\u{200B}words"), ["marks that cannot be seen"]);
        assert_eq!(left_out("four\u{A0}words").len(), 1);
        assert_eq!(left_out("four  words").len(), 1);
    }

    #[test]
    fn files_of_every_system_are_read() {
        let little: Vec<u8> = "\u{FEFF}pêl"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let big: Vec<u8> = "\u{FEFF}pêl"
            .encode_utf16()
            .flat_map(u16::to_be_bytes)
            .collect();
        for bytes in [
            &little[..],
            &big,
            "pêl".as_bytes(),
            b"\xEF\xBB\xBFp\xC3\xAAl",
        ] {
            let text = decoded(bytes).expect("a text");
            assert_eq!(*plain(&text), "pêl");
        }
        assert_eq!(decoded(b"p\xEAl"), None, "a code page that nobody names");
    }

    proptest! {
        /// Whoever types what the key was made with, or what is left of it, opens it.
        #[test]
        fn a_plain_one_stays(typed in "\\PC{0,24}", more in prop::collection::vec(any::<char>(), 0..8)) {
            let typed: String = typed.chars().chain(more).collect();
            let once = plain(&typed);
            prop_assert_eq!(plain(&once), once);
        }
    }
}
