//! What a count tells beside its result: how people differed, and which answers about themselves came together. It is no part of
//! the file, so that what is told may grow and an old event still recounts to the same bytes.

use super::GroupId;
use crate::Budget;

/// For the device that counts: [`Beside::spreads`] is what may be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// For each line of the budget, in its order, and each part of its range ([`Spread::part`]), how many ballots gave an amount
    /// in it, and as how many they count.
    pub parts: Vec<Vec<(u64, u64)>>,
    /// The groups that the close shows of people who gave the same answers to several questions, the largest first.
    pub crossed: Vec<Crossed>,
}

/// How the amounts that ballots give one line lie over its range.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spread {
    pub floor: u64,
    pub cap: u64,
    pub step: u64,
    /// From low to high. Amounts between two cells were given by nobody; there are no cells where the ballots are too few to be
    /// told apart.
    pub cells: Vec<Cell>,
}

/// So many ballots gave a line an amount from `from` to `to`, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    pub from: u64,
    pub to: u64,
    /// As the count weighs them.
    pub ballots: u64,
}

/// People who gave all of these answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crossed {
    pub answers: Vec<GroupId>,
    pub ballots: u64,
}

/// On which lines people agreed most and least, as positions in the budget.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extremes {
    /// The most agreed first.
    pub agreed: Vec<usize>,
    /// The most divided first.
    pub divided: Vec<usize>,
}

impl Beside {
    /// How the ballots lie over each line's range, coarse enough for everybody: each number, and each sum or difference of
    /// numbers, is of none or of at least the budget's smallest cell.
    pub fn spreads(&self, budget: &Budget) -> Vec<Spread> {
        let lines = self.parts.iter().zip(&budget.priorities);
        let each = lines.map(|(parts, line)| {
            let [floor, cap, step] = [line.floor, line.cap, budget.step.max(1)];
            Spread {
                floor,
                cap,
                step,
                cells: cells([floor, cap, step], budget.smallest_cell, parts),
            }
        });
        each.collect()
    }
}

impl Extremes {
    /// A line in four is named on each side, three at most; none where fewer than three lines can be told apart, or where even
    /// the ends are alike.
    pub fn of(spreads: &[Spread]) -> Self {
        let each = spreads.iter().enumerate();
        let mut apart: Vec<(u64, usize)> = each
            .filter_map(|(at, spread)| Some((spread.apart()?, at)))
            .collect();
        apart.sort_unstable();
        let alike = apart.first().map(|it| it.0) == apart.last().map(|it| it.0);
        let named = match apart.len() {
            0..=2 => 0,
            _ if alike => 0,
            some => (some / 4).clamp(1, 3),
        };
        let at = |&(_, at): &(u64, usize)| at;
        Self {
            agreed: apart.iter().take(named).map(at).collect(),
            divided: apart.iter().rev().take(named).map(at).collect(),
        }
    }
}

impl Spread {
    /// Which part of a line's range an amount is in; a range is cut into so many equal parts at most.
    pub fn part([floor, cap, step]: [u64; 3], amount: u64) -> usize {
        let width = width([floor, cap, step]);
        usize::try_from(amount.saturating_sub(floor) / width).unwrap_or(usize::MAX)
    }

    /// How many ballots its cells have together.
    fn all(&self) -> u64 {
        self.cells.iter().map(|cell| cell.ballots).sum()
    }

    /// How far apart two ballots drawn at random are, in thousandths of the range: 0 where all are the same, 500 where half are
    /// at either end. This is Gini's mean difference (1912), taken from the cells alone, so that it tells no more than they do;
    /// within a cell amounts count as evenly spread. None where nothing is told.
    pub fn apart(&self) -> Option<u64> {
        // Small enough for 64 bits, whatever is shared out.
        const WHOLE: u64 = 1_000_000;
        let all = self.all();
        let range = self.cap.checked_sub(self.floor)?;
        if all == 0 || range == 0 {
            return None;
        }
        let part = |amount: u64| amount * 1000 / range;
        let share = |cell: &Cell| cell.ballots * WHOLE / all;
        let middle = |cell: &Cell| part(cell.from - self.floor) + part(cell.to - self.floor);
        let mut sum = 0;
        for (at, cell) in self.cells.iter().enumerate() {
            sum += share(cell) * share(cell) / WHOLE * part(cell.to - cell.from) / 3;
            // A pair is drawn in two orders, and each middle is here twice.
            let above = self.cells[at + 1..].iter();
            sum += above
                .map(|other| share(cell) * share(other) / WHOLE * (middle(other) - middle(cell)))
                .sum::<u64>();
        }
        Some(sum / WHOLE)
    }

    /// Where at least half of the ballots are: from the cell in which the lowest quarter ends to that in which the highest
    /// begins.
    pub fn most(&self) -> Option<(u64, u64)> {
        let all = self.all();
        let reaching = |quarters: u64| {
            let mut below = 0;
            self.cells.iter().find(|cell| {
                below += cell.ballots;
                below * 4 >= all * quarters
            })
        };
        Some((reaching(1)?.from, reaching(3)?.to))
    }

