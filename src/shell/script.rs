//! Scripts that are loaded when they are asked for.

use web_sys::Element;

use super::document;

/// One of the widget's further scripts: its file, and the hash of it, so that no other is run in its place.
pub(crate) struct Script(&'static str, &'static str);

/// Reads a card by the camera.
pub(crate) const SCAN: Script = Script("scan.js", env!("SCAN_INTEGRITY"));

/// Speaks to the page around this one.
pub(crate) const FRAME: Script = Script("frame.js", env!("FRAME_INTEGRITY"));

/// Sees to what this device keeps beside the page's memory: it opens without a signal, and everything is removed.
pub(crate) const DEVICE: Script = Script("device.js", env!("DEVICE_INTEGRITY"));

/// Adds it to the page.
pub(crate) fn add(Script(address, integrity): &Script) -> Option<Element> {
    let script = document().create_element("script").ok()?;
    for (attribute, value) in [
        ("type", "module"),
        ("integrity", integrity),
        ("src", address),
    ] {
        script.set_attribute(attribute, value).ok()?;
    }
    document().head()?.append_child(&script).ok()?;
    Some(script)
}
