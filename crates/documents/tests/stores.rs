//! What a store is asked, and what its pages say when networks, stores or people break them.

use documents::boxes::sigv4::{self, Scope};
use documents::boxes::{self, Address, ListingError, Pages, Store, UploadRequest};
use documents::{Id, PublicKey, bundle, json};
use proptest::prelude::*;

const HOME: &str = "https://box.example.org/";

fn store(ballots: &str, list: &str) -> Store {
    let text = format!(r#"{{"format":"common-purse/store/1","ballots":{ballots},"list":{list}}}"#);
    Store::read(text.as_bytes()).expect("a store")
}

fn s3() -> Store {
    store(
        r#"{"by":"post","fields":{"policy":"e30="}}"#,
        r#"{"as":"s3"}"#,
    )
}

fn azure() -> Store {
    store(r#"{"by":"put"}"#, r#"{"as":"azure"}"#)
}

fn adding(store: &Store, path: &str, bytes: &[u8]) -> Option<UploadRequest> {
    UploadRequest::of(&store.to_bytes(), HOME, path, bytes.to_vec())
}

#[test]
fn a_plain_server_is_put_to_and_listed_plainly() {
    let parcel = UploadRequest::plain(HOME, "ballots/a.json", b"{}".to_vec());
    assert_eq!(
        Some(&parcel),
        adding(&Store::PLAIN, "ballots/a.json", b"{}").as_ref(),
        "as a store that says so"
    );
    assert_eq!(
        (
            parcel.method,
            parcel.address.as_str(),
            parcel.body.as_slice()
        ),
        ("PUT", "https://box.example.org/ballots/a.json", &b"{}"[..])
    );
    assert_eq!(
        parcel.headers,
        [("content-type".to_string(), "application/json".to_string())]
    );
    let pages = Pages::of(&Store::PLAIN, HOME, boxes::BALLOTS);
    assert_eq!(
        pages.wanted().as_deref(),
        Some("https://box.example.org/ballots/")
    );
}

#[test]
fn a_token_and_headers_go_with_a_put() {
    let store = store(
        r#"{"by":"put","query":"sp=c&sig=a%2Fb%3D","headers":{"x-ms-blob-type":"BlockBlob","if-none-match":"*"}}"#,
        r#"{"as":"azure"}"#,
    );
    let parcel = adding(&store, "ballots/a.json", b"{}").expect("ballots");
    assert_eq!(
        parcel.address,
        "https://box.example.org/ballots/a.json?sp=c&sig=a%2Fb%3D"
    );
    let header = |name: &str| {
        let found = parcel.headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    };
    assert_eq!(header("x-ms-blob-type"), Some("BlockBlob"));
    assert_eq!(header("if-none-match"), Some("*"));
    assert_eq!(header("content-type"), Some("application/json"));
    assert!(
        adding(&store, "results/a.json", b"{}").is_none(),
        "results are added only where the store says how"
    );
}

#[test]
fn a_form_holds_its_fields_and_the_file_last() {
    let parcel = adding(&s3(), "ballots/a.json", b"{\"a\":1}").expect("ballots");
    assert_eq!(
        (parcel.method, parcel.address.as_str()),
        ("POST", "https://box.example.org")
    );
    let boundary = Id::of(b"{\"a\":1}");
    assert_eq!(
        parcel.headers,
        [(
            "content-type".to_string(),
            format!("multipart/form-data; boundary={boundary}")
        )]
    );
    let field = |name: &str, value: &str| {
        format!(
            "--{boundary}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        )
    };
    let expected = [
        field("key", "ballots/a.json"),
        field("content-type", "application/json"),
        field("policy", "e30="),
        field("file\"; filename=\"file", "{\"a\":1}"),
        format!("--{boundary}--\r\n"),
    ];
    assert_eq!(
        String::from_utf8(parcel.body).expect("text"),
        expected.concat()
    );
}

#[test]
fn every_mistake_in_a_store_is_named() {
    let text = r#"{"format":"common-purse/store/2","address":"https://a.example/","extra":1,
        "ballots":{"by":"copy"},"results":{"by":"put","query":"a b","headers":{"X-Y":"1","c":"d\r\ne"}},
        "list":{"as":"ftp","signed":{"credential":"a","date":"b","seconds":-1,"key":"00"}}}"#;
    let problems = Store::read(text.as_bytes()).expect_err("mistakes");
    let mut paths: Vec<&str> = problems
        .iter()
        .map(|problem| problem.path.as_str())
        .collect();
    paths.sort_unstable();
    let expected = [
        "$.address",
        "$.ballots.by",
        "$.extra",
        "$.format",
        "$.list.as",
        "$.list.signed",
        "$.list.signed.key",
        "$.list.signed.seconds",
        "$.results.headers.X-Y",
        "$.results.headers.c",
        "$.results.query",
    ];
    assert_eq!(paths, expected);
}

#[test]
fn lists_are_signed_for_a_named_host_alone() {
    let key = Id::of(b"");
    for (address, form) in [("", "s3"), ("\"address\":\"https://a.example\",", "azure")] {
        let text = format!(
            r#"{{"format":"common-purse/store/1",{address}"ballots":{{"by":"put"}},"list":{{"as":"{form}","signed":{{"credential":"a","date":"b","seconds":1,"key":"{key}"}}}}}}"#
        );
        let problems = Store::read(text.as_bytes()).expect_err("a mistake");
        assert_eq!(problems[0].path, "$.list.signed", "{problems:?}");
    }
}

#[test]
fn what_is_written_is_read_back() {
    let text = r#"{"format":"common-purse/store/1","address":"https://s3.example.org/box","ballots":{"by":"post","fields":{"policy":"e30="}},"results":{"by":"put","headers":{"if-none-match":"*"}},"list":{"as":"s3","signed":{"credential":"id/20261126/garage/s3/aws4_request","date":"20261126T120000Z","seconds":604800,"key":"0000000000000000000000000000000000000000000000000000000000000000"}}}"#;
    let store = Store::read(text.as_bytes()).expect("a store");
    assert_eq!(String::from_utf8(store.to_bytes()).expect("text"), text);
}

#[test]
fn an_address_is_one_host_and_plain_folders() {
    for (text, host, path) in [
        ("https://a.example", "a.example", ""),
        ("http://127.0.0.1:3900/box", "127.0.0.1:3900", "/box"),
        ("http://[::1]:3900/a/b", "[::1]:3900", "/a/b"),
    ] {
        let address = Address::parse(text).expect(text);
        assert_eq!((address.host(), address.path()), (host, path));
    }
    for text in [
        "",
        "https://",
        "https:///a",
        "ftp://a",
        "//a",
        "javascript:alert(1)",
        "https://a/",
        "https://a/b/",
        "https://a//b",
        "https://a?b",
        "https://a#b",
        "https://u@a",
        "https://a/%2e",
        "https://a b",
        "https://\u{e9}",
    ] {
        assert_eq!(Address::parse(text), None, "{text}");
    }
}

/// The example in Amazon's documentation: "Authenticating Requests: Using Query Parameters", GET of one object.
#[test]
fn a_signature_is_amazons() {
    let key = sigv4::signing_key(
        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        "20130524",
        "us-east-1",
    );
    let scope = Scope {
        credential: "AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request",
        date: "20130524T000000Z",
        seconds: 86_400,
    };
    let mut query = Vec::new();
    sigv4::presign_path(
        "GET",
        "examplebucket.s3.amazonaws.com",
        "/test.txt",
        &mut query,
        scope,
        key.as_bytes(),
    );
    assert_eq!(
        query.last().expect("a signature").1,
        "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"
    );
}

fn s3_page(keys: &[&str], more: &str) -> String {
    let contents: String = keys
        .iter()
        .map(|key| {
            format!("<Contents><Key>{key}</Key><Size>3</Size><Owner><ID>x</ID></Owner></Contents>")
        })
        .collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">\
         <Name>box</Name><Prefix>ballots%2F</Prefix><MaxKeys>1000</MaxKeys><KeyCount>{}</KeyCount>{contents}{more}</ListBucketResult>",
        keys.len()
    )
}

fn azure_page(names: &[&str], marker: &str, next: &str) -> String {
    let blobs: String = names
        .iter()
        .map(|name| {
            format!("<Blob><Name>{name}</Name><Properties><Etag>x</Etag></Properties></Blob>")
        })
        .collect();
    format!(
        "\u{feff}<?xml version=\"1.0\" encoding=\"utf-8\"?><EnumerationResults ServiceEndpoint=\"https://a.example/\" ContainerName=\"box\">\
         <Prefix>ballots/</Prefix><Marker>{marker}</Marker><Blobs>{blobs}</Blobs><NextMarker>{next}</NextMarker></EnumerationResults>"
    )
}

const LAST: &str = "<IsTruncated>false</IsTruncated>";

#[test]
fn pages_of_s3_are_read_to_the_last() {
    let (a, b) = (Id::of(b"a"), Id::of(b"b"));
    let store = s3();
    let mut pages = Pages::of(&store, HOME, boxes::BALLOTS);
    assert_eq!(
        pages.wanted().expect("a first page"),
        "https://box.example.org?encoding-type=url&list-type=2&prefix=ballots%2F"
    );
    let first = s3_page(
        &[&format!("ballots%2F{b}.json"), "ballots%2Fdeep%2Fx.json"],
        "<IsTruncated>true</IsTruncated><NextContinuationToken>]a+b/=</NextContinuationToken>",
    );
    pages.read(first.as_bytes()).expect("a page");
    assert_eq!(
        pages.wanted().expect("a second page"),
        "https://box.example.org?encoding-type=url&list-type=2&prefix=ballots%2F&continuation-token=%5Da%2Bb%2F%3D"
    );
    let second = s3_page(
        &[&format!("ballots/{a}.json"), "ballots%2F%E2%80%AE%01.json"],
        &format!("<ContinuationToken>]a+b/=</ContinuationToken>{LAST}"),
    );
    pages.read(second.as_bytes()).expect("a page");
    assert_eq!(pages.wanted(), None);
    let listing = pages.finish().expect("whole");
    let mut ids = vec![a, b];
    ids.sort_unstable();
    assert_eq!(listing.ids, ids);
    assert_eq!(listing.strays, ["deep/", "\u{202e}\u{1}.json"]);
}

#[test]
fn pages_of_azure_are_read_to_the_last() {
    let (a, b) = (Id::of(b"a"), Id::of(b"b"));
    let store = azure();
    let mut pages = Pages::of(&store, HOME, boxes::BALLOTS);
    assert_eq!(
        pages.wanted().expect("a first page"),
        "https://box.example.org?comp=list&prefix=ballots%2F&restype=container"
    );
    let first = azure_page(&[&format!("ballots/{a}.json")], "", "2!8!&amp;=");
    pages.read(first.as_bytes()).expect("a page");
    assert!(
        pages
            .wanted()
            .expect("a second page")
            .ends_with("&marker=2%218%21%26%3D")
    );
    let second = azure_page(
        &[&format!("ballots/{b}.json"), "ballots/&lt;i&gt;.json"],
        "2!8!&#38;=",
        "",
    );
    pages.read(second.as_bytes()).expect("a page");
    let listing = pages.finish().expect("whole");
    assert_eq!(
        (listing.ids.len(), listing.strays),
        (2, vec!["<i>.json".to_string()])
    );
}

#[test]
fn without_the_last_page_there_is_no_listing() {
    let store = s3();
    let mut pages = Pages::of(&store, HOME, boxes::BALLOTS);
    let more = "<IsTruncated>true</IsTruncated><NextContinuationToken>t</NextContinuationToken>";
    pages.read(s3_page(&[], more).as_bytes()).expect("a page");
    assert_eq!(pages.finish(), Err(ListingError::Cut));
    let store = azure();
    let mut pages = Pages::of(&store, HOME, boxes::BALLOTS);
    pages
        .read(azure_page(&[], "", "m").as_bytes())
        .expect("a page");
    assert_eq!(pages.finish(), Err(ListingError::Cut));
}

#[test]
fn a_page_cut_anywhere_is_no_page() {
    let id = Id::of(b"a");
    let key = format!("ballots/{id}.json");
    let cases = [
        (s3(), s3_page(&[&key], LAST)),
        (azure(), azure_page(&[&key], "", "")),
    ];
    for (store, text) in &cases {
        for end in 0..text.len() {
            let mut pages = Pages::of(store, HOME, boxes::BALLOTS);
            let cut = pages.read(&text.as_bytes()[..end]);
            assert!(
                cut.is_err(),
                "{}",
                String::from_utf8_lossy(&text.as_bytes()[..end])
            );
            if end > 200 {
                assert_eq!(cut, Err(ListingError::Cut), "{}", &text[..end]);
            }
            assert!(pages.wanted().is_some(), "the page is still wanted");
        }
    }
}

#[test]
fn the_answer_to_another_question_is_refused() {
    let other_folder = s3_page(&[], LAST).replace("ballots%2F", "results%2F");
    let other_page = s3_page(
        &[],
        &format!("<ContinuationToken>x</ContinuationToken>{LAST}"),
    );
    let fewer = s3_page(&[], LAST).replace("<KeyCount>0", "<KeyCount>1");
    let no_end = s3_page(&[], "");
    let no_way_on = s3_page(&[], "<IsTruncated>true</IsTruncated>");
    let two_roots = s3_page(&[], LAST) + "<ListBucketResult/>";
    let entity = s3_page(&["&file;"], LAST);
    let doctype = s3_page(&[], LAST).replace("?>", "?><!DOCTYPE a [<!ENTITY b \"c\">]>");
    let tangled = s3_page(&[], LAST).replace("</Name>", "</Nome>");
    for text in [
        other_folder,
        other_page,
        fewer,
        no_end,
        no_way_on,
        two_roots,
        entity,
        doctype,
        tangled,
        "<Error><Code>AccessDenied</Code></Error>".into(),
        "<!doctype html><title>Log in</title>".into(),
        "[]".into(),
    ] {
        let store = s3();
        let mut pages = Pages::of(&store, HOME, boxes::BALLOTS);
        assert!(pages.read(text.as_bytes()).is_err(), "{text}");
    }
    for text in [
        azure_page(&[], "", "").replace("<Prefix>ballots/", "<Prefix>results/"),
        azure_page(&[], "x", ""),
        azure_page(&[], "", "").replace("<NextMarker></NextMarker>", ""),
    ] {
        let store = azure();
        let mut pages = Pages::of(&store, HOME, boxes::BALLOTS);
        assert!(pages.read(text.as_bytes()).is_err(), "{text}");
    }
}

#[test]
fn pages_that_lead_round_come_to_an_end() {
    let store = azure();
    let mut pages = Pages::of(&store, HOME, boxes::BALLOTS);
    pages
        .read(azure_page(&[], "", "m").as_bytes())
        .expect("the first");
    assert_eq!(
        pages.read(azure_page(&[], "m", "m").as_bytes()),
        Err(ListingError::Endless)
    );
}

#[test]
fn lists_are_signed_by_the_published_key_alone() {
    let text = r#"{"format":"common-purse/store/1","address":"https://s3.example.org/box","ballots":{"by":"put"},"list":{"as":"s3","signed":{"credential":"id/20261126/garage/s3/aws4_request","date":"20261126T120000Z","seconds":604800,"key":"0000000000000000000000000000000000000000000000000000000000000000"}}}"#;
    let store = Store::read(text.as_bytes()).expect("a store");
    let pages = Pages::of(&store, HOME, boxes::BALLOTS);
    let address = pages.wanted().expect("a page");
    assert!(address.starts_with("https://s3.example.org/box?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=id%2F20261126%2Fgarage%2Fs3%2Faws4_request&X-Amz-Date=20261126T120000Z&X-Amz-Expires=604800&X-Amz-SignedHeaders=host&encoding-type=url&list-type=2&prefix=ballots%2F&X-Amz-Signature="), "{address}");
}

proptest! {
    #[test]
    fn no_bytes_break_a_reader(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = Store::read(&bytes);
        let _ = UploadRequest::of(&bytes, HOME, "ballots/a.json", bytes.clone());
        for store in [s3(), azure(), Store::PLAIN] {
            let _ = Pages::of(&store, HOME, boxes::BALLOTS).read(&bytes);
        }
    }

    /// Near-misses find more than noise does: a good page with some bytes changed.
    #[test]
    fn no_change_breaks_a_reader(at in 0usize..600, byte in any::<u8>(), cut in 0usize..600) {
        let mut bytes = s3_page(&["ballots/a.json"], LAST).into_bytes();
        let length = bytes.len();
        bytes[at % length] = byte;
        bytes.truncate(length - cut % length);
        let store = s3();
        let _ = Pages::of(&store, HOME, boxes::BALLOTS).read(&bytes);
    }
}

#[test]
fn a_store_of_any_depth_or_size_is_answered() {
    let deep = "[".repeat(json::MAX_DEPTH + 100_000);
    assert!(Store::read(deep.as_bytes()).is_err());
    let deep = "<ListBucketResult>".repeat(100_000);
    let store = s3();
    let mut pages = Pages::of(&store, HOME, boxes::BALLOTS);
    assert_eq!(pages.read(deep.as_bytes()), Err(ListingError::Cut));
}

/// The short reader that every phone loads takes what the strict one takes, in every way that can be written.
#[test]
fn both_readers_of_a_store_agree() {
    for way in [
        r#"{"by":"put"}"#,
        r#"{"by":"put","query":"sp=c","headers":{"if-none-match":"*"}}"#,
        r#"{"by":"post","fields":{"policy":"e30="}}"#,
    ] {
        for address in ["", r#""address":"https://a.example/b","#] {
            let text = format!(
                r#"{{"format":"common-purse/store/1",{address}"ballots":{way},"list":{{"as":"s3"}}}}"#
            );
            assert!(Store::read(text.as_bytes()).is_ok(), "{text}");
            let parcel = UploadRequest::of(text.as_bytes(), HOME, "ballots/a.json", b"{}".to_vec());
            let to = if address.is_empty() {
                "https://box.example.org"
            } else {
                "https://a.example/b"
            };
            assert!(parcel.expect(&text).address.starts_with(to), "{text}");
        }
    }
    for text in [
        "<html>Log in</html>",
        "{}",
        r#"{"format":"common-purse/store/2","ballots":{"by":"put"}}"#,
        r#"{"format":"common-purse/store/1"}"#,
        r#"{"format":"common-purse/store/1","ballots":{"by":"copy"}}"#,
    ] {
        assert_eq!(
            UploadRequest::of(text.as_bytes(), HOME, "ballots/a.json", vec![]),
            None,
            "{text}"
        );
    }
}

fn key(digit: char) -> PublicKey {
    PublicKey::parse(&digit.to_string().repeat(64)).expect("64 digits")
}

fn of_code(key: &PublicKey, revision: u64) -> String {
    let (id, signature) = (Id::of(&revision.to_le_bytes()), "0".repeat(103));
    format!("{key}-{revision}-{id}-{signature}.json")
}

/// Among 90,000 others, whatever a network makes of the pieces.
#[test]
fn of_a_plain_list_only_one_codes_ballots_are_kept_in_whatever_pieces_it_comes() {
    let others = (0..9_000).map(|number| of_code(&key('b'), number));
    let own = [2, 1, 7].map(|number| of_code(&key('a'), number));
    let entries: Vec<String> = others
        .chain(own)
        .map(|name| format!("{{ \"name\":\"{name}\", \"type\":\"file\", \"size\":1234 }}"))
        .collect();
    let list = format!("[\r\n{}\r\n]", entries.join(",\r\n"));
    for size in [1, 7, 4_096, list.len()] {
        let code = key('a');
        let mut pages = Pages::of_code(&Store::PLAIN, HOME, &code);
        assert_eq!(
            pages.wanted().as_deref(),
            Some("https://box.example.org/ballots/")
        );
        for piece in list.as_bytes().chunks(size) {
            pages.take(piece).expect("a piece of a list");
        }
        pages.end().expect("its end");
        let listing = pages.finish().expect("the whole list");
        let found: Vec<u64> = listing.signed.iter().map(|name| name.revision).collect();
        assert_eq!(found, [1, 2, 7], "in pieces of {size} bytes");
        assert!(listing.ids.is_empty() && listing.strays.is_empty());
    }
}

#[test]
fn a_plain_list_that_stops_in_any_piece_is_cut() {
    let list = format!(
        "[{{\"name\":\"{}\"}},{{\"name\":\"]\"}}]",
        of_code(&key('a'), 1)
    );
    for end in 1..list.len() {
        let code = key('a');
        let mut pages = Pages::of_code(&Store::PLAIN, HOME, &code);
        pages.take(&list.as_bytes()[..end]).expect("so far a list");
        assert_eq!(pages.end(), Err(ListingError::Cut), "{}", &list[..end]);
        assert_eq!(pages.finish(), Err(ListingError::Cut));
    }
}

#[test]
fn a_store_with_pages_is_asked_for_one_code_alone() {
    let code = key('a');
    let prefix = format!("ballots/{code}-");
    for store in [s3(), azure()] {
        let pages = Pages::of_code(&store, HOME, &code);
        let asked = pages.wanted().expect("a first page");
        let encoded = prefix.replace('/', "%2F");
        assert!(asked.contains(&format!("prefix={encoded}")), "{asked}");
    }
    let page = |prefix: &str| {
        format!(
            "<ListBucketResult><Prefix>{prefix}</Prefix><KeyCount>1</KeyCount><IsTruncated>false</IsTruncated><Contents><Key>ballots/{}</Key></Contents></ListBucketResult>",
            of_code(&code, 3)
        )
    };
    let store = s3();
    let mut pages = Pages::of_code(&store, HOME, &code);
    pages
        .read(page(&prefix).as_bytes())
        .expect("the page asked for");
    assert_eq!(pages.finish().expect("whole").signed[0].revision, 3);
    let mut pages = Pages::of_code(&store, HOME, &code);
    assert!(
        pages.read(page("ballots/").as_bytes()).is_err(),
        "another question's answer"
    );
}

#[test]
fn one_codes_revisions_are_found_in_a_bundle_in_whatever_pieces_it_comes() {
    let line = |key: &PublicKey, revision: u64, rest: usize| {
        let rest = "x".repeat(rest);
        format!(
            "{{\"format\":\"common-purse/signed/1\",\"budget\":{{\"id\":\"a\",\"sha256\":\"{}\"}},\"key\":\"{key}\",\"revision\":{revision},\"sealed\":\"{rest}\"}}\n",
            Id::of(b"budget")
        )
    };
    let (own, other) = (key('a'), key('b'));
    let bundle = [
        line(&other, 9, 10),
        line(&own, 1, 40_000),
        // Another's line that names the key somewhere else is another's.
        format!(
            "{{\"format\":\"common-purse/ballot/1\",\"key\":\"{own}\",\"revision\":8,\"x\":1}}\n"
        ),
        line(&own, 12, 0),
    ]
    .concat();
    for size in [1, 100, bundle.len()] {
        let (mut revisions, mut seen) = (bundle::Revisions::of(&own), Vec::new());
        for piece in bundle.as_bytes().chunks(size) {
            revisions.take(piece, &mut seen);
        }
        assert_eq!(seen, [1, 12], "in pieces of {size} bytes");
    }
}
