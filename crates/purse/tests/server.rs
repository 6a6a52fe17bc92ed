//! The embedded box over real sockets: what it keeps, what it refuses, and how it ends.

mod common;

use std::fs;
use std::sync::Barrier;
use std::thread;

use common::http::{Upload, put, read, send};
use common::server::Server;
use common::{files_below, text};
use tempfile::TempDir;

const JSON: (&str, &str) = ("Content-Type", "application/json");

#[test]
fn a_ballot_is_kept_once_and_never_changed() {
    let server = Server::start(&[]);
    let path = "/box/ballots/0a.json";
    assert_eq!(read(server.address, path).status, 404);
    assert_eq!(put(server.address, path, b"first").status, 201);
    assert_eq!(put(server.address, path, b"first").status, 204);
    assert_eq!(put(server.address, path, b"other").status, 412);
    assert_eq!(put(server.address, path, b"firs").status, 412);
    let kept = read(server.address, path);
    assert_eq!((kept.status, text(&kept.body)), (200, "first".into()));
    assert_eq!(kept.header("content-type"), Some("application/json"));
    assert_eq!(kept.header("cache-control"), Some("no-cache"));
    assert_eq!(kept.header("x-content-type-options"), Some("nosniff"));
}

#[test]
fn a_page_that_was_built_anew_names_the_new_files_and_one_without_names_none() {
    let server = Server::start(&[]);
    let link = || read(server.address, "/").header("link").map(str::to_owned);
    assert!(link().is_some_and(|links| links.contains("app-3f9c2a71d05be844_bg.wasm")));
    let map = server
        .ballot_box
        .with_file_name("widget")
        .join("preload.map");
    fs::write(&map, "/index.html '<./other.wasm>; rel=\"preload\"';\n").unwrap();
    assert_eq!(link().as_deref(), Some("<./other.wasm>; rel=\"preload\""));
    for nothing in ["", "no map", "/index.html 'a\nb';"] {
        fs::write(&map, nothing).unwrap();
        assert_eq!(link(), None, "{nothing:?}");
    }
}

#[test]
fn of_many_writers_to_one_name_one_wins_and_stays_whole() {
    let server = Server::start(&[]);
    let start = Barrier::new(24);
    let statuses: Vec<(u16, Vec<u8>)> = thread::scope(|scope| {
        let writers: Vec<_> = (0..24u8)
            .map(|writer| {
                let (start, address) = (&start, server.address);
                scope.spawn(move || {
                    let body = vec![b'a' + writer; 16_000 - usize::from(writer)];
                    start.wait();
                    (put(address, "/box/ballots/one.json", &body).status, body)
                })
            })
            .collect();
        writers
            .into_iter()
            .map(|writer| writer.join().unwrap())
            .collect()
    });
    let won: Vec<_> = statuses
        .iter()
        .filter(|(status, _)| *status == 201)
        .collect();
    assert_eq!(won.len(), 1);
    assert_eq!(
        statuses.iter().filter(|(status, _)| *status == 412).count(),
        23
    );
    assert_eq!(read(server.address, "/box/ballots/one.json").body, won[0].1);
    assert_eq!(
        files_below(&server.ballot_box.join("ballots")).len(),
        1,
        "no unfinished upload stays behind"
    );
}

#[test]
fn a_slow_writer_does_not_overwrite_a_quick_one() {
    let server = Server::start(&[]);
    let mut slow = Upload::begin(
        server.address,
        "PUT",
        "/box/ballots/one.json",
        &[JSON, ("Content-Length", "8")],
    );
    slow.send(b"slow");
    assert_eq!(
        put(server.address, "/box/ballots/one.json", b"quick").status,
        201
    );
    slow.send(b"slow");
    assert_eq!(slow.finish().status, 412);
    assert_eq!(
        text(&read(server.address, "/box/ballots/one.json").body),
        "quick"
    );
}

