//! The same box behind plain nginx, with the configuration in `deploy/`: what a device sees is the same.

mod common;

use std::fs;
use std::io::Write;
use std::net::TcpStream;

use common::http::{Upload, put, read, send};
use common::nginx::Nginx;
use common::server::Server;
use common::{files_below, text, wait_until};

const JSON: (&str, &str) = ("Content-Type", "application/json");

fn plain() -> Nginx {
    Nginx::start(|site| site)
}

#[test]
fn a_ballot_is_kept_once_and_never_changed_one_writer_after_the_other() {
    let nginx = plain();
    for folder in ["ballots", "results"] {
        let path = format!("/box/{folder}/0a.json");
        assert_eq!(put(nginx.address, &path, b"first").status, 201);
        assert_eq!(put(nginx.address, &path, b"first").status, 412);
        assert_eq!(put(nginx.address, &path, b"other").status, 412);
        let kept = read(nginx.address, &path);
        assert_eq!((kept.status, text(&kept.body)), (200, "first".into()));
        assert_eq!(kept.header("content-type"), Some("application/json"));
        assert_eq!(kept.header("cache-control"), Some("no-cache"));
        assert_eq!(kept.header("x-content-type-options"), Some("nosniff"));
    }
}

/// What deploy/nginx.md admits: nginx looks for the file before it reads the body. When this fails, nginx has
/// learnt better and the page can say so.
#[test]
fn a_slow_writer_still_overwrites_a_quick_one() {
    let nginx = plain();
    let (path, length) = ("/box/results/one.json", ("Content-Length", "60000"));
    let mut slow = Upload::begin(nginx.address, "PUT", path, &[JSON, length]);
    slow.send(&[b'a'; 40_000]);
    // More than the buffer has arrived, so the guard has been passed.
    let uploads = nginx.folder.path().join("uploads");
    wait_until("nginx has begun a temporary file", || {
        !files_below(&uploads).is_empty()
    });
    assert_eq!(put(nginx.address, path, b"quick").status, 201);
    slow.send(&[b'a'; 20_000]);
    assert_eq!(slow.finish().status, 204);
    assert_eq!(read(nginx.address, path).body, [b'a'; 60_000]);
}

#[test]
fn what_must_not_be_written_is_refused() {
    let nginx = plain();
    let before = files_below(&nginx.ballot_box);
    assert_eq!(
        put(nginx.address, "/box/ballots/large.json", &[b'a'; 40_961]).status,
        413
    );
    let kind = [("Content-Type", "text/plain")];
    assert_eq!(
        send(nginx.address, "PUT", "/box/ballots/a.json", &kind, b"{}").status,
        415
    );
    assert_eq!(
        send(nginx.address, "PUT", "/box/results/a.json", &[], b"{}").status,
        415
    );
    let long = format!("/box/ballots/{}.json", "a".repeat(251));
    for path in [
        "/box/ballots/../x.json",
        "/box/ballots/..%2fx.json",
        "/box/ballots/%2e%2e/x.json",
        "/box/ballots/a/x.json",
        "/box/ballots/X.json",
        "/box/ballots/x.html",
        "/box/ballots/.json",
        "/box/ballots/",
        "/box/bundle/x.json",
        "/box/published/x.json",
        "/box/keys/x.json",
        "/box/close/x.json",
        "/box/ledger/x.json",
        "/box/store.json",
        "/box/budget.json",
        "/box/",
        "/x.json",
        "/",
        &long,
    ] {
        assert_eq!(put(nginx.address, path, b"{}").status, 405, "{path}");
    }
    for folder in ["ballots", "results"] {
        let with_a_line_end = format!("/box/{folder}/a.json%0A");
        assert_eq!(put(nginx.address, &with_a_line_end, b"{}").status, 405);
        let path = format!("/box/{folder}/a.json");
        assert_eq!(put(nginx.address, &path, b"").status, 400);
        let part = [JSON, ("Content-Range", "bytes 0-1/9")];
        let reply = send(nginx.address, "PUT", &path, &part, b"{}");
        assert_eq!(reply.status, 501);
    }
    assert_eq!(files_below(&nginx.ballot_box), before);
}

