//! Bytes that only the holder of a key can read (RFC 9180, base mode).

use documents::{OpenedKey, PublicKey, Sealed};
use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::{Kem, X25519HkdfSha256};
use hpke::{Deserializable, OpModeR, OpModeS, Serializable};
use rand_core::{Infallible, TryCryptoRng, TryRng};
use sha2::{Digest, Sha256};
use zeroize::Zeroize;

use crate::Chance;

/// The length of an encapsulated X25519 key (RFC 9180, table 2).
const ENCAPSULATED: usize = 32;

/// Seals `plain`, padded with zeros to a multiple of `block`, so that its length tells little.
///
/// `None` where the key is no key (a point of small order).
pub(crate) fn seal(
    to: &PublicKey,
    info: &[u8],
    bound_to: &[u8],
    plain: &[u8],
    block: usize,
    chance: Chance,
) -> Option<Sealed> {
    let to = <X25519HkdfSha256 as Kem>::PublicKey::from_bytes(&to.0).ok()?;
    let mut padded = plain.to_vec();
    padded.resize(plain.len().next_multiple_of(block), 0);
    let sealed = hpke::single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
        &OpModeS::Base,
        &to,
        info,
        &padded,
        bound_to,
        &mut Given::new(chance),
    );
    padded.zeroize();
    let (key, text) = sealed.ok()?;
    Some(Sealed([&*key.to_bytes(), &*text].concat().into()))
}

/// What was sealed, without its padding; `None` where this key, event or binding is another.
pub(crate) fn open(
    with: &OpenedKey,
    info: &[u8],
    bound_to: &[u8],
    sealed: &Sealed,
) -> Option<Vec<u8>> {
    let (key, text) = sealed.0.split_at_checked(ENCAPSULATED)?;
    let with = <X25519HkdfSha256 as Kem>::PrivateKey::from_bytes(&with.0).ok()?;
    let key = <X25519HkdfSha256 as Kem>::EncappedKey::from_bytes(key).ok()?;
    let mut plain = hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
        &OpModeR::Base,
        &with,
        &key,
        info,
        text,
        bound_to,
    )
    .ok()?;
    let length = plain
        .iter()
        .rposition(|&byte| byte != 0)
        .map_or(0, |at| at + 1);
    plain.truncate(length);
    Some(plain)
}

/// The public half.
pub(crate) fn public(key: &OpenedKey) -> PublicKey {
    let key = <X25519HkdfSha256 as Kem>::PrivateKey::from_bytes(&key.0)
        .expect("any 32 bytes are a key of X25519");
    PublicKey(<X25519HkdfSha256 as Kem>::sk_to_pk(&key).to_bytes().into())
}

/// Turns chance that was handed in into the source of chance that the library asks for.
struct Given {
    seed: Chance,
    drawn: u64,
}

impl Given {
    fn new(seed: Chance) -> Self {
        Self { seed, drawn: 0 }
    }
}

impl Drop for Given {
    fn drop(&mut self) {
        self.seed.zeroize();
    }
}

impl TryRng for Given {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), Infallible> {
        for part in out.chunks_mut(32) {
            let hash = Sha256::new()
                .chain_update(b"common-purse/chance/1\0")
                .chain_update(self.seed)
                .chain_update(self.drawn.to_le_bytes())
                .finalize();
            self.drawn += 1;
            part.copy_from_slice(&hash[..part.len()]);
        }
        Ok(())
    }
}

impl TryCryptoRng for Given {}