#[test]
fn the_size_is_capped_while_reading() {
    let server = Server::start(&["--max-ballot", "100", "--max-result", "200"]);
    assert_eq!(
        put(server.address, "/box/ballots/fits.json", &[b'a'; 100]).status,
        201
    );
    let refused = put(server.address, "/box/ballots/large.json", &[b'a'; 101]);
    assert_eq!(
        (refused.status, text(&refused.body)),
        (413, "Expected at most 100 bytes.\n".into())
    );
    assert_eq!(
        put(server.address, "/box/results/fits.json", &[b'a'; 200]).status,
        201
    );
    assert_eq!(
        put(server.address, "/box/results/large.json", &[b'a'; 201]).status,
        413
    );
    // A body without a length is endless for all the server knows.
    let chunked = [JSON, ("Transfer-Encoding", "chunked")];
    let mut endless = Upload::begin(server.address, "PUT", "/box/ballots/endless.json", &chunked);
    endless.send(format!("65\r\n{}\r\n", "a".repeat(101)).as_bytes());
    assert_eq!(endless.finish().status, 413);
    let kept: Vec<_> = files_below(&server.ballot_box.join("ballots"));
    assert_eq!(kept, [server.ballot_box.join("ballots/fits.json")]);
}

#[test]
fn nothing_is_written_outside_the_two_folders_or_under_another_kind_of_name() {
    let server = Server::start(&[]);
    let before = files_below(&server.ballot_box);
    let long = format!("/box/ballots/{}.json", "a".repeat(251));
    for path in [
        "/box/ballots/../x.json",
        "/box/ballots/..%2fx.json",
        "/box/ballots/%2e%2e/x.json",
        "/box/ballots/..\\x.json",
        "/box/ballots//x.json",
        "/box/ballots/a/x.json",
        "/box/ballots/X.json",
        "/box/ballots/x.JSON",
        "/box/ballots/x.html",
        "/box/ballots/.json",
        "/box/ballots/.put-x.json",
        "/box/ballots/x%00.json",
        "/box/ballots/",
        "/box/ballots",
        "/box/bundle/x.json",
        "/box/bundle/x.jsonl",
        "/box/published/x.json",
        "/box/keys/x.json",
        "/box/close/x.json",
        "/box/ledger/x.json",
        "/box/store.json",
        "/box/budget.json",
        "/box/x.json",
        "/box/",
        "/x.json",
        "/",
        &long,
    ] {
        assert_eq!(put(server.address, path, b"{}").status, 405, "{path}");
    }
    assert_eq!(files_below(&server.ballot_box), before);
}

#[test]
fn nothing_outside_the_box_or_unfinished_is_read() {
    let server = Server::start(&[]);
    fs::write(server.ballot_box.with_file_name("secret.json"), "secret").unwrap();
    fs::write(server.ballot_box.join("ballots/.put-abc"), "unfinished").unwrap();
    for path in [
        "/box/../secret.json",
        "/box/%2e%2e/secret.json",
        "/box/ballots/../../secret.json",
        "/box/ballots/..%2f..%2fsecret.json",
        "/../secret.json",
        "/%2e%2e/secret.json",
        "/..%2fsecret.json",
        "/box/ballots/.put-abc",
        "/box/.serving",
        "/box/ballots/absent.json",
    ] {
        assert_eq!(read(server.address, path).status, 404, "{path}");
    }
}

#[test]
fn a_ballot_must_say_that_it_is_json() {
    let server = Server::start(&[]);
    for kind in [
        "text/plain",
        "text/html",
        "application/jsonp",
        "multipart/form-data; boundary=x",
    ] {
        let reply = send(
            server.address,
            "PUT",
            "/box/ballots/a.json",
            &[("Content-Type", kind)],
            b"{}",
        );
        assert_eq!(reply.status, 415, "{kind}");
    }
    assert_eq!(
        send(server.address, "PUT", "/box/ballots/a.json", &[], b"{}").status,
        415
    );
    for (name, kind) in [
        ("a", "application/json; charset=utf-8"),
        ("b", "Application/JSON"),
    ] {
        let path = format!("/box/ballots/{name}.json");
        assert_eq!(
            send(
                server.address,
                "PUT",
                &path,
                &[("Content-Type", kind)],
                b"{}"
            )
            .status,
            201,
            "{kind}"
        );
    }
}

