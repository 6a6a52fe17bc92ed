//! A file that was damaged is refused, or says the same as before: no row, amount or vote changes without a word.

#[path = "../../../../tests/support/dice.rs"]
mod dice;

use std::fs;
use std::path::PathBuf;

use tally::picks::{
    Election,
    pabulib::{self, Faults},
};

use crate::cases::folder;
use dice::Dice;

fn char_boundary(dice: &mut Dice, text: &str) -> usize {
    let mut at = dice.below(text.len() + 1);
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

type Damage = fn(&str, &mut Dice) -> String;

const DAMAGES: [(&str, Damage); 16] = [
    ("a cell dropped", |text, dice| {
        cells(text, dice, |cells, at| drop(cells.remove(at)))
    }),
    ("a cell twice", |text, dice| {
        cells(text, dice, |cells, at| cells.insert(at, cells[at].clone()))
    }),
    ("a cell put in", |text, dice| {
        cells(text, dice, |cells, at| cells.insert(at, String::new()))
    }),
    ("two cells in the place of each other", |text, dice| {
        cells(text, dice, |cells, at| cells.swap(0, at))
    }),
    (
        "a cell shifted left, and an empty one behind",
        |text, dice| {
            cells(text, dice, |cells, at| {
                cells.remove(at);
                cells.push(String::new());
            })
        },
    ),
    ("a quotation mark", quotation_mark),
    ("two quotation marks", |text, dice| {
        quotation_mark(&quotation_mark(text, dice), dice)
    }),
    ("cut", |text, dice| {
        text[..char_boundary(dice, text)].to_owned()
    }),
    ("cut at a line end", |text, dice| {
        rows(text, dice, |rows, at| rows.truncate(at))
    }),
    ("a row dropped", |text, dice| {
        rows(text, dice, |rows, at| drop(rows.remove(at)))
    }),
    ("a row twice", |text, dice| {
        rows(text, dice, |rows, at| rows.insert(at, rows[at].clone()))
    }),
    ("rows of empty cells", |text, dice| {
        rows(text, dice, |rows, at| rows.insert(at, ";;".into()))
    }),
    ("a comma in a number", |text, dice| grouped(text, dice, ",")),
    ("a point in a number", |text, dice| grouped(text, dice, ".")),
    ("another separator", |text, dice| {
        text.replace(';', ["\t", ",", "|"][dice.below(3)])
    }),
    ("the file twice", |text, _| text.repeat(2)),
];

/// Changes that mean nothing.
const HARMLESS: [(&str, Damage); 5] = [
    ("carriage returns", |text, _| text.replace('\n', "\r")),
    ("both line ends", |text, _| text.replace('\n', "\r\n")),
    ("one line end of another kind", |text, dice| {
        let ends: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
        let at = ends[dice.below(ends.len())];
        format!("{}\r{}", &text[..at], &text[at + 1..])
    }),
    ("a byte order mark", |text, _| format!("\u{feff}{text}")),
    ("blank lines", |text, dice| {
        rows(text, dice, |rows, at| rows.insert(at, "  ".into()))
    }),
];

fn rows(text: &str, dice: &mut Dice, damage: fn(&mut Vec<String>, usize)) -> String {
    let mut rows: Vec<String> = text.lines().map(str::to_owned).collect();
    let at = dice.below(rows.len());
    damage(&mut rows, at);
    rows.iter().map(|row| row.clone() + "\n").collect()
}

fn cells(text: &str, dice: &mut Dice, damage: fn(&mut Vec<String>, usize)) -> String {
    let mut rows: Vec<String> = text.lines().map(str::to_owned).collect();
    let row = &mut rows[dice.below(text.lines().count())];
    let mut cells: Vec<String> = row.split(';').map(str::to_owned).collect();
    let at = dice.below(cells.len());
    damage(&mut cells, at);
    *row = cells.join(";");
    rows.join("\n") + "\n"
}

fn quotation_mark(text: &str, dice: &mut Dice) -> String {
    let mut text = text.to_owned();
    text.insert(char_boundary(dice, &text), '"');
    text
}

/// A mark where thousands are parted in the budget or a price.
fn grouped(text: &str, dice: &mut Dice, mark: &str) -> String {
    let votes = text.find("\nVOTES").unwrap();
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let numbers = text[..votes].match_indices(';').filter_map(|(at, _)| {
        let number = text[at + 1..].split([';', '\n']).next()?;
        (number.len() > 3 && digits(number)).then_some((at + 1, number))
    });
    let numbers: Vec<(usize, &str)> = numbers.collect();
    if numbers.is_empty() {
        return text.to_owned();
    }
    let (at, number) = numbers[dice.below(numbers.len())];
    let mut marked = number.to_owned();
    for place in (1..number.len())
        .rev()
        .filter(|place| (number.len() - place) % 3 == 0)
    {
        marked.insert_str(place, mark);
    }
    format!("{}{marked}{}", &text[..at], &text[at + number.len()..])
}

/// Without kinds and parts of town, which decide nothing.
fn counted(text: &str) -> Result<Election, Faults> {
    let mut election = pabulib::election(text)?;
    for project in &mut election.projects {
        project.categories.clear();
        project.areas.clear();
    }
    Ok(election)
}

/// Real elections of up to a thousand ballots, each kind of ballot among them.
fn files() -> Vec<(String, String)> {
    let paths = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> = paths
        .filter(|path| path.extension().is_some_and(|ending| ending == "pb"))
        .collect();
    paths.sort();
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
        (path.display().to_string(), text)
    };
    paths.into_iter().map(read).collect()
}

#[test]
fn damage_is_named_or_changes_nothing() {
    let mut dice = Dice(2026);
    let (mut refused, mut same) = (0, 0);
    for (name, text) in files() {
        let before = counted(&text).unwrap();
        for (what, damage) in DAMAGES {
            for _ in 0..5 {
                let damaged = damage(&text, &mut dice);
                match counted(&damaged) {
                    Err(faults) => {
                        refused += 1;
                        assert!(!faults.first.is_empty(), "{name}: {what}");
                    }
                    Ok(after) => {
                        same += 1;
                        assert!(
                            after == before,
                            "{name}: {what}\n{}",
                            differing(&text, &damaged)
                        );
                    }
                }
            }
        }
    }
    assert!(refused > 4 * same, "{refused} refused, {same} the same");
}

#[test]
fn what_means_nothing_changes_nothing() {
    let mut dice = Dice(7);
    for (name, text) in files() {
        let before = counted(&text);
        assert!(before.is_ok(), "{name}");
        for (what, change) in HARMLESS {
            let after = counted(&change(&text, &mut dice));
            assert!(after == before, "{name}: {what}: {after:?}");
        }
    }
}

/// The first line that is not as it was.
fn differing(text: &str, damaged: &str) -> String {
    let mut lines = text.lines().zip(damaged.lines());
    let (was, is) = lines.find(|(was, is)| was != is).unwrap_or_default();
    format!("{was:.200}\n{is:.200}")
}
