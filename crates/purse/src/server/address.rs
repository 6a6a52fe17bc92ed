//! The addresses people open: printed, and as a code for the phones in the room.

use std::io::{self, IsTerminal, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};
use std::path::Path;

use fast_qr::ECL;
use fast_qr::qr::QRBuilder;

use crate::words::say;

/// Prints where residents take part, where results are read, what kind of event it is, and how phones in the room join.
pub(crate) fn print(
    out: &mut impl Write,
    bound: SocketAddr,
    ballot_box: &Path,
    kind: &str,
) -> io::Result<()> {
    let everywhere = bound.ip().is_unspecified();
    let here = if everywhere {
        IpAddr::V4(Ipv4Addr::LOCALHOST)
    } else {
        bound.ip()
    };
    let url = |ip: IpAddr| format!("http://{}/", SocketAddr::new(ip, bound.port()));
    let room = match everywhere {
        true => in_this_room(),
        false if bound.ip().is_loopback() => Vec::new(),
        false => vec![bound.ip()],
    };
    writeln!(out, "Residents   {}", url(here))?;
    writeln!(out, "{}", say!("serve.results", address = url(here)))?;
    // The first of those that phones can open: the screen shows that address as a square code.
    let shown = room.first().map_or(here, |ip| *ip);
    writeln!(out, "{}", say!("serve.hall", address = url(shown)))?;
    for ip in &room {
        writeln!(out, "{}", say!("serve.in_the_room", address = url(*ip)))?;
    }
    writeln!(out, "Box         {}", ballot_box.display())?;
    writeln!(out, "{}", say!("serve.event", kind))?;
    if let Some(first) = room.first() {
        writeln!(out, "\n{}\n", say!("serve.joins"))?;
        out.write_all(code(&url(*first), io::stdout().is_terminal()).as_bytes())?;
        writeln!(out, "\n{}", say!("serve.try_one"))?;
        writeln!(out, "{}\n{}", say!("serve.ask"), say!("serve.hotspot"))?;
    }
    writeln!(out, "\n{}", say!("serve.ctrl_c"))?;
    out.flush()
}

/// This machine's addresses as others on its networks see them, the likeliest first.
fn in_this_room() -> Vec<IpAddr> {
    let likeliest = outgoing();
    let mut found: Vec<IpAddr> = if_addrs::get_if_addrs()
        .unwrap_or_default()
        .into_iter()
        .map(|interface| interface.ip())
        .filter(|ip| matches!(ip, IpAddr::V4(v4) if !v4.is_loopback() && !v4.is_link_local()))
        .collect();
    found.sort_by_key(|ip| (Some(*ip) != likeliest, *ip));
    found.dedup();
    found
}

/// The address this machine would send from. Connecting a UDP socket asks the routing table and sends nothing;
/// 192.0.2.1 belongs to nobody (RFC 5737).
fn outgoing() -> Option<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    Some(socket.local_addr().ok()?.ip())
}

/// A QR code of half blocks, two rows of modules a line, with the quiet zone of four modules that ISO 18004 asks
/// for. A screen is not torn or soiled, so the lowest error correction keeps the modules large. In a terminal the
/// colours are set, since a dark theme would otherwise turn it inside out.
fn code(url: &str, coloured: bool) -> String {
    let Ok(qr) = QRBuilder::new(url).ecl(ECL::L).build() else {
        return String::new();
    };
    let quiet = 4;
    let side = qr.size + 2 * quiet;
    let dark = |row: usize, column: usize| {
        let inside = quiet..quiet + qr.size;
        inside.contains(&row) && inside.contains(&column) && qr[row - quiet][column - quiet].value()
    };
    let mut text = String::new();
    for row in (0..side).step_by(2) {
        text.push_str(if coloured {
            "\x1b[38;5;16;48;5;231m"
        } else {
            ""
        });
        text.extend(
            (0..side).map(|column| match (dark(row, column), dark(row + 1, column)) {
                (true, true) => '█',
                (true, false) => '▀',
                (false, true) => '▄',
                (false, false) => ' ',
            }),
        );
        text.push_str(if coloured { "\x1b[0m\n" } else { "\n" });
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_for_this_machine_alone_invites_nobody() {
        let mut out = Vec::new();
        print(
            &mut out,
            SocketAddr::from(([127, 0, 0, 1], 8080)),
            Path::new("box"),
            "Open.",
        )
        .unwrap();
        let text = String::from_utf8(out).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        let expected = [
            "Residents   http://127.0.0.1:8080/",
            "Results     http://127.0.0.1:8080/#results",
            "Projector   http://127.0.0.1:8080/#hall",
            "Box         box",
            "Event       Open.",
            "",
        ];
        assert_eq!(lines[..6], expected);
        assert!(!text.contains("phone"));
    }

    #[test]
    fn a_server_for_the_room_invites_its_phones() {
        let mut out = Vec::new();
        print(
            &mut out,
            SocketAddr::from(([192, 0, 2, 7], 80)),
            Path::new("box"),
            "Open.",
        )
        .unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.contains("In the room http://192.0.2.7:80/"), "{text}");
        assert!(text.contains("joins with this code"), "{text}");
        assert!(
            text.contains("Projector   http://192.0.2.7:80/#hall"),
            "{text}"
        );
    }

    #[test]
    fn who_serves_a_room_reads_what_to_do_where_guests_are_isolated() {
        let mut out = Vec::new();
        let bound = SocketAddr::from(([192, 0, 2, 7], 80));
        print(&mut out, bound, Path::new("box"), "Open.").unwrap();
        let text = String::from_utf8(out).unwrap();
        let (_, after) = text.split_once("joins with this code").unwrap();
        for what in [
            "Try it with one phone",
            "client isolation",
            "router",
            "hotspot",
        ] {
            assert!(after.contains(what), "{what}: {text}");
        }
    }

    #[test]
    fn the_code_has_its_quiet_zone_and_its_corners() {
        let text = code("http://192.0.2.7:8080/", false);
        let lines: Vec<&str> = text.lines().collect();
        // Version 2 (ISO 18004) has 25 modules a side, and 4 quiet ones at each end.
        assert!(lines.iter().all(|line| line.chars().count() == 33));
        assert_eq!(lines.len(), 17);
        assert!(
            lines[0].trim().is_empty() && lines[1].trim().is_empty() && lines[16].trim().is_empty()
        );
        assert!(
            lines[2].starts_with("    █▀▀▀▀▀█") && lines[2].ends_with("█▀▀▀▀▀█    "),
            "{text}"
        );
        assert!(
            code("http://192.0.2.7:8080/", true)
                .lines()
                .all(|line| line.ends_with("\x1b[0m"))
        );
    }
}
