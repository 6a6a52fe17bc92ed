//! A ballot that is being filled in, with what belongs to that alone: begun anew, it is a new value.

use documents::{Id, Plan};

use super::{CastBallot, Choices, Clamped, Draft, Fault, Line, Origin};

#[derive(Clone, Debug, PartialEq)]
pub struct Filling {
    pub draft: Draft,
    pub(super) origin: Origin,
    /// The ballot that this device has cast last.
    pub last: Option<CastBallot>,
    /// Earlier choices, the newest last, for undo.
    pub past: Vec<Choices>,
    /// What stands between this draft and a ballot; shown in the error summary after "check my answers".
    pub faults: Vec<Fault>,
    /// What the polite live region says; set about a second after the last change.
    pub announced: Option<Announcement>,
    /// What to announce when it is quiet.
    pub(super) unannounced: Option<Announcement>,
    /// Why the amount last asked for is not the one that the line has, beside its line. Text in a field explains
    /// itself by `Line::typed` for as long as it stands there.
    pub clamped: Option<Clamped>,
    /// Something that happened to the whole draft, said above the lines until the next change.
    pub notice: Option<Notice>,
    /// The line being dragged or typed into: its changes are one step for undo.
    pub(super) held: Option<usize>,
    /// The sliders that are held, and their lines as they were before.
    pub(super) taken: Vec<(usize, Line)>,
    /// The questions have been shown: "check" need not go through them again.
    pub(super) about_shown: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Announcement {
    Left(u64),
    /// What was asked for last could not be given.
    Clamped(Clamped),
    StartedAgain,
    Undone,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The unfinished ballot that this device had kept is back.
    Restored,
    /// As `Restored`, but the budget has changed since: some amounts had to change with it.
    Mended,
    /// Today's spending does not fit into this budget: the lines have less than today.
    TodayMadeSmaller,
    /// This device has cast a ballot before; this is another person's.
    AnotherBallot,
    /// The same code may vote again: its last ballot counts.
    VoteAgain,
    /// There is a code, and this budget asks for none.
    CodeNotUsed,
    /// A shared device has ballots of before it was switched off, which it sends by itself.
    Saved,
}

impl Filling {
    /// An empty draft, which is none of the ballots in `after`.
    pub(super) fn new(
        plan: &Plan,
        questions: usize,
        after: Vec<Id>,
        last: Option<CastBallot>,
    ) -> Self {
        Self {
            draft: Draft::new(plan, questions),
            origin: Origin { seed: None, after },
            last,
            past: Vec::new(),
            faults: Vec::new(),
            announced: None,
            unannounced: None,
            clamped: None,
            notice: None,
            held: None,
            taken: Vec::new(),
            about_shown: false,
        }
    }

    /// What stands between this draft and a ballot now, without the day.
    pub(super) fn faults_now(&self, plan: &Plan) -> Vec<Fault> {
        self.draft.choices.faults(plan)
    }

    /// Has this visitor changed anything yet?
    pub(super) fn is_begun(&self, plan: &Plan) -> bool {
        let questions = self.draft.about.len();
        !self.draft.says_the_same(&Draft::new(plan, questions))
    }
}
