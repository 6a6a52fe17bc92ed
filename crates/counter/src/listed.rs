//! What the lists of a box's folders tell before any file of them is read: in a browser and in the tool the same.

use documents::boxes::{self, BUNDLE, Listing};
use documents::{CodeRegister, Id, PublicKey, Refusal, SignedName};

use crate::{Count, order};

/// Files of `ballots/` that are still to be looked at.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Listed {
    /// Ballots without a code, whose bytes are needed.
    pub(crate) loose: Vec<Id>,
    /// Ballots whose names are to be judged, in the order in which they had best be: of every code one, then of every code
    /// another, so that a flood under one code keeps no other waiting; last what cannot count any more.
    pub(crate) coded: Vec<SignedName>,
}

impl Count {
    /// Takes in the list of `bundle/`; answers with the bundles to be read.
    pub(crate) fn listed_bundles(&mut self, listing: Listing) -> Vec<Id> {
        for stray in listing.strays {
            self.refuse(format!("{BUNDLE}{stray}"), Refusal::BadName {});
        }
        self.refused.add_strays(listing.more_strays);
        listing.ids
    }

    /// Takes in the list of `ballots/`, once all bundles are in. What its name tells enough of is refused here; `codes` are
    /// those of the organiser's lists, in an event with codes.
    pub(crate) fn listed_ballots(
        &mut self,
        listing: Listing,
        codes: Option<&CodeRegister>,
    ) -> Listed {
        for stray in &listing.strays {
            self.stray(stray);
        }
        self.refused.add_strays(listing.more_strays);
        let mut wanted = Listed::default();
        for id in listing.ids {
            match self.wants(&id) {
                true if self.reads_loose() => wanted.loose.push(id),
                true => self.refuse(boxes::ballot_path(&id), Refusal::NoCode {}),
                false => (),
            }
        }
        wanted.coded = listing.signed;
        wanted.coded.retain(|name| {
            let codes = codes.ok_or(Refusal::CodeNotUsed {});
            match codes.and_then(|codes| codes.may_vote(&name.key)) {
                Ok(()) => self.wants_name(name),
                Err(why) => self.named(name, Err(why)),
            }
        });
        let revisions = self.coded.revisions();
        order::order(&mut wanted.coded, |code| last(&revisions, code));
        wanted
    }
}

/// The highest of a code's sorted revisions.
fn last(revisions: &[(PublicKey, u64)], code: &PublicKey) -> Option<u64> {
    let after = revisions.partition_point(|(key, _)| key <= code);
    let (key, revision) = revisions[..after].last()?;
    (key == code).then_some(*revision)
}
