//! Who votes: the code that somebody may have, and what they say about themselves.

use documents::Code;
use documents::key_list::Standing;

use super::{Effect, Open, Phase, Setting, State};

#[derive(Clone, Debug, PartialEq)]
pub enum VoterMessage {
    AnswerChosen {
        question: usize,
        answer: Option<usize>,
    },
    /// So many people at a table agreed, as many as a table may have; `None` where that is not said.
    PeopleSaid(Option<u64>),
    /// The code field holds this text now, or a card or the address does.
    CodeTyped(String),
    /// What the organiser's list says about a code; `None` where the list could not be had.
    CodeChecked { code: Code, found: Option<Standing> },
    /// The camera is to read the code from the card.
    ScanPressed,
}

impl State {
    pub(super) fn voter(&mut self, message: VoterMessage) -> Vec<Effect> {
        match (message, &mut self.arriving, &mut self.phase) {
            (VoterMessage::CodeTyped(text), Some(arriving), _) => {
                arriving.pending_code = Some(text);
                Vec::new()
            }
            (message, _, Phase::Open(open)) => open.voter(&self.setting, message),
            (_, _, Phase::Loading | Phase::Broken(_)) => Vec::new(),
        }
    }
}

impl Open {
    fn voter(&mut self, setting: &Setting, message: VoterMessage) -> Vec<Effect> {
        match message {
            VoterMessage::AnswerChosen { question, answer } => {
                self.answer_chosen(setting, question, answer)
            }
            VoterMessage::PeopleSaid(people) => self.people_said(people),
            VoterMessage::CodeTyped(text) => self.code_typed(setting, &text),
            VoterMessage::CodeChecked { code, found } => self.code_checked(code, found),
            VoterMessage::ScanPressed => vec![Effect::ScanCode],
        }
    }

    fn people_said(&mut self, people: Option<u64>) -> Vec<Effect> {
        if self.ballot.is_filling() {
            self.filling.draft.people = people;
        }
        Vec::new()
    }

    fn answer_chosen(
        &mut self,
        setting: &Setting,
        question: usize,
        answer: Option<usize>,
    ) -> Vec<Effect> {
        if !self.ballot.is_filling() {
            return Vec::new();
        }
        let Some(asked) = self.budget.about.get(question) else {
            return Vec::new();
        };
        if answer.is_none_or(|answer| answer < asked.answers.len()) {
            self.filling.draft.about[question] = answer;
        }
        self.keep_draft(setting).into_iter().collect()
    }
}
