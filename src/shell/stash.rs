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

/// What keeps drafts is here: what was put aside at an earlier visit is kept as it would have been then, before the memory
/// is read. What this visit has changed is among what waits.
pub(crate) fn take_up(waiting: &[Effect], perform: &mut dyn FnMut(Effect)) {
    let Some((shelf, name)) = shelf() else { return };
    let Ok(Some(text)) = shelf.get_item(&name) else {
        return;
    };
    let _ = shelf.remove_item(&name);
    let kept = |effect: &Effect| matches!(effect, Effect::KeepDraft(_) | Effect::ForgetDraft);
    if !waiting.iter().any(kept) {
        perform(Effect::KeepDraft(text.into_bytes()));
    }
}

fn shelf() -> Option<(Storage, String)> {
    let shelf = window().local_storage().ok()??;
    Some((shelf, start::folder() + " draft"))
}