    /// How high each cell is drawn, in hundredths of the highest: by how many ballots it has for its width, so that its area is
    /// its number; what is there is seen.
    pub fn heights(&self) -> Vec<u64> {
        let whole = self.whole();
        let dense = self.cells.iter().map(|cell| {
            let width = (cell.to - cell.from + self.step) * 1000 / whole;
            cell.ballots * 10_000 / width.max(1)
        });
        let dense: Vec<u64> = dense.collect();
        let most = dense.iter().copied().max().unwrap_or(0).max(1);
        let heights = dense.into_iter().map(|dense| dense * 100 / most);
        heights.map(|height| height.max(6)).collect()
    }

    /// How long the range is drawn: half a step beyond either end, so that each amount has a width.
    pub fn whole(&self) -> u64 {
        (self.cap.saturating_sub(self.floor) + self.step).max(1)
    }

    /// Where along it a cell begins and ends.
    pub fn ends(&self, cell: &Cell) -> (u64, u64) {
        (cell.from - self.floor, cell.to - self.floor + self.step)
    }

    /// Where along it an amount has its middle.
    pub fn place(&self, amount: u64) -> u64 {
        amount.clamp(self.floor, self.cap.max(self.floor)) - self.floor + self.step / 2
    }
}

/// On a phone each part is as wide as a letter.
const PARTS: u64 = 20;

/// How much money is in one part.
fn width([floor, cap, step]: [u64; 3]) -> u64 {
    let steps = cap.saturating_sub(floor) / step + 1;
    steps.div_ceil(PARTS) * step
}

/// What one part of a range has.
#[derive(Clone, Copy)]
struct Part {
    from: u64,
    to: u64,
    /// How many files.
    ballots: u64,
    /// As how many they count.
    weight: u64,
}

/// The cells of one line. A cell has at least `least` ballots, and so has any sum or difference of cells, as those left out have
/// none. Too few are put to their nearest neighbours, whatever is between; where that leaves one heap, nothing is told.
fn cells([floor, cap, step]: [u64; 3], least: u64, given: &[(u64, u64)]) -> Vec<Cell> {
    let width = width([floor, cap, step]);
    let mut from = floor;
    let mut parts = Vec::new();
    for &(ballots, weight) in given {
        if ballots > 0 {
            let to = cap.min(from + width - step);
            parts.push(Part {
                from,
                to,
                ballots,
                weight,
            });
        }
        from += width;
    }
    let cut = parts.len();
    while let Some(at) = smallest(&parts, least) {
        merge(&mut parts, at);
    }
    let told = parts.len() > 1 || cut == 1;
    let enough = parts.iter().all(|part| part.ballots >= least);
    let cells = parts.into_iter().filter(|_| told && enough);
    cells
        .map(
            |Part {
                 from, to, weight, ..
             }| Cell {
                from,
                to,
                ballots: weight,
            },
        )
        .collect()
}

/// The first of those with the fewest ballots, where these are too few and have a neighbour.
fn smallest(parts: &[Part], least: u64) -> Option<usize> {
    let each = parts.iter().enumerate().filter(|_| parts.len() > 1);
    let (at, part) = each.min_by_key(|(_, part)| part.ballots)?;
    (part.ballots < least).then_some(at)
}

/// Puts a part to its nearest neighbour; of two as near, to the smaller; of two as small, to the lower.
fn merge(parts: &mut Vec<Part>, at: usize) {
    let far = |other: &Part| {
        let apart = parts[at].from.abs_diff(other.to);
        apart.min(other.from.abs_diff(parts[at].to))
    };
    let below = at
        .checked_sub(1)
        .map(|below| (far(&parts[below]), parts[below].ballots, below));
    let above = parts
        .get(at + 1)
        .map(|above| (far(above), above.ballots, at));
    let Some((_, _, first)) = below.into_iter().chain(above).min() else {
        return;
    };
    let second = parts.remove(first + 1);
    let part = &mut parts[first];
    part.to = second.to;
    part.ballots += second.ballots;
    part.weight += second.weight;
}

#[cfg(test)]
mod tests {
    use super::*;

    /// On a line that may have 100 to 1,100, by tens.
    fn spread(all: &[(u64, u64, u64)]) -> Spread {
        let cell = |&(from, to, ballots)| Cell { from, to, ballots };
        Spread {
            floor: 100,
            cap: 1100,
            step: 10,
            cells: all.iter().map(cell).collect(),
        }
    }

    #[test]
    fn two_camps_are_further_apart_than_one() {
        let apart = |all: &[(u64, u64, u64)]| spread(all).apart();
        assert_eq!(apart(&[]), None);
        assert_eq!(apart(&[(500, 500, 90)]), Some(0), "all the same");
        assert_eq!(apart(&[(100, 100, 50), (1100, 1100, 50)]), Some(500));
        assert_eq!(apart(&[(100, 100, 75), (1100, 1100, 25)]), Some(375));
        assert_eq!(apart(&[(100, 1100, 60)]), Some(333), "evenly spread");
        let many = 1_000_000_000_000;
        assert_eq!(apart(&[(100, 100, many), (1100, 1100, many)]), Some(500));
    }

