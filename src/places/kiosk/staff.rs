//! The staff's screen: how far the ballots of this device have got, behind the place's PIN.

use documents::{Id, Slug, bundle};

use super::pin::{LONGEST, Pin, SHORTEST};
use super::state::tell;
use super::{Effect, Kiosk};
use crate::state::{LanguageMessage, Outbox, Reason, SendMessage, Stage, TurnMessage, Waiting};

/// Staff who are called away leave their screen open no longer than this.
pub(super) const STAYS_MS: u64 = 60_000;

#[derive(Clone, Debug, Default, PartialEq)]
pub enum Staff {
    #[default]
    Away,
    /// The place sets its PIN, and types it twice.
    Sets {
        typed: String,
        first: Option<String>,
        wrong: Option<WrongPin>,
    },
    /// The PIN is asked for.
    Asks {
        typed: String,
        wrong: bool,
        /// Since the day has ended: whoever does not know the PIN gets no further.
        over: bool,
    },
    Here(Here),
    /// The day has ended here.
    Over,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrongPin {
    Short,
    /// The second is not the first.
    Differs,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Here {
    pub says: Option<Says>,
    pub place: String,
}

/// What came of what staff pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    Sending,
    /// So many ballots are in the file.
    Exported(u64),
    NothingToExport,
    NoPlace,
    /// So many ballots are neither sent nor in a file.
    StillHere(u64),
    /// So many ballots leave the device and are then in the file alone.
    AsksEnd(u64),
}

#[derive(Clone, Debug, PartialEq)]
pub enum StaffMessage {
    Asked,
    Digit(char),
    DigitGone,
    /// A keyboard types a PIN too; what has the focus answers to Enter by itself.
    Key(String),
    PinDone,
    SendPressed,
    ExportPressed,
    PlaceTyped(String),
    PlacePressed,
    EndPressed,
    EndConfirmed,
    Lang(documents::Lang),
    Left,
}

impl Staff {
    pub(super) fn sets() -> Self {
        Self::Sets {
            typed: String::new(),
            first: None,
            wrong: None,
        }
    }
}

impl Kiosk {
    pub(super) fn staff(&mut self, message: StaffMessage) -> Vec<Effect> {
        self.quiet = 0;
        match message {
            StaffMessage::Asked => self.staff_asked(),
            StaffMessage::Digit(digit) => self.digit(digit),
            StaffMessage::DigitGone => self.digit_gone(),
            StaffMessage::Key(key) if key == "Backspace" => self.digit_gone(),
            StaffMessage::Key(key) => {
                let mut signs = key.chars();
                if let (Some(digit), None) = (signs.next(), signs.next()) {
                    self.digit(digit);
                }
            }
            StaffMessage::PinDone => return self.pin_done(),
            StaffMessage::Left => self.staff_left(),
            message => return self.staff_here(message),
        }
        Vec::new()
    }

    fn staff_asked(&mut self) {
        if matches!(self.staff, Staff::Away | Staff::Over) {
            self.staff = Staff::Asks {
                typed: String::new(),
                wrong: false,
                over: self.staff == Staff::Over,
            };
        }
    }

    /// A PIN must be set before anybody else begins, and after the end of a day it must be typed.
    pub(super) fn staff_left(&mut self) {
        self.staff = match std::mem::take(&mut self.staff) {
            Staff::Asks { over: true, .. } => Staff::Over,
            stays @ (Staff::Sets { .. } | Staff::Over) => stays,
            Staff::Away | Staff::Asks { .. } | Staff::Here(_) => Staff::Away,
        };
    }

    fn typed(&mut self) -> Option<&mut String> {
        match &mut self.staff {
            Staff::Asks { .. } if self.record.waits(self.now) > 0 => None,
            Staff::Sets { typed, .. } | Staff::Asks { typed, .. } => Some(typed),
            _ => None,
        }
    }

    fn digit_gone(&mut self) {
        if let Some(typed) = self.typed() {
            typed.pop();
        }
    }

    fn digit(&mut self, digit: char) {
        if let Some(typed) = self.typed()
            && digit.is_ascii_digit()
            && typed.len() < LONGEST
        {
            typed.push(digit);
        }
    }

    fn pin_done(&mut self) -> Vec<Effect> {
        match &mut self.staff {
            Staff::Sets { typed, wrong, .. } if typed.len() < SHORTEST => {
                *wrong = Some(WrongPin::Short);
                typed.clear();
                return Vec::new();
            }
            Staff::Sets {
                typed,
                first: first @ None,
                wrong,
            } => {
                *first = Some(std::mem::take(typed));
                *wrong = None;
                return Vec::new();
            }
            Staff::Sets {
                typed,
                first,
                wrong,
            } if first.as_ref() != Some(typed) => {
                *wrong = Some(WrongPin::Differs);
                *first = None;
                typed.clear();
                return Vec::new();
            }
            Staff::Sets { typed, .. } => {
                self.record.pin = Some(Pin::new(typed, self.salt));
                (self.record.wrong, self.record.until) = (0, 0);
                self.staff = Staff::Away;
            }
            Staff::Asks { typed, over, .. } => {
                self.staff = match self.record.tries(typed, self.now) {
                    true => Staff::Here(Here::default()),
                    false => Staff::Asks {
                        typed: String::new(),
                        wrong: true,
                        over: *over,
                    },
                };
            }
            _ => return Vec::new(),
        }
        vec![Effect::Keep]
    }

