//! The voting code: typed, scanned or given by the address, and whether it may vote.

use std::rc::Rc;

use documents::key_list::Standing;
use documents::{Code, CodeFault};

use super::{Effect, Fault, Notice, Open, Setting};

/// The code field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CodeField {
    /// As it was typed.
    pub text: Rc<str>,
    pub input: CodeInput,
}

/// What the field holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CodeInput {
    #[default]
    Nothing,
    /// Something that is no code; said while it is being typed only where more typing would not mend it.
    NoCode(CodeFault),
    Code(Code, CodeCheck),
}

/// Whether the organiser's list has the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeCheck {
    /// The list is being read.
    UnderWay,
    /// The list could not be had; sending may still go on.
    NotPossible,
    Done(Standing),
}

impl CodeField {
    pub(super) fn typed(text: &str) -> Self {
        let input = match Code::read(text) {
            _ if text.trim().is_empty() => CodeInput::Nothing,
            Ok(code) => CodeInput::Code(code, CodeCheck::UnderWay),
            Err(fault) => CodeInput::NoCode(fault),
        };
        Self {
            text: text.into(),
            input,
        }
    }

    /// The code, where it is one that may be sent with.
    #[must_use]
    pub fn code(&self) -> Option<Code> {
        match self.input {
            CodeInput::Code(_, CodeCheck::Done(Standing::Unknown | Standing::Voided)) => None,
            CodeInput::Code(code, _) => Some(code),
            CodeInput::Nothing | CodeInput::NoCode(_) => None,
        }
    }
}

impl Open {
    /// The text in the field, or on the card that was scanned, or in the address.
    pub(super) fn code_typed(&mut self, setting: &Setting, text: &str) -> Vec<Effect> {
        if !self.budget.needs_code() {
            // The card says that a code is needed and the page does not: somebody may have changed the budget.
            self.filling.notice = Some(Notice::CodeNotUsed);
            return Vec::new();
        }
        let before = self.code.code();
        self.code = CodeField::typed(text);
        let faults = &mut self.filling.faults;
        faults.retain(|fault| !matches!(fault, Fault::NoCode));
        let CodeInput::Code(code, _) = self.code.input else {
            return Vec::new();
        };
        if before == Some(code) {
            // Another spelling of the same code, and of the same answer.
            return vec![Effect::CheckCode(code)];
        }
        let mut effects = Vec::new();
        if setting.keeps() && self.is_begun() {
            effects.push(self.draft_kept());
        }
        effects.push(Effect::CheckCode(code));
        effects
    }

    /// What the organiser's list says; an answer about another code than the one in the field is too late.
    pub(super) fn code_checked(&mut self, asked: Code, found: Option<Standing>) -> Vec<Effect> {
        if let CodeInput::Code(code, check) = &mut self.code.input
            && *code == asked
        {
            *check = found.map_or(CodeCheck::NotPossible, CodeCheck::Done);
        }
        Vec::new()
    }
}
