//! What the ballot page loads, in brotli bytes, against its budget.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::project::Project;
use crate::run::{self, Sentence};
use crate::setup::{Needs, set_up};
use crate::{terminal, widget};

/// Everything that the ballot page loads, but the box's own files. The goal is 100,000; until that is reached the page
/// may at least not grow.
const PAGE: u64 = 143_600;
const STYLES: u64 = 10_000;
/// What is loaded when it is asked for: the results, the count, voting codes, and another language.
const LATER: [&str; 6] = ["results", "counter", "verifier", "sealer", "scan", "words-"];
/// The counter's wasm, which only the results page loads. The goal is 120,000.
const COUNTER: u64 = 120_500;
/// The verifier's wasm, which the counter loads where the organiser signs codes or a close.
const VERIFIER: u64 = 120_000;

/// Weighs the widget in `dist/`, building it when there is none.
///
/// # Errors
/// When it is too heavy, or cannot be built or read.
pub(crate) fn weigh_alone(project: &Project) -> Result<(), Sentence> {
    if !project.dist().join("index.html").is_file() {
        widget::build(project, &set_up(project, Needs::Build)?)?;
    }
    weigh(project).map(|_| ())
}

/// Prints the table; answers with its last line.
///
/// # Errors
/// When it is too heavy, or cannot be read.
pub(crate) fn weigh(project: &Project) -> Result<String, Sentence> {
    let dist = project.dist();
    let unreadable = |error: std::io::Error| {
        format!(
            "{} cannot be read ({error}): run `cargo xtask build`.",
            dist.display()
        )
    };
    let all = files(&dist).map_err(unreadable)?;
    let page = loaded(&dist, &all).map_err(unreadable)?;
    let styles = styles(&dist, &page).map_err(unreadable)?;
    let mut sum = Sum {
        styles: compressed(project, &styles)?,
        ..Sum::default()
    };
    for name in &all {
        let bytes = brotli(&dist, name).map_err(unreadable)?;
        if page.contains(name) {
            row(bytes, name);
            sum.page += bytes;
        } else if name.starts_with("words-") {
            row(bytes, &format!("only where it is spoken: {name}"));
        } else {
            sum.later += bytes;
            let program = |of: &str| name.starts_with(of) && name.ends_with(".wasm");
            sum.counter += if program("counter") { bytes } else { 0 };
            sum.verifier += if program("verifier") { bytes } else { 0 };
        }
    }
    sum.show();
    sum.judge()
}

#[derive(Default)]
struct Sum {
    page: u64,
    styles: u64,
    counter: u64,
    verifier: u64,
    /// Files that are loaded when they are asked for: the results with their counter, voting codes.
    later: u64,
}

impl Sum {
    /// What is held to a budget: its name, its bytes, the most it may have.
    fn held(&self) -> [(&'static str, u64, u64); 4] {
        [
            ("the ballot page", self.page, PAGE),
            ("its styles", self.styles, STYLES),
            ("the counter", self.counter, COUNTER),
            ("the verifier", self.verifier, VERIFIER),
        ]
    }

    fn show(&self) {
        for (what, bytes, budget) in self.held() {
            let (mark, budget) = (terminal::mark(bytes <= budget), terminal::thousands(budget));
            row(bytes, &format!("{mark} {what}, at most {budget}"));
        }
        row(
            self.later,
            "all that is loaded when it is asked for, the counter included",
        );
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
            Ok(format!(
                "{} of {} bytes",
                terminal::thousands(self.page),
                terminal::thousands(PAGE)
            ))
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
        let later = |name: &str| LATER.iter().any(|kind| name.starts_with(kind));
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

    #[test]
    fn too_heavy_is_said_with_the_excess() {
        let sum = Sum {
            page: PAGE + 1,
            styles: STYLES,
            counter: COUNTER,
            verifier: VERIFIER,
            later: COUNTER,
        };
        assert_eq!(
            sum.judge(),
            Err("Too heavy: the ballot page weighs 143,601 bytes, 1 too many.".into())
        );
        let sum = Sum {
            page: PAGE,
            styles: STYLES,
            counter: COUNTER,
            verifier: VERIFIER,
            later: COUNTER,
        };
        assert_eq!(sum.judge(), Ok("143,600 of 143,600 bytes".into()));
    }
}
