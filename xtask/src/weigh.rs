//! What the ballot page loads, in brotli bytes, against its budget.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::project::Project;
use crate::run::{self, Sentence};
use crate::setup::{Needs, set_up};
use crate::{terminal, widget};

/// All that answers a first touch, but the box's own files. The goal is 100,000.
const FIRST: u64 = 99_500;
/// With it what follows, from the ballot to its receipt.
const JOURNEY: u64 = 159_000;
/// What the results page loads beside these; its counter is weighed apart.
const RESULTS: u64 = 44_000;
/// What it loads once the outcome is shown.
const MORE: u64 = 32_000;
/// What the page of promises loads beside these; its auditor is weighed apart.
const PROMISES: u64 = 56_000;
const STYLES: u64 = 10_000;
/// The counter's wasm, which only the results page loads.
const COUNTER: u64 = 110_000;
/// The verifier's wasm, which the counter loads where the organiser signs codes or a close.
const VERIFIER: u64 = 64_000;

/// The auditor's wasm, which only the page of promises loads.
const AUDITOR: u64 = 64_000;

/// The script that a council's page may add.
const EMBED: u64 = 1_000;

/// What registers the service worker and removes everything; and the worker, with every file's hash.
const DEVICE: u64 = 1_500;
const OFFLINE: u64 = 3_000;

/// When a file is loaded, by how its name begins.
const LATER: [(&str, When); 24] = [
    ("preload.map", When::Header),
    ("piece-results", When::Results),
    ("piece-more", When::More),
    ("piece-promises", When::Promises),
    ("piece-places", When::Place),
    ("piece-", When::Follows),
    ("counter_every", When::EveryCheck),
    ("counter", When::Counter),
    ("worker", When::Counter),
    ("verifier", When::Verifier),
    ("sealer", When::Sealer),
    ("auditor", When::Auditor),
    ("scan", When::Camera),
    ("frame", When::Framed),
    ("own-tab", When::OwnTab),
    ("embed", When::Host),
    ("words-", When::Language),
    ("places-", When::PlaceLanguage),
    ("promises-", When::PromisesLanguage),
    ("device", When::Device),
    ("sw", When::Offline),
    ("app", When::Installed),
    ("icons", When::Installed),
    ("place.js", When::Place),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum When {
    First,
    /// Of the page's answer: compressed by nobody, so that it is not among what is weighed.
    Header,
    Follows,
    Results,
    More,
    Counter,
    EveryCheck,
    Verifier,
    Sealer,
    Camera,
    Framed,
    OwnTab,
    Host,
    Language,
    Promises,
    Auditor,
    PromisesLanguage,
    Place,
    PlaceLanguage,
    Device,
    Offline,
    Installed,
}

impl When {
    fn of(name: &str) -> Self {
        let known = LATER.iter().find(|(begins, _)| name.starts_with(begins));
        known.map_or(Self::First, |(_, when)| *when)
    }

    fn says(self) -> &'static str {
        match self {
            Self::First => "with the page, before the first touch is answered",
            Self::Header => "by no browser: servers put it into a header of the page",
            Self::Follows => "once the page has been painted, in the background",
            Self::Results => "after all else, in the background, or when the results are asked for",
            Self::More => "by the results, once the outcome is shown",
            Self::Counter => "by the results, in a worker",
            Self::EveryCheck => {
                "in the counter's place, where a budget asks for more than the usual checks"
            }
            Self::Verifier => "by the counter, where a budget has keys",
            Self::Sealer => {
                "two seconds after the page, where a code is needed or something is said about oneself"
            }
            Self::Camera => "when a card is to be read by the camera",
            Self::Framed => "once the page has been painted, in a frame of another page",
            Self::OwnTab => "in the tab that is opened out of a frame, before the page",
            Self::Host => "by the page around a frame",
            Self::Language => "along with the page, where the language is spoken",
            Self::Promises => "when the promises are asked for",
            Self::Auditor => "by the promises, in a worker",
            Self::PromisesLanguage => "there, where the language is spoken",
            Self::Place => "at a kiosk, in a hall, at a desk for paper ballots",
            Self::PlaceLanguage => "there, where the language is spoken",
            Self::Device => "once the page has been painted, in the background",
            Self::Offline => "after that, by the browser, on https",
            Self::Installed => "by the browser, where the page may be installed",
        }
    }
}

/// Weighs the widget in `dist/`, building it when there is none.
///
/// # Errors
/// When it is too heavy, or cannot be built or read.
pub(crate) fn weigh_alone(project: &Project, table: bool) -> Result<(), Sentence> {
    if !project.dist().join("index.html").is_file() {
        widget::build(project, &set_up(project, Needs::Build)?)?;
    }
    match table {
        true => show_table(project),
        false => weigh(project).map(|_| ()),
    }
}

