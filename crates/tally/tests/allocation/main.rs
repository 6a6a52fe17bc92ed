//! The allocation rules and the checks on their outcomes.

mod axioms;
mod bounds;
mod cases;
mod checks;
mod elections;
mod exactly;
mod limits;
mod oracle;
mod reasons;
mod wider;