#[test]
fn a_ballot_cannot_be_removed_or_moved() {
    let nginx = plain();
    put(nginx.address, "/box/ballots/a.json", b"{}");
    for method in ["DELETE", "POST", "MOVE", "COPY", "MKCOL"] {
        for path in [
            "/box/ballots/a.json",
            "/box/ballots/",
            "/box/budget.json",
            "/index.html",
        ] {
            assert_eq!(
                send(nginx.address, method, path, &[], b"").status,
                405,
                "{method} {path}"
            );
        }
    }
    assert_eq!(text(&read(nginx.address, "/box/ballots/a.json").body), "{}");
}

#[test]
fn nothing_outside_the_box_or_hidden_is_read() {
    let nginx = plain();
    fs::write(nginx.folder.path().join("secret.json"), "secret").unwrap();
    fs::write(nginx.ballot_box.join("ballots/.put-abc"), "unfinished").unwrap();
    for path in [
        "/box/%2e%2e/secret.json",
        "/box/..%2fsecret.json",
        "/secret.json",
        "/box/ballots/.put-abc",
    ] {
        assert_eq!(read(nginx.address, path).status, 404, "{path}");
    }
}

#[test]
fn both_servers_list_a_folder_in_the_same_bytes_but_for_times() {
    let nginx = plain();
    for name in ["b", "a", "c-1"] {
        assert_eq!(
            put(
                nginx.address,
                &format!("/box/ballots/{name}.json"),
                name.as_bytes()
            )
            .status,
            201
        );
    }
    fs::write(nginx.ballot_box.join("ballots/.put-abc"), "unfinished").unwrap();
    fs::create_dir(nginx.ballot_box.join("ballots/zz")).unwrap();
    let folders = [
        "ballots",
        "bundle",
        "results",
        "published",
        "keys",
        "close",
        "ledger",
    ];
    let folders = folders.map(|name| format!("/box/{name}/"));
    let listings = folders
        .each_ref()
        .map(|path| without_times(&text(&read(nginx.address, path).body)));
    fs::remove_file(nginx.ballot_box.join("ballots/.put-abc")).unwrap();
    let ballot_box = nginx.ballot_box.clone();
    let server = Server::start_with(tempfile::TempDir::new().unwrap(), ballot_box, &[]);
    let ours = folders
        .each_ref()
        .map(|path| without_times(&text(&read(server.address, path).body)));
    assert_eq!(ours, listings);
}

/// A listing with every `"mtime":"…"` emptied: nginx tells each file's, and the embedded box none.
fn without_times(listing: &str) -> String {
    let mut parts = listing.split("\"mtime\":\"");
    let mut without = parts.next().unwrap().to_owned();
    for part in parts {
        without += "\"mtime\":";
        without += part.split_once('"').unwrap().1;
    }
    without
}

#[test]
fn the_widget_is_served_small_and_fresh() {
    let nginx = plain();
    let page = read(nginx.address, "/");
    assert_eq!(
        (page.header("content-type"), page.header("cache-control")),
        (Some("text/html"), Some("no-cache"))
    );
    let for_ever = Some("public, max-age=31536000, immutable");
    let wasm = read(nginx.address, "/app-3f9c2a71d05be844_bg.wasm");
    assert_eq!(
        (wasm.header("content-type"), wasm.header("cache-control")),
        (Some("application/wasm"), for_ever)
    );
    let script = send(
        nginx.address,
        "GET",
        "/app-3f9c2a71d05be844.js",
        &[("Accept-Encoding", "gzip")],
        b"",
    );
    assert_eq!(
        (script.header("content-encoding"), text(&script.body)),
        (Some("gzip"), "gzipped script".into())
    );
    assert_eq!(script.header("content-type"), Some("text/javascript"));
}

#[test]
fn both_servers_name_what_comes_along_with_the_page_and_with_nothing_else() {
    let (nginx, purse) = (plain(), Server::start(&[]));
    for address in [nginx.address, purse.address] {
        for page in ["/", "/index.html"] {
            let answer = read(address, page);
            assert_eq!(
                answer.header("link"),
                Some(
                    "<./app-3f9c2a71d05be844_bg.wasm>; rel=\"preload\"; as=\"fetch\"; crossorigin"
                ),
                "{page}"
            );
        }
        for other in ["/style.css", "/not-there", "/box/budget.json"] {
            assert_eq!(read(address, other).header("link"), None, "{other}");
        }
    }
}

