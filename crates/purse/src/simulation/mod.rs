//! Made-up ballots, to practise with and to measure by. Nothing here says anything about real people.
//!
//! Each simulated resident
//! - answers each question with chance 4 in 5, and then by the population figures of the budget (evenly where
//!   there are none),
//! - weighs three wishes against each other by two cuts at random: today's spending, an even share, and a taste;
//!   the taste gives each tag a random weight, to which every answer adds a lean that the seed fixes for all
//!   residents, and each line the square of its tags' weight times a noise from 1/2 to 3/2,
//! - shares out the money above the floors so, in whole steps, with chance 1 in 4 leaving up to a tenth of it unspent
//!   where the budget allows that, and with chance 1 in 20 a line having no view on it where the budget allows that,
//! - and moves as little as possible to keep every limit.
//!
//! Resident k of a seed is the same whatever the number of residents. Whole numbers only, so every machine makes
//! the same bytes.

mod dice;
mod split;

use documents::ballot::{Channel, Choice, FEWEST_AT_A_TABLE};
use documents::budget::{Priority, Question};
use documents::{Ballot, Budget, Nonce, Plan, Slug, SlugMap};
use seals::{Chance, Event};
use tally::{Limits, Profile, Rule};

use dice::Dice;
use split::split;

/// How much an answer adds to the weight of a tag, at most. A resident's own weight is from 1 to 100.
const LEAN: u64 = 100;

pub(crate) struct Simulation<'b> {
    budget: &'b Budget,
    plan: Plan,
    limits: Limits,
    seed: u64,
    /// By question, answer and tag.
    leans: Vec<Vec<Vec<u64>>>,
}

impl<'b> Simulation<'b> {
    pub(crate) fn new(budget: &'b Budget, seed: u64) -> Self {
        // Residents have the streams from 0 on.
        let mut dice = Dice::new(seed, u64::MAX);
        let mut lean = |_| budget.tags.iter().map(|_| dice.below(LEAN + 1)).collect();
        let leans = budget
            .about
            .iter()
            .map(|question| question.answers.iter().map(&mut lean).collect())
            .collect();
        let plan = Plan::of(budget);
        Simulation {
            budget,
            limits: counter::limits(&plan),
            plan,
            seed,
            leans,
        }
    }

    /// The ballot of one simulated resident; the answers are sealed into it where the budget has a key for them.
    ///
    /// # Errors
    /// Limits that no ballot can keep.
    pub(crate) fn ballot(&self, resident: u64) -> Result<Ballot, tally::Error> {
        let (ballot, answers) = self.resident(resident)?;
        let sealed = Event::of(self.budget).and_then(|event| {
            seals::seal_about(ballot.clone(), &answers, &event, self.seal(resident)[0])
        });
        Ok(sealed.unwrap_or(ballot))
    }

    /// For the seal of the resident's choices.
    pub(crate) fn chance(&self, resident: u64) -> Chance {
        self.seal(resident)[1]
    }

    /// From a stream that no resident has, and not the one of the leans. The seals of a made-up ballot need not hide
    /// anything, but must be the same each time.
    fn seal(&self, resident: u64) -> [Chance; 2] {
        let mut dice = Dice::new(self.seed, !resident - 1);
        [dice.seal(), dice.seal()]
    }

    /// The ballot of one simulated resident, and their answers.
    fn resident(&self, resident: u64) -> Result<(Ballot, SlugMap<Slug>), tally::Error> {
        let mut dice = Dice::new(self.seed, resident);
        let answers: Vec<Option<usize>> = self
            .budget
            .about
            .iter()
            .map(|question| answer(&mut dice, question))
            .collect();
        let taste = self.taste(&mut dice, &answers);
        let mut cuts = [dice.below(101), dice.below(101)];
        cuts.sort_unstable();
        let mix = [cuts[0], cuts[1] - cuts[0], 100 - cuts[1]];
        let unspent = if dice.chance(1, 4) { dice.below(11) } else { 0 };
        let no_view: Vec<bool> = self
            .budget
            .priorities
            .iter()
            .map(|_| dice.chance(1, 20) && self.budget.no_view)
            .collect();
        let nonce = Nonce(dice.bytes());
        let wish = Wish {
            mix,
            taste,
            unspent,
        };
        let (amounts, no_view) = match self.share_out(&wish, &self.fixed(&no_view)) {
            Ok(amounts) => (amounts, no_view),
            // Today's amounts may not fit the limits together; such a resident has a view on everything.
            Err(_) => (
                self.share_out(&wish, &self.limits)?,
                vec![false; no_view.len()],
            ),
        };
        let choices = amounts.iter().zip(&no_view);
        let choices: Vec<Choice> = choices
            .map(|(&amount, &no_view)| Choice { amount, no_view })
            .collect();
        let ballot = Ballot::new(&self.plan, &choices, Channel::Simulated, None, nonce);
        let people = self.people(&mut dice);
        // Nobody speaks about themselves for a table.
        let answers = match people {
            Some(_) => SlugMap::default(),
            None => self.named(&answers),
        };
        Ok((Ballot { people, ..ballot }, answers))
    }

    /// How many people agreed, where this is a table: one ballot in five.
    fn people(&self, dice: &mut Dice) -> Option<u64> {
        let most = self.budget.most_at_a_table?;
        let table = dice.chance(1, 5);
        table.then(|| FEWEST_AT_A_TABLE + dice.below(most + 1 - FEWEST_AT_A_TABLE))
    }

