//! The promise ledger as those who answer for the money keep it: entries that count, entries that are refused, and files that
//! others put there.

mod common;

use std::fs;
use std::process::Output;

use common::event::{Event, PASSPHRASE};
use common::{files_below, text};
use documents::Id;
use serde_json::Value;

/// An event without keys whose ledger the board has begun, and a key for a charity.
fn begun() -> Event {
    let event = Event::plain();
    event.make_box();
    for (id, role) in [("board", "decision-maker"), ("club", "recipient")] {
        event.good(&[
            "key",
            "new",
            &format!("{id}.key"),
            "--ledger",
            "--id",
            id,
            "--role",
            role,
            "--name",
            &format!("en=The {id}"),
        ]);
    }
    event.good(&[
        "ledger",
        "add",
        "signer",
        "box",
        "--key",
        "board.key",
        "--own",
    ]);
    event
}

/// Adds an entry with the board's key; the words are parted by single spaces, `_` stands for one in a text.
fn add(event: &Event, words: &str) -> Output {
    add_with(event, "board.key", words)
}

fn add_with(event: &Event, key: &str, words: &str) -> Output {
    let words: Vec<String> = words
        .split(' ')
        .map(|word| word.replace('_', " "))
        .collect();
    let mut args = vec!["ledger", "add", words[0].as_str(), "box", "--key", key];
    args.extend(words[1..].iter().map(String::as_str));
    event.purse(&args)
}

#[track_caller]
fn adds(event: &Event, words: &str) {
    let output = add(event, words);
    assert!(output.status.success(), "{words}: {}", text(&output.stderr));
}

/// What was said of an entry that is refused, which writes nothing.
#[track_caller]
fn refused(event: &Event, key: &str, words: &str) -> String {
    let before = event.names("ledger");
    let output = add_with(event, key, words);
    assert_eq!(
        output.status.code(),
        Some(1),
        "{words}: {}",
        text(&output.stdout)
    );
    assert_eq!(event.names("ledger"), before, "{words}");
    text(&output.stderr)
}

fn shown(event: &Event) -> Value {
    let shown = event.good(&[
        "ledger",
        "show",
        "box",
        "--today",
        "2021-03-31",
        "--format",
        "json",
    ]);
    serde_json::from_str(&shown).unwrap()
}

const ANSWER: &str = "answer --line lunch --said changed --asked 300 --amount 250 --reason Less_is_enough. --on 2021-01-10";
const COMMIT: &str = "commit --line lunch --commit grant --amount 200 --to Lunch_club --to-kind small-organisation --org-id GB-CHC-1234567 --from 2021-02-01 --on 2021-01-20";
const DUE: &str = "milestone --line lunch --milestone first --title The_first_lunch --type start --due 2021-03-01 --on 2021-01-20";
const PAY: &str =
    "pay --line lunch --commit grant --amount £150 --reference BACS-1 --on 2021-02-03";

#[test]
fn a_line_is_answered_paid_and_finished_and_each_entry_follows_the_last() {
    let event = begun();
    for entry in [
        ANSWER,
        COMMIT,
        DUE,
        PAY,
        "pay --line lunch --commit grant --amount -20 --on 2021-02-20",
        "change-date --line lunch --milestone first --new 2021-03-15 --reason The_roof. --decided-by The_board --on 2021-02-25",
        "change-amount --line lunch --commit grant --new 180 --reason Cheaper. --decided-by The_board --on 2021-02-26",
        "change-recipient --line lunch --commit grant --to The_hall --reason Moved. --decided-by The_board --on 2021-02-27",
        "change-scope --line lunch --new Soup. --reason Cheaper. --decided-by The_board --on 2021-02-28",
        "nothing-new --next 2021-03-20 --on 2021-03-10",
    ] {
        adds(&event, entry);
    }
    let shown = shown(&event);
    let lunch = &shown["lines"][2];
    assert_eq!(lunch["stage"], "under-way");
    assert_eq!(lunch["asked"], 300);
    let money = &lunch["money"];
    let sums = [
        "agreed",
        "committed",
        "paid",
        "still_committed",
        "returned",
        "not_committed",
    ];
    let sums = sums.map(|sum| money[sum].as_u64().unwrap());
    assert_eq!(sums, [250, 180, 130, 30, 20, 70]);
    let first = &lunch["milestones"][0];
    assert_eq!(
        first["dues"],
        serde_json::json!(["2021-03-01", "2021-03-15"])
    );
    assert_eq!(
        (first["late_days"].as_u64(), &lunch["silent_days"]),
        (Some(16), &Value::Null)
    );
    adds(
        &event,
        "met --line lunch --milestone first --judged met --on 2021-03-16",
    );
    adds(
        &event,
        "finish --line lunch --amount 130 --delivered Soup --different Fewer_came. --people 12 --on 2021-03-30",
    );
    let entries = entries(&event);
    let mut heads: Vec<Id> = entries.iter().map(|(id, _)| *id).collect();
    for (_, entry) in &entries {
        let after: Vec<Id> = entry["after"]
            .as_array()
            .unwrap()
            .iter()
            .map(|id| Id::parse(id.as_str().unwrap()).unwrap())
            .collect();
        assert!(after.len() <= 1, "nobody wrote at once");
        heads.retain(|id| !after.contains(id));
    }
    assert_eq!((entries.len(), heads.len()), (13, 1), "one after the other");
    let checked = event.good(&["ledger", "check", "box", "--today", "2021-04-01"]);
    assert!(checked.contains("13 entries"), "{checked}");
    assert!(
        checked.contains("agreed £250 = paid £130 + still committed £0 + returned £120"),
        "{checked}"
    );
}

