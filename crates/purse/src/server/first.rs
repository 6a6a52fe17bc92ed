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
    /// Under a name that a code of the organiser's list has signed.
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

    pub(super) fn needs_code(&self) -> bool {
        self.budget.needs_code()
    }

    /// What a ballot with a code is by its file's name alone, before any of its bytes have come; `None` in an event without
    /// codes, where only the bytes tell. Reads the lists of codes where they have changed.
    pub(super) fn by_name(&self, name: &str) -> Option<Standing> {
        let event = Event::of(&self.budget).filter(|event| event.keys.codes)?;
        let name = name.strip_suffix(JSON).and_then(SignedName::parse);
        let signed = name.filter(|name| {
            let checker = self.checker(event);
            checker.is_some_and(|checker| checker.check_name(name).is_ok())
        });
        Some(signed.map_or(Standing::Other, |name| Standing::Signed(name.key)))
    }

    /// The same with the bytes.
    pub(super) fn standing(&self, name: &str, bytes: &[u8]) -> Standing {
        let stem = name.strip_suffix(JSON).unwrap_or(name);
        let id = SignedName::parse(stem).map_or_else(|| Id::parse(stem), |name| Some(name.id));
        // A name is only worth something for the bytes that it was given to.
        if id != Some(Id::of(bytes)) {
            return Standing::Other;
        }
        self.by_name(name).unwrap_or_else(|| self.sound(bytes))
    }

    fn sound(&self, bytes: &[u8]) -> Standing {
        match Ballot::read(bytes).and_then(|ballot| ballot.amounts(&self.plan)) {
            Ok(_) => Standing::Sound,
            Err(_) => Standing::Other,
        }
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
