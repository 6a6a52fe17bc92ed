//! Does the money reach those with the greatest need?

use crate::{Error, MAX_AMOUNT, Ratio, exact};

/// One group's share of the money beside its share of the need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NeedMet {
    /// The money that reaches the group, in units of money.
    pub money: Ratio,
    /// The same as a share of the money that reaches any group.
    pub of_money: Ratio,
    /// The group's share of all need.
    pub of_need: Ratio,
}

impl NeedMet {
    /// Does the group get at least its share?
    pub fn holds(&self) -> bool {
        self.of_money >= self.of_need
    }
}

/// One answer for each group of (the priorities that serve it, its need in any unit); a priority that serves several
/// groups reaches each of them in equal parts, and one that serves none reaches nobody here. Time is the members of all groups.
///
/// # Errors
/// A priority that is not there; needs that add up to more than [`MAX_AMOUNT`].
pub fn need(amounts: &[Ratio], groups: &[(Vec<usize>, u64)]) -> Result<Vec<NeedMet>, Error> {
    let mut served = vec![0i128; amounts.len()];
    for (group, (serves, _)) in groups.iter().enumerate() {
        for &found in serves {
            *served
                .get_mut(found)
                .ok_or(Error::GroupMember { group, found })? += 1;
        }
    }
    let needs = groups
        .iter()
        .map(|group| group.1)
        .fold(0, u64::saturating_add);
    if needs > MAX_AMOUNT {
        return Err(Error::TooLarge {
            what: "all need together",
            most: MAX_AMOUNT,
        });
    }
    let part = |&at: &usize| exact::divide(amounts[at], Ratio::from(served[at]));
    let reaches = |serves: &Vec<usize>| {
        serves
            .iter()
            .map(part)
            .try_fold(Ratio::from(0), |sum, part| exact::add(sum, part?))
    };
    let money: Vec<Ratio> = groups
        .iter()
        .map(|(serves, _)| reaches(serves))
        .collect::<Result<_, _>>()?;
    let all = exact::sum(money.iter().copied())?;
    let share = |money: Ratio| {
        if all == Ratio::from(0) {
            Ok(all)
        } else {
            exact::divide(money, all)
        }
    };
    let one = |(&money, group): (&Ratio, &(Vec<usize>, u64))| {
        let of_need = Ratio::new(i128::from(group.1), i128::from(needs.max(1)));
        Ok(NeedMet {
            money,
            of_money: share(money)?,
            of_need,
        })
    };
    money.iter().zip(groups).map(one).collect()
}
