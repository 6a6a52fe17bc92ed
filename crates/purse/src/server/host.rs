//! Which names are ours. A page of somebody else's name that is made to lead here (DNS rebinding) would otherwise be of
//! the box's own origin, and could read and fill a box on a network that its author cannot reach.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::uri::Authority;
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::words::say;

/// Names in small letters, beside every number (`192.0.2.1`), which no name server gives out.
pub(crate) struct Hosts(Vec<String>);

impl Hosts {
    /// `localhost`, this machine's names, and the organiser's.
    pub(crate) fn ours(named: &[String]) -> Self {
        let machine = hostname::get()
            .ok()
            .and_then(|name| name.into_string().ok());
        Self::of(machine.as_deref(), named)
    }

    fn of(machine: Option<&str>, named: &[String]) -> Self {
        let mut names = vec!["localhost".to_owned()];
        if let Some(machine) = machine.map(plain).filter(|name| !name.is_empty()) {
            let first = machine.split('.').next().unwrap_or_default().to_owned();
            // As other devices in the room find it (multicast DNS, RFC 6762).
            names.extend([format!("{first}.local"), first, machine]);
        }
        names.extend(named.iter().map(|name| plain(name)));
        Self(names)
    }

    fn has(&self, host: &str) -> bool {
        let number = host.trim_start_matches('[').trim_end_matches(']');
        if number.parse::<std::net::IpAddr>().is_ok() {
            return true;
        }
        let host = plain(host);
        // Browsers ask nobody where a name below `localhost` leads (RFC 6761 section 6.3).
        host.ends_with(".localhost") || self.0.contains(&host)
    }
}

/// 421 where the request is for another host (RFC 9110 section 15.5.20).
pub(super) async fn only(
    State(hosts): State<Arc<Hosts>>,
    request: Request,
    next: Next,
) -> Response {
    match asked(&request) {
        Some(host) if hosts.has(&host) => next.run(request).await,
        Some(host) => (
            StatusCode::MISDIRECTED_REQUEST,
            format!("{}\n", say!("serve.not_host", host)),
        )
            .into_response(),
        None => (
            StatusCode::BAD_REQUEST,
            format!("{}\n", say!("serve.one_host")),
        )
            .into_response(),
    }
}

/// The host in the address where it has one, else in the header (RFC 9112 section 3.2.2); every one that there is has to
/// be the same.
fn asked(request: &Request) -> Option<String> {
    let mut hosts = Vec::new();
    if let Some(authority) = request.uri().authority() {
        hosts.push(authority.host().to_owned());
    }
    for value in request.headers().get_all(header::HOST) {
        let authority: Authority = value.to_str().ok()?.parse().ok()?;
        hosts.push(authority.host().to_owned());
    }
    hosts.dedup();
    <[String; 1]>::try_from(hosts).ok().map(|[host]| host)
}

/// Small letters, without the dot of the root.
fn plain(name: &str) -> String {
    name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_localhost_the_machine_and_what_was_named_are_ours() {
        let hosts = Hosts::of(Some("Laptop.example.net"), &["Budget.Example.org".into()]);
        for host in [
            "127.0.0.1",
            "192.168.1.20",
            "[::1]",
            "[fd00::1]",
            "localhost",
            "LOCALHOST",
            "box.localhost",
            "laptop",
            "laptop.local",
            "laptop.example.net",
            "budget.example.org",
            "budget.example.org.",
        ] {
            assert!(hosts.has(host), "{host}");
        }
        for host in [
            "",
            "evil.example",
            "localhost.evil.example",
            "notlocalhost",
            "127.0.0.1.evil.example",
            "laptop.evil.example",
            "www.budget.example.org",
            "2130706433",
            "0x7f.1",
        ] {
            assert!(!hosts.has(host), "{host}");
        }
    }

    #[test]
    fn a_machine_without_a_name_is_known_by_its_numbers() {
        let hosts = Hosts::of(None, &[]);
        assert!(hosts.has("10.0.0.1"));
        assert!(!hosts.has(".local"));
    }
}
