//! The budget is on its way: the same shapes as the skeleton in `index.html`, so that nothing jumps.

use yew::prelude::*;

use super::heading;
use crate::words::{Key, Words};

pub(super) fn page(words: &Words) -> Html {
    html! {
        <div class="ballot" aria-busy="true">
            <div class="intro stack">
                { heading(html! { {words.say(Key::LoadingTitle)} }) }
                <p>{words.say(Key::LoadingSays)}</p>
            </div>
            <div class="blank blank-bar" />
            <div>
                <div class="blank blank-line" />
                <div class="blank blank-line" />
            </div>
        </div>
    }
}
