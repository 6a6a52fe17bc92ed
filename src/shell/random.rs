//! Dice: the browser's cryptographic ones, which also work on plain http.

use super::window;

/// `None` in a browser without dice; nothing that needs them may then be sent.
pub(crate) fn bytes<const N: usize>() -> Option<[u8; N]> {
    let mut bytes = [0; N];
    let crypto = window().crypto().ok()?;
    crypto.get_random_values_with_u8_array(&mut bytes).ok()?;
    Some(bytes)
}

/// From 0 to `most`; 0 in a browser without dice.
pub(crate) fn at_most(most: u32) -> u32 {
    let drawn = bytes().map_or(0, u32::from_le_bytes);
    most.checked_add(1).map_or(drawn, |below| drawn % below)
}
