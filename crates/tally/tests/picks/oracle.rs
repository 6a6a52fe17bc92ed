//! The rules computed a second time, from their definitions, with every voter's money as a fraction.

use proptest::prelude::*;
use tally::picks::{
    BallotKind, Ballots, BigRatio, Completion, Election, Picks, Project, Reason, Satisfaction,
    TieOrder, bos, equal_shares, greedy, phragmen,
};

use crate::elections::{election, seeded};

fn whole(amount: u64) -> BigRatio {
    BigRatio::from_integer(amount.into())
}

fn utility(election: &Election, satisfaction: Satisfaction, voter: usize, project: usize) -> u64 {
    let choices = election.ballots.choices(voter);
    let Some(at) = choices
        .iter()
        .position(|&choice| choice as usize == project)
    else {
        return 0;
    };
    match satisfaction {
        Satisfaction::Cost => election.projects[project].cost,
        Satisfaction::Cardinality => 1,
        Satisfaction::Cardinal => election.ballots.points(voter)[at].max(0) as u64,
        Satisfaction::Borda => (choices.len() - at - 1) as u64,
    }
}

/// The smallest ρ with Σ min(purse, ρ · utility) = cost; none where the supporters have not enough.
fn rho(purses: &[BigRatio], utilities: &[u64], cost: u64) -> Option<BigRatio> {
    let supporters: Vec<usize> = (0..purses.len())
        .filter(|&voter| utilities[voter] > 0)
        .collect();
    let paid = |rho: &BigRatio| -> BigRatio {
        supporters
            .iter()
            .map(|&voter| purses[voter].clone().min(rho * whole(utilities[voter])))
            .sum()
    };
    let mut ends: Vec<BigRatio> = supporters
        .iter()
        .map(|&voter| &purses[voter] / whole(utilities[voter]))
        .collect();
    ends.sort();
    let end = ends.iter().find(|end| paid(end) >= whole(cost))?;
    let short: Vec<usize> = supporters
        .iter()
        .copied()
        .filter(|&voter| purses[voter] < end * whole(utilities[voter]))
        .collect();
    let held: BigRatio = short.iter().map(|&voter| purses[voter].clone()).sum();
    let paying: u64 = supporters
        .iter()
        .filter(|voter| !short.contains(voter))
        .map(|&voter| utilities[voter])
        .sum();
    Some((whole(cost) - held) / whole(paying))
}

/// Funded projects and the money left to each voter.
fn shares_by_definition(
    election: &Election,
    satisfaction: Satisfaction,
    purse: BigRatio,
) -> (Vec<usize>, Vec<BigRatio>) {
    let voters = election.ballots.len();
    let mut purses = vec![purse; voters];
    let mut funded = Vec::new();
    loop {
        let utilities = |project: usize| {
            (0..voters)
                .map(|voter| utility(election, satisfaction, voter, project))
                .collect::<Vec<_>>()
        };
        let open = (0..election.projects.len()).filter(|project| !funded.contains(project));
        let offers = open.filter_map(|project| {
            Some((
                rho(
                    &purses,
                    &utilities(project),
                    election.projects[project].cost,
                )?,
                project,
            ))
        });
        let best = offers.min_by_key(|(rho, project)| {
            (
                rho.clone(),
                election.projects[*project].id.clone(),
                *project,
            )
        });
        let Some((rho, project)) = best else {
            return (funded, purses);
        };
        for (purse, utility) in purses.iter_mut().zip(utilities(project)) {
            let pays = purse.clone().min(&rho * whole(utility));
            *purse -= pays;
        }
        funded.push(project);
    }
}

/// What each voter has left according to the recorded prices and payers.
fn left_by_record(election: &Election, satisfaction: Satisfaction, picks: &Picks) -> Vec<BigRatio> {
    let mut purses = vec![picks.share.clone().unwrap(); election.ballots.len()];
    for round in &picks.rounds {
        let Reason::Bought { price, paid_all } = &round.reason else {
            continue;
        };
        for (voter, purse) in purses.iter_mut().enumerate() {
            let weight = match satisfaction {
                Satisfaction::Cost => {
                    u64::from(utility(election, satisfaction, voter, round.project) > 0)
                }
                _ => utility(election, satisfaction, voter, round.project),
            };
            if paid_all.contains(&(voter as u32)) {
                *purse = whole(0);
            } else if *purse > whole(0) {
                *purse -= whole(weight) * price;
            }
        }
    }
    purses
}

