//! Addresses that only those nearby reach.

/// Is this the address of a computer in the local network, such as a laptop in the hall? Browsers let a page of the internet
/// reach one only where its visitor allows that, or not at all. False for a relative address: that box is where its page is.
pub fn is_local(address: &str) -> bool {
    let Some((_, behind)) = address.split_once("://") else {
        return false;
    };
    let end = behind.find(['/', '?', '#']).unwrap_or(behind.len());
    let host = &behind[..end];
    match host.strip_prefix('[') {
        Some(six) => ["::1]", "fc", "fd", "fe8"]
            .iter()
            .any(|own| six.starts_with(own)),
        None => is_local_name(host.split(':').next().unwrap_or_default()),
    }
}

fn is_local_name(host: &str) -> bool {
    let numbers: Vec<Option<u8>> = host.split('.').map(|part| part.parse().ok()).collect();
    match numbers[..] {
        [Some(10 | 127), Some(_), Some(_), Some(_)] => true,
        [Some(192), Some(168), Some(_), Some(_)] => true,
        [Some(169), Some(254), Some(_), Some(_)] => true,
        [Some(172), Some(16..=31), Some(_), Some(_)] => true,
        _ => host == "localhost" || host.ends_with(".local"),
    }
}
