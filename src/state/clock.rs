//! Which day it is: as the device says, and as the server says where the device's day stands in the way. Either clock
//! may be wrong; a ballot is let through where one of them finds the event open, and the page says which was believed.

use documents::Date;

use super::{Channel, Closing, Effect, Open, Phase, Setting, State, Window};

/// The second witness.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ServerDay {
    #[default]
    Unasked,
    /// No answer, or one without a date, or not from the box.
    Silent,
    Says(Date),
}

impl State {
    /// Asks the server, where the device's day stands in the way.
    pub(super) fn ask_server(&self) -> Vec<Effect> {
        match &self.phase {
            Phase::Open(open) if open.shut_by_device(&self.setting) => vec![Effect::AskServerDay],
            Phase::Open(_) | Phase::Loading | Phase::Broken(_) => Vec::new(),
        }
    }

    pub(super) fn server_dated(&mut self, day: Option<Date>) -> Vec<Effect> {
        self.setting.server = day.map_or(ServerDay::Silent, ServerDay::Says);
        if let Phase::Open(open) = &mut self.phase
            && open.window(&self.setting) == Window::Now
        {
            open.filling.faults.clear();
        }
        Vec::new()
    }
}

impl Open {
    /// May ballots be sent now? The organiser's close comes before any clock. Paper that was handed in by the last day is typed
    /// in afterwards.
    #[must_use]
    pub fn window(&self, setting: &Setting) -> Window {
        match self.closing {
            Closing::Closed { .. } => return Window::Closed,
            Closing::Changed => return Window::Changed,
            _ => {}
        }
        let day = match setting.server {
            ServerDay::Says(day) if self.shut_by_device(setting) => day,
            _ => setting.today,
        };
        match self.by_dates(day) {
            Window::Over(_) if setting.channel == Channel::Paper => Window::Now,
            window => window,
        }
    }

    #[must_use]
    pub fn shut_by_device(&self, setting: &Setting) -> bool {
        self.by_dates(setting.today) != Window::Now
    }

    /// May the day in the way be a mistake of this device? Not where the server has the same.
    #[must_use]
    pub fn doubts_day(&self, setting: &Setting) -> bool {
        !matches!(self.closing, Closing::Closed { .. } | Closing::Changed)
            && self.shut_by_device(setting)
            && setting.server != ServerDay::Says(setting.today)
    }
}
