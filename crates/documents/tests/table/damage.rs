//! However a table is damaged: counted rows and named rows are the rows of the file, and a row that counts says in
//! digits what is counted.

#[path = "../../../../tests/support/dice.rs"]
mod dice;

use dice::Dice;
use documents::table::{Asked, BallotTable, sheet};

const NAMES: &str = "parks,roads,youth,homes";

/// Rows that each share out 10,000.
fn good(dice: &mut Dice) -> Vec<String> {
    let row = |dice: &mut Dice| {
        let mut cuts = [dice.below(10_001), dice.below(10_001), dice.below(10_001)];
        cuts.sort_unstable();
        let [a, b, c] = cuts;
        format!("{a},{},{},{}", b - a, c - b, 10_000 - c)
    };
    (0..1 + dice.below(12)).map(|_| row(dice)).collect()
}

type Damage = fn(&mut Vec<String>, usize, &mut Dice);

const DAMAGES: [Damage; 11] = [
    |rows, at, dice| cells(&mut rows[at], dice, |cells, cell| drop(cells.remove(cell))),
    |rows, at, dice| {
        cells(&mut rows[at], dice, |cells, cell| {
            cells.insert(cell, cells[cell].clone());
        });
    },
    |rows, at, dice| {
        cells(&mut rows[at], dice, |cells, cell| {
            cells.insert(cell, String::new());
        });
    },
    // Thousands.
    |rows, at, dice| {
        cells(&mut rows[at], dice, |cells, cell| {
            if cells[cell].len() > 3 {
                let place = cells[cell].len() - 3;
                cells[cell].insert(place, ',');
            }
        });
    },
    |rows, at, dice| put(&mut rows[at], dice, "\""),
    |rows, at, dice| put(&mut rows[at], dice, "\u{1a}"),
    |rows, at, dice| put(&mut rows[at], dice, ";"),
    |rows, at, dice| {
        let cut = dice.below(rows[at].len() + 1);
        rows[at].truncate(cut);
    },
    |rows, at, _| rows.insert(at, ",,,".into()),
    |rows, at, _| rows.insert(at, String::new()),
    |rows, at, _| rows.insert(at, rows[at].clone()),
];

fn cells(row: &mut String, dice: &mut Dice, damage: fn(&mut Vec<String>, usize)) {
    let mut cells: Vec<String> = row.split(',').map(str::to_owned).collect();
    let at = dice.below(cells.len());
    damage(&mut cells, at);
    *row = cells.join(",");
}

fn put(row: &mut String, dice: &mut Dice, what: &str) {
    let at = dice.below(row.len() + 1);
    if row.is_char_boundary(at) {
        row.insert_str(at, what);
    }
}

/// How the whole file is written.
fn written(rows: &[String], dice: &mut Dice) -> Vec<u8> {
    let end = ["\n", "\r\n", "\r"][dice.below(3)];
    let lines = [NAMES.to_owned()].into_iter().chain(rows.to_vec());
    let mut text: String = lines.map(|line| line + end).collect();
    if dice.below(3) == 0 {
        text = text.trim_end().to_owned();
    }
    match dice.below(4) {
        0 => format!("\u{feff}{text}").into_bytes(),
        1 => format!("\u{feff}{text}")
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect(),
        _ => text.into_bytes(),
    }
}

#[test]
fn every_row_is_counted_as_what_it_says_or_named() {
    let mut dice = Dice(2026);
    let (mut counted, mut named) = (0, 0);
    for _ in 0..20_000 {
        let mut rows = good(&mut dice);
        for _ in 0..1 + dice.below(3) {
            let at = dice.below(rows.len());
            DAMAGES[dice.below(DAMAGES.len())](&mut rows, at, &mut dice);
        }
        let bytes = written(&rows, &mut dice);
        let Ok(table) = BallotTable::read(&bytes, &Asked::Total(10_000)) else {
            panic!("the first row is whole: {rows:?}");
        };
        let says_something = |row: &&String| {
            let bare = row.replace("\"\"", "");
            bare.contains(|sign: char| !",; ".contains(sign))
        };
        // A file ends where nothing but Ctrl-Z is left.
        let last = rows
            .iter()
            .rposition(|row| !row.trim_end_matches('\u{1a}').is_empty());
        let expected = (2..)
            .zip(&rows[..last.map_or(0, |last| last + 1)])
            .filter(|(_, row)| says_something(row));
        let expected: Vec<u64> = expected.map(|(line, _)| line).collect();
        let mut found: Vec<u64> = table.rows.iter().map(|row| row.line).collect();
        found.extend(table.refused.iter().map(|mistake| mistake.line));
        found.sort_unstable();
        let missing = expected.iter().find(|line| !found.contains(line));
        assert_eq!(missing, None, "{rows:?}");
        assert!(found.windows(2).all(|pair| pair[0] < pair[1]), "{rows:?}");
        for row in &table.rows {
            let text = &rows[row.line as usize - 2];
            let plain: Vec<String> = row.amounts.iter().map(u64::to_string).collect();
            let said = text
                .trim_end_matches(['\u{1a}', ','])
                .replace(['"', ' '], "");
            assert_eq!(said, plain.join(","), "{rows:?}");
        }
        counted += table.rows.len();
        named += table.refused.len();
    }
    assert!(counted > 50_000 && named > 10_000, "{counted}, {named}");
}

#[test]
fn lines_are_numbered_as_an_editor_numbers_them() {
    let text = "a\r\nb\rc\n\nd\n\r\ne\u{1a}\r\n";
    let lines: Vec<(u64, &str)> = sheet::lines(text).collect();
    assert_eq!(lines, [(1, "a"), (2, "b"), (3, "c"), (5, "d"), (7, "e")]);
}
