//! What is true on the hall's screen, and the one function that changes it.

use std::rc::Rc;

use documents::{Budget, Lang, Plan, ResultFile};

use workers::messages::CountFailure;

use super::{Kept, Left, Moment, Slide, left, minute, slides};
use crate::results;
use crate::state::Closing;
use crate::words::Words;

/// Seconds from one listing of the ballots to the next: while the screen is seen, and while it is not.
const ASK_S: u32 = 10;
const ASK_UNSEEN_S: u32 = 60;
/// So many times as long as an answer took nothing is asked: a list of a million names must not be all that the screen and
/// the box do.
const REST: u64 = 5;

/// A number of ballots that is older is shown with its time.
const FRESH_MS: u64 = 45_000;

/// Where the evening is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Nobody takes part yet.
    Waiting,
    /// Ballots are cast.
    Open,
    /// The room has finished, which is not the organiser's close: nothing ends in the box.
    Closed,
    /// So much of the result has been told: the position of a [`Slide`].
    Told(usize),
}

/// What lies over the step, so that nothing of it is seen or goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aside {
    Black,
    /// What each key does.
    Keys,
    /// Is the screen to be left?
    Leaving,
}

/// Ballots so far, as the box last listed them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ballots {
    listed: Option<(u64, Moment)>,
    /// The last question had no answer.
    failed: bool,
    /// Since when the box is being asked.
    asked: Option<Moment>,
}

/// The count on this device, by the counter of the results page.
#[derive(Clone, Debug, PartialEq)]
pub enum Count {
    Running,
    /// There are no ballots, or their choices are sealed until the close.
    Nothing {
        sealed: u64,
        refused: u64,
    },
    Done {
        result: Rc<ResultFile>,
        /// After the close: is it the very result that the organiser has signed?
        agreed: Option<bool>,
    },
    Failed(CountFailure),
}

/// Everything the screen shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Hall {
    pub budget: Rc<Budget>,
    pub plan: Rc<Plan>,
    /// The languages that the screen can speak; the first is spoken, the second beside it where there is room.
    pub words: Vec<Words>,
    /// Where the room takes part.
    pub address: String,
    pub step: Step,
    /// The name of the room's Wi-Fi; empty where nobody typed one.
    pub network: String,
    /// The minute of the day at which the room stops.
    pub ends: Option<u32>,
    pub now: Moment,
    pub ballots: Ballots,
    /// Since the room has finished.
    pub count: Option<Count>,
    pub aside: Option<Aside>,
    /// The organiser has closed: ballots sent now do not count.
    pub closed: bool,
    /// The box has another budget now: nothing of this one is shown any more.
    pub replaced: bool,
    unseen: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Message {
    Onward,
    Back,
    AsidePressed(Aside),
    /// A key that is none of the screen's, or a touch beside every button.
    OtherPressed,
    /// Leave this screen, or go on with it.
    LeaveAnswered(bool),
    FullScreenPressed,
    LanguagePressed,
    NetworkTyped(String),
    /// As a field for the time of the day has it: "19:05", or nothing.
    EndTyped(String),
    Ticked(Moment),
    /// Can anybody see the page?
    Seen(bool),
    BallotsDue,
    /// `None` where the box did not answer.
    BallotsListed(Option<u64>),
    WordsArrived(Words),
    Counted(results::Message),
    /// What the widget knows of the organiser's close and of the budget.
    CloseKnown(Closing),
}

#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    AskBallots,
    /// In so many seconds, and up to half as many more: two screens do not ask together.
    AskBallotsAfter(u32),
    Count,
    /// What a count has found is not wanted any more.
    StopCount,
    FetchWords(Lang),
    Keep(Kept),
    FullScreen,
    /// With the budget that the box has now.
    BeginAnew,
    /// To the ballot page.
    Leave,
}