/// What opens the page without a signal is asked for anew each time, and is a script; what installs it is what it says.
#[test]
fn both_servers_give_the_worker_out_as_browsers_want_it() {
    let (nginx, purse) = (plain(), Server::start(&[]));
    for (path, kind) in [
        ("/sw.js", "text/javascript"),
        ("/device.js", "text/javascript"),
        ("/app.webmanifest", "application/manifest+json"),
        ("/icons/icon-192.png", "image/png"),
        ("/icons/icon.svg", "image/svg+xml"),
    ] {
        for address in [nginx.address, purse.address] {
            let answer = read(address, path);
            assert_eq!(answer.status, 200, "{path}");
            assert_eq!(answer.header("content-type"), Some(kind), "{path}");
            assert_eq!(answer.header("cache-control"), Some("no-cache"), "{path}");
            let policy = answer.header("content-security-policy").unwrap_or_default();
            for leave in [
                "worker-src 'self'",
                "manifest-src 'self'",
                "connect-src 'self'",
            ] {
                assert!(policy.contains(leave), "{path}: {policy}");
            }
        }
    }
}

#[test]
fn both_servers_forbid_a_page_the_same() {
    let (nginx, server) = (plain(), Server::start(&[]));
    for path in ["/", "/app-3f9c2a71d05be844.js", "/nothing"] {
        let (theirs, ours) = (read(nginx.address, path), read(server.address, path));
        for name in [
            "content-security-policy",
            "permissions-policy",
            "referrer-policy",
            "cross-origin-opener-policy",
            "x-content-type-options",
        ] {
            assert!(ours.header(name).is_some(), "{path} {name}");
            assert_eq!(theirs.header(name), ours.header(name), "{path} {name}");
        }
    }
    // Else the tab that a frame opens could not take its draft.
    for address in [nginx.address, server.address] {
        let opened = read(address, "/own-tab.html");
        assert_eq!(opened.header("cross-origin-opener-policy"), None);
        assert!(opened.header("content-security-policy").is_some());
    }
}

#[test]
fn only_the_listed_sites_may_use_the_box_from_their_own_pages() {
    let nginx = Nginx::start(|site| {
        site.replace(
            "# \"https://council.example.org\"",
            "\"https://council.example.org\"",
        )
    });
    let preflight = |origin: &str| {
        let asks = [("Origin", origin), ("Access-Control-Request-Method", "PUT")];
        send(nginx.address, "OPTIONS", "/box/ballots/a.json", &asks, b"")
    };
    let allowed = preflight("https://council.example.org");
    assert_eq!(allowed.status, 204);
    assert_eq!(
        allowed.header("access-control-allow-origin"),
        Some("https://council.example.org")
    );
    assert!(
        allowed
            .header("access-control-allow-methods")
            .unwrap()
            .contains("PUT")
    );
    assert!(
        allowed
            .header("access-control-allow-headers")
            .unwrap()
            .contains("content-type")
    );
    let origin = ("Origin", "https://council.example.org");
    let kept = send(
        nginx.address,
        "PUT",
        "/box/ballots/a.json",
        &[JSON, origin],
        b"{}",
    );
    assert_eq!(
        (kept.status, kept.header("access-control-allow-origin")),
        (201, Some("https://council.example.org"))
    );
    let listed = send(nginx.address, "GET", "/box/ballots/", &[origin], b"");
    assert_eq!(
        listed.header("access-control-allow-origin"),
        Some("https://council.example.org")
    );
    assert_eq!(
        preflight("https://other.example").header("access-control-allow-origin"),
        None
    );
}

#[test]
fn every_site_may_compare_the_script_for_pages_around_a_frame_with_its_hash() {
    let nginx = plain();
    let origin = [("Origin", "https://council.example.org")];
    let allowed = |path| send(nginx.address, "GET", path, &origin, b"");
    let script = allowed("/embed.js");
    assert_eq!(
        script.header("access-control-allow-origin"),
        Some("https://council.example.org")
    );
    assert_eq!(allowed("/").header("access-control-allow-origin"), None);
}

#[test]
fn a_coded_ballots_long_name_is_taken() {
    let nginx = plain();
    let name = format!("{0}-{1}-{0}", "0a".repeat(32), u64::MAX);
    assert_eq!(
        put(nginx.address, &format!("/box/ballots/{name}.json"), b"{}").status,
        201
    );
}

