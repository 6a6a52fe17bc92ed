//! A small budget, and a visit to the widget on a device that keeps things and a box that can be reached or not.

use std::collections::BTreeMap;

use common_purse::state::*;
pub(crate) use documents::plan::{Breach, Limit, Side};
use documents::{Amounts, Ballot, Date, Id, Lang};
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use seals::Organiser;

use crate::sealer::{sealed, sealing};

/// £100 in steps of £5 between four lines; at least 25 for `advice` and `garden`, at most 60 for `warmth` and `garden`.
#[derive(Clone, Debug)]
pub(crate) struct Small {
    pub(crate) id: &'static str,
    pub(crate) total: u64,
    pub(crate) unspent: bool,
    pub(crate) no_view: bool,
    pub(crate) about: bool,
    /// Does it take a code, and are choices sealed?
    pub(crate) codes: bool,
    pub(crate) sealed: bool,
    pub(crate) results_open: bool,
    /// May a table of up to eight people agree a ballot?
    pub(crate) tables: bool,
    /// The names of the first two lines have changed places, their ids have not.
    pub(crate) swapped: bool,
    /// Floor, cap (at most the total), today.
    pub(crate) lines: [(u64, u64, u64); 4],
}

impl Default for Small {
    fn default() -> Self {
        let lines = [(10, 60, 40), (0, 50, 30), (0, 50, 20), (5, 30, 10)];
        Self {
            id: "aldermoor",
            total: 100,
            unspent: false,
            no_view: true,
            about: true,
            codes: false,
            sealed: false,
            results_open: true,
            tables: false,
            swapped: false,
            lines,
        }
    }
}

/// What was asked for would break this limit.
pub(crate) fn breaks(limit: Limit, side: Side, found: u64, bound: u64) -> ClampReason {
    ClampReason::Breaks(Breach {
        limit,
        side,
        found,
        bound,
    })
}

pub(crate) const HOMES: usize = 0;
pub(crate) const WARMTH: usize = 1;
pub(crate) const ADVICE: usize = 2;
pub(crate) const GARDEN: usize = 3;
const NAMES: [&str; 4] = ["homes", "warmth", "advice", "garden"];

impl Small {
    pub(crate) fn json(&self) -> Vec<u8> {
        let Self {
            id,
            total,
            unspent,
            no_view,
            results_open,
            ..
        } = self;
        let mut names = NAMES;
        if self.swapped {
            names.swap(HOMES, WARMTH);
        }
        let lines: Vec<String> = NAMES
            .iter()
            .zip(names)
            .zip(self.lines)
            .map(|((id, name), line)| priority(id, name, line, *total))
            .collect();
        let lines = lines.join(",");
        let about = if self.about { ABOUT } else { "" };
        let tables = match self.tables {
            true => r#""most_at_a_table":8,"#,
            false => "",
        };
        let keys = organiser().keys(self.codes, self.sealed).to_json();
        let keys = String::from_utf8(keys).expect("JSON is text");
        format!(
            r#"{{"format":"common-purse/budget/1","id":"{id}","languages":["en","cy"],
            "title":{{"en":"Aldermoor fund","cy":"Cronfa Aldermoor"}},
            "summary":{{"en":"Money for health.","cy":"Arian am iechyd."}},
            "organiser":{{"name":{{"en":"A made-up charity","cy":"Elusen ddychmygol"}}}},
            "currency":"GBP","total":{total},"step":5,"unspent":{unspent},"no_view":{no_view},
            "dates":{{"opens":"2027-03-01","closes":"2027-03-31"}},
            "promise":{{"who":{{"en":"The board","cy":"Y bwrdd"}},"by":"2027-05-01","says":{{"en":"We answer.","cy":"Rydym yn ateb."}}}},
            "headline":"prevention","tags":[{{"id":"prevention","name":{{"en":"Prevention","cy":"Atal"}}}}],
            "priorities":[{lines}],
            "limits":[
              {{"id":"small","name":{{"en":"Small groups","cy":"Grwpiau bach"}},"priorities":["advice","garden"],"floor":25,"why":{{"en":"A red line.","cy":"Llinell goch."}}}},
              {{"id":"outside","name":{{"en":"Outside","cy":"Y tu allan"}},"priorities":["warmth","garden"],"cap":60,"why":{{"en":"A red line.","cy":"Llinell goch."}}}}],
            "consequences":[{{"id":"drop-in","kind":"loss","says":{{"en":"The drop-in closes.","cy":"Mae’r ganolfan yn cau."}},
              "when":[{{"priorities":["homes"],"below":30}},{{"priorities":["warmth","advice"],"below":40}}]}}],
            "about":[{about}],"evidence":[],"rule":"ladder","checks":["limits-kept"],"results_open":{results_open},{tables}"keys":{keys}}}"#
        )
        .into_bytes()
    }
}

