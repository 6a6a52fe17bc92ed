//! Bytes as digits of five bits, for what people type and what stands in a file's name: Crockford's base 32.

/// No I, L, O or U, which are read wrongly.
pub(crate) const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The digit at this place; the last one of some bytes ends in zeros.
pub(crate) fn digit(bytes: &[u8], at: usize) -> u8 {
    let bit = at * 5;
    let byte = |at| u16::from(bytes.get(at).copied().unwrap_or(0));
    let pair = byte(bit / 8) << 8 | byte(bit / 8 + 1);
    (pair >> (11 - bit % 8) & 31) as u8
}

/// Adds the digit at this place to bytes that were zero there.
pub(crate) fn put(bytes: &mut [u8], at: usize, digit: u8) {
    let bit = at * 5;
    let pair = u16::from(digit) << (11 - bit % 8);
    for (byte, part) in bytes[bit / 8..].iter_mut().zip(pair.to_be_bytes()) {
        *byte |= part;
    }
}