#[test]
fn a_ballot_cannot_be_removed_or_moved() {
    let server = Server::start(&[]);
    put(server.address, "/box/ballots/a.json", b"{}");
    for method in [
        "DELETE", "POST", "PATCH", "MOVE", "COPY", "MKCOL", "PROPFIND",
    ] {
        for path in [
            "/box/ballots/a.json",
            "/box/ballots/",
            "/box/budget.json",
            "/index.html",
        ] {
            assert_eq!(
                send(server.address, method, path, &[], b"").status,
                405,
                "{method} {path}"
            );
        }
    }
    let refused = send(server.address, "DELETE", "/box/ballots/a.json", &[], b"");
    assert_eq!(refused.header("allow"), Some("GET, HEAD, PUT"));
    assert_eq!(
        text(&read(server.address, "/box/ballots/a.json").body),
        "{}"
    );
}

#[test]
fn folders_list_their_files_in_order_without_the_hidden_ones() {
    let server = Server::start(&[]);
    for name in ["b", "a", "c"] {
        put(
            server.address,
            &format!("/box/ballots/{name}.json"),
            name.repeat(5).as_bytes(),
        );
    }
    fs::write(server.ballot_box.join("ballots/.put-abc"), "unfinished").unwrap();
    let reply = read(server.address, "/box/ballots/");
    assert_eq!(
        (reply.status, reply.header("content-type")),
        (200, Some("application/json"))
    );
    let listed: serde_json::Value = serde_json::from_slice(&reply.body).unwrap();
    let files: Vec<_> = listed.as_array().unwrap().iter().collect();
    let names: Vec<_> = files
        .iter()
        .map(|file| file["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["a.json", "b.json", "c.json"]);
    assert!(
        files
            .iter()
            .all(|file| file["type"] == "file" && file["size"] == 5)
    );
    assert!(files.iter().all(|file| file["mtime"] == files[0]["mtime"]));
    for empty in ["/box/bundle/", "/box/results/"] {
        let nothing: serde_json::Value =
            serde_json::from_slice(&read(server.address, empty).body).unwrap();
        assert_eq!(nothing, serde_json::json!([]));
    }
}

#[test]
fn a_listing_comes_compressed_where_that_is_understood() {
    let server = Server::start(&[]);
    for number in 0..1_000 {
        let name = format!(
            "{}.json",
            documents::Id::of(&[number as u8, (number >> 8) as u8])
        );
        fs::write(server.ballot_box.join("ballots").join(name), "{}").unwrap();
    }
    let plain = read(server.address, "/box/ballots/");
    let gzip = [("Accept-Encoding", "gzip, br")];
    let zipped = send(server.address, "GET", "/box/ballots/", &gzip, b"");
    assert_eq!(zipped.header("content-encoding"), Some("gzip"));
    assert!(zipped.body.len() < plain.body.len() / 2);
    let mut unzipped = Vec::new();
    let mut decoder = flate2::read::GzDecoder::new(&zipped.body[..]);
    std::io::Read::read_to_end(&mut decoder, &mut unzipped).unwrap();
    assert_eq!(unzipped, plain.body);
}

#[test]
fn head_answers_as_get_without_the_body() {
    let server = Server::start(&[]);
    put(server.address, "/box/ballots/a.json", b"12345");
    for path in [
        "/box/ballots/a.json",
        "/box/ballots/",
        "/box/budget.json",
        "/",
        "/style.css",
    ] {
        let (get, head) = (
            read(server.address, path),
            send(server.address, "HEAD", path, &[], b""),
        );
        assert_eq!((head.status, head.body.len()), (200, 0), "{path}");
        assert_eq!(
            head.header("content-length"),
            Some(get.body.len().to_string().as_str()),
            "{path}"
        );
        assert_eq!(
            head.header("content-type"),
            get.header("content-type"),
            "{path}"
        );
    }
}

const COUNCIL: &str = "https://council.example";

#[test]
fn only_the_listed_sites_may_use_the_box_from_their_own_pages() {
    let server = Server::start(&[
        "--allow-origin",
        COUNCIL,
        "--allow-origin",
        "http://localhost:9000",
        "--allow-origin",
        "null",
    ]);
    let preflight = |origin: &str| {
        let asks = [
            ("Origin", origin),
            ("Access-Control-Request-Method", "PUT"),
            ("Access-Control-Request-Headers", "content-type"),
        ];
        send(server.address, "OPTIONS", "/box/ballots/a.json", &asks, b"")
    };
    for origin in [COUNCIL, "http://localhost:9000", "null"] {
        let page = send(server.address, "GET", "/", &[("Origin", origin)], b"");
        assert_eq!(page.header("access-control-allow-origin"), Some(origin));
        let allowed = preflight(origin);
        assert_eq!(allowed.status, 200);
        assert_eq!(allowed.header("access-control-allow-origin"), Some(origin));
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
        let put = [JSON, ("Origin", origin)];
        let reply = send(server.address, "PUT", "/box/ballots/a.json", &put, b"{}");
        assert_eq!(reply.header("access-control-allow-origin"), Some(origin));
    }
    assert_eq!(
        preflight("https://other.example").header("access-control-allow-origin"),
        None
    );
    let own = Server::start(&[]);
    let reply = send(
        own.address,
        "GET",
        "/box/budget.json",
        &[("Origin", COUNCIL)],
        b"",
    );
    assert_eq!(
        (reply.status, reply.header("access-control-allow-origin")),
        (200, None)
    );
}

#[test]
fn every_site_may_compare_the_script_for_pages_around_a_frame_with_its_hash() {
    let server = Server::start(&[]);
    let allowed = |path| {
        let reply = send(server.address, "GET", path, &[("Origin", COUNCIL)], b"");
        reply
            .header("access-control-allow-origin")
            .map(str::to_owned)
    };
    assert_eq!(allowed("/embed.js").as_deref(), Some(COUNCIL));
    for path in ["/", "/box/embed.js", "/box/budget.json", "/embed.js/"] {
        assert_eq!(allowed(path), None, "{path}");
    }
}

#[test]
fn a_page_may_do_what_it_needs_and_nothing_more() {
    let policy = |options: &[&str]| {
        let server = Server::start(options);
        let page = read(server.address, "/");
        let policy = page.header("content-security-policy").map(str::to_owned);
        policy.expect("a policy")
    };
    let plain = policy(&[]);
    for directive in [
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "connect-src 'self'",
        "form-action 'none'",
        "base-uri 'none'",
        "require-trusted-types-for 'script'",
    ] {
        assert!(plain.split("; ").any(|one| one == directive), "{plain}");
    }
    assert!(!plain.contains("frame-ancestors"), "{plain}");
    let named = policy(&[
        "--frame-ancestors",
        "https://www.council.example",
        "--frame-ancestors",
        "https://library.example:8443",
        "--box-origin",
        "https://store.example",
    ]);
    let ends = "; connect-src 'self' https://store.example; \
                frame-ancestors 'self' https://www.council.example https://library.example:8443";
    assert!(named.ends_with(ends), "{named}");
}

#[test]
fn a_site_that_would_change_the_policy_is_refused() {
    for site in [
        "https://a.example; script-src *",
        "*",
        "null",
        "https://a.example/page",
    ] {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_purse"))
            .args(["serve", "--frame-ancestors", site])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "{site}");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains("expected a scheme and a host"), "{said}");
    }
}

