//! A finance officer's export becomes payments: all of it, or none, and the same file twice adds nothing twice.

mod common;

use std::fs;
use std::process::Output;

use common::event::Event;
use common::text;
use serde_json::Value;

/// A ledger with two grants of 200 and 300.
fn granted() -> Event {
    let event = Event::plain();
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
    let add = |words: &str| {
        let words: Vec<&str> = words.split(' ').collect();
        event.good(
            &[
                &["ledger", "add", words[0], "box", "--key", "board.key"][..],
                &words[1..],
            ]
            .concat(),
        );
    };
    add("signer --own");
    for (line, commit, amount) in [("lunch", "grant", "200"), ("youth", "nights", "300")] {
        add(&format!(
            "answer --line {line} --said accepted --asked {amount}"
        ));
        add(&format!(
            "commit --line {line} --commit {commit} --amount {amount} --to Club --from 2021-01-01"
        ));
    }
    event
}

fn import(event: &Event, table: &str, words: &[&str]) -> Output {
    fs::write(event.path("payments.csv"), table).unwrap();
    let args = [
        "ledger",
        "import",
        "box",
        "payments.csv",
        "--key",
        "board.key",
    ];
    event.purse(&[&args[..], words].concat())
}

#[track_caller]
fn imports(event: &Event, table: &str, words: &[&str]) -> String {
    let output = import(event, table, words);
    assert!(
        output.status.success(),
        "{}{}",
        text(&output.stdout),
        text(&output.stderr)
    );
    text(&output.stdout)
}

#[track_caller]
fn refuses(event: &Event, table: &str, words: &[&str]) -> String {
    let before = event.names("ledger");
    let output = import(event, table, &[words, &["--yes"]].concat());
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stdout));
    assert_eq!(event.names("ledger"), before, "nothing is added");
    text(&output.stderr)
}

/// What was paid for lunch and for youth nights.
fn paid(event: &Event) -> [u64; 2] {
    let shown = event.good(&["ledger", "show", "box", "--format", "json"]);
    let shown: Value = serde_json::from_str(&shown).unwrap();
    [2, 3].map(|line| shown["lines"][line]["money"]["paid"].as_u64().unwrap())
}

const MAP: [&str; 2] = [
    "--map",
    "line=Cost centre,amount=Net, £,on=Date paid,reference=Our ref",
];
const NAMES: [&str; 4] = ["--name", "CC-4411=lunch", "--name", "CC-4412=youth"];
const EXPORT: &str = "Our ref;Cost centre;Payee;\"Net, £\";Date paid\r\nB-2;CC-4412;\"Club; the\";£120.00;25/03/2021\r\n;;;;\r\nB-1;CC-4411;Club;150;13/02/2021\r\nB-3;CC-4411;Club;(50.00);26/03/2021\r\n";

#[test]
fn an_export_is_shown_added_and_added_once() {
    let event = granted();
    let words = [&MAP[..], &NAMES].concat();
    let asked = import(&event, EXPORT, &words);
    assert_eq!(
        asked.status.code(),
        Some(1),
        "nobody can be asked, and nobody said yes"
    );
    let shown = text(&asked.stdout);
    assert!(
        shown.contains("line 4: 2021-02-13  Lunch club: £150 paid of grant, reference B-1"),
        "{shown}"
    );
    assert!(
        shown.contains("line 5: 2021-03-26  Lunch club: £50 came back of grant, reference B-3"),
        "{shown}"
    );
    assert!(
        shown.contains("Lunch club would then have £100 paid and £50 still to be paid."),
        "{shown}"
    );
    assert!(
        shown.contains("New: 3 payments. In the ledger already: 0 payments."),
        "{shown}"
    );
    assert_eq!(event.names("ledger").len(), 5);

    let words = [&words[..], &["--yes"]].concat();
    imports(&event, EXPORT, &words);
    assert_eq!((paid(&event), event.names("ledger").len()), ([100, 120], 8));
    let again = imports(&event, EXPORT, &words);
    assert!(
        again.contains("New: 0 payments. In the ledger already: 3 payments."),
        "{again}"
    );
    let more = format!("{EXPORT}B-4;CC-4412;Club;30;30/03/2021\r\n");
    imports(&event, &more, &words);
    assert_eq!((paid(&event), event.names("ledger").len()), ([100, 150], 9));
    event.good(&["ledger", "check", "box"]);
}

#[test]
fn rows_without_a_reference_are_known_by_what_they_say() {
    let event = granted();
    let table = "Amount,Date\n25,2021-02-01\n25,2021-02-01\n30,2021-02-02\n";
    let words = [
        "--commit",
        "grant",
        "--map",
        "amount=Amount,on=Date",
        "--yes",
    ];
    imports(&event, table, &words);
    assert_eq!(paid(&event), [80, 0], "two equal rows are two payments");
    imports(&event, table, &words);
    assert_eq!(paid(&event), [80, 0]);
    // The same rows in another order, with another spelling, and one more of the equal ones.
    let table =
        "Date\tAmount\n2021-02-02\t£30.00\n2021-02-01\t25\n2021-02-01\t25\n2021-02-01\t25\n";
    imports(&event, table, &words);
    assert_eq!(paid(&event), [105, 0]);
}

