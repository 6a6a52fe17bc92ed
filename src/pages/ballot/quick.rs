use yew::prelude::*;

use crate::components::{on, press};
use crate::state::{Message, Open};
use crate::words::{Key, Words};

/// Whole drafts at a press, and the way back.
pub(super) fn quick(open: &Open, words: &Words, send: &Callback<Message>) -> Html {
    let nothing = (!open.can_undo()).then_some("true");
    html! {
        <div class="quick" role="group" aria-label={words.say(Key::BallotQuick)}>
            { press("chip", Key::BallotToday, Message::TodayPressed, words, send) }
            { press("chip", Key::BallotEven, Message::EvenPressed, words, send) }
            { press("chip", Key::BallotAgain, Message::StartAgainPressed, words, send) }
            <button type="button" class="chip" aria-disabled={nothing} onclick={on(send, Message::UndoPressed)}>
                {words.html(Key::BallotUndo)}
            </button>
        </div>
    }
}
