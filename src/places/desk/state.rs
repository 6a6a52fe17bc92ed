//! What is true at the desk, and the one function that changes it: no browser, no clock, no dice.

use documents::Id;
use documents::plan::{Breach, Limit, Side};

use super::batch::{Batch, MOST_SHEETS, Says, Sheet, Unreconciled};
use super::form::{Field, Form};
use super::kept::{self, Kept};
use super::view::View;
use crate::state::{Fault, Message, Seed, VoterMessage, Window};

#[derive(Clone, Debug, PartialEq)]
pub struct Desk {
    pub view: View,
    pub kept: Kept,
    /// The number of a batch that is about to begin, and its count, which stays open to correction.
    pub begins: [String; 2],
    /// The sheet that is being typed, once there is a batch.
    pub form: Form,
    /// Where the keyboard is.
    pub at: Field,
    /// What is to be said of the last key.
    pub said: Option<Said>,
    /// Is what is shown safe on the device?
    pub saved: Saved,
    /// The sheet that the widget has been handed.
    pub(super) handed: Option<usize>,
    /// Sending has stopped, and goes on when somebody presses the key again.
    pub stopped: Option<Stopped>,
    /// Ballots that another tab has made, and this one's outbox has not heard of.
    pub(super) unheard: Vec<Id>,
    /// Codes that were looked up and may not vote.
    bad_codes: Vec<String>,
    seed: Option<Seed>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    Yes,
    UnderWay,
    /// The device keeps nothing: a batch is lost with its power.
    Refused,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// This field needs something else.
    Needs(Field),
    /// The sheet breaks this limit.
    Breaks(Breach),
    /// The sheet of this number is typed already.
    Double(u64),
    /// This number is above the count.
    Beyond(u64),
    /// The sheet of this number has this code.
    CodeUsed(u64),
    /// A sheet of an earlier batch has this code.
    CodeUsedBefore,
    /// The code of the sheet of this number is on no card that may vote.
    CodeBad(u64),
    /// A batch of this number is finished here: its ballots are sent, or wait, or were refused.
    BatchDone(u64),
    Stored(u64),
    TakenBack(u64),
    /// Is the sheet of this number to be removed? The same key says yes.
    RemoveSheet(u64),
    /// Is the sheet of this number no ballot, although figures are typed? The same key says yes.
    SpoilSheet(u64),
    /// Is the batch of this number, which is empty, to be dropped? The same key says yes.
    DropBatch(u64),
    Removed(u64),
    Dropped(u64),
    /// No sheet of this number is typed.
    NoSuchSheet,
    /// The sheet that is being typed comes first.
    FinishFirst,
    Unreconciled(Unreconciled),
    /// No ballot can be sent now.
    Shut(Window),
    /// Another tab of this device has changed the batch: this is what it has now.
    Elsewhere,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Stopped {
    Fault(Fault),
    Shut(Window),
    /// Another tab of this device sends.
    Elsewhere,
}

#[derive(Clone, Debug, PartialEq)]
pub enum DeskMessage {
    /// The widget's state has changed.
    Looked(View),
    Typed(Field, String),
    /// The keyboard has gone to this field.
    At(Field),
    /// On to the next field; behind the last one the sheet is stored.
    Next,
    Back,
    /// The last sheet is typed once more.
    Undo,
    /// The sheet whose number is in the field is typed once more.
    Correct,
    /// What was typed of this sheet is forgotten.
    Clear,
    /// Pressed twice: the sheet in the form, or of the number there, is removed; an empty batch is dropped.
    Remove,
    /// This sheet is no ballot; pressed twice where figures are typed.
    Spoilt,
    Send,
    /// Each sheet of the batch is a ballot, or none can become one any more; another batch begins.
    NextBatch,
    /// The list of receipts, on paper.
    Print,
    SeedDrawn(Seed),
    Kept,
    NotKept,
    /// Another tab was first: what the device keeps now.
    KeptElsewhere(Vec<u8>),
}

#[derive(Clone, Debug, PartialEq)]
pub enum DeskEffect {
    /// Keeps these bytes, unless the device has others than were kept or read here last.
    Keep(Vec<u8>),
    Tell(Message),
    DrawSeed,
    Print,
}

impl Desk {
    /// With what the device had kept of a desk.
    #[must_use]
    pub fn new(view: View, bytes: Option<&[u8]>) -> (Self, Vec<DeskEffect>) {
        let kept = bytes.and_then(|bytes| kept::read(bytes, &view.budget));
        let mut desk = Self {
            form: Form::new(&view.budget, 1),
            kept: kept.unwrap_or_default(),
            begins: Default::default(),
            at: Field::Batch,
            said: None,
            saved: Saved::Yes,
            handed: None,
            stopped: None,
            unheard: Vec::new(),
            bad_codes: Vec::new(),
            seed: None,
            view,
        };
        desk.next_sheet();
        let mut effects = vec![DeskEffect::DrawSeed];
        effects.extend(desk.go_on());
        (desk, effects)
    }

