//! The organiser's key and the voting codes, as an organiser makes them and gets them wrong.

mod common;

use std::collections::BTreeSet;
use std::fs;

use common::event::{Event, codes_new, codes_void, damage};
use common::text;
use documents::{Budget, Id, KeyList};

#[test]
fn a_key_is_named_in_its_budget_and_is_for_this_account_alone() {
    let event = Event::new(&["--codes", "--sealed"]);
    let shown = event.good(&["key", "show", "hall.key", "--format", "csv"]);
    let keys = event.budget().keys.unwrap();
    assert!(keys.codes);
    for key in [keys.organiser, keys.about, keys.choices.unwrap()] {
        assert!(shown.contains(&key.to_string()), "{shown}");
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(event.path("hall.key"))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let file = fs::read_to_string(event.path("hall.key")).unwrap();
    assert!(!file.contains(common::event::PASSPHRASE));
}

#[test]
fn an_open_event_has_no_key_for_choices() {
    let keys = Event::new(&[]).budget().keys.unwrap();
    assert!(!keys.codes && keys.choices.is_none());
}

#[test]
fn nothing_is_overwritten() {
    let event = Event::new(&[]);
    let before = (
        fs::read(event.path("hall.key")).unwrap(),
        fs::read(event.path("budget.json")).unwrap(),
    );
    fs::copy(common::BUDGET, event.path("other.json")).unwrap();
    let again = event.bad(&["key", "new", "hall.key", "--budget", "other.json"]);
    assert!(again.contains("never overwritten"), "{again}");
    let other = event.bad(&["key", "new", "other.key", "--budget", "budget.json"]);
    assert!(other.contains("has keys already"), "{other}");
    assert!(
        !event.path("other.key").exists(),
        "no key is made for nothing"
    );
    let after = (
        fs::read(event.path("hall.key")).unwrap(),
        fs::read(event.path("budget.json")).unwrap(),
    );
    assert_eq!(before, after);
}

/// Its ballots name the very bytes of the budget they were cast on.
#[test]
fn the_budget_of_a_box_in_use_gets_no_key() {
    let event = Event::new(&[]);
    fs::copy(common::BUDGET, event.path("plain.json")).unwrap();
    event.good(&[
        "simulate",
        "plain.json",
        "--ballots",
        "3",
        "--seed",
        "1",
        "--out",
        "used",
    ]);
    let budget = event.path("used/budget.json");
    let before = fs::read(&budget).unwrap();
    std::os::unix::fs::symlink(&budget, event.path("link.json")).unwrap();
    for path in ["used/budget.json", "link.json"] {
        let refused = event.bad(&["key", "new", "used.key", "--budget", path]);
        assert!(
            refused.contains("is the budget of a box in use"),
            "{refused}"
        );
        assert!(refused.contains("begin another box"), "{refused}");
    }
    assert_eq!(fs::read(&budget).unwrap(), before);
    assert!(!event.path("used.key").exists());

    // One that nobody has voted in may still get one; not while a server gives its budget out.
    for folder in ["ballots", "keys"] {
        fs::create_dir_all(event.path("new").join(folder)).unwrap();
    }
    fs::copy(common::BUDGET, event.path("new/budget.json")).unwrap();
    let served = fs::File::create(event.path("new/.serving")).unwrap();
    served.lock().unwrap();
    let refused = event.bad(&["key", "new", "new.key", "--budget", "new/budget.json"]);
    assert!(
        refused.contains("is the budget of a box in use"),
        "{refused}"
    );
    served.unlock().unwrap();
    event.good(&["key", "new", "new.key", "--budget", "new/budget.json"]);
}

#[test]
fn weak_passphrases_make_no_key() {
    let event = Event::new(&[]);
    for (weak, says) in [
        ("", "is empty"),
        ("hallhall", "too easy"),
        ("aaaaaaaaaaaaaaa", "too easy"),
        ("P@ssw0rd2026!!", "programs that guess try first"),
    ] {
        fs::write(event.path("weak"), weak).unwrap();
        fs::copy(common::BUDGET, event.path("other.json")).unwrap();
        let made = ["key", "new", "weak.key", "--budget", "other.json"];
        let refused = event.bad(&[&made[..], &["--passphrase-file", "weak"]].concat());
        assert!(refused.contains(says), "{weak}: {refused}");
        assert!(!event.path("weak.key").exists());
    }
    let sealed = event.purse(&["key", "new", "x.key", "--budget", "budget.json", "--sealed"]);
    assert_eq!(sealed.status.code(), Some(2), "sealed choices need codes");
}

#[test]
fn a_key_that_does_not_open_says_why() {
    let event = Event::with_codes(&["--codes"], &["--count", "3"]);
    let void = codes_void("--number 1");
    let with = |more: &[&'static str]| [&void[..], more].concat();

    fs::write(event.path("wrong"), "another four words here").unwrap();
    let wrong = event.bad(&with(&["--passphrase-file", "wrong"]));
    assert!(
        wrong.contains("hall.key: this is not its passphrase"),
        "{wrong}"
    );

    let nobody = event.bad(&with(&["--passphrase-file", "nowhere"]));
    assert!(nobody.contains("nowhere"), "{nobody}");

    let good = fs::read(event.path("hall.key")).unwrap();
    for at in (20..good.len()).step_by(97) {
        let mut bytes = good.clone();
        bytes[at] ^= 1;
        fs::write(event.path("hall.key"), bytes).unwrap();
        let damaged = event.bad(&void);
        assert!(damaged.contains("hall.key: it"), "byte {at}: {damaged}");
    }
    fs::write(event.path("hall.key"), &good[..good.len() / 2]).unwrap();
    let cut = event.bad(&void);
    assert!(cut.contains("no key file"), "{cut}");
    fs::write(event.path("hall.key"), good).unwrap();
    event.good(&void);
}

#[test]
fn another_events_key_is_refused_before_its_passphrase_is_asked_for() {
    let (event, other) = (
        Event::with_codes(&["--codes"], &["--count", "3"]),
        Event::new(&["--codes"]),
    );
    let key = other.path("hall.key");
    let refused = event.bad(&[
        "open",
        "box",
        "--key",
        key.to_str().unwrap(),
        "--passphrase-file",
        "nowhere",
    ]);
    assert!(
        refused.contains("is not the key of this budget"),
        "{refused}"
    );
}

fn lists(event: &Event, folder: &str) -> Vec<KeyList> {
    let mut lists: Vec<KeyList> = common::files_below(&event.path(folder))
        .iter()
        .map(|file| KeyList::read(&fs::read(file).unwrap()).unwrap())
        .collect();
    lists.sort_by_key(|list| list.revision);
    lists
}

#[test]
fn codes_are_on_cards_in_a_private_table_and_by_their_public_halves_in_the_box() {
    let event = Event::with_codes(
        &["--codes"],
        &[
            "--count",
            "20",
            "--test",
            "4",
            "--address",
            "https://budget.example.org/hall",
        ],
    );
    let codes = event.codes();
    let different: BTreeSet<String> = codes.iter().map(|(_, code, _)| code.to_string()).collect();
    assert_eq!(different.len(), 20);
    assert!(codes.iter().map(|(number, ..)| *number).eq(1..=20));
    assert_eq!(codes.iter().filter(|(_, _, test)| *test).count(), 4);

    let cards = fs::read_to_string(event.path("codes/cards.html")).unwrap();
    assert!(different.iter().all(|code| cards.contains(code)));
    assert_eq!(cards.matches("<svg").count(), 20);
    assert_eq!(cards.matches("Test card").count(), 4);

    let list = &lists(&event, "box/keys")[0];
    assert_eq!(lists(&event, "codes/keys"), std::slice::from_ref(list));
    let mut keys: Vec<_> = event.voters().iter().map(seals::Voter::key).collect();
    keys.sort_unstable();
    assert_eq!(list.codes, keys);
    let public = text(&event.only_file("keys"));
    assert!(different.iter().all(|code| !public.contains(code)));
    #[cfg(unix)]
    for private in ["codes/codes.csv", "codes/cards.html"] {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(event.path(private))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600, "{private}");
    }
}

#[test]
fn cards_lie_in_another_order_than_the_table() {
    let event = Event::with_codes(&["--codes"], &["--count", "64"]);
    let cards = fs::read_to_string(event.path("codes/cards.html")).unwrap();
    let places: Vec<usize> = event
        .codes()
        .iter()
        .map(|(_, code, _)| cards.find(&code.to_string()).unwrap())
        .collect();
    assert!(
        !places.is_sorted(),
        "64 cards in order by chance: once in 10^89 runs"
    );
}

#[test]
fn more_codes_later_leave_the_earlier_ones_valid_and_the_voided_void() {
    let event = Event::with_codes(&["--codes"], &["--count", "5"]);
    event.good(&codes_void("--number 2"));
    // The private folder does not know of the voided one; the box does.
    let more = codes_new("--count 3 --out codes --box box");
    event.good(&more);
    let lists = lists(&event, "box/keys");
    let newest = lists.last().unwrap();
    assert_eq!(
        (newest.revision, newest.codes.len(), newest.voided.len()),
        (3, 8, 1)
    );
    assert!(lists[0].codes.iter().all(|key| newest.codes.contains(key)));
    assert!(event.codes().iter().map(|(number, ..)| *number).eq(1..=8));
    assert!(
        event.path("codes/cards-from-6.html").exists(),
        "the first sheet stays"
    );
}

#[test]
fn taking_codes_back_says_what_it_cannot_do() {
    let event = Event::with_codes(&["--codes"], &["--count", "5", "--test", "2"]);
    let void =
        |more: &[&'static str]| [&["codes", "void", "box", "--key", "hall.key"][..], more].concat();
    let table = ["--codes", "codes/codes.csv"];
    let unknown = event.bad(&void(&["--number", "9", table[0], table[1]]));
    assert!(unknown.contains("has no card 9"), "{unknown}");
    let given = event.purse(&void(&["--code", "ABCD-EFGH-JKMN-PQRST"]));
    assert_eq!(given.status.code(), Some(2), "no code on a command line");
    let in_file = |code: &str| {
        fs::write(event.path("lost.txt"), format!("\u{FEFF}\r\n{code}\r\n")).unwrap();
        event.bad(&void(&["--code-file", "lost.txt"]))
    };
    let slip = in_file("ABCD-EFGH-JKMN-PQRS0");
    assert!(
        slip.contains("lost.txt, line 2: one character or more is wrong"),
        "{slip}"
    );
    let other = documents::Code::new([3; 10]).to_string();
    let refused = in_file(&other);
    assert!(
        refused.contains("lost.txt, line 2: this code is not in the list of this event"),
        "{refused}"
    );
    assert!(!refused.contains(&other), "a code is not printed");
    let none = event.purse(&void(&[]));
    assert_eq!(none.status.code(), Some(2));
    assert_eq!(event.names("keys").len(), 1, "no list was written");

    let done = event.good(&void(&["--tests", table[0], table[1]]));
    assert!(
        done.contains("Took back 2 codes; 3 codes may vote"),
        "{done}"
    );
    let again = event.good(&void(&["--tests", table[0], table[1]]));
    assert!(again.contains("2 codes were taken back before"), "{again}");
    assert_eq!(event.names("keys").len(), 2);
}

#[test]
fn codes_need_a_budget_that_asks_for_them() {
    let open = Event::new(&[]);
    let args = [
        "codes", "new", "--key", "hall.key", "--count", "3", "--out", "codes", "--budget",
    ];
    let refused = open.bad(&[&args[..], &["budget.json"]].concat());
    assert!(refused.contains("an event without codes"), "{refused}");
    let refused = open.bad(&[&args[..], &[common::BUDGET]].concat());
    assert!(refused.contains("has no keys"), "{refused}");
}

#[test]
fn a_damaged_table_of_codes_names_the_line() {
    let event = Event::with_codes(&["--codes"], &["--count", "5"]);
    let path = event.path("codes/codes.csv");
    let table = fs::read_to_string(&path).unwrap();
    fs::write(&path, table.replacen(",vote", ",perhaps", 1)).unwrap();
    let refused = event.bad(&codes_void("--number 1"));
    assert!(refused.contains("codes.csv, line 3: expected"), "{refused}");
}

#[test]
fn a_table_that_lost_its_first_row_or_its_meaning_is_refused() {
    let event = Event::with_codes(&["--codes"], &["--count", "5", "--test", "2"]);
    let path = event.path("codes/codes.csv");
    let table = fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = table.lines().collect();
    let (comment, head, cards) = (lines[0], lines[1], &lines[2..]);
    let of = |rows: &[&str]| rows.join("\n") + "\n";
    let void = |more: &[&'static str]| [&codes_void("")[..], more].concat();
    let moved = of(&[&[comment][..], cards, &[head]].concat());
    let outside = "../../tests/cases/outside/codes-header-lost-tests-first.csv";
    let outside = format!("{}/{outside}", env!("CARGO_MANIFEST_DIR"));
    for (damaged, says) in [
        (
            of(&[&[comment][..], cards].concat()),
            "line 2: expected a first row",
        ),
        (of(cards), "line 1: expected a first row"),
        (
            fs::read_to_string(outside).unwrap(),
            "line 1: expected a first row",
        ),
        (moved, "line 2: expected a first row"),
        (
            table.replace("number,code,for", "code,number,for"),
            "expected a first row",
        ),
        (
            table.replace("number,code,for", "number,code"),
            "expected a first row",
        ),
        (String::new(), "line 1: expected a first row"),
        (
            table.replacen("\n1,", "\n2,", 1),
            "line 4: expected each number once",
        ),
        (
            table.replacen("\n3,", "\n3,\"", 1),
            "line 5: expected a number",
        ),
        (table.replace(",test", ""), "expected a number"),
        (table.replace(",test", ",,test"), "expected a number"),
        (table.replace(",test", ",test,vote"), "expected a number"),
        (
            format!("{table}{}\n", cards[0].replace("1,", "9,")),
            "line 8: expected each code once",
        ),
    ] {
        fs::write(&path, &damaged).unwrap();
        for asked in [void(&["--tests"]), void(&["--number", "1"])] {
            let refused = event.bad(&asked);
            assert!(refused.contains(says), "{damaged}: {refused}");
        }
    }
}

#[test]
fn a_table_that_a_spreadsheet_saved_takes_the_test_codes_back() {
    for saved in [
        |table: &str| table.replace('\n', "\r\n"),
        |table: &str| format!("\u{feff}{}", table.replace(',', ";")),
        |table: &str| {
            table
                .replace("# PRIVATE", "\"# PRIVATE")
                .replace("in all\n", "in all\",,\n")
        },
        |table: &str| format!("{table},,\n\n,,\n"),
        |table: &str| table.replace('\n', "\r").replace(",test", ",test,"),
    ] {
        let event = Event::with_codes(&["--codes"], &["--count", "5", "--test", "2"]);
        let path = event.path("codes/codes.csv");
        let table = fs::read_to_string(&path).unwrap();
        fs::write(&path, saved(&table)).unwrap();
        let done = event.purse(&codes_void("--tests"));
        let (out, aside) = (text(&done.stdout), text(&done.stderr));
        assert!(
            out.contains("Took back 2 codes; 3 codes may vote"),
            "{out}{aside}"
        );
        assert!(!aside.contains("warning"), "{aside}");
    }
}

#[test]
fn a_table_without_its_last_cards_is_told_to_be_short() {
    let event = Event::with_codes(&["--codes"], &["--count", "5", "--test", "2"]);
    let path = event.path("codes/codes.csv");
    let table = fs::read_to_string(&path).unwrap();
    let (short, _) = table.trim_end().rsplit_once('\n').unwrap();
    fs::write(&path, short).unwrap();
    let done = event.purse(&codes_void("--tests"));
    let aside = text(&done.stderr);
    assert!(
        aside.contains("has no card for 1 code of this event"),
        "{aside}"
    );
}

/// The numbers of lost cards would be given out again, and one card taken back for another.
#[test]
fn no_cards_are_added_to_a_table_that_lost_some() {
    let event = Event::with_codes(&["--codes"], &["--count", "5", "--test", "2"]);
    let path = event.path("codes/codes.csv");
    let table = fs::read_to_string(&path).unwrap();
    let rows: Vec<&str> = table.lines().collect();
    let more = codes_new("--count 3 --out codes --box box");
    for lost in [6, 4, 2] {
        let short: Vec<&str> = rows
            .iter()
            .enumerate()
            .filter(|(at, _)| *at != lost)
            .map(|(_, row)| *row)
            .collect();
        fs::write(&path, short.join("\r\n") + "\r\n").unwrap();
        let refused = event.bad(&more);
        assert!(
            refused.contains("codes.csv: found 4 cards, expected 5"),
            "{refused}"
        );
    }
    fs::write(&path, &table).unwrap();
    event.good(&more);
    assert!(
        fs::read_to_string(&path)
            .unwrap()
            .contains(" 8 cards in all\n")
    );
    // A table that does not say how many it has is read as before.
    let unsaid = fs::read_to_string(&path)
        .unwrap()
        .replace(" 8 cards in all", "");
    fs::write(&path, unsaid).unwrap();
    event.good(&more);
}

#[test]
fn test_cards_that_a_table_does_not_have_are_said_to_be_missing() {
    let event = Event::with_codes(&["--codes"], &["--count", "5"]);
    let asked = codes_void("--tests");
    let refused = event.bad(&asked);
    assert!(
        refused.contains("codes.csv has no card for a test, so nothing was taken back"),
        "{refused}"
    );
}

#[test]
fn a_damaged_list_of_codes_is_nobodys() {
    let event = Event::with_codes(&["--codes"], &["--count", "5"]);
    damage(&common::files_below(&event.path("box/keys"))[0]);
    let refused = event.bad(&codes_void("--number 1"));
    assert!(
        refused.contains("no list of codes that its organiser has signed"),
        "{refused}"
    );
    let refused = event.bad(&["count", "box"]);
    assert!(refused.contains("has no list of them"), "{refused}");
}

#[test]
fn the_practice_key_is_warned_of() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../budgets/");
    let warned = common::purse(["check", &format!("{root}small-fund.json")]);
    assert!(
        text(&warned.stdout).contains("uses the practice key"),
        "{}",
        text(&warned.stdout)
    );
    let event = Event::new(&[]);
    fs::copy(common::BUDGET, event.path("other.json")).unwrap();
    fs::write(event.path("known"), "practice").unwrap();
    let made = [
        "key",
        "new",
        "known.key",
        "--practice",
        "--budget",
        "other.json",
    ];
    event.good(&[&made[..], &["--codes"]].concat());
    let codes = [
        "codes",
        "new",
        "--budget",
        "other.json",
        "--key",
        "known.key",
        "--count",
        "1",
    ];
    event.good(
        &[
            &codes[..],
            &["--out", "known-codes", "--passphrase-file", "known"],
        ]
        .concat(),
    );
    let own = event.good(&["check", "budget.json"]);
    assert!(!own.contains("practice key"), "{own}");
    let bytes = fs::read(format!("{root}small-fund.json")).unwrap();
    assert!(
        Budget::read(&bytes).is_ok_and(|budget| budget.keys.is_some()),
        "{}",
        Id::of(&bytes)
    );
}
