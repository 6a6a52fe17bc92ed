//! Azure Blob Storage, as its emulator Azurite does it, with a token that only creates. (`cargo xtask test --stores`)

mod common;

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::{fs, thread};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use common::http::{Reply, ask};
use common::made_up::{add, ballots, count, counted, list};
use common::{purse, text};
use documents::boxes::sigv4::encoded;
use documents::boxes::{BALLOTS, Store};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use tempfile::TempDir;

const ACCOUNT: &str = "purse";
const SECRET: &[u8] = b"a secret that no reader of the public page has";
const VERSION: &str = "2021-12-02";
const ENDS: &str = "2099-12-31T00:00:00Z";
const COUNCIL: &str = "https://council.example";

/// Azurite in a folder of its own, ended with the test.
struct Azurite {
    home: String,
    child: Child,
    folder: TempDir,
}

impl Drop for Azurite {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Azurite {
    /// With a container that everybody may read and list, and a budget in it.
    fn start() -> Self {
        let folder = TempDir::new().unwrap();
        let program = std::env::var_os("AZURITE")
            .expect("AZURITE names its program: `cargo xtask test --stores`");
        let mut child = Command::new("node")
            .arg(program)
            .args([
                "--blobHost",
                "127.0.0.1",
                "--blobPort",
                "0",
                "--disableTelemetry",
                "--location",
            ])
            .arg(folder.path())
            .env(
                "AZURITE_ACCOUNTS",
                format!("{ACCOUNT}:{}", STANDARD.encode(SECRET)),
            )
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let address = address(&mut output);
        // It goes on to talk, and must not wait for a reader.
        thread::spawn(move || std::io::copy(&mut output, &mut std::io::sink()));
        let azurite = Self {
            home: format!("http://{address}/{ACCOUNT}/box/"),
            child,
            folder,
        };
        azurite.prepare();
        azurite
    }

    fn prepare(&self) {
        let all = account_token();
        let container = format!(
            "{}?restype=container&{all}",
            self.home.trim_end_matches('/')
        );
        let made = ask(
            "PUT",
            &container,
            &[("x-ms-blob-public-access", "container")],
            b"",
        );
        assert_eq!(made.status, 201, "{}", text(&made.body));
        let budget = fs::read(common::BUDGET).unwrap();
        let kept = self.put("budget.json", &all, &[], &budget);
        assert_eq!(kept.status, 201, "{}", text(&kept.body));
        let rules = format!(
            "<StorageServiceProperties><Cors><CorsRule><AllowedOrigins>{COUNCIL}</AllowedOrigins>\
             <AllowedMethods>GET,HEAD,PUT</AllowedMethods><AllowedHeaders>*</AllowedHeaders>\
             <ExposedHeaders>*</ExposedHeaders><MaxAgeInSeconds>3600</MaxAgeInSeconds></CorsRule></Cors></StorageServiceProperties>"
        );
        let service = self.home.trim_end_matches("box/").trim_end_matches('/');
        let set = ask(
            "PUT",
            &format!("{service}/?restype=service&comp=properties&{all}"),
            &[],
            rules.as_bytes(),
        );
        assert_eq!(set.status, 202, "{}", text(&set.body));
    }

    fn put(&self, path: &str, token: &str, headers: &[(&str, &str)], bytes: &[u8]) -> Reply {
        let mut all = vec![("x-ms-blob-type", "BlockBlob"), ("x-ms-version", VERSION)];
        all.extend(headers);
        ask("PUT", &format!("{}{path}?{token}", self.home), &all, bytes)
    }

    fn get(&self, path: &str) -> Reply {
        ask("GET", &format!("{}{path}", self.home), &[], b"")
    }

    /// What `purse store azure` writes for a token that only creates.
    fn store(&self, more: &[&str]) -> Store {
        let token = container_token("c");
        let output = Command::new(env!("CARGO_BIN_EXE_purse"))
            .args(["store", "azure", "--token", &token])
            .args(more)
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", text(&output.stderr));
        Store::read(&output.stdout).expect("a store")
    }

