//! The address: one fragment for each screen, so that Back works, also inside an iframe.

use gloo::events::EventListener;
use wasm_bindgen::JsValue;

use super::{Tell, window};
use crate::state::{NavigateMessage, Screen, VoterMessage};

/// The screen in the address; `None` where the fragment is some place on the page.
pub(crate) fn shown() -> Option<Screen> {
    let hash = window().location().hash().ok()?;
    if hash.is_empty() {
        return Some(Screen::Ballot);
    }
    let mut screens = Screen::ALL.iter().copied();
    screens.find(|screen| screen.address() == hash)
}

/// Does the address ask for what became of the promises, which are beside the screens?
pub(crate) fn is_at_promises() -> bool {
    window()
        .location()
        .hash()
        .is_ok_and(|hash| hash == "#promises")
}

/// The voting code in the address, which is taken out of it: nobody should find it there later.
pub(crate) fn code() -> Option<String> {
    let hash = window().location().hash().ok()?;
    let code = hash.strip_prefix("#code=")?.to_owned();
    show_instead(Screen::Ballot);
    Some(code)
}

/// Adds the screen to the history.
pub(crate) fn show(screen: Screen) {
    let address = screen.address();
    let pushed = window()
        .history()
        .and_then(|history| history.push_state_with_url(&JsValue::NULL, "", Some(address)));
    // A document without an origin of its own (a sandboxed iframe) may not push, but may change its fragment.
    if pushed.is_err() {
        let _ = window().location().set_hash(address);
    }
}

/// Puts the screen in place of the one in the history.
pub(crate) fn show_instead(screen: Screen) {
    let address = screen.address();
    let replaced = window()
        .history()
        .and_then(|history| history.replace_state_with_url(&JsValue::NULL, "", Some(address)));
    if replaced.is_err() {
        let _ = window().location().replace(address);
    }
}

/// Tells of Back, Forward, and addresses typed by hand.
pub(crate) fn listen(tell: &Tell) -> EventListener {
    let tell = tell.clone();
    EventListener::new(&window(), "popstate", move |_| {
        if let Some(code) = code() {
            tell(VoterMessage::CodeTyped(code).into());
        } else if let Some(screen) = shown() {
            tell(NavigateMessage::ScreenShown(screen).into());
        }
    })
}
