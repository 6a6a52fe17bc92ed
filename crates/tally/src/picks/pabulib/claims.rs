//! Whether a file keeps what it says about itself.
//!
//! The keys are those of pabulib.org/format: how many there are, how long a ballot may be, what it may cost, which
//! points it may give; the projects' columns `votes` and `score` say what the ballots come to.

mod ballots;
mod totals;

use std::cmp::Ordering;

use super::{
    Faults, Pabulib,
    decimal::{Decimal, Decimals},
};
use crate::picks::Election;

/// Notes everything that is otherwise than the file says; `whole` is whether every row of it could be read. `places`
/// are the decimals of the points.
pub(super) fn check(
    file: &Pabulib,
    election: &Election,
    places: u32,
    whole: bool,
    faults: &mut Faults,
) {
    totals::rows(file, faults);
    ballots::voters(file, faults);
    if whole {
        totals::sums(file, election, places, faults);
        totals::costs(file, election, faults);
        ballots::limits(file, election, places, faults);
    }
    borda(file, faults);
    default_score(file, faults);
}

/// Others count rankings by the function that the key names; here it is Borda's, the format's default.
fn borda(file: &Pabulib, faults: &mut Faults) {
    if said(file, "scoring_fn").is_some_and(|name| !name.to_ascii_lowercase().contains("borda")) {
        faults.add(file.wrong(
            "scoring_fn",
            "scoring_fn: Borda, by which rankings are counted",
        ));
    }
}

/// The points of every project that a ballot does not name. Here it gets none.
fn default_score(file: &Pabulib, faults: &mut Faults) {
    let zero = |score: Decimal| score.compare(Decimal::default()) == Some(Ordering::Equal);
    if said(file, "default_score").is_some_and(|score| {
        Decimals::default()
            .read_signed(score)
            .is_none_or(|score| !zero(score))
    }) {
        let expected =
            "default_score: 0, as a project that a ballot does not name is given nothing";
        faults.add(file.wrong("default_score", expected));
    }
}

/// The value of a key; nothing where it is left empty, as others write it too.
pub(super) fn said<'f>(file: &'f Pabulib, key: &str) -> Option<&'f str> {
    let value = file.value(key)?.trim();
    let nothing = value.is_empty()
        || value.eq_ignore_ascii_case("none")
        // pabutools writes it for what it does not know.
        || value.starts_with("Auto-filled");
    (!nothing).then_some(value)
}

/// A number that the file says under a key.
#[derive(Clone, Copy)]
struct Bound {
    key: &'static str,
    value: Decimal,
    kind: Ordering,
}

impl Bound {
    /// None where the file says nothing; a value that is no number is noted.
    fn of(file: &Pabulib, key: &'static str, kind: Ordering, faults: &mut Faults) -> Option<Self> {
        let text = said(file, key)?;
        let value = match text.starts_with('-') {
            true => Decimals::default()
                .read_signed(text)
                .ok_or_else(|| "a decimal number".to_owned()),
            false => Decimals::default().read(text),
        };
        match value {
            Ok(value) => Some(Self { key, value, kind }),
            Err(expected) => {
                faults.add(file.wrong(key, &format!("{key}: {expected}")));
                None
            }
        }
    }

    #[inline]
    fn holds(&self, number: Decimal) -> bool {
        let found = number.compare(self.value);
        found.is_some_and(|found| found == self.kind || found == Ordering::Equal)
    }

    /// What was expected instead, where this number breaks it.
    fn broken(self, file: &Pabulib, number: Decimal) -> Option<String> {
        if self.holds(number) {
            return None;
        }
        let (key, line) = (
            self.key,
            file.key(self.key).map_or(0, |row| file.meta.line(row)),
        );
        let value = file.value(key).unwrap_or_default().trim();
        let most = match self.kind {
            Ordering::Less => "at most ",
            Ordering::Greater => "at least ",
            Ordering::Equal => "",
        };
        Some(format!("{most}{value}, as {key} in line {line} says"))
    }
}
