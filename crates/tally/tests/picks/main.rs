//! Picks: rules and checks on projects with a price.

mod cases;
mod elections;
mod oracle;
