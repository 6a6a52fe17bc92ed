//! The device's memory, its clock and its connection, and what is left to check of the budget.

use std::rc::Rc;

use documents::{Budget, Date, Lang};

use super::loading::as_it_can_be_shown;
use super::{Effect, Mode, Notice, Phase, Screen, State, Storage, Trouble};

#[derive(Clone, Debug, PartialEq)]
pub enum DeviceMessage {
    /// What the device had kept.
    MemoryRead(Memory),
    /// Nothing can be kept on this device, or no longer.
    StorageRefused,
    /// Another tab has kept a ballot on this device.
    MemoryChanged,
    /// The page is seen again, on this day of the device.
    DayChanged(Date),
    /// What day the server has; `None` where it did not say.
    ServerDated(Option<Date>),
    /// The connection is back.
    Connected,
    /// The visitor opens a tab of its own, out of a frame.
    OwnTabPressed,
    /// These bytes could be drawn, or not: every further check of a budget is due.
    BudgetDrawn(Vec<u8>),
}

/// What the device had kept, as it was given by `Effect::Keep…`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Memory {
    /// The unfinished ballot.
    pub draft: Option<Vec<u8>>,
    /// Ballots that are not known to be sent, in the order in which they were kept.
    pub ballots: Vec<Vec<u8>>,
    /// The last ballot that was sent from here.
    pub cast: Option<Vec<u8>>,
    pub lang: Option<Lang>,
}

/// What was heard before budget and memory were both here.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Arriving {
    /// What the device had kept, until the budget it belongs to is here.
    pub(super) memory: Option<Memory>,
    /// The screen in the address that the page was opened with, until it can be shown or refused.
    pub(super) pending_screen: Option<Screen>,
    /// The code in the address, until there is a budget that it is for.
    pub(super) pending_code: Option<String>,
}

impl State {
    pub(super) fn device(&mut self, message: DeviceMessage) -> Vec<Effect> {
        match message {
            DeviceMessage::MemoryRead(memory) => self.memory_read(memory),
            DeviceMessage::StorageRefused => self.storage_refused(),
            DeviceMessage::MemoryChanged => self.look_again(),
            DeviceMessage::DayChanged(today) => {
                self.setting.today = today;
                let mut effects = self.look_again();
                effects.extend(self.ask_server());
                effects
            }
            DeviceMessage::ServerDated(day) => self.server_dated(day),
            DeviceMessage::BudgetDrawn(bytes) => self.budget_drawn(&bytes),
            DeviceMessage::Connected => {
                let mut effects = self.ask_for_later();
                if let Phase::Open(open) = &mut self.phase {
                    effects.extend(open.connected(&self.setting));
                }
                effects
            }
            DeviceMessage::OwnTabPressed => match &self.phase {
                Phase::Open(open) => {
                    vec![Effect::HandOver(open.draft_written().unwrap_or_default())]
                }
                Phase::Loading | Phase::Broken(_) => Vec::new(),
            },
        }
    }

    /// Every check, also of what cannot be drawn: what is wrong is said, in words.
    fn budget_drawn(&mut self, bytes: &[u8]) -> Vec<Effect> {
        match (Budget::answerable(bytes), &mut self.phase) {
            // What the levels cost is known only now.
            (Ok(budget), Phase::Open(open)) => {
                open.budget = Rc::new(as_it_can_be_shown(budget, &self.setting));
            }
            (Ok(_), _) => {}
            (Err(problems), phase) => *phase = Phase::Broken(Trouble::Malformed(problems)),
        }
        Vec::new()
    }

    fn memory_read(&mut self, memory: Memory) -> Vec<Effect> {
        // A device that was full stays so for this visit.
        if self.setting.storage == Storage::Unknown {
            self.setting.storage = Storage::Allowed;
        }
        self.arriving.get_or_insert_default().memory = Some(memory);
        match self.phase {
            Phase::Open(_) => self.settle_in(),
            Phase::Loading | Phase::Broken(_) => Vec::new(),
        }
    }

    /// Another tab may have kept or sent a ballot meanwhile: what the device keeps is the truth. A kiosk looks once, when
    /// it is switched on.
    fn look_again(&self) -> Vec<Effect> {
        let again = self.setting.mode == Mode::Own && self.setting.storage == Storage::Allowed;
        again.then_some(Effect::ReadMemory).into_iter().collect()
    }

    fn storage_refused(&mut self) -> Vec<Effect> {
        let asked_before = self.setting.storage != Storage::Unknown;
        self.setting.storage = Storage::Refused;
        if asked_before || !matches!(self.phase, Phase::Open(_)) {
            Vec::new()
        } else {
            self.settle_in()
        }
    }

    /// Budget and memory are both here (or there is no memory): now the screen in the address can be decided.
    pub(crate) fn settle_in(&mut self) -> Vec<Effect> {
        let arriving = self.arriving.take().unwrap_or_default();
        let Phase::Open(open) = &mut self.phase else {
            return Vec::new();
        };
        let mut effects = match arriving.memory {
            Some(memory) => open.remember(&self.setting, memory),
            None => open.look_for_close(),
        };
        // A kiosk keeps no draft, so that nothing is drawn before a ballot is frozen.
        if self.setting.mode == Mode::Own {
            effects.extend(open.draw_seed());
        }
        effects.extend(match arriving.pending_screen.unwrap_or(open.screen) {
            // Amounts that had to change are looked at before they are sent.
            Screen::About | Screen::Check if open.filling.notice == Some(Notice::Mended) => {
                open.enter(Screen::Ballot);
                vec![Effect::ShowInstead(Screen::Ballot)]
            }
            screen => open.arrive(screen),
        });
        // A code in the address is of the card that was scanned just now.
        effects.extend(
            arriving
                .pending_code
                .map(|text| open.code_typed(&self.setting, &text))
                .unwrap_or_default(),
        );
        effects.extend(self.ask_server());
        effects
    }
}
