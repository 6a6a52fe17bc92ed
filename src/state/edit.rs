//! What the visitor does to the draft: one step for undo, a reason where something could not be given, and word to
//! the live region once it is quiet.

use documents::Plan;

use super::{
    Announcement, Choices, ClampReason, Clamped, Effect, Filling, Mode, MoneyStyle, Notice, Open,
    Setting, kept_draft,
};

/// Long enough for a row of presses to be told once, short enough to be heard as their answer.
const QUIET_MS: u32 = 1_000;

/// Earlier choices that are kept for undo.
const PAST: usize = 100;

/// What the visitor does to the amounts.
#[derive(Clone, Debug, PartialEq)]
pub enum EditMessage {
    /// The slider is at this amount; one drag is one step for undo, until [`EditMessage::AmountSettled`].
    AmountSet {
        priority: usize,
        amount: u64,
    },
    /// A finger or a mouse button is on the slider.
    SliderTaken(usize),
    /// The browser has taken the finger for scrolling: what it did to the amount was not meant.
    SliderLost(usize),
    /// The field holds this text now; one spell of typing is one step for undo.
    AmountTyped {
        priority: usize,
        text: String,
    },
    /// The slider was let go, or the field was left.
    AmountSettled(usize),
    MorePressed(usize),
    LessPressed(usize),
    NoViewToggled(usize),
    TodayPressed,
    EvenPressed,
    StartAgainPressed,
    UndoPressed,
    /// It has been quiet for as long as `Effect::AnnounceAfter` asked.
    AnnouncementDue,
}

impl Open {
    pub(super) fn edit(&mut self, setting: &Setting, message: EditMessage) -> Vec<Effect> {
        if !self.ballot.is_filling() {
            return Vec::new();
        }
        let pot = Pot {
            plan: &self.plan,
            money: &self.money,
            no_view: self.budget.no_view,
            shared: setting.mode == Mode::Kiosk,
        };
        if !self.filling.edit(&pot, message) {
            return Vec::new();
        }
        let mut effects = Vec::from_iter(self.keep_draft(setting));
        effects.push(Effect::AnnounceAfter { ms: QUIET_MS });
        effects
    }

    pub(super) fn keep_draft(&self, setting: &Setting) -> Option<Effect> {
        setting.keeps().then(|| self.draft_kept())
    }

    /// The device's memory as the draft is now.
    pub(super) fn draft_kept(&self) -> Effect {
        match self.draft_written() {
            Some(bytes) => Effect::KeepDraft(bytes),
            None => Effect::ForgetDraft,
        }
    }

    /// The draft as it is kept; `None` where nothing has been changed.
    pub(super) fn draft_written(&self) -> Option<Vec<u8>> {
        let filling = &self.filling;
        self.is_begun().then(|| {
            kept_draft::write(
                &self.budget,
                &filling.draft,
                &filling.origin,
                self.code.code(),
            )
        })
    }
}

/// What an edit is held to.
struct Pot<'a> {
    plan: &'a Plan,
    money: &'a MoneyStyle,
    no_view: bool,
    /// Whoever presses something here may be the next visitor.
    shared: bool,
}

/// A change of what is chosen, and the reason where something else was asked for. By reference: one body for all changes, which
/// a phone loads once.
type Change<'a> = &'a dyn Fn(&mut Choices) -> Option<ClampReason>;

impl Filling {
    /// Have the amounts, or what is said of them, changed?
    fn edit(&mut self, pot: &Pot<'_>, message: EditMessage) -> bool {
        let plan = pot.plan;
        match message {
            EditMessage::AmountSet { priority, amount } => {
                self.on_line(plan, priority, true, &|choices| {
                    choices.set(plan, priority, amount)
                })
            }
            EditMessage::SliderTaken(priority) => self.slider_taken(priority),
            EditMessage::SliderLost(priority) => self.slider_lost(plan, priority),
            EditMessage::AmountTyped { priority, text } => {
                self.on_line(plan, priority, true, &|choices| {
                    choices.set_typed(plan, priority, &text, pot.money.read(&text))
                })
            }
            EditMessage::AmountSettled(priority) => self.settled(priority),
            EditMessage::MorePressed(priority) => self.on_line(plan, priority, false, &|choices| {
                choices.more(plan, priority)
            }),
            EditMessage::LessPressed(priority) => self.on_line(plan, priority, false, &|choices| {
                choices.less(plan, priority)
            }),
            EditMessage::NoViewToggled(priority) => {
                pot.no_view
                    && self.on_line(plan, priority, false, &|choices| {
                        choices.toggle_no_view(plan, priority)
                    })
            }
            EditMessage::TodayPressed => self.start_from_today(plan),
            EditMessage::EvenPressed => self.on_all(plan, None, &|choices| {
                choices.share_evenly(plan);
                None
            }),
            EditMessage::StartAgainPressed => self.start_again(plan, pot.shared),
            EditMessage::UndoPressed => self.undo(plan),
            EditMessage::AnnouncementDue => self.announce(),
        }
    }

