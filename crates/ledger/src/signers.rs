//! Whose word an entry is, and who says that it may be.

use documents::ledger::{Role, Says, Signer};
use documents::{Entry, PublicKey, Slug};

use crate::broken::{Broken, Found, Rule};
use crate::frame::Frame;

/// One who signs, or has signed.
#[derive(Clone, Debug, PartialEq)]
pub struct Signatory {
    pub signer: Signer,
    pub vouched: Vouched,
    /// The entry with which its word came to count no more.
    pub ended: Option<usize>,
}

/// Who says that a key is this body's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vouched {
    /// The budget names it.
    Budget,
    /// The key is the event's own.
    Event,
    /// Nobody but itself: whoever began this ledger, where the budget names nobody.
    Itself,
    /// Another one who signs, by its place in the list.
    By(usize),
}

/// Those who sign before any entry.
pub(crate) fn first(frame: &Frame) -> Vec<Signatory> {
    let named = frame.signers.iter().map(|signer| Signatory {
        signer: signer.clone(),
        vouched: Vouched::Budget,
        ended: None,
    });
    let own = frame.organiser.iter().filter_map(|(key, name)| {
        Some(Signatory {
            signer: Signer {
                id: Slug::parse("organiser")?,
                name: name.clone(),
                role: Role::Organiser,
                key: *key,
                lines: Vec::new(),
            },
            vouched: Vouched::Event,
            ended: None,
        })
    });
    named.chain(own).collect()
}

/// Where the signer of an entry is in the list.
pub(crate) fn of(signers: &[Signatory], key: &PublicKey) -> Option<usize> {
    signers
        .iter()
        .position(|one| one.signer.key == *key && one.ended.is_none())
}

/// Whether a ledger may begin with this entry, by which somebody names themselves.
pub(crate) fn begins(frame: &Frame, entry: &Entry) -> bool {
    frame.signers.is_empty()
        && entry.after.is_empty()
        && matches!(&entry.says, Says::Signer { signer, ends: None } if signer.key == entry.key)
}

/// Whether one more may sign under this name and key.
pub(crate) fn is_new(signers: &[Signatory], signer: &Signer) -> Result<(), Broken> {
    let taken = signers.iter().find(|one| {
        one.signer.key == signer.key || (one.signer.id == signer.id && one.ended.is_none())
    });
    match taken {
        None => Ok(()),
        Some(one) => {
            let found = Found::from(&one.signer.id);
            Err(Broken::new(
                Rule::NewSigner,
                "signer",
                found,
                Found::Nothing,
            ))
        }
    }
}

/// Where the one is whose word is to count no more.
pub(crate) fn ending(signers: &[Signatory], signer: &Signer) -> Result<usize, Broken> {
    let known = of(signers, &signer.key).filter(|at| signers[*at].signer.id == signer.id);
    known.ok_or_else(|| {
        let names = signers.iter().filter(|one| one.ended.is_none());
        let names = names.map(|one| one.signer.id.as_str().into()).collect();
        Broken::new(
            Rule::KnownEnd,
            "signer",
            (&signer.id).into(),
            Found::Names(names),
        )
    })
}
