//! Ballots typed into a plain table.

mod cut;
mod damage;
mod kept;
mod outside;