fn priority(id: &str, name: &str, (floor, cap, today): (u64, u64, u64), total: u64) -> String {
    let cap = cap.min(total);
    let level =
        |amount: &u64| format!(r#"{{"amount":{amount},"buys":{{"en":"Some.","cy":"Rhai."}}}}"#);
    let levels: Vec<String> = [20, 40]
        .iter()
        .filter(|amount| **amount <= cap)
        .map(level)
        .collect();
    let levels = levels.join(",");
    let tags = if id == "warmth" || id == "advice" {
        r#""prevention""#
    } else {
        ""
    };
    format!(
        r#"{{"id":"{id}","name":{{"en":"{name}","cy":"{name}"}},"about":{{"en":"A line.","cy":"Llinell."}},
        "floor":{floor},"cap":{cap},"today":{today},"delivered_by":[],"tags":[{tags}],
        "levels":[{levels}],"evidence":[]}}"#
    )
}

const ABOUT: &str = r#"{"id":"age","asks":{"en":"How old are you?","cy":"Beth yw eich oed?"},"why":{"en":"To compare.","cy":"I gymharu."},
    "answers":[{"id":"young","name":{"en":"Under 30","cy":"Dan 30"}},{"id":"old","name":{"en":"30 or over","cy":"30 neu hŷn"}}]}"#;

pub(crate) fn organiser() -> Organiser {
    Organiser::new([7; 32])
}

pub(crate) fn lang(tag: &str) -> Lang {
    Lang::parse(tag).expect("a language tag of the tests")
}

pub(crate) fn day(text: &str) -> Date {
    Date::parse(text).expect("a day of the tests")
}

pub(crate) fn own() -> Setting {
    Setting {
        mode: Mode::Own,
        channel: Channel::Web,
        place: None,
        strange: Vec::new(),
        today: day("2027-03-10"),
        server: ServerDay::Unasked,
        framed: false,
        online: true,
        storage: Storage::Unknown,
        wanted: vec![lang("en-GB")],
        packs: Vec::new(),
    }
}

