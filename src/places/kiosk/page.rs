//! What is on the page beside the widget: the way to the next person, and the question whether anybody is still there.

use yew::prelude::*;

use super::{Kiosk, Message};
use crate::components::{heading, press_to};
use crate::words::{Key, Value, Words};

pub fn page(kiosk: &Kiosk, words: &Words, send: &Callback<Message>) -> Html {
    let Some(seen) = &kiosk.seen else {
        return Html::default();
    };
    let next = match seen.unsent {
        true => Key::KioskUnsent,
        false => Key::KioskNext,
    };
    let seconds = [("number", Value::Number(kiosk.wiped_in().unwrap_or(0)))];
    html! {
        <div lang={words.lang().to_string()} dir={words.dir()}>
            <footer class="kiosk-bar">
                { press_to("button button-quiet", next, || Message::NextPressed, words, send) }
            </footer>
            <dialog id="still-there" role="alertdialog" aria-labelledby="still" aria-describedby="still-says">
                { heading("still", words.say(Key::KioskStill)) }
                <p id="still-says">{words.rich(Key::KioskWiped, &seconds)}</p>
                { press_to("button", Key::KioskHere, || Message::Touched, words, send) }
            </dialog>
        </div>
    }
}
