//! What the rules on picks promise, and the checks against trying everything.

use proptest::prelude::*;
use tally::{
    Ratio,
    picks::{
        BallotKind, Ballots, BigRatio, Completion, Election, ElectionFault, Loss, Picks, Reason,
        Round, Satisfaction, TieOrder, checks, effective_support, equal_shares, greedy, losses,
        phragmen, votes_needed,
    },
};

use crate::elections::{election, seeded};

fn shares(election: &Election) -> Picks {
    equal_shares(
        election,
        Satisfaction::Cost,
        Completion::None,
        &TieOrder::Text,
    )
    .unwrap()
}

fn approval() -> impl Strategy<Value = Election> {
    election(BallotKind::Approval)
}

/// All rules on an election.
fn all(election: &Election) -> Vec<Vec<usize>> {
    let ties = TieOrder::Text;
    let shares = Completion::ALL
        .map(|completion| equal_shares(election, Satisfaction::Cost, completion, &ties).unwrap());
    let others = [
        greedy(election, Satisfaction::Cost, &ties).unwrap(),
        phragmen(election, &ties).unwrap(),
    ];
    shares.iter().chain(&others).map(Picks::funded).collect()
}

/// The same election with projects and ballots in another order.
fn turned(election: &Election, by: usize) -> Election {
    let count = election.projects.len();
    let mut projects = election.projects.clone();
    projects.rotate_left(by % count);
    let mut ballots = Ballots::new(election.ballots.kind());
    for ballot in (0..election.ballots.len()).rev() {
        let moved = |&choice: &u32| ((choice as usize + count - by % count) % count) as u32;
        let choices: Vec<u32> = election.ballots.choices(ballot).iter().map(moved).collect();
        ballots
            .add(&choices, election.ballots.points(ballot))
            .unwrap();
    }
    Election {
        projects,
        ballots,
        ..election.clone()
    }
}

fn ids(election: &Election, funded: &[usize]) -> Vec<String> {
    funded
        .iter()
        .map(|&project| election.projects[project].id.clone())
        .collect()
}

fn has(election: &Election, funded: &[usize], voter: u32) -> u64 {
    let chosen = election.ballots.choices(voter as usize);
    funded
        .iter()
        .filter(|&&project| chosen.contains(&(project as u32)))
        .map(|&project| election.projects[project].cost)
        .sum()
}

