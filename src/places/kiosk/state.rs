//! A shared device that nobody touches: first it asks, then it forgets.

use documents::{Date, Lang};

use crate::state::{self as widget, DeviceMessage, Open, Phase, State, TurnMessage};

/// So long may somebody read without touching anything.
pub const QUIET_MS: u64 = 90_000;

/// So long does the question stand before everything of the visitor is wiped.
pub const WARNING_MS: u64 = 30_000;

/// What is true at a kiosk beside the widget.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kiosk {
    pub seen: Option<Seen>,
    /// How long nobody has touched it, in milliseconds.
    quiet: u64,
}

/// What the widget shows, once it has a budget.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    pub lang: Lang,
    pub currency: String,
    /// As the widget has it.
    pub today: Date,
    /// Is there anything that the next visitor would not find on a new page?
    pub traces: bool,
    /// A whole ballot that is not sent: whoever has one may believe that "finished" sends it.
    pub unsent: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Message {
    /// The widget was drawn.
    Seen(Option<Seen>),
    /// So much time has gone by, also while the page or the device slept.
    TimePassed { ms: u64 },
    /// It is this day, by the device's clock.
    Day(Date),
    /// Somebody has touched the page or pressed a key.
    Touched,
    /// Somebody says that it is the next person's turn.
    NextPressed,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// To be told to the widget.
    Tell(widget::Message),
}

impl Seen {
    #[must_use]
    pub fn of(state: &State) -> Option<Self> {
        let of = |open: &Open| Self {
            lang: open.lang.clone(),
            currency: open.budget.currency.clone(),
            today: state.setting.today,
            traces: open.has_traces(&state.setting),
            unsent: open.unsent(),
        };
        match &state.phase {
            Phase::Open(open) => Some(of(open)),
            Phase::Loading | Phase::Broken(_) => None,
        }
    }
}

impl Kiosk {
    pub fn update(&mut self, message: Message) -> Option<Effect> {
        match message {
            Message::Seen(seen) => self.seen = seen,
            Message::TimePassed { ms } => return self.time_passed(ms),
            // Nobody leaves this page or comes back to it: the widget sees no other sign that a day is over.
            Message::Day(today) => {
                let changed = self.seen.as_ref().is_some_and(|seen| seen.today != today);
                return changed.then(|| tell(DeviceMessage::DayChanged(today)));
            }
            Message::Touched => self.quiet = 0,
            Message::NextPressed => return Some(tell(TurnMessage::NextVisitorPressed)),
        }
        None
    }

    /// Time went by without a touch. After a long sleep there is no question: whoever wakes the device is not whoever
    /// left it.
    fn time_passed(&mut self, ms: u64) -> Option<Effect> {
        if !self.seen.as_ref().is_some_and(|seen| seen.traces) {
            self.quiet = 0;
            return None;
        }
        self.quiet = self.quiet.saturating_add(ms);
        if self.quiet < QUIET_MS + WARNING_MS {
            return None;
        }
        self.quiet = 0;
        Some(tell(TurnMessage::VisitorGone))
    }

    /// Is there anything else on the page than there was before?
    #[must_use]
    pub fn shows_other_than(&self, before: &Self) -> bool {
        self.seen != before.seen || self.wiped_in() != before.wiped_in()
    }

    /// In how many seconds everything is wiped, once the visitor is asked whether they are still there.
    #[must_use]
    pub fn wiped_in(&self) -> Option<u64> {
        let over = self.quiet.checked_sub(QUIET_MS)?;
        Some(WARNING_MS.saturating_sub(over).div_ceil(1_000))
    }
}

fn tell(message: impl Into<widget::Message>) -> Effect {
    Effect::Tell(message.into())
}