#[test]
fn the_widget_is_served_small_and_fresh() {
    let server = Server::start(&[]);
    let page = read(server.address, "/");
    assert_eq!(
        (page.header("content-type"), page.header("cache-control")),
        (Some("text/html"), Some("no-cache"))
    );
    assert_eq!(
        read(server.address, "/style.css").header("cache-control"),
        Some("no-cache")
    );
    let for_ever = Some("public, max-age=31536000, immutable");
    let wasm = read(server.address, "/app-3f9c2a71d05be844_bg.wasm");
    assert_eq!(
        (wasm.header("content-type"), wasm.header("cache-control")),
        (Some("application/wasm"), for_ever)
    );
    for (accepts, encoding, body) in [
        ("gzip, br", Some("br"), "brotli script"),
        ("gzip", Some("gzip"), "gzipped script"),
        ("identity", None, "plain script"),
    ] {
        let path = "/app-3f9c2a71d05be844.js";
        let script = send(
            server.address,
            "GET",
            path,
            &[("Accept-Encoding", accepts)],
            b"",
        );
        assert_eq!(
            (script.header("content-encoding"), text(&script.body)),
            (encoding, body.into())
        );
        assert_eq!(
            (
                script.header("content-type"),
                script.header("cache-control")
            ),
            (Some("text/javascript"), for_ever)
        );
        assert_eq!(script.header("vary"), Some("accept-encoding"));
    }
    let absent = read(server.address, "/absent-3f9c2a71d05be844.js");
    assert_eq!(
        (absent.status, absent.header("cache-control")),
        (404, Some("no-cache"))
    );
}