/// Prints what is loaded when, as ARCHITECTURE.md has it.
fn show_table(project: &Project) -> Result<(), Sentence> {
    let mut rows: Vec<(When, String, u64)> = Vec::new();
    for (name, bytes) in weighed(project)? {
        let when = When::of(&name);
        let what = without_hash(&name);
        let known = rows.iter_mut().find(|row| row.0 == when && row.1 == what);
        match known {
            Some(row) => row.2 += bytes,
            None => rows.push((when, what, bytes)),
        }
    }
    rows.sort();
    terminal::say("| loaded | file | bytes as brotli |\n|---|---|---|");
    for (when, what, bytes) in rows {
        let bytes = terminal::thousands(bytes);
        terminal::say(&format!("| {} | `{what}` | {bytes} |", when.says()));
    }
    Ok(())
}

/// `piece-later-0123456789abcdef_bg.wasm` is `piece-later_bg.wasm` in every build.
fn without_hash(name: &str) -> String {
    let is_hash = |part: &str| {
        let (digits, end) = part.split_at(part.len().min(16));
        digits.bytes().all(|byte| byte.is_ascii_hexdigit()) && end.starts_with(['_', '.'])
    };
    let hash = name
        .match_indices('-')
        .find(|(at, _)| is_hash(&name[at + 1..]));
    hash.map_or(name.to_owned(), |(at, _)| {
        [&name[..at], &name[at + 17..]].concat()
    })
}

/// Every file of the widget that a browser may load, with its weight.
fn weighed(project: &Project) -> Result<Vec<(String, u64)>, Sentence> {
    let dist = project.dist();
    let all = files(&dist).and_then(|all| {
        let each = all.into_iter().map(|name| {
            let bytes = brotli(&dist, &name)?;
            Ok((name, bytes))
        });
        each.collect()
    });
    all.map_err(|error| unreadable(&dist, &error))
}

fn unreadable(dist: &Path, error: &std::io::Error) -> Sentence {
    format!(
        "{} cannot be read ({error}): run `cargo xtask build`.",
        dist.display()
    )
}

/// Prints each file of the way from the ballot to its receipt, and the sums; answers with its last line.
///
/// # Errors
/// When it is too heavy, holds in its first piece what belongs to a later one, or cannot be read.
pub(crate) fn weigh(project: &Project) -> Result<String, Sentence> {
    let dist = project.dist();
    let all = weighed(project)?;
    let names: Vec<String> = all.iter().map(|(name, _)| name.clone()).collect();
    let page = loaded(&dist, &names).map_err(|error| unreadable(&dist, &error))?;
    let styles = styles(&dist, &page).map_err(|error| unreadable(&dist, &error))?;
    let mut sum = Sum {
        styles: compressed(project, &styles)?,
        ..Sum::default()
    };
    for (name, bytes) in &all {
        let wasm = |bytes| if name.ends_with(".wasm") { bytes } else { 0 };
        match When::of(name) {
            When::First if page.contains(name) => {
                row(*bytes, name);
                sum.first += bytes;
            }
            When::Follows => {
                row(*bytes, name);
                sum.follows += bytes;
            }
            When::Results => sum.results += bytes,
            When::More => sum.more += bytes,
            When::Promises => sum.promises += bytes,
            When::Auditor => sum.auditor += wasm(*bytes),
            When::Counter => sum.counter += wasm(*bytes),
            When::Verifier => sum.verifier += wasm(*bytes),
            When::Host => sum.embed += bytes,
            When::Device => {
                row(*bytes, name);
                sum.device += bytes;
            }
            When::Offline => sum.offline += bytes,
            _ => {}
        }
    }
    sum.show();
    fallen_back(project, &page)?;
    sum.judge()
}

/// What only a later piece says must not be in the first one: a function that the first piece names by any way falls back
/// into it, with its texts.
fn fallen_back(project: &Project, page: &BTreeSet<String>) -> Result<(), Sentence> {
    let words = project.root.join("locales/en.json");
    let words = fs::read_to_string(&words).map_err(|error| unreadable(&words, &error))?;
    let program = page.iter().find(|name| name.ends_with(".wasm"));
    let Some(program) = program.map(|name| project.dist().join(name)) else {
        return Ok(());
    };
    let program = fs::read(&program).map_err(|error| unreadable(&program, &error))?;
    let found: Vec<&str> = texts_of(&words, &ONLY_LATER)
        .filter(|text| contains(&program, text.as_bytes()))
        .collect();
    match found[..] {
        [] => Ok(()),
        [first, ..] => Err(format!(
            "The first piece says what only a later one should, {} texts such as \"{first}\": something in it names a \
             function of that piece (src/pieces.rs).",
            found.len()
        )),
    }
}

