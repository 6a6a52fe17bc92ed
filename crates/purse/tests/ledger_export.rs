//! The ledger in forms that other programs read, held to tables of what their standards ask for.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use common::event::Event;
use serde_json::Value;

const BUDGETS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../budgets");

/// A box with the made-up ledger of an example budget.
fn example(name: &str) -> Event {
    let event = Event::plain();
    let (budget, story) = (
        format!("{BUDGETS}/{name}.json"),
        format!("{BUDGETS}/{name}.ledger.json"),
    );
    event.good(&[
        "ledger", "practise", "made", "--budget", &budget, "--from", &story,
    ]);
    event
}

fn export(event: &Event, form: &str, more: &[&str]) -> String {
    event.good(&[&["ledger", "export", "made", "--as", form][..], more].concat())
}

fn json(event: &Event, form: &str, more: &[&str]) -> Value {
    serde_json::from_str(&export(event, form, more)).unwrap()
}

/// What a standard says of one field.
struct Field {
    kind: String,
    needed: bool,
    values: Vec<String>,
}

/// The table of a standard, by path.
fn standard(name: &str) -> BTreeMap<String, Field> {
    let table = include_str!("data/standards.csv");
    let rows = table.lines().skip(1).filter(|row| !row.starts_with('#'));
    let fields = rows.filter_map(|row| {
        let cells: Vec<&str> = row.split(',').collect();
        let [of, path, kind, needed, values] = cells[..] else {
            panic!("{row}")
        };
        let values = values.split('|').filter(|value| !value.is_empty());
        let field = Field {
            kind: kind.into(),
            needed: needed == "yes",
            values: values.map(str::to_owned).collect(),
        };
        (of == name).then(|| (path.to_owned(), field))
    });
    fields.collect()
}

/// Holds an object to the table: every field is in it and as it should be, and none that is needed is missing.
fn hold(object: &Value, at: &str, standard: &BTreeMap<String, Field>, met: &mut BTreeSet<String>) {
    let inside = |name: &str| {
        if at.is_empty() {
            name.to_owned()
        } else {
            format!("{at}.{name}")
        }
    };
    for (path, field) in standard {
        let (before, name) = path.rsplit_once('.').unwrap_or(("", path));
        if before == at && field.needed {
            assert!(object.get(name).is_some(), "{path} is needed: {object}");
        }
    }
    for (name, value) in object
        .as_object()
        .unwrap_or_else(|| panic!("{at}: {object}"))
    {
        let path = inside(name);
        let field = standard
            .get(&path)
            .unwrap_or_else(|| panic!("no standard has {path}"));
        met.insert(path.clone());
        let text = || value.as_str().unwrap_or_else(|| panic!("{path}: {value}"));
        match field.kind.as_str() {
            "text" => assert!(!text().is_empty(), "{path}"),
            "number" => assert!(value.is_i64() || value.is_u64(), "{path}: {value}"),
            "day" => assert!(documents::Date::parse(text()).is_some(), "{path}: {value}"),
            "moment" => {
                let day = text()
                    .strip_suffix("T00:00:00Z")
                    .and_then(documents::Date::parse);
                assert!(day.is_some(), "{path}: {value}");
            }
            "link" => assert!(
                text().starts_with("https://") || text().starts_with("urn:"),
                "{path}: {value}"
            ),
            "object" => hold(value, &path, standard, met),
            "list" => {
                let items = value
                    .as_array()
                    .unwrap_or_else(|| panic!("{path}: {value}"));
                assert!(!items.is_empty(), "{path}");
                let distinct: BTreeSet<String> = items.iter().map(Value::to_string).collect();
                assert_eq!(distinct.len(), items.len(), "{path}: each once");
                for item in items {
                    match item.as_str() {
                        Some(word) => assert!(
                            field.values.iter().any(|value| value == word),
                            "{path}: {word}"
                        ),
                        None => hold(item, &path, standard, met),
                    }
                }
            }
            other => panic!("{path}: {other}"),
        }
        if !field.values.is_empty() && field.kind == "text" {
            assert!(
                field.values.iter().any(|known| known == text()),
                "{path}: {value}"
            );
        }
    }
}