/// The rate is lowered, so that a test's few uploads are already too many.
#[test]
fn a_flood_is_asked_to_wait_and_told_for_how_long() {
    let nginx = Nginx::start(|site| {
        site.replace("rate=120r/m", "rate=1r/m")
            .replace("burst=120 nodelay", "burst=2 nodelay")
    });
    let statuses: Vec<u16> = ["a", "b", "c"]
        .iter()
        .map(|name| put(nginx.address, &format!("/box/ballots/{name}.json"), b"{}").status)
        .collect();
    assert_eq!(statuses, [201, 201, 201]);
    let wait = put(nginx.address, "/box/ballots/d.json", b"{}");
    assert_eq!((wait.status, wait.header("retry-after")), (429, Some("30")));
    assert_eq!(read(nginx.address, "/box/ballots/a.json").status, 200);
    assert_eq!(files_below(&nginx.ballot_box.join("ballots")).len(), 3);
}

#[test]
fn results_take_nothing_from_ballots() {
    let nginx = Nginx::start(|site| {
        site.replace("rate=30r/m", "rate=1r/m")
            .replace("zone=purse_results burst=30", "zone=purse_results burst=1")
    });
    let send = |folder: &str, name: &str| {
        let reply = put(nginx.address, &format!("/box/{folder}/{name}.json"), b"{}");
        (reply.status, reply.header("retry-after").map(str::to_owned))
    };
    let statuses = ["a", "b", "c"].map(|name| send("results", name).0);
    assert_eq!(statuses, [201, 201, 429]);
    assert_eq!(send("results", "d").1, Some("30".into()));
    assert_eq!(send("ballots", "a"), (201, None));
}

#[test]
fn whoever_reads_lists_keeps_nobody_behind_the_same_address_from_taking_part() {
    let nginx = Nginx::start(|site| {
        site.replace(
            "rate=100r/s;\nlimit_req_status",
            "rate=1r/m;\nlimit_req_status",
        )
        .replace("zone=purse_lists burst=1000", "zone=purse_lists burst=1")
    });
    let list = |folder: &str| read(nginx.address, &format!("/box/{folder}/")).status;
    assert_eq!(["ballots", "results", "bundle"].map(list), [200, 200, 429]);
    assert_eq!(["keys", "close", "keys", "close"].map(list), [200; 4]);
    assert_eq!(read(nginx.address, "/box/budget.json").status, 200);
}

#[test]
fn a_result_is_small_or_refused() {
    let nginx = plain();
    let large = [JSON, ("Content-Length", "80000000")];
    let path = "/box/results/a.json";
    let refused = Upload::begin(nginx.address, "PUT", path, &large).finish();
    assert_eq!(refused.status, 413);
}

#[test]
fn sockets_without_a_whole_header_keep_no_resident_out() {
    let nginx = plain();
    let slow: Vec<Upload> = (0..1_142)
        .map(|number| {
            let mut stream = TcpStream::connect(nginx.address).unwrap();
            if number % 2 == 0 {
                stream
                    .write_all(b"GET /box/ballots/ HTTP/1.1\r\nX-")
                    .unwrap();
            }
            Upload::of(stream)
        })
        .collect();
    let path = "/box/ballots/a.json";
    assert_eq!(put(nginx.address, path, b"{}").status, 201);
    assert_eq!(read(nginx.address, path).status, 200);
    drop(slow);
}

#[test]
fn what_is_slow_comes_to_an_end() {
    let nginx = Nginx::start(|site| {
        site.replace("client_header_timeout 20s", "client_header_timeout 1s")
            .replace("client_body_timeout 30s", "client_body_timeout 1s")
    });
    let half = TcpStream::connect(nginx.address).unwrap();
    (&half).write_all(b"GET / HTTP/1.1\r\nX-").unwrap();
    assert!(!text(&Upload::of(half).ended()).starts_with("HTTP/1.1 2"));
    let length = [JSON, ("Content-Length", "1000")];
    let mut slow = Upload::begin(nginx.address, "PUT", "/box/ballots/a.json", &length);
    slow.send(b"{");
    assert!(!text(&slow.ended()).starts_with("HTTP/1.1 2"));
    let uploads = nginx.folder.path().join("uploads");
    wait_until("nothing is left", || files_below(&uploads).is_empty());
    assert_eq!(put(nginx.address, "/box/ballots/a.json", b"{}").status, 201);
}

