//! Signatures of canonical documents (RFC 8032).

use documents::signed::signed_part;
use documents::{PublicKey, Signature};
use ed25519_dalek::{Signer, SigningKey, VerifyingKey};

pub(crate) fn public(key: &SigningKey) -> PublicKey {
    PublicKey(key.verifying_key().to_bytes())
}

/// The signature of a document, given its canonical bytes with any signature in its place.
pub(crate) fn sign(key: &SigningKey, document: &[u8]) -> Signature {
    Signature(key.sign(&signed_part(document)).to_bytes())
}

/// Strict: no key of small order, no second spelling of a signature.
pub(crate) fn holds(key: &PublicKey, document: &[u8], signature: &Signature) -> bool {
    let Ok(key) = VerifyingKey::from_bytes(&key.0) else {
        return false;
    };
    let signature = ed25519_dalek::Signature::from_bytes(&signature.0);
    key.verify_strict(&signed_part(document), &signature)
        .is_ok()
}

/// Before a document is signed.
pub(crate) const UNSIGNED: Signature = Signature([0; 64]);
