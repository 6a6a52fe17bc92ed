//! Maps and sets whose names are slugs: a ballot's amounts and answers.

use super::{Json, Node, Path, Report, Shape, Write, entries};
use crate::{Slug, SlugMap, SlugSet};

impl<T: Shape> Shape for SlugMap<T> {
    const IS: &'static str = "an object";

    fn read(node: Option<&Node>, at: &Path, report: &mut Report) -> Self {
        let mut map = Self::default();
        for entry in entries(node, at, report).unwrap_or_default() {
            let at = at.field(&entry.name);
            let value = T::read(Some(&entry.value), &at, report);
            match Slug::parse(&entry.name) {
                Some(name) => map.insert(name, value),
                None => report.say(&at, "another name", Slug::IS),
            }
        }
        map
    }
}

impl Shape for SlugSet {
    const IS: &'static str = "a list";

    fn read(node: Option<&Node>, at: &Path, report: &mut Report) -> Self {
        Vec::read(node, at, report).into_iter().collect()
    }
}

impl<T: Write> Write for SlugMap<T> {
    fn write(&self, to: &mut Json) {
        to.within(['{', '}'], |to| {
            for (name, value) in self.iter() {
                to.name(name.as_str());
                value.write(to);
            }
        });
    }
}

impl Write for SlugSet {
    fn write(&self, to: &mut Json) {
        to.within(['[', ']'], |to| {
            for name in self.iter() {
                to.next();
                name.write(to);
            }
        });
    }
}
