//! While an event is open the page counts again by itself, where the box has changed: never while nobody sees the page, never
//! sooner than a minute after the last time, and more and more seldom while nothing comes. A closed event is left alone.

use super::{Counting, Effect, Results};

/// Seconds to the next look: after something came, and at most.
const SOON: u32 = 90;
const LATE: u32 = 720;

/// How the page keeps up with the box.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refresh {
    /// Nobody sees the page.
    hidden: bool,
    /// A look was due while nobody saw it.
    owed: bool,
    /// A count runs behind what is shown.
    pub(super) under_way: bool,
    /// Which names the box listed at the last count.
    pub(super) seen: Option<u64>,
    /// Seconds to the next look.
    wait: u32,
}

impl Results {
    /// A count has come to its end, or to nothing. Whatever is new may soon be followed by more.
    pub(super) fn counted(&mut self, seen: u64) -> Vec<Effect> {
        self.refresh.seen = Some(seen);
        self.refresh.wait = SOON;
        self.wait_on()
    }

    /// The box has nothing new, or could not be read.
    pub(super) fn nothing_new(&mut self) -> Vec<Effect> {
        if !self.refresh.under_way {
            return Vec::new();
        }
        self.refresh.wait = (self.refresh.wait * 2).min(LATE);
        self.wait_on()
    }

    pub(super) fn look_due(&mut self) -> Vec<Effect> {
        self.refresh.owed = self.refresh.hidden;
        match self.refresh.owed || !self.may_change() {
            true => Vec::new(),
            false => self.look(),
        }
    }

    pub(super) fn seen_by(&mut self, somebody: bool) -> Vec<Effect> {
        self.refresh.hidden = !somebody;
        match somebody && std::mem::take(&mut self.refresh.owed) {
            true => self.look_due(),
            false => Vec::new(),
        }
    }

    fn look(&mut self) -> Vec<Effect> {
        self.refresh.under_way = true;
        vec![Effect::Count {
            unless: self.refresh.seen,
        }]
    }

    fn wait_on(&mut self) -> Vec<Effect> {
        self.refresh.under_way = false;
        match self.may_change() {
            true => vec![Effect::LookAfter(self.refresh.wait)],
            false => Vec::new(),
        }
    }

    fn may_change(&self) -> bool {
        let counted = match &self.counting {
            Counting::Done { result, .. } => result.close.is_none(),
            Counting::Nothing { .. } => true,
            _ => false,
        };
        counted && !self.over
    }
}
