//! Boxes that are reached on a local network alone.

use std::net::IpAddr;

/// The host of an address with its port, where that has one.
#[must_use]
pub fn authority(address: &str) -> Option<&str> {
    let behind = address.strip_prefix("https://");
    let behind = behind.or_else(|| address.strip_prefix("http://"))?;
    behind.split(['/', '?', '#']).next()
}

/// Is this the address of a computer in the local network, such as a laptop in the hall? Browsers let a page of the internet
/// reach one only where its visitor allows that, or not at all. False for a relative address: that box is where its page is.
#[must_use]
pub fn is_local(address: &str) -> bool {
    let Some(bare) = host(address) else {
        return false;
    };
    match bare.parse() {
        Ok(IpAddr::V4(ip)) => ip.is_private() || ip.is_loopback() || ip.is_link_local(),
        Ok(IpAddr::V6(ip)) => {
            ip.is_loopback() || ip.is_unique_local() || ip.is_unicast_link_local()
        }
        Err(_) => bare == "localhost" || bare.ends_with(".local"),
    }
}

/// Does this address lead each device to itself, so that no other reaches what is meant?
#[must_use]
pub fn is_own_device(address: &str) -> bool {
    let Some(bare) = host(address) else {
        return false;
    };
    match bare.parse::<IpAddr>() {
        Ok(ip) => ip.is_loopback() || ip.is_unspecified(),
        Err(_) => bare == "localhost" || bare.ends_with(".localhost"),
    }
}

/// Without the port, and without the brackets of an IPv6 address.
fn host(address: &str) -> Option<&str> {
    let host = authority(address)?;
    match host.strip_prefix('[') {
        Some(six) => six.split(']').next(),
        None => host.split(':').next(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_the_device_itself_is_told_from_one_that_others_reach() {
        for own in [
            "http://127.0.0.1:8080/",
            "http://127.1.2.3/",
            "http://localhost:8080/?place=hall",
            "http://[::1]:8080/",
            "http://0.0.0.0:8080/",
        ] {
            assert!(is_own_device(own), "{own}");
        }
        for others in [
            "http://192.168.1.5:8080/",
            "https://budget.example.org/",
            "http://hall.local/",
            "box/",
        ] {
            assert!(!is_own_device(others), "{others}");
        }
    }

    #[test]
    fn an_address_of_a_local_network_is_told_from_one_of_the_internet() {
        for local in [
            "http://192.168.1.5:8080/box/",
            "http://10.0.0.2/",
            "https://172.31.0.1/box/",
            "http://127.0.0.1:8080/box/",
            "http://169.254.7.7/",
            "http://localhost:8080/box/",
            "http://laptop.local/box/",
            "http://[::1]:8080/",
            "http://[fd12:3456::1]/box/",
        ] {
            assert!(is_local(local), "{local}");
        }
        for reached in [
            "box/",
            "/box/",
            "https://budget.example.org/box/",
            "https://10.example.org/box/",
            "https://192.168.1.5.example.org/box/",
            "https://172.32.0.1/box/",
            "https://8.8.8.8/10.0.0.1/",
            "https://[2001:db8::1]/box/",
            "https://localhost.example.org/?localhost",
            "://",
        ] {
            assert!(!is_local(reached), "{reached}");
        }
    }
}
