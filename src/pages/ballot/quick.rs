use yew::prelude::*;

use crate::components::press_to;
use crate::state::{EditMessage, Message, Open};
use crate::words::{Key, Words};

/// Whole drafts at a press, and the way back.
pub(super) fn quick(open: &Open, words: &Words, send: &Callback<Message>) -> Html {
    let nothing = (!open.can_undo()).then_some("true");
    html! {
        <div class="quick" role="group" aria-label={words.say(Key::BallotQuick)}>
            { press_to("chip", Key::BallotToday, || EditMessage::TodayPressed.into(), words, send) }
            { press_to("chip", Key::BallotEven, || EditMessage::EvenPressed.into(), words, send) }
            { press_to("chip", Key::BallotAgain, || EditMessage::StartAgainPressed.into(), words, send) }
            <button type="button" class="chip" aria-disabled={nothing} onclick={send.reform(|_| EditMessage::UndoPressed.into())}>
                {words.html(Key::BallotUndo)}
            </button>
        </div>
    }
}