fn entries(event: &Event) -> Vec<(Id, Value)> {
    let files = files_below(&event.path("box/ledger"));
    let read = |file: &std::path::PathBuf| {
        let bytes = fs::read(file).unwrap();
        (Id::of(&bytes), serde_json::from_slice(&bytes).unwrap())
    };
    files.iter().map(read).collect()
}

#[test]
fn what_breaks_a_rule_is_not_written_and_says_where_what_was_found_and_what_was_expected() {
    let event = begun();
    adds(&event, ANSWER);
    adds(&event, COMMIT);
    for (entry, says) in [
        (
            "pay --line lunch --commit grant --amount 201",
            "rule within-committed: £201 would be paid. Only £200 is promised for it.",
        ),
        (
            "pay --line lunch --commit grant --amount 201",
            "$.says.amount: found £201, expected £200",
        ),
        (
            "pay --line lunch --commit loan --amount 1",
            "$.says.commit: found loan, expected grant",
        ),
        (ANSWER, "rule one-answer: This line has its answer."),
        (
            "answer --line youth --said refused --asked 100",
            "rule reason: A reason is missing.",
        ),
        (
            "answer --line parks --said accepted --asked 1",
            "$.says.line: found parks, expected advice",
        ),
        (
            "nothing-new --line parks",
            "$.says.line: found parks, expected advice, homes, lunch, youth",
        ),
        (
            "nothing-new --on 2019-12-31",
            "$.on: found 2019-12-31, expected 2020-01-01",
        ),
        (
            "commit --line lunch --commit Grant_2 --amount 1 --to X --from 2021-01-01",
            "$.says.commit: found \"Grant 2\", expected a name of a-z",
        ),
        (
            "commit --line lunch --commit g2 --amount 1 --to X --from 2021-01-01 --org-id 1234",
            "$.says.to.org_id",
        ),
    ] {
        let said = refused(&event, "board.key", entry);
        assert!(said.contains(says), "{entry}: {said}");
    }
    let stranger = refused(&event, "club.key", "nothing-new --line lunch");
    assert!(stranger.contains("rule known-signer"), "{stranger}");
    adds(&event, &format!("signer --record {}", record(&event)));
    let role = refused(&event, "club.key", PAY);
    assert!(
        role.contains("$.key: found recipient, expected decision-maker, organiser, partner"),
        "{role}"
    );
    assert!(
        add_with(&event, "club.key", "nothing-new --line lunch")
            .status
            .success()
    );
    adds(&event, "end-signer --id club --reason Its_key_was_lost.");
    let ended = refused(&event, "club.key", "nothing-new --line lunch");
    assert!(ended.contains("rule known-signer"), "{ended}");
}

/// What `purse key show` prints of the charity's key, in a file.
fn record(event: &Event) -> &'static str {
    let shown = event.good(&["key", "show", "club.key", "--format", "json"]);
    fs::write(event.path("club.json"), shown).unwrap();
    "club.json"
}

