//! Who casts made-up ballots: in an event with codes, whoever holds one.

use std::path::{Path, PathBuf};

use documents::boxes::{self, KEYS};
use documents::{Ballot, Budget, Id, KeyList};
use seals::{Chance, Event, Voter};

use crate::code_table;
use crate::failure::Failure;
use crate::folder;
use crate::reading::lists_in;
use crate::words::say;

/// Nobody in an open event.
pub(super) struct Voters {
    voters: Vec<Voter>,
    lists: Vec<(Id, KeyList)>,
}

impl Voters {
    /// # Errors
    /// Codes where none are needed, too few of them, or none where they are.
    pub(super) fn of(budget: &Budget, codes: Option<&Path>, ballots: u64) -> Result<Self, Failure> {
        let event = Event::of(budget).filter(|event| event.keys.codes);
        match (event, codes) {
            (None, None) => Ok(Self {
                voters: Vec::new(),
                lists: Vec::new(),
            }),
            (None, Some(_)) => Err(Failure::bad(say!("simulate.no_codes"))),
            (Some(_), None) => Err(Failure::bad(say!("simulate.needs_codes"))),
            (Some(event), Some(path)) => Self::with_codes(&event, path, ballots),
        }
    }

    fn with_codes(event: &Event, path: &Path, ballots: u64) -> Result<Self, Failure> {
        let cards = code_table::read(path)?;
        let voting = cards.iter().filter(|card| !card.test);
        let voters: Vec<Voter> = voting.map(|card| Voter::new(&card.code, event)).collect();
        if (voters.len() as u64) < ballots {
            return Err(Failure::bad(say!(
                "simulate.too_few_codes",
                table = path.display(),
                codes = voters.len(),
                ballots
            )));
        }
        let folder = path.parent().map_or_else(PathBuf::new, Path::to_path_buf);
        let lists = lists_in(event, &folder)?;
        if lists.is_empty() {
            return Err(Failure::bad(say!(
                "simulate.no_list",
                folder = folder.join(KEYS).display()
            )));
        }
        Ok(Self { voters, lists })
    }

    /// The bytes that this resident puts into the box.
    pub(super) fn cast(
        &self,
        ballot: Ballot,
        resident: u64,
        chance: Chance,
    ) -> Result<Vec<u8>, Failure> {
        let voter = usize::try_from(resident)
            .ok()
            .and_then(|resident| self.voters.get(resident));
        let Some(voter) = voter else {
            return Ok(ballot.to_bytes());
        };
        let signed = voter.cast(ballot, 1, chance);
        let signed = signed.ok_or_else(|| Failure::bad(say!("simulate.key_choices")))?;
        Ok(signed.to_bytes())
    }

    /// Without the lists no ballot of theirs counts.
    pub(super) fn put_lists(&self, ballot_box: &Path) -> Result<(), Failure> {
        for (id, list) in &self.lists {
            folder::put(ballot_box, &boxes::keys_path(id), &list.to_bytes())?;
        }
        Ok(())
    }
}
