//! From a box and the organiser's key to the close.

use std::collections::BTreeMap;
use std::path::Path;

use counter::{Terms, coarsened, shown_again};
use documents::close::{AboutGroup, CloseFormat};
use documents::result::Refused;
use documents::{Budget, Close, Id, OpenedKey, ResultFile, Signature, Slug, SlugMap};
use seals::{Event, Organiser};

use super::about;
use crate::commands::count::no_result;
use crate::failure::Failure;
use crate::reading::{self, How, Signed};
use crate::words::say;

/// What the box comes to, opened; only the revision is still to be given.
pub(super) struct Closing<'c> {
    ballot_box: &'c Path,
    budget: &'c Budget,
    bytes: &'c [u8],
    signed: &'c Signed,
    organiser: &'c Organiser,
    choices: Option<OpenedKey>,
    counted: Vec<Id>,
    refused: Refused,
    about: Vec<AboutGroup>,
}

impl<'c> Closing<'c> {
    /// Counts the box as if it were not closed.
    pub(super) fn of(
        ballot_box: &'c Path,
        budget: &'c Budget,
        bytes: &'c [u8],
        signed: &'c Signed,
        organiser: &'c Organiser,
    ) -> Result<Self, Failure> {
        let choices = budget.keys.as_ref().and_then(|keys| keys.choices);
        let choices = choices.map(|_| organiser.choices_key());
        let how = How {
            codes: signed.codes(),
            choices,
            ..How::default()
        };
        let result = reading::read(ballot_box, begin(budget, bytes)?, signed, &how)?
            .finish()
            .map_err(|failure| no_result(ballot_box, &failure))?;
        let checker = how.checker(ballot_box, Event::of(budget))?;
        let about = match signed.first_groups() {
            Some(before) => shown_again(budget, before, &result.counted),
            None => {
                let counted = &result.counted;
                let said = about::answers(ballot_box, checker.as_ref(), counted, organiser)?;
                coarsened(budget, &offered(budget, said))
            }
        };
        Ok(Self {
            ballot_box,
            budget,
            bytes,
            signed,
            organiser,
            choices,
            about,
            counted: result.counted,
            refused: result.refused,
        })
    }

    /// The signed close, and the result that it names.
    pub(super) fn close(&self, revision: u64) -> Result<(Close, ResultFile), Failure> {
        let codes = self.signed.codes().filter(|_| self.budget.needs_code());
        let mut close = Close {
            format: CloseFormat,
            budget: self.budget.name(),
            revision,
            keys: codes.map_or(Vec::new(), |codes| codes.lists().into()),
            counted: self.counted.clone(),
            refused: self.refused.clone(),
            choices: self.choices,
            about: self.about.clone(),
            result: Id::of(b""),
            signature: Signature([0; 64]),
        };
        let terms = begin(self.budget, self.bytes)?;
        let how = How::at(self.signed, &close);
        let result = reading::read(self.ballot_box, terms, self.signed, &how)?
            .finish()
            .map_err(|failure| no_result(self.ballot_box, &failure))?;
        close.result = result.id();
        close
            .check(self.budget, close.budget.sha256)
            .map_err(|problem| Failure::bad(say!("close.refused_by_phones", problem)))?;
        Ok((self.organiser.sign_close(close), result))
    }
}

fn begin(budget: &Budget, bytes: &[u8]) -> Result<Terms, Failure> {
    Terms::read(bytes).map_err(|_| Failure::bad(say!("close.no_budget", folder = budget.id)))
}

/// Answers that the budget does not offer are no answers.
fn offered(budget: &Budget, mut said: BTreeMap<Id, SlugMap<Slug>>) -> BTreeMap<Id, SlugMap<Slug>> {
    for answers in said.values_mut() {
        let kept = answers.iter().filter(|(name, answer)| {
            let question = budget.question(name);
            question
                .and_then(|question| question.answer(answer))
                .is_some()
        });
        *answers = kept
            .map(|(name, answer)| (name.clone(), answer.clone()))
            .collect();
    }
    said
}
