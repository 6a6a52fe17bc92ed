//! ARCHITECTURE.md's map holds: every room is on it, and names no other room than its row allows.

#![cfg(not(target_arch = "wasm32"))]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// What a row of the map allows: to which files (all of the room where none is named), which room, and of it which
/// items (all where none is named).
#[derive(Debug)]
struct Arrow {
    files: BTreeSet<String>,
    to: String,
    items: BTreeSet<String>,
}

/// `src/state` is the room `state`, and `crates/tally` the room `tally`.
fn rooms() -> BTreeMap<String, (PathBuf, Vec<Arrow>)> {
    let text = read("ARCHITECTURE.md");
    let map = text.split("\n## Map\n").nth(1).expect("a map");
    let map = map.split("\n## ").next().expect("the map's end");
    let mut rooms = BTreeMap::new();
    for row in map.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").collect();
        let [places, _, may_name] = cells[..] else {
            panic!("expected three cells: {row}")
        };
        for place in quoted(places) {
            let name = place.rsplit('/').next().unwrap_or(&place);
            let name = name.trim_end_matches(".rs").to_owned();
            rooms.insert(name, (PathBuf::from(&place), arrows(may_name)));
        }
    }
    rooms
}

/// "`documents`, `state` (`MoneyStyle`); in `app.rs` also `shell`".
fn arrows(cell: &str) -> Vec<Arrow> {
    let mut arrows: Vec<Arrow> = Vec::new();
    for part in cell.split(';') {
        let mut files = BTreeSet::new();
        let mut inside = false;
        for piece in part.split_inclusive(['(', ')', '`']) {
            let word = piece.trim_end_matches(['(', ')', '`']);
            let ends = piece.chars().last();
            let name = ends == Some('`') && is_name(word);
            match (name, inside, arrows.last_mut()) {
                (true, true, Some(last)) => {
                    last.items.insert(word.to_owned());
                }
                (true, ..) if word.ends_with(".rs") => {
                    files.insert(word.to_owned());
                }
                (true, ..) => arrows.push(Arrow {
                    files: files.clone(),
                    to: word.to_owned(),
                    items: BTreeSet::new(),
                }),
                _ => {}
            }
            match ends {
                Some('(') => inside = true,
                Some(')') => inside = false,
                _ => {}
            }
        }
    }
    arrows
}

fn is_name(word: &str) -> bool {
    let letters = |c: char| c.is_ascii_alphanumeric() || "_./".contains(c);
    !word.is_empty() && word.chars().all(letters)
}

/// What stands between backticks.
fn quoted(text: &str) -> Vec<String> {
    text.split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every Rust file of a room: of `src/state` also `src/state.rs`.
fn files(room: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![room.to_owned()];
    let beside = room.with_extension("rs");
    found.extend(root().join(&beside).is_file().then_some(beside));
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(root().join(&folder)) else {
            continue;
        };
        for entry in entries {
            let entry = entry.expect("a folder can be read");
            let path = folder.join(entry.file_name());
            match entry.path().is_dir() {
                true => folders.push(path),
                false if path.extension().is_some_and(|ending| ending == "rs") => found.push(path),
                false => {}
            }
        }
    }
    found.sort();
    found
}

/// The program of a file, without its comments and its own tests.
fn program(file: &Path) -> String {
    let text = read(file);
    let text = text.split("\n#[cfg(test)]").next().unwrap_or_default();
    let lines = text
        .lines()
        .map(|line| line.split("//").next().unwrap_or(line));
    lines.collect::<Vec<_>>().join("\n")
}

/// Which items of a room a program names, by `crate::room::…` or `room::…`; "self" for the room as a whole.
fn named(program: &str, room: &str, own: bool) -> BTreeSet<String> {
    let path = match own {
        true => format!("crate::{room}"),
        false => format!("{room}::"),
    };
    let mut items = BTreeSet::new();
    for (at, _) in program.match_indices(&path) {
        let before = program[..at].chars().last().unwrap_or(' ');
        let rest = &program[at + path.len()..];
        let rest = rest.strip_prefix("::").unwrap_or(rest);
        let longer = rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
        if before.is_ascii_alphanumeric()
            || "_:".contains(before)
            || (own && longer && !program[at + path.len()..].starts_with("::"))
        {
            continue;
        }
        match rest.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
            Some((list, _)) => items.extend(list.split(',').map(first)),
            None => drop(items.insert(first(rest))),
        }
    }
    if items.remove("") {
        items.insert("self".to_owned());
    }
    items
}

/// The first name of a path.
fn first(path: &str) -> String {
    let name: String = path
        .trim()
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
        .collect();
    name
}