    fn staff_here(&mut self, message: StaffMessage) -> Vec<Effect> {
        let Staff::Here(_) = self.staff else {
            return Vec::new();
        };
        match message {
            StaffMessage::SendPressed => {
                self.says(Says::Sending);
                vec![tell(SendMessage::SendNowPressed)]
            }
            StaffMessage::ExportPressed => self.export(),
            StaffMessage::PlaceTyped(text) => {
                self.here(|here| here.place = text);
                Vec::new()
            }
            StaffMessage::PlacePressed => self.move_to(),
            StaffMessage::EndPressed => self.end_pressed(),
            StaffMessage::EndConfirmed => self.end(),
            StaffMessage::Lang(lang) => vec![tell(LanguageMessage::LanguageChosen(lang))],
            _ => Vec::new(),
        }
    }

    fn here(&mut self, change: impl FnOnce(&mut Here)) {
        if let Staff::Here(here) = &mut self.staff {
            change(here);
        }
    }

    fn says(&mut self, says: Says) {
        self.here(|here| here.says = Some(says));
    }

    /// Every ballot that is not sent, as a bundle: the order says nothing of who came when.
    fn export(&mut self) -> Vec<Effect> {
        let unsent: Vec<Waiting> = self.unsent().cloned().collect();
        if unsent.is_empty() {
            self.says(Says::NothingToExport);
            return Vec::new();
        }
        self.exported = unsent.iter().map(|ballot| ballot.id).collect();
        self.says(Says::Exported(unsent.len() as u64));
        vec![Effect::Offer(bundle::pack(
            unsent.iter().map(|ballot| &*ballot.bytes),
        ))]
    }

    fn move_to(&mut self) -> Vec<Effect> {
        let Staff::Here(here) = &self.staff else {
            return Vec::new();
        };
        let Some(place) = Slug::named(&here.place) else {
            self.says(Says::NoPlace);
            return Vec::new();
        };
        if self.seen.as_ref().is_some_and(|seen| seen.sealing) {
            self.says(Says::StillHere(1));
            return Vec::new();
        }
        self.record.move_to(&self.address.place, place);
        vec![Effect::Move]
    }

    fn end_pressed(&mut self) -> Vec<Effect> {
        match (self.only_here(), self.unsent().count() as u64) {
            (0, 0) => return self.end(),
            (0, in_file) => self.says(Says::AsksEnd(in_file)),
            (still, _) => self.says(Says::StillHere(still)),
        }
        Vec::new()
    }

    /// Everything goes but the PIN, the place and how many ballots were sent.
    fn end(&mut self) -> Vec<Effect> {
        if self.only_here() > 0 {
            return self.end_pressed();
        }
        let gone = std::mem::take(&mut self.exported);
        (self.begun, self.staff, self.last_error) = (false, Staff::Over, None);
        vec![tell(TurnMessage::DayEnded(gone))]
    }

    /// Ballots that are neither sent nor in a file.
    fn only_here(&self) -> u64 {
        self.unsent()
            .filter(|ballot| !self.exported.contains(&ballot.id))
            .count() as u64
    }

    pub fn unsent(&self) -> impl Iterator<Item = &Waiting> {
        let outbox = self.seen.as_ref().map(|seen| &seen.outbox);
        outbox
            .into_iter()
            .flat_map(|outbox| &outbox.ballots)
            .filter(|it| it.is_unsent())
    }

    /// Counts what was sent since it looked last, and notes what went wrong.
    pub(super) fn look(&mut self) -> Vec<Effect> {
        let Some(seen) = &self.seen else {
            return Vec::new();
        };
        let (outbox, today) = (&seen.outbox, seen.today);
        if let Some(reason) = outbox.ballots.iter().filter_map(reason).next_back() {
            self.last_error = Some(reason);
        }
        let sent = |outbox: &Outbox| -> Vec<Id> {
            let sent = outbox.ballots.iter().filter(|it| it.stage == Stage::Sent);
            sent.map(|it| it.id).collect()
        };
        let sent = sent(outbox);
        let new = sent.iter().filter(|id| !self.counted.contains(id)).count() as u64;
        self.counted = sent;
        if new == 0 {
            return Vec::new();
        }
        self.record.count(new, today);
        vec![Effect::Keep]
    }
}

fn reason(ballot: &Waiting) -> Option<Reason> {
    match ballot.stage {
        Stage::NotSent(reason) => Some(reason),
        _ => None,
    }
}
