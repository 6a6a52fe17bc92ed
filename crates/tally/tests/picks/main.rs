//! Picks: rules and checks on projects with a price.

mod axioms;
mod cases;
mod damage;
mod elections;
mod files;
mod oracle;
mod outside;