#[test]
fn a_command_line_that_cannot_be_meant_is_refused_before_anything_is_signed() {
    let event = begun();
    for (entry, says) in [
        ("pay --line lunch", "missing: --commit, --amount"),
        ("answer --line lunch --said accepted", "say it with --asked"),
        (
            "answer --line lunch --said maybe --asked 1",
            "possible values: accepted, changed, refused",
        ),
        ("pay --line lunch --commit grant --amount 1.50", "1.50"),
        ("nothing-new --on 31/12/2021", "31/12/2021"),
        (
            "milestone --line lunch --milestone a --type start --due 2021-01-01 --title en=One --title en=Two",
            "two texts in the language en",
        ),
    ] {
        let output = add(&event, entry);
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{entry}: {said}");
        assert!(said.contains(says), "{entry}: {said}");
    }
    assert_eq!(event.names("ledger").len(), 1);
    let shown = event.good(&[
        "ledger",
        "add",
        "nothing-new",
        "box",
        "--key",
        "board.key",
        "--dry-run",
    ]);
    assert!(shown.contains("Every line: nothing new"), "{shown}");
    assert_eq!(event.names("ledger").len(), 1, "a dry run writes nothing");
}

#[test]
fn what_was_not_said_is_asked_for_and_asked_again_where_it_cannot_be_read() {
    let event = begun();
    let answers = "parks\nlunch\naccepted\n1,5\n300\n\n\n\ny\n";
    let mut command = event.command(&[
        "ledger",
        "add",
        "answer",
        "box",
        "--key",
        "board.key",
        "--ask",
    ]);
    let output = common::answered(&mut command, answers);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let asked = text(&output.stderr);
    assert!(asked.contains("no line is called parks"), "{asked}");
    assert!(asked.contains("1,5"), "{asked}");
    assert_eq!(shown(&event)["lines"][2]["money"]["agreed"], 300);
    let mut command = event.command(&[
        "ledger",
        "add",
        "nothing-new",
        "box",
        "--key",
        "board.key",
        "--ask",
    ]);
    let no = common::answered(&mut command, "\n\nn\n");
    assert_eq!(no.status.code(), Some(1), "{}", text(&no.stderr));
    assert_eq!(event.names("ledger").len(), 2);
}

/// Every other way of writing an entry into the folder, and what is said of it: no such file counts.
#[test]
fn forged_replayed_foreign_and_changed_files_are_named_and_change_nothing() {
    let event = begun();
    adds(&event, ANSWER);
    adds(&event, COMMIT);
    let before = shown(&event);
    let (id, _) = entries(&event)[0].clone();
    let path = |name: &str| event.path("box/ledger").join(format!("{name}.json"));
    let good = fs::read_to_string(path(&id.to_string())).unwrap();

    // The same bytes under another name; more money with the old signature; another key in its place.
    fs::write(path(&"0".repeat(64)), &good).unwrap();
    let put = |text: &str| fs::write(path(&Id::of(text.as_bytes()).to_string()), text).unwrap();
    put(&good
        .replacen("2021-01-", "2021-02-", 1)
        .replace("2020", "2022"));
    let commit = entries(&event)
        .into_iter()
        .find(|(_, entry)| entry["says"]["kind"] == "commit");
    let commit = fs::read_to_string(path(&commit.unwrap().0.to_string())).unwrap();
    put(&commit.replace("\"amount\":200", "\"amount\":250"));
    put(&commit
        .replace(" ", "")
        .replace("{\"format\"", "{ \"format\""));
    put("{}");
    fs::write(path("notes"), "by hand").unwrap();

    let checked = event.purse(&["ledger", "check", "box"]);
    assert_eq!(checked.status.code(), Some(1));
    let said = text(&checked.stdout);
    assert!(
        said.matches("it is no entry of this event").count() >= 4,
        "{said}"
    );
    assert!(said.contains("1 file whose names are no entry's"), "{said}");
    let after = shown(&event);
    assert_eq!(
        (&before["lines"], &before["entries"]),
        (&after["lines"], &after["entries"])
    );
    let recounted = event.good(&["recount", "box"]);
    assert!(
        recounted.contains("it is no entry of this event"),
        "{recounted}"
    );
}

