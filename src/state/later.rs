//! What follows the first touch comes as a piece of its own, after the page. Until it is here, what it must answer waits,
//! in order; what answers a touch does not.

use super::{Channel, Effect, LaterMessage, Mode, Phase, State};
use crate::pieces::{Later, Places, later, places};

/// The first wait after a failure, in seconds; each further one is twice as long.
const FIRST_WAIT_S: u32 = 2;
const LONGEST_WAIT_S: u32 = 60;

#[derive(Clone, Debug, PartialEq)]
pub enum PieceMessage {
    /// What follows the first touch is here.
    LaterCame(Table),
    /// It could not be had.
    LaterMissing,
    /// "Try again" was pressed, or it is time to.
    LaterAsked,
    /// What is needed at this place is on the page; with its table, unless it is a piece of its own.
    PlaceCame(Option<PlaceTable>),
    /// It could not be had.
    PlaceMissing,
}

/// The piece's functions.
#[derive(Clone, Copy)]
pub struct Table(pub &'static Later);

impl std::fmt::Debug for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Table")
    }
}

impl PartialEq for Table {
    /// There is one.
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// The functions of the piece `places`.
#[derive(Clone, Copy)]
pub struct PlaceTable(pub &'static Places);

impl std::fmt::Debug for PlaceTable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PlaceTable")
    }
}

impl PartialEq for PlaceTable {
    /// There is one.
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// Whether the piece is here, and what waits for it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Following {
    pub(super) here: Option<Table>,
    /// What is needed at this place is on the page.
    pub(super) place: Option<PlaceTable>,
    /// A piece could not be had; it is asked for again.
    missing: bool,
    tries: u32,
    waiting: Vec<LaterMessage>,
}

impl Following {
    /// Where the program is not put in pieces, it is here from the start.
    pub(super) fn at_start() -> Self {
        Self {
            here: later::here().map(Table),
            place: places::here().map(PlaceTable),
            ..Self::default()
        }
    }
}

impl State {
    pub(super) fn piece(&mut self, message: PieceMessage) -> Vec<Effect> {
        match message {
            PieceMessage::LaterCame(table) => self.later_came(table),
            PieceMessage::LaterMissing => self.later_missing(),
            PieceMessage::LaterAsked => self.ask_for_later(),
            PieceMessage::PlaceCame(table) => {
                self.following.place = table.or(self.following.place);
                self.following.missing = false;
                Vec::new()
            }
            PieceMessage::PlaceMissing => self.is_missing(),
        }
    }

    /// What follows the first touch, once it is here.
    #[must_use]
    pub fn later(&self) -> Option<&'static Later> {
        self.following.here.map(|Table(later)| later)
    }

    /// Must this page wait for a piece before anybody touches it? A kiosk whose own is not here would forget nobody, a table
    /// would not be asked how many agree, and a desk would show a visitor's ballot. What was fetched may be no budget: why
    /// not, the piece that is awaited will say.
    #[must_use]
    pub fn waits(&self) -> bool {
        match self.phase {
            Phase::Loading => self.following.here.is_none(),
            Phase::Open(_) => {
                let set = &self.setting;
                let staffed = matches!(set.channel, Channel::Paper | Channel::Table);
                (set.mode == Mode::Kiosk || staffed) && self.following.place.is_none()
            }
            Phase::Broken(_) => false,
        }
    }

    /// It could not be had, and is waited for.
    #[must_use]
    pub fn later_is_missing(&self) -> bool {
        self.following.missing
    }

    /// For the piece to answer, now or as soon as it is here.
    pub(super) fn pass_on(&mut self, message: LaterMessage) -> Vec<Effect> {
        if let Some(later) = self.later() {
            return (later.update)(self, message);
        }
        self.following.waiting.push(message);
        self.ask_for_later()
    }

    /// The visitor, or a connection that is back, asks for what is not here.
    pub(super) fn ask_for_later(&mut self) -> Vec<Effect> {
        vec![match self.following.here {
            None => Effect::FetchLater,
            Some(_) if self.following.missing => Effect::FetchPlace,
            Some(_) => return Vec::new(),
        }]
    }

    fn later_came(&mut self, table: Table) -> Vec<Effect> {
        if self.following.here.replace(table).is_some() {
            return Vec::new();
        }
        self.following.missing = false;
        let waiting = std::mem::take(&mut self.following.waiting);
        let answers = waiting.into_iter().map(|message| self.pass_on(message));
        let mut effects = vec![Effect::BeginLater];
        answers.for_each(|answer| effects.extend(answer));
        if let Phase::Open(open) = &self.phase
            && !open.filling.faults.is_empty()
        {
            // They were to take the focus, and are on the page only now.
            effects.push(Effect::FocusFaults);
        }
        effects
    }

    fn later_missing(&mut self) -> Vec<Effect> {
        match self.following.here {
            Some(_) => Vec::new(),
            None => self.is_missing(),
        }
    }

    /// It is asked for again by itself, more and more seldom.
    fn is_missing(&mut self) -> Vec<Effect> {
        let doubled = FIRST_WAIT_S << self.following.tries.min(5);
        self.following.missing = true;
        self.following.tries += 1;
        vec![Effect::FetchLaterAfter(doubled.min(LONGEST_WAIT_S))]
    }
}
