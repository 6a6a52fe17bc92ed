//! The projects of a file.

use super::{
    Fault, Faults, Pabulib,
    decimal::{Decimal, Decimals},
};
use crate::picks::Project;

/// The price of each project; 0 where it cannot be read.
pub(super) fn costs(file: &Pabulib, decimals: &mut Decimals, faults: &mut Faults) -> Vec<Decimal> {
    let table = &file.projects;
    let Some(column) = table.column("cost") else {
        if !table.is_empty() {
            let found = table.columns().join(";");
            let expected = "projects with the columns project_id and cost";
            faults.add(Fault::whole(&found, expected));
        }
        return vec![Decimal::default(); table.len()];
    };
    let one = |row: usize| {
        let text = table.cell(row, column);
        decimals.read(text).unwrap_or_else(|expected| {
            let expected = format!("a price: {expected}");
            faults.add(table.fault(row, column, text, &expected));
            Decimal::default()
        })
    };
    (0..table.len()).map(one).collect()
}

/// The projects with these prices.
pub(super) fn named(
    file: &Pabulib,
    costs: impl Iterator<Item = u64>,
    faults: &mut Faults,
) -> Vec<Project> {
    let table = &file.projects;
    let columns = |names: &[&str]| -> Vec<usize> {
        names.iter().filter_map(|name| table.column(name)).collect()
    };
    // Others take the first column for the id, whatever its name is.
    let id = table.column("project_id").unwrap_or(0);
    for row in (0..table.len()).filter(|&row| table.cell(row, id).trim().is_empty()) {
        faults.add(table.fault(row, id, "", "a project_id"));
    }
    let categories = columns(&["category", "categories"]);
    let areas = columns(&["target", "targets", "beneficiaries", "district"]);
    let one = |(row, cost): (usize, u64)| Project {
        id: table.cell(row, id).trim().to_owned(),
        cost,
        categories: first_list(file, row, &categories),
        areas: first_list(file, row, &areas),
    };
    costs.enumerate().map(one).collect()
}

/// The list in the first of these columns that has one.
fn first_list(file: &Pabulib, row: usize, columns: &[usize]) -> Vec<String> {
    let cells = columns
        .iter()
        .map(|&column| file.projects.cell(row, column));
    cells
        .map(list)
        .find(|list| !list.is_empty())
        .unwrap_or_default()
}

/// Others write "none" for an empty list.
fn list(text: &str) -> Vec<String> {
    if text.trim().eq_ignore_ascii_case("none") {
        return Vec::new();
    }
    text.split(',')
        .map(str::trim)
        .filter(|item| !item.is_empty())
        .map(str::to_owned)
        .collect()
}
