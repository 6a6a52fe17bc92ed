//! Maps and sets whose names are slugs: a ballot's amounts and answers.

use std::collections::{BTreeMap, BTreeSet};

use super::{Node, Path, Report, Shape, entries};
use crate::Slug;

impl<T: Shape> Shape for BTreeMap<Slug, T> {
    const IS: &'static str = "an object";

    fn read(node: Option<&Node>, at: &Path, report: &mut Report) -> Self {
        let mut map = Self::new();
        for entry in entries(node, at, report).unwrap_or_default() {
            let at = at.field(&entry.name);
            let value = T::read(Some(&entry.value), &at, report);
            match Slug::parse(&entry.name) {
                Some(name) => {
                    map.insert(name, value);
                }
                None => report.say(&at, "another name", Slug::IS),
            }
        }
        map
    }
}

impl Shape for BTreeSet<Slug> {
    const IS: &'static str = "a list";

    fn read(node: Option<&Node>, at: &Path, report: &mut Report) -> Self {
        let mut set = Self::new();
        for item in Vec::read(node, at, report) {
            set.insert(item);
        }
        set
    }
}