#[test]
fn one_row_that_cannot_be_taken_stops_all_and_every_such_row_is_named() {
    let event = granted();
    let words = [&MAP[..], &NAMES].concat();
    let table = "Our ref,Cost centre,\"Net, £\",Date paid\nB-1,CC-4411,150,13/02/2021\nB-2,CC-4411,12.50,13/02/2021\nB-3,CC-4411,10,03/02/2021\nB-4,CC-4411,ten,2021-02-30\nB-1,CC-4411,1,2021-02-28\n";
    let said = refuses(&event, table, &words);
    for row in [
        "line 3, column Net, £: found \"12.50\", expected whole units",
        "line 4, column Date paid: found \"03/02/2021\", expected a day that can be read in one way alone: say --dates dmy",
        "line 5, column Net, £: found \"ten\"",
        "line 6: found the reference \"B-1\", expected another than in line 2",
    ] {
        assert!(said.contains(row), "{row}: {said}");
    }
    let table = "Our ref,Cost centre,\"Net, £\",Date paid\nB-1,CC-4411,150,2021-02-13\nB-2,CC-4411,51,2021-02-14\nB-3,CC-9,1,2021-02-14\nB-4,CC-4412,1,2019-12-31\nB-5,CC-4412,1,2999-12-31\n";
    let said = refuses(&event, table, &words);
    for row in [
        "line 3: found £51 would be paid. Only £50 is promised for it. (rule within-committed)",
        "line 4: found CC-9, which has 0 commitments",
        "line 5: found The day is 2019-12-31.",
        "line 6: found It happened on 2999-12-31.",
    ] {
        assert!(said.contains(row), "{row}: {said}");
    }
    assert!(said.contains("4 rows cannot be taken"), "{said}");
}

#[test]
fn a_payment_that_the_ledger_has_otherwise_is_named() {
    let event = granted();
    let words = [
        "--commit",
        "grant",
        "--map",
        "amount=Amount,on=Date,reference=Ref",
    ];
    imports(
        &event,
        "Ref,Amount,Date\nA,25,2021-02-01\n",
        &[&words[..], &["--yes"]].concat(),
    );
    let said = refuses(&event, "Ref,Amount,Date\nA,26,2021-02-01\n", &words);
    assert!(
        said.contains("as the ledger has it under this reference, 2021-02-01 Lunch club: £25 paid"),
        "{said}"
    );
}

#[test]
fn days_are_read_in_the_order_that_was_said() {
    let event = granted();
    let table = "Amount,Date\n25,03/02/2021\n";
    let words = [
        "--commit",
        "grant",
        "--map",
        "amount=Amount,on=Date",
        "--yes",
        "--dates",
    ];
    for (order, day) in [("dmy", "2021-02-03"), ("mdy", "2021-03-02")] {
        let shown = imports(&event, table, &[&words[..], &[order]].concat());
        assert!(
            shown.contains(&format!("line 2: {day}")),
            "{order}: {shown}"
        );
    }
    let iso = refuses(&event, table, &[&words[..4], &["--dates", "iso"]].concat());
    assert!(iso.contains("line 2, column Date"), "{iso}");
}

#[test]
fn a_banks_statement_shows_payments_below_zero() {
    let event = granted();
    let table = "Amount,Date\n-25,2021-02-03\n5,2021-02-04\n";
    imports(
        &event,
        table,
        &[
            "--commit",
            "grant",
            "--map",
            "amount=Amount,on=Date",
            "--paid-below-zero",
            "--yes",
        ],
    );
    assert_eq!(paid(&event), [20, 0]);
}

#[test]
fn columns_that_are_not_there_and_maps_that_say_nothing_are_named() {
    let event = granted();
    for (map, code, says) in [
        (
            &["--map", "amount=Net,on=Date"][..],
            1,
            "no columns of this name among Amount, Date",
        ),
        (
            &["--map", "amount=Amount"],
            2,
            "--map says no column for on",
        ),
        (
            &["--map", "amount=Amount,amount=Date,on=Date"],
            2,
            "two columns for amount",
        ),
        (
            &["--map", "price=Amount"],
            2,
            "expected line, commit, amount, on, reference, milestone",
        ),
        (
            &["--map", "amount=Amount,on=Date", "--name", "CC"],
            2,
            "expected what the books call it",
        ),
    ] {
        let output = import(
            &event,
            "Amount,Date\n1,2021-02-03\n",
            &[map, &["--yes"]].concat(),
        );
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{said}");
        assert!(said.contains(says), "{says}: {said}");
    }
    let empty = refuses(&event, "", &["--map", "amount=Amount,on=Date"]);
    assert!(empty.contains("an empty file"), "{empty}");
    let neither = refuses(
        &event,
        "Amount,Date\n1,2021-02-03\n",
        &["--map", "amount=Amount,on=Date"],
    );
    assert!(
        neither.contains("line 2: found nothing, expected a line or a commitment"),
        "{neither}"
    );
}
