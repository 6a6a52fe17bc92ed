//! Who took part, against who lives there?

use crate::{Error, MAX_AMOUNT, Ratio};

/// One group's part in the vote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turnout {
    /// The group's ballots over its population.
    pub rate: Ratio,
    /// The 95 % Wilson interval of the rate, rounded outwards to millionths.
    pub interval: (Ratio, Ratio),
    /// The group's share of all ballots.
    pub of_ballots: Ratio,
    /// The group's share of the whole population.
    pub of_population: Ratio,
}

/// One answer for each group of (ballots, population); none for a group without people, or with more ballots than
/// people, which says that the population is not known well enough. Time is one step a group.
///
/// # Errors
/// Figures that add up to more than [`MAX_AMOUNT`].
pub fn turnout(groups: &[(u64, u64)]) -> Result<Vec<Option<Turnout>>, Error> {
    let sum = |figure: fn(&(u64, u64)) -> u64| {
        let sum = groups.iter().map(figure).fold(0, u64::saturating_add);
        if sum > MAX_AMOUNT {
            Err(Error::TooLarge {
                what: "ballots or people",
                most: MAX_AMOUNT,
            })
        } else {
            Ok(sum.max(1))
        }
    };
    let (ballots, people) = (sum(|group| group.0)?, sum(|group| group.1)?);
    let ratio = |over: u64, under: u64| Ratio::new(i128::from(over), i128::from(under));
    let one = |&(voted, live): &(u64, u64)| {
        (live > 0 && voted <= live).then(|| Turnout {
            rate: ratio(voted, live),
            interval: wilson(i128::from(voted), i128::from(live)),
            of_ballots: ratio(voted, ballots),
            of_population: ratio(live, people),
        })
    };
    Ok(groups.iter().map(one).collect())
}

/// E. B. Wilson, *Probable inference, the law of succession, and statistical inference*, JASA 22 (1927), with
/// z = 1.96: (s + z²/2 ± z √(s(n − s)/n + z²/4)) / (n + z²), here multiplied by 50² = 2,500 (z = 98/50 = 1.96).
fn wilson(voted: i128, people: i128) -> (Ratio, Ratio) {
    const MILLION: i128 = 1_000_000;
    const SQUARE: i128 = 49 * 49 * 4;
    let under = 2_500 * people + SQUARE;
    let middle = Ratio::new((2_500 * voted + SQUARE / 2) * MILLION, under);
    // 2,500 · z · √… = 98 · √(2,500 · s(n − s)/n + 49²), in millionths and rounded up.
    let variance = 2_500 * voted * (people - voted) + 49 * 49 * people;
    let inside = match variance.checked_mul(MILLION * MILLION) {
        Some(scaled) => scaled / people,
        // Of so many people that a part less does not show.
        None => (variance / people + 1) * MILLION * MILLION,
    };
    let half = Ratio::new(98 * (inside.isqrt() + 1), under);
    let bound = |value: Ratio| Ratio::new(value.to_integer().clamp(0, MILLION), MILLION);
    (
        bound((middle - half).floor()),
        bound((middle + half).ceil()),
    )
}
