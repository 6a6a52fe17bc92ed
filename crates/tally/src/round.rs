//! Whole steps by largest remainder.

use crate::{Decision, Error, Limits, Ratio, Tie, exact};

/// The amounts in whole steps.
pub(crate) struct Rounded {
    pub(crate) amounts: Vec<u64>,
    pub(crate) tie: Option<Tie>,
}

/// Each amount is taken down to a whole step; what is left goes, a step each, to the largest remainders first.
pub(crate) fn round(amounts: &[Ratio], limits: &Limits) -> Result<Rounded, Error> {
    let step = exact::whole(limits.step);
    let steps: Vec<Ratio> = amounts
        .iter()
        .map(|&amount| exact::divide(amount, step))
        .collect::<Result<_, _>>()?;
    let mut rounded: Vec<i128> = steps
        .iter()
        .map(|steps| steps.floor().to_integer())
        .collect();
    let left = i128::from(limits.total / limits.step) - rounded.iter().sum::<i128>();
    let remainder = |at: usize| steps[at].fract();
    let mut order: Vec<usize> = (0..steps.len()).collect();
    order.sort_by_key(|&at| (std::cmp::Reverse(remainder(at)), at));
    let up = usize::try_from(left).map_err(|_| Error::NoWholeOutcome)?;
    order.iter().take(up).for_each(|&at| rounded[at] += 1);
    let tie = order.get(up).filter(|_| up > 0).and_then(|&next| {
        let equal = |at: &&usize| remainder(**at) == remainder(next);
        let favoured: Vec<usize> = order[..up].iter().filter(equal).copied().collect();
        let between = order.iter().filter(equal).copied().collect();
        (!favoured.is_empty()).then_some(Tie {
            decided: Decision::Rounding,
            between,
            favoured,
        })
    });
    let amounts = rounded
        .into_iter()
        .map(|steps| steps as u64 * limits.step)
        .collect();
    Ok(Rounded { amounts, tie })
}
