//! Scripts that are loaded when they are asked for.

use web_sys::Element;

use super::document;

/// Adds one of the widget's further scripts. The page names its address and, so that no other is run in its place, the
/// hash of it.
pub(crate) fn add(name: &str) -> Option<Element> {
    let named = document().query_selector(&["meta[name=", name, "]"].concat());
    let named = named.ok()??.get_attribute("content")?;
    let (address, integrity) = named.split_once(' ')?;
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