    pub fn update(&mut self, message: DeskMessage) -> Vec<DeskEffect> {
        match message {
            DeskMessage::Looked(view) => self.looked(view),
            DeskMessage::SeedDrawn(seed) => {
                self.seed.get_or_insert(seed);
                Vec::new()
            }
            DeskMessage::Kept => {
                self.saved = Saved::Yes;
                self.go_on()
            }
            DeskMessage::NotKept => {
                self.saved = Saved::Refused;
                self.go_on()
            }
            DeskMessage::KeptElsewhere(bytes) => self.kept_elsewhere(&bytes),
            DeskMessage::Send if self.is_sending() => {
                self.stopped = None;
                self.handed = None;
                self.go_on()
            }
            DeskMessage::NextBatch => self.next_batch(),
            DeskMessage::Print => vec![DeskEffect::Print],
            _ if self.is_sending() => Vec::new(),
            message => self.typing(message),
        }
    }

    #[must_use]
    pub fn batch(&self) -> Option<&Batch> {
        self.kept.batch.as_ref()
    }

    /// Does the batch become ballots, or has it?
    #[must_use]
    pub fn is_sending(&self) -> bool {
        self.batch().is_some_and(|batch| batch.sending)
    }

    /// Is each sheet a ballot that this device holds on to, or that the box has?
    #[must_use]
    pub fn is_done(&self) -> bool {
        let done = |batch: &Batch| batch.sending && batch.next_to_send().is_none();
        self.batch().is_some_and(done)
    }

    /// Is there nothing more to do for this batch here? What the close, or another budget, came before becomes no ballot any
    /// more; a day that a clock has wrong may still come.
    #[must_use]
    pub fn may_leave(&self) -> bool {
        self.is_done()
            || matches!(
                self.stopped,
                Some(Stopped::Shut(Window::Closed | Window::Changed))
            )
    }

    /// What the sheet breaks so far.
    #[must_use]
    pub fn breaches(&self) -> Vec<Breach> {
        self.form.breaches(&self.view.plan, &self.view.money)
    }

    /// What is left to share out on this sheet; `Err` with how much is too much.
    pub fn left(&self) -> Result<u64, u64> {
        let sum: u64 = self
            .form
            .amounts(&self.view.plan, &self.view.money)
            .iter()
            .sum();
        match self.view.plan.total.checked_sub(sum) {
            Some(left) => Ok(left),
            None => Err(sum - self.view.plan.total),
        }
    }

    fn typing(&mut self, message: DeskMessage) -> Vec<DeskEffect> {
        if let DeskMessage::At(field) = message {
            // What was said of the key before stays: this may be where that key led.
            self.at = field;
            return Vec::new();
        }
        let asked = self.said.take();
        match message {
            DeskMessage::Typed(field, text) => return self.typed(field, text),
            DeskMessage::Back => self.back(),
            DeskMessage::Clear => self.next_sheet(),
            DeskMessage::Next => return self.next(),
            DeskMessage::Undo => return self.undo(),
            DeskMessage::Correct => self.correct(),
            DeskMessage::Remove => return self.remove(asked),
            DeskMessage::Spoilt => return self.spoilt(asked),
            DeskMessage::Send => return self.send(),
            _ => {}
        }
        Vec::new()
    }

    fn typed(&mut self, field: Field, text: String) -> Vec<DeskEffect> {
        match field {
            Field::Batch => self.begins[0] = text,
            Field::Declared => {
                self.begins[1] = text;
                return self.recount();
            }
            field => self.form.set(field, text),
        }
        Vec::new()
    }

    /// The count of the batch that is being typed was itself mistyped.
    fn recount(&mut self) -> Vec<DeskEffect> {
        let counted = self.counted();
        match (&mut self.kept.batch, counted) {
            (Some(batch), Some(counted)) if batch.declared != counted => batch.declared = counted,
            _ => return Vec::new(),
        }
        self.keep()
    }

    fn counted(&self) -> Option<u64> {
        let counted = self.begins[1].trim().parse().ok();
        counted.filter(|counted| (1..=MOST_SHEETS).contains(counted))
    }

