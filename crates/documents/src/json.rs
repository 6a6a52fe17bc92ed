//! A strict reader of JSON that keeps going: all of a file's mistakes come at once.
//!
//! [`parse`] turns bytes into a tree of [`Node`]s; [`Shape`] turns the tree into our types. Where the two do
//! not fit, a [`Report`] takes note and a stand-in goes on in the value's place. No float is ever read: a
//! number that is not a whole one from 0 to 2⁵³ − 1 stays the text it was, for the report to quote.
//!
//! Made here rather than taken: serde_json stops at the first mistake, accepts duplicate keys and arrays for
//! structs, and its floats alone weigh 20 kB in the widget.

mod apart;
mod collections;
mod node;
mod parse;
mod path;
mod record;
mod report;
mod shape;
mod tagged;
mod write;

pub use apart::Apart;
pub(crate) use node::spelt;
pub use node::{Entry, Kind, Node};
pub use parse::{MAX_DEPTH, MAX_WHOLE, parse};
pub use path::Path;
pub(crate) use record::record;
pub use report::{Report, Said};
pub use shape::{Fields, Shape, choose, entries, misfit, one_of};
pub(crate) use shape::{format_name, names, plain};
pub(crate) use tagged::tagged;
pub(crate) use write::to_bytes;
pub use write::{Json, Write};

use crate::Problem;

/// Reads a file of at most `max_bytes` into a value, then lets `check` compare its fields with each other, and fill in
/// those that are read [`Apart`].
///
/// # Errors
/// Every problem of shape, and every problem of meaning that the shape still lets one see.
pub fn read<T: Shape>(
    bytes: &[u8],
    max_bytes: usize,
    check: impl FnOnce(&mut T, &mut Report),
) -> Result<T, Vec<Problem>> {
    if bytes.len() > max_bytes {
        let found = format!("{} bytes", bytes.len());
        return Err(vec![Problem::of_file(
            &found,
            &format!("at most {max_bytes} bytes"),
        )]);
    }
    let root = parse(bytes).map_err(|problem| vec![problem])?;
    let mut report = Report::new(bytes, &root);
    let mut value = T::read(Some(&root), &Path::Root, &mut report);
    check(&mut value, &mut report);
    let problems = report.into_problems();
    if problems.is_empty() {
        Ok(value)
    } else {
        Err(problems)
    }
}

/// The same for whoever has no use for what is wrong: a program that only asks this holds none of the sentences.
pub fn read_good<T: Shape>(
    bytes: &[u8],
    max_bytes: usize,
    check: impl FnOnce(&T, &mut Report),
) -> Option<T> {
    let short = bytes.len() <= max_bytes;
    let root = parse::tree(bytes).ok().filter(|_| short)?;
    let mut report = Report::counting(bytes, &root);
    let value = T::read(Some(&root), &Path::Root, &mut report);
    check(&value, &mut report);
    (report.count() == 0).then_some(value)
}