#[test]
fn grants_and_projects_have_every_field_that_their_standards_ask_for_and_no_other() {
    for form in ["360giving", "oc4ids"] {
        let (standard, mut met) = (standard(form), BTreeSet::new());
        assert!(standard.len() > 40, "{form}");
        for name in ["small-fund", "aldermoor"] {
            let event = example(name);
            for more in [
                &[][..],
                &["--language", "cy"],
                &["--address", "https://x.example/#promises"],
            ] {
                hold(&json(&event, form, more), "", &standard, &mut met);
            }
            assert_eq!(
                export(&event, form, &[]),
                export(&event, form, &[]),
                "the same bytes"
            );
        }
        // No row of the table is there for nothing, but for what the examples do not have.
        let unmet: Vec<&String> = standard
            .keys()
            .filter(|path| !met.contains(*path))
            .collect();
        let absent = |path: &&String| {
            !["Number", "relatedDocument", "documents"]
                .iter()
                .any(|part| path.contains(part))
        };
        assert!(!unmet.iter().any(absent), "{unmet:?}");
    }
}

#[test]
fn money_in_an_export_is_the_money_of_the_ledger() {
    let event = example("aldermoor");
    let shown = event.good(&["ledger", "show", "made", "--format", "json"]);
    let shown: Value = serde_json::from_str(&shown).unwrap();
    let sum = |values: &[Value], field: &str| {
        values
            .iter()
            .map(|one| one[field].as_i64().unwrap())
            .sum::<i64>()
    };
    let grants = json(&event, "360giving", &[]);
    let grants = grants["grants"].as_array().unwrap();
    assert_eq!(
        sum(grants, "amountAwarded"),
        shown["money"]["committed"].as_i64().unwrap()
    );
    assert_eq!(
        sum(grants, "amountDisbursed"),
        shown["money"]["paid"].as_i64().unwrap()
    );
    for grant in grants {
        for (sums, transactions) in [
            ("amountAwarded", "commitmentTransaction"),
            ("amountDisbursed", "disbursementTransaction"),
        ] {
            let all = grant[transactions].as_array().unwrap();
            assert_eq!(sum(all, "value"), grant[sums].as_i64().unwrap(), "{grant}");
        }
    }
    let projects = json(&event, "oc4ids", &[]);
    let projects = projects["projects"].as_array().unwrap();
    let agreed: i64 = projects
        .iter()
        .map(|one| one["budget"]["amount"]["amount"].as_i64().unwrap())
        .sum();
    assert_eq!(agreed, shown["money"]["agreed"].as_i64().unwrap());
    let states = |state: &str| projects.iter().filter(|one| one["status"] == state).count() as u64;
    assert_eq!(states("completion"), shown["done"].as_u64().unwrap());
    assert_eq!(states("cancelled"), shown["cancelled"].as_u64().unwrap());
    let drop_in = projects
        .iter()
        .find(|one| one["title"] == "Safe drop-in")
        .unwrap();
    let changes = drop_in["contractingProcesses"][0]["summary"]["modifications"]
        .as_array()
        .unwrap();
    let kinds: Vec<&str> = changes
        .iter()
        .map(|one| one["type"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["value", "value", "duration", "duration"]);
    assert!(
        changes[2]["rationale"]
            .as_str()
            .unwrap()
            .contains("second way out in a fire")
    );
}

#[test]
fn whoever_is_in_a_register_is_named_by_its_number() {
    let event = Event::plain();
    event.make_box();
    fs::rename(event.path("box"), event.path("made")).unwrap();
    event.good(&[
        "key",
        "new",
        "b.key",
        "--ledger",
        "--id",
        "b",
        "--role",
        "decision-maker",
        "--name",
        "en=B",
    ]);
    let add = |words: &[&str]| {
        event.good(
            &[
                &["ledger", "add", words[0], "made", "--key", "b.key"],
                &words[1..],
            ]
            .concat(),
        )
    };
    add(&["signer", "--own"]);
    let nothing = event.bad(&["ledger", "export", "made", "--as", "360giving"]);
    assert!(nothing.contains("nothing was promised"), "{nothing}");
    add(&[
        "answer", "--line", "lunch", "--said", "accepted", "--asked", "300",
    ]);
    let to = [
        "--to",
        "Café Łódź",
        "--from",
        "2021-01-01",
        "--document",
        "https://b.example/a.pdf",
    ];
    add(&[
        &[
            "commit",
            "--line",
            "lunch",
            "--commit",
            "one",
            "--amount",
            "100",
            "--org-id",
            "GB-CHC-1234567",
        ],
        &to[..],
    ]
    .concat());
    add(&[
        &[
            "commit", "--line", "lunch", "--commit", "two", "--amount", "200",
        ],
        &to[..],
    ]
    .concat());
    for form in ["360giving", "oc4ids"] {
        let all = json(
            &event,
            form,
            &["--prefix", "360G-b", "--funder", "GB-COH-99"],
        );
        hold(&all, "", &standard(form), &mut BTreeSet::new());
        let text = all.to_string();
        for id in [
            "GB-CHC-1234567",
            "360G-b-test-fund-org-cafe-lodz",
            "GB-COH-99",
            "https://b.example/a.pdf",
        ] {
            assert!(text.contains(id), "{form}: {id}: {text}");
        }
    }
    let one = json(&event, "360giving", &[]);
    assert_eq!(
        one["grants"][0]["recipientOrganization"][0]["charityNumber"],
        "1234567"
    );
    let wrong = event.purse(&[
        "ledger",
        "export",
        "made",
        "--as",
        "feed",
        "--address",
        "javascript:alert(1)",
    ]);
    assert_eq!(wrong.status.code(), Some(2));
}

/// The lines of a calendar as they were before they were folded.
fn unfolded(calendar: &str) -> Vec<String> {
    assert_eq!(
        calendar.matches('\n').count(),
        calendar.matches("\r\n").count()
    );
    assert!(
        calendar.split("\r\n").all(|line| line.len() <= 75),
        "75 bytes a line"
    );
    let whole = calendar.replace("\r\n ", "");
    whole.split_terminator("\r\n").map(str::to_owned).collect()
}

#[test]
fn a_calendar_has_each_due_date_once_and_keeps_it_the_same_when_it_moves() {
    let event = example("small-fund");
    for language in ["en", "cy"] {
        let calendar = export(&event, "calendar", &["--language", language]);
        let lines = unfolded(&calendar);
        assert_eq!(
            (lines[0].as_str(), lines[1].as_str()),
            ("BEGIN:VCALENDAR", "VERSION:2.0")
        );
        assert_eq!(lines.last().unwrap(), "END:VCALENDAR");
        let of = |name: &str| {
            lines
                .iter()
                .filter(|line| line.starts_with(name))
                .cloned()
                .collect::<Vec<_>>()
        };
        let begun = of("BEGIN:VEVENT").len();
        assert_eq!(begun, 7, "six milestones and the promise");
        for field in [
            "UID:",
            "DTSTAMP:",
            "DTSTART;VALUE=DATE:",
            "SUMMARY:",
            "END:VEVENT",
        ] {
            assert_eq!(of(field).len(), begun, "{field}");
        }
        let distinct: BTreeSet<String> = of("UID:").into_iter().collect();
        assert_eq!(distinct.len(), begun);
        assert_eq!(of("STATUS:CANCELLED").len(), 1, "the warm room");
        assert!(
            of("DTSTART;VALUE=DATE:").contains(&"DTSTART;VALUE=DATE:20280904".into()),
            "moved twice"
        );
    }
    let calendar = unfolded(&export(&event, "calendar", &[]));
    assert!(calendar.contains(&"SEQUENCE:2".into()), "moved twice");
    assert!(
        calendar
            .iter()
            .any(|line| line.starts_with("DESCRIPTION:") && line.contains("\\, ")),
        "commas are escaped"
    );

    // Of a ledger that stops before the first move the same event has the day it had then.
    let budget = fs::read_to_string(format!("{BUDGETS}/small-fund.ledger.json")).unwrap();
    let moved = budget.find("\"what\": \"date\"").unwrap();
    let until = budget[..moved].rfind("},\n").unwrap();
    fs::write(
        event.path("early.json"),
        format!("{}}}\n]}}", &budget[..until]),
    )
    .unwrap();
    let own = format!("{BUDGETS}/small-fund.json");
    event.good(&[
        "ledger",
        "practise",
        "early",
        "--budget",
        &own,
        "--from",
        "early.json",
    ]);
    let early = unfolded(&event.good(&["ledger", "export", "early", "--as", "calendar"]));
    let day_of = |lines: &[String], uid: &str| {
        let at = lines.iter().position(|line| line == uid).unwrap();
        lines[at + 2].clone()
    };
    let at = calendar
        .iter()
        .position(|line| line == "SEQUENCE:2")
        .unwrap();
    let uid = &calendar[at - 3];
    assert!(uid.starts_with("UID:"), "{uid}");
    assert_eq!(day_of(&calendar, uid), "DTSTART;VALUE=DATE:20280904");
    assert_eq!(day_of(&early, uid), "DTSTART;VALUE=DATE:20280215");
}

#[test]
fn a_feed_has_each_entry_once_under_a_name_that_stays() {
    let event = example("small-fund");
    let address = "https://x.example/?a=1&b=%22#promises";
    let feed = export(&event, "feed", &["--address", address]);
    let parts = |name: &str| {
        let begin = format!("<{name}>");
        feed.split(&begin)
            .skip(1)
            .map(|part| part.split("</").next().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(feed.matches("<entry>").count(), 39);
    for (begin, end) in [
        ("<entry>", "</entry>"),
        ("<author>", "</author>"),
        ("<feed ", "</feed>"),
        ("<content ", "</content>"),
    ] {
        assert_eq!(
            feed.matches(begin).count(),
            feed.matches(end).count(),
            "{begin}"
        );
    }
    let ids = parts("id");
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), 40);
    assert!(
        ids.iter()
            .all(|id| id.len() == 45 && id.starts_with("urn:uuid:")),
        "{ids:?}"
    );
    let updated = parts("updated");
    assert_eq!(updated[0], updated[1], "the feed's is the latest entry's");
    assert!(updated[1..].is_sorted_by(|a, b| a >= b), "the latest first");
    assert!(
        feed.contains("https://x.example/?a=1&amp;b=%22#promises"),
        "{feed}"
    );
    assert!(!feed.replace("&amp;", "").contains('&'));
    let without = export(&event, "feed", &[]);
    assert!(
        ids.iter().all(|id| without.contains(id)),
        "names do not hang on the address"
    );
}

#[test]
fn a_table_has_a_row_for_each_entry_and_opens_in_a_spreadsheet() {
    let event = example("small-fund");
    let table = export(&event, "csv", &[]);
    let table = table
        .strip_prefix('\u{feff}')
        .expect("Excel's sign for UTF-8");
    let rows: Vec<&str> = table.lines().collect();
    assert_eq!(rows.len(), 40);
    assert!(
        rows[0].starts_with("entry,on,recorded,by,role,kind,line,name,amount"),
        "{}",
        rows[0]
    );
    assert!(rows[1..].iter().all(|row| row.ends_with(",yes")));
    assert!(rows.iter().any(|row| {
        row.contains(",treasurer,partner,pay,community-garden,Community garden,-350,HALL-118,")
    }));
}
