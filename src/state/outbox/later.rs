//! A ballot that could not be sent now: when it is tried again, and why it was not taken.

use super::super::Effect;
use super::{Reason, Stage, Waiting};

/// The first wait after a failure; each further one is twice as long.
const FIRST_WAIT_MS: u32 = 2_000;
const LONGEST_WAIT_MS: u32 = 300_000;
/// The box may ask for more; nobody keeps a page open for longer than this.
const LONGEST_ASKED_MS: u32 = 3_600_000;
const LONGEST_STEP_MS: u32 = 60_000;

impl Waiting {
    /// A long wait is a row of short ones, so that the page can say how much is left.
    pub(super) fn wait_over(&mut self) -> Vec<Effect> {
        self.wait = self.wait.saturating_sub(LONGEST_STEP_MS);
        match self.wait {
            0 => self.put(),
            _ => self.wait_on(0),
        }
    }

    fn wait_on(&self, spread: u32) -> Vec<Effect> {
        vec![Effect::RetryAfter {
            ballot: self.id,
            at_least: self.wait.min(LONGEST_STEP_MS),
            spread,
        }]
    }

    /// Waits twice as long after each failure, and as long as the box asks, within the longest wait; the spread
    /// keeps many devices from coming back all at once.
    pub(super) fn failed(&mut self, reason: Reason, retry_after: Option<u32>) -> Vec<Effect> {
        self.stage = Stage::NotSent(reason);
        let doubled = FIRST_WAIT_MS.saturating_mul(2_u32.saturating_pow(self.tries));
        let asked = retry_after.unwrap_or(0).saturating_mul(1_000);
        let doubled = doubled.min(LONGEST_WAIT_MS);
        self.tries = self.tries.saturating_add(1);
        self.asked = false;
        if !self.retries_by_itself() {
            return Vec::new();
        }
        self.wait = doubled.max(asked).min(LONGEST_ASKED_MS);
        self.wait_on(self.wait.min(LONGEST_WAIT_MS) / 2)
    }

    pub(super) fn retries_by_itself(&self) -> bool {
        match self.stage {
            Stage::NotSent(Reason::Refused(_)) => false,
            Stage::NotSent(reason) => reason.may_change(),
            Stage::Keeping | Stage::Putting | Stage::Reading | Stage::Sent => false,
        }
    }
}

/// Why there was no answer.
pub(super) fn silence(online: bool) -> Reason {
    if online {
        Reason::Unreachable
    } else {
        Reason::Offline
    }
}
