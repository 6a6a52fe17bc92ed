//! Sorting by whole numbers, as fast in a browser as natively.
//!
//! The standard library's sort compares, and where it is built for size, as in a page, it is a heap sort.

/// So few are sorted faster by comparing.
const FEW: usize = 64;

/// Sorts by rising key; equal keys stay in their order. Time is one pass for each byte in which keys differ, memory as
/// much again as the items.
pub(crate) fn by_key<T: Copy>(items: &mut Vec<T>, key: impl Fn(&T) -> u64) {
    if items.len() <= FEW {
        items.sort_by_key(key);
        return;
    }
    let first = key(&items[0]);
    let mut differ = 0;
    let mut sorted = true;
    let mut before = first;
    for item in items.iter() {
        let key = key(item);
        differ |= key ^ first;
        sorted &= before <= key;
        before = key;
    }
    if sorted {
        return;
    }
    let mut other = items.clone();
    for byte in (0..8).filter(|byte| differ >> (8 * byte) & 0xff != 0) {
        pass(items, &mut other, |item| {
            (key(item) >> (8 * byte) & 0xff) as usize
        });
        std::mem::swap(items, &mut other);
    }
}

/// From `from` into `to`, by rising digit (a byte).
fn pass<T: Copy>(from: &[T], to: &mut [T], digit: impl Fn(&T) -> usize) {
    let mut next = [0usize; 256];
    for item in from {
        next[digit(item)] += 1;
    }
    let mut start = 0;
    for place in &mut next {
        start += std::mem::replace(place, start);
    }
    for item in from {
        let place = &mut next[digit(item)];
        to[*place] = *item;
        *place += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts_as_the_standard_library_does() {
        let mut state = 7u64;
        let mut draw = || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            state >> 11
        };
        for (count, mask) in [
            (0, 1),
            (64, 3),
            (65, 3),
            (1000, 0xff00),
            (1000, u64::MAX),
            (500, 0),
        ] {
            let items: Vec<(u64, usize)> = (0..count).map(|at| (draw() & mask, at)).collect();
            let mut expected = items.clone();
            expected.sort_by_key(|item| item.0);
            let mut found = items.clone();
            by_key(&mut found, |item| item.0);
            assert_eq!(found, expected, "{count} {mask:x}");
            by_key(&mut found, |item| item.0);
            assert_eq!(found, expected, "sorted already");
        }
    }
}
