//! The pieces of the program that a browser loads after the first one, which holds what answers a first touch.
//!
//! A piece is a table of functions. Whoever calls one through its table gets what the piece brought along; a function that
//! the first piece names anywhere else falls back into that one, which `cargo xtask weigh` then finds too heavy. Where the
//! program is not put in pieces (natively, in browser tests, by a plain `trunk build`) every table is here at once.

use yew::prelude::*;

use crate::pages;
use crate::pages::Place;
#[cfg(target_arch = "wasm32")]
use crate::shell;
use crate::state::{Effect, LaterMessage, Message, Open, Setting, State, Trouble, TurnMessage};
use crate::words::{Key, Words};

/// A piece's table, which keeps what is behind it within reach: to whoever splits the program, a piece needs all that those
/// before it have, so that what pieces share is one module in each file. Each module has types, imports and shims of its own.
struct Along<T, B: 'static> {
    table: T,
    _before: &'static B,
}

/// Nothing is before the first of them.
mod nothing {
    pub(super) type Whole = ();
    pub(super) static ALL: Whole = ();
}

/// A piece's name, that of the piece before it in the order in which they are loaded, its table's type, and the table.
macro_rules! piece {
    ($(#[$says:meta])* $name:ident after $before:ident: $table:ty = $all:expr) => {
        $(#[$says])*
        pub mod $name {
            use super::*;

            pub(super) type Whole = Along<$table, $before::Whole>;

            pub(super) static ALL: Whole = Along { table: $all, _before: &$before::ALL };

            /// What is here without being loaded.
            pub fn here() -> Option<&'static $table> {
                #[cfg(pieces)]
                return None;
                #[cfg(not(pieces))]
                Some(&ALL.table)
            }

            /// # Errors
            /// When it cannot be had now. The next call tries again.
            #[cfg(pieces)]
            pub async fn load() -> Result<&'static $table, Missing> {
                table().await
            }

            #[cfg(pieces)]
            #[wasm_split_helpers::wasm_split($name, fallible)]
            fn table() -> Result<&'static $table, Missing> {
                Ok(&ALL.table)
            }

            #[cfg(not(pieces))]
            #[allow(clippy::missing_errors_doc, clippy::unused_async)]
            pub async fn load() -> Result<&'static $table, Missing> {
                Ok(&ALL.table)
            }
        }
    };
}

piece! {
    /// What follows the first touch: the other screens, what stands around the lines, sending, and all that the device
    /// keeps.
    later after nothing: Later = Later {
        update: State::update_later,
        settle: State::settle_in,
        screen: pages::later::screen,
        title: pages::later::title,
        around: pages::later::around,
        malformed: pages::later::malformed,
        details: crate::components::details,
        paid: crate::components::paid,
        #[cfg(target_arch = "wasm32")]
        shell: shell::later,
    }
}

piece! {
    /// The results page.
    results after later: Results = Results {
        #[cfg(target_arch = "wasm32")]
        start: crate::results::app::start,
        #[cfg(target_arch = "wasm32")]
        promises: crate::places::promises::load,
    }
}

piece! {
    /// What follows the outcome on the results page.
    more after results: More = More {
        below: crate::results::more::below,
        #[cfg(target_arch = "wasm32")]
        dress: crate::results::looks::dress,
        #[cfg(target_arch = "wasm32")]
        download: crate::results::download::download,
        #[cfg(target_arch = "wasm32")]
        copy: crate::results::download::copy,
        #[cfg(target_arch = "wasm32")]
        print: crate::results::download::print,
    }
}

piece! {
    /// What became of the promises.
    promises after more: Promises = Promises {
        #[cfg(target_arch = "wasm32")]
        begin: crate::places::promises::begin,
    }
}

piece! {
    /// What is needed at a kiosk, in a hall, at a desk.
    places after more: Places = Places {
        turn: Open::turn_at_kiosk,
        #[cfg(target_arch = "wasm32")]
        begin: crate::places::begin,
    }
}

/// What follows the first touch.
pub struct Later {
    pub update: fn(&mut State, LaterMessage) -> Vec<Effect>,
    /// Budget and memory are both here.
    pub settle: fn(&mut State) -> Vec<Effect>,
    pub screen: fn(&Open, &Setting, &Words, &Callback<Message>) -> Html,
    pub title: fn(&Open) -> Key,
    pub around: fn(Place, &Open, &Setting, &Words, &Callback<Message>) -> Html,
    /// What is wrong with the budget.
    pub malformed: fn(&Trouble, &Words) -> Html,
    pub details: fn(&crate::components::Source) -> [Html; 2],
    /// Whether a line's amount pays what it buys.
    pub paid: fn(&crate::components::Source, u64) -> Html,
    /// With the draft that was put aside at an earlier visit.
    #[cfg(target_arch = "wasm32")]
    pub shell: shell::BeginLater,
}

pub struct Results {
    #[cfg(target_arch = "wasm32")]
    pub start: fn(),
    /// Brings in the piece `promises`, so that the way to the receipt holds nothing of how.
    #[cfg(target_arch = "wasm32")]
    pub promises: fn() -> crate::places::Beginning,
}

pub struct Places {
    pub turn: fn(&mut Open, &Setting, TurnMessage) -> Vec<Effect>,
    #[cfg(target_arch = "wasm32")]
    pub begin: fn(crate::places::Place, &shell::Tell) -> crate::places::Beginning,
}

/// What follows the outcome on the results page.
pub struct More {
    pub below: fn(&crate::results::Results, &Words, &Callback<crate::results::Message>) -> Html,
    /// Puts its styles on the page, once.
    #[cfg(target_arch = "wasm32")]
    pub dress: fn(),
    #[cfg(target_arch = "wasm32")]
    pub download: fn(&crate::results::Results, crate::results::Format),
    /// Copies what the picture shows.
    #[cfg(target_arch = "wasm32")]
    pub copy: fn(&crate::results::Results, &Callback<crate::results::Message>),
    #[cfg(target_arch = "wasm32")]
    pub print: fn(),
}

pub struct Promises {
    #[cfg(target_arch = "wasm32")]
    pub begin: fn() -> crate::places::Beginning,
}

/// A piece could not be had: no connection, a portal in between, or a newer version of the page in its place.
#[derive(Clone, Copy, Debug)]
pub struct Missing;

#[cfg(pieces)]
impl From<wasm_split_helpers::SplitLoaderError> for Missing {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}