/// Rooms inside the widget name each other as modules; crates name each other as dependencies.
#[test]
fn a_room_names_only_what_the_map_allows() {
    let rooms = rooms();
    let widget: Vec<&String> = rooms
        .iter()
        .filter(|(_, (place, _))| place.starts_with("src"))
        .map(|(name, _)| name)
        .collect();
    let crates: Vec<&String> = rooms
        .iter()
        .filter(|(_, (place, _))| place.starts_with("crates"))
        .map(|(name, _)| name)
        .collect();
    let own = dependencies("Cargo.toml");
    let (mut wrong, mut looked_at) = (Vec::new(), 0);
    for (room, (place, arrows)) in rooms
        .iter()
        .filter(|(_, (place, _))| place.starts_with("src"))
    {
        for file in files(place) {
            let program = program(&file);
            let short = file
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let others = widget
                .iter()
                .filter(|other| **other != room)
                .map(|other| (*other, true));
            let libraries = crates
                .iter()
                .filter(|other| own.contains(**other))
                .map(|other| (*other, false));
            for (other, own) in others.chain(libraries) {
                for item in named(&program, other, own) {
                    looked_at += 1;
                    let allowed = arrows.iter().any(|arrow| {
                        arrow.to == *other
                            && (arrow.files.is_empty() || arrow.files.contains(&short))
                            && (arrow.items.is_empty() || arrow.items.contains(&item))
                    });
                    if !allowed {
                        wrong.push(format!("{}: {other}::{item}", file.display()));
                    }
                }
            }
        }
    }
    assert!(looked_at > 150, "imports are found: {looked_at}");
    assert!(
        wrong.is_empty(),
        "not in ARCHITECTURE.md's map:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn a_crate_depends_only_on_what_the_map_allows() {
    let rooms = rooms();
    let crates: BTreeMap<&String, &Vec<Arrow>> = rooms
        .iter()
        .filter(|(_, (place, _))| place.starts_with("crates"))
        .map(|(name, (_, arrows))| (name, arrows))
        .collect();
    let mut wrong = Vec::new();
    for (name, arrows) in &crates {
        let ours = dependencies(format!("crates/{name}/Cargo.toml"));
        let ours = ours.iter().filter(|other| crates.contains_key(other));
        let unknown = ours.filter(|other| !arrows.iter().any(|arrow| arrow.to == **other));
        wrong.extend(unknown.map(|other| format!("crates/{name} depends on {other}")));
    }
    assert!(wrong.is_empty(), "not in ARCHITECTURE.md's map: {wrong:?}");
}

#[test]
fn every_room_is_on_the_map() {
    let rooms = rooms();
    let mut missing = Vec::new();
    for folder in ["src", "crates"] {
        for entry in fs::read_dir(root().join(folder)).expect("a folder") {
            let entry = entry.expect("a folder can be read");
            let name = entry.file_name().to_string_lossy().into_owned();
            let room = entry.path().is_dir() && name != "bin";
            missing
                .extend((room && !rooms.contains_key(&name)).then(|| format!("{folder}/{name}")));
        }
    }
    assert!(
        missing.is_empty(),
        "not on ARCHITECTURE.md's map: {missing:?}"
    );
    for (place, _) in rooms
        .values()
        .filter(|(place, _)| place.starts_with("src") || place.starts_with("crates"))
    {
        assert!(
            root().join(place).exists(),
            "{}: on the map, and nowhere else",
            place.display()
        );
    }
}

#[test]
fn imports_and_rows_are_read_in_every_form() {
    let program = "use crate::state::{self, Message, key::Key};\nuse crate::states::Other;\nlet a = crate::state::open();";
    let found: Vec<String> = named(program, "state", true).into_iter().collect();
    assert_eq!(found, ["Message", "key", "open", "self"]);
    let whole = named("use crate::state;", "state", true);
    assert_eq!(whole.into_iter().collect::<Vec<_>>(), ["self"]);
    let found = named(
        "documents::Budget; my_documents::No; other::documents::No",
        "documents",
        false,
    );
    assert_eq!(found.into_iter().collect::<Vec<_>>(), ["Budget"]);
    let rows = arrows("`documents`, `state` (`Texts`, read); in `app.rs` and `a.rs` also `shell`");
    let rows: Vec<_> = rows
        .iter()
        .map(|arrow| (arrow.to.as_str(), arrow.items.len(), arrow.files.len()))
        .collect();
    assert_eq!(
        rows,
        [("documents", 0, 0), ("state", 1, 0), ("shell", 0, 2)]
    );
}

/// What a package needs outside its tests and builds.
fn dependencies(manifest: impl AsRef<Path>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut inside = false;
    for line in read(manifest).lines() {
        if let Some(section) = line.strip_prefix('[') {
            let section = section.trim_end_matches(']');
            inside = section == "dependencies"
                || (section.starts_with("target.") && section.ends_with(".dependencies"));
        } else if inside && let Some((name, _)) = line.split_once(['=', '.', ' ']) {
            found.insert(name.to_owned());
        }
    }
    found
}
