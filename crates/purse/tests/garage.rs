//! An S3 store that is real and distributed: Garage, on three nodes. (`cargo xtask test --stores`)

mod common;

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use common::garage::{COUNCIL, Garage};
use common::http::{ask, carry};
use common::made_up::{add, ballots, count, counted, list, parcel};
use common::{purse, text, wait_until};
use documents::boxes::{BALLOTS, Store, UploadMethod};
use tempfile::TempDir;

/// Where the public reads; programs go to the address that `store.json` names.
const HOME: &str = "http://box.web.test/";
/// More than one page of a list has (1,000).
const MANY: usize = 1_100;

/// A device sends a ballot to one node after the other, until one gives it back as it was.
fn send(garage: &Garage, store: &Store, device: usize, name: &str, bytes: &[u8]) {
    let path = format!("ballots/{name}");
    let mut form = parcel(store, HOME, &path, bytes);
    let acknowledged = (device..device + 9).any(|node| {
        form.address = garage.address(node % 3);
        // Whatever the node says or leaves unsaid: the read-back decides.
        let _ = carry(&form);
        garage
            .get(node % 3, &path)
            .is_some_and(|back| back.status == 200 && back.body == bytes)
    });
    assert!(acknowledged, "{name}");
}

/// The box as a folder, as rclone would fetch it; and how many pages its list had.
fn fetch(garage: &Garage, store: &Store, node: usize, into: &Path) -> usize {
    fs::create_dir_all(into.join("ballots")).unwrap();
    let read = |path: &str| {
        let file = garage.get(node, path).expect("the node answers");
        assert_eq!(file.status, 200, "{path}");
        file.body
    };
    fs::write(into.join("budget.json"), read("budget.json")).unwrap();
    let (listing, pages) = list(store, HOME, BALLOTS, "");
    for id in listing.ids {
        let path = format!("ballots/{id}.json");
        fs::write(into.join(&path), read(&path)).unwrap();
    }
    pages
}

#[test]
fn a_node_goes_and_comes_back_while_ballots_arrive_and_nothing_acknowledged_is_lost() {
    let garage = Garage::start();
    let store = garage.store(&[]);
    let folder = TempDir::new().unwrap();
    let made = ballots(folder.path(), MANY);
    let (next, sent) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let device = |number: usize| {
        while let Some((name, bytes)) = made.get(next.fetch_add(1, Ordering::Relaxed)) {
            send(&garage, &store, number, name, bytes);
            sent.fetch_add(1, Ordering::Relaxed);
        }
    };
    let so_many = |number: usize| {
        wait_until("ballots are sent", || {
            sent.load(Ordering::Relaxed) >= number
        })
    };
    thread::scope(|scope| {
        for number in 0..6 {
            scope.spawn(move || device(number));
        }
        so_many(MANY / 4);
        garage.nodes[2].stop();
        so_many(MANY / 2);
        garage.nodes[2].run();
    });
    assert_eq!(sent.load(Ordering::Relaxed), MANY);
    wait_until("the node has found the others again", || {
        garage
            .get(2, "budget.json")
            .is_some_and(|budget| budget.status == 200)
    });
    let expected = count(&folder.path().join("made"));
    assert_eq!(counted(&expected), MANY);
    // From the node that was away, and from one that was not.
    for node in [2, 0] {
        let copy = folder.path().join(format!("copy{node}"));
        assert_eq!(fetch(&garage, &store, node, &copy), 2, "pages");
        assert_eq!(count(&copy), expected, "to the byte");
    }
}

/// Garage ignores `If-None-Match`: the last writer of a name wins. A name is the hash of its ballot, so the count
/// refuses what was put there instead, and the device that still has the ballot puts it back.
#[test]
fn a_store_that_overwrites_cannot_change_a_count() {
    let garage = Garage::start();
    let store = garage.store(&[]);
    let folder = TempDir::new().unwrap();
    let made = ballots(folder.path(), 12);
    for (name, bytes) in &made {
        send(&garage, &store, 0, name, bytes);
    }
    let counts = |name: &str| {
        let copy = folder.path().join(name);
        fetch(&garage, &store, 1, &copy);
        count(&copy)
    };
    let before = counts("before");
    assert_eq!(counted(&before), 12);

    let (victim, honest) = &made[4];
    let path = format!("ballots/{victim}");
    // Another's valid ballot, and bytes that are none.
    for forged in [&made[5].1[..], b"{}"] {
        assert_eq!(add(&store, HOME, &path, forged).status, 204, "overwritten");
        assert_eq!(garage.get(0, &path).unwrap().body, forged);
        let without = counts("without");
        assert_eq!(counted(&without), 11);
        assert_eq!(without["refused"]["number"], 1, "{}", without["refused"]);
        assert!(
            without["refused"].to_string().contains(victim.as_str()),
            "{}",
            without["refused"]
        );
    }

    send(&garage, &store, 0, victim, honest);
    assert_eq!(counts("after"), before, "to the byte");
}

