//! Files made to break a reader: each is refused with the problem that names what is wrong with it.

mod common;
#[path = "common/ballot.rs"]
mod small_ballot;

use common::budget;
use documents::plan::{Broken, BrokenLimit};
use documents::{Ballot, Budget, Plan, Refusal, json};
use small_ballot::ballot_text;

/// What a syntax error says: line, column, found, expected.
fn syntax(bytes: &[u8]) -> String {
    json::parse(bytes).expect_err("it is no JSON").to_string()
}

#[test]
fn bytes_that_are_no_json_are_refused_with_line_and_column() {
    let deep = "[".repeat(100_000);
    let cases: [(&[u8], &str); 22] = [
        (
            b"",
            "line 1, column 1: $: found the end of the file, expected a value",
        ),
        (
            b" \n ",
            "line 2, column 2: $: found the end of the file, expected a value",
        ),
        (
            b"\xEF\xBB\xBF{}",
            "line 1, column 1: $: found a byte order mark (U+FEFF), expected a value",
        ),
        (
            b"{\"a\": \xFF}",
            "line 1, column 7: $: found bytes that are not UTF-8, expected UTF-8 text",
        ),
        (b"NaN", "line 1, column 1: $: found 'N', expected a value"),
        (
            b"[-Infinity]",
            "line 1, column 3: $: found 'I', expected a digit",
        ),
        (
            b"[01]",
            "line 1, column 3: $: found '1', expected a number without leading zeros",
        ),
        (b"[1.]", "line 1, column 4: $: found ']', expected a digit"),
        (b"[1e]", "line 1, column 4: $: found ']', expected a digit"),
        (b"[+1]", "line 1, column 2: $: found '+', expected a value"),
        (b"[1,]", "line 1, column 4: $: found ']', expected a value"),
        (
            b"[1 2]",
            "line 1, column 4: $: found '2', expected \",\" or \"]\"",
        ),
        (
            b"{\"a\":1,}",
            "line 1, column 8: $: found '}', expected a name in double quotes",
        ),
        (
            b"{a:1}",
            "line 1, column 2: $: found 'a', expected a name in double quotes",
        ),
        (
            b"{\"a\" 1}",
            "line 1, column 6: $: found '1', expected \":\"",
        ),
        (
            b"{}{}",
            "line 1, column 3: $: found '{', expected the end of the file",
        ),
        (
            b"\"a\nb\"",
            "line 1, column 3: $: found U+000A, expected the closing '\"' of a text that stands on one line",
        ),
        (
            b"\"\\x\"",
            "line 1, column 3: $: found 'x', expected an escape that JSON knows, such as \\n",
        ),
        (
            b"\"\\ud800\"",
            "line 1, column 8: $: found '\"', expected a \\u escape that stands for a character",
        ),
        (
            b"\"\\udc00\"",
            "line 1, column 8: $: found '\"', expected a \\u escape that stands for a character",
        ),
        (
            b"\"\\u12g4\"",
            "line 1, column 6: $: found 'g', expected four hexadecimal digits",
        ),
        (
            deep.as_bytes(),
            "line 1, column 33: $: found '[', expected lists and objects at most 32 deep",
        ),
    ];
    for (bytes, expected) in cases {
        assert_eq!(
            syntax(bytes),
            expected,
            "{:?}",
            String::from_utf8_lossy(&bytes[..bytes.len().min(40)])
        );
    }
}

#[test]
fn json_that_is_allowed_is_read() {
    for text in [
        "32",
        " [ ] ",
        "{\"\\u0061\": [true, false, null, -1.5e+3]}",
        "\"\\ud83d\\ude00\"",
        &"[".repeat(32),
    ] {
        let text = if text.len() == 32 {
            text.to_string() + &"]".repeat(32)
        } else {
            text.to_string()
        };
        assert!(json::parse(text.as_bytes()).is_ok(), "{text}");
    }
}

/// What is said of a ballot whose amount for "homes" is written so.
fn amount(written: &str) -> Refusal {
    let text = ballot_text().replace("\"homes\":600", &format!("\"homes\":{written}"));
    refusal(text.as_bytes())
}

fn refusal(bytes: &[u8]) -> Refusal {
    Ballot::read(bytes)
        .and_then(|ballot| ballot.amounts(&Plan::of(&budget())))
        .expect_err("it is refused")
}

fn malformed(path: &str, column: u64) -> Refusal {
    Refusal::Malformed {
        path: path.into(),
        line: 1,
        column,
    }
}

#[test]
fn amounts_that_are_no_whole_numbers_are_refused() {
    for written in [
        "-1",
        "1e3",
        "600.0",
        "6e2",
        "\"600\"",
        "null",
        "true",
        "[600]",
        "{}",
        "9007199254740992",
        "18446744073709551617",
    ] {
        assert_eq!(
            amount(written),
            malformed("$.choices.amounts.homes", 199),
            "{written}"
        );
    }
    assert_eq!(amount("NaN"), malformed("$", 199));
}

