//! A shared device that nobody touches: first it asks, then it forgets.

use documents::Plan;

use super::{Draft, Effect, Filling, Mode, Open, Screen, Setting};

/// So long may somebody read without touching anything.
pub const QUIET_MS: u64 = 90_000;

/// So long does the question stand before everything of the visitor is wiped.
pub const WARNING_MS: u64 = 30_000;

impl Open {
    /// Time went by without a touch. After a long sleep there is no question: whoever wakes the device is not whoever
    /// left it.
    pub(super) fn time_passed(&mut self, setting: &Setting, ms: u64) -> Vec<Effect> {
        if setting.mode != Mode::Kiosk || !self.has_traces(setting) {
            self.quiet = 0;
            return Vec::new();
        }
        self.quiet = self.quiet.saturating_add(ms);
        if self.quiet < QUIET_MS + WARNING_MS {
            return Vec::new();
        }
        self.next_visitor(setting)
    }

    /// In how many seconds everything is wiped, once the visitor is asked whether they are still there.
    #[must_use]
    pub fn wiped_in(&self) -> Option<u64> {
        let over = self.quiet.checked_sub(QUIET_MS)?;
        Some(WARNING_MS.saturating_sub(over).div_ceil(1_000))
    }

    /// Is there anything on the page that the next visitor would not find on a new one?
    fn has_traces(&self, setting: &Setting) -> bool {
        self.screen != Screen::Ballot
            || !self.ballot.is_filling()
            || self.cast().is_some()
            || self.filling.has_traces(&self.plan)
            || !self.code.text.is_empty()
            || self.lang != Self::greeting(setting, &self.budget).0
    }
}

impl Filling {
    fn has_traces(&self, plan: &Plan) -> bool {
        self.draft != Draft::new(plan, self.draft.about.len())
            || !self.past.is_empty()
            || self.notice.is_some()
    }
}