#[test]
fn who_reads_the_public_page_can_only_add() {
    let garage = Garage::start();
    let store = garage.store(&[]);
    let path = "ballots/0a.json";
    assert_eq!(add(&store, HOME, path, b"{}").status, 204);
    for elsewhere in [
        "keys/0a.json",
        "close/0a.json",
        "ledger/0a.json",
        "budget.json",
        "store.json",
        "index.html",
        "a/ballots/0a.json",
    ] {
        assert_eq!(
            add(&store, HOME, elsewhere, b"{}").status,
            400,
            "{elsewhere}"
        );
    }
    assert_eq!(
        add(&store, HOME, "ballots/large.json", &[b'a'; 40_961]).status,
        400
    );
    assert_eq!(add(&store, HOME, "ballots/empty.json", b"").status, 400);
    assert!(
        garage
            .get(0, "ballots/large.json")
            .is_some_and(|reply| reply.status == 404)
    );

    let mut form = parcel(&store, HOME, "ballots/0b.json", b"{}");
    form.body = text(&form.body)
        .replace("application/json\r\n--", "text/html\r\n--")
        .into_bytes();
    assert_eq!(
        carry(&form).expect("an answer").status,
        400,
        "another kind of file"
    );

    // A form with a policy of one's own, and a form that is unsigned.
    let UploadMethod::Post { fields } = &store.ballots else {
        panic!("a form is published")
    };
    let policy = fields
        .iter()
        .find(|(name, _)| name.as_str() == "policy")
        .expect("a policy")
        .1
        .as_str();
    let mut form = parcel(&store, HOME, "ballots/0b.json", b"{}");
    form.body = text(&form.body).replace(policy, "e30=").into_bytes();
    assert_eq!(
        carry(&form).expect("an answer").status,
        403,
        "another policy"
    );
    for method in ["PUT", "DELETE"] {
        let unsigned = ask(method, &format!("{}/{path}", garage.address(0)), &[], b"");
        assert_eq!(unsigned.status, 403, "{method}");
        let listed = garage.signed(method, &garage.list, path, "", b"");
        assert_eq!(listed.status, 403, "{method} with the key for lists");
    }
    let unsigned = ask(
        "GET",
        &format!("{}?list-type=2", garage.address(0)),
        &[],
        b"",
    );
    assert_eq!(unsigned.status, 403, "lists are signed");
    assert_eq!(text(&garage.get(0, path).unwrap().body), "{}");

    assert!(store.results.is_none());
    let with_results = garage.store(&["--results"]);
    assert_eq!(
        add(&with_results, HOME, "results/0a.json", &[b'a'; 20_000]).status,
        204
    );
}

#[test]
fn no_secret_is_published() {
    let garage = Garage::start();
    let published = text(&garage.store(&["--results"]).to_bytes());
    for key in ["add", "list", "owner"] {
        let file = fs::read_to_string(garage.folder.path().join(format!("{key}.key"))).unwrap();
        let secret = file.lines().nth(1).unwrap();
        assert_eq!(secret.len(), 64);
        assert!(!published.contains(secret), "the secret of {key}");
    }
    let over = purse([
        "store",
        "s3",
        "--address",
        "http://127.0.0.1:1/box",
        "--until",
        "2020-01-01",
        "--add-key",
        garage.folder.path().join("add.key").to_str().unwrap(),
    ]);
    assert_eq!(over.status.code(), Some(2));
    assert!(
        text(&over.stderr).contains("is over"),
        "{}",
        text(&over.stderr)
    );
}

#[test]
fn only_the_councils_pages_may_use_it() {
    let garage = Garage::start();
    let store = garage.store(&[]);
    let allowed = |origin: &str| {
        let mut form = parcel(&store, HOME, "ballots/0a.json", b"{}");
        form.headers.push(("Origin".into(), origin.into()));
        let reply = carry(&form).expect("an answer");
        reply
            .header("access-control-allow-origin")
            .map(str::to_owned)
    };
    assert_eq!(allowed(COUNCIL).as_deref(), Some(COUNCIL));
    assert_eq!(allowed("https://other.example"), None);
    let pages = documents::boxes::Pages::of(&store, HOME, BALLOTS);
    let address = pages.wanted().expect("a page");
    let listed = ask("GET", &address, &[("Origin", COUNCIL)], b"");
    assert_eq!(
        (listed.status, listed.header("access-control-allow-origin")),
        (200, Some(COUNCIL))
    );
}
