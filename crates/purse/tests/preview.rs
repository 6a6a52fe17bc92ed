//! A budget looked at before there is an event.

mod common;

use std::path::PathBuf;
use std::process::Command;

use common::server::Server;
use common::{BUDGET, http, purse, text};
use documents::Budget;
use tempfile::TempDir;

/// Serves a preview of the usual budget.
fn preview(extra: &[&str]) -> Server {
    let folder = TempDir::new().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_purse"));
    command
        .args(["preview", BUDGET, "--widget"])
        .arg(common::widget(folder.path()))
        .args(extra);
    Server::run(&mut command, folder, PathBuf::new())
}

fn shown(server: &Server) -> Budget {
    let reply = http::read(server.address, "/box/budget.json");
    assert_eq!(reply.status, 200);
    Budget::read(&reply.body).unwrap()
}

#[test]
fn a_preview_shows_the_budget_on_a_day_on_which_it_is_open() {
    let server = preview(&[]);
    let budget = shown(&server);
    let today = jiff::ZonedDateTime::now().date().to_string();
    assert!(budget.dates.opens.to_string() <= today, "{today}");
    assert!(today <= budget.dates.closes.to_string(), "{today}");
    assert_eq!(http::read(server.address, "/").status, 200);
}

#[test]
fn a_preview_shows_the_day_after_the_close() {
    let written = Budget::read(&std::fs::read(BUDGET).unwrap()).unwrap();
    let closes: jiff::civil::Date = written.dates.closes.to_string().parse().unwrap();
    let after = closes.tomorrow().unwrap().to_string();
    let server = preview(&["--on", &after]);
    let today = jiff::ZonedDateTime::now().date();
    let closed = shown(&server).dates.closes.to_string();
    assert_eq!(closed, today.yesterday().unwrap().to_string());
}

#[test]
fn a_preview_leaves_nothing_behind() {
    let before = std::fs::read(BUDGET).unwrap();
    let mut server = preview(&[]);
    shown(&server);
    server.ask_to_stop();
    let (status, rest) = server.wait();
    assert!(status.success(), "{rest}");
    let folder = rest.lines().find_map(|line| line.strip_prefix("Box "));
    let folder = PathBuf::from(folder.expect("the box").trim());
    assert!(!folder.exists(), "{}", folder.display());
    assert_eq!(std::fs::read(BUDGET).unwrap(), before);
}

#[test]
fn a_day_that_is_none_is_refused() {
    for day in ["2027-02-30", "tomorrow", ""] {
        let refused = purse(["preview", BUDGET, "--on", day]);
        assert_eq!(refused.status.code(), Some(2), "{day}");
        assert!(text(&refused.stderr).contains("--on"), "{day}");
    }
}
