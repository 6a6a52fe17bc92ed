//! The small values: what is one and what is not.

use documents::{Date, Exact, Lang, Slug};

#[test]
fn slugs() {
    let long = "a".repeat(64);
    for well in ["a", "7", "warm-homes", "a-1-b", &long] {
        assert_eq!(
            Slug::parse(well).map(|slug| slug.to_string()).as_deref(),
            Some(well)
        );
    }
    for ill in [
        "",
        "-",
        "a-",
        "-a",
        "a--b",
        "A",
        "é",
        "a b",
        "a_b",
        "__proto__",
        &"a".repeat(65),
    ] {
        assert_eq!(Slug::parse(ill), None, "{ill}");
    }
}

#[test]
fn languages() {
    for well in ["en", "cy", "pt-BR", "zh-Hant-TW", "sgn"] {
        assert!(Lang::parse(well).is_some(), "{well}");
    }
    for ill in [
        "",
        "e",
        "EN",
        "engl",
        "en-",
        "en_GB",
        "en-toolongsubtag",
        "javascript:",
    ] {
        assert_eq!(Lang::parse(ill), None, "{ill}");
    }
}

#[test]
fn dates() {
    for well in [
        "2024-02-29",
        "2000-02-29",
        "2026-12-31",
        "0001-01-01",
        "9999-12-31",
    ] {
        assert_eq!(
            Date::parse(well).map(|date| date.to_string()).as_deref(),
            Some(well)
        );
    }
    let ill = [
        "2026-02-29",
        "1900-02-29",
        "2026-04-31",
        "2026-13-01",
        "2026-00-10",
        "2026-01-00",
        "0000-01-01",
    ];
    for text in ill.into_iter().chain([
        "",
        "2026-1-1",
        "2026/01/01",
        "26-01-01",
        "2026-01-0१",
        "+026-01-01",
    ]) {
        assert_eq!(Date::parse(text), None, "{text}");
    }
    let day = |text| Date::parse(text).expect("a date");
    assert!(day("2026-11-30") < day("2026-12-01") && day("2026-12-31") < day("2027-01-01"));
    let parts = day("2026-11-05");
    assert_eq!((parts.year(), parts.month(), parts.day()), (2026, 11, 5));
}

#[test]
fn exact_numbers_have_one_spelling() {
    for well in [
        "0",
        "7",
        "-7",
        "5/6",
        "-5/6",
        "170141183460469231731687303715884105727",
    ] {
        assert_eq!(
            Exact::parse(well).map(|exact| exact.to_string()).as_deref(),
            Some(well)
        );
    }
    for ill in [
        "", "/", "1/", "/2", "+1", "01", "2/4", "3/1", "1/0", "1/-2", "-0", "1.5", "1e3", "0/5",
    ] {
        assert_eq!(Exact::parse(ill), None, "{ill}");
    }
}

#[test]
fn parts_are_rounded_down() {
    let parts = |text, per| Exact::parse(text).expect("exact").in_parts(per);
    assert_eq!(parts("5/6", 100), 83);
    assert_eq!(parts("1", 1000), 1000);
    assert_eq!(parts("7/2", 10), 35);
    assert_eq!(parts("-1/3", 100), -34);
    let near_one = format!("{}/{}", i128::MAX - 1, i128::MAX);
    assert_eq!(parts(&near_one, u32::MAX), i128::from(u32::MAX) - 1);
}
