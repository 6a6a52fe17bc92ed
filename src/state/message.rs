//! What happened: every way in to [`super::State::update`]. Each part is declared beside the one function that answers it.

use super::{
    DeviceMessage, EditMessage, LanguageMessage, LoadMessage, NavigateMessage, PieceMessage,
    ResultsMessage, SendMessage, TurnMessage, VoterMessage,
};

/// A fact, told by the visitor, the device or the box.
#[derive(Clone, Debug, PartialEq)]
pub enum Message {
    /// The budget and the connection come and go.
    Load(LoadMessage),
    /// Pieces of the program come.
    Piece(PieceMessage),
    Language(LanguageMessage),
    /// From screen to screen.
    Navigate(NavigateMessage),
    /// What the visitor chooses.
    Edit(EditMessage),
    /// What the piece `later` answers, as soon as it is here.
    Later(LaterMessage),
}

/// What follows the first touch.
#[derive(Clone, Debug, PartialEq)]
pub enum LaterMessage {
    /// The device's memory, its clock and its connection.
    Device(DeviceMessage),
    /// Who votes: the code, and what people say about themselves.
    Voter(VoterMessage),
    /// From the draft to the box.
    Send(SendMessage),
    /// Whose turn it is.
    Turn(TurnMessage),
    Results(ResultsMessage),
}

/// A message of a part is a message.
macro_rules! is_a_message {
    ($($part:ident as $($wrap:ident)::+),*) => {$(
        impl From<$part> for Message {
            fn from(part: $part) -> Self {
                is_a_message!(@ part, $($wrap),+)
            }
        }
    )*};
    (@ $part:ident, Later, $of:ident) => { Self::Later(LaterMessage::$of($part)) };
    (@ $part:ident, $of:ident) => { Self::$of($part) };
}

is_a_message!(
    LoadMessage as Load,
    PieceMessage as Piece,
    LanguageMessage as Language,
    NavigateMessage as Navigate,
    EditMessage as Edit,
    LaterMessage as Later,
    DeviceMessage as Later::Device,
    VoterMessage as Later::Voter,
    SendMessage as Later::Send,
    TurnMessage as Later::Turn,
    ResultsMessage as Later::Results
);
