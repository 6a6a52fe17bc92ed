use yew::prelude::*;

/// A callback that sends one message whatever the event holds.
pub fn on<E: 'static, M: Clone + 'static>(send: &Callback<M>, message: M) -> Callback<E> {
    send.reform(move |_| message.clone())
}
