//! A draft that is changed before what keeps drafts is here: it is put aside at once, so that closing or reloading the page
//! then loses nothing either.

use web_sys::Storage;

use super::{start, window};
use crate::state::Effect;

/// Of several drafts the last counts, as in the device's memory.
pub(crate) fn keep(effect: &Effect) {
    let Some((shelf, name)) = shelf() else { return };
    // A device that keeps nothing says so once its memory has been tried.
    let _ = match effect {
        Effect::KeepDraft(bytes) => {
            let text = std::str::from_utf8(bytes).unwrap_or_default();
            shelf.set_item(&name, text)
        }
        Effect::ForgetDraft => shelf.remove_item(&name),
        _ => return,
    };
}

/// What keeps drafts is here: what was put aside at an earlier visit is for it. What this visit has changed is among what
/// waits.
pub(crate) fn take(waiting: &[Effect]) -> Option<Vec<u8>> {
    let (shelf, name) = shelf()?;
    let text = shelf.get_item(&name).ok()??;
    let _ = shelf.remove_item(&name);
    let kept = |effect: &Effect| matches!(effect, Effect::KeepDraft(_) | Effect::ForgetDraft);
    (!waiting.iter().any(kept)).then(|| text.into_bytes())
}

/// A text that a place kept on this device under this name, at an earlier visit.
pub(crate) fn kept(name: &str) -> Option<String> {
    let shelf = window().local_storage().ok()??;
    shelf.get_item(&of_place(name)).ok()?
}

/// Keeps it; a device that keeps nothing begins anew after a reload.
pub(crate) fn keep_text(name: &str, text: &str) {
    if let Ok(Some(shelf)) = window().local_storage() {
        let _ = shelf.set_item(&of_place(name), text);
    }
}

fn of_place(name: &str) -> String {
    [&start::folder(), " ", name].concat()
}

fn shelf() -> Option<(Storage, String)> {
    let shelf = window().local_storage().ok()??;
    Some((shelf, start::folder() + " draft"))
}
