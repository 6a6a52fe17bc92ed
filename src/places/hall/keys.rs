//! What a key does: a keyboard's, or those of a clicker, which are the same.

use super::{Aside, Message};

/// `name` is as in [UI Events](https://www.w3.org/TR/uievents-key/). `None` for a key that is none of ours.
#[must_use]
pub fn pressed(name: &str) -> Option<Message> {
    Some(match name {
        "ArrowRight" | "ArrowDown" | "PageDown" | " " | "Enter" => Message::Onward,
        "ArrowLeft" | "ArrowUp" | "PageUp" | "Backspace" => Message::Back,
        // A clicker's button for a black screen sends a full stop.
        "b" | "B" | "." => Message::AsidePressed(Aside::Black),
        "f" | "F" => Message::FullScreenPressed,
        "l" | "L" => Message::LanguagePressed,
        "?" => Message::AsidePressed(Aside::Keys),
        "Escape" => Message::AsidePressed(Aside::Leaving),
        _ => return None,
    })
}