#[test]
fn an_upload_that_has_begun_is_finished_before_the_end() {
    let mut server = Server::start(&[]);
    let mut upload = Upload::begin(
        server.address,
        "PUT",
        "/box/ballots/late.json",
        &[JSON, ("Content-Length", "4"), ("Expect", "100-continue")],
    );
    assert_eq!(upload.interim(), 100);
    upload.send(b"la");
    let ballots = server.ballot_box.join("ballots");
    server.ask_to_stop();
    server.wait_for("Stopping");
    upload.send(b"te");
    assert_eq!(upload.finish().status, 201);
    assert_eq!(fs::read(ballots.join("late.json")).unwrap(), b"late");
    let (status, rest) = server.wait();
    assert!(status.success());
    assert!(rest.starts_with("Stopped."), "{rest}");
}

#[test]
fn what_a_power_cut_left_behind_is_swept_at_the_start() {
    let folder = TempDir::new().unwrap();
    let ballot_box = folder.path().join("box");
    fs::create_dir_all(ballot_box.join("ballots")).unwrap();
    fs::write(ballot_box.join("ballots/.put-abc"), "unfinished").unwrap();
    fs::write(ballot_box.join("ballots/a.json"), "kept").unwrap();
    let server = Server::start_with(folder, ballot_box, &[]);
    assert_eq!(
        files_below(&server.ballot_box.join("ballots")),
        [server.ballot_box.join("ballots/a.json")]
    );
}

#[test]
fn an_upload_that_is_cut_off_leaves_nothing() {
    let server = Server::start(&[]);
    let mut upload = Upload::begin(
        server.address,
        "PUT",
        "/box/ballots/cut.json",
        &[JSON, ("Content-Length", "9")],
    );
    upload.send(b"cut");
    drop(upload);
    let mut server = server;
    server.ask_to_stop();
    // The server ends once every upload has ended, one way or the other.
    server.wait_for("Stopped");
    assert_eq!(
        files_below(&server.ballot_box.join("ballots")),
        Vec::<std::path::PathBuf>::new()
    );
}

