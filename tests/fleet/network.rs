//! What becomes of a request between a device and the box.

use common_purse::state::{Answer, SendMessage};
use documents::Id;

use crate::dice::Dice;
use crate::world::{Due, SECOND, World};

/// As `shell::box`: after this the device takes a request for unanswered.
const PATIENCE: u64 = 20 * SECOND;

/// What becomes of a ballot on its way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum PutFate {
    Through,
    /// It arrives, and the device never hears of it.
    AnswerLost,
    NeverArrives,
    /// The device gives up, and it arrives minutes later.
    Late,
    /// Something between repeats it, at once and once more much later.
    Repeated,
    /// A portal says 200 with a page of its own, and passes nothing on.
    Portal,
    /// A redirect to another host, which the page does not follow.
    Redirected,
    /// The connection breaks in the middle of the upload.
    Torn,
    /// The box answers with this status, and keeps nothing.
    Refused(u16, Option<u32>),
    /// The box answers with this status, and keeps it all the same.
    KeptYetRefused(u16),
}

/// What becomes of the question what the box holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum ReadFate {
    Through,
    Nothing,
    Portal,
    /// Another ballot's bytes.
    Anothers,
    /// The answer from before anything was put.
    Stale,
    /// The beginning of the right answer.
    Torn,
}

const PUTS: [PutFate; 16] = [
    PutFate::AnswerLost,
    PutFate::AnswerLost,
    PutFate::NeverArrives,
    PutFate::NeverArrives,
    PutFate::Late,
    PutFate::Repeated,
    PutFate::Portal,
    PutFate::Redirected,
    PutFate::Torn,
    PutFate::Refused(500, None),
    PutFate::Refused(503, Some(120)),
    PutFate::Refused(429, Some(u32::MAX)),
    PutFate::Refused(401, None),
    PutFate::Refused(403, None),
    PutFate::Refused(413, None),
    PutFate::KeptYetRefused(502),
];

const READS: [ReadFate; 5] = [
    ReadFate::Nothing,
    ReadFate::Portal,
    ReadFate::Anothers,
    ReadFate::Stale,
    ReadFate::Torn,
];

/// `weather` of a hundred requests come to harm.
pub(crate) fn put_fate(dice: &mut Dice, weather: u64) -> PutFate {
    if dice.percent(weather) {
        dice.pick(&PUTS)
    } else {
        PutFate::Through
    }
}

/// As [`put_fate`].
pub(crate) fn read_fate(dice: &mut Dice, weather: u64) -> ReadFate {
    if dice.percent(weather) {
        dice.pick(&READS)
    } else {
        ReadFate::Through
    }
}

pub(crate) fn status(code: u16) -> Answer {
    Answer::Status {
        code,
        retry_after: None,
    }
}

impl World {
    /// So many of a hundred requests of this device come to harm.
    pub(crate) fn weather(&self, device: usize) -> u64 {
        match (self.calm, self.devices[device].online) {
            (true, _) => 0,
            (false, true) => self.devices[device].weather,
            (false, false) => 100,
        }
    }

    pub(crate) fn comes_to_harm(&mut self, device: usize) -> bool {
        let weather = self.weather(device);
        let harmed = self.dice.percent(weather);
        self.harm += u64::from(harmed);
        harmed
    }

    pub(crate) fn put(&mut self, device: usize, ballot: Id, bytes: Vec<u8>) {
        let life = self.devices[device].life;
        let weather = self.weather(device);
        let mut fate = put_fate(&mut self.dice, weather);
        if !self.calm && !self.devices[device].online {
            fate = PutFate::NeverArrives;
        }
        self.harm += u64::from(fate != PutFate::Through);
        let (soon, late) = (
            self.dice.between(5, 2_000),
            self.dice.between(30, 1_200) * SECOND,
        );
        let silence = self.dice.pick(&[100, PATIENCE]);
        let answered = |answer| Due::Tell {
            device,
            life,
            message: SendMessage::PutAnswered { ballot, answer }.into(),
        };
        let through = |says| Due::Put {
            device,
            life,
            ballot,
            bytes: bytes.clone(),
            says,
        };
        match fate {
            PutFate::Through => self.after(soon, through(None)),
            PutFate::KeptYetRefused(code) => self.after(soon, through(Some(code))),
            PutFate::Repeated => {
                self.after(soon, through(None));
                self.after(soon, Due::Arrives(bytes.clone()));
                self.after(late, Due::Arrives(bytes.clone()));
            }
            PutFate::AnswerLost => {
                self.after(soon, Due::Arrives(bytes));
                self.after(silence, answered(Answer::Nothing));
            }
            PutFate::Late => {
                self.after(late, Due::Arrives(bytes));
                self.after(silence, answered(Answer::Nothing));
            }
            PutFate::Torn | PutFate::NeverArrives | PutFate::Redirected => {
                self.after(silence, answered(Answer::Nothing));
            }
            PutFate::Portal => self.after(soon, answered(status(200))),
            PutFate::Refused(code, retry_after) => {
                self.after(soon, answered(Answer::Status { code, retry_after }));
            }
        }
    }

    /// What comes of the question for a file.
    pub(crate) fn read(&self, path: &str, fate: ReadFate) -> Option<Vec<u8>> {
        let held = self.store.read(path);
        let bytes = match fate {
            ReadFate::Through => held,
            ReadFate::Nothing | ReadFate::Stale => None,
            ReadFate::Portal => Some(&b"<!doctype html><title>Welcome to our Wi-Fi</title>"[..]),
            ReadFate::Anothers => self.store.another(path),
            ReadFate::Torn => held.map(|bytes| &bytes[..bytes.len() / 2]),
        };
        bytes.map(<[u8]>::to_vec)
    }
}
