//! What an organiser should know about a budget that is good, or about how its mistakes came about.

use documents::boxes::is_local;
use documents::json::{Node, parse};
use documents::{Budget, Problem};

use super::languages::texts;
use crate::words::{SPOKEN, counted, say};

/// Warnings about a good budget, whose file these bytes are, each a line.
pub(super) fn warnings(budget: &Budget, bytes: &[u8]) -> Vec<String> {
    [
        unlisted(budget, bytes),
        unspoken(budget),
        nearby(budget),
        not_asked(budget),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// As in an English copy of a budget in two languages.
fn unlisted(budget: &Budget, bytes: &[u8]) -> Option<String> {
    let root = parse(bytes).ok()?;
    let mut others: Vec<&str> = Vec::new();
    texts(&root, &mut |text| {
        let names = text.iter().map(|said| said.name.as_ref());
        others.extend(
            names.filter(|name| budget.languages.iter().all(|lang| lang.as_str() != *name)),
        );
    });
    let number = others.len() as u64;
    others.sort_unstable();
    others.dedup();
    (number > 0).then(|| {
        say!(
            "check.not_shown",
            texts = counted!("counted.texts", number),
            language = others.join(", ")
        )
    })
}

fn unspoken(budget: &Budget) -> Option<String> {
    let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_owned();
    let tags = budget.languages.iter().map(|lang| lang.as_str());
    let without: Vec<&str> = tags
        .filter(|tag| !SPOKEN.contains(&primary(tag).as_str()))
        .collect();
    (!without.is_empty()).then(|| say!("check.no_own_words", languages = without.join(", ")))
}

/// A box that residents at home do not reach.
fn nearby(budget: &Budget) -> Option<String> {
    let address = &budget.ballot_box;
    is_local(address).then(|| say!("check.local_box", address))
}

/// Questions of an event without a key: an answer that cannot be sealed is not asked for.
fn not_asked(budget: &Budget) -> Option<String> {
    let asked = budget.questions().len() == budget.about.len();
    let number = budget.about.len() as u64;
    let questions = || counted!("counted.questions_about_the_resident", number);
    (!asked).then(|| say!("check.not_asked", questions = questions()))
}

/// Which line of the budget a mistake is in, and how it may have come about; nothing where neither is known.
pub(super) fn about(problem: &Problem, root: Option<&Node>) -> String {
    let name = root.and_then(|root| named(root, &problem.path));
    let name = name.map_or_else(String::new, |name| {
        format!(" {}", say!("check.in_name", name))
    });
    match hint(problem) {
        Some(hint) => format!("{name}\n    {hint}"),
        None => name,
    }
}

/// The id of what a path such as `$.priorities[3].cap` leads into.
fn named(root: &Node, path: &str) -> Option<String> {
    let (field, rest) = path.strip_prefix("$.")?.split_once('[')?;
    let place: usize = rest.split_once(']')?.0.parse().ok()?;
    let item = root.field(field)?.items().get(place)?;
    item.text_at("id").map(str::to_owned)
}

fn hint(problem: &Problem) -> Option<&'static str> {
    let among = |signs: &[&str]| signs.iter().any(|sign| problem.found.contains(sign));
    if among(&["U+00A0", "U+202F", "U+2007"]) {
        return Some(say!("check.looks_like_space"));
    }
    if problem.found == "'''" {
        return Some(say!("check.double_marks"));
    }
    let curly = [
        "U+201C", "U+201D", "U+201E", "U+201F", "U+2018", "U+2019", "U+2033", "U+00AB", "U+00BB",
        "\u{201c}", "\u{201d}",
    ];
    if among(&curly) {
        return Some(say!("check.curly_marks"));
    }
    None
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::SPOKEN;

    #[test]
    fn the_languages_are_those_of_the_page() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../locales");
        let names = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name());
        let names: Vec<String> = names.map(|name| name.into_string().unwrap()).collect();
        // `languages.json` says what each calls itself.
        let files = names.iter().filter_map(|name| name.strip_suffix(".json"));
        let files = files.filter(|name| *name != "languages");
        let mut files: Vec<&str> = files.collect();
        files.sort_unstable();
        let mut spoken = SPOKEN;
        spoken.sort_unstable();
        assert_eq!(files, spoken);
    }
}
