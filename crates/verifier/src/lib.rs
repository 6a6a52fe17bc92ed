//! Which ballots with a code belong, for a count that runs in another program: see [`counter::judging`].
//!
//! A program of its own, so that a phone loads signatures and seals only where there are codes, and so that several
//! judge side by side while the count goes on.

use counter::judging::{Asked, Found, Papers, Verdict, pack_verdicts, unpack_asked};
use documents::{Budget, Close, Id, Refusal};
use seals::{Checker, Event};

/// Judges the ballots of one event.
pub struct Verifier {
    /// `None` where no ballot has a right to a code.
    checker: Option<Checker>,
}

impl Verifier {
    /// Takes in [`Papers`], and answers with what was [`Found`] in them. `None` where they are none, or of an event
    /// without keys.
    pub fn begin(papers: &[u8]) -> Option<(Self, Vec<u8>)> {
        let papers = Papers::read(papers)?;
        let budget = Budget::read(papers.budget).ok()?;
        let event = Event::of(&budget)?;
        let sha256 = Id::of(papers.budget);
        let lists = || papers.lists.iter().map(|(id, bytes)| (id, *bytes));
        let closes = papers.closes.iter().map(|(id, bytes)| (id, *bytes));
        let (close, mut refused) = seals::closes(&event, &budget, sha256, closes);
        let (now, others) = seals::key_lists(&event, lists());
        refused.extend(others);
        let codes = match &close {
            Some(close) => seals::lists_at(&event, close, lists()),
            None => now,
        };
        let found = Found {
            lists: codes
                .as_ref()
                .map_or(Vec::new(), |codes| codes.lists().into()),
            close: close.as_ref().map(Close::id),
            refused,
        };
        let choices = close.and_then(|close| close.choices);
        let checker = match codes {
            Some(codes) if event.keys.codes => Some(Checker::new(event, codes, choices)),
            _ => None,
        };
        Some((Self { checker }, found.to_bytes()))
    }

    /// Judges a batch ([`counter::judging::pack_asked`]); `None` where it is none.
    pub fn judge(&self, batch: &[u8]) -> Option<Vec<u8>> {
        let asked = unpack_asked(batch)?;
        let verdicts: Vec<Verdict> = asked
            .into_iter()
            .map(|asked| {
                let checker = self.checker.as_ref().ok_or(Refusal::CodeNotUsed {})?;
                match asked {
                    Asked::Name(name) => checker.check_name(&name).map(|()| (name, None)),
                    Asked::File(name, bytes) => {
                        let ballot = checker.check_bytes(&name, bytes)?;
                        Ok((name, ballot))
                    }
                    Asked::Line(line) => {
                        let checked = checker.check(line)?;
                        Ok((checked.name, checked.ballot))
                    }
                }
            })
            .collect();
        Some(pack_verdicts(&verdicts))
    }
}