#[test]
fn one_address_has_only_so_many_requests_on_their_way() {
    let nginx = Nginx::start(|site| site.replace("purse_open 256", "purse_open 2"));
    let length = [JSON, ("Content-Length", "1000"), ("Expect", "100-continue")];
    let begin = |name: &str| {
        let path = format!("/box/results/{name}.json");
        let mut upload = Upload::begin(nginx.address, "PUT", &path, &length);
        (upload.interim(), upload)
    };
    let (a, b) = (begin("a"), begin("b"));
    assert_eq!((a.0, b.0), (100, 100));
    assert_eq!(begin("c").0, 429);
    drop((a, b));
    let free = || put(nginx.address, "/box/ballots/a.json", b"{}").status == 201;
    wait_until("there is a place again", free);
}

#[test]
fn only_names_that_belong_to_a_box_are_given_out() {
    let nginx = plain();
    for name in [
        "box/hall.key",
        "box/codes.csv",
        "box/cards.html",
        "box/notes.txt",
        "box/.env",
        "box/keys/hall.key",
        "box/ballots/Codes.csv",
        "box/bundle/a.json",
        "widget/hall.key",
        "widget/Hall.KEY",
        "widget/codes.csv",
        "widget/cards.html",
        "widget/cards-from-51.html",
        "widget/codes.csv.bak",
        "widget/voting-codes.csv",
        "widget/codes.csv.crdownload",
        "widget/passphrase.txt",
        "widget/.env",
    ] {
        fs::write(nginx.folder.path().join(name), "a secret").unwrap();
        let path = name.trim_start_matches("widget/");
        for path in [
            path.to_owned(),
            path.replace('.', "%2e"),
            format!("x/../{path}"),
        ] {
            for method in ["GET", "HEAD"] {
                let reply = send(nginx.address, method, &format!("/{path}"), &[], b"");
                assert_eq!(reply.status, 404, "{method} {path}");
            }
        }
    }
    fs::write(nginx.ballot_box.join("published/0a.json"), "{}").unwrap();
    assert_eq!(read(nginx.address, "/box/published/0a.json").status, 200);
}

#[test]
fn links_lead_nowhere() {
    let nginx = plain();
    let outside = nginx.folder.path().join("outside.json");
    fs::write(&outside, "a secret").unwrap();
    let link = |to: &std::path::Path, at: &str| {
        std::os::unix::fs::symlink(to, nginx.folder.path().join(at)).unwrap();
    };
    link(&outside, "box/ballots/out.json");
    link(
        &nginx.ballot_box.join("ballots/loop.json"),
        "box/ballots/loop.json",
    );
    link(&outside, "widget/link.js");
    for path in [
        "/box/ballots/out.json",
        "/box/ballots/loop.json",
        "/link.js",
    ] {
        assert_ne!(read(nginx.address, path).status, 200, "{path}");
    }
    assert_eq!(read(nginx.address, "/box/ballots/").status, 200);
    put(nginx.address, "/box/ballots/out.json", b"{}");
    assert_eq!(fs::read(&outside).unwrap(), b"a secret");
}

#[test]
fn a_name_that_is_not_ours_is_refused() {
    let nginx =
        Nginx::start(|site| site.replace("# budget.example.org  1;", "budget.example.org  1;"));
    let ask = |method: &str, path: &str, host: &str| {
        send(nginx.address, method, path, &[("Host", host), JSON], b"{}").status
    };
    for host in [
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
    ] {
        assert_eq!(ask("GET", "/", host), 421, "{host}");
        assert_eq!(ask("GET", "/box/ballots/", host), 421, "{host}");
        assert_eq!(ask("PUT", "/box/ballots/a.json", host), 421, "{host}");
    }
    for host in ["127.0.0.1:80", "[::1]", "localhost", "Budget.Example.org"] {
        assert_eq!(ask("GET", "/box/budget.json", host), 200, "{host}");
    }
}

/// The listing does: `deploy/nginx.md` says how to lessen it.
#[test]
fn a_ballots_headers_do_not_tell_when_the_ballot_came() {
    let nginx = plain();
    for path in ["/box/ballots/a.json", "/box/results/a.json"] {
        put(nginx.address, path, b"{}");
        let reply = read(nginx.address, path);
        assert_eq!(reply.header("etag"), None, "{path}");
        assert_eq!(reply.header("last-modified"), None, "{path}");
    }
}
