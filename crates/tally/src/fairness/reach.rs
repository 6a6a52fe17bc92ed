//! How much of the money reaches some of those who do the work?

use crate::{Error, Ratio, exact};

/// What reaches them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reached {
    /// In units of money.
    pub money: Ratio,
    /// The same as a share of all that the priorities are given; 0 where they are given nothing.
    pub share: Ratio,
}

/// Of the bodies that do each priority's work, in equal parts, so many of so many are among them (`parts`); where nobody does
/// it, nothing reaches anybody. Linear.
///
/// # Errors
/// A part too few or too many; figures that 128 bits cannot hold.
pub fn reach(amounts: &[u64], parts: &[(u64, u64)]) -> Result<Reached, Error> {
    if amounts.len() != parts.len() {
        return Err(Error::PriorityCount {
            expected: amounts.len(),
            found: parts.len(),
        });
    }
    let mut money = Ratio::from(0);
    for (&amount, &(own, all)) in amounts.iter().zip(parts) {
        let part = Ratio::new(own.into(), all.max(1).into());
        let own = exact::multiply(exact::whole(amount), part)?;
        money = exact::add(money, own)?;
    }
    let all: u64 = amounts.iter().sum();
    let share = exact::divide(money, exact::whole(all.max(1)))?;
    Ok(Reached { money, share })
}
