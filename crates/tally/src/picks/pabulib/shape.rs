//! Whether every row says as much as its header asks for, so that nothing shifts, is dropped or is read as empty.

use super::{Fault, Faults, Pabulib, Table};

pub(super) fn check(file: &Pabulib, faults: &mut Faults) {
    doubled_keys(file, faults);
    for table in [&file.meta, &file.projects, &file.votes] {
        doubled_columns(table, faults);
        (0..table.len()).for_each(|row| width(table, row, faults));
    }
}

fn doubled_keys(file: &Pabulib, faults: &mut Faults) {
    let table = &file.meta;
    let mut keys: Vec<(String, usize)> = (0..table.len())
        .map(|row| (table.cell(row, 0).trim().to_ascii_lowercase(), row))
        .collect();
    keys.sort();
    for pair in keys.windows(2) {
        let [(before, first), (key, row)] = pair else {
            continue;
        };
        if before == key && !key.is_empty() {
            let expected = format!("each key once: it is in line {} too", table.line(*first));
            faults.add(table.fault(*row, 0, table.cell(*row, 0), &expected));
        }
    }
}

fn doubled_columns(table: &Table, faults: &mut Faults) {
    let columns = table.columns();
    for (at, name) in columns.iter().enumerate() {
        let name = name.trim();
        let same = |other: &&String| other.trim().eq_ignore_ascii_case(name);
        if !name.is_empty() && columns[..at].iter().any(|other| same(&other)) {
            faults.add(Fault::whole(
                &format!("a second column {name}"),
                "each column once",
            ));
        }
    }
}

/// Empty cells beyond the header say nothing: spreadsheets write them to make all rows as wide as the widest.
fn width(table: &Table, row: usize, faults: &mut Faults) {
    let (found, columns) = (table.width(row), table.columns().len());
    if table.row(row).all(|cell| cell.trim().is_empty()) {
        faults.add(table.fault(row, 0, "a row with nothing in it", "a row, or none"));
        return;
    }
    if found < columns {
        let text = format!("{found} of {columns} cells");
        faults.add(table.fault(row, found, &text, "a cell for every column"));
    }
    if let Some(surplus) = (columns..found).find(|&at| !table.cell(row, at).trim().is_empty()) {
        let text = table.cell(row, surplus);
        faults.add(table.fault(row, surplus, text, &format!("only {columns} cells")));
    }
}
