//! Plural categories of Unicode CLDR for the languages we have words in.

/// The place of the form for `n` in the order zero, one, two, few, many, other.
pub(super) fn form(welsh: bool, n: u64) -> usize {
    match (welsh, n) {
        (true, 0) => 0,
        (_, 1) => 1,
        (true, 2) => 2,
        (true, 3) => 3,
        (true, 6) => 4,
        _ => 5,
    }
}
