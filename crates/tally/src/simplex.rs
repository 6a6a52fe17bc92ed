//! Small linear programs in exact fractions.

use crate::{Error, Ratio, exact};

/// A limit on a weighted sum of the variables, none of which is negative.
pub(crate) struct Constraint {
    pub(crate) coefficients: Vec<i128>,
    pub(crate) sense: Sense,
    pub(crate) bound: Ratio,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sense {
    AtMost,
    AtLeast,
    Equal,
}

/// The variables that make the first objective least, among those the second, and so on; none where the
/// constraints contradict each other. Each objective must be bounded below once those before it are least.
///
/// The simplex method with a vector of objectives, compared as words in a dictionary; "all constraints are kept"
/// is the first of them. Bland's rule (*New finite pivoting rules for the simplex method*, 1977) ends it.
pub(crate) fn minimise(
    objectives: &[Vec<i128>],
    constraints: &[Constraint],
) -> Result<Option<Vec<Ratio>>, Error> {
    let variables = constraints
        .first()
        .map_or(0, |first| first.coefficients.len());
    let mut tableau = Tableau::new(objectives, constraints, variables)?;
    while let Some(column) = tableau.entering() {
        let row = tableau
            .leaving(column)?
            .expect("every objective is bounded below");
        tableau.pivot(row, column)?;
    }
    Ok(tableau.solution(variables))
}

/// Constraint rows and cost rows over variables, slacks and artificials; the last column holds the bounds.
struct Tableau {
    rows: Vec<Vec<Ratio>>,
    costs: Vec<Vec<Ratio>>,
    basic: Vec<usize>,
    /// Artificial columns start here; none of them enters again.
    artificial: usize,
}

impl Tableau {
    fn new(
        objectives: &[Vec<i128>],
        constraints: &[Constraint],
        variables: usize,
    ) -> Result<Self, Error> {
        let zero = Ratio::from(0);
        let slacks = constraints
            .iter()
            .filter(|constraint| constraint.sense != Sense::Equal)
            .count();
        let artificial = variables + slacks;
        let width = artificial + constraints.len() + 1;
        let mut tableau = Self {
            rows: Vec::new(),
            costs: Vec::new(),
            basic: Vec::new(),
            artificial,
        };
        let mut slack = variables;
        let mut unkept = vec![zero; width];
        for (at, constraint) in constraints.iter().enumerate() {
            let sign = if constraint.bound < zero { -1 } else { 1 };
            let mut row = vec![zero; width];
            for (cell, &coefficient) in row.iter_mut().zip(&constraint.coefficients) {
                *cell = Ratio::from(sign * coefficient);
            }
            row[width - 1] = constraint.bound * sign;
            let mut basic = artificial + at;
            if constraint.sense != Sense::Equal {
                let side = if constraint.sense == Sense::AtMost {
                    sign
                } else {
                    -sign
                };
                row[slack] = Ratio::from(side);
                if side > 0 {
                    basic = slack;
                }
                slack += 1;
            }
            if basic >= artificial {
                for (cost, cell) in unkept.iter_mut().zip(&row) {
                    *cost = exact::subtract(*cost, *cell)?;
                }
                row[basic] = Ratio::from(1);
            }
            tableau.basic.push(basic);
            tableau.rows.push(row);
        }
        tableau.costs.push(unkept);
        for objective in objectives {
            let mut cost = vec![zero; width];
            cost.iter_mut()
                .zip(objective)
                .for_each(|(cell, &value)| *cell = Ratio::from(value));
            tableau.costs.push(cost);
        }
        Ok(tableau)
    }

    /// The first column whose first cost that is not 0 is negative.
    fn entering(&self) -> Option<usize> {
        let zero = Ratio::from(0);
        (0..self.artificial).find(|&column| {
            self.costs
                .iter()
                .map(|cost| cost[column])
                .find(|&cost| cost != zero)
                .is_some_and(|cost| cost < zero)
        })
    }

    /// The row that limits a column most; ties to the first basic variable.
    fn leaving(&self, column: usize) -> Result<Option<usize>, Error> {
        let mut best: Option<(Ratio, usize, usize)> = None;
        for (at, row) in self
            .rows
            .iter()
            .enumerate()
            .filter(|(_, row)| row[column] > Ratio::from(0))
        {
            let limit = (
                exact::divide(row[row.len() - 1], row[column])?,
                self.basic[at],
                at,
            );
            if best.is_none_or(|best| limit < best) {
                best = Some(limit);
            }
        }
        Ok(best.map(|(_, _, at)| at))
    }

    fn pivot(&mut self, at: usize, column: usize) -> Result<(), Error> {
        let divisor = self.rows[at][column];
        for cell in &mut self.rows[at] {
            *cell = exact::divide(*cell, divisor)?;
        }
        let pivot = self.rows[at].clone();
        let others = self
            .rows
            .iter_mut()
            .enumerate()
            .filter(|(row, _)| *row != at)
            .map(|(_, row)| row);
        for row in others.chain(&mut self.costs) {
            let factor = row[column];
            if factor == Ratio::from(0) {
                continue;
            }
            for (cell, pivot) in row
                .iter_mut()
                .zip(&pivot)
                .filter(|(_, pivot)| **pivot != Ratio::from(0))
            {
                *cell = exact::subtract(*cell, exact::multiply(factor, *pivot)?)?;
            }
        }
        self.basic[at] = column;
        Ok(())
    }

    fn solution(&self, variables: usize) -> Option<Vec<Ratio>> {
        let bound = |row: &Vec<Ratio>| row[row.len() - 1];
        let mut values = vec![Ratio::from(0); variables];
        for (row, &basic) in self.rows.iter().zip(&self.basic) {
            if basic >= self.artificial && bound(row) != Ratio::from(0) {
                return None;
            }
            if let Some(value) = values.get_mut(basic) {
                *value = bound(row);
            }
        }
        Some(values)
    }
}
