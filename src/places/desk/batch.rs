//! A batch of paper ballots: sheets by number, which must reconcile before any becomes a ballot.

use documents::Id;
use documents::ballot::Choice;

use crate::state::Seed;

/// More sheets are two batches.
pub const MOST_SHEETS: u64 = 999;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    pub number: u64,
    /// How many sheets somebody counted by hand.
    pub declared: u64,
    /// In the order in which they were typed.
    pub sheets: Vec<Sheet>,
    /// Nothing of it changes any more: its sheets become ballots.
    pub sending: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    pub number: u64,
    /// From this its ballot's nonce is drawn: however often the sheet is sent, and by whichever tab, that is one ballot.
    pub seed: Seed,
    /// None where the sheet is no ballot: empty, or against a limit. It counts as a sheet all the same.
    pub says: Option<Says>,
    /// The names that its ballot may have, once it is frozen: one with a code has several until the box is asked.
    pub ballot: Vec<Id>,
    pub sent: bool,
}

/// What somebody wrote on a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Says {
    /// One for each line.
    pub choices: Vec<Choice>,
    /// One for each question.
    pub about: Vec<Option<usize>>,
    pub code: Option<String>,
}

/// Why a batch cannot be sent yet. All numbers of sheets, rising.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unreconciled {
    /// From 1 to the number that was declared.
    pub missing: Vec<u64>,
    pub double: Vec<u64>,
    /// Beyond the number that was declared.
    pub beyond: Vec<u64>,
}

impl Batch {
    #[must_use]
    pub fn new(number: u64, declared: u64) -> Self {
        Self {
            number,
            declared,
            sheets: Vec::new(),
            sending: false,
        }
    }

    /// The sheet that would come next: the first number that is missing.
    #[must_use]
    pub fn next_number(&self) -> u64 {
        let taken = |number: &u64| self.at(*number).is_some();
        (1..).find(|number| !taken(number)).unwrap_or(1)
    }

    /// Where the sheet of this number is.
    #[must_use]
    pub fn at(&self, number: u64) -> Option<usize> {
        self.sheets.iter().position(|sheet| sheet.number == number)
    }

    /// # Errors
    /// Where what was typed is not what was declared.
    pub fn reconciled(&self) -> Result<(), Unreconciled> {
        let times = |number: u64| {
            let same = self.sheets.iter().filter(|sheet| sheet.number == number);
            same.count()
        };
        let mut typed: Vec<u64> = self.sheets.iter().map(|sheet| sheet.number).collect();
        typed.sort_unstable();
        typed.dedup();
        let typed = || typed.iter().copied();
        let found = Unreconciled {
            missing: (1..=self.declared)
                .filter(|&number| times(number) == 0)
                .collect(),
            double: typed().filter(|&number| times(number) > 1).collect(),
            beyond: typed().filter(|&number| number > self.declared).collect(),
        };
        match found == Unreconciled::default() {
            true => Ok(()),
            false => Err(found),
        }
    }

    /// The sheet that becomes a ballot next; none where each that can is one.
    #[must_use]
    pub fn next_to_send(&self) -> Option<usize> {
        let waits = |sheet: &Sheet| sheet.says.is_some() && sheet.ballot.is_empty();
        self.sheets.iter().position(waits)
    }
}
