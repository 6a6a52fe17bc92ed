//! What an entry can say: a closed list.
//!
//! The words follow the Open Contracting for Infrastructure Data Standard (OC4IDS 0.9.5: modifications, completion) and the Open
//! Contracting Data Standard (milestones, transactions), so that a ledger can be exported as either.

use super::Signer;
use crate::budget::ProviderKind;
use crate::json::{names, record, tagged};
use crate::{Date, Money, OrgId, Slug, Text};

tagged! {
    /// What an entry says.
    pub enum Says by kind, or Self::NothingNew { line: None, next: None }, {
        /// What becomes of what residents said about a line.
        "answer" => Answer {
            line: Slug,
            said: Said,
            /// What residents said, in money: the line's amount in the result.
            asked: u64,
            /// What is agreed.
            amount: u64,
            /// Why it is something else than was asked.
            reason: Option<Text>,
            conditions: Option<Text>,
        },
        /// Money that is promised to somebody: a grant, a contract.
        "commit" => Commit {
            line: Slug,
            /// Its name, which payments use.
            commit: Slug,
            amount: u64,
            to: Recipient,
            from: Date,
            until: Option<Date>,
            /// An `https:` link to the agreement.
            document: Option<String>,
        },
        "pay" => Pay {
            line: Slug,
            commit: Slug,
            /// Less than 0: money that came back.
            amount: Money,
            milestone: Option<Slug>,
            /// What the payer's own books call it: the same reference is never paid twice.
            reference: Option<String>,
        },
        /// Something that is to happen by a day.
        "milestone" => Milestone {
            line: Slug,
            /// Its name, which other entries use.
            milestone: Slug,
            title: Text,
            r#type: MilestoneType,
            due: Date,
        },
        /// What became of a milestone, as judged on the entry's day.
        "met" => Met {
            line: Slug,
            milestone: Slug,
            judged: Judged,
            /// Who judged, where that is not whoever signs.
            by: Option<Text>,
            /// What shows it.
            shows: Option<Text>,
            /// Why not, or only in part.
            reason: Option<Text>,
        },
        /// A change of what was agreed.
        "change" => Change {
            line: Slug,
            change: Change,
            reason: Text,
            decided_by: Text,
        },
        /// The end of a line.
        "finish" => Finish {
            line: Slug,
            /// What was spent in the end.
            amount: u64,
            delivered: Text,
            /// Why it is something else than was agreed.
            different: Option<Text>,
            /// People reached.
            people: Option<u64>,
        },
        /// Somebody has looked, and nothing has happened.
        "nothing-new" => NothingNew {
            /// Left out: of every line.
            line: Option<Slug>,
            /// When there will be news at the latest.
            next: Option<Date>,
        },
        /// One more body that signs, or one that signs no more.
        "signer" => Signer {
            signer: Signer,
            /// Why its word counts no more.
            ends: Option<Text>,
        },
    }
}

tagged! {
    /// What is changed, as it was and as it is.
    pub enum Change by what, or Self::Cancelled {}, {
        /// Of the line; of a commitment, where one is named.
        "amount" => Amount { commit: Option<Slug>, old: u64, new: u64 },
        /// When a milestone is due.
        "date" => Date { milestone: Slug, old: Date, new: Date },
        /// What is done for the money.
        "scope" => Scope { old: Text, new: Text },
        /// To whom a commitment is.
        "recipient" => Recipient { commit: Slug, old: Recipient, new: Recipient },
        /// The line is given up; what was paid is paid.
        "cancelled" => Cancelled {},
    }
}

record! {
    /// Who gets the money.
    pub struct Recipient {
        pub name: String,
        pub kind: Option<ProviderKind>,
        /// In a register, such as `GB-CHC-1234567`.
        pub org_id: Option<OrgId>,
    }
}

names! {
    pub enum Said {
        /// As residents said.
        Accepted = "accepted",
        /// With another amount.
        Changed = "changed",
        Refused = "refused",
    }
}

names! {
    pub enum MilestoneType {
        Start = "start",
        Delivery = "delivery",
        Report = "report",
        Payment = "payment",
    }
}

names! {
    pub enum Judged {
        Met = "met",
        Partly = "partly",
        Not = "not",
    }
}

names! {
    /// The kinds of [`Says`], by themselves.
    pub enum Kind {
        Answer = "answer",
        Commit = "commit",
        Pay = "pay",
        Milestone = "milestone",
        Met = "met",
        Change = "change",
        Finish = "finish",
        NothingNew = "nothing-new",
        Signer = "signer",
    }
}

impl Says {
    pub fn kind(&self) -> Kind {
        match self {
            Self::Answer { .. } => Kind::Answer,
            Self::Commit { .. } => Kind::Commit,
            Self::Pay { .. } => Kind::Pay,
            Self::Milestone { .. } => Kind::Milestone,
            Self::Met { .. } => Kind::Met,
            Self::Change { .. } => Kind::Change,
            Self::Finish { .. } => Kind::Finish,
            Self::NothingNew { .. } => Kind::NothingNew,
            Self::Signer { .. } => Kind::Signer,
        }
    }

    /// The line that is spoken of; `None` where it is all, or none.
    pub fn line(&self) -> Option<&Slug> {
        match self {
            Self::Answer { line, .. }
            | Self::Commit { line, .. }
            | Self::Pay { line, .. }
            | Self::Milestone { line, .. }
            | Self::Met { line, .. }
            | Self::Change { line, .. }
            | Self::Finish { line, .. } => Some(line),
            Self::NothingNew { line, .. } => line.as_ref(),
            Self::Signer { .. } => None,
        }
    }

    /// Every text, with the field that it is in.
    pub fn texts(&self) -> Vec<(&'static str, &Text)> {
        let all = match self {
            Self::Answer {
                reason, conditions, ..
            } => {
                vec![
                    ("reason", reason.as_ref()),
                    ("conditions", conditions.as_ref()),
                ]
            }
            Self::Milestone { title, .. } => vec![("title", Some(title))],
            Self::Met {
                by, shows, reason, ..
            } => vec![
                ("by", by.as_ref()),
                ("shows", shows.as_ref()),
                ("reason", reason.as_ref()),
            ],
            Self::Change {
                change,
                reason,
                decided_by,
                ..
            } => {
                let scope = match change {
                    Change::Scope { old, new } => [Some(old), Some(new)],
                    _ => [None, None],
                };
                vec![
                    ("old", scope[0]),
                    ("new", scope[1]),
                    ("reason", Some(reason)),
                    ("decided_by", Some(decided_by)),
                ]
            }
            Self::Finish {
                delivered,
                different,
                ..
            } => {
                vec![
                    ("delivered", Some(delivered)),
                    ("different", different.as_ref()),
                ]
            }
            Self::Signer { signer, ends } => {
                vec![("name", Some(&signer.name)), ("ends", ends.as_ref())]
            }
            Self::Commit { .. } | Self::Pay { .. } | Self::NothingNew { .. } => Vec::new(),
        };
        let given = |(field, text): (&'static str, Option<_>)| Some((field, text?));
        all.into_iter().filter_map(given).collect()
    }
}