#[test]
fn an_entry_of_another_event_does_not_count_here() {
    let (event, other) = (begun(), begun());
    let budget = fs::read_to_string(other.path("box/budget.json")).unwrap();
    fs::write(
        other.path("box2.json"),
        budget.replace("A fund for tests", "Another fund"),
    )
    .unwrap();
    fs::create_dir_all(other.path("second/ledger")).unwrap();
    fs::rename(other.path("box2.json"), other.path("second/budget.json")).unwrap();
    other.good(&[
        "ledger",
        "add",
        "signer",
        "second",
        "--key",
        "board.key",
        "--own",
    ]);
    for file in files_below(&other.path("second/ledger")) {
        fs::copy(
            &file,
            event.path("box/ledger").join(file.file_name().unwrap()),
        )
        .unwrap();
    }
    let checked = event.purse(&["ledger", "check", "box"]);
    assert_eq!(checked.status.code(), Some(1));
    assert!(
        text(&checked.stdout).contains("it is no entry of this event"),
        "{}",
        text(&checked.stdout)
    );
    assert_eq!(shown(&event)["signers"].as_array().unwrap().len(), 1);
}

#[test]
fn an_entry_that_was_removed_is_missed() {
    let event = begun();
    for entry in [ANSWER, COMMIT, PAY] {
        adds(&event, entry);
    }
    event.good(&["watch", "box", "--keep", "seen.txt"]);
    let commit = entries(&event)
        .into_iter()
        .find(|(_, entry)| entry["says"]["kind"] == "commit");
    let commit = format!("ledger/{}.json", commit.unwrap().0);
    fs::remove_file(event.path("box").join(&commit)).unwrap();
    for (command, says) in [
        (
            &["ledger", "check", "box"][..],
            "an entry that others follow is missing",
        ),
        (
            &["recount", "box"],
            "an entry that others follow is missing",
        ),
        (&["watch", "box", "--keep", "seen.txt"], "REMOVED"),
    ] {
        let output = event.purse(command);
        let said = text(&output.stdout);
        assert_eq!(output.status.code(), Some(1), "{command:?}: {said}");
        let line = said
            .lines()
            .position(|line| line.contains(&commit))
            .expect(&said);
        assert!(
            said.lines()
                .skip(line)
                .take(2)
                .any(|line| line.contains(says)),
            "{said}"
        );
    }
}

#[test]
fn an_answer_quotes_the_published_result_and_another_quote_is_found() {
    let event = begun();
    event.good(&[
        "simulate",
        "budget.json",
        "--ballots",
        "30",
        "--seed",
        "1",
        "--out",
        "made",
    ]);
    for file in files_below(&event.path("made/ballots")) {
        fs::copy(
            &file,
            event.path("box/ballots").join(file.file_name().unwrap()),
        )
        .unwrap();
    }
    event.good(&["count", "box", "--publish"]);
    let result: Value = serde_json::from_slice(&event.only_file("published")).unwrap();
    let asked = result["outcome"][2]["amount"].as_u64().unwrap();
    adds(&event, "answer --line lunch --said accepted");
    assert_eq!(shown(&event)["lines"][2]["money"]["agreed"], asked);
    let answer = entries(&event)
        .into_iter()
        .find(|(_, entry)| entry["says"]["kind"] == "answer");
    let named = Id::of(&event.only_file("published")).to_string();
    assert_eq!(answer.unwrap().1["result"], named);
    let other = add(&event, "answer --line youth --said accepted --asked 1");
    assert_eq!(other.status.code(), Some(2));
    assert!(
        text(&other.stderr).contains("residents asked for"),
        "{}",
        text(&other.stderr)
    );

    // Somebody answers before the result is there, by a number of their own.
    let hidden = event.path("published.away");
    fs::rename(event.path("box/published"), &hidden).unwrap();
    adds(&event, "answer --line youth --said accepted --asked 1");
    fs::rename(&hidden, event.path("box/published")).unwrap();
    for command in [["ledger", "check", "box"].as_slice(), &["recount", "box"]] {
        let output = event.purse(command);
        assert_eq!(output.status.code(), Some(1));
        let said = text(&output.stdout);
        assert!(
            said.contains("Youth nights: its answer says that residents asked for £1"),
            "{said}"
        );
    }
}

/// The event is over, its key destroyed: the ledger goes on.
#[test]
fn the_ledger_outlives_the_key_of_the_event() {
    let event = Event::new(&[]);
    event.make_box();
    event.good(&[
        "key",
        "new",
        "board.key",
        "--ledger",
        "--id",
        "board",
        "--role",
        "decision-maker",
        "--name",
        "en=Board",
    ]);
    let by_event = add_with(&event, "hall.key", ANSWER);
    assert!(
        text(&by_event.stderr).contains("found organiser, expected decision-maker"),
        "{}",
        text(&by_event.stderr)
    );
    let shown = event.good(&["key", "show", "board.key", "--format", "json"]);
    fs::write(event.path("board.json"), shown).unwrap();
    assert!(
        add_with(&event, "hall.key", "signer --record board.json")
            .status
            .success()
    );
    fs::remove_file(event.path("hall.key")).unwrap();
    adds(&event, ANSWER);
    let signers = &self::shown(&event)["signers"];
    assert_eq!(
        (&signers[0]["vouched"], &signers[1]["vouched"]),
        (&"event".into(), &"organiser".into())
    );
}

