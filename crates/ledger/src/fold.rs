//! From entries to what they come to, one by one in their order.

mod apply;
mod index;
mod may;

use documents::ledger::Says;
use documents::{Entry, Id, PublicKey, Slug};

use crate::broken::Broken;
use crate::frame::Frame;
use crate::line::Line;
use crate::signers::{self, Signatory};
use crate::{Ledger, Refused, Told, order};
use index::Index;

/// Whoever's word came to count no more might have written something that seems older than that. Such an entry counts only if
/// the entry that ended their word follows it; so the fold begins again without what does not.
pub(crate) fn fold(frame: &Frame, entries: Vec<(Id, Entry)>) -> Ledger {
    // What is void may take an end away with it; where that goes round in circles, no end is older than what it ends.
    const ROUNDS: usize = 8;
    let beginners = signers::beginners(frame, &entries);
    let trusted = signers::Trusted::of(frame, &entries);
    let ordered = order::ordered(entries, &trusted);
    let (mut late, mut round) = (Vec::new(), 0);
    let found = loop {
        round += 1;
        let mut fold = Fold::begin(frame, &beginners, &ordered, &late);
        for place in 0..ordered.len() {
            fold.take(place);
        }
        let mut behind = fold.written_behind();
        behind.sort_unstable();
        behind.dedup();
        if round == ROUNDS {
            behind.clear();
        }
        if behind == late || round > ROUNDS {
            break fold.found();
        }
        late = behind;
    };
    ledger(found, ordered)
}

struct Fold<'f> {
    frame: &'f Frame,
    /// Who would begin the ledger, where the budget names nobody.
    beginners: &'f [PublicKey],
    /// In their order.
    all: &'f [(Id, Entry)],
    /// Entries that come from somebody whose word had ended, sorted.
    late: &'f [Id],
    counted: Vec<Counted>,
    refused: Vec<(usize, Broken)>,
    lines: Vec<Line>,
    signers: Vec<Signatory>,
    commitments: Index,
    milestones: Index,
    /// What payers call the payments that count, with their commitment and whether money came back; sorted.
    references: Vec<(Slug, bool, String)>,
}

/// An entry that counts.
struct Counted {
    /// Among all.
    place: usize,
    /// Whose word it is, among those who sign.
    by: usize,
}

/// What a fold has found of each entry, by its place.
struct Found {
    counted: Vec<Counted>,
    refused: Vec<(usize, Broken)>,
    lines: Vec<Line>,
    signers: Vec<Signatory>,
}

impl<'f> Fold<'f> {
    fn begin(
        frame: &'f Frame,
        beginners: &'f [PublicKey],
        all: &'f [(Id, Entry)],
        late: &'f [Id],
    ) -> Self {
        Self {
            frame,
            beginners,
            all,
            late,
            counted: Vec::new(),
            refused: Vec::new(),
            lines: frame.lines.iter().cloned().map(Line::new).collect(),
            signers: signers::first(frame),
            commitments: Index::default(),
            milestones: Index::default(),
            references: Vec::new(),
        }
    }

    /// Takes in one entry, behind all that come before it.
    fn take(&mut self, place: usize) {
        let all = self.all;
        let (id, entry) = &all[place];
        let found = self.may(id, entry);
        match found.and_then(|by| self.apply(entry, by).map(|()| by)) {
            Ok(by) => {
                self.heard(entry);
                self.counted.push(Counted { place, by });
            }
            Err(why) => self.refused.push((place, why)),
        }
    }

    /// Takes note of where there was news, and when there will be.
    fn heard(&mut self, entry: &Entry) {
        let at = self.counted.len();
        let next = match &entry.says {
            Says::NothingNew { next, .. } => *next,
            _ => None,
        };
        let one = entry.says.line().and_then(|line| self.frame.line(line));
        let is_about_all = matches!(entry.says, Says::NothingNew { line: None, .. });
        for (place, line) in self.lines.iter_mut().enumerate() {
            if one == Some(place) || is_about_all {
                line.entries.push(at);
                line.next = next;
            }
        }
    }

    /// Entries by somebody whose word had ended, which the entry that ended it does not follow.
    fn written_behind(&self) -> Vec<Id> {
        let mut behind = Vec::new();
        for one in &self.signers {
            let Some(end) = one.ended.and_then(|at| self.counted.get(at)) else {
                continue;
            };
            let (end, entry) = &self.all[end.place];
            let (before, is_whole) = order::before(self.all, entry, &one.signer.key);
            // What it followed cannot be told where something of that is missing.
            if !is_whole {
                continue;
            }
            let all = self.all.iter();
            let own = all.filter(|(id, entry)| entry.key == one.signer.key && id != end);
            let own = own.map(|(id, _)| *id);
            behind.extend(own.filter(|id| before.binary_search(id).is_err()));
        }
        behind
    }

    fn found(self) -> Found {
        Found {
            counted: self.counted,
            refused: self.refused,
            lines: self.lines,
            signers: self.signers,
        }
    }
}

/// Hands each entry to where it was found to belong. What nobody who may sign has written is no part of the chain: strangers
/// leave no gap in it.
fn ledger(found: Found, ordered: Vec<(Id, Entry)>) -> Ledger {
    let mut ordered = Vec::from_iter(ordered.into_iter().map(Some));
    let mut entries = Vec::with_capacity(found.counted.len());
    for Counted { place, by } in found.counted {
        entries.extend(
            ordered[place]
                .take()
                .map(|(id, entry)| Told { id, entry, by }),
        );
    }
    let mut refused = Vec::with_capacity(found.refused.len());
    for (place, why) in found.refused {
        refused.extend(
            ordered[place]
                .take()
                .map(|(id, entry)| Refused { id, entry, why }),
        );
    }
    let told = entries.iter().map(|told| (told.id, &told.entry));
    let known = refused.iter().filter(|one| !one.is_strange());
    let known = known.map(|one| (one.id, &one.entry));
    let strangers = refused.iter().filter(|one| one.is_strange());
    let strangers = Vec::from_iter(strangers.map(|one| one.id));
    let (missing, heads) = order::ends(told.chain(known), &strangers);
    Ledger {
        entries,
        lines: found.lines,
        signers: found.signers,
        refused,
        missing,
        heads,
    }
}
