//! A seed of 32 bytes that only a passphrase opens: the secret part of every key file.

use std::fmt;

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use documents::Sealed;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::chance;
use crate::failure::Failure;
use crate::words::say;

/// What it costs to try a passphrase: the second choice of RFC 9106, section 4 (Argon2id), which a small machine can
/// pay.
const COST: Cost = Cost {
    memory_kib: 65_536,
    passes: 3,
    lanes: 4,
};
/// A file that asks for more would only stop the machine that opens it.
const MOST: Cost = Cost {
    memory_kib: 1_048_576,
    passes: 64,
    lanes: 64,
};

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Cost {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

impl Cost {
    pub(super) fn is_too_much(self) -> bool {
        self.memory_kib > MOST.memory_kib || self.passes > MOST.passes || self.lanes > MOST.lanes
    }
}

/// What is written of the seed. Bytes are hexadecimal.
pub(super) struct Locked {
    pub(super) argon2id: Cost,
    pub(super) salt: String,
    pub(super) nonce: String,
    /// ChaCha20-Poly1305 (RFC 8439) of the seed.
    pub(super) seed: String,
}

impl Locked {
    pub(super) fn lock(seed: &[u8; 32], passphrase: &str) -> Result<Self, Failure> {
        let (salt, nonce) = (chance::bytes::<16>()?, chance::bytes::<12>()?);
        let sealed = cipher(passphrase, &*salt, COST)
            .and_then(|cipher| cipher.encrypt(&Nonce::from(*nonce), &seed[..]).ok())
            .ok_or_else(|| Failure::bad(say!("key.too_little_memory")))?;
        Ok(Self {
            argon2id: COST,
            salt: hex(&*salt),
            nonce: hex(&*nonce),
            seed: hex(&sealed),
        })
    }

    /// # Errors
    /// A wrong passphrase, or damaged bytes.
    pub(super) fn open(&self, passphrase: &str) -> Result<Zeroizing<[u8; 32]>, &'static str> {
        const DAMAGED: &str = say!("key.damaged");
        let [salt, nonce, sealed] =
            [&self.salt, &self.nonce, &self.seed].map(|field| Sealed::parse(field));
        let (Some(salt), Some(nonce), Some(sealed)) = (salt, nonce, sealed) else {
            return Err(DAMAGED);
        };
        let nonce = <[u8; 12]>::try_from(&*nonce.0).map_err(|_| DAMAGED)?;
        let cipher = cipher(passphrase, &salt.0, self.argon2id).ok_or(DAMAGED)?;
        let seed = cipher
            .decrypt(&Nonce::from(nonce), &*sealed.0)
            .map(Zeroizing::new)
            .map_err(|_| say!("key.not_its_passphrase"))?;
        <[u8; 32]>::try_from(seed.as_slice())
            .map(Zeroizing::new)
            .map_err(|_| DAMAGED)
    }
}

/// As a key file's checksum takes it in.
impl fmt::Display for Locked {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        let Cost {
            memory_kib,
            passes,
            lanes,
        } = self.argon2id;
        let (salt, nonce, seed) = (&self.salt, &self.nonce, &self.seed);
        write!(
            out,
            "{memory_kib}\n{passes}\n{lanes}\n{salt}\n{nonce}\n{seed}\n"
        )
    }
}

/// `None` where the cost cannot be paid.
fn cipher(passphrase: &str, salt: &[u8], cost: Cost) -> Option<ChaCha20Poly1305> {
    let params = Params::new(cost.memory_kib, cost.passes, cost.lanes, Some(32)).ok()?;
    let mut key = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.as_bytes(), salt, &mut *key)
        .ok()?;
    Some(ChaCha20Poly1305::new(&Key::from(*key)))
}

fn hex(bytes: &[u8]) -> String {
    Sealed(bytes.into()).to_string()
}
