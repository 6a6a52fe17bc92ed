//! Whole numbers in proportion to weights.

use std::cmp::Reverse;

/// Splits `whole` in proportion to the weights, by largest remainder, of equal ones the first. Weights that are all 0
/// count as equal.
pub(super) fn split(whole: u64, weights: &[u64]) -> Vec<u64> {
    let sum: u128 = weights.iter().map(|weight| u128::from(*weight)).sum();
    if sum == 0 {
        return if weights.is_empty() {
            Vec::new()
        } else {
            split(whole, &vec![1; weights.len()])
        };
    }
    let products = weights
        .iter()
        .map(|weight| u128::from(whole) * u128::from(*weight));
    // A part is at most the whole, so it fits.
    let (mut parts, remainders): (Vec<u64>, Vec<u128>) = products
        .map(|product| ((product / sum) as u64, product % sum))
        .unzip();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|part| Reverse(remainders[*part]));
    let left = whole - parts.iter().sum::<u64>();
    order
        .iter()
        .zip(0..left)
        .for_each(|(part, _)| parts[*part] += 1);
    parts
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn parts_add_up_and_follow_the_weights() {
        for (whole, weights, parts) in [
            (10, &[1, 1, 1][..], &[4, 3, 3][..]),
            (10, &[0, 0], &[5, 5]),
            (7, &[1, 5, 0], &[1, 6, 0]),
            (0, &[3, 4], &[0, 0]),
            (
                u64::MAX,
                &[u64::MAX, u64::MAX],
                &[u64::MAX / 2 + 1, u64::MAX / 2],
            ),
            (5, &[], &[]),
        ] {
            assert_eq!(split(whole, weights), parts);
        }
    }
}
