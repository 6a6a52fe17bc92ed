//! A budget on the screen, and what the pages ask about it.

use std::rc::Rc;

use documents::{Amounts, Budget, Date, Id, Lang, Plan};

use super::{
    Clamped, Closing, CodeField, Draft, Fault, Line, MoneyStyle, Origin, Outbox, PendingLanguage,
    Screen, Waiting,
};

/// A budget is on the screen.
#[derive(Clone, Debug, PartialEq)]
pub struct Open {
    pub budget: Rc<Budget>,
    /// The budget by position.
    pub plan: Rc<Plan>,
    pub lang: Lang,
    /// The language that was asked for last, while it cannot be spoken.
    pub pending_language: Option<PendingLanguage>,
    pub money: MoneyStyle,
    pub screen: Screen,
    pub turn: Turn,
    pub draft: Draft,
    pub(super) origin: Origin,
    pub code: CodeField,
    /// Earlier drafts, the newest last, for undo.
    pub past: Vec<Draft>,
    /// What stands between this draft and a ballot; shown in the error summary after "check my answers".
    pub faults: Vec<Fault>,
    /// What the polite live region says; set about a second after the last change.
    pub announced: Option<Announcement>,
    /// Why the amount last asked for is not the one that the line has, beside its line. Text in a field explains
    /// itself by `Line::typed` for as long as it stands there.
    pub clamped: Option<Clamped>,
    /// Something that happened to the whole draft, said above the lines until the next change.
    pub notice: Option<Notice>,
    pub outbox: Outbox,
    pub closing: Closing,
    /// "Send" was pressed, and whether the event is closed is asked first.
    pub(super) asked_to_send: bool,
    /// The ballot this visitor has cast last, for the receipt; whether it is sent, `receipt` says.
    pub cast: Option<Id>,
    /// It was cast in another tab, or before this device's memory was read, while a ballot was filled in here. Where that
    /// is another one, it is still here.
    pub elsewhere: bool,
    /// Ballots on this device that belong to other budgets.
    pub(super) foreign: Vec<Id>,
    /// Its amounts, for "yours" on the results.
    pub yours: Option<Rc<Amounts>>,
    /// The results page could not be loaded.
    pub results_missing: bool,
    /// The line being dragged or typed into: its changes are one step for undo.
    pub(super) held: Option<usize>,
    /// How long nobody has touched this kiosk, in milliseconds.
    pub(super) quiet: u64,
    /// The sliders that are held, and their lines as they were before.
    pub(super) taken: Vec<(usize, Line)>,
    /// What to announce when it is quiet.
    pub(super) unannounced: Option<Announcement>,
    /// The questions have been shown: "check" need not go through them again.
    pub(super) about_shown: bool,
}

/// Where the visitor is with their ballot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    Filling,
    /// "Send" was pressed, and the ballot is being frozen: nothing can change, and pressing again does nothing.
    Freezing,
    /// The ballot `Open::cast` is frozen. It cannot be changed or taken back; the ballot's screens lead to the
    /// receipt until somebody else's turn begins.
    Cast,
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

/// May ballots be sent today?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// From this day on.
    NotYet(Date),
    Now,
    /// This was the last day.
    Over(Date),
    /// The organiser has signed the close.
    Closed,
    /// Another edition of the budget has taken this one's place.
    Changed,
}

impl Open {
    /// Money not given to any line.
    #[must_use]
    pub fn left(&self) -> u64 {
        self.plan.left(&self.draft.amounts())
    }

    /// The share of the whole budget that goes to lines with the headline tag, in whole per cent, halves up;
    /// `None` where the budget names no such tag.
    #[must_use]
    pub fn headline_share(&self) -> Option<u64> {
        self.plan.headline_share(&self.draft.amounts())
    }

    /// Positions in `budget.consequences` of those that follow from this draft.
    #[must_use]
    pub fn consequences(&self) -> Vec<usize> {
        self.plan.consequences(&self.draft.amounts())
    }

    /// The highest amount that this line could take now.
    #[must_use]
    pub fn room(&self, at: usize) -> u64 {
        self.plan.room(&self.draft.amounts(), at).0
    }

    #[must_use]
    pub fn can_more(&self, at: usize) -> bool {
        self.draft.lines[at].amount.saturating_add(self.plan.step) <= self.room(at)
    }

    #[must_use]
    pub fn can_less(&self, at: usize) -> bool {
        self.draft.lines[at].amount > self.plan.lines[at].floor
    }

    /// May "no view" be chosen on this line now, or taken back?
    #[must_use]
    pub fn can_no_view(&self, at: usize) -> bool {
        let fits = || {
            self.plan
                .nearest(&self.draft.amounts(), at, self.plan.lines[at].today)
                .1
                .is_none()
        };
        self.budget.no_view && (self.draft.lines[at].no_view || fits())
    }

    #[must_use]
    pub fn can_undo(&self) -> bool {
        self.turn == Turn::Filling && !self.past.is_empty()
    }

    /// Does today's spending fit into this budget as it is?
    #[must_use]
    pub fn today_fits(&self) -> bool {
        let mut draft = self.draft.clone();
        draft.start_from_today(&self.plan);
        draft
            .lines
            .iter()
            .zip(&self.plan.lines)
            .all(|(line, bound)| line.amount == bound.today)
    }

    /// What stands between this draft and a ballot now, without the day.
    #[must_use]
    pub fn faults_now(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        for (priority, line) in self.draft.lines.iter().enumerate() {
            if let Some(because) = line.typed.as_ref().and_then(|typed| typed.because) {
                faults.push(Fault::NotAsTyped(Clamped {
                    priority,
                    given: line.amount,
                    because,
                }));
            }
        }
        let amounts = self.draft.amounts();
        faults.extend(self.plan.breaches(&amounts).map(Fault::Breaks));
        faults
    }

    /// Could this draft be cast as it is?
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.faults_now().is_empty()
    }

    /// Has this visitor changed anything yet?
    #[must_use]
    pub fn is_begun(&self) -> bool {
        !self
            .draft
            .says_the_same(&Draft::new(&self.plan, self.budget.about.len()))
    }

    /// A complete ballot has not been sent, so say so.
    #[must_use]
    pub fn unsent(&self) -> bool {
        self.turn != Turn::Cast && self.is_begun() && self.is_complete()
    }

    /// The ballot cast last, and how far it has got; `None` where none was cast.
    #[must_use]
    pub fn receipt(&self) -> Option<&Waiting> {
        self.outbox.find(self.cast?)
    }

    /// The screen that the button at the foot of this one should ask for.
    #[must_use]
    pub fn next(&self) -> Screen {
        match self.screen {
            Screen::Ballot if !self.about_shown && !self.budget.about.is_empty() => Screen::About,
            Screen::Ballot | Screen::About => Screen::Check,
            Screen::Check | Screen::Receipt | Screen::Results => Screen::Results,
        }
    }

    /// May ballots be sent on this day, as far as the dates say?
    pub(super) fn by_dates(&self, today: Date) -> Window {
        let dates = &self.budget.dates;
        if today < dates.opens {
            Window::NotYet(dates.opens)
        } else if today > dates.closes {
            Window::Over(dates.closes)
        } else {
            Window::Now
        }
    }
}
