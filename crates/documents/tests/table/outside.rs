//! Tables as other software leaves them: read, or refused in a sentence that says what is the matter.

use std::fs;
use std::path::PathBuf;

use documents::table::{Asked, BallotTable, Mistake};
use documents::{Budget, Plan};

fn folder(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join(path)
}

fn file(name: &str) -> Vec<u8> {
    fs::read(folder("tests/cases/outside").join(name)).unwrap()
}

fn of_hundred(bytes: &[u8]) -> Result<BallotTable, Vec<Mistake>> {
    BallotTable::read(bytes, &Asked::Total(100))
}

/// The rows that count and the lines that are named.
fn lines(table: &BallotTable) -> (Vec<u64>, Vec<u64>) {
    let counted = table.rows.iter().map(|row| row.line).collect();
    let named = table.refused.iter().map(|mistake| mistake.line).collect();
    (counted, named)
}

#[test]
fn what_spreadsheets_write_is_read() {
    let plain = "parks,roads,youth\n50,30,20\n20,30,50\n10,10,80\n";
    let utf16 = |unit: fn(u16) -> [u8; 2], mark: bool| -> Vec<u8> {
        let text = format!("{}{plain}", if mark { "\u{feff}" } else { "" });
        text.encode_utf16().flat_map(unit).collect()
    };
    let mut files: Vec<(String, Vec<u8>)> = [
        "csv-blank-rows.csv",
        "csv-semicolons.csv",
        "csv-sep-line.csv",
        "csv-utf16.csv",
        "csv-trailing-empty-column.csv",
        "csv-cr-only-line-numbers.csv",
        "upper-case.CSV",
    ]
    .map(|name| (name.to_owned(), file(name)))
    .to_vec();
    let made = [
        ("tabs", plain.replace(',', "\t").into_bytes()),
        ("bars", plain.replace(',', " | ").into_bytes()),
        (
            "sep=; in capitals",
            format!("SEP=;\r\n{}", plain.replace(',', ";")).into_bytes(),
        ),
        ("a byte order mark", format!("\u{feff}{plain}").into_bytes()),
        (
            "UTF-16, the large half first",
            utf16(u16::to_be_bytes, true),
        ),
        ("UTF-16 without a mark", utf16(u16::to_le_bytes, false)),
        (
            "the same, the large half first",
            utf16(u16::to_be_bytes, false),
        ),
        (
            "line ends of two kinds",
            plain.replacen('\n', "\r\n", 2).into_bytes(),
        ),
        (
            "Ctrl-Z behind the last row",
            format!("{plain}\u{1a}\u{1a}\r\n").into_bytes(),
        ),
        (
            "Ctrl-Z in the last row",
            format!("{}\u{1a}", plain.trim_end()).into_bytes(),
        ),
        (
            "empty rows all over",
            plain.replace('\n', "\n,,\n \n\"\",\n").into_bytes(),
        ),
        (
            "empty cells behind every row",
            plain.replace('\n', ",,,\n").into_bytes(),
        ),
        (
            "empty cells behind some",
            plain.replace("50,30,20", "50,30,20,,").into_bytes(),
        ),
        (
            "every cell quoted",
            format!(
                "\"{}\"",
                plain
                    .trim_end()
                    .replace(',', "\",\"")
                    .replace('\n', "\"\n\"")
            )
            .into_bytes(),
        ),
    ];
    files.extend(made.map(|(name, bytes)| (name.to_owned(), bytes)));
    for (name, bytes) in files {
        let table = of_hundred(&bytes).unwrap_or_else(|mistakes| panic!("{name}: {mistakes:?}"));
        let amounts: Vec<&[u64]> = table.rows.iter().map(|row| &row.amounts[..]).collect();
        assert_eq!(table.priorities, ["parks", "roads", "youth"], "{name}");
        assert_eq!(
            amounts,
            [[50, 30, 20], [20, 30, 50], [10, 10, 80]],
            "{name}"
        );
        assert!(table.refused.is_empty(), "{name}: {:?}", table.refused);
    }
    let table = of_hundred(&file("csv-ctrl-z.csv")).unwrap();
    assert_eq!(lines(&table), (vec![2, 3], vec![]));
}

/// LibreOffice and Google quote no comma where semicolons or tabs part the cells.
#[test]
fn a_comma_in_a_name_parts_nothing_where_the_rows_show_another_sign() {
    for sign in [';', '\t', '|'] {
        let text = format!("parks, greens{sign}roads\n60{sign}40\n90{sign}10\n");
        let table = of_hundred(text.as_bytes()).unwrap_or_else(|mistakes| panic!("{mistakes:?}"));
        assert_eq!(table.priorities, ["parks, greens", "roads"]);
        assert_eq!(lines(&table), (vec![2, 3], vec![]));
    }
}

