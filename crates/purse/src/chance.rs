//! Chance from the operating system: only this tool and browsers have any; the rest is handed it.

use zeroize::Zeroizing;

use crate::failure::Failure;
use crate::words::say;

/// Bytes that nobody can guess, wiped when they are dropped.
pub(crate) fn bytes<const N: usize>() -> Result<Zeroizing<[u8; N]>, Failure> {
    let mut bytes = Zeroizing::new([0; N]);
    getrandom::fill(&mut *bytes)
        .map_err(|error| Failure::bad(say!("machine.no_random_numbers", error)))?;
    Ok(bytes)
}

/// Puts the items in an order that nobody can guess (Fisher, Yates; Durstenfeld 1964).
pub(crate) fn shuffle<T>(items: &mut [T]) -> Result<(), Failure> {
    for end in (1..items.len()).rev() {
        let drawn = u128::from_le_bytes(*bytes()?);
        // The remainder of 128 bits favours no place by more than one part in 2⁶⁴.
        items.swap(end, (drawn % (end as u128 + 1)) as usize);
    }
    Ok(())
}
