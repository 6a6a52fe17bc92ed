//! A budget that is edited after people have begun to vote: no ballot counts for another line, and everybody is told.

mod common;

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Stdio;

use common::event::{Event, codes_void};
use common::http::read;
use common::server::Server;
use common::{purse, text};
use tempfile::TempDir;

/// A box with ballots of the test budget.
fn begun(folder: &TempDir) -> String {
    let place = folder.path().join("box").to_str().unwrap().to_owned();
    let made = purse([
        "simulate",
        common::BUDGET,
        "--ballots",
        "10",
        "--seed",
        "1",
        "--out",
        &place,
    ]);
    assert!(made.status.success(), "{}", text(&made.stderr));
    place
}

/// Two lines change names, their ids do not.
fn swap_names(ballot_box: &Path) -> String {
    let path = ballot_box.join("budget.json");
    let before = fs::read_to_string(&path).unwrap();
    let [a, b] = ["\"Advice\"", "\"Warm homes\""];
    assert!(before.contains(a) && before.contains(b), "{before}");
    let after = before.replace(a, "\"?\"").replace(b, a).replace("\"?\"", b);
    fs::write(&path, after).unwrap();
    before
}

#[test]
fn every_command_says_that_the_budget_was_changed() {
    let folder = TempDir::new().unwrap();
    let place = begun(&folder);
    let before = swap_names(Path::new(&place));
    for command in [&["pack", &place][..], &["count", &place, "--publish"]] {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_purse"))
            .args(command)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(1), "{command:?}");
        let says = text(&output.stderr);
        assert!(says.contains("was changed after this box began"), "{says}");
        assert!(says.contains("copy began.json over budget.json"), "{says}");
    }
    let counted = purse(["count", &place]);
    let says = text(&counted.stderr);
    assert!(says.contains("Warning: budget.json was changed"), "{says}");
    assert!(says.contains("no file in"), "{says}");
    assert!(
        says.contains("cast on another edition of this budget"),
        "{says}"
    );
    let recounted = purse(["recount", &place]);
    assert_eq!(recounted.status.code(), Some(1));
    assert!(text(&recounted.stdout).contains("DIFFERS  budget.json was changed"));

    // Put back, all of them count.
    let kept = fs::read_to_string(Path::new(&place).join("began.json")).unwrap();
    assert_eq!(kept, before);
    fs::write(Path::new(&place).join("budget.json"), kept).unwrap();
    assert!(purse(["count", &place, "--publish"]).status.success());
}

/// Practice too begins with one edition: what was made up for one line must not be looked at under another's name.
#[test]
fn a_box_of_made_up_ballots_is_held_to_its_edition() {
    let folder = TempDir::new().unwrap();
    let place = begun(&folder);
    swap_names(Path::new(&place));
    let budget = format!("{place}/budget.json");
    let more = [
        "simulate",
        &budget,
        "--ballots",
        "20",
        "--seed",
        "1",
        "--out",
        &place,
    ];
    let more = purse(more);
    assert_eq!(more.status.code(), Some(1));
    let says = text(&more.stderr);
    assert!(says.contains("was changed after this box began"), "{says}");
}

/// As on another web server, where no `purse` said with which edition the box began.
#[test]
fn a_box_that_another_server_filled_is_held_to_what_its_ballots_name() {
    for packed in [false, true] {
        let folder = TempDir::new().unwrap();
        let place = begun(&folder);
        if packed {
            assert!(purse(["pack", &place, "--remove"]).status.success());
        }
        let ballot_box = Path::new(&place);
        fs::remove_file(ballot_box.join("began.json")).unwrap();
        let before = swap_names(ballot_box);
        let refused = purse(["pack", &place]);
        assert_eq!(refused.status.code(), Some(1));
        let says = text(&refused.stderr);
        assert!(
            says.contains("not the edition that people voted on"),
            "{says}"
        );
        assert!(!ballot_box.join("began.json").exists());
        fs::write(ballot_box.join("budget.json"), before).unwrap();
        assert!(purse(["pack", &place]).status.success());
        assert!(purse(["count", &place, "--publish"]).status.success());
    }
}

#[test]
fn before_anybody_has_voted_the_budget_may_still_be_changed() {
    let folder = TempDir::new().unwrap();
    let ballot_box = folder.path().join("box");
    drop(Server::start_with(folder, ballot_box.clone(), &[]));
    // The server's folder went with it: begin anew, edit, begin again.
    let folder = TempDir::new().unwrap();
    let ballot_box = folder.path().join("box");
    fs::create_dir_all(ballot_box.join("ballots")).unwrap();
    fs::write(ballot_box.join("began.json"), "an earlier draft").unwrap();
    let server = Server::start_with(folder, ballot_box.clone(), &[]);
    let began = fs::read(ballot_box.join("began.json")).unwrap();
    assert_eq!(began, fs::read(common::BUDGET).unwrap());
    drop(server);
}

#[test]
fn a_running_box_gives_out_the_budget_that_it_began_with() {
    let server = Server::start(&[]);
    let before = read(server.address, "/box/budget.json").body;
    swap_names(&server.ballot_box);
    assert_eq!(read(server.address, "/box/budget.json").body, before);
}

/// What is found out before the lock may be otherwise once it is held.
#[test]
fn no_command_holds_a_box_to_an_edition_while_another_works_on_it() {
    let event = Event::with_codes(&["--codes"], &["--count", "3"]);
    let began = event.path("box/began.json");
    fs::remove_file(&began).unwrap();
    let another = File::create(event.path("box/.purse-lock")).unwrap();
    another.lock().unwrap();
    let key = ["--key", "hall.key"];
    let box_alone = [
        vec!["pack", "box"],
        [&["open", "box"], &key[..]].concat(),
        ["count", "box", "--publish"].to_vec(),
        codes_void("--number 1"),
    ];
    for args in box_alone {
        let mut command = event.command(&args);
        let mut purse = command.stderr(Stdio::piped()).spawn().unwrap();
        let mut says = BufReader::new(purse.stderr.take().unwrap()).lines();
        let waits = says.any(|line| line.unwrap().starts_with("Waiting for another purse"));
        purse.kill().unwrap();
        purse.wait().unwrap();
        assert!(waits && !began.exists(), "{args:?}");
    }
    another.unlock().unwrap();
    event.good(&codes_void("--number 1"));
    assert!(began.exists());
    // From now on codes are for that edition alone.
    let made = ["simulate", "budget.json", "--ballots", "1", "--seed", "1"];
    event.good(
        &[
            &made[..],
            &["--out", "box"],
            &["--codes", "codes/codes.csv"],
        ]
        .concat(),
    );
    let budget = fs::read_to_string(&began)
        .unwrap()
        .replace("Advice", "Advise");
    fs::write(event.path("box/budget.json"), budget).unwrap();
    let says = event.bad(&codes_void("--number 1"));
    assert!(says.contains("was changed after this box began"), "{says}");
}
