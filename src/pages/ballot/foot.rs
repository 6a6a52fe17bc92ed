use yew::prelude::*;

use crate::pages::on;
use crate::state::{Message, Open, Screen};
use crate::words::{Key, Words};

/// The way on, and the reminder that nothing is sent before its end.
pub(super) fn foot(open: &Open, words: &Words, send: &Callback<Message>) -> Html {
    html! {
        <div class="part stack">
            if open.unsent() {
                <p class="notice"><strong>{words.say(Key::BallotUnsent)}</strong></p>
            }
            <div class="buttons">
                <button type="button" class="button button-main" onclick={on(send, Message::ScreenAsked(open.next()))}>
                    {words.say(Key::BallotCheck)}
                </button>
            </div>
            if open.budget.results_open {
                <button type="button" class="button-link" onclick={on(send, Message::ScreenAsked(Screen::Results))}>
                    {words.say(Key::BallotSeeResults)}
                </button>
            }
        </div>
    }
}
