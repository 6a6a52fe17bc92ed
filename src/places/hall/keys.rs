//! What a key does: a keyboard's, or those of a clicker, which are the same.

use super::{Aside, Message};

/// A key that goes down.
#[derive(Clone, Copy, Debug, Default)]
pub struct Press<'a> {
    /// As in [UI Events](https://www.w3.org/TR/uievents-key/).
    pub key: &'a str,
    /// The name of the tag that has the focus.
    pub on: &'a str,
    /// Alt, Control or Meta is held.
    pub with_others: bool,
    /// It was down before: somebody holds it.
    pub repeats: bool,
}

/// What a press means, and whether the browser is to do nothing of its own. Keys work wherever the focus is, but not while
/// somebody types, nor where they press what has the focus. A key that is held is one press: it must not tell a whole result.
#[must_use]
pub fn heard(press: Press) -> (Option<Message>, bool) {
    let own = match (press.on, press.key) {
        // A clicker goes on from the field too, in which these two do nothing.
        (_, "Escape" | "PageDown" | "PageUp") => press.with_others,
        ("INPUT", _) | ("BUTTON", " " | "Enter") => true,
        _ => press.with_others,
    };
    let ours = pressed(press.key).filter(|_| !own);
    // A browser presses the button again with each repeat, unless the repeat is taken from it.
    let again = press.repeats && matches!((press.on, press.key), ("BUTTON", " " | "Enter"));
    let taken = ours.is_some() || again;
    let other = ours.or((!own).then_some(Message::OtherPressed));
    (other.filter(|_| !press.repeats), taken)
}

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