#[test]
fn one_box_has_one_budget_and_one_server() {
    let server = Server::start(&[]);
    let ballot_box = server.ballot_box.to_str().unwrap();
    let widget = server.ballot_box.with_file_name("widget");
    let again = |extra: &[&str]| {
        let mut args = vec![
            "serve",
            "--bind",
            "127.0.0.1",
            "--port",
            "0",
            "--box",
            ballot_box,
            "--widget",
        ];
        args.push(widget.to_str().unwrap());
        args.extend(extra);
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_purse"))
            .args(args)
            .output()
            .unwrap();
        (output.status.code(), text(&output.stderr))
    };
    let (code, says) = again(&[]);
    assert_eq!(code, Some(1));
    assert!(says.contains("already being served"), "{says}");
    let other = server.ballot_box.with_file_name("other.json");
    fs::write(
        &other,
        fs::read_to_string(common::BUDGET)
            .unwrap()
            .replace("A fund for tests", "Another fund"),
    )
    .unwrap();
    let (code, says) = again(&["--budget", other.to_str().unwrap()]);
    assert_eq!(code, Some(1));
    assert!(says.contains("already has another budget"), "{says}");
}

#[test]
fn a_coded_ballots_long_name_is_taken_and_listed() {
    let server = Server::start(&[]);
    let name = format!("{0}-{1}-{0}.json", "0a".repeat(32), u64::MAX);
    assert_eq!(
        put(server.address, &format!("/box/ballots/{name}"), b"{}").status,
        201
    );
    assert!(text(&read(server.address, "/box/ballots/").body).contains(&name));
}

#[test]
fn what_only_the_organiser_writes_is_read_and_listed() {
    let server = Server::start(&[]);
    for folder in ["keys", "close", "published", "ledger"] {
        fs::write(server.ballot_box.join(folder).join("0a.json"), "{}").unwrap();
        let file = read(server.address, &format!("/box/{folder}/0a.json"));
        assert_eq!((file.status, text(&file.body)), (200, "{}".into()));
        let listing = text(&read(server.address, &format!("/box/{folder}/")).body);
        assert!(listing.contains("\"0a.json\""), "{listing}");
        let taken = send(
            server.address,
            "PUT",
            &format!("/box/{folder}/0a.json"),
            &[JSON],
            b"other",
        );
        assert_eq!(taken.status, 405);
    }
}

/// More than one in half a minute from one address is more than this server is asked to take.
#[test]
fn a_flood_is_asked_to_wait_and_told_for_how_long() {
    let server = Server::start(&["--per-address", "2"]);
    for name in ["a", "b"] {
        assert_eq!(
            put(server.address, &format!("/box/ballots/{name}.json"), b"{}").status,
            201
        );
    }
    let wait = put(server.address, "/box/ballots/c.json", b"{}");
    assert_eq!(wait.status, 429);
    let seconds: u32 = wait.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=30).contains(&seconds), "{seconds}");
    assert_eq!(
        read(server.address, "/box/ballots/").status,
        200,
        "reading goes on"
    );
    assert_eq!(files_below(&server.ballot_box.join("ballots")).len(), 2);
}

#[test]
fn all_addresses_together_have_a_limit_too() {
    let server = Server::start(&["--per-minute", "1"]);
    assert_eq!(
        put(server.address, "/box/ballots/a.json", b"{}").status,
        201
    );
    assert_eq!(
        put(server.address, "/box/ballots/b.json", b"{}").status,
        429
    );
}

#[test]
fn a_full_box_asks_to_wait_and_still_knows_what_it_has() {
    for limit in [["--most-files", "2"], ["--most-bytes", "10"]] {
        let folder = TempDir::new().unwrap();
        let ballot_box = folder.path().join("box");
        fs::create_dir_all(ballot_box.join("ballots")).unwrap();
        fs::write(ballot_box.join("ballots/before.json"), "12345").unwrap();
        let server = Server::start_with(folder, ballot_box, &limit);
        let path = "/box/ballots/a.json";
        assert_eq!(put(server.address, path, b"12345").status, 201);
        let wait = put(server.address, "/box/ballots/b.json", b"12345");
        assert_eq!((wait.status, wait.header("retry-after")), (503, Some("60")));
        // A device that was not told so in time asks again, and is told.
        assert_eq!(put(server.address, path, b"12345").status, 204);
        assert_eq!(put(server.address, path, b"other").status, 412);
    }
}
