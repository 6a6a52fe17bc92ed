//! A budget on the screen, and what the pages ask about it.

use std::rc::Rc;

use documents::{Budget, Date, Id, Lang, Plan};

use super::{
    BallotPhase, Closing, CodeField, Draft, Fault, Filling, MoneyStyle, Outbox, PendingLanguage,
    Reason, Screen, Setting, Stage, Waiting,
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
    pub money: Rc<MoneyStyle>,
    pub screen: Screen,
    pub ballot: BallotPhase,
    /// What is filled in here, or was until a ballot was cast: that goes on where another tab was first, or where this
    /// never became a ballot.
    pub filling: Filling,
    pub code: CodeField,
    pub outbox: Outbox,
    pub closing: Closing,
    /// Ballots on this device that belong to other budgets.
    pub(super) foreign: Vec<Id>,
    /// The results page could not be loaded.
    pub results_missing: bool,
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
    #[must_use]
    pub fn draft(&self) -> &Draft {
        &self.filling.draft
    }

    /// Money not given to any line.
    #[must_use]
    pub fn left(&self) -> u64 {
        self.plan.left(&self.draft().amounts())
    }

    /// The share of the whole budget that goes to lines with the headline tag, in whole per cent, halves up;
    /// `None` where the budget names no such tag.
    #[must_use]
    pub fn headline_share(&self) -> Option<u64> {
        self.plan.headline_share(&self.draft().amounts())
    }

    /// Positions in `budget.consequences` of those that follow from this draft.
    #[must_use]
    pub fn consequences(&self) -> Vec<usize> {
        self.plan.consequences(&self.draft().amounts())
    }

    /// The highest amount that this line could take now.
    #[must_use]
    pub fn room(&self, at: usize) -> u64 {
        self.plan.room(&self.draft().amounts(), at).0
    }

    #[must_use]
    pub fn can_more(&self, at: usize) -> bool {
        self.draft().choices.lines[at]
            .amount
            .saturating_add(self.plan.step)
            <= self.room(at)
    }

    #[must_use]
    pub fn can_less(&self, at: usize) -> bool {
        self.draft().choices.lines[at].amount > self.plan.lines[at].floor
    }

    /// May "no view" be chosen on this line now, or taken back?
    #[must_use]
    pub fn can_no_view(&self, at: usize) -> bool {
        let fits = || {
            self.plan
                .nearest(&self.draft().amounts(), at, self.plan.lines[at].today)
                .1
                .is_none()
        };
        self.budget.no_view && (self.draft().choices.lines[at].no_view || fits())
    }

    #[must_use]
    pub fn can_undo(&self) -> bool {
        self.ballot.is_filling() && !self.filling.past.is_empty()
    }

    /// What stands between this draft and a ballot now, without the day.
    #[must_use]
    pub fn faults_now(&self) -> Vec<Fault> {
        self.filling.faults_now(&self.plan)
    }

    /// Could this draft be cast as it is?
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.faults_now().is_empty()
    }

    /// Has this visitor changed anything yet?
    #[must_use]
    pub fn is_begun(&self) -> bool {
        self.filling.is_begun(&self.plan)
    }

    /// Does the box of another address, or of a page in a frame, not answer? A browser may keep this page out of the network
    /// that the box is in.
    #[must_use]
    pub fn may_be_kept_out(&self, setting: &Setting) -> bool {
        let elsewhere = setting.framed || self.budget.ballot_box.starts_with("https:");
        let silent =
            |one: &Waiting| one.tries > 0 && one.stage == Stage::NotSent(Reason::Unreachable);
        elsewhere && self.outbox.ballots.iter().any(silent)
    }

    /// A complete ballot has not been sent, so say so.
    #[must_use]
    pub fn unsent(&self) -> bool {
        !self.ballot.is_cast() && self.is_begun() && self.is_complete()
    }

    /// The ballot cast last, and how far it has got; `None` where none was cast.
    #[must_use]
    pub fn receipt(&self) -> Option<&Waiting> {
        self.outbox.find(self.cast()?.id)
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
