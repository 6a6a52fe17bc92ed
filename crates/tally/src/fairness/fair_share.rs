//! Would a group have been better off deciding alone about its share of the money?

use crate::{Error, Limits, Profile, Ratio, Rule, allocate, exact};

/// How a group fares in the outcome and alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FairShare {
    /// The group's ballots over all ballots.
    pub share: Ratio,
    /// The group's average of Σ min(ballot, outcome), in units of money.
    pub together: Ratio,
    /// The group's average of Σ min(ballot, `alone_amounts`), in units of money.
    pub alone: Ratio,
    /// The witness: the rule's outcome for the group's own ballots, times its share.
    pub alone_amounts: Vec<Ratio>,
}

impl FairShare {
    /// Does the group fare at least as well as alone?
    pub fn holds(&self) -> bool {
        self.together >= self.alone
    }
}

/// One answer for each group (its profile); none for a group without ballots.
///
/// A group S with the share α of the ballots, deciding alone by the same rule and limits, would spend
/// z = α · rule(S). It is treated fairly when its average overlap Σ min(p, x) with the outcome x is at least its
/// average overlap with z. The mean always is fair in this sense, because x ≥ z everywhere.
///
/// Time is a count for each group and about d × m for the averages.
///
/// # Errors
/// As for [`allocate`]; groups with other totals than the whole.
pub fn fair_share(
    rule: Rule,
    profile: &Profile,
    limits: &Limits,
    groups: &[Profile],
    outcome: &[Ratio],
) -> Result<Vec<Option<FairShare>>, Error> {
    profile.expect_priorities(outcome.len())?;
    let one = |group: &Profile| {
        if group.ballots() == 0 {
            return Ok(None);
        }
        let share = Ratio::new(
            i128::from(group.ballots()),
            i128::from(profile.ballots().max(1)),
        );
        let own = allocate(rule, group, limits)?.exact;
        let alone_amounts: Vec<_> = own
            .into_iter()
            .map(|amount| exact::multiply(amount, share))
            .collect::<Result<_, _>>()?;
        let together = average_overlap(group, outcome)?;
        let alone = average_overlap(group, &alone_amounts)?;
        Ok(Some(FairShare {
            share,
            together,
            alone,
            alone_amounts,
        }))
    };
    groups.iter().map(one).collect()
}

/// The average over the ballots of Σ min(ballot, amounts), which needs only histograms.
fn average_overlap(profile: &Profile, amounts: &[Ratio]) -> Result<Ratio, Error> {
    let mut sum = Ratio::from(0);
    for (priority, &amount) in amounts.iter().enumerate() {
        let (mut below, mut reached) = (0, 0);
        for (asked, weight) in profile.amounts(priority) {
            if exact::whole(asked) < amount {
                below += i128::from(asked) * i128::from(weight);
            } else {
                reached += i128::from(weight);
            }
        }
        let here = exact::add(
            Ratio::from(below),
            exact::multiply(amount, Ratio::from(reached))?,
        )?;
        sum = exact::add(sum, here)?;
    }
    exact::divide(sum, exact::whole(profile.ballots().max(1)))
}