/// Texts by how their keys begin: those of screens that come later.
const ONLY_LATER: [&str; 5] = [
    "receipt.",
    "about.",
    "check.not_sent",
    "paper.",
    "results.published",
];

/// The texts of `locales/en.json` whose keys begin so: a text a line.
fn texts_of<'a>(words: &'a str, keys: &'a [&str]) -> impl Iterator<Item = &'a str> {
    let lines = words
        .lines()
        .filter_map(|line| line.trim().split_once(": "));
    let ours = lines.filter(|(key, _)| {
        let key = key.trim_matches('"');
        keys.iter().any(|begins| key.starts_with(begins))
    });
    ours.map(|(_, text)| text.trim_end_matches(',').trim_matches('"'))
        // A short one may be part of another.
        .filter(|text| text.len() > 20 && !text.contains('{'))
}

fn contains(bytes: &[u8], text: &[u8]) -> bool {
    bytes.windows(text.len()).any(|window| window == text)
}

#[derive(Default)]
struct Sum {
    first: u64,
    /// What follows, beside the first.
    follows: u64,
    /// What the results load beside both.
    results: u64,
    /// What follows the outcome there.
    more: u64,
    /// What the promises load beside the first and what follows.
    promises: u64,
    styles: u64,
    counter: u64,
    verifier: u64,
    auditor: u64,
    embed: u64,
    device: u64,
    offline: u64,
}

impl Sum {
    /// What is held to a budget: its name, its bytes, the most it may have.
    fn held(&self) -> [(&'static str, u64, u64); 12] {
        let journey = self.first + self.follows;
        [
            ("what answers a first touch", self.first, FIRST),
            ("all from the ballot to its receipt", journey, JOURNEY),
            ("the results beside these", self.results, RESULTS),
            ("what follows the outcome", self.more, MORE),
            ("the promises beside these", self.promises, PROMISES),
            ("the page's styles", self.styles, STYLES),
            ("the counter", self.counter, COUNTER),
            ("the verifier", self.verifier, VERIFIER),
            ("the auditor", self.auditor, AUDITOR),
            ("the script for pages around a frame", self.embed, EMBED),
            ("the script for what a device keeps", self.device, DEVICE),
            ("the service worker", self.offline, OFFLINE),
        ]
    }

    fn show(&self) {
        for (what, bytes, budget) in self.held() {
            let (mark, budget) = (terminal::mark(bytes <= budget), terminal::thousands(budget));
            row(bytes, &format!("{mark} {what}, at most {budget}"));
        }
    }

    fn judge(&self) -> Result<String, Sentence> {
        let heavy: Vec<String> = self
            .held()
            .into_iter()
            .filter(|(_, bytes, budget)| bytes > budget)
            .map(|(what, bytes, budget)| {
                let (bytes, excess) = (
                    terminal::thousands(bytes),
                    terminal::thousands(bytes - budget),
                );
                format!("{what} weighs {bytes} bytes, {excess} too many")
            })
            .collect();
        if heavy.is_empty() {
            let (first, most) = (terminal::thousands(self.first), terminal::thousands(FIRST));
            Ok(format!("{first} of {most} bytes first"))
        } else {
            Err(format!("Too heavy: {}.", heavy.join("; ")))
        }
    }
}

fn row(bytes: u64, what: &str) {
    terminal::say(&format!("{:>9}  {what}", terminal::thousands(bytes)));
}

/// What a browser fetches for the ballot page: `index.html`, what it names, and what those name in turn, but for what
/// they name for later.
///
/// The end-to-end tests hold this list to a real browser's network log.
fn loaded(dist: &Path, all: &[String]) -> std::io::Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    let mut next = vec!["index.html".to_owned()];
    while let Some(name) = next.pop() {
        if !found.insert(name.clone()) || name.ends_with(".wasm") {
            continue;
        }
        let text = String::from_utf8_lossy(&fs::read(dist.join(&name))?).into_owned();
        let named = all.iter().filter(|other| names(&text, other));
        let later = |name: &str| When::of(name) != When::First;
        next.extend(named.filter(|other| !later(other)).cloned());
    }
    Ok(found)
}

/// Does this text name the file, as a whole name rather than the end of a longer one?
fn names(text: &str, file: &str) -> bool {
    text.match_indices(file).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + file.len()..].chars().next();
        let delimits = |c: Option<char>| {
            c.is_none_or(|c| {
                matches!(
                    c,
                    '"' | '\'' | '`' | '(' | ')' | '/' | '=' | '>' | ' ' | '?' | '#'
                )
            })
        };
        delimits(before) && delimits(after)
    })
}