impl Hall {
    /// Begins where an earlier visit was. `words` is what can be spoken at once.
    #[must_use]
    pub fn new(
        budget: Rc<Budget>,
        words: Words,
        address: String,
        now: Moment,
        kept: Option<Kept>,
    ) -> (Self, Vec<Effect>) {
        let others = budget.languages.iter();
        let others = others.filter(|lang| *lang != words.lang() && Words::speaks(lang));
        let mut effects: Vec<Effect> = others.cloned().map(Effect::FetchWords).collect();
        let kept = kept.unwrap_or(Kept {
            step: Step::Waiting,
            network: String::new(),
            ends: None,
        });
        let mut hall = Self {
            plan: Rc::new(Plan::of(&budget)),
            budget,
            words: vec![words],
            address,
            step: kept.step,
            network: kept.network,
            ends: kept.ends,
            now,
            ballots: Ballots::default(),
            count: None,
            aside: None,
            closed: false,
            replaced: false,
            unseen: false,
        };
        effects.extend(match hall.step {
            Step::Waiting => Vec::new(),
            Step::Open => hall.ask(),
            Step::Closed | Step::Told(_) => hall.count(),
        });
        (hall, effects)
    }

    /// Takes in what happened, and says what must be done about it.
    pub fn update(&mut self, message: Message) -> Vec<Effect> {
        match message {
            // Nothing may change unseen, such as the language: any press only brings the step back.
            Message::OtherPressed | Message::FullScreenPressed | Message::LanguagePressed
                if self.aside == Some(Aside::Black) =>
            {
                self.aside = None;
                Vec::new()
            }
            Message::Onward | Message::Back if self.aside.is_some() => {
                self.aside = None;
                Vec::new()
            }
            Message::OtherPressed => Vec::new(),
            Message::Onward if self.replaced => vec![Effect::BeginAnew],
            Message::Back if self.replaced => Vec::new(),
            Message::Onward => self.onward(),
            Message::Back => self.back(),
            Message::AsidePressed(aside) => {
                // Whichever key: what was over the step goes, so that the step is seen before anything moves.
                self.aside = self.aside.is_none().then_some(aside);
                Vec::new()
            }
            Message::LeaveAnswered(leave) => {
                self.aside = None;
                if !leave {
                    return Vec::new();
                }
                // Whoever opens the screen again begins at the beginning, not with the outcome.
                self.step = Step::Waiting;
                vec![self.keep(), Effect::Leave]
            }
            Message::FullScreenPressed => vec![Effect::FullScreen],
            Message::LanguagePressed => {
                self.words.rotate_left(1);
                Vec::new()
            }
            Message::NetworkTyped(name) => {
                self.network = name;
                vec![self.keep()]
            }
            Message::EndTyped(time) => {
                self.ends = minute(&time);
                vec![self.keep()]
            }
            Message::Ticked(now) => {
                self.now = now;
                Vec::new()
            }
            Message::Seen(seen) => {
                self.unseen = !seen;
                if seen { self.ask() } else { Vec::new() }
            }
            Message::BallotsDue => self.ask(),
            Message::BallotsListed(number) => self.listed(number),
            Message::WordsArrived(words) => {
                self.words.push(words);
                Vec::new()
            }
            Message::CloseKnown(closing) => {
                self.closed |= matches!(closing, Closing::Closed { .. });
                self.replaced |= closing == Closing::Changed;
                Vec::new()
            }
            Message::Counted(message) => {
                // A screen only reads: nothing is put into the box, nothing is taken away as a file.
                if let Some(count) = &mut self.count {
                    count.hear(message);
                }
                self.stay_inside();
                Vec::new()
            }
        }
    }

    /// How long ballots can still be sent.
    #[must_use]
    pub fn left(&self) -> Left {
        left(self.ends, self.now, &self.budget.dates)
    }

    /// The result, once it and every check of it is here, and the organiser lets it be seen.
    #[must_use]
    pub fn result(&self) -> Option<&Rc<ResultFile>> {
        match &self.count {
            Some(Count::Done { result, .. }) if self.may_tell(result) => Some(result),
            _ => None,
        }
    }

    /// The organiser may want nobody to see a result before the end.
    #[must_use]
    pub fn may_tell(&self, result: &ResultFile) -> bool {
        self.budget.results_open || !self.goes_on(result)
    }

    /// Can ballots still come that count?
    #[must_use]
    pub fn goes_on(&self, result: &ResultFile) -> bool {
        result.close.is_none() && self.now.day <= self.budget.dates.closes
    }

    /// What can be told of the result, step by step.
    #[must_use]
    pub fn slides(&self) -> Vec<Slide> {
        let result = self.result();
        result.map_or_else(Vec::new, |result| slides(&self.budget, &self.plan, result))
    }

