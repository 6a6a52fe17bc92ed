//! How people differed, told beside a result: no small number is given away, and what is told is true.

mod support;

use counter::Count;
use documents::result::{Beside, Cell, Extremes, Spread};
use documents::{Ballot, Budget, Plan, ResultFile};
use support::dice::Dice;
use support::{amounts_of, example, some_ballots};

fn told(budget: &[u8], ballots: &[Ballot]) -> (ResultFile, std::rc::Rc<Beside>) {
    let mut count = Count::new(budget).expect("the budget is in order");
    for ballot in ballots {
        count.loose(&format!("{}.json", ballot.id()), &ballot.to_bytes());
    }
    count.finish_telling(|_, _| ()).expect("there is a result")
}

fn with_least(least: u64) -> (Vec<u8>, Budget) {
    let mut value: serde_json::Value =
        serde_json::from_slice(&example("aldermoor.json")).expect("JSON");
    value["smallest_cell"] = least.into();
    value.as_object_mut().expect("an object").remove("keys");
    let bytes = value.to_string().into_bytes();
    let budget = Budget::read(&bytes).expect("the example is in order");
    (bytes, budget)
}

/// Ballots of a few camps, each with some who think otherwise: most cells are small.
fn camps(budget: &Budget, number: u64, seed: u64) -> Vec<Ballot> {
    let mut dice = Dice(seed | 1);
    let mut ballots = some_ballots(budget, number);
    let kinds = ballots.clone();
    for ballot in &mut ballots {
        if dice.below(4) > 0 {
            let like = dice.below(kinds.len().min(3));
            *amounts_of(ballot) = amounts_of(&mut kinds[like].clone()).clone();
        }
    }
    ballots
}

fn of_line(budget: &Budget, ballots: &[Ballot], at: usize) -> Vec<u64> {
    let plan = Plan::of(budget);
    let amounts = ballots.iter().map(|ballot| ballot.amounts(&plan));
    amounts
        .map(|amounts| amounts.expect("a ballot of this budget").lines()[at])
        .collect()
}

#[test]
fn no_number_is_small_and_none_can_be_had_by_subtraction() {
    let mut some = 0;
    for least in [3, 10, 25] {
        let (bytes, budget) = with_least(least);
        for (seed, number) in [3, 12, 40, 90, 200].into_iter().enumerate() {
            let ballots = camps(&budget, number, 7 + seed as u64);
            let (_, beside) = told(&bytes, &ballots);
            let spreads = beside.spreads(&budget);
            assert_eq!(spreads.len(), budget.priorities.len());
            for (at, spread) in spreads.iter().enumerate() {
                let of_line = of_line(&budget, &ballots, at);
                hides(spread, least, number);
                says_what_is(spread, &of_line);
                some += spread.cells.len();
            }
        }
    }
    assert!(some > 100, "{some} cells: too few to have tried anything");
}

/// Whatever is added up and taken from whatever else, it is of nobody or of enough: cells have all ballots between them.
fn hides(spread: &Spread, least: u64, number: u64) {
    let Spread { cells, .. } = spread;
    assert!(cells.iter().all(|cell| cell.ballots >= least), "{cells:?}");
    let all: u64 = cells.iter().map(|cell| cell.ballots).sum();
    assert!(cells.is_empty() || all == number, "{cells:?} of {number}");
    if let [one] = &cells[..] {
        let part = (spread.cap - spread.floor + spread.step).div_ceil(20);
        assert!(one.to - one.from <= part + spread.step, "one heap: {one:?}");
    }
}

fn says_what_is(spread: &Spread, amounts: &[u64]) {
    for cell in &spread.cells {
        let given = amounts
            .iter()
            .filter(|amount| (cell.from..=cell.to).contains(amount));
        assert_eq!(given.count() as u64, cell.ballots, "{cell:?}");
        assert!(cell.from <= cell.to && spread.floor <= cell.from && cell.to <= spread.cap);
    }
    let rise = |pair: &[Cell]| pair[0].to < pair[1].from;
    assert!(spread.cells.windows(2).all(rise), "{spread:?}");
    if let Some((from, to)) = spread.most() {
        let given = amounts.iter().filter(|it| (from..=to).contains(it)).count();
        assert!(given * 2 >= amounts.len(), "{from} to {to}: {given}");
    }
}

#[test]
fn the_order_of_the_ballots_does_not_matter_and_the_result_is_as_without() {
    let (bytes, budget) = with_least(10);
    let mut ballots = camps(&budget, 90, 5);
    let (result, beside) = told(&bytes, &ballots);
    ballots.reverse();
    ballots.rotate_left(31);
    let again = told(&bytes, &ballots);
    assert_eq!(again, (result.clone(), beside.clone()));
    let mut count = Count::new(&bytes).expect("the budget is in order");
    for ballot in &ballots {
        count.loose(&format!("{}.json", ballot.id()), &ballot.to_bytes());
    }
    assert_eq!(count.finish().expect("a result"), result);
    assert!(beside.crossed.is_empty(), "nobody has closed it");
}

/// Of each of these camps on a line all ballots ask for the same; the line where they are far apart is the divided one.
#[test]
fn where_people_are_of_two_minds_they_are_called_divided() {
    let (bytes, budget) = with_least(5);
    let mut ballots = some_ballots(&budget, 40);
    let one = ballots[0].clone();
    let [first, second] = [0, 3].map(|at| budget.priorities[at].id.clone());
    for (at, ballot) in ballots.iter_mut().enumerate() {
        let amounts = amounts_of(ballot);
        *amounts = amounts_of(&mut one.clone()).clone();
        // What half of them take from one line they give to another.
        let had = |line| amounts.get(line).copied().unwrap_or(0);
        let (low, sum) = (100_000, had(&first) + had(&second));
        let high = sum - low;
        assert!(high <= 500_000, "{high}");
        let (a, b) = if at % 2 == 0 {
            (low, high)
        } else {
            (high, low)
        };
        amounts.insert(first.clone(), a);
        amounts.insert(second.clone(), b);
    }
    let (_, beside) = told(&bytes, &ballots);
    let spreads = beside.spreads(&budget);
    let found = Extremes::of(&spreads);
    assert_eq!(found.divided, [3, 0], "{spreads:?}");
    assert!(found.agreed.iter().all(|at| ![0, 3].contains(at)));
}