proptest! {
    #![proptest_config(seeded(300))]

    #[test]
    fn no_rule_overspends(election in approval()) {
        for funded in all(&election) {
            prop_assert!(election.cost(&funded) <= election.budget);
        }
    }

    #[test]
    fn anonymity_and_neutrality_up_to_the_tie_order(election in approval(), by in 0usize..6) {
        let other = turned(&election, by);
        for (a, b) in all(&election).iter().zip(all(&other)) {
            prop_assert_eq!(ids(&election, a), ids(&other, &b));
        }
    }

    #[test]
    fn equal_shares_gives_every_group_its_share(election in approval()) {
        let found = checks::ejr_plus(&election, &shares(&election).funded()).unwrap();
        prop_assert!(found.is_none_or(|found| !found.violated()));
    }

    #[test]
    fn ejr_plus_is_found_wherever_a_group_has_too_little(election in approval()) {
        let funded = greedy(&election, Satisfaction::Cost, &TieOrder::Text).unwrap().funded();
        let voters = election.ballots.len() as u32;
        let violated = (0..election.projects.len()).filter(|project| !funded.contains(project)).any(|project| {
            (1u32..1 << voters).any(|set| {
                let group: Vec<u32> = (0..voters).filter(|&voter| set >> voter & 1 == 1).collect();
                let too_little = |&voter: &u32| {
                    let with_it = has(&election, &funded, voter) + election.projects[project].cost;
                    with_it * u64::from(voters) < group.len() as u64 * election.budget
                };
                let agrees = |&voter: &u32| election.ballots.choices(voter as usize).contains(&(project as u32));
                group.iter().all(agrees) && group.iter().all(too_little)
            })
        });
        let found = checks::ejr_plus(&election, &funded).unwrap();
        prop_assert_eq!(found.as_ref().is_some_and(checks::EjrPlus::violated), violated);
        if let Some(found) = found {
            let most = found.group.iter().map(|&voter| has(&election, &funded, voter)).max().unwrap();
            let share = BigRatio::new((found.group.len() as u64 * election.budget).into(), voters.into());
            let with_it = BigRatio::from_integer((most + election.projects[found.project].cost).into());
            prop_assert_eq!(found.ratio, share / with_it);
        }
    }

    #[test]
    fn equal_shares_is_priceable_by_its_payments(election in approval()) {
        let picks = shares(&election);
        let payments = checks::payments(&election, Satisfaction::Cost, &picks).unwrap().unwrap();
        prop_assert!(payments.priceable());
        let left: BigRatio = payments.left.iter().map(|left| BigRatio::new(left.clone(), payments.denominator.clone())).sum();
        let spent = BigRatio::from_integer(election.cost(&picks.funded()).into());
        prop_assert_eq!(left + spent, BigRatio::from_integer(election.budget.into()));
        let mut cheated = picks;
        if !cheated.rounds.is_empty() {
            cheated.share = cheated.share.map(|share| share / BigRatio::from_integer(1000.into()));
            prop_assert!(!checks::payments(&election, Satisfaction::Cost, &cheated).unwrap().unwrap().priceable());
        }
    }

    #[test]
    fn effective_support_is_at_most_the_votes(election in approval()) {
        let picks = shares(&election);
        let votes = election.votes();
        for (project, support) in picks.funded().into_iter().zip(effective_support(&election, &picks)) {
            prop_assert!(support.unwrap() <= BigRatio::from_integer(votes[project].into()));
        }
    }

    #[test]
    fn greedy_is_monotone_in_votes(election in approval(), voter: prop::sample::Index, project: prop::sample::Index) {
        let funded = |election: &Election| greedy(election, Satisfaction::Cost, &TieOrder::Text).unwrap().funded();
        let before = funded(&election);
        prop_assume!(!before.is_empty());
        let (voter, project) = (voter.index(election.ballots.len()), before[project.index(before.len())]);
        let mut more = Election { ballots: Ballots::new(BallotKind::Approval), ..election.clone() };
        for ballot in 0..election.ballots.len() {
            let mut choices = election.ballots.choices(ballot).to_vec();
            if ballot == voter && !choices.contains(&(project as u32)) {
                choices.push(project as u32);
            }
            more.ballots.add(&choices, &[]).unwrap();
        }
        prop_assert!(funded(&more).contains(&project));
    }

    #[test]
    fn votes_needed_are_enough_and_one_fewer_at_the_step_before_is_not(election in approval()) {
        for project in 0..election.projects.len() {
            let rule = |election: &Election| greedy(election, Satisfaction::Cost, &TieOrder::Text);
            let needed = votes_needed(&election, project, rule).unwrap();
            let funded_with = |more: usize| {
                let mut changed = election.clone();
                (0..more).for_each(|_| changed.ballots.add(&[project as u32], &[]).unwrap());
                rule(&changed).unwrap().funded().contains(&project)
            };
            match needed {
                Some(needed) => prop_assert!(funded_with(needed) && (needed == 0 || !funded_with(needed - 1))),
                None => prop_assert!(election.projects[project].cost > election.budget || !funded_with(10)),
            }
        }
    }

    #[test]
    fn satisfactions_are_counted_voter_by_voter(election in approval()) {
        let funded = greedy(&election, Satisfaction::Cost, &TieOrder::Text).unwrap().funded();
        let found = checks::satisfactions(&election, &funded, Satisfaction::Cost).unwrap().unwrap();
        let each: Vec<u64> = (0..election.ballots.len() as u32).map(|voter| has(&election, &funded, voter)).collect();
        prop_assert_eq!(&found.each, &each);
        let n = each.len() as i128;
        prop_assert_eq!(found.excluded, Ratio::new(each.iter().filter(|&&has| has == 0).count() as i128, n));
        let apart: u64 = each.iter().flat_map(|a| each.iter().map(move |b| a.abs_diff(*b))).sum();
        let sum: u64 = each.iter().sum();
        prop_assert_eq!(found.gini * 2 * n * i128::from(sum), Ratio::from(i128::from(apart)));
        prop_assert_eq!(found.together, u128::from(sum));
    }
}

fn small(budget: u64, costs: &[u64], ballots: &[&[u32]]) -> Election {
    let mut counted = Ballots::new(BallotKind::Approval);
    ballots
        .iter()
        .for_each(|ballot| counted.add(ballot, &[]).unwrap());
    let project = |(at, &cost): (usize, &u64)| tally::picks::Project {
        id: ["2", "10", "1"][at].to_owned(),
        cost,
        categories: ["green", "play"][..at.min(2)]
            .iter()
            .map(|&name| name.to_owned())
            .collect(),
        areas: vec!["north".to_owned()],
    };
    Election {
        budget,
        decimals: 0,
        projects: costs.iter().enumerate().map(project).collect(),
        ballots: counted,
    }
}

#[test]
fn ties_follow_the_published_order_and_are_told() {
    let election = small(5, &[5, 5, 4], &[&[0, 1, 2]]);
    let first = |ties: TieOrder| greedy(&election, Satisfaction::Cost, &ties).unwrap();
    assert_eq!(ids(&election, &first(TieOrder::Text).funded()), ["1"]);
    assert_eq!(first(TieOrder::CostVotes).funded(), [2]);
    let given = first(TieOrder::Given(vec!["2".to_owned()]));
    assert_eq!(given.funded(), [0]);
    assert_eq!(
        (given.ties[0].round, given.ties[0].between.as_slice()),
        (0, &[0, 2, 1][..])
    );
    let bought = equal_shares(
        &election,
        Satisfaction::Cost,
        Completion::None,
        &TieOrder::Text,
    )
    .unwrap();
    assert_eq!(
        (bought.funded(), bought.ties[0].between.as_slice()),
        (vec![2], &[2, 1, 0][..])
    );
}