pub(crate) fn kiosk() -> Setting {
    Setting {
        mode: Mode::Kiosk,
        channel: Channel::Kiosk,
        ..own()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    Filling,
    Freezing,
    Cast,
}

/// What the tests ask of the phase that a ballot is in.
pub(crate) trait Asked {
    fn turn(&self) -> Turn;
    /// The ballot that was cast last, and its amounts.
    fn cast_id(&self) -> Option<Id>;
    fn yours(&self) -> Option<&Amounts>;
    fn elsewhere(&self) -> bool;
}

impl Asked for Open {
    fn turn(&self) -> Turn {
        match self.ballot {
            BallotPhase::Filling => Turn::Filling,
            BallotPhase::Freezing { .. } => Turn::Freezing,
            BallotPhase::Cast(_) => Turn::Cast,
        }
    }

    fn cast_id(&self) -> Option<Id> {
        Some(self.cast()?.id)
    }

    fn yours(&self) -> Option<&Amounts> {
        self.cast()?.amounts.as_deref()
    }

    fn elsewhere(&self) -> bool {
        matches!(&self.ballot, BallotPhase::Cast(cast) if cast.elsewhere)
    }
}

/// What a device keeps, as the effects say.
#[derive(Clone, Default)]
pub(crate) struct Device {
    pub(crate) memory: Memory,
    pub(crate) refuses: bool,
    /// So many were drawn on it: its dice never repeat themselves.
    pub(crate) seeds: u8,
}

/// One page, opened on a device; the test plays the visitor and the box.
pub(crate) struct Visit {
    pub(crate) state: State,
    pub(crate) device: Device,
    /// Everything the state asked for since the last `take`.
    asked: Vec<Effect>,
    /// The program that seals cannot be loaded.
    pub(crate) no_sealer: bool,
    /// What there is to know of the organiser's close.
    pub(crate) closing: Closing,
    /// Revisions in the box; `None` where the box cannot be seen.
    pub(crate) seen: Option<Vec<u64>>,
}

impl Visit {
    /// A page with the budget and the device's memory both there.
    pub(crate) fn to(budget: &Small, setting: Setting) -> Self {
        Self::again(budget, setting, Device::default())
    }

    /// The page opened (again) on a device that has kept something.
    pub(crate) fn again(budget: &Small, setting: Setting, device: Device) -> Self {
        let mut visit = Self::just_opened(setting, device);
        visit.tell_memory();
        visit.tell(LoadMessage::BudgetArrived(budget.json()));
        visit
    }

    pub(crate) fn just_opened(setting: Setting, device: Device) -> Self {
        Self::begun(State::new(setting), device)
    }

    /// In a browser that has loaded the first piece of the program and no other.
    pub(crate) fn of_first_piece(setting: Setting, device: Device) -> Self {
        Self::begun(State::of_first_piece(setting), device)
    }

    fn begun((state, asked): (State, Vec<Effect>), device: Device) -> Self {
        Self {
            state,
            device,
            asked,
            no_sealer: false,
            closing: Closing::StillOpen,
            seen: Some(Vec::new()),
        }
    }

    pub(crate) fn tell_memory(&mut self) {
        let message = match self.device.refuses {
            true => DeviceMessage::StorageRefused,
            false => DeviceMessage::MemoryRead(self.device.memory.clone()),
        };
        self.tell(message);
    }

    /// Tells the state; what it asks of the device is done at once, what it asks of the box is left to the test.
    pub(crate) fn tell(&mut self, message: impl Into<Message>) {
        let effects = self.state.update(message.into());
        self.asked.extend(effects.iter().cloned());
        for effect in effects {
            self.perform(effect);
        }
    }

    pub(crate) fn tell_all(&mut self, messages: impl IntoIterator<Item = impl Into<Message>>) {
        for message in messages {
            self.tell(message);
        }
    }

    fn perform(&mut self, effect: Effect) {
        let memory = &mut self.device.memory;
        match effect {
            Effect::KeepDraft(bytes) => memory.draft = Some(bytes),
            Effect::ForgetDraft => memory.draft = None,
            Effect::KeepLang(lang) => memory.lang = Some(lang),
            Effect::KeepCast { bytes, known } if memory.room_for_cast(&known) == Room::Free => {
                memory.cast = Some(bytes);
            }
            Effect::KeepCast { .. } => {}
            Effect::ForgetCast => memory.cast = None,
            Effect::ForgetBallot(id) => memory
                .ballots
                .retain(|bytes| documents::bundle::id(bytes) != id),
            Effect::KeepBallot { id, .. } if self.device.refuses => {
                self.tell(SendMessage::BallotNotKept(id))
            }
            Effect::KeepBallot { id, bytes, after } => {
                match memory.room_for(id, after.as_deref()) {
                    Room::Taken => {
                        let memory = memory.clone();
                        return self.tell(SendMessage::CastElsewhere(id, memory));
                    }
                    Room::There => {}
                    Room::Free => memory.ballots.push(bytes),
                }
                self.tell(SendMessage::BallotKept(id));
            }
            Effect::Seal(unsealed) if !self.no_sealer => {
                let bytes = sealed(&unsealed, &self.open().budget);
                self.tell(sealing(&unsealed, Some(bytes)));
            }
            Effect::Seal(unsealed) => self.tell(sealing(&unsealed, None)),
            Effect::Settle { id, bytes } => {
                let seen = self.seen.clone();
                let bytes = seen.and_then(|seen| seals::settle(&bytes, seen));
                self.tell(SendMessage::BallotSettled { ballot: id, bytes });
            }
            Effect::LookForClose => self.tell(SendMessage::CloseKnown(self.closing.clone())),
            Effect::ReadMemory => self.tell_memory(),
            Effect::DrawSeed => {
                self.device.seeds += 1;
                let seed = Seed([self.device.seeds; 32]);
                self.tell(SendMessage::SeedDrawn(seed));
            }
            _ => {}
        }
    }

    /// What was asked for since the last time.
    pub(crate) fn take(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.asked)
    }

    pub(crate) fn open(&self) -> &Open {
        match &self.state.phase {
            Phase::Open(open) => open,
            other => panic!("no budget on the screen: {other:?}"),
        }
    }

    /// The ballot that was cast last.
    pub(crate) fn cast(&self) -> Option<Id> {
        self.open().cast_id()
    }

    /// Its amounts.
    pub(crate) fn yours(&self) -> Option<&Amounts> {
        self.open().yours()
    }

    pub(crate) fn amounts(&self) -> Vec<u64> {
        self.open().draft().amounts()
    }

    pub(crate) fn set(&mut self, amounts: [u64; 4]) {
        self.tell(EditMessage::StartAgainPressed);
        for (priority, amount) in amounts.into_iter().enumerate() {
            self.tell(EditMessage::AmountSet { priority, amount });
        }
        assert_eq!(
            self.amounts(),
            amounts,
            "the test's own amounts keep the limits"
        );
    }

    /// From a complete draft to the receipt.
    pub(crate) fn send(&mut self) -> Id {
        self.tell(NavigateMessage::ScreenAsked(Screen::Check));
        self.tell(SendMessage::SendPressed);
        self.cast().expect("a complete ballot was sent")
    }

    pub(crate) fn stage(&self, id: Id) -> Stage {
        self.open()
            .outbox
            .find(id)
            .expect("the ballot is in the outbox")
            .stage
    }

    /// The box answers a PUT, and then a read of what it holds under that name.
    pub(crate) fn answer(&mut self, ballot: Id, code: u16, holds: Option<&[u8]>) {
        self.tell(SendMessage::PutAnswered {
            ballot,
            answer: Answer::Status {
                code,
                retry_after: None,
            },
        });
        self.tell(SendMessage::ReadBack {
            ballot,
            bytes: holds.map(<[u8]>::to_vec),
        });
    }

    /// The ballot's bytes, as the page put them last.
    pub(crate) fn put(&self, ballot: Id) -> Vec<u8> {
        let puts = self.asked.iter().rev();
        let put = puts.filter_map(|effect| match effect {
            Effect::PutBallot { id, bytes } if *id == ballot => Some(bytes.clone()),
            _ => None,
        });
        put.into_iter().next().expect("the ballot was put")
    }
}

pub(crate) fn ballot(bytes: &[u8]) -> Ballot {
    Ballot::read(bytes).expect("the canonical bytes of a ballot")
}

pub(crate) fn amounts_of(ballot: &Ballot) -> BTreeMap<&str, u64> {
    let documents::ballot::Choices::Amounts { amounts, .. } = &ballot.choices;
    amounts
        .iter()
        .map(|(id, amount)| (id.as_str(), *amount))
        .collect()
}

/// The same cases on every machine, every time.
pub(crate) fn always_the_same<T: std::fmt::Debug>(
    cases: u32,
    of: impl Strategy<Value = T>,
    test: impl Fn(T),
) {
    let config = ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let dice = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(config, dice);
    let outcome = runner.run(&of, |value| {
        test(value);
        Ok(())
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
}