    #[test]
    fn at_least_half_of_the_ballots_are_where_it_is_said() {
        let most = |all: &[(u64, u64, u64)]| spread(all).most();
        assert_eq!(most(&[]), None);
        assert_eq!(most(&[(100, 190, 10)]), Some((100, 190)));
        let all = [
            (100, 190, 20),
            (200, 290, 30),
            (300, 390, 40),
            (900, 990, 10),
        ];
        assert_eq!(most(&all), Some((200, 390)));
    }

    #[test]
    fn a_wide_cell_is_drawn_lower_than_a_narrow_one_of_as_many_ballots() {
        let spread = spread(&[(100, 190, 30), (200, 490, 30)]);
        let heights = spread.heights();
        assert_eq!(heights[0], 100);
        assert!((30..36).contains(&heights[1]), "{heights:?}");
        assert_eq!(spread.ends(&spread.cells[1]), (100, 400));
        assert_eq!(
            (spread.place(100), spread.place(0), spread.whole()),
            (5, 5, 1010)
        );
    }

    #[test]
    fn the_most_agreed_and_the_most_divided_lines_are_named() {
        let found = Extremes::of(&[
            spread(&[(100, 100, 40), (600, 600, 20)]),
            spread(&[(500, 590, 60)]),
            spread(&[]),
            spread(&[(100, 100, 30), (1100, 1100, 30)]),
        ]);
        assert_eq!((found.agreed, found.divided), (vec![1], vec![3]));
        let alike = Extremes::of(&vec![spread(&[(500, 590, 60)]); 4]);
        assert_eq!(alike, Extremes::default());
    }

    /// So many ballots of each amount, by the parts of a range.
    fn parts(range: [u64; 3], all: &[(u64, u64)]) -> Vec<(u64, u64)> {
        let mut parts = vec![(0, 0); 20];
        for &(amount, ballots) in all {
            parts[Spread::part(range, amount)].0 += ballots;
            parts[Spread::part(range, amount)].1 += ballots;
        }
        parts
    }

    /// Of a line from 0 to 190 by tens: each amount is a part by itself.
    fn told(least: u64, all: &[(u64, u64)]) -> Vec<(u64, u64, u64)> {
        let cells = cells([0, 190, 10], least, &parts([0, 190, 10], all));
        cells
            .iter()
            .map(|it| (it.from, it.to, it.ballots))
            .collect()
    }

    #[test]
    fn large_cells_are_told_as_they_are_and_empty_ones_not_at_all() {
        assert_eq!(
            told(5, &[(0, 5), (100, 9), (190, 6)]),
            [(0, 0, 5), (100, 100, 9), (190, 190, 6)]
        );
        assert_eq!(told(5, &[(70, 8)]), [(70, 70, 8)]);
    }

    #[test]
    fn a_small_cell_goes_to_its_nearest_neighbour() {
        assert_eq!(
            told(5, &[(0, 7), (80, 2), (100, 9)]),
            [(0, 0, 7), (80, 100, 11)]
        );
        // As near on both sides: to the smaller one, of which less is lost.
        assert_eq!(
            told(5, &[(60, 7), (80, 2), (100, 9)]),
            [(60, 80, 9), (100, 100, 9)]
        );
        assert_eq!(
            told(5, &[(0, 1), (20, 1), (30, 1), (50, 3), (190, 5)]),
            [(0, 50, 6), (190, 190, 5)]
        );
    }

    #[test]
    fn of_too_few_nothing_is_told() {
        assert_eq!(told(5, &[]), []);
        assert_eq!(told(5, &[(70, 4)]), []);
        assert_eq!(told(5, &[(0, 3), (190, 1)]), []);
        // One heap from end to end says nothing, and looks as if it did.
        assert_eq!(told(5, &[(0, 4), (190, 4)]), []);
    }

    #[test]
    fn a_table_is_one_ballot_and_weighs_as_its_people() {
        let mut given = vec![(0, 0); 20];
        (given[5], given[10]) = ((3, 14), (1, 40));
        let cells = |least| cells([0, 190, 10], least, &given);
        assert_eq!(cells(3), [], "forty people at one table are one ballot");
        let told: Vec<_> = cells(1).iter().map(|cell| cell.ballots).collect();
        assert_eq!(told, [14, 40]);
    }

    #[test]
    fn a_wide_range_is_cut_into_twenty() {
        let each: Vec<(u64, u64)> = (0..=1000).map(|amount| (amount * 7, 1)).collect();
        let cells = cells([0, 7000, 7], 5, &parts([0, 7000, 7], &each));
        assert_eq!(cells.len(), 20);
        assert!(cells.windows(2).all(|pair| pair[0].to + 7 == pair[1].from));
        assert_eq!((cells[0].from, cells[19].to), (0, 7000));
    }
}
