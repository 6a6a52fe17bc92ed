use yew::prelude::*;

use super::button;
use crate::words::{Key, Words};

/// A callback that sends one message whatever the event holds.
pub fn on<E: 'static, M: Clone + 'static>(send: &Callback<M>, message: M) -> Callback<E> {
    send.reform(move |_| message.clone())
}

/// A button that sends one message.
pub fn press<M: Clone + 'static>(
    class: &'static str,
    says: Key,
    message: M,
    words: &Words,
    send: &Callback<M>,
) -> Html {
    button(class, words.say(says), on(send, message))
}

/// As [`press`], for a message that holds nothing. It is made at each press: what copies whichever message is no part of the
/// first load.
pub fn press_to<M: 'static>(
    class: &'static str,
    says: Key,
    message: fn() -> M,
    words: &Words,
    send: &Callback<M>,
) -> Html {
    button(class, words.say(says), send.reform(move |_| message()))
}
