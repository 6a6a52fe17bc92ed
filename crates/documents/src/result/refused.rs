//! Files that were not counted: how many for each reason, and which of them are named.
//!
//! Anybody can put files into a box. What only the holder of a code, or somebody with a real ballot, can have put there is
//! named always, however much else lies there; of the rest a few stand for all.

use crate::budget::Other;
use crate::json::{self, record};
use crate::{Problem, PublicKey, Refusal, SignedName, Slug, SlugMap, boxes};

record! {
    /// Files that were not counted.
    #[derive(Default)]
    pub struct Refused {
        /// How many there are in all.
        pub number: u64,
        /// How many there are for each reason.
        pub reasons: SlugMap<u64>,
        /// Those that matter, and a few examples of the others, sorted by name: see [`Refused::of`].
        pub files: Vec<RefusedFile>,
    }
}

record! {
    #[derive(Eq, PartialOrd, Ord)]
    pub struct RefusedFile {
        /// Its path in the box; for a line of a bundle, the path it would have on its own.
        pub name: String,
        pub why: Refusal,
    }
}

/// Whose refusal it is, as far as the reason and the name tell.
enum Weight {
    /// A ballot of this event: signed by its code where there are codes.
    Ballot,
    /// Bears the name of a code that the organiser knows; so may anything that anybody writes.
    Named(PublicKey),
    Junk,
}

impl Refused {
    /// Files of one reason that are named at most: more than an event has.
    pub const NAMED: usize = 20_000;
    /// Of these, for one code, files that anybody may have given the code's name.
    pub const OF_A_CODE: usize = 3;
    /// Files of one reason that stand for all junk.
    pub const EXAMPLES: usize = 10;

    /// Of these files, how many there are for each reason, and by name the first of them: all that are ballots of this
    /// event, three of each known code whose name they bear, ten of everything else.
    pub fn of<'f>(files: impl IntoIterator<Item = &'f RefusedFile>) -> Self {
        Self::default().and(files.into_iter().collect())
    }

    /// With these files as well: what comes of both is the same as of all at once.
    #[must_use]
    pub fn and(mut self, files: Vec<&RefusedFile>) -> Self {
        for file in &files {
            self.count(file.why.tag(), 1);
        }
        let named = std::mem::take(&mut self.files);
        let all = named.iter().chain(files);
        let mut all: Vec<_> = all.map(|file| (file.group(), file)).collect();
        all.sort_unstable();
        for same in all.chunk_by(|(a, _), (b, _)| a == b) {
            let (.., most) = same[0].0;
            let first = same.iter().take(most);
            self.files.extend(first.map(|(_, file)| (*file).clone()));
        }
        self.files.sort_unstable();
        self
    }

    /// With so many more files of this reason, which are not named.
    #[must_use]
    pub fn and_more(mut self, why: &Refusal, files: u64) -> Self {
        if files > 0 {
            self.count(why.tag(), files);
        }
        self
    }

    fn count(&mut self, reason: &str, files: u64) {
        let reason = Slug::parse(reason).expect("reasons are written as names are");
        let before = self.reasons.get(&reason).copied().unwrap_or_default();
        self.reasons.insert(reason, before + files);
        self.number += files;
    }

    /// As JSON, the way a result has it.
    pub fn to_bytes(&self) -> Vec<u8> {
        json::to_bytes(self)
    }

    /// Reads what [`Refused::to_bytes`] wrote.
    ///
    /// # Errors
    /// Every problem of its shape.
    pub fn read(bytes: &[u8]) -> Result<Self, Vec<Problem>> {
        json::read(bytes, MAX_BYTES, |_, _| ())
    }
}

/// Bytes: every file of a full box named.
const MAX_BYTES: usize = 80_000_000;

/// Files among which the first are named: their reason, the code whose name they bear, and how many are named at most.
type Group = (&'static str, Option<PublicKey>, usize);

impl RefusedFile {
    fn group(&self) -> Group {
        let (code, most) = match self.weight() {
            Weight::Ballot => (None, Refused::NAMED),
            Weight::Named(key) => (Some(key), Refused::OF_A_CODE),
            Weight::Junk => (None, Refused::EXAMPLES),
        };
        (self.why.tag(), code, most)
    }

    fn weight(&self) -> Weight {
        use Refusal as R;
        match &self.why {
            R::BadName {}
            | R::NoCode {}
            | R::CodeNotUsed {}
            | R::UnknownCode {}
            | R::OtherBudget {
                other: Other::Event,
                ..
            } => Weight::Junk,
            R::WrongName { .. }
            | R::TooLarge { .. }
            | R::Malformed { .. }
            | R::NotCanonical { .. }
            | R::VoidedCode {}
            | R::WrongSignature {} => self.code().map_or(Weight::Junk, Weight::Named),
            // Before the signature is looked at, an envelope may say anything.
            R::OtherBudget { .. } => self.code().map_or(Weight::Ballot, Weight::Named),
            R::MissingPriority { .. }
            | R::UnknownPriority { .. }
            | R::Breaks(_)
            | R::NoViewNotAllowed { .. }
            | R::NoViewNotToday { .. }
            | R::WronglySealed {}
            | R::CannotBeOpened {}
            | R::Replaced { .. }
            | R::Simulated {} => Weight::Ballot,
        }
    }

    fn code(&self) -> Option<PublicKey> {
        let name = self.name.strip_prefix(boxes::BALLOTS)?;
        Some(SignedName::parse(name.strip_suffix(boxes::JSON)?)?.key)
    }
}
