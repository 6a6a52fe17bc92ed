//! What the page around this one hears, where there is one: `frame.js` tells that page, and this tells `frame.js`.

use documents::Id;
use web_sys::Event;

use super::{mark, script, window};
use crate::state::{Phase, State};

/// A ballot is in the box. Which one, nobody is told.
const SUBMITTED: &str = "common-purse-submitted";

/// Where the tab that is opened now finds the draft (`own-tab.js`): only pages of this host can look into this one.
const DRAFT: &str = "data-draft";

pub(crate) fn hand_over(draft: &[u8]) {
    if let Ok(draft) = std::str::from_utf8(draft) {
        mark(DRAFT, draft);
    }
}

#[derive(Default)]
pub(crate) struct Framed {
    begun: bool,
    /// This page's ballot, while it is not known to be sent.
    waiting: Option<Id>,
}

impl Framed {
    /// To be called once the page shows the state.
    pub(crate) fn drawn(&mut self, state: &State) {
        let Phase::Open(open) = &state.phase else {
            return;
        };
        if !state.setting.framed {
            return;
        }
        if !self.begun {
            self.begun = true;
            script::add(&script::FRAME);
        }
        let cast = open.receipt();
        let unsent = cast.filter(|ballot| ballot.is_unsent());
        let awaited = cast.filter(|ballot| self.waiting == Some(ballot.id));
        if let (Some(_), None, Ok(event)) = (awaited, unsent, Event::new(SUBMITTED)) {
            let _ = window().dispatch_event(&event);
        }
        self.waiting = unsent.map(|ballot| ballot.id);
    }
}
