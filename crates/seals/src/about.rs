//! What people say about themselves: sealed to the organiser, and bound to their ballot.

use documents::{Ballot, Id, Slug, SlugMap, json};

use crate::{Chance, Event, Organiser, seal};

/// Answers are padded to a multiple of so many bytes, so that their length does not tell them.
const BLOCK: usize = 128;
/// More than the answers to any budget's questions take.
const MAX_BYTES: usize = 16_384;

/// Seals the answers into their ballot; without answers the ballot says nothing of them.
///
/// `None` where the budget's key is no key.
pub fn seal_about(
    mut ballot: Ballot,
    answers: &SlugMap<Slug>,
    event: &Event,
    chance: Chance,
) -> Option<Ballot> {
    ballot.about = None;
    if answers.is_empty() {
        return Some(ballot);
    }
    let plain = answers.to_json();
    let bound_to = ballot.to_bytes();
    let info = info(&ballot.budget.id);
    ballot.about = Some(seal::seal(
        &event.keys.about,
        &info,
        &bound_to,
        &plain,
        BLOCK,
        chance,
    )?);
    Some(ballot)
}

/// The same chance for the same ballot and answers of one draft, and another for every other: a draft that is frozen
/// twice becomes the same ballot, and no two answers are sealed alike. `seed` is the draft's, and never leaves the device.
pub fn chance_again(seed: &[u8], ballot: &Ballot, answers: &SlugMap<Slug>) -> Chance {
    let (ballot, answers) = (ballot.to_bytes(), answers.to_json());
    let length = (ballot.len() as u64).to_be_bytes();
    let of = [b"common-purse/chance/1\0", seed, &length, &ballot, &answers].concat();
    *Id::of(&of).as_bytes()
}

/// What the ballot's voter said about themselves; `None` where nothing was said, or it is sealed to another key or
/// copied from another ballot.
pub fn open_about(ballot: &Ballot, organiser: &Organiser) -> Option<SlugMap<Slug>> {
    let sealed = ballot.about.as_ref()?;
    let bare = Ballot {
        about: None,
        ..ballot.clone()
    };
    let plain = seal::open(
        &organiser.about_key(),
        &info(&ballot.budget.id),
        &bare.to_bytes(),
        sealed,
    )?;
    json::read(&plain, MAX_BYTES, |_, _| ()).ok()
}

fn info(budget: &Slug) -> Vec<u8> {
    [b"common-purse/about/1\0", budget.as_str().as_bytes()].concat()
}
