//! What the visitor does to the draft: one step for undo, a reason where something could not be given, and word to
//! the live region once it is quiet.

use super::{
    Announcement, ClampReason, Clamped, Draft, Effect, Mode, Notice, Open, Setting, Turn,
    kept_draft,
};

/// Long enough for a row of presses to be told once, short enough to be heard as their answer.
const QUIET_MS: u32 = 1_000;

/// Earlier drafts that are kept for undo.
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
        let filling = self.turn == Turn::Filling;
        match message {
            EditMessage::AnnouncementDue => self.announce(),
            _ if !filling => Vec::new(),
            EditMessage::AmountSet { priority, amount } => {
                self.on_line(setting, priority, true, |open| {
                    open.draft.set(&open.plan, priority, amount)
                })
            }
            EditMessage::SliderTaken(priority) => self.slider_taken(priority),
            EditMessage::SliderLost(priority) => self.slider_lost(setting, priority),
            EditMessage::AmountTyped { priority, text } => {
                self.on_line(setting, priority, true, |open| {
                    let asked = open.money.read(&text);
                    open.draft.set_typed(&open.plan, priority, &text, asked)
                })
            }
            EditMessage::AmountSettled(priority) => self.settled(priority),
            EditMessage::MorePressed(priority) => self.on_line(setting, priority, false, |open| {
                open.draft.more(&open.plan, priority)
            }),
            EditMessage::LessPressed(priority) => self.on_line(setting, priority, false, |open| {
                open.draft.less(&open.plan, priority)
            }),
            EditMessage::NoViewToggled(_) if !self.budget.no_view => Vec::new(),
            EditMessage::NoViewToggled(priority) => {
                self.on_line(setting, priority, false, |open| {
                    open.draft.toggle_no_view(&open.plan, priority)
                })
            }
            EditMessage::TodayPressed => self.today_pressed(setting),
            EditMessage::EvenPressed => {
                self.on_all(setting, None, |open| open.draft.share_evenly(&open.plan))
            }
            EditMessage::StartAgainPressed => self.start_again(setting),
            EditMessage::UndoPressed => self.undo(setting),
        }
    }

    fn today_pressed(&mut self, setting: &Setting) -> Vec<Effect> {
        let notice = (!self.today_fits()).then_some(Notice::TodayMadeSmaller);
        let effects = self.on_all(setting, None, |open| {
            open.draft.start_from_today(&open.plan)
        });
        self.notice = notice;
        effects
    }

    fn start_again(&mut self, setting: &Setting) -> Vec<Effect> {
        let said = Some(Announcement::StartedAgain);
        self.about_shown = false;
        let effects = self.on_all(setting, said, |open| open.draft.start_again(&open.plan));
        if setting.mode == Mode::Kiosk {
            // Whoever presses this there may be the next visitor.
            self.past.clear();
        }
        effects
    }

    /// It is quiet: say what has come of it.
    fn announce(&mut self) -> Vec<Effect> {
        self.announced = self.unannounced.take().or(self.announced);
        Vec::new()
    }

    /// Changes one line. A change of a held line joins the step before it.
    fn on_line(
        &mut self,
        setting: &Setting,
        priority: usize,
        hold: bool,
        change: impl FnOnce(&mut Self) -> Option<ClampReason>,
    ) -> Vec<Effect> {
        if priority >= self.draft.lines.len() {
            return Vec::new();
        }
        let before = self.draft.clone();
        let because = change(self);
        let given = self.draft.lines[priority].amount;
        self.clamped = because.map(|because| Clamped {
            priority,
            given,
            because,
        });
        let joins = hold && self.held == Some(priority);
        let begins = hold && before.lines != self.draft.lines;
        self.held = (joins || begins).then_some(priority);
        let said = self
            .clamped
            .map_or(Announcement::Left(self.left()), Announcement::Clamped);
        self.changed(setting, (!joins).then_some(before), said)
    }

    /// Changes every line at once.
    fn on_all(
        &mut self,
        setting: &Setting,
        said: Option<Announcement>,
        change: impl FnOnce(&mut Self),
    ) -> Vec<Effect> {
        let before = self.draft.clone();
        change(self);
        self.clamped = None;
        self.held = None;
        let said = said.unwrap_or(Announcement::Left(self.left()));
        self.changed(setting, Some(before), said)
    }

    fn undo(&mut self, setting: &Setting) -> Vec<Effect> {
        let Some(earlier) = self.past.pop() else {
            return Vec::new();
        };
        self.draft.lines = earlier.lines;
        self.clamped = None;
        self.held = None;
        self.changed(setting, None, Announcement::Undone)
    }

    /// A second finger on a slider that the first has moved and not let go changes nothing of where it was before.
    fn slider_taken(&mut self, priority: usize) -> Vec<Effect> {
        let Some(line) = self.draft.lines.get(priority) else {
            return Vec::new();
        };
        let moving = self.held == Some(priority) && line.typed.is_none();
        if moving && self.taken.iter().any(|(at, _)| *at == priority) {
            return Vec::new();
        }
        let effects = self.settled(priority);
        self.taken.retain(|(at, _)| *at != priority);
        self.taken
            .push((priority, self.draft.lines[priority].clone()));
        effects
    }

    /// The slider goes back to where it was, and the step with it.
    fn slider_lost(&mut self, setting: &Setting, priority: usize) -> Vec<Effect> {
        let taken = self.taken.iter().position(|(at, _)| *at == priority);
        let Some((_, before)) = taken.map(|taken| self.taken.swap_remove(taken)) else {
            return Vec::new();
        };
        if self.draft.lines[priority] == before {
            return Vec::new();
        }
        self.draft.put_back(&self.plan, priority, before);
        self.past.pop_if(|past| past.lines == self.draft.lines);
        self.clamped = None;
        self.held = None;
        self.changed(setting, None, Announcement::Left(self.left()))
    }

    fn settled(&mut self, priority: usize) -> Vec<Effect> {
        if priority < self.draft.lines.len() {
            self.held = None;
            self.draft.settle(priority);
        }
        Vec::new()
    }

    /// After any change of amounts.
    fn changed(
        &mut self,
        setting: &Setting,
        before: Option<Draft>,
        said: Announcement,
    ) -> Vec<Effect> {
        if let Some(before) = before.filter(|before| before.lines != self.draft.lines) {
            self.past.push(before);
            let over = self.past.len().saturating_sub(PAST);
            self.past.drain(..over);
        }
        if !self.faults.is_empty() {
            self.faults = self.faults_now();
        }
        self.notice = None;
        self.announced = None;
        self.unannounced = Some(said);
        let mut effects = Vec::from_iter(self.keep_draft(setting));
        effects.push(Effect::AnnounceAfter { ms: QUIET_MS });
        effects
    }

    pub(super) fn keep_draft(&self, setting: &Setting) -> Option<Effect> {
        setting.keeps().then(|| self.draft_kept())
    }

    /// The device's memory as the draft is now.
    pub(super) fn draft_kept(&self) -> Effect {
        match self.is_begun() {
            true => Effect::KeepDraft(kept_draft::write(
                &self.budget,
                &self.draft,
                &self.origin,
                self.code.code(),
            )),
            false => Effect::ForgetDraft,
        }
    }
}
