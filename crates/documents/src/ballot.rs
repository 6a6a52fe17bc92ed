//! One resident's amounts: canonical bytes, and the budget's limits.

mod choices;
mod people;
mod refusal;

use crate::json::{self, format_name, names, record, tagged};
use crate::{BudgetName, Id, Sealed, Slug, SlugMap, SlugSet, id::Nonce};

pub use choices::Choice;
pub use people::FEWEST_AT_A_TABLE;
pub use refusal::Refusal;

format_name!(
    /// `common-purse/ballot/1`
    BallotFormat,
    "common-purse/ballot/1"
);

/// More than a ballot of 60 priorities with the longest names needs.
pub const MAX_BYTES: usize = 16_384;

record! {
    /// One resident's ballot. The order of the fields is the order of the canonical bytes.
    #[derive(Eq)]
    pub struct Ballot {
        pub format: BallotFormat,
        /// The budget it was cast on.
        pub budget: BudgetName,
        pub choices: Choices,
        /// What the resident said about themselves, sealed to the organiser's key `about`.
        pub about: Option<Sealed>,
        pub channel: Channel,
        /// The event or kiosk it came from.
        pub place: Option<Slug>,
        /// Of a table: so many people agreed to it.
        pub people: Option<u64>,
        pub nonce: Nonce,
    }
}

tagged! {
    /// What a resident chooses, by the kind of what the budget decides.
    #[derive(Eq)]
    pub enum Choices by kind, or Self::Amounts { amounts: SlugMap::default(), no_view: SlugSet::default() }, {
        /// Money for each line.
        "amounts" => Amounts {
            /// One for each priority; a line with "no view" holds today's amount.
            amounts: SlugMap<u64>,
            /// The lines this resident has no view on.
            no_view: SlugSet,
        },
    }
}

names! {
    /// How a ballot came in.
    pub enum Channel {
        Web = "web",
        Kiosk = "kiosk",
        /// Typed in by staff from a paper form.
        Paper = "paper",
        /// Agreed by a group at a table.
        Table = "table",
        /// Made by a model; never counted together with real ones.
        Simulated = "simulated",
    }
}

impl Ballot {
    /// The canonical bytes: compact JSON, fields in order, names sorted.
    pub fn to_bytes(&self) -> Vec<u8> {
        json::to_bytes(self)
    }

    /// The name of the canonical bytes.
    pub fn id(&self) -> Id {
        Id::of(&self.to_bytes())
    }

    /// Reads a ballot whose bytes are canonical: any other spelling of the same ballot is refused.
    ///
    /// # Errors
    /// Too many bytes, the first place where the shape is wrong, or where the bytes leave the canonical ones.
    pub fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        if bytes.len() > MAX_BYTES {
            return Err(Refusal::TOO_LARGE);
        }
        let ballot: Self = json::read(bytes, MAX_BYTES, |_, _| ())
            .map_err(|problems| Refusal::malformed(&problems))?;
        Refusal::unless_canonical(&ballot.to_bytes(), bytes)?;
        Ok(ballot)
    }
}