/// The style sheets of the page, in files and in the page itself.
fn styles(dist: &Path, page: &BTreeSet<String>) -> std::io::Result<String> {
    let mut styles = String::new();
    for name in page.iter().filter(|name| name.ends_with(".css")) {
        styles += &fs::read_to_string(dist.join(name))?;
    }
    let index = fs::read_to_string(dist.join("index.html"))?;
    for block in index.split("<style").skip(1) {
        let inside = block.split_once('>').map_or("", |(_, after)| after);
        styles += inside.split("</style>").next().unwrap_or_default();
    }
    Ok(styles)
}

/// How many bytes this text has as brotli, by the same compressor that writes the files' twins.
fn compressed(project: &Project, text: &str) -> Result<u64, Sentence> {
    let script = project.root.join("xtask/compress.mjs");
    let said = run::answer_to(Command::new("node").arg(script).arg("-"), text);
    said.and_then(|bytes| bytes.trim().parse().ok())
        .ok_or_else(|| "Node could not compress the styles: Node 20 or later is needed.".into())
}

/// Relative names of the widget's files, sorted, without their compressed twins and Trunk's unfinished folder.
fn files(dist: &Path) -> std::io::Result<Vec<String>> {
    let mut names = Vec::new();
    let mut folders = vec![dist.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.ends_with(".stage") {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else if let Some(name) = path.strip_prefix(dist).ok().and_then(Path::to_str)
                && !name.ends_with(".br")
                && !name.ends_with(".gz")
            {
                names.push(name.to_owned());
            }
        }
    }
    names.sort();
    Ok(names)
}

/// The brotli twin's size where there is one, as a browser would be sent.
fn brotli(dist: &Path, name: &str) -> std::io::Result<u64> {
    let twin = dist.join(format!("{name}.br"));
    Ok(fs::metadata(if twin.is_file() {
        twin
    } else {
        dist.join(name)
    })?
    .len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_names_count_as_named() {
        for (text, named) in [
            (r#"<link href="./app-1f.css">"#, true),
            (r#"import init from './app-1f.css';"#, true),
            ("url(app-1f.css)", true),
            (r#""./my-app-1f.css""#, false),
            (r#""./app-1f.css.map""#, false),
            ("nothing of it", false),
        ] {
            assert_eq!(names(text, "app-1f.css"), named, "{text}");
        }
    }

    fn sum() -> Sum {
        Sum {
            first: FIRST,
            follows: JOURNEY - FIRST,
            results: RESULTS,
            more: MORE,
            promises: PROMISES,
            auditor: AUDITOR,
            styles: STYLES,
            counter: COUNTER,
            verifier: VERIFIER,
            embed: EMBED,
            device: DEVICE,
            offline: OFFLINE,
        }
    }

    #[test]
    fn too_heavy_is_said_with_the_excess() {
        assert!(sum().judge().is_ok());
        let heavy = Sum {
            first: FIRST + 1,
            follows: JOURNEY - FIRST - 1,
            ..sum()
        };
        let found = terminal::thousands(FIRST + 1);
        let says =
            format!("Too heavy: what answers a first touch weighs {found} bytes, 1 too many.");
        assert_eq!(heavy.judge(), Err(says));
    }

    #[test]
    fn the_whole_way_has_a_budget_of_its_own() {
        let heavy = Sum {
            first: FIRST - 1,
            follows: JOURNEY - FIRST + 2,
            ..sum()
        };
        let found = terminal::thousands(JOURNEY + 1);
        let says = format!(
            "Too heavy: all from the ballot to its receipt weighs {found} bytes, 1 too many."
        );
        assert_eq!(heavy.judge(), Err(says));
    }

    #[test]
    fn a_text_of_a_later_piece_is_found_in_the_first() {
        let words = r#"{
            "receipt.sent_says": "The box has given your ballot back.",
            "receipt.yours": "Yours",
            "ballot.title": "Share out the money of the town",
            "receipt.next": "What {who} will do with all of this"
        }"#;
        let texts: Vec<_> = texts_of(words, &["receipt."]).collect();
        assert_eq!(texts, ["The box has given your ballot back."]);
        assert!(contains(
            b"\0The box has given your ballot back.\0",
            texts[0].as_bytes()
        ));
        assert!(!contains(b"The box has given", texts[0].as_bytes()));
    }

    #[test]
    fn a_files_hash_is_no_part_of_its_name() {
        for (name, base) in [
            (
                "piece-later-0123456789abcdef_bg.wasm",
                "piece-later_bg.wasm",
            ),
            (
                "piece-chunk_3-0123456789abcdef_bg.wasm",
                "piece-chunk_3_bg.wasm",
            ),
            ("words-cy-0123456789abcdef.txt", "words-cy.txt"),
            ("counter_bg.wasm", "counter_bg.wasm"),
            ("index.html", "index.html"),
        ] {
            assert_eq!(without_hash(name), base);
        }
    }
}
