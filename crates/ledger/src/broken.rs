//! Which rule an entry breaks: where, what was found, what was expected.

use documents::{Date, Slug};

/// A broken rule. Pages and tools have a sentence for each rule, `ledger.rule.RULE` in `locales/promises`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    pub rule: Rule,
    /// The field of the entry.
    pub field: &'static str,
    pub found: Found,
    pub expected: Found,
}

/// What was found, or expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    Nothing,
    /// Whole units of the currency.
    Amount(i64),
    Day(Date),
    /// A name for machines: of a line, a role, a kind.
    Name(String),
    Names(Vec<String>),
}

macro_rules! rules {
    ($($(#[$doc:meta])* $rule:ident = $name:literal),* $(,)?) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Rule { $($(#[$doc])* $rule),* }

        impl Rule {
            pub const ALL: &[Self] = &[$(Self::$rule),*];

            pub fn name(self) -> &'static str {
                match self { $(Self::$rule => $name),* }
            }
        }
    };
}

rules! {
    /// Only those whom the budget or an earlier entry names sign.
    KnownSigner = "known-signer",
    /// A role says what it may say.
    Role = "role",
    /// Who speaks of some lines speaks of no other.
    OwnLine = "own-line",
    /// One body, one name and one key.
    NewSigner = "new-signer",
    /// Where nobody is named, one alone begins.
    OneBeginning = "one-beginning",
    /// Only a decision-maker names or ends one.
    OverOthers = "over-others",
    /// Nobody ends another's word without having seen what they have written themselves.
    SeenOwn = "seen-own",
    /// Who signs no more was one who signed.
    KnownEnd = "known-end",
    /// The line is in the budget.
    KnownLine = "known-line",
    /// Every text is there in each of the budget's languages.
    EveryLanguage = "every-language",
    /// Nothing happens after it was written down.
    WrittenAfter = "written-after",
    /// Nothing happens before the event.
    NotBefore = "not-before",
    /// An end is not before its beginning.
    EndAfterBeginning = "end-after-beginning",
    /// A line is answered once; what comes later is a change.
    OneAnswer = "one-answer",
    /// Nothing is promised, paid or changed of a line that was not agreed.
    Agreed = "agreed",
    /// What is agreed is what was said to be: all, some other amount, nothing.
    AnswerFits = "answer-fits",
    /// A reason wherever something differs from what was agreed.
    Reason = "reason",
    /// Nothing but refunds, news and late payments of a line that has ended.
    NotEnded = "not-ended",
    /// A name is used once.
    NewName = "new-name",
    /// What is named is there.
    KnownCommitment = "known-commitment",
    KnownMilestone = "known-milestone",
    /// A due date is never overwritten: a change keeps the old one and the new.
    DueKept = "due-kept",
    /// No more is committed than was agreed.
    WithinAgreed = "within-agreed",
    /// Payments never exceed commitments.
    WithinCommitted = "within-committed",
    /// No more comes back than was paid.
    WithinPaid = "within-paid",
    /// A payment is more or less than nothing.
    NotNothing = "not-nothing",
    /// One payment in the payer's books is one entry.
    PaidOnce = "paid-once",
    /// What a change calls old is what holds.
    OldHolds = "old-holds",
    /// A change changes something.
    Different = "different",
    /// The final amount is what was paid or is still to be paid.
    FinalFits = "final-fits",
}

impl Broken {
    pub(crate) fn new(rule: Rule, field: &'static str, found: Found, expected: Found) -> Self {
        Self {
            rule,
            field,
            found,
            expected,
        }
    }
}

/// Whether a rule is kept.
pub(crate) type Kept = Result<(), Broken>;

/// Refuses unless `holds`.
pub(crate) fn rule(
    holds: bool,
    rule: Rule,
    field: &'static str,
    found: impl Into<Found>,
    expected: impl Into<Found>,
) -> Kept {
    match holds {
        true => Ok(()),
        false => Err(Broken::new(rule, field, found.into(), expected.into())),
    }
}

impl From<u64> for Found {
    fn from(amount: u64) -> Self {
        Self::Amount(i64::try_from(amount).unwrap_or(i64::MAX))
    }
}

impl From<i64> for Found {
    fn from(amount: i64) -> Self {
        Self::Amount(amount)
    }
}

impl From<Date> for Found {
    fn from(day: Date) -> Self {
        Self::Day(day)
    }
}

impl From<&Slug> for Found {
    fn from(name: &Slug) -> Self {
        Self::Name(name.as_str().into())
    }
}

impl From<&str> for Found {
    fn from(name: &str) -> Self {
        Self::Name(name.into())
    }
}
