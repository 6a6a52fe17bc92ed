//! Tables kept from fuzzing (`cargo xtask fuzz`): read to the end, and every row counted or named.

use std::fs;
use std::path::PathBuf;

use documents::table::payments::{self, Field, Reading};
use documents::table::{Asked, BallotTable};
use documents::{Budget, Plan};

fn folder(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join(path)
}

#[test]
fn kept_tables_are_read_to_the_end() {
    let budget = fs::read(folder("budgets/small-fund.json")).unwrap();
    let budget = Plan::of(&Budget::read(&budget).unwrap());
    let files: Vec<PathBuf> = fs::read_dir(folder("tests/cases/fuzz/table"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    assert!(!files.is_empty());
    for file in files {
        let bytes = fs::read(&file).unwrap();
        for asked in [Asked::Total(100), Asked::Plan(&budget)] {
            match BallotTable::read(&bytes, &asked) {
                Ok(table) => {
                    let wide =
                        |row: &documents::table::Row| row.amounts.len() == table.priorities.len();
                    assert!(table.rows.iter().all(wide), "{}", file.display());
                }
                Err(mistakes) => assert!(!mistakes.is_empty(), "{}", file.display()),
            }
        }
    }
}

#[test]
fn quoted_cells_over_several_lines_keep_the_lines_right() {
    let bytes = fs::read(folder("tests/cases/fuzz/table/odd.csv")).unwrap();
    let table = BallotTable::read(&bytes, &Asked::Total(100)).unwrap();
    assert_eq!(table.priorities, ["a", "b\nc"]);
    let rows: Vec<_> = table
        .rows
        .iter()
        .map(|row| (row.line, &row.amounts[..]))
        .collect();
    assert_eq!(rows, [(3, &[60, 40][..])]);
    let refused: Vec<u64> = table.refused.iter().map(|mistake| mistake.line).collect();
    assert_eq!(refused, [4, 6, 7, 8, 9, 10]);
}

/// The first byte tells the fuzzer how days are written.
#[test]
fn kept_exports_are_read_or_every_bad_row_is_named() {
    let reading = Reading {
        columns: Field::ALL
            .map(|field| (field, field.name().to_owned()))
            .into(),
        ..Reading::default()
    };
    let read = |name: &str| {
        let bytes = fs::read(folder("tests/cases/fuzz/payments").join(name)).unwrap();
        payments::read(&bytes[1..], &reading)
    };
    let good = read("good.csv").unwrap();
    let amounts: Vec<i64> = good.iter().map(|one| one.amount.amount()).collect();
    assert_eq!(amounts, [1250, -250]);
    assert!(good[1].reference.starts_with("row-"));
    let odd: Vec<u64> = read("odd.csv")
        .unwrap_err()
        .iter()
        .map(|one| one.line)
        .collect();
    assert_eq!(odd, [3, 4, 6], "{:?}", read("odd.csv"));
}