    fn fields(&self) -> Vec<Field> {
        match self.batch() {
            None => vec![Field::Batch, Field::Declared],
            Some(_) => {
                let sheet = self.form.fields().iter().copied();
                [Field::Declared].into_iter().chain(sheet).collect()
            }
        }
    }

    fn back(&mut self) {
        let fields = self.fields();
        let here = fields.iter().position(|field| *field == self.at);
        self.at = fields[here.unwrap_or(0).saturating_sub(1)];
    }

    /// On from a field that is filled in as it must be.
    fn next(&mut self) -> Vec<DeskEffect> {
        let fields = self.fields();
        if let Some(wrong) = self.wrong(self.at) {
            let may_go = may_go_on(&wrong);
            if matches!(wrong, Said::BatchDone(_)) {
                // The next number is typed into an empty field, not behind this one.
                self.begins[0].clear();
            }
            self.said = Some(wrong);
            if !may_go {
                return Vec::new();
            }
        }
        let here = fields.iter().position(|field| *field == self.at);
        match fields.get(here.map_or(0, |here| here + 1)) {
            Some(next) => {
                let left = std::mem::replace(&mut self.at, *next);
                self.look_up(left)
            }
            None if self.batch().is_none() => self.begin(),
            None => self.store(),
        }
    }

    /// What is wrong with this field as it is.
    fn wrong(&self, field: Field) -> Option<Said> {
        let needs = Some(Said::Needs(field));
        match field {
            Field::Batch => match self.begins[0].trim().parse() {
                Ok(number @ 1..) if self.kept.done.contains(&number) => {
                    Some(Said::BatchDone(number))
                }
                Ok(1_u64..) => None,
                _ => needs,
            },
            Field::Declared => self.counted().is_none().then_some(Said::Needs(field)),
            Field::Number => match self.form.number() {
                Some(number) if self.is_typed(number) => Some(Said::Double(number)),
                Some(number) if self.is_beyond(number) => Some(Said::Beyond(number)),
                Some(_) => None,
                None => needs,
            },
            Field::Code => match self.form.code() {
                Some(code) => self.code_used(&code.to_string()),
                None => needs,
            },
            Field::Line(_) => {
                let unread = self
                    .form
                    .says(&self.view.budget, &self.view.plan, &self.view.money);
                let mut own = self.breaches().into_iter();
                let own = own.find(|breach| {
                    Form::field_of(breach, &self.view.plan) == field || is_above(breach)
                });
                match own {
                    Some(breach) => Some(Said::Breaks(breach)),
                    None if unread.is_err_and(|wrong| wrong == field) => needs,
                    None => None,
                }
            }
            Field::Question(at) => self.form.answer(at, &self.view.budget).err().and(needs),
        }
    }

    fn is_typed(&self, number: u64) -> bool {
        self.batch().is_some_and(|batch| batch.at(number).is_some())
    }

    fn is_beyond(&self, number: u64) -> bool {
        self.batch().is_some_and(|batch| number > batch.declared)
    }

    /// The widget asks the organiser's list, as for any visitor, while the amounts are typed.
    fn look_up(&self, left: Field) -> Vec<DeskEffect> {
        let code = self.form.code().filter(|_| left == Field::Code);
        let asks = code.map(|code| VoterMessage::CodeTyped(code.to_string()));
        asks.map(|asks| DeskEffect::Tell(asks.into()))
            .into_iter()
            .collect()
    }

    pub(super) fn note_code(&mut self) {
        let bad = self.view.bad_code.map(|code| code.to_string());
        self.bad_codes
            .extend(bad.filter(|bad| !self.bad_codes.contains(bad)));
    }

    /// Has the sheet a code that may not vote, as far as is known?
    #[must_use]
    pub fn has_bad_code(&self, sheet: &Sheet) -> bool {
        let code = sheet.says.as_ref().and_then(|says| says.code.as_ref());
        code.is_some_and(|code| self.bad_codes.contains(code))
    }

    fn code_used(&self, code: &str) -> Option<Said> {
        let here = self.has_code(code).map(Said::CodeUsed);
        let before = || self.kept.used.contains(&kept::hash_of(code));
        here.or_else(|| before().then_some(Said::CodeUsedBefore))
    }

    /// The number of the sheet that has this code.
    fn has_code(&self, code: &str) -> Option<u64> {
        let mut sheets = self.batch()?.sheets.iter();
        let same = |says: &Says| says.code.as_deref() == Some(code);
        let found = sheets.find(|sheet| sheet.says.as_ref().is_some_and(same));
        found.map(|sheet| sheet.number)
    }

