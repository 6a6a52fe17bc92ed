//! What is on the page for it.

use crate::places::Beside;
use crate::shell::Tell;
use crate::state::State;

pub(crate) fn begin(_: &Tell) -> Box<dyn Beside> {
    Box::new(Nothing)
}

struct Nothing;

impl Beside for Nothing {
    fn drawn(&mut self, _: &State) {}
}