    fn start_from_today(&mut self, plan: &Plan) -> bool {
        let changed = self.on_all(plan, None, &|choices| {
            choices.start_from_today(plan);
            None
        });
        let fits = self.draft.choices.is_today(plan);
        self.notice = (!fits).then_some(Notice::TodayMadeSmaller);
        changed
    }

    fn start_again(&mut self, plan: &Plan, shared: bool) -> bool {
        self.about_shown = false;
        self.draft.about.fill(None);
        let changed = self.on_all(plan, Some(Announcement::StartedAgain), &|choices| {
            *choices = Choices::new(plan);
            None
        });
        if shared {
            self.past.clear();
        }
        changed
    }

    fn undo(&mut self, plan: &Plan) -> bool {
        let Some(earlier) = self.past.pop() else {
            return false;
        };
        self.draft.choices = earlier;
        self.changed(plan, None, Announcement::Undone)
    }

    /// It is quiet: say what has come of it.
    fn announce(&mut self) -> bool {
        self.announced = self.unannounced.take().or(self.announced);
        false
    }

    /// Changes one line. A change of a held line joins the step before it.
    fn on_line(&mut self, plan: &Plan, priority: usize, hold: bool, change: Change<'_>) -> bool {
        if priority >= self.draft.choices.lines.len() {
            return false;
        }
        let before = self.draft.choices.clone();
        let because = change(&mut self.draft.choices);
        let given = self.draft.choices.lines[priority].amount;
        let clamped = because.map(|because| Clamped {
            priority,
            given,
            because,
        });
        let joins = hold && self.held == Some(priority);
        let begins = hold && before != self.draft.choices;
        let said = clamped.map_or_else(|| self.left(plan), Announcement::Clamped);
        self.changed(plan, (!joins).then_some(before), said);
        self.clamped = clamped;
        self.held = (joins || begins).then_some(priority);
        true
    }

    /// Changes every line at once.
    fn on_all(&mut self, plan: &Plan, said: Option<Announcement>, change: Change<'_>) -> bool {
        let before = self.draft.choices.clone();
        change(&mut self.draft.choices);
        let said = said.unwrap_or_else(|| self.left(plan));
        self.changed(plan, Some(before), said)
    }

    fn left(&self, plan: &Plan) -> Announcement {
        Announcement::Left(plan.left(&self.draft.amounts()))
    }

    /// A second finger on a slider that the first has moved and not let go changes nothing of where it was before.
    fn slider_taken(&mut self, priority: usize) -> bool {
        let Some(line) = self.draft.choices.lines.get(priority) else {
            return false;
        };
        let moving = self.held == Some(priority) && line.typed.is_none();
        if moving && self.taken.iter().any(|(at, _)| *at == priority) {
            return false;
        }
        self.settled(priority);
        self.taken.retain(|(at, _)| *at != priority);
        self.taken
            .push((priority, self.draft.choices.lines[priority].clone()));
        false
    }

    /// The slider goes back to where it was, and the step with it.
    fn slider_lost(&mut self, plan: &Plan, priority: usize) -> bool {
        let taken = self.taken.iter().position(|(at, _)| *at == priority);
        let Some((_, before)) = taken.map(|taken| self.taken.swap_remove(taken)) else {
            return false;
        };
        if self.draft.choices.lines[priority] == before {
            return false;
        }
        self.draft.choices.put_back(plan, priority, before);
        self.past.pop_if(|past| *past == self.draft.choices);
        self.changed(plan, None, self.left(plan))
    }

    fn settled(&mut self, priority: usize) -> bool {
        if priority < self.draft.choices.lines.len() {
            self.held = None;
            self.draft.choices.settle(priority);
        }
        false
    }

    /// After any change of amounts.
    fn changed(&mut self, plan: &Plan, before: Option<Choices>, said: Announcement) -> bool {
        if let Some(before) = before.filter(|before| *before != self.draft.choices) {
            self.past.push(before);
            let over = self.past.len().saturating_sub(PAST);
            self.past.drain(..over);
        }
        if !self.faults.is_empty() {
            self.faults = self.faults_now(plan);
        }
        self.clamped = None;
        self.held = None;
        self.notice = None;
        self.announced = None;
        self.unannounced = Some(said);
        true
    }
}