#[test]
fn categories_share_the_money() {
    let election = small(9, &[5, 5, 4], &[&[1, 2], &[1], &[0]]);
    let found = checks::category_shares(&election, &[1, 2]);
    let shares: Vec<_> = found
        .iter()
        .map(|share| {
            let (money, choices) = (&share.of_money, &share.of_choices);
            (share.name.as_str(), money.to_string(), choices.to_string())
        })
        .collect();
    // the second project is green; the third is green and play in equal parts
    assert_eq!(
        shares,
        [
            ("", "0".into(), "1/4".into()),
            ("green", "7/9".into(), "5/8".into()),
            ("play", "2/9".into(), "1/8".into()),
        ]
    );
    let areas = checks::area_shares(&election, &[1, 2]);
    assert_eq!(areas[0].of_money.to_string(), "1");
}

/// Parts of 1, 1/2, … 1/120 of a category have no common denominator within 128 bits.
#[test]
fn projects_may_have_any_number_of_categories() {
    let mut election = small(9, &[1], &[&[0]]);
    election.projects = vec![election.projects[0].clone(); 120];
    for (at, project) in election.projects.iter_mut().enumerate() {
        project.categories = vec!["green".into()];
        project
            .categories
            .extend((0..at).map(|name| name.to_string()));
    }
    let funded: Vec<usize> = (0..120).collect();
    let together = checks::category_shares(&election, &funded)
        .into_iter()
        .fold(BigRatio::from_integer(0.into()), |sum, share| {
            sum + share.of_money
        });
    assert_eq!(together, BigRatio::from_integer(1.into()));
}

#[test]
fn projects_that_are_not_there_are_a_fault_and_no_panic() {
    let election = small(9, &[5, 5], &[&[0], &[1]]);
    let ties = TieOrder::Text;
    let mut picks = equal_shares(&election, Satisfaction::Cost, Completion::None, &ties).unwrap();
    picks.rounds.push(Round {
        project: 7,
        reason: Reason::Bought {
            price: BigRatio::from_integer(1.into()),
            paid_all: vec![99],
        },
    });
    let unknown = ElectionFault::UnknownProject { found: 7, known: 2 };
    assert_eq!(checks::ejr_plus(&election, &[7]), Err(unknown.clone()));
    let satisfactions = checks::satisfactions(&election, &[7], Satisfaction::Cost);
    assert_eq!(satisfactions, Err(unknown.clone()));
    let payments = checks::payments(&election, Satisfaction::Cost, &picks);
    assert_eq!(payments.map(|_| ()), Err(unknown.clone()));
    assert_eq!(losses(&election, Satisfaction::Cost, &picks), Err(unknown));
    assert_eq!(effective_support(&election, &picks), [None]);
    assert_eq!(election.cost(&[0, 7]), 5);
    picks.rounds[0].project = 1;
    assert!(checks::payments(&election, Satisfaction::Cost, &picks).is_ok());
}

#[test]
fn without_ballots_only_greedy_spends() {
    let nobody = small(9, &[5], &[]);
    let greedily: [Vec<usize>; 6] = [vec![], vec![], vec![0], vec![0], vec![0], vec![]];
    assert_eq!(all(&nobody), greedily);
    assert_eq!(checks::ejr_plus(&nobody, &[]).unwrap(), None);
    assert_eq!(
        checks::satisfactions(&nobody, &[], Satisfaction::Cost).unwrap(),
        None
    );
    let unknown = small(9, &[5], &[&[7]]);
    assert!(greedy(&unknown, Satisfaction::Cost, &TieOrder::Text).is_err());
    assert!(greedy(&nobody, Satisfaction::Borda, &TieOrder::Text).is_err());
}

#[test]
fn every_loss_has_its_reason() {
    let election = small(9, &[5, 5, 8], &[&[0], &[0, 1]]);
    let bought = equal_shares(
        &election,
        Satisfaction::Cost,
        Completion::None,
        &TieOrder::Text,
    )
    .unwrap();
    assert_eq!(bought.funded(), [0]);
    let reasons = losses(&election, Satisfaction::Cost, &bought).unwrap();
    assert_eq!(
        reasons,
        [
            (
                1,
                Loss::TooLittleLeft {
                    left: BigRatio::from_integer(2.into())
                }
            ),
            (2, Loss::NoSupport)
        ]
    );
    let by_votes = greedy(&election, Satisfaction::Cost, &TieOrder::Text).unwrap();
    let reasons = losses(&election, Satisfaction::Cost, &by_votes).unwrap();
    assert_eq!(
        reasons,
        [(1, Loss::NoRoom { room: 4 }), (2, Loss::NoSupport)]
    );
}

#[test]
fn a_hundred_million_units_are_added_at_once() {
    let million = 1_000_000;
    let election = small(
        1_000 * million,
        &[600 * million, 400 * million],
        &[&[0], &[1]],
    );
    let shares = equal_shares(
        &election,
        Satisfaction::Cost,
        Completion::Add1,
        &TieOrder::Text,
    )
    .unwrap();
    assert_eq!(shares.funded(), [1, 0]);
    assert_eq!(
        shares.share,
        Some(BigRatio::from_integer((600 * million).into()))
    );
}
