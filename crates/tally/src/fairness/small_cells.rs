//! Which groups are too small to be shown?

/// Which of these groups to hide, one answer a group. `counts` must split the whole: the answers to one question.
///
/// A group of fewer than `smallest` ballots is hidden. So that it cannot be had by subtracting the others from the
/// whole, the next smallest groups are hidden too until at least two are, with at least `smallest` ballots together.
/// Time is one sort of the groups.
pub fn small_cells(counts: &[u64], smallest: u64) -> Vec<bool> {
    let mut rising: Vec<usize> = (0..counts.len()).collect();
    rising.sort_by_key(|&group| counts[group]);
    let mut hidden = vec![false; counts.len()];
    let (mut groups, mut together) = (0, 0u64);
    for group in rising {
        let covered = groups == 0 || (groups >= 2 && together >= smallest);
        if counts[group] >= smallest && covered {
            break;
        }
        hidden[group] = true;
        groups += 1;
        together = together.saturating_add(counts[group]);
    }
    hidden
}
