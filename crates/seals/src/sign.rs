//! Signatures of canonical documents, and of ballots' names (RFC 8032).

use documents::signed::signed_part;
use documents::{Id, NameSignature, PublicKey, Signature, SignedName};
use ed25519_dalek::{Signer, SigningKey, VerifyingKey};

use crate::Event;

pub(crate) fn public(key: &SigningKey) -> PublicKey {
    PublicKey(key.verifying_key().to_bytes())
}

/// The signature of a document, given its canonical bytes with any signature in its place.
pub(crate) fn sign(key: &SigningKey, document: &[u8]) -> Signature {
    Signature(key.sign(&signed_part(document)).to_bytes())
}

/// Whether a document's signature is that of this key.
pub(crate) fn holds(key: &PublicKey, document: &[u8], signature: &Signature) -> bool {
    is_of(key, &signed_part(document), &signature.0)
}

/// The signature in the name of a ballot, which is its key's for this event, revision and file.
pub(crate) fn sign_name(key: &SigningKey, event: &Event, revision: u64, id: &Id) -> NameSignature {
    NameSignature::of(&key.sign(&name(event, revision, id)).to_bytes())
}

/// Whether the key in this name has signed it, so that no other key, revision or file has it.
pub fn name_holds(event: &Event, named: &SignedName) -> bool {
    let signed = name(event, named.revision, &named.id);
    is_of(&named.key, &signed, &named.signature.to_bytes())
}

/// What a name's signature is over. The edition of the budget stands in the file, whose hash is the id.
fn name(event: &Event, revision: u64, id: &Id) -> Vec<u8> {
    [
        b"common-purse/name/1\0",
        event.budget.id.as_str().as_bytes(),
        b"\0",
        &event.keys.organiser.0,
        &revision.to_be_bytes(),
        id.as_bytes(),
    ]
    .concat()
}

/// Strict: no key of small order, no second spelling of a signature.
fn is_of(key: &PublicKey, bytes: &[u8], signature: &[u8; 64]) -> bool {
    let Ok(key) = VerifyingKey::from_bytes(&key.0) else {
        return false;
    };
    let signature = ed25519_dalek::Signature::from_bytes(signature);
    key.verify_strict(bytes, &signature).is_ok()
}
