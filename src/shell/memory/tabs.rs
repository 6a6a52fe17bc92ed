//! The other tabs and frames that share this device's memory of the widget.

use wasm_bindgen::prelude::*;
use web_sys::BroadcastChannel;

use super::Tell;
use crate::state::DeviceMessage;

/// Tells `MemoryChanged` when another tab has kept a ballot. A tab that was asleep looks for itself when it wakes, and
/// no ballot is kept without looking: a browser without this loses only that a tab beside this one knows at once.
pub(super) fn listen(name: &str, tell: &Tell) -> Option<BroadcastChannel> {
    let channel = BroadcastChannel::new(name).ok()?;
    let tell = tell.clone();
    let heard = Closure::<dyn FnMut()>::new(move || tell(DeviceMessage::MemoryChanged.into()));
    channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    // It lives as long as the page.
    heard.forget();
    Some(channel)
}