#[test]
fn a_ledger_key_is_a_secret_like_every_other() {
    let event = begun();
    let file = fs::read_to_string(event.path("board.key")).unwrap();
    assert!(!file.contains(PASSPHRASE));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(event.path("board.key"))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let key = [
        "--ledger", "--id", "more", "--role", "partner", "--name", "en=More",
    ];
    let inside = event.bad(&[&["key", "new", "box/ledger/more.key"][..], &key].concat());
    assert!(inside.contains("would not be secret"), "{inside}");
    let again = event.bad(&[&["key", "new", "board.key"][..], &key].concat());
    assert!(again.contains("never overwritten"), "{again}");
    fs::write(event.path("weak"), "the board").unwrap();
    let weak = event.bad(
        &[
            &["key", "new", "weak.key"][..],
            &key,
            &["--passphrase-file", "weak"],
        ]
        .concat(),
    );
    assert!(weak.contains("easy"), "{weak}");
    fs::write(event.path("wrong"), "another four words here").unwrap();
    let wrong = event.bad(&[
        "ledger",
        "add",
        "nothing-new",
        "box",
        "--key",
        "board.key",
        "--passphrase-file",
        "wrong",
    ]);
    assert!(
        wrong.contains("board.key: this is not its passphrase"),
        "{wrong}"
    );
    let salt = file.find("\"salt\": \"").unwrap() + 9;
    let other = if file[salt..].starts_with('0') {
        "1"
    } else {
        "0"
    };
    let damaged = format!("{}{other}{}", &file[..salt], &file[salt + 1..]);
    fs::write(event.path("board.key"), damaged).unwrap();
    let damaged = event.bad(&["ledger", "add", "nothing-new", "box", "--key", "board.key"]);
    assert!(damaged.contains("board.key: it is damaged"), "{damaged}");
}

/// The example ledgers are what their sources say, the same each time, and one key that everybody has writes on in them.
#[test]
fn the_example_ledgers_hold_together_and_are_made_alike_each_time() {
    let event = Event::plain();
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../budgets");
    for example in ["aldermoor", "small-fund"] {
        let (budget, story) = (
            format!("{root}/{example}.json"),
            format!("{root}/{example}.ledger.json"),
        );
        let names = ["one", "two"].map(|name| {
            let ballot_box = format!("{example}-{name}");
            event.good(&[
                "ledger",
                "practise",
                &ballot_box,
                "--budget",
                &budget,
                "--from",
                &story,
            ]);
            let files = files_below(&event.path(&ballot_box).join("ledger"));
            let name = |file: &std::path::PathBuf| file.file_name().unwrap().to_owned();
            files.iter().map(name).collect::<Vec<_>>()
        });
        assert_eq!(names[0], names[1], "{example}");
        let ballot_box = format!("{example}-one");
        let shown = event.good(&[
            "ledger",
            "show",
            &ballot_box,
            "--today",
            "2029-10-10",
            "--format",
            "json",
        ]);
        let shown: Value = serde_json::from_str(&shown).unwrap();
        for number in ["done", "cancelled", "late"] {
            assert!(shown[number].as_u64() > Some(0), "{example}: {number}");
        }
        for (kind, least) in [
            ("answer", 6),
            ("pay", 9),
            ("met", 3),
            ("change", 3),
            ("finish", 2),
            ("nothing-new", 1),
        ] {
            let entries = shown["entries"].as_array().unwrap().iter();
            let of_kind = entries
                .filter(|entry| entry["says"]["kind"] == kind)
                .count();
            assert!(of_kind >= least, "{example}: {of_kind} of {kind}");
        }
        assert_eq!(shown["not_counted"], serde_json::json!([]));
        event.good(&["ledger", "check", &ballot_box, "--today", "2029-10-10"]);
        fs::write(event.path("practice"), "practice").unwrap();
        let key = format!("{root}/practice-board.key");
        let add = [
            "ledger",
            "add",
            "nothing-new",
            &ballot_box,
            "--key",
            &key,
            "--passphrase-file",
            "practice",
        ];
        let early = event.bad(&[&add[..], &["--on", "2026-11-01"]].concat());
        assert!(early.contains("rule not-before"), "{early}");
    }
}

