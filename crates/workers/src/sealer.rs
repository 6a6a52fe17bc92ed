//! Answers the page. A seal needs no network: with a code, the ballot is signed ahead (`seals::Voter::cast_ahead`).

mod ballot_box;

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use documents::budget::Keys;
use documents::key_list::Standing;
use documents::{Ballot, BudgetName, Code, Id, Signed, Slug, SlugMap, json};
use seals::{Chance, Event, Voter};
use wasm_bindgen_futures::spawn_local;

use crate::messages::{FromSealer, ToSealer};
use crate::scope::{hear, scope, tell};
use ballot_box::BallotBox;

/// More than the answers to a budget's questions take.
const MAX_BYTES: usize = 20_000;

pub fn start() {
    let mut sealer = None;
    hear(move |question| match (question, &sealer) {
        (Some(ToSealer::Event { budget, keys, home }), _) => {
            sealer = Sealer::of(budget, keys, home).map(Rc::new);
        }
        (Some(question), Some(sealer)) => sealer.clone().asked(question),
        // A sealer that knows of no event.
        (Some(question), None) => question.unanswered().iter().for_each(tell),
        (None, _) => {}
    });
}

struct Sealer {
    event: Event,
    ballot_box: BallotBox,
    /// Revisions that were given to ballots here, whether the box has those yet or not.
    given: RefCell<Vec<u64>>,
    /// Ballots that wait for a place; there is a first while one is being given.
    settling: RefCell<VecDeque<(Id, Vec<u8>)>>,
}

impl Sealer {
    fn of((id, sha256): (String, Id), keys: Keys, home: String) -> Option<Self> {
        let event = Event {
            budget: BudgetName {
                id: Slug::parse(&id)?,
                sha256,
            },
            keys,
        };
        Some(Self {
            event,
            ballot_box: BallotBox::at(home),
            given: RefCell::default(),
            settling: RefCell::default(),
        })
    }

    fn asked(self: Rc<Self>, question: ToSealer) {
        match question {
            ToSealer::Settle { ballot, lines } => self.settle_in_turn(ballot, lines),
            question => spawn_local(async move {
                self.answer(question).await.iter().for_each(tell);
            }),
        }
    }

    async fn answer(&self, question: ToSealer) -> Option<FromSealer> {
        Some(match question {
            ToSealer::Check { code } => FromSealer::Checked {
                code,
                standing: self.check(&code).await,
            },
            ToSealer::Close { ballots } => FromSealer::Closed {
                found: self.close(ballots).await,
            },
            ToSealer::Seal {
                ballot,
                answers,
                code,
                revisions,
                seed,
            } => FromSealer::Sealed {
                bytes: self.seal(&ballot, &answers, code.as_ref(), revisions, &seed),
                seed,
            },
            question => return question.unanswered(),
        })
    }

    /// What the organiser's lists say of a code; nothing where there is no list to be had.
    async fn check(&self, code: &Code) -> Option<Standing> {
        let voter = Voter::new(code, &self.event);
        let codes = self.ballot_box.codes(&self.event).await.ok()??;
        Some(codes.standing(&voter.key()))
    }

    /// Whether the organiser has closed the event, and which of these ballots count then.
    async fn close(&self, mut ballots: Vec<Id>) -> Option<Option<Vec<Id>>> {
        let close = self.ballot_box.close(&self.event).await.ok()?;
        Some(close.map(|close| {
            ballots.retain(|id| close.counts(id));
            ballots
        }))
    }

    /// The final bytes of a ballot; with a code, as it is signed ahead.
    fn seal(
        &self,
        ballot: &[u8],
        answers: &[u8],
        code: Option<&Code>,
        revisions: Vec<u64>,
        seed: &[u8],
    ) -> Option<Vec<u8>> {
        let ballot = Ballot::read(ballot).ok()?;
        let answers: SlugMap<Slug> = json::read(answers, MAX_BYTES, |_, _| ()).ok()?;
        let chance_again = seals::chance_again(seed, &ballot, &answers);
        let ballot = seals::seal_about(ballot, &answers, &self.event, chance_again)?;
        let Some(code) = code else {
            return Some(ballot.to_bytes());
        };
        let voter = Voter::new(code, &self.event);
        voter.cast_ahead(&ballot, voter.cast_so_far(revisions), &chance()?)
    }

    /// Places are given one after the other, in the order of the ballots.
    fn settle_in_turn(self: Rc<Self>, ballot: Id, lines: Vec<u8>) {
        let is_first = self.settling.borrow().is_empty();
        self.settling.borrow_mut().push_back((ballot, lines));
        if is_first {
            spawn_local(async move {
                loop {
                    let Some((ballot, lines)) = self.settling.borrow().front().cloned() else {
                        return;
                    };
                    let bytes = self.settle(&lines).await;
                    tell(&FromSealer::Settled { ballot, bytes });
                    self.settling.borrow_mut().pop_front();
                }
            });
        }
    }

    /// Which of its code's ballots this one is, by what the box holds; nothing where that cannot be seen whole.
    async fn settle(&self, lines: &[u8]) -> Option<Vec<u8>> {
        let code = seals::ahead_of(lines)?;
        let mut seen = self.ballot_box.revisions(&code).await.ok()?;
        let mut given = self.given.borrow_mut();
        seen.extend_from_slice(&given);
        let settled = seals::settle(lines, seen)?;
        given.push(Signed::read(&settled).ok()?.revision);
        Some(settled)
    }
}

fn chance() -> Option<Chance> {
    let mut chance = Chance::default();
    let crypto = scope().crypto().ok()?;
    crypto.get_random_values_with_u8_array(&mut chance).ok()?;
    Some(chance)
}
