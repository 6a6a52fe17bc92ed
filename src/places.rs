//! What is needed where people come together: the kiosk's attract and staff screens, the hall's screen, the desk for paper
//! ballots. None of it is for a resident on their own phone, so that it is a piece of its own.
//!
//! A place is beside the widget: an element of its own on the page, with a state and an `update` of its own. It looks at the
//! widget's state whenever that is drawn, and sends messages as a visitor would.

pub mod desk;
pub mod device;
pub mod hall;
pub mod kiosk;
pub mod promises;
#[cfg(target_arch = "wasm32")]
mod speech;
#[cfg(target_arch = "wasm32")]
mod stage;
pub mod table;

#[cfg(target_arch = "wasm32")]
use std::pin::Pin;

#[cfg(target_arch = "wasm32")]
use crate::shell::Tell;
use crate::state::{Channel, Mode, Phase, Setting, State};

/// Which place this page is at, if any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Kiosk,
    Hall,
    Desk,
    /// What the visitor's own device keeps.
    Device,
    /// Beside the widget: why a box on a local network may not answer.
    Local,
    Table,
    /// What became of the promises; a piece of its own.
    Promises,
}

impl Place {
    /// As [`Place::of`], and where the page has something to explain.
    #[must_use]
    pub fn at(state: &State, fragment: &str) -> Option<Self> {
        let silent = || match &state.phase {
            Phase::Open(open) if open.may_be_kept_out(&state.setting) => Some(Self::Local),
            _ => None,
        };
        Self::of(&state.setting, fragment).or_else(silent)
    }

    /// By what the address says, and the fragment it has now. A shared device is a kiosk whatever its fragment is.
    #[must_use]
    pub fn of(setting: &Setting, fragment: &str) -> Option<Self> {
        match (setting.mode, setting.channel, fragment) {
            (Mode::Kiosk, ..) => Some(Self::Kiosk),
            (_, _, "#hall") => Some(Self::Hall),
            (_, _, "#device") => Some(Self::Device),
            (_, _, "#promises") => Some(Self::Promises),
            (_, Channel::Paper, _) => Some(Self::Desk),
            (_, Channel::Table, _) => Some(Self::Table),
            _ => None,
        }
    }
}

/// A place that has begun; dropping it takes it off the page.
pub trait Beside {
    /// To be called once the page shows the state.
    fn drawn(&mut self, state: &State);
}

/// Begins what is needed there; `None` where it cannot be had, or the browser will not have it.
#[cfg(target_arch = "wasm32")]
pub fn begin(place: Place, tell: &Tell) -> Beginning {
    let tell = tell.clone();
    Box::pin(async move {
        if !stage::ready().await {
            return None;
        }
        match place {
            Place::Kiosk => kiosk::begin(&tell).await,
            Place::Hall => Some(hall::begin(&tell)),
            Place::Device => device::begin(true),
            Place::Local => device::begin(false),
            Place::Desk => desk::begin(&tell),
            Place::Table => table::begin(&tell),
            // Of its own piece.
            Place::Promises => None,
        }
    })
}

/// A place that is on its way.
#[cfg(target_arch = "wasm32")]
pub type Beginning = Pin<Box<dyn Future<Output = Option<Box<dyn Beside>>>>>;
