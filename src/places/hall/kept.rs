//! What a reload or a browser that crashed is to find again: the step, and what was typed for this room.

use documents::Id;

use super::Step;

/// A step that was left longer ago belongs to another evening, which must not begin with the outcome.
const STEP_KEPT_MS: u64 = 6 * 60 * 60 * 1000;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub step: Step,
    /// The name of the room's Wi-Fi.
    pub network: String,
    /// The minute of the day at which the room stops.
    pub ends: Option<u32>,
}

impl Kept {
    /// A line each; the name, which may hold anything, is last.
    #[must_use]
    pub fn to_text(&self, budget: Id, now: u64) -> String {
        let ends = self.ends.map_or_else(String::new, |ends| ends.to_string());
        let (kind, told) = match self.step {
            Step::Waiting => ("waiting", 0),
            Step::Open => ("open", 0),
            Step::Closed => ("closed", 0),
            Step::Told(at) => ("told", at),
        };
        format!("{budget}\n{now}\n{kind} {told}\n{ends}\n{}", self.network)
    }

    /// `None` where this is none, or belongs to another budget: a step back would then lead anywhere.
    #[must_use]
    pub fn read(text: &str, budget: Id, now: u64) -> Option<Self> {
        let mut lines = text.splitn(5, '\n');
        let mut next = || lines.next();
        let known = Id::parse(next()?)?;
        let at: u64 = next()?.parse().ok()?;
        let step = step(next()?)?;
        let ends = next()?.parse().ok().filter(|minute| *minute < 24 * 60);
        let network = next()?.to_owned();
        let fresh = now.checked_sub(at).is_some_and(|ago| ago < STEP_KEPT_MS);
        let same = Self {
            step,
            network,
            ends,
        };
        match fresh {
            _ if known != budget => None,
            true => Some(same),
            // The room's network will be the same on another evening.
            false => Some(Self {
                step: Step::Waiting,
                ends: None,
                ..same
            }),
        }
    }
}

fn step(text: &str) -> Option<Step> {
    let (kind, told) = text.split_once(' ')?;
    let told = told.parse().ok()?;
    Some(match kind {
        "waiting" => Step::Waiting,
        "open" => Step::Open,
        "closed" => Step::Closed,
        "told" => Step::Told(told),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: u64 = 1_800_000_000_000;

    fn kept() -> Kept {
        Kept {
            step: Step::Told(4),
            network: "Town hall\nguests – Neuadd".into(),
            ends: Some(19 * 60 + 30),
        }
    }

    fn budget(byte: u8) -> Id {
        Id::from_bytes([byte; 32])
    }

    #[test]
    fn a_reload_goes_on_at_the_same_step() {
        for step in [Step::Waiting, Step::Open, Step::Closed, Step::Told(0)] {
            let kept = Kept { step, ..kept() };
            let text = kept.to_text(budget(1), NOW);
            assert_eq!(Kept::read(&text, budget(1), NOW + 60_000), Some(kept));
        }
    }

    #[test]
    fn another_evening_begins_at_the_beginning_and_knows_the_network() {
        let text = kept().to_text(budget(1), NOW);
        let beginning = Kept {
            step: Step::Waiting,
            ends: None,
            ..kept()
        };
        for later in [NOW + STEP_KEPT_MS, NOW - 1] {
            assert_eq!(Kept::read(&text, budget(1), later), Some(beginning.clone()));
        }
    }

    #[test]
    fn another_budget_and_what_is_no_such_text_are_nothing() {
        let text = kept().to_text(budget(1), NOW);
        assert_eq!(Kept::read(&text, budget(2), NOW), None);
        for end in 0..text.len() - kept().network.len() - 1 {
            if text.is_char_boundary(end) {
                assert_eq!(Kept::read(&text[..end], budget(1), NOW), None, "{end}");
            }
        }
        assert_eq!(
            Kept::read(&text.replace("told 4", "told -1"), budget(1), NOW),
            None
        );
    }
}