    /// The weight of each line.
    fn taste(&self, dice: &mut Dice, answers: &[Option<usize>]) -> Vec<u64> {
        let tags: Vec<u64> = (0..self.budget.tags.len())
            .map(|tag| {
                let leans = answers.iter().zip(&self.leans);
                1 + dice.below(100)
                    + leans
                        .filter_map(|(answer, leans)| Some(leans[(*answer)?][tag]))
                        .sum::<u64>()
            })
            .collect();
        let weight = |line: &Priority| {
            let own = self
                .budget
                .tags
                .iter()
                .zip(&tags)
                .filter(|(tag, _)| line.tags.contains(&tag.id));
            let sum: u64 = own.map(|(_, weight)| weight).sum();
            // A line without tags is liked as a middling one.
            let liked = if line.tags.is_empty() { LEAN } else { sum };
            liked * liked * (50 + dice.below(101))
        };
        self.budget.priorities.iter().map(weight).collect()
    }

    /// The limits of somebody who leaves some lines as they are today.
    fn fixed(&self, no_view: &[bool]) -> Limits {
        let mut limits = self.limits.clone();
        for (line, priority) in self
            .budget
            .priorities
            .iter()
            .enumerate()
            .filter(|(line, _)| no_view[*line])
        {
            (limits.floors[line], limits.caps[line]) = (priority.today, priority.today);
        }
        limits
    }

    /// Whole amounts that keep the limits, one for each line.
    fn share_out(&self, wish: &Wish, limits: &Limits) -> Result<Vec<u64>, tally::Error> {
        let floors: u64 = limits.floors.iter().sum();
        let free = self.plan.total.checked_sub(floors);
        let free = free.ok_or(tally::Error::LimitsConflict)? / self.plan.step;
        let lines = self.plan.lines.len();
        let left = if self.plan.unspent {
            free * wish.unspent / 100
        } else {
            0
        };
        let above = |line: usize| {
            let today = self.plan.lines[line].today;
            today.saturating_sub(limits.floors[line])
        };
        let today = split(free - left, &(0..lines).map(above).collect::<Vec<_>>());
        let even = split(free - left, &vec![1; lines]);
        let taste = split(free - left, &wish.taste);
        let mixed = |line: usize| {
            wish.mix[0] * today[line] + wish.mix[1] * even[line] + wish.mix[2] * taste[line]
        };
        let wanted = split(free - left, &(0..lines).map(mixed).collect::<Vec<_>>());
        let amounts = wanted.iter().zip(&limits.floors);
        let amounts = amounts.map(|(steps, floor)| floor + steps * self.plan.step);
        let whole = self.plan.whole(amounts.collect());
        // The mean of one ballot is that ballot, moved by as little as possible to keep the limits.
        let mut one = Profile::new(whole.len());
        one.add(&whole, 1)?;
        let kept = tally::allocate(Rule::Mean, &one, limits)?.amounts;
        Ok(self.plan.parted(&kept).0.to_vec())
    }

    fn named(&self, answers: &[Option<usize>]) -> SlugMap<Slug> {
        let about = self.budget.about.iter().zip(answers);
        about
            .filter_map(|(question, answer)| {
                Some((question.id.clone(), question.answers[(*answer)?].id.clone()))
            })
            .collect()
    }
}

/// What a resident wants before the limits have their say.
struct Wish {
    /// The weight of today's spending, of an even share and of the taste; 100 together.
    mix: [u64; 3],
    taste: Vec<u64>,
    /// Hundredths of the free money.
    unspent: u64,
}

/// The position of the answer given, if any.
fn answer(dice: &mut Dice, question: &Question) -> Option<usize> {
    if !dice.chance(4, 5) {
        return None;
    }
    let known: Option<Vec<u64>> = question
        .answers
        .iter()
        .map(|answer| answer.population)
        .collect();
    let weights = known.filter(|people| people.iter().any(|people| *people > 0));
    let weights = weights.unwrap_or_else(|| vec![1; question.answers.len()]);
    Some(dice.pick(&weights))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use documents::ballot::Choices;

    use super::*;

    const BUDGETS: [&[u8]; 3] = [
        include_bytes!("../../../../budgets/aldermoor.json"),
        include_bytes!("../../../../budgets/small-fund.json"),
        include_bytes!("../../tests/data/budget.json"),
    ];

    #[test]
    fn every_simulated_ballot_keeps_every_limit() {
        for bytes in BUDGETS {
            let budget = Budget::read(bytes).unwrap();
            for seed in 0..3 {
                let simulation = Simulation::new(&budget, seed);
                for resident in 0..100 {
                    let ballot = simulation.ballot(resident).unwrap();
                    assert_eq!(
                        ballot.amounts(&simulation.plan).err(),
                        None,
                        "{} {seed} {resident}",
                        budget.id
                    );
                    assert_eq!(ballot.channel, Channel::Simulated);
                }
            }
        }
    }

    #[test]
    fn residents_differ_and_use_what_the_budget_allows() {
        let budget = Budget::read(BUDGETS[2]).unwrap();
        let residents: Vec<(Ballot, SlugMap<Slug>)> = (0..200)
            .map(|resident| Simulation::new(&budget, 7).resident(resident).unwrap())
            .collect();
        let ballots = || residents.iter().map(|(ballot, _)| ballot);
        let different: BTreeSet<Vec<u64>> = ballots()
            .map(|ballot| {
                let Choices::Amounts { amounts, .. } = &ballot.choices;
                amounts.values().copied().collect()
            })
            .collect();
        assert!(different.len() > 150, "{}", different.len());
        assert!(ballots().any(|ballot| {
            let Choices::Amounts { no_view, .. } = &ballot.choices;
            !no_view.is_empty()
        }));
        let middle = residents
            .iter()
            .filter(|(_, answers)| answers.values().any(|answer| answer.as_str() == "middle"));
        // Half of the population, four in five of whom answer.
        assert!((60..=100).contains(&middle.count()));
    }
}
