//! Rows for spreadsheets: texts run nothing, numbers stay numbers, and a reader gets the cells back.

use documents::csv::row;

#[test]
fn texts_that_would_run_begin_with_an_apostrophe() {
    for text in [
        "=1+1",
        "+1+1",
        "-1+1",
        "@SUM(A1)",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        " =1",
        "\u{a0}=1",
        "\u{feff}=1",
        "\u{200b}@x",
        "--1",
        "=",
        "-",
        "+cmd|' /C calc'!A0",
    ] {
        assert!(row([text]).starts_with('\''), "{text:?}: {}", row([text]));
    }
    for text in ["\t=1", "\r=1", "\n=1", "x;=1", "x\n=1", "x\t@y"] {
        let written = row([text]);
        assert!(written.starts_with('"'), "{written:?}");
        let inside = written.trim_matches('"');
        let bare = |at: usize| !inside[..at].ends_with('\'');
        assert!(
            !inside.match_indices(['=', '@']).any(|(at, _)| bare(at)),
            "{written:?}"
        );
    }
}

#[test]
fn numbers_and_plain_texts_stay_as_they_are() {
    for text in [
        "12", "-3", "+4", "2.50", "-0.5", "1/3", "Parks", "a-b", "50%", "x = y", "Gŵyl", "",
    ] {
        assert_eq!(row([text]), text);
    }
    assert_eq!(row(["a,b", "c\"d", "e"]), "\"a,b\",\"c\"\"d\",e");
    assert_eq!(row(["a\u{1b}[31m"]), "a\\u{1b}[31m");
}
