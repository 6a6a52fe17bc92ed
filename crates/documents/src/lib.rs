//! The files of Common Purse: what they mean, whether they are well-formed, and their names.
//!
//! No I/O, clock, dice, or floats. Every reader takes bytes from outside and answers with a value that
//! cannot hold nonsense, or with every problem at once: where, what was found, what was expected.

pub mod ballot;
pub mod boxes;
pub mod budget;
pub mod bundle;
pub mod close;
pub mod code;
pub mod csv;
pub mod id;
pub mod json;
pub mod judging;
pub mod key_list;
pub mod ledger;
pub mod plan;
pub mod problem;
pub mod result;
pub mod scalars;
#[cfg(feature = "schema")]
pub mod schema;
pub mod signed;
mod slugs;
pub mod table;

pub use ballot::{Ballot, Refusal};
pub use budget::{Budget, BudgetName};
pub use close::Close;
pub use code::{Code, CodeFault};
pub use id::{Id, Nonce};
pub use key_list::{CodeRegister, KeyList};
pub use ledger::Entry;
pub use plan::{Amounts, Plan};
pub use problem::Problem;
pub use result::ResultFile;
pub use scalars::{
    Date, Exact, Lang, Money, NameSignature, OpenedKey, OrgId, PublicKey, Sealed, Signature, Slug,
    Text,
};
pub use signed::{Signed, SignedName};
pub use slugs::{SlugMap, SlugSet};
