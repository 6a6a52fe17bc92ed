//! Weights that fit several questions' population figures at once.

use crate::Error;

/// One question: what each ballot answered, and how many people there are of each answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Margin {
    /// One answer a ballot; none where it was not answered, which this question leaves as it is.
    pub answers: Vec<Option<u16>>,
    /// How many people there are of each answer.
    pub population: Vec<u64>,
}

/// A ballot's weight before raking; weights are whole and keep about four digits for a million ballots.
const UNIT: u64 = 1 << 10;

/// Iterative proportional fitting (Deming, Stephan 1940): for each question in turn, the ballots of each answer are
/// scaled to its share of the people, `rounds` times over. `before` says how often each ballot counts until then. All in
/// whole numbers, so that everyone gets the same.
///
/// Up to a million ballots their sum stays within [`crate::MAX_BALLOTS`]; no ballot's weight falls below 1. Time is
/// n × questions × `rounds`.
///
/// # Errors
/// A question with another number of answers than ballots, or an answer without a population figure.
pub fn rake(before: &[u64], margins: &[Margin], rounds: usize) -> Result<Vec<u64>, Error> {
    let ballots = before.len();
    for margin in margins {
        if margin.answers.len() != ballots {
            return Err(Error::RowCount {
                found: margin.answers.len(),
                expected: ballots,
            });
        }
        let known = margin.population.len();
        if let Some(&found) = margin
            .answers
            .iter()
            .flatten()
            .find(|&&answer| usize::from(answer) >= known)
        {
            return Err(Error::RowCount {
                found: usize::from(found),
                expected: known,
            });
        }
    }
    let mut weights: Vec<u64> = before.iter().map(|count| count * UNIT).collect();
    for margin in std::iter::repeat_n(margins, rounds).flatten() {
        scale(&mut weights, margin);
    }
    Ok(weights)
}

/// Answers that nobody gave have no part in the shares.
fn scale(weights: &mut [u64], margin: &Margin) {
    let mut now = vec![0u128; margin.population.len()];
    for (&weight, answer) in weights.iter().zip(&margin.answers) {
        if let Some(answer) = answer {
            now[usize::from(*answer)] += u128::from(weight);
        }
    }
    let heard = |at: &usize| now[*at] > 0;
    let people: u128 = (0..now.len())
        .filter(heard)
        .map(|at| u128::from(margin.population[at]))
        .sum();
    let all: u128 = now.iter().sum();
    if people == 0 {
        return;
    }
    for (weight, answer) in weights.iter_mut().zip(&margin.answers) {
        if let Some(answer) = answer {
            let at = usize::from(*answer);
            let target = all * u128::from(margin.population[at]) / people;
            *weight = ((u128::from(*weight) * target + now[at] / 2) / now[at]).max(1) as u64;
        }
    }
}
