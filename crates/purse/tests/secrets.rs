//! What must stay secret: passphrases that open again, files for one account, and places that are served.
#![cfg(unix)]

mod common;

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

use common::event::{Event, PASSPHRASE, codes_new, codes_void};
use common::text;

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

/// A budget without keys, by this name.
fn plain_budget(event: &Event, name: &str) {
    fs::copy(common::BUDGET, event.path(name)).unwrap();
}

fn new_codes(event: &Event, more: &[&str]) -> std::process::Output {
    event.purse(&[&codes_new("--count 1")[..], more].concat())
}

#[test]
fn a_key_opens_whatever_editor_wrote_its_passphrase() {
    let event = Event::new(&["--codes"]);
    let wide: Vec<u8> = format!("\u{FEFF}{PASSPHRASE}\r\n")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let files: [&[u8]; 7] = [
        b"\xEF\xBB\xBFteapot ladder orbit fox\r\n",
        b"\r\n  teapot ladder orbit fox  \r",
        "teapot\u{A0}ladder\u{202F}orbit\u{3000}fox\n".as_bytes(),
        "tea\u{200B}pot ladder orbit\u{2060} fox".as_bytes(),
        b"teapot  ladder\torbit fox\n\n\n",
        b"teapot ladder orbit fox\0\x1A",
        &wide,
    ];
    for (n, bytes) in files.iter().enumerate() {
        fs::write(event.path("given"), bytes).unwrap();
        let given = ["--out", "codes", "--passphrase-file", "given"];
        let made = new_codes(&event, &given);
        assert!(made.status.success(), "file {n}: {}", text(&made.stderr));
    }
    fs::write(event.path("given"), b"teapot ladder orbit f\xF6x").unwrap();
    let given = ["--out", "codes", "--passphrase-file", "given"];
    let refused = new_codes(&event, &given);
    assert!(
        text(&refused.stderr).contains("no text in UTF-8"),
        "{}",
        text(&refused.stderr)
    );
}

/// The cases of `passphrase-bom.txt` and `passphrase-trailing-space.txt`, and letters that have two forms.
#[test]
fn a_key_made_from_an_odd_passphrase_opens_with_the_plain_one() {
    let event = Event::new(&["--codes"]);
    for (n, (made_with, opened_with, says)) in [
        (
            "\u{FEFF}teapot ladder orbit fox\r\n",
            "teapot ladder orbit fox",
            "",
        ),
        (
            "teapot ladder orbit fox \n",
            "teapot ladder orbit fox",
            "a space at an end",
        ),
        (
            "ffe\u{302}n garreg hapus afon",
            "ff\u{EA}n garreg hapus afon\n",
            "",
        ),
        (
            "teapot\u{A0}ladder orbit f\u{200B}ox",
            "teapot ladder orbit fox",
            "cannot be seen",
        ),
    ]
    .into_iter()
    .enumerate()
    {
        let (budget, key, out) = (format!("b{n}.json"), format!("k{n}.key"), format!("out{n}"));
        plain_budget(&event, &budget);
        fs::write(event.path("given"), made_with).unwrap();
        let given = ["--passphrase-file", "given"];
        let make = ["key", "new", &key, "--budget", &budget, "--codes"];
        let made = event.purse(&[&make[..], &given].concat());
        assert!(made.status.success(), "{n}: {}", text(&made.stderr));
        assert!(
            text(&made.stdout).contains("opened it once"),
            "{}",
            text(&made.stdout)
        );
        let noted = text(&made.stderr);
        assert_eq!(
            noted.contains("Note: the passphrase has"),
            !says.is_empty(),
            "{noted}"
        );
        assert!(noted.contains(says), "{noted}");
        fs::write(event.path("given"), opened_with).unwrap();
        let codes = [
            "codes", "new", "--budget", &budget, "--count", "1", "--key", &key, "--out", &out,
        ];
        event.good(&[&codes[..], &given].concat());
    }
}

#[test]
fn secrets_are_for_one_account_from_their_folder_on() {
    let event = Event::new(&["--codes"]);
    plain_budget(&event, "other.json");
    event.good(&[
        "key",
        "new",
        "private/deep/other.key",
        "--budget",
        "other.json",
        "--codes",
    ]);
    let made = new_codes(&event, &["--out", "north/codes"]);
    assert!(made.status.success(), "{}", text(&made.stderr));
    for folder in ["private", "private/deep", "north", "north/codes"] {
        assert_eq!(mode(&event.path(folder)), 0o700, "{folder}");
    }
    for file in [
        "private/deep/other.key",
        "north/codes/codes.csv",
        "north/codes/cards.html",
    ] {
        assert_eq!(mode(&event.path(file)), 0o600, "{file}");
    }
}

