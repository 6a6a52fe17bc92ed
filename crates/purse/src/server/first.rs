//! Who goes first when there are too many uploads, or too little room. What a ballot is worth is for the count to say:
//! nothing is refused for good here, and nothing is looked at while there is room and time for all.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use documents::boxes::{JSON, KEYS};
use documents::{Ballot, Budget, CodeRegister, Id, Plan, PublicKey, SignedName};
use seals::{Checker, Event};

use crate::{files, reading};

/// What an upload to `ballots/` is, as far as the queue cares.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Standing {
    /// Signed with a code of the organiser's list.
    Signed(PublicKey),
    /// A ballot of this budget under its own name, in an event without codes.
    Sound,
    /// Anything else. It waits.
    Other,
}

pub(crate) struct First {
    ballot_box: PathBuf,
    budget: Budget,
    plan: Plan,
    /// The lists of codes that were read, and the judge by them.
    checker: Mutex<(Vec<Id>, Option<Arc<Checker>>)>,
}

impl First {
    pub(crate) fn new(ballot_box: PathBuf, budget: Budget) -> Self {
        Self {
            ballot_box,
            plan: Plan::of(&budget),
            budget,
            checker: Mutex::default(),
        }
    }

    /// `name` is the file's. Reads the lists of codes where they have changed.
    pub(super) fn standing(&self, name: &str, bytes: &[u8]) -> Standing {
        let stem = name.strip_suffix(JSON).unwrap_or(name);
        match Event::of(&self.budget).filter(|event| event.keys.codes) {
            Some(event) => self.signed(event, stem, bytes),
            None => self.sound(stem, bytes),
        }
        .unwrap_or(Standing::Other)
    }

    fn signed(&self, event: Event, stem: &str, bytes: &[u8]) -> Option<Standing> {
        let name = SignedName::parse(stem)?;
        let checked = self.checker(event)?.check_file(&name, bytes).ok()?;
        Some(Standing::Signed(checked.name.key))
    }

    fn sound(&self, stem: &str, bytes: &[u8]) -> Option<Standing> {
        let named = Id::parse(stem)? == Id::of(bytes);
        let ballot = Ballot::read(bytes).ok().filter(|_| named)?;
        ballot.amounts(&self.plan).ok().map(|_| Standing::Sound)
    }

    /// By the lists of codes in the box.
    fn checker(&self, event: Event) -> Option<Arc<Checker>> {
        let there = files::listing(&self.ballot_box, KEYS, JSON).ok()?.ids;
        let mut known = self.checker.lock().unwrap_or_else(PoisonError::into_inner);
        if known.0 != there || known.1.is_none() {
            let lists = reading::lists_in(&event, &self.ballot_box).unwrap_or_default();
            let codes = CodeRegister::unite(lists);
            let checker = codes.map(|codes| Arc::new(Checker::new(event, codes, None)));
            *known = (there, checker);
        }
        known.1.clone()
    }
}