#[test]
fn a_stray_quotation_mark_costs_its_own_row_alone() {
    let table = of_hundred(&file("csv-stray-quote.csv")).unwrap();
    assert_eq!(lines(&table), (vec![2, 3, 5, 6, 7], vec![4]));
    let named = table.refused[0].to_string();
    assert!(
        named.starts_with("line 4, column roads: found a quotation mark"),
        "{named}"
    );

    let budget = fs::read(folder("budgets/small-fund.json")).unwrap();
    let budget = Plan::of(&Budget::read(&budget).unwrap());
    let bytes = file("csv-stray-quote-with-budget.csv");
    let table = BallotTable::read(&bytes, &Asked::Plan(&budget)).unwrap();
    let (counted, named) = lines(&table);
    assert_eq!((counted.len(), named), (53, vec![5]));

    let semicolons = file("csv-semicolons-with-budget.csv");
    let table = BallotTable::read(&semicolons, &Asked::Plan(&budget)).unwrap();
    assert_eq!(lines(&table), (vec![2], vec![]));
}

#[test]
fn a_first_row_that_cannot_be_the_names_is_refused() {
    for (text, says) in [
        (
            String::from_utf8(file("csv-no-header.csv")).unwrap(),
            "line 1: found names that are numbers and add up to 100, as a ballot's would, expected",
        ),
        (
            String::from_utf8(file("csv-stray-quote-in-header.csv")).unwrap(),
            "line 1: found a quotation mark in column 3 that nothing closes, expected",
        ),
        (
            "50,3O,20\n20,30,50\n".into(),
            "a name that is a number (\"50\")",
        ),
        (
            "\n\n50;30;20\n".into(),
            "line 3: found names that are numbers",
        ),
        (
            "sep=;\n50;30;20\n".into(),
            "line 2: found names that are numbers",
        ),
        ("£50,£30\n60,40\n".into(), "names that are numbers"),
        (
            "a,\"b\n50,50\n60,40\"\n".into(),
            "a quotation mark in column 2",
        ),
        (
            "a,\"b\n50,50\n\"60,40\n".into(),
            "a quotation mark in column 2",
        ),
        (
            "parks, green;roads\n60;40,0\n".into(),
            "line 1: found commas and semicolons",
        ),
        ("a,,b\n1,2,97\n".into(), "no name for column 2"),
        ("sep=;\n".into(), "line 2: found an empty file"),
        ("\u{1a}".into(), "line 1: found an empty file"),
    ] {
        let mistakes = of_hundred(text.as_bytes()).err().unwrap_or_default();
        let said: Vec<String> = mistakes.iter().map(Mistake::to_string).collect();
        assert!(
            said.iter().any(|said| said.contains(says)),
            "{text:?}: {said:?}"
        );
    }
    let latin = b"parks,caf\xe9\n50,50\n";
    let said = of_hundred(latin).err().unwrap()[0].to_string();
    assert!(said.contains("saved as CSV in UTF-8"), "{said}");
}

#[test]
fn an_amount_with_two_readings_is_refused_with_both() {
    let table = of_hundred(b"parks;roads\n90,000;10\n1 000;0\n050;50\n50.0;50\n").unwrap();
    let said: Vec<String> = table.refused.iter().map(Mistake::to_string).collect();
    let whole = "expected a whole amount from 0 to 9007199254740991";
    assert_eq!(
        said,
        [
            "line 2, column parks: found \"90,000\", expected digits alone: 90000, or 90"
                .to_owned(),
            "line 3, column parks: found \"1 000\", expected digits alone: 1000, or 1".to_owned(),
            format!("line 4, column parks: found \"050\", {whole}, without zeros before it"),
            format!("line 5, column parks: found \"50.0\", {whole}"),
        ]
    );
}

#[test]
fn control_signs_of_a_file_are_shown_escaped() {
    let table = of_hundred(&file("csv-escape-in-header.csv")).unwrap();
    assert_eq!(lines(&table), (vec![2], vec![3]));
    let twice = b"a\x1b[31m,a\x1b[31m\n50,50\n";
    for mistake in of_hundred(twice).err().unwrap() {
        assert!(!mistake.to_string().contains('\u{1b}'), "{mistake}");
    }
    for row in ["\u{1b}[31m,50", "\"\u{202e}", "1\u{1b},1"] {
        let text = format!("a\u{1b}[31m,b\n{row}\n");
        let table = of_hundred(text.as_bytes()).unwrap();
        let said = table.refused[0].to_string();
        assert!(!said.contains(['\u{1b}', '\u{202e}']), "{said:?}");
    }
}

/// Files of several places in one, each with a first row of its own.
#[test]
fn rows_behind_other_names_are_never_counted_for_the_first_ones() {
    for (text, found) in [
        ("parks,roads\n60,40\nroads,parks\n90,10\n", "roads, parks"),
        ("parks,roads\n60,40\n\nParks,Trees\n90,10\n", "Parks, Trees"),
        (
            "parks;roads\n60;40\n \"ROADS\" ;parks;;\n90;10\n",
            "ROADS, parks",
        ),
        ("a,b\n60,40\na,b,c\n90,10,0\n", "a, b, c"),
    ] {
        let refused = of_hundred(text.as_bytes()).err().expect(text);
        let said = refused[0].to_string();
        let found = format!("found a second row of names: {found}, expected one table in a file");
        assert!(said.contains(&found), "{said}");
    }
    // The same names, and words that are no names, cost their own row alone.
    let text = "parks,roads\n60,40\nPARKS , roads,\n90,10\nnot,known\n10,90\n";
    let table = of_hundred(text.as_bytes()).unwrap_or_else(|mistakes| panic!("{mistakes:?}"));
    assert_eq!(lines(&table), (vec![2, 4, 6], vec![3, 5]));
}
