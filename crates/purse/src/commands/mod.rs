//! One command a file: its options, and what it does.

pub(crate) mod add;
pub(crate) mod check;
pub(crate) mod codes;
pub(crate) mod compare;
pub(crate) mod count;
pub(crate) mod embed;
pub(crate) mod key;
pub(crate) mod ledger;
pub(crate) mod new;
pub(crate) mod open;
pub(crate) mod pack;
pub(crate) mod paper;
pub(crate) mod poster;
pub(crate) mod preview;
pub(crate) mod recount;
pub(crate) mod serve;
pub(crate) mod simulate;
pub(crate) mod store;
pub(crate) mod tally;
pub(crate) mod watch;