    /// The number of ballots, and when that was where it is no longer new; `None` where none is known.
    #[must_use]
    pub fn ballots_so_far(&self) -> Option<(u64, Option<Moment>)> {
        let (number, at) = self.ballots.listed?;
        let fresh = self.now.ms.saturating_sub(at.ms) < FRESH_MS && !self.ballots.failed;
        Some((number, (!fresh).then_some(at)))
    }

    /// The last question to the box had no answer.
    #[must_use]
    pub fn is_silent(&self) -> bool {
        self.ballots.failed
    }

    fn onward(&mut self) -> Vec<Effect> {
        match self.step {
            Step::Waiting => self.go(Step::Open),
            Step::Open => self.go(Step::Closed),
            Step::Closed if self.result().is_some() => self.go(Step::Told(0)),
            Step::Told(at) if at + 1 < self.slides().len() => self.go(Step::Told(at + 1)),
            // Where there was none, also after a reload, the next count may have one.
            Step::Closed | Step::Told(_) if self.result().is_none() && !self.is_counting() => {
                self.count()
            }
            Step::Closed | Step::Told(_) => Vec::new(),
        }
    }

    fn back(&mut self) -> Vec<Effect> {
        match self.step {
            Step::Waiting => Vec::new(),
            Step::Open => self.go(Step::Waiting),
            Step::Closed => self.go(Step::Open),
            Step::Told(0) => self.go(Step::Closed),
            Step::Told(at) => self.go(Step::Told(at - 1)),
        }
    }

    fn go(&mut self, step: Step) -> Vec<Effect> {
        let before = std::mem::replace(&mut self.step, step);
        let mut effects = match (before, step) {
            (_, Step::Open) => {
                // An answer that is still on its way is as good.
                self.ballots.listed = None;
                let stop = self.count.take().map(|_| Effect::StopCount);
                stop.into_iter().chain(self.ask()).collect()
            }
            (Step::Open, Step::Closed) => self.count(),
            _ => Vec::new(),
        };
        effects.push(self.keep());
        effects
    }

    fn is_counting(&self) -> bool {
        matches!(self.count, Some(Count::Running))
    }

    fn count(&mut self) -> Vec<Effect> {
        self.count = Some(Count::Running);
        vec![Effect::Count]
    }

    /// A count after a reload may have less to tell than the one before.
    fn stay_inside(&mut self) {
        let most = self.slides().len();
        if let Step::Told(at) = &mut self.step
            && most > 0
        {
            *at = (*at).min(most - 1);
        }
    }

    fn ask(&mut self) -> Vec<Effect> {
        if self.step != Step::Open || self.ballots.asked.is_some() {
            return Vec::new();
        }
        self.ballots.asked = Some(self.now);
        vec![Effect::AskBallots]
    }

    fn listed(&mut self, number: Option<u64>) -> Vec<Effect> {
        let asked = self.ballots.asked.take();
        // A box that is silent has nothing to rest from.
        let answered = asked.filter(|_| number.is_some());
        let took = answered.map_or(0, |at| self.now.ms.saturating_sub(at.ms) / 1_000);
        let rest = u32::try_from(took * REST).unwrap_or(u32::MAX);
        self.ballots.failed = number.is_none();
        if let Some(number) = number {
            self.ballots.listed = Some((number, self.now));
        }
        let after = if self.unseen { ASK_UNSEEN_S } else { ASK_S };
        match self.step {
            Step::Open => vec![Effect::AskBallotsAfter(after.max(rest))],
            _ => Vec::new(),
        }
    }

    fn keep(&self) -> Effect {
        Effect::Keep(Kept {
            step: self.step,
            network: self.network.clone(),
            ends: self.ends,
        })
    }
}

impl Count {
    /// The outcome without the checks that take long is not enough: the steps would change while they are told.
    fn hear(&mut self, message: results::Message) {
        if !matches!(self, Self::Running) {
            return;
        }
        *self = match message {
            results::Message::CountFinished { result, agreed, .. } => {
                match ResultFile::read(&result) {
                    Ok(result) => Self::Done {
                        result: Rc::new(result),
                        agreed,
                    },
                    Err(problems) => Self::Failed(CountFailure::Problem {
                        says: problems
                            .first()
                            .map(ToString::to_string)
                            .unwrap_or_default(),
                    }),
                }
            }
            results::Message::NothingCounted {
                sealed, refused, ..
            } => Self::Nothing {
                sealed: sealed.len() as u64,
                refused: refused.number,
            },
            results::Message::CountFailed(why) => Self::Failed(why),
            _ => return,
        };
    }
}