/// Bounded overspending with fractions of any length; none where two projects are equal in some round.
fn bos_by_definition(election: &Election, satisfaction: Satisfaction) -> Option<Vec<usize>> {
    let voters = election.ballots.len();
    let mut purses = vec![whole(election.budget) / whole(voters as u64); voters];
    let (mut funded, mut room) = (Vec::new(), election.budget);
    loop {
        let mut offers = Vec::new();
        for project in (0..election.projects.len()).filter(|project| !funded.contains(project)) {
            let cost = election.projects[project].cost;
            let utilities: Vec<u64> = (0..voters)
                .map(|voter| utility(election, satisfaction, voter, project))
                .collect();
            let supporters: Vec<usize> = (0..voters)
                .filter(|&voter| utilities[voter] > 0 && purses[voter] > whole(0))
                .collect();
            let mut lambdas: Vec<BigRatio> = supporters
                .iter()
                .map(|&voter| &purses[voter] / whole(utilities[voter]))
                .collect();
            lambdas.extend(rho(&purses, &utilities, cost));
            let offer = |lambda: BigRatio| {
                let collected: BigRatio = supporters
                    .iter()
                    .map(|&voter| purses[voter].clone().min(&lambda * whole(utilities[voter])))
                    .sum();
                let alpha = (collected / whole(cost)).min(whole(1));
                (&lambda / &alpha / &alpha, lambda / alpha)
            };
            if let Some((rank, rho)) = lambdas
                .into_iter()
                .map(offer)
                .min()
                .filter(|_| cost <= room)
            {
                offers.push((rank, rho, project, utilities));
            }
        }
        offers.sort();
        let Some((rank, rho, project, utilities)) = offers.first() else {
            return Some(funded);
        };
        if offers.get(1).is_some_and(|second| second.0 == *rank) {
            return None;
        }
        for (purse, &utility) in purses.iter_mut().zip(utilities) {
            let pays = purse.clone().min(rho * whole(utility));
            *purse -= pays;
        }
        room -= election.projects[*project].cost;
        funded.push(*project);
    }
}

fn satisfactions(kind: BallotKind) -> Vec<Satisfaction> {
    match kind {
        BallotKind::Ranking => vec![
            Satisfaction::Cost,
            Satisfaction::Cardinality,
            Satisfaction::Borda,
        ],
        BallotKind::Scoring => vec![
            Satisfaction::Cost,
            Satisfaction::Cardinality,
            Satisfaction::Cardinal,
        ],
        _ => vec![Satisfaction::Cost, Satisfaction::Cardinality],
    }
}

fn any_election() -> impl Strategy<Value = Election> {
    prop_oneof![
        election(BallotKind::Approval),
        election(BallotKind::Ranking),
        election(BallotKind::Scoring)
    ]
}

