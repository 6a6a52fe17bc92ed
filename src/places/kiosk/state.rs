//! Whose turn it is at a shared device: it waits for somebody, asks whoever touches nothing, and then forgets.

use std::rc::Rc;

use documents::{Budget, Date, Id, Lang, Slug};

use super::staff::{STAYS_MS, Staff, StaffMessage};
use super::{Address, Record};
use crate::state::{
    self as widget, DeviceMessage, LanguageMessage, Open, Outbox, Phase, Reason, State, Storage,
    TurnMessage,
};

/// What is true at a kiosk beside the widget.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kiosk {
    pub address: Address,
    pub seen: Option<Seen>,
    pub staff: Staff,
    pub record: Record,
    /// What went wrong last with a ballot, since the page was opened.
    pub last_error: Option<Reason>,
    /// Somebody has touched the waiting screen, and is not known to have gone.
    pub(super) begun: bool,
    /// How long nobody has touched it, in milliseconds.
    pub(super) quiet: u64,
    /// By the device's clock, in milliseconds.
    pub(super) now: u64,
    /// Dice for the next PIN.
    pub(super) salt: [u8; 32],
    /// Ballots that staff have saved to a file.
    pub(super) exported: Vec<Id>,
    /// Ballots of the outbox whose sending has been counted.
    pub(super) counted: Vec<Id>,
}

/// What the widget shows, once it has a budget.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    pub budget: Rc<Budget>,
    pub lang: Lang,
    /// As the widget has it.
    pub today: Date,
    pub place: Option<Slug>,
    pub outbox: Outbox,
    /// Does the device keep nothing?
    pub forgetful: bool,
    /// Is there anything that the next visitor would not find on a new page?
    pub traces: bool,
    /// A whole ballot that is not sent: whoever has one may believe that "finished" sends it.
    pub unsent: bool,
    /// A ballot that somebody has sent and that the outbox does not have yet: a page opened anew would have lost it.
    pub sealing: bool,
}

/// What covers the widget, if anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cover {
    /// Nobody is there: what this is, and how to begin.
    Waiting,
    /// Is anybody still there? Everything is wiped in so many seconds.
    Question(u64),
    Staff,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Message {
    /// The widget was drawn.
    Seen(Option<Seen>),
    /// So much time has gone by, also while the page or the device slept.
    TimePassed {
        ms: u64,
    },
    /// By the device's clock, in milliseconds, and its day.
    Clock {
        now: u64,
        today: Date,
    },
    /// Somebody has touched the page or pressed a key.
    Touched,
    /// On the waiting screen.
    BeginPressed,
    BegunIn(Lang),
    /// Somebody says that it is the next person's turn.
    NextPressed,
    Staff(StaffMessage),
}

#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// To be told to the widget.
    Tell(widget::Message),
    /// The device is to keep the record.
    Keep,
    /// Staff are given a file with these bytes.
    Offer(Vec<u8>),
    /// The device is to keep the record; then the page is opened anew at the place in it.
    Move,
}

impl Seen {
    #[must_use]
    pub fn of(state: &State) -> Option<Self> {
        let setting = &state.setting;
        let of = |open: &Open| Self {
            budget: open.budget.clone(),
            lang: open.lang.clone(),
            today: setting.today,
            place: setting.place.clone(),
            outbox: open.outbox.clone(),
            forgetful: setting.storage == Storage::Refused,
            traces: open.has_traces(setting),
            unsent: open.unsent(),
            sealing: open.is_sealing(),
        };
        match &state.phase {
            Phase::Open(open) => Some(of(open)),
            Phase::Loading | Phase::Broken(_) => None,
        }
    }
}

impl Kiosk {
    /// `salt`: dice, for a PIN that is set here.
    #[must_use]
    pub fn new(address: Address, mut record: Record, salt: [u8; 32]) -> Self {
        if address.new_pin {
            record.pin = None;
        }
        let staff = match record.pin {
            Some(_) => Staff::Away,
            None => Staff::sets(),
        };
        Self {
            address,
            record,
            salt,
            staff,
            ..Self::default()
        }
    }