/// Two who write at once, each after the other or each after the same: nothing is lost, and nothing is counted twice.
#[test]
fn of_entries_that_are_added_at_once_none_is_lost() {
    let event = begun();
    adds(&event, ANSWER);
    adds(&event, COMMIT);
    let pay = |amount: &'static str| {
        let common = [
            "ledger",
            "add",
            "pay",
            "box",
            "--key",
            "board.key",
            "--line",
            "lunch",
        ];
        [&common[..], &["--commit", "grant", "--amount", amount]].concat()
    };
    let commands = ["10", "20", "30", "120"].map(pay);
    let outputs: Vec<Output> = std::thread::scope(|scope| {
        let runs = commands
            .iter()
            .map(|args| scope.spawn(|| event.command(args).output().unwrap()));
        let runs: Vec<_> = runs.collect();
        runs.into_iter().map(|run| run.join().unwrap()).collect()
    });
    let written = outputs
        .iter()
        .filter(|output| output.status.success())
        .count();
    // 180 of 200 are asked for: whichever comes last, all fit.
    assert_eq!(
        written,
        4,
        "{:?}",
        outputs
            .iter()
            .map(|one| text(&one.stderr))
            .collect::<Vec<_>>()
    );
    let shown = shown(&event);
    assert_eq!(shown["lines"][2]["money"]["paid"], 180);
    let over = [pay("15"), pay("16")];
    let outputs: Vec<Output> = std::thread::scope(|scope| {
        let runs: Vec<_> = over
            .iter()
            .map(|args| scope.spawn(|| event.command(args).output().unwrap()))
            .collect();
        runs.into_iter().map(|run| run.join().unwrap()).collect()
    });
    let refused: Vec<&Output> = outputs
        .iter()
        .filter(|output| !output.status.success())
        .collect();
    assert_eq!(refused.len(), 1, "one of the two is over what is promised");
    assert!(text(&refused[0].stderr).contains("rule within-committed"));
    event.good(&["ledger", "check", "box"]);
}

#[test]
fn an_add_that_was_killed_leaves_nothing_and_stops_nobody() {
    use std::io::Read;
    let event = begun();
    let lock = fs::File::create(event.path("box/.purse-lock")).unwrap();
    lock.lock().unwrap();
    let add = ["ledger", "add", "nothing-new", "box", "--key", "board.key"];
    let mut waiting = event
        .command(&add)
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = String::new();
    let mut err = waiting.stderr.take().unwrap();
    while !said.contains("aiting") {
        let mut byte = [0];
        assert_eq!(err.read(&mut byte).unwrap(), 1, "it ended: {said}");
        said.push(char::from(byte[0]));
    }
    waiting.kill().unwrap();
    waiting.wait().unwrap();
    lock.unlock().unwrap();
    assert_eq!(event.names("ledger").len(), 1);

    // What a machine that stops in the middle leaves: an unfinished file, or half of one under its name.
    fs::write(event.path("box/ledger/.put-abc"), "{\"format\":").unwrap();
    event.good(&add);
    event.good(&["ledger", "check", "box"]);
    // The first entry stays: without it nobody signs here.
    let files = files_below(&event.path("box/ledger"));
    let all = files.iter().map(|file| fs::read(file).unwrap());
    let mut news = all.filter(|bytes| text(bytes).contains("nothing-new"));
    let whole = news.next().expect("the entry that was added");
    let half = &whole[..whole.len() / 2];
    let name = format!("box/ledger/{}.json", Id::of(&whole));
    fs::write(event.path(&name), half).unwrap();
    let checked = event.purse(&["ledger", "check", "box"]);
    assert_eq!(checked.status.code(), Some(1));
    assert!(
        text(&checked.stdout).contains("its name"),
        "{}",
        text(&checked.stdout)
    );
    event.good(&[
        "ledger",
        "add",
        "signer",
        "box",
        "--key",
        "board.key",
        "--record",
        record(&event),
    ]);
}

#[test]
fn the_budget_under_a_ledger_is_not_changed() {
    let event = begun();
    let budget = event.path("box/budget.json");
    let text = fs::read_to_string(&budget).unwrap();
    fs::write(&budget, text.replace("A fund for tests", "Another fund")).unwrap();
    let said = refused(&event, "board.key", "signer --own");
    assert!(said.contains("budget.json"), "{said}");
}
