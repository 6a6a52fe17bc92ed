//! Addresses of pages, as organisers type them.

use crate::words::say;

/// What follows `https://` or `http://`: a host and a path, without spaces or letters that an address must write otherwise.
pub(crate) fn behind_scheme(text: &str) -> Result<&str, String> {
    let host = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"))
        .ok_or(say!("codes.address_scheme"))?;
    let plain = |c: char| c.is_ascii_graphic() && !"\"<>\\^`{|}".contains(c);
    if host.is_empty() || host.starts_with('/') || !host.chars().all(plain) {
        return Err(say!("codes.address_host").into());
    }
    Ok(host)
}
