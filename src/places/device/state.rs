//! What is true on the page about the device, and the one function that changes it.

use documents::boxes::{authority, is_local};

use crate::state::{Phase, State};

/// Does the page open without a signal?
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Opens {
    Already,
    /// Not yet known, or not in this browser.
    #[default]
    NotYet,
    /// Only on https.
    Never,
}

/// Everything that is shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Device {
    pub opens: Opens,
    /// Is it shown by itself, instead of beside the widget?
    pub alone: bool,
    pub online: bool,
    /// Is an unfinished ballot kept?
    pub draft: bool,
    /// Ballots that are not known to be sent.
    pub unsent: usize,
    /// A ballot that was sent from here is kept for its receipt.
    pub sent: bool,
    /// Where this device has been a desk for paper ballots: how many that were typed here are not sent.
    pub paper: Option<usize>,
    /// The host of a box on a local network that does not answer this page.
    pub local: Option<String>,
    /// "Remove everything" was pressed, and is not answered.
    pub asks: bool,
    /// It could not be done.
    pub failed: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Message {
    RemovePressed,
    KeepPressed,
    Confirmed,
    /// Whoever removes everything is not there.
    RemovalFailed,
    /// What the device keeps of a desk, as `Device::paper` says it.
    PaperRead(Option<usize>),
}

impl Device {
    /// What the widget's state says of this device. `around`: the address of this page, and of the one around it where the
    /// browser tells.
    #[must_use]
    pub fn of(state: &State, opens: Opens, around: &[String], alone: bool) -> Self {
        let open = match &state.phase {
            Phase::Open(open) => Some(&**open),
            Phase::Loading | Phase::Broken(_) => None,
        };
        let unsent = open.map_or(0, |open| open.outbox.unsent());
        Self {
            opens,
            alone,
            online: state.setting.online,
            draft: open.is_some_and(|open| open.ballot.is_filling() && open.is_begun()),
            unsent,
            sent: open.is_some_and(|open| open.outbox.ballots.len() > unsent),
            paper: None,
            local: unanswered(state, around),
            asks: false,
            failed: false,
        }
    }

    /// What the widget, the browser and the address say now: all but what was pressed and read here. Has anything changed?
    pub fn looked(&mut self, now: Self) -> bool {
        let now = Self {
            asks: self.asks,
            failed: self.failed,
            paper: self.paper,
            ..now
        };
        let changed = *self != now;
        *self = now;
        changed
    }

    pub fn update(&mut self, message: Message) {
        match message {
            Message::RemovePressed => (self.asks, self.failed) = (true, false),
            Message::KeepPressed | Message::Confirmed => self.asks = false,
            Message::RemovalFailed => self.failed = true,
            Message::PaperRead(paper) => self.paper = paper,
        }
    }

    /// Is anything of the visitor's kept?
    #[must_use]
    pub fn keeps(&self) -> bool {
        self.draft || self.sent || self.unsent > 0 || self.paper.is_some()
    }
}

/// Browsers let a page of the internet reach a local network only where its visitor allows it (Local Network Access): the
/// host of the box, where that may be why it does not answer.
fn unanswered(state: &State, around: &[String]) -> Option<String> {
    let Phase::Open(open) = &state.phase else {
        return None;
    };
    let home = &open.budget.ballot_box;
    let place = match home.starts_with("https:") {
        true => home,
        false => around.first()?,
    };
    let public = around.iter().any(|address| !is_local(address));
    if !(open.may_be_kept_out(&state.setting) && is_local(place) && public) {
        return None;
    }
    authority(place).map(str::to_owned)
}
