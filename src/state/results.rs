//! The results page is a piece of its own, which may not be had.

use super::{Effect, Open, Screen};

#[derive(Clone, Debug, PartialEq)]
pub enum ResultsMessage {
    /// It could not be loaded or could not begin.
    ResultsMissing,
    /// "Try again" was pressed.
    ResultsAsked,
}

impl Open {
    pub(super) fn results(&mut self, message: ResultsMessage) -> Vec<Effect> {
        match message {
            ResultsMessage::ResultsMissing => {
                self.results_missing = true;
                Vec::new()
            }
            ResultsMessage::ResultsAsked => self.ask_for_results(),
        }
    }

    /// Where it could not be had before.
    pub(super) fn ask_for_results(&mut self) -> Vec<Effect> {
        let asked = std::mem::take(&mut self.results_missing) && self.screen == Screen::Results;
        asked.then_some(Effect::FetchResults).into_iter().collect()
    }
}
