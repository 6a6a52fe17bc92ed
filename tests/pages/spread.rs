//! The results as residents and a board read them: in order, each picture with its numbers, and no small number.

use common_purse::results::Counting;
use documents::Plan;
use documents::budget::CheckName;
use documents::result::Extremes;

use super::html::Element;
use super::{Drawn, none, page, results, word};

const BOTH: [&str; 2] = ["en", "cy"];

fn done(name: &str) -> (documents::ResultFile, documents::result::Beside) {
    match results(name).counting {
        Counting::Done { result, beside, .. } => ((*result).clone(), (*beside).clone()),
        other => panic!("{name} is not done: {other:?}"),
    }
}

#[test]
fn the_page_tells_first_what_is_asked_first() {
    for tag in BOTH {
        let page = page(&format!("results-first-{tag}"));
        let titles: Vec<&str> = page.all("h2").map(|title| title.text.as_str()).collect();
        let keys = [
            "who.cast",
            "receipt.next",
            "results.outcome",
            "spread.title",
            "results.fair",
            "rules.title",
            "how.title",
            "results.download",
            "find.title",
            "results.published",
        ];
        let wanted: Vec<String> = keys.iter().map(|key| word(tag, key)).collect();
        let told = titles
            .iter()
            .filter(|title| wanted.iter().any(|it| it == *title));
        assert_eq!(told.copied().collect::<Vec<_>>(), wanted, "{titles:?}");
    }
}

#[test]
fn each_line_says_what_its_amount_buys_and_the_whole_what_follows() {
    for tag in BOTH {
        let name = format!("results-first-{tag}");
        let (result, _) = done(&name);
        let (page, shown) = (page(&name), results(&name));
        let budget = &shown.budget;
        let text = page.text();
        none(
            result
                .outcome
                .iter()
                .zip(&budget.priorities)
                .filter_map(|(given, line)| {
                    let level = line.level_at(given.amount)?;
                    let says =
                        word(tag, "line.buys").replace("{what}", level.buys.get(&shown.lang));
                    (!text.contains(&says)).then_some(says)
                }),
        );
        let amounts: Vec<u64> = result.outcome.iter().map(|line| line.amount).collect();
        let holds = Plan::of(budget).consequences(&amounts);
        none(
            budget
                .consequences
                .iter()
                .enumerate()
                .filter_map(|(at, one)| {
                    let says = one.says.get(&shown.lang);
                    let said = text.contains(says);
                    (said != holds.contains(&at)).then(|| format!("{says}: {said}"))
                }),
        );
        if holds.is_empty() {
            assert!(text.contains(&word(tag, "results.follows_none")));
        }
    }
}

#[test]
fn every_shape_has_its_numbers_and_none_is_small() {
    let mut shapes = 0;
    for tag in BOTH {
        let name = format!("results-first-{tag}");
        let (_, beside) = done(&name);
        let (page, shown) = (page(&name), results(&name));
        let spreads = beside.spreads(&shown.budget);
        let told: Vec<u64> = cells(page);
        let wanted = spreads.iter().flat_map(|spread| &spread.cells);
        let wanted: Vec<u64> = wanted.map(|cell| cell.ballots).collect();
        assert_eq!(told, wanted);
        assert!(
            told.iter()
                .all(|&number| number >= shown.budget.smallest_cell)
        );
        let drawn = spreads.iter().filter(|spread| !spread.cells.is_empty());
        let drawn = drawn.count();
        let svgs = page.all("svg").filter(|it| is_of(it, "spread")).count();
        assert_eq!(svgs, drawn);
        shapes += svgs;
        let names = |lines: &[usize]| {
            let names = lines.iter().map(|&at| &shown.budget.priorities[at].name);
            let names: Vec<&str> = names.map(|name| name.get(&shown.lang)).collect();
            names.join(", ")
        };
        let found = Extremes::of(&spreads);
        for (key, lines) in [
            ("spread.agreed", &found.agreed),
            ("spread.divided", &found.divided),
        ] {
            let says = word(tag, key).replace("{names}", &names(lines));
            assert!(page.text().contains(&says), "{says}");
        }
    }
    assert!(shapes >= 10, "{shapes} shapes");
}

fn is_of(element: &Element, class: &str) -> bool {
    let classes = element.get("class").unwrap_or_default();
    classes.split(' ').any(|own| own == class)
}

/// What is in the first element of this kind.
fn inside(page: &Drawn, is: impl Fn(&Element) -> bool) -> impl Iterator<Item = &Element> {
    let from = page.elements.iter().position(is);
    let from = from.unwrap_or_else(|| panic!("{}: no such element", page.name));
    let deep = page.elements[from].within.len();
    let after = page.elements[from + 1..].iter();
    after.take_while(move |it| it.within.len() > deep)
}

/// The ballots of each cell, as the table has them.
fn cells(page: &Drawn) -> Vec<u64> {
    let is = |it: &Element| it.is("table") && it.get("aria-labelledby") == Some("spread");
    let figures = inside(page, is).filter(|it| it.is("td"));
    figures
        .map(|cell| cell.text.trim().replace(',', ""))
        .map(|text| text.parse().unwrap_or_else(|_| panic!("a number: {text}")))
        .collect()
}

#[test]
fn where_too_few_took_part_the_page_says_so_instead_of_drawing() {
    let mut few = super::named("results-first-en");
    let shown = few.results.as_mut().expect("a results page");
    let Counting::Done { beside, .. } = &mut shown.counting else {
        panic!("the count is done")
    };
    let beside = std::rc::Rc::make_mut(beside);
    for parts in &mut beside.parts {
        parts.fill((0, 0));
        parts[0] = (4, 4);
    }
    let page = super::draw(few);
    assert!(page.text().contains(&word("en", "spread.too_few")));
    assert!(!page.all("svg").any(|it| is_of(it, "spread")));
}

#[test]
fn each_question_comes_alone_and_then_which_answers_came_together() {
    for tag in BOTH {
        let (closed, open) = (
            page(&format!("results-closed-{tag}")),
            page(&format!("results-open-{tag}")),
        );
        let together = word(tag, "who.together");
        let text = closed.text();
        let place = |says: &str| text.find(says).unwrap_or_else(|| panic!("{says}"));
        assert!(place(&word(tag, "who.title")) < place(&together));
        assert!(!open.text().contains(&together), "nobody has closed it");
    }
}

#[test]
fn the_rules_are_laid_side_by_side_with_what_each_would_move() {
    for tag in BOTH {
        let name = format!("results-first-{tag}");
        let (page, (result, _)) = (page(&name), done(&name));
        let mut checks = result.checks.iter();
        let rules = checks.find(|check| check.name() == CheckName::SideBySide);
        let rules = rules.map_or(0, |check| check.facts.len());
        assert!(rules > 3, "{rules}");
        let bars = inside(page, |it| it.is("ul") && is_of(it, "rules"));
        let bars = bars.filter(|it| it.is("svg") && is_of(it, "pot"));
        assert_eq!(bars.count(), rules + 1);
        let used = word(tag, "rules.used").replace("{rule}", &word(tag, "rule.ladder"));
        assert!(page.text().contains(&used), "{used}");
    }
}
