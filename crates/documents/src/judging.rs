//! What whoever counts asks about ballots with a code, and what whoever knows the codes answers. The two may be two programs.

use crate::result::RefusedFile;
use crate::{Ballot, Id, Refusal, SignedName};

/// What is asked: first a setup, then batches.
#[derive(Clone, Debug, PartialEq)]
pub enum Question<B> {
    /// What has the organiser signed?
    Setup(Setup<B>),
    /// What is each of these?
    Jobs(Vec<Job<B>>),
}

/// What is answered.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    Report(SetupReport),
    /// On each job, in order.
    Verdicts(Vec<Verdict>),
}

/// The budget, the lists of codes and the closes as a box has them: what a judge is told first.
#[derive(Clone, Debug, PartialEq)]
pub struct Setup<B> {
    pub budget: B,
    pub lists: Vec<(Id, B)>,
    pub closes: Vec<(Id, B)>,
}

/// What the organiser has signed of a [`Setup`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SetupReport {
    /// The lists of codes that hold together.
    pub lists: Vec<Id>,
    pub close: Option<Id>,
    /// Files in the organiser's folders that are not theirs.
    pub refused: Vec<RefusedFile>,
}

/// What is to be judged.
#[derive(Clone, Debug, PartialEq)]
pub enum Job<B> {
    /// The name of a loose ballot: has a code that may vote signed it?
    Name(SignedName),
    /// The bytes of one whose name was judged so before.
    File(SignedName, B),
    /// A line of a bundle: both.
    Line(B),
}

/// Which ballot it is and what is in it, which is `None` for a name, and while the ballot is sealed.
pub type Verdict = Result<(SignedName, Option<Ballot>), Refusal>;