    /// The box as a folder, as `azcopy` or rclone would fetch it.
    fn fetch(&self, store: &Store, into: &Path) {
        fs::create_dir_all(into.join("ballots")).unwrap();
        fs::write(into.join("budget.json"), self.get("budget.json").body).unwrap();
        for id in list(store, &self.home, BALLOTS, "").0.ids {
            let path = format!("ballots/{id}.json");
            fs::write(into.join(&path), self.get(&path).body).unwrap();
        }
    }
}

fn address(output: &mut impl BufRead) -> SocketAddr {
    let mut line = String::new();
    loop {
        line.clear();
        assert!(
            output.read_line(&mut line).unwrap() > 0,
            "Azurite ended before it listened"
        );
        if let Some((_, address)) = line.split_once("successfully listens on http://") {
            return address.trim().parse().unwrap();
        }
    }
}

fn sign(text: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET).unwrap();
    mac.update(text.as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}

fn token(fields: &[(&str, &str)], signature: String) -> String {
    let mut query: Vec<(String, String)> = fields
        .iter()
        .map(|(name, value)| (name.to_string(), value.to_string()))
        .collect();
    query.push(("sig".into(), signature));
    encoded(&query)
}

/// The organiser's own: everything in the account ("Create an account SAS").
fn account_token() -> String {
    let fields = [
        ("sv", VERSION),
        ("ss", "b"),
        ("srt", "sco"),
        ("sp", "rwdlac"),
        ("se", ENDS),
    ];
    let text = format!("{ACCOUNT}\nrwdlac\nb\nsco\n\n{ENDS}\n\n\n{VERSION}\n\n");
    token(&fields, sign(&text))
}

/// For the container alone ("Create a service SAS").
fn container_token(permissions: &str) -> String {
    let fields = [
        ("sv", VERSION),
        ("sr", "c"),
        ("sp", permissions),
        ("se", ENDS),
    ];
    let text =
        format!("{permissions}\n\n{ENDS}\n/blob/{ACCOUNT}/box\n\n\n\n{VERSION}\nc\n\n\n\n\n\n\n");
    token(&fields, sign(&text))
}

#[test]
fn an_event_on_azure_counts_every_ballot() {
    let azurite = Azurite::start();
    let store = azurite.store(&[]);
    let folder = TempDir::new().unwrap();
    let made = ballots(folder.path(), 40);
    for (name, bytes) in &made {
        let path = format!("ballots/{name}");
        let added = add(&store, &azurite.home, &path, bytes);
        assert_eq!(added.status, 201, "{}", text(&added.body));
        assert_eq!(azurite.get(&path).body, *bytes, "read back by anybody");
    }
    let (listing, pages) = list(&store, &azurite.home, BALLOTS, "&maxresults=7");
    assert_eq!((listing.ids.len(), pages), (40, 6));
    let copy = folder.path().join("copy");
    azurite.fetch(&store, &copy);
    assert_eq!(counted(&count(&copy)), 40);
    assert_eq!(count(&copy), count(&folder.path().join("made")));
}

#[test]
fn the_public_token_creates_and_does_nothing_else() {
    let azurite = Azurite::start();
    let store = azurite.store(&[]);
    let path = "ballots/0a.json";
    assert_eq!(add(&store, &azurite.home, path, b"first").status, 201);
    let taken = add(&store, &azurite.home, path, b"other").status;
    assert!([403, 409, 412].contains(&taken), "{taken}");
    let token = container_token("c");
    let no_condition = azurite.put(path, &token, &[], b"other").status;
    assert_eq!(no_condition, 403, "also without if-none-match");
    assert_eq!(azurite.put("budget.json", &token, &[], b"{}").status, 403);
    let deleted = ask(
        "DELETE",
        &format!("{}{path}?{token}", azurite.home),
        &[("x-ms-version", VERSION)],
        b"",
    );
    assert_eq!(deleted.status, 403);
    let unsigned = azurite.put("ballots/0b.json", "", &[], b"{}").status;
    assert!((401..=404).contains(&unsigned), "{unsigned}");
    let forged = token.replace("sp=c", "sp=cw");
    assert_eq!(azurite.put(path, &forged, &[], b"other").status, 403);
    assert_eq!(text(&azurite.get(path).body), "first");
    assert!(store.results.is_none());
    let with_results = azurite.store(&["--results"]);
    assert_eq!(
        add(&with_results, &azurite.home, "results/0a.json", b"{}").status,
        201
    );
}

#[test]
fn a_token_that_allows_more_is_not_published() {
    for permissions in ["cw", "rcwl", "a"] {
        let output = purse(["store", "azure", "--token", &container_token(permissions)]);
        assert_eq!(output.status.code(), Some(2));
        assert!(
            text(&output.stderr).contains("expected sp=c"),
            "{}",
            text(&output.stderr)
        );
    }
    let output = purse(["store", "azure", "--token", &account_token()]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn only_the_councils_pages_may_use_it() {
    let azurite = Azurite::start();
    let preflight = |origin: &str| {
        let asks = [
            ("Origin", origin),
            ("Access-Control-Request-Method", "PUT"),
            (
                "Access-Control-Request-Headers",
                "content-type,if-none-match,x-ms-blob-type,x-ms-version",
            ),
        ];
        ask(
            "OPTIONS",
            &format!("{}ballots/0a.json", azurite.home),
            &asks,
            b"",
        )
    };
    let allowed = preflight(COUNCIL);
    assert_eq!(allowed.status, 200);
    assert_eq!(allowed.header("access-control-allow-origin"), Some(COUNCIL));
    assert_eq!(preflight("https://other.example").status, 403);
    let missing = ask(
        "GET",
        &format!("{}store.json", azurite.home),
        &[("Origin", COUNCIL)],
        b"",
    );
    assert_eq!(missing.status, 404);
}

/// Of many writers of one name at the same time one wins, and no later one replaces it.
#[test]
fn of_many_writers_at_once_one_wins_and_stays_whole() {
    let azurite = Azurite::start();
    let store = azurite.store(&[]);
    let won: Vec<Vec<u8>> = thread::scope(|scope| {
        let writers: Vec<_> = (0..12u8)
            .map(|writer| {
                let (store, home) = (&store, &azurite.home);
                scope.spawn(move || {
                    let bytes = vec![b'a' + writer; 12_000];
                    let reply = add(store, home, "ballots/one.json", &bytes);
                    (reply.status == 201).then_some(bytes)
                })
            })
            .collect();
        writers
            .into_iter()
            .filter_map(|writer| writer.join().unwrap())
            .collect()
    });
    assert_eq!(won.len(), 1);
    assert_eq!(azurite.get("ballots/one.json").body, won[0]);
    let _ = &azurite.folder;
}
