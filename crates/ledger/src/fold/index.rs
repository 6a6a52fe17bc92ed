//! Where on its line something is that has this name.

use documents::Slug;

use crate::broken::{Broken, Found, Rule};

/// Places by line and name, sorted.
#[derive(Default)]
pub(super) struct Index(Vec<(usize, Slug, usize)>);

impl Index {
    fn at(&self, line: usize, name: &Slug) -> Result<usize, usize> {
        self.0
            .binary_search_by(|(own, of, _)| (own, of).cmp(&(&line, name)))
    }

    pub(super) fn find(&self, line: usize, name: &Slug) -> Option<usize> {
        self.at(line, name).ok().map(|at| self.0[at].2)
    }

    pub(super) fn insert(&mut self, line: usize, name: &Slug, place: usize) {
        if let Err(at) = self.at(line, name) {
            self.0.insert(at, (line, name.clone(), place));
        }
    }

    /// Where something of this line is that has this name.
    pub(super) fn named(
        &self,
        line: usize,
        name: &Slug,
        rule: Rule,
        field: &'static str,
    ) -> Result<usize, Broken> {
        const MOST: usize = 12;
        self.find(line, name).ok_or_else(|| {
            let own = self.0.iter().filter(|(own, ..)| *own == line).take(MOST);
            let known = own.map(|(_, name, _)| name.as_str().into()).collect();
            Broken::new(rule, field, name.into(), Found::Names(known))
        })
    }
}
