//! Whose word an entry is.

use crate::json::{names, record};
use crate::{PublicKey, Slug, Text};

record! {
    /// Somebody who answers for a part of the promise.
    pub struct Signer {
        pub id: Slug,
        pub name: Text,
        pub role: Role,
        /// Ed25519. `purse key new --ledger` makes it.
        pub key: PublicKey,
        /// The lines that this body may speak of; left out, all.
        pub lines: Vec<Slug> = Vec::new(),
    }
}

names! {
    /// What somebody may say in a ledger.
    pub enum Role {
        /// Whoever promised to answer: says everything.
        DecisionMaker = "decision-maker",
        /// Whoever ran the event: says everything but the answers.
        Organiser = "organiser",
        /// Whoever holds or pays the money for them.
        Partner = "partner",
        /// Whoever gets the money: says what was done.
        Recipient = "recipient",
    }
}

impl Role {
    /// May somebody in this role say this?
    pub fn may_say(self, kind: super::Kind) -> bool {
        use super::Kind as K;
        match self {
            Self::DecisionMaker => true,
            Self::Organiser => kind != K::Answer,
            Self::Partner => matches!(
                kind,
                K::Commit | K::Pay | K::Milestone | K::Met | K::Finish | K::NothingNew
            ),
            Self::Recipient => matches!(kind, K::Met | K::NothingNew),
        }
    }
}
