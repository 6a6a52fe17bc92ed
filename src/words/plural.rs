//! Plural categories of Unicode CLDR for the languages whose words lie in files.

/// The place of Welsh's form for `n` in the order zero, one, two, few, many, other.
pub(super) fn welsh(n: u64) -> usize {
    match n {
        0..=3 => n as usize,
        6 => 4,
        _ => 5,
    }
}
