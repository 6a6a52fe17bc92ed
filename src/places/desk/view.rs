//! What the desk sees of the widget, whose state and outbox carry its sheets to the box.

use std::rc::Rc;

use documents::key_list::Standing;
use documents::{Budget, Code, Id, Lang, Plan, bundle};

use super::Batch;
use crate::state::{
    BallotPhase, CodeCheck, CodeInput, Fault, MoneyStyle, Open, Phase, Reason, Stage, State,
    Storage, Window,
};

/// A budget is on the screen, and what the device had kept is known.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    pub budget: Rc<Budget>,
    pub plan: Rc<Plan>,
    pub money: Rc<MoneyStyle>,
    pub lang: Lang,
    pub place: Option<String>,
    pub window: Window,
    pub phase: Seen,
    /// The code that was looked up last, where the organiser's list has none that may vote with it.
    pub bad_code: Option<Code>,
    /// Every ballot of this device that is in its outbox, by each name that it may have.
    pub outbox: Vec<(Vec<Id>, Stage)>,
}

/// Where the widget is with the ballot that the desk has handed it.
#[derive(Clone, Debug, PartialEq)]
pub enum Seen {
    Filling(Vec<Fault>),
    Freezing,
    /// It has these names.
    Cast(Vec<Id>),
    /// Another tab of this device has cast one meanwhile.
    CastElsewhere,
}

impl View {
    /// `None` until there is a budget, and the outbox is what the device keeps.
    #[must_use]
    pub fn of(state: &State) -> Option<Self> {
        let Phase::Open(open) = &state.phase else {
            return None;
        };
        if state.setting.storage == Storage::Unknown {
            return None;
        }
        let outbox = open.outbox.ballots.iter();
        Some(Self {
            budget: open.budget.clone(),
            plan: open.plan.clone(),
            money: open.money.clone(),
            lang: open.lang.clone(),
            place: state.setting.place.as_ref().map(ToString::to_string),
            window: open.window(&state.setting),
            phase: Seen::of(open),
            bad_code: bad_code(open.code.input),
            outbox: outbox
                .map(|ballot| (names(&ballot.bytes), ballot.stage))
                .collect(),
        })
    }

    /// The names that this ballot may have by now.
    #[must_use]
    pub fn names(&self, ballot: &[Id]) -> Option<&[Id]> {
        self.waiting(ballot).map(|(names, _)| &names[..])
    }

    /// How far the ballot of these names has got; none where it is no longer in the outbox, which it leaves only once the box
    /// has given it back.
    #[must_use]
    pub fn stage(&self, ballot: &[Id]) -> Option<Stage> {
        self.waiting(ballot).map(|(_, stage)| *stage)
    }

    /// How many ballots that are not this batch's wait on the device, and how many of them were refused.
    #[must_use]
    pub fn left_behind(&self, batch: Option<&Batch>) -> (u64, u64) {
        let sheets = batch.map_or(&[][..], |batch| &batch.sheets);
        let others = self.outbox.iter().filter(|(names, _)| {
            let own = |name: &Id| sheets.iter().any(|sheet| sheet.ballot.contains(name));
            !names.iter().any(own)
        });
        others.fold((0, 0), |(waiting, refused), (_, stage)| match stage {
            Stage::Sent => (waiting, refused),
            stage if is_refused(*stage) => (waiting, refused + 1),
            _ => (waiting + 1, refused),
        })
    }

    /// How many of the batch's ballots were refused.
    #[must_use]
    pub fn refused(&self, batch: &Batch) -> u64 {
        let stages = batch.sheets.iter();
        let stages = stages.filter_map(|sheet| self.stage(&sheet.ballot));
        stages.filter(|stage| is_refused(*stage)).count() as u64
    }

    fn waiting(&self, ballot: &[Id]) -> Option<&(Vec<Id>, Stage)> {
        let same = |(names, _): &&(Vec<Id>, Stage)| names.iter().any(|name| ballot.contains(name));
        self.outbox.iter().find(same)
    }
}

fn bad_code(input: CodeInput) -> Option<Code> {
    match input {
        CodeInput::Code(code, CodeCheck::Done(Standing::Unknown | Standing::Voided)) => Some(code),
        _ => None,
    }
}

/// Nothing more becomes of it by itself.
pub(super) fn is_refused(stage: Stage) -> bool {
    matches!(
        stage,
        Stage::NotSent(Reason::Refused(_) | Reason::Closed | Reason::OtherBudget)
    )
}

impl Seen {
    fn of(open: &Open) -> Self {
        match &open.ballot {
            BallotPhase::Filling => Self::Filling(open.filling.faults.clone()),
            BallotPhase::Freezing { .. } => Self::Freezing,
            BallotPhase::Cast(cast) if cast.elsewhere => Self::CastElsewhere,
            BallotPhase::Cast(cast) => match open.outbox.find(cast.ballot.id) {
                // Until the device has answered, another tab may still have been first.
                Some(ballot) if ballot.stage == Stage::Keeping => Self::Freezing,
                Some(ballot) => Self::Cast(names(&ballot.bytes)),
                None => Self::Cast(vec![cast.ballot.id]),
            },
        }
    }
}

/// One with a code is kept with a line for each place that it may take, until the box has told which.
fn names(bytes: &[u8]) -> Vec<Id> {
    let mut names = vec![bundle::id(bytes)];
    names.extend(bundle::lines(bytes).map(bundle::id));
    names.dedup();
    names
}
