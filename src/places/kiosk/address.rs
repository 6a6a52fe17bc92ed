//! What the address says to a kiosk alone: how long it waits for somebody who touches nothing, and whether its PIN is new.

use std::ops::RangeInclusive;

use documents::Slug;

use super::Record;
use crate::state::address::{decoded, like, named};

/// So long may somebody read without touching anything, in seconds; less is too little for a line and what is behind it.
const QUIET_S: u64 = 90;
const QUIET_RANGE: RangeInclusive<u64> = 30..=1_800;

/// So long does the question stand before everything of the visitor is wiped. WCAG 2.2, 2.2.1: at least 20 seconds.
const ANSWER_S: u64 = 30;
const ANSWER_RANGE: RangeInclusive<u64> = 20..=300;

const NAMES: [&str; 3] = ["quiet", "answer", "pin"];

/// More of a strange part is not shown: it is no place to write messages.
const SHOWN: usize = 40;

#[derive(Clone, Debug, PartialEq)]
pub struct Address {
    /// In milliseconds; `None`: a helper sits by, and nobody is asked.
    pub quiet: Option<u64>,
    /// In milliseconds.
    pub answer: u64,
    /// The PIN of before is lost: another one is to be set.
    pub new_pin: bool,
    /// As the address names it, in the letters of a name.
    pub place: String,
    /// Parts that were meant to say one of these and do not.
    pub strange: Vec<String>,
}

impl Default for Address {
    fn default() -> Self {
        Self {
            quiet: Some(QUIET_S * 1_000),
            answer: ANSWER_S * 1_000,
            new_pin: false,
            place: String::new(),
            strange: Vec::new(),
        }
    }
}

impl Address {
    /// Reads `?mode=kiosk&quiet=120&answer=40`; whatever else stands there the widget has read.
    #[must_use]
    pub fn read(search: &str) -> Self {
        let mut address = Self::default();
        for part in parts(search) {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            if !address.understands(&name_of(name), &decoded(value)) {
                let part = decoded(part);
                address.strange.push(part.chars().take(SHOWN).collect());
            }
        }
        address
    }

    fn understands(&mut self, name: &str, value: &str) -> bool {
        let within = |range: RangeInclusive<u64>| {
            let seconds = value
                .trim()
                .parse()
                .ok()
                .filter(|seconds| range.contains(seconds));
            seconds.map(|seconds: u64| seconds * 1_000)
        };
        match (name, named(value).as_str()) {
            ("quiet", "off") => self.quiet = None,
            ("quiet", _) => match within(QUIET_RANGE) {
                Some(quiet) => self.quiet = Some(quiet),
                None => return false,
            },
            ("answer", _) => match within(ANSWER_RANGE) {
                Some(answer) => self.answer = answer,
                None => return false,
            },
            ("pin", "new") => self.new_pin = true,
            ("place", place) => place.clone_into(&mut self.place),
            (other, _) => return !NAMES.iter().any(|known| like(other, known)),
        }
        true
    }
}

/// The same address with another place.
#[must_use]
pub fn at_place(search: &str, place: &Slug) -> String {
    let others = parts(search).filter(|part| {
        let name = part.split('=').next().unwrap_or_default();
        // A new PIN is asked for once.
        !part.is_empty() && !["mode", "place", "pin"].contains(&&*name_of(name))
    });
    // However the address says that this is a kiosk, the new one does too.
    let mut address = format!("?mode=kiosk&place={place}");
    for part in others {
        address += "&";
        address += part;
    }
    address
}

/// The address that a device whose staff have moved it goes on at; `None` where it is there already.
#[must_use]
pub fn goes_on_at(search: &str, record: &Record) -> Option<String> {
    let asked = Address::read(search);
    let mut address = at_place(search, record.moves_from(&asked.place)?);
    // Nobody has set it yet.
    if asked.new_pin {
        address += "&pin=new";
    }
    Some(address)
}

fn parts(search: &str) -> impl Iterator<Item = &str> {
    let search = search.split('#').next().unwrap_or_default();
    search.trim_start_matches('?').split('&')
}

/// `&amp;` is what some editors make of `&`.
fn name_of(name: &str) -> String {
    let name = named(name);
    name.strip_prefix("amp-").unwrap_or(&name).to_owned()
}