    fn begin(&mut self) -> Vec<DeskEffect> {
        let number = self.begins[0].trim().parse().unwrap_or(1);
        let declared = self.counted().unwrap_or(1);
        self.kept.batch = Some(Batch::new(number, declared));
        self.next_sheet();
        self.keep()
    }

    /// The whole sheet, with every limit kept, into the batch.
    fn store(&mut self) -> Vec<DeskEffect> {
        let View {
            budget,
            plan,
            money,
            ..
        } = &self.view;
        let says = match self.form.says(budget, plan, money) {
            Ok(says) => says,
            Err(field) => return self.stay(field, Said::Needs(field)),
        };
        if let Some(breach) = self.breaches().first().copied() {
            let field = Form::field_of(&breach, &self.view.plan);
            return self.stay(field, Said::Breaks(breach));
        }
        if let Some(used) = says.code.as_deref().and_then(|code| self.code_used(code)) {
            return self.stay(Field::Code, used);
        }
        self.put(Some(says))
    }

    fn stay(&mut self, field: Field, said: Said) -> Vec<DeskEffect> {
        (self.at, self.said) = (field, Some(said));
        Vec::new()
    }

    fn spoilt(&mut self, asked: Option<Said>) -> Vec<DeskEffect> {
        match (self.batch(), self.form.number()) {
            (None, _) => Vec::new(),
            (_, None) => self.stay(Field::Number, Said::Needs(Field::Number)),
            (_, Some(number)) => {
                let asks = Some(Said::SpoilSheet(number));
                if self.form.is_filled() && asked != asks {
                    self.said = asks;
                    return Vec::new();
                }
                self.put(None)
            }
        }
    }

    fn put(&mut self, says: Option<Says>) -> Vec<DeskEffect> {
        let before = self.form.corrects.take();
        let seed = before.map(|sheet| sheet.seed).or(self.seed.take());
        let (Some(seed), Some(number)) = (seed, self.form.number()) else {
            // Without dice there is no ballot: they are asked again.
            return vec![DeskEffect::DrawSeed];
        };
        if let Some(batch) = &mut self.kept.batch {
            batch.sheets.push(Sheet {
                number,
                seed,
                says,
                ballot: Vec::new(),
                sent: false,
            });
        }
        self.next_sheet();
        self.said = Some(Said::Stored(number));
        let mut effects = self.keep();
        effects.push(DeskEffect::DrawSeed);
        effects
    }

    /// An empty form for the first number that is missing.
    fn next_sheet(&mut self) {
        // What was being corrected is in the batch again, as it was.
        if let (Some(batch), Some(sheet)) = (&mut self.kept.batch, self.form.corrects.take()) {
            batch.sheets.push(sheet);
        }
        let declared = self.batch().map(|batch| batch.declared.to_string());
        self.begins = [String::new(), declared.unwrap_or_default()];
        let number = self.batch().map_or(1, Batch::next_number);
        self.form = Form::new(&self.view.budget, number);
        self.at = match self.batch() {
            None => Field::Batch,
            Some(_) => Field::Number,
        };
    }

    fn undo(&mut self) -> Vec<DeskEffect> {
        let last = self
            .batch()
            .and_then(|batch| batch.sheets.len().checked_sub(1));
        match last {
            _ if self.form.is_begun() => self.said = Some(Said::FinishFirst),
            None => self.said = Some(Said::NoSuchSheet),
            Some(last) => self.take_back(last),
        }
        Vec::new()
    }

    fn correct(&mut self) {
        let number = self.form.number();
        let batch = self.batch();
        match number.and_then(|number| batch?.at(number)) {
            _ if self.form.is_begun() => self.said = Some(Said::FinishFirst),
            None => self.said = Some(Said::NoSuchSheet),
            Some(at) => self.take_back(at),
        }
    }

    /// Asks once. A sheet that was never in a pile, or is in another one, would keep its batch for ever.
    fn remove(&mut self, asked: Option<Said>) -> Vec<DeskEffect> {
        if self.form.corrects.is_none() {
            self.correct();
        }
        let batch = self.batch().map(|batch| (batch.number, batch.sheets.len()));
        let asks = match (&self.form.corrects, batch) {
            (Some(sheet), _) => Said::RemoveSheet(sheet.number),
            (None, Some((number, 0))) if !self.form.is_begun() => Said::DropBatch(number),
            _ => return Vec::new(),
        };
        let says = match asks {
            _ if asked.as_ref() != Some(&asks) => {
                self.said = Some(asks);
                return Vec::new();
            }
            Said::DropBatch(number) => {
                self.kept.batch = None;
                Said::Dropped(number)
            }
            _ => {
                let sheet = self.form.corrects.take();
                Said::Removed(sheet.map_or(0, |sheet| sheet.number))
            }
        };
        self.next_sheet();
        self.said = Some(says);
        self.keep()
    }

