//! Scripts that are loaded when they are asked for.

use web_sys::Element;

use super::document;

/// One of the widget's further scripts: its file, the hash of it, so that no other is run in its place, and its kind.
pub(crate) struct Script(&'static str, &'static str, &'static str);

const MODULE: &str = "module";

/// A module that could not be had once is not asked for again by every browser.
const PLAIN: &str = "text/javascript";

/// Reads a card by the camera.
pub(crate) const SCAN: Script = Script("scan.js", env!("SCAN_INTEGRITY"), MODULE);

/// Speaks to the page around this one.
pub(crate) const FRAME: Script = Script("frame.js", env!("FRAME_INTEGRITY"), MODULE);

/// Does what only a script can at a kiosk, in a hall, at a desk.
pub(crate) const PLACE: Script = Script("place.js", env!("PLACE_INTEGRITY"), PLAIN);

/// Sees to what this device keeps beside the page's memory: it opens without a signal, and everything is removed.
pub(crate) const DEVICE: Script = Script("device.js", env!("DEVICE_INTEGRITY"), MODULE);

/// Adds it to the page.
pub(crate) fn add(Script(address, integrity, kind): &Script) -> Option<Element> {
    let script = document().create_element("script").ok()?;
    for (attribute, value) in [("type", kind), ("integrity", integrity), ("src", address)] {
        script.set_attribute(attribute, value).ok()?;
    }
    document().head()?.append_child(&script).ok()?;
    Some(script)
}