#[test]
fn amounts_beyond_the_limits_are_refused() {
    let homes = documents::Slug::parse("homes").expect("a slug");
    let above = |amount| {
        Refusal::Breaks(BrokenLimit {
            reason: Broken::AboveCap,
            id: Some(homes.clone()),
            amount,
            bound: 800,
        })
    };
    assert_eq!(amount("4294967296"), above(4_294_967_296));
    assert_eq!(amount("9007199254740991"), above(9_007_199_254_740_991));
}

#[test]
fn other_spellings_of_a_ballot_are_refused() {
    let text = ballot_text();
    let own = Ballot::read(text.as_bytes()).and_then(|own| own.amounts(&Plan::of(&budget())));
    assert_eq!(
        own.map(|amounts| amounts.lines().to_vec()),
        Ok(vec![600, 300])
    );
    let not_canonical = |byte| Refusal::NotCanonical { byte };
    let end = text.len() as u64;
    let cases = [
        (text.clone() + "\n", not_canonical(end + 1)),
        (text.clone() + " ", not_canonical(end + 1)),
        (format!(" {text}"), not_canonical(1)),
        (text.replace(":600", ": 600"), not_canonical(199)),
        (
            text.replace("\"budget\"", "\"\\u0062udget\""),
            not_canonical(36),
        ),
        (
            text.replace(
                "{\"advice\":300,\"homes\":600}",
                "{\"homes\":600,\"advice\":300}",
            ),
            not_canonical(179),
        ),
        (
            text.replace("\"no_view\":[]", "\"no_view\":[\"homes\",\"homes\"]"),
            not_canonical(222),
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(refusal(text.as_bytes()), expected, "{text}");
    }
}

#[test]
fn ballots_of_another_shape_are_refused() {
    let text = ballot_text();
    let twice = text.replace("\"homes\":600", "\"homes\":600,\"homes\":600");
    let escaped_twice = text.replace("\"homes\":600", "\"homes\":600,\"hom\\u0065s\":0");
    let proto = text.replace("\"homes\":600", "\"__proto__\":{},\"homes\":600");
    let list = "[\"common-purse/ballot/1\",\"two-lines\",{\"homes\":600},[],{},\"web\",\"00\"]";
    let cases = [
        (twice, "$.choices.amounts.homes"),
        (escaped_twice, "$.choices.amounts.homes"),
        (proto, "$.choices.amounts.__proto__"),
        (text.replace("\"kind\":\"amounts\",", ""), "$.choices.kind"),
        (
            text.replace("\"kind\":\"amounts\"", "\"kind\":\"picks\""),
            "$.choices.kind",
        ),
        (list.into(), "$"),
        (String::new(), "$"),
        (format!("\u{feff}{text}"), "$"),
        (text.replace("ballot/1", "ballot/2"), "$.format"),
        (
            text.replace("\"channel\":\"web\"", "\"channel\":\"tv\""),
            "$.channel",
        ),
        (text.replace("\"channel\":\"web\",", ""), "$.channel"),
        (
            text.replace("\"channel\"", "\"weight\":2,\"channel\""),
            "$.weight",
        ),
        (
            text.replace("0123456789abcdef", "0123456789ABCDEF"),
            "$.nonce",
        ),
        (
            text.replace(
                "\"channel\":\"web\"",
                "\"channel\":\"web\",\"place\":\"a\u{202e}b\"",
            ),
            "$.place",
        ),
    ];
    for (text, path) in cases {
        let refusal = refusal(text.as_bytes());
        assert!(
            matches!(&refusal, Refusal::Malformed { path: found, .. } if found == path),
            "{text}: {refusal:?}"
        );
    }
}

#[test]
fn a_ballot_that_is_too_large_is_not_even_parsed() {
    let bytes = vec![b'['; 100_000_000];
    assert_eq!(refusal(&bytes), Refusal::TooLarge { most: 16_384 });
}

#[test]
fn a_long_name_cannot_make_a_long_refusal() {
    let text = ballot_text().replace("\"homes\":600", &format!("\"{}\":1", "a".repeat(16_000)));
    let Refusal::Malformed { path, .. } = refusal(text.as_bytes()) else {
        panic!("it is malformed")
    };
    assert!(path.chars().count() <= 120, "{path}");
}

#[test]
fn what_cannot_be_seen_is_spelt_out_in_problems() {
    let problems =
        Budget::read("{\"pay\u{202e}load\": 1}".as_bytes()).expect_err("it is no budget");
    let hidden = problems
        .iter()
        .find(|problem| problem.found.starts_with("a field"))
        .expect("the field is named");
    assert_eq!(hidden.path, "$[\"payU+202Eload\"]");
}

#[test]
fn a_file_wrong_everywhere_costs_no_more_than_a_thousand_problems() {
    let text = format!("{{\"priorities\":[{}0]}}", "0,".repeat(50_000));
    assert_eq!(
        Budget::read(text.as_bytes())
            .expect_err("it is no budget")
            .len(),
        1000
    );
}