proptest! {
    #![proptest_config(seeded(200))]

    #[test]
    fn equal_shares_follows_its_definition(election in any_election()) {
        for satisfaction in satisfactions(election.ballots.kind()) {
            let picks = equal_shares(&election, satisfaction, Completion::None, &TieOrder::Text).unwrap();
            let purse = whole(election.budget) / whole(election.ballots.len() as u64);
            let (funded, left) = shares_by_definition(&election, satisfaction, purse);
            prop_assert_eq!(picks.funded(), funded, "{}", satisfaction);
            prop_assert_eq!(left_by_record(&election, satisfaction, &picks), left, "{}", satisfaction);
        }
    }

    #[test]
    fn bounded_overspending_follows_its_definition(election in any_election()) {
        for satisfaction in satisfactions(election.ballots.kind()) {
            let found = bos(&election, satisfaction, &TieOrder::Text).unwrap().funded();
            let expected = bos_by_definition(&election, satisfaction);
            prop_assert_eq!(&found, expected.as_ref().unwrap_or(&found), "{}", satisfaction);
        }
    }

    #[test]
    fn greedy_takes_what_fits_by_satisfaction_for_the_cost(election in any_election()) {
        for satisfaction in satisfactions(election.ballots.kind()) {
            let total = |project: usize| (0..election.ballots.len()).map(|voter| utility(&election, satisfaction, voter, project)).sum::<u64>();
            let mut order: Vec<usize> = (0..election.projects.len()).collect();
            order.sort_by_key(|&project| {
                let cost = election.projects[project].cost;
                (std::cmp::Reverse(whole(total(project)) / whole(cost)), election.projects[project].id.clone(), project)
            });
            let mut left = election.budget;
            order.retain(|&project| {
                let fits = election.projects[project].cost <= left;
                left -= if fits { election.projects[project].cost } else { 0 };
                fits
            });
            prop_assert_eq!(greedy(&election, satisfaction, &TieOrder::Text).unwrap().funded(), order);
        }
    }

    #[test]
    fn phragmen_shares_burdens(election in any_election()) {
        let voters = election.ballots.len();
        let mut loads = vec![whole(0); voters];
        let (mut funded, mut left) = (Vec::new(), election.budget);
        loop {
            let offer = |project: usize| {
                let supporters: Vec<usize> = (0..voters).filter(|&voter| election.ballots.choices(voter).contains(&(project as u32))).collect();
                if supporters.is_empty() || funded.contains(&project) { return None; }
                let sum: BigRatio = supporters.iter().map(|&voter| loads[voter].clone()).sum();
                Some(((sum + whole(election.projects[project].cost)) / whole(supporters.len() as u64), project, supporters))
            };
            let offers: Vec<_> = (0..election.projects.len()).filter_map(offer).collect();
            let Some(least) = offers.iter().map(|offer| offer.0.clone()).min() else { break };
            let mut best: Vec<_> = offers.into_iter().filter(|offer| offer.0 == least).collect();
            best.sort_by_key(|offer| (election.projects[offer.1].id.clone(), offer.1));
            if best.iter().any(|offer| election.projects[offer.1].cost > left) { break; }
            let (load, project, supporters) = best.swap_remove(0);
            supporters.iter().for_each(|&voter| loads[voter] = load.clone());
            left -= election.projects[project].cost;
            funded.push(project);
        }
        prop_assert_eq!(phragmen(&election, &TieOrder::Text).unwrap().funded(), funded);
    }

    #[test]
    fn add1_stops_at_the_first_full_outcome_or_before_the_first_too_dear(election in any_election()) {
        for satisfaction in satisfactions(election.ballots.kind()) {
            let n = election.ballots.len() as u64;
            let run = |units: u64| shares_by_definition(&election, satisfaction, whole(election.budget + n * units) / whole(n)).0;
            let full = |funded: &[usize]| {
                let left = election.budget - election.cost(funded);
                let mut open = (0..election.projects.len()).filter(|project| !funded.contains(project));
                open.all(|project| election.projects[project].cost > left)
            };
            let mut expected = run(0);
            let supported = |project: usize| (0..election.ballots.len()).any(|voter| utility(&election, satisfaction, voter, project) > 0);
            let wanted = (0..election.projects.len()).filter(|&project| supported(project)).count();
            for units in 1.. {
                if full(&expected) || expected.len() == wanted { break; }
                let next = run(units);
                if election.cost(&next) > election.budget { break; }
                expected = next;
            }
            let add1 = equal_shares(&election, satisfaction, Completion::Add1, &TieOrder::Text).unwrap();
            prop_assert_eq!(add1.funded(), expected.clone(), "{}", satisfaction);
            for completion in [Completion::Add1u, Completion::Greedy] {
                let completed = equal_shares(&election, satisfaction, completion, &TieOrder::Text).unwrap().funded();
                prop_assert!(full(&completed), "exhaustive: {} {}", satisfaction, completion);
                let start = if completion == Completion::Add1u { expected.clone() } else { run(0) };
                prop_assert_eq!(&completed[..start.len()], &start[..], "{} {}", satisfaction, completion);
            }
        }
    }
}

#[test]
fn what_rounding_leaves_in_a_spent_purse_buys_nothing() {
    let mut ballots = Ballots::new(BallotKind::Scoring);
    ballots.add(&[3, 0], &[0, 2]).unwrap();
    ballots.add(&[3, 5, 0, 2, 4], &[0, 1, 1, 1, 3]).unwrap();
    ballots.add(&[4], &[3]).unwrap();
    let costs = [
        ("p0", 2),
        ("p7", 1),
        ("p4", 1),
        ("p1", 1),
        ("p8", 2),
        ("p5", 2),
    ];
    let projects = costs.map(|(id, cost)| Project {
        id: id.to_owned(),
        cost,
        categories: vec![],
        areas: vec![],
    });
    let election = Election {
        budget: 8,
        decimals: 0,
        projects: projects.into(),
        ballots,
    };
    let funded = bos(&election, Satisfaction::Cardinal, &TieOrder::Text)
        .unwrap()
        .funded();
    assert_eq!(
        funded,
        bos_by_definition(&election, Satisfaction::Cardinal).unwrap()
    );
    assert_eq!(funded, [4, 0, 2], "nobody has anything left for p5");
}

#[test]
fn overspending_buys_what_its_supporters_can_nearly_pay() {
    let mut ballots = tally::picks::Ballots::new(BallotKind::Approval);
    for choices in [&[0][..], &[0], &[0], &[1]] {
        ballots.add(choices, &[]).unwrap();
    }
    let project = |id: &str, cost| tally::picks::Project {
        id: id.to_owned(),
        cost,
        categories: vec![],
        areas: vec![],
    };
    let projects = vec![project("large", 80), project("small", 25)];
    let election = Election {
        budget: 100,
        decimals: 0,
        projects,
        ballots,
    };
    let funded = |picks: Picks| picks.funded();
    let plain = equal_shares(
        &election,
        Satisfaction::Cost,
        Completion::None,
        &TieOrder::Text,
    )
    .unwrap();
    assert_eq!(funded(plain), [1]);
    // 75 of 80 by three: 25 / (75/80)² for 80 is less than 25 for 25
    assert_eq!(
        funded(bos(&election, Satisfaction::Cost, &TieOrder::Text).unwrap()),
        [0]
    );
}
