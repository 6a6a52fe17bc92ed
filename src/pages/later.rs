//! What follows the first touch, as the first piece asks for it: see [`crate::pieces`].

use yew::prelude::*;

use super::{about, check, receipt, results};
use crate::pages::ballot::{code_found, context, faults, hints, how, paper};
use crate::state::{Message, Open, Screen, Setting};
use crate::words::{Key, Words};

/// A place on the ballot that is filled once this is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The error summary.
    Faults,
    /// What is said about all this, on demand.
    How,
    /// The days, the device, ballots of before.
    Hints,
    /// The code in the address, or that one is needed.
    Code,
    /// How to fill in the printed form.
    Paper,
    /// What cannot be moved, the red lines, what follows, the rest of the printed form.
    Below,
}

/// Every screen but the ballot.
pub(crate) fn screen(
    open: &Open,
    setting: &Setting,
    words: &Words,
    send: &Callback<Message>,
) -> Html {
    match open.screen {
        Screen::Ballot => Html::default(),
        Screen::About => about::page(open, words, send),
        Screen::Check => check::page(open, setting, words, send),
        Screen::Receipt => receipt::page(open, setting, words, send),
        Screen::Results => results::page(open, words, send),
    }
}

/// Its title.
pub(crate) fn title(open: &Open) -> Key {
    match open.screen {
        Screen::Ballot => Key::BallotTitle,
        Screen::About => Key::AboutTitle,
        Screen::Check => Key::CheckTitle,
        Screen::Receipt => receipt::title(open),
        Screen::Results => Key::ResultsTitle,
    }
}

pub(crate) use super::broken::malformed;

pub(crate) fn around(
    place: Place,
    open: &Open,
    setting: &Setting,
    words: &Words,
    send: &Callback<Message>,
) -> Html {
    match place {
        Place::Faults => faults::summary(open, words, send),
        Place::How => how::how(open, setting, words),
        Place::Hints => hints::hints(open, setting, words, send),
        Place::Code => code_found(open, words),
        Place::Paper => paper::how(open, words),
        Place::Below => context::below(open, setting, words, send),
    }
}