    /// The sheet is in the form, and in the batch again once it is stored or the form is cleared.
    fn take_back(&mut self, at: usize) {
        let Some(batch) = &mut self.kept.batch else {
            return;
        };
        let sheet = batch.sheets.remove(at);
        self.form = Form::of(&self.view.budget, &self.view.money, &sheet);
        self.said = Some(Said::TakenBack(sheet.number));
        self.form.corrects = Some(sheet);
        self.at = Field::Number;
    }

    fn send(&mut self) -> Vec<DeskEffect> {
        let mut sheets = self.batch().into_iter().flat_map(|batch| &batch.sheets);
        let bad = sheets.find(|sheet| self.has_bad_code(sheet));
        let bad = bad.map(|sheet| Said::CodeBad(sheet.number));
        let counted = self.counted();
        let Some(batch) = &mut self.kept.batch else {
            return Vec::new();
        };
        self.said = match batch.reconciled() {
            _ if self.form.is_begun() => Some(Said::FinishFirst),
            // What is in the field is what somebody means.
            _ if counted != Some(batch.declared) => Some(Said::Needs(Field::Declared)),
            _ if self.view.window != Window::Now => Some(Said::Shut(self.view.window)),
            _ if bad.is_some() => bad,
            Err(unreconciled) => Some(Said::Unreconciled(unreconciled)),
            Ok(()) => {
                batch.sending = true;
                (self.stopped, self.handed) = (None, None);
                return self.keep();
            }
        };
        Vec::new()
    }

    fn next_batch(&mut self) -> Vec<DeskEffect> {
        if !self.may_leave() {
            return Vec::new();
        }
        if let Some(batch) = self.kept.batch.take() {
            let sheets = batch.sheets.iter();
            let codes = sheets.filter_map(|sheet| sheet.says.as_ref()?.code.as_deref());
            self.kept.used.extend(codes.map(kept::hash_of));
            self.kept.done.push(batch.number);
        }
        (self.said, self.stopped, self.handed) = (None, None, None);
        self.next_sheet();
        self.keep()
    }

    /// A sheet that is taken back stays in what is kept: a power cut loses nothing of it.
    pub(super) fn keep(&mut self) -> Vec<DeskEffect> {
        let mut kept = self.kept.clone();
        if let (Some(batch), Some(sheet)) = (&mut kept.batch, &self.form.corrects) {
            batch.sheets.push(sheet.clone());
        }
        if self.saved != Saved::Refused {
            self.saved = Saved::UnderWay;
        }
        let mut effects = vec![DeskEffect::Keep(kept::write(&kept, &self.view.budget))];
        if self.saved == Saved::Refused {
            effects.extend(self.go_on());
        }
        effects
    }

    fn kept_elsewhere(&mut self, bytes: &[u8]) -> Vec<DeskEffect> {
        let sending = self.is_sending();
        if let Some(kept) = kept::read(bytes, &self.view.budget) {
            self.kept = kept;
        }
        let made = self.batch().into_iter().flat_map(|batch| &batch.sheets);
        let made = made.filter(|sheet| !sheet.sent && self.view.stage(&sheet.ballot).is_none());
        self.unheard = made.flat_map(|sheet| sheet.ballot.clone()).collect();
        self.saved = Saved::Yes;
        self.form.corrects = None;
        self.said = Some(Said::Elsewhere);
        if sending || self.is_sending() {
            self.stopped = Some(Stopped::Elsewhere);
        }
        if !self.form.is_begun() {
            self.next_sheet();
        }
        Vec::new()
    }
}

/// Is there too much, whatever the other lines get?
fn is_above(breach: &Breach) -> bool {
    breach.side == Side::Above && matches!(breach.limit, Limit::Total | Limit::Group(_))
}

/// A number that is typed twice may be on two papers, the count may be the mistake, and too much may be in a line further on: both are said, and found again
/// before anything is stored or sent.
fn may_go_on(wrong: &Said) -> bool {
    match wrong {
        Said::Double(_) | Said::Beyond(_) => true,
        Said::Breaks(breach) => is_above(breach),
        _ => false,
    }
}