    pub fn update(&mut self, message: Message) -> Vec<Effect> {
        match message {
            Message::Seen(seen) => {
                self.seen = seen;
                return self.look();
            }
            Message::TimePassed { ms } => return self.time_passed(ms),
            Message::Clock { now, today } => {
                self.now = now;
                // Nobody leaves this page or comes back to it: the widget sees no other sign that a day is over.
                let changed = self.seen.as_ref().is_some_and(|seen| seen.today != today);
                return changed
                    .then(|| tell(DeviceMessage::DayChanged(today)))
                    .into_iter()
                    .collect();
            }
            Message::Touched => {
                self.begun |= self.has_traces();
                self.quiet = 0;
            }
            Message::BeginPressed => self.begin(),
            Message::BegunIn(lang) => {
                self.begin();
                return vec![tell(LanguageMessage::LanguageChosen(lang))];
            }
            Message::NextPressed => return self.ends(TurnMessage::NextVisitorPressed),
            Message::Staff(message) => return self.staff(message),
        }
        Vec::new()
    }

    /// What is to cover the widget now.
    #[must_use]
    pub fn cover(&self) -> Option<Cover> {
        self.seen.as_ref()?;
        if self.staff != Staff::Away {
            return Some(Cover::Staff);
        }
        if let Some(seconds) = self.wiped_in() {
            return Some(Cover::Question(seconds));
        }
        (!self.begun && !self.has_traces()).then_some(Cover::Waiting)
    }

    /// In how many seconds everything is wiped, once the visitor is asked whether they are still there.
    #[must_use]
    pub fn wiped_in(&self) -> Option<u64> {
        let over = self.quiet.checked_sub(self.address.quiet?)?;
        let somebody = self.begun || self.has_traces();
        if !somebody {
            return None;
        }
        Some(self.address.answer.saturating_sub(over).div_ceil(1_000))
    }

    /// For how many seconds no PIN is taken.
    #[must_use]
    pub fn waits(&self) -> u64 {
        self.record.waits(self.now).div_ceil(1_000)
    }

    /// Is there anything else on the page than there was before?
    #[must_use]
    pub fn shows_other_than(&self, before: &Self) -> bool {
        let shown = |it: &Self| (it.cover(), it.waits());
        shown(self) != shown(before) || self.seen != before.seen || self.staff != before.staff
    }

    fn begin(&mut self) {
        // The button for staff is on the waiting screen too.
        if self.staff == Staff::Away {
            (self.begun, self.quiet) = (true, 0);
        }
    }

    fn has_traces(&self) -> bool {
        self.seen.as_ref().is_some_and(|seen| seen.traces)
    }

    /// Time went by without a touch. After a long sleep there is no question: whoever wakes the device is not whoever
    /// left it.
    fn time_passed(&mut self, ms: u64) -> Vec<Effect> {
        if self.staff != Staff::Away {
            self.quiet = self.quiet.saturating_add(ms);
            if self.quiet >= STAYS_MS {
                // What stands behind it may have been left as long.
                self.staff_left();
            }
            return Vec::new();
        }
        let somebody = self.begun || self.has_traces();
        let Some(quiet) = self.address.quiet.filter(|_| somebody) else {
            self.quiet = 0;
            return Vec::new();
        };
        self.quiet = self.quiet.saturating_add(ms);
        match self.quiet >= quiet + self.address.answer {
            true => self.ends(TurnMessage::VisitorGone),
            false => Vec::new(),
        }
    }

    /// What the widget shows of whoever is gone is theirs until it is drawn again: a touch meanwhile begins nothing.
    fn ends(&mut self, message: TurnMessage) -> Vec<Effect> {
        (self.begun, self.quiet) = (false, 0);
        if let Some(seen) = &mut self.seen {
            (seen.traces, seen.unsent) = (false, false);
        }
        vec![tell(message)]
    }
}

pub(super) fn tell(message: impl Into<widget::Message>) -> Effect {
    Effect::Tell(message.into())
}