#[test]
fn secrets_that_others_can_read_are_warned_of_when_they_are_read() {
    let event = Event::with_codes(&["--codes"], &["--count", "3"]);
    let void = codes_void("--number 1");
    fs::set_permissions(event.path("passphrase"), fs::Permissions::from_mode(0o600)).unwrap();
    let quiet = text(&event.purse(&void).stderr);
    assert!(!quiet.contains("Warning"), "{quiet}");
    for secret in ["hall.key", "codes/codes.csv", "passphrase"] {
        fs::set_permissions(event.path(secret), fs::Permissions::from_mode(0o644)).unwrap();
        let warned = text(&event.purse(&void).stderr);
        let path = if secret == "passphrase" {
            event.path(secret).display().to_string()
        } else {
            secret.into()
        };
        assert!(
            warned.contains(&format!("can read or change {path} (mode 644)")),
            "{warned}"
        );
        fs::set_permissions(event.path(secret), fs::Permissions::from_mode(0o600)).unwrap();
    }
}

#[test]
fn no_secret_is_made_where_a_server_gives_it_out() {
    let event = Event::with_codes(&["--codes"], &["--count", "3"]);
    plain_budget(&event, "other.json");
    for (folder, file) in [
        ("widget", "index.html"),
        ("widget", "app_bg.wasm"),
        ("site/dist", "index.html"),
        ("public_html/pages", "about.html"),
    ] {
        fs::create_dir_all(event.path(folder)).unwrap();
        fs::write(event.path(folder).join(file), b"").unwrap();
    }
    symlink(event.path("box"), event.path("innocent")).unwrap();
    for folder in [
        "box",
        "box/keys",
        "box/mine",
        "innocent",
        "widget",
        "widget/a/b",
        "site",
        "site/dist",
        "public_html/pages",
    ] {
        let key = format!("{folder}/other.key");
        let refused = event.bad(&["key", "new", &key, "--budget", "other.json"]);
        assert!(
            refused.contains("would not be secret"),
            "{folder}: {refused}"
        );
        assert!(!event.path(&key).exists());
        let codes = [&codes_new("--count 1 --out")[..], &[folder]].concat();
        let refused = event.bad(&codes);
        assert!(
            refused.contains("would not be secret"),
            "{folder}: {refused}"
        );
        assert!(!event.path(folder).join("codes.csv").exists());
    }
    // A box that is still to be made.
    let codes = codes_new("--count 1");
    let refused = event.bad(&[&codes[..], &["--out", "new-box/mine", "--box", "new-box"]].concat());
    assert!(refused.contains("in the box"), "{refused}");
    event.good(&[
        "key",
        "new",
        "site/private/other.key",
        "--budget",
        "other.json",
    ]);
    // One that lies there already is warned of.
    fs::copy(event.path("hall.key"), event.path("box/hall.key")).unwrap();
    let shown = event.purse(&["key", "show", "box/hall.key"]);
    assert!(
        text(&shown.stderr).contains("would not be secret"),
        "{}",
        text(&shown.stderr)
    );
}

/// However the folder is written, and whichever of the two is there first.
#[test]
fn no_box_is_made_around_secrets() {
    let codes = codes_new("--count 1");
    let event = Event::new(&["--codes"]);
    let refused = |out: &str, ballot_box: &str| {
        event.bad(&[&codes[..], &["--out", out, "--box", ballot_box]].concat())
    };
    for (out, ballot_box) in [
        ("events/hall/mine", "events/hall"),
        ("events/../events/hall/mine", "events/hall"),
        ("x/../hall/mine", "hall"),
        ("hall/mine", "./x/../hall"),
    ] {
        let says = refused(out, ballot_box);
        assert!(says.contains("is in the box"), "{out}: {says}");
        assert!(!event.path(ballot_box).exists(), "{out}");
    }
    let says = refused("mine", ".");
    assert!(says.contains("is in the box"), "{says}");
    event.good(&[&codes[..], &["--out", "mine"]].concat());
    let says = refused("more", "mine");
    assert!(says.contains("cannot become a box"), "{says}");
    assert!(says.contains("cards.html"), "{says}");
}

/// Last year's budget, copied with its key: the choices would be open from the first day.
#[test]
fn one_key_is_for_one_event() {
    let event = Event::new(&["--codes", "--sealed"]);
    let budget = fs::read_to_string(event.path("budget.json")).unwrap();
    let id = event.budget().id.to_string();
    let next_year = budget.replace("2020-", "2021-");
    for second in [budget.replacen(&id, "another", 1), next_year] {
        fs::write(event.path("second.json"), second).unwrap();
        let codes = [
            "codes",
            "new",
            "--budget",
            "second.json",
            "--count",
            "1",
            "--key",
            "hall.key",
            "--out",
            "second",
        ];
        let refused = event.bad(&codes);
        assert!(refused.contains("it was made for the event"), "{refused}");
        assert!(!event.path("second").exists());
    }
    // A longer event is still the same.
    fs::write(
        event.path("budget.json"),
        budget.replace("2020-12-31", "2021-01-31"),
    )
    .unwrap();
    assert!(new_codes(&event, &["--out", "codes"]).status.success());
}
