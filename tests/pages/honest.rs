//! What would be true of something else: people where ballots are counted, a part where a whole is meant, "yes" where
//! nothing was tested, a red line without its lines.

use common_purse::results::Counting;
use common_purse::state::{EditMessage, Message, Mode, NavigateMessage, Screen};
use documents::ResultFile;
use documents::budget::CheckName;

use super::states::{self, Named, open};
use super::{Drawn, aldermoor, draw, named, none, page, results, state, word};

/// What can be read on a page with these messages sent to a fresh ballot.
fn told(budget: &[u8], messages: &[Message]) -> Drawn {
    let mut state = states::opened(budget, "en", Mode::Own);
    states::tell(&mut state, messages.iter().cloned());
    draw(Named {
        name: "told".into(),
        state,
        results: None,
    })
}

#[test]
fn every_red_line_names_the_lines_that_count() {
    let page = told(
        &aldermoor(),
        &[
            EditMessage::StartAgainPressed.into(),
            NavigateMessage::ScreenAsked(Screen::Check).into(),
        ],
    );
    let state = states::opened(&aldermoor(), "en", Mode::Own);
    let budget = &open(&state).budget;
    assert!(!budget.limits.is_empty());
    let links = |within: &str| -> Vec<String> {
        let from = page.html.find(within).expect("the part is on the page");
        let rest = &page.html[from..];
        let part = &rest[..rest.find("</section>").unwrap_or(rest.len())];
        let links = part.split("href=\"#amount-").skip(1);
        links
            .map(|link| link.split('"').next().unwrap_or_default().to_owned())
            .collect()
    };
    let (error, section) = (links("id=\"faults\""), links("aria-labelledby=\"limits\""));
    for limit in &budget.limits {
        for id in &limit.priorities {
            let at = budget.position(id).expect("a line of the budget");
            let line = page.by_id(&format!("line-{at}"));
            assert!(
                line.text.contains(&word("en", "line.counts")),
                "{}",
                line.text
            );
            assert!(
                line.text.contains(limit.name.get(&states::lang("en"))),
                "{}",
                line.text
            );
            assert!(section.contains(&at.to_string()), "{section:?} lacks {at}");
            if limit.floor.is_some() {
                assert!(error.contains(&at.to_string()), "{error:?} lacks {at}");
            }
        }
    }
    let says = &page.by_id("faults").text;
    assert!(says.contains(&word("en", "ballot.limit_lines")), "{says}");
}

/// The printed ballot holds no amount of whoever prints it: `styles/states.css` hides them, `tests/e2e/print.test.mjs`
/// looks at it.
#[test]
fn the_printed_ballot_has_all_that_it_takes_to_fill_it_in() {
    let page = page("ballot-cut-en");
    let state = states::opened(&aldermoor(), "en", Mode::Own);
    let budget = &open(&state).budget;
    let lang = states::lang("en");
    let paper = page.elements.iter().filter(|part| {
        let class = part.get("class").unwrap_or_default();
        class.split(' ').any(|class| class == "paper")
    });
    let paper: String = paper.map(|part| part.text.clone() + "\n").collect();
    let money = |amount| states::pounds().money(amount);
    let levels = budget.priorities.iter().flat_map(|line| &line.levels);
    let mut wanted: Vec<String> = levels
        .map(|level| format!("{} · {}", money(level.amount), level.buys.get(&lang)))
        .collect();
    for question in &budget.about {
        wanted.push(question.asks.get(&lang).to_owned());
        wanted.extend(
            question
                .answers
                .iter()
                .map(|it| format!("☐ {}", it.name.get(&lang))),
        );
    }
    let whole = if budget.unspent {
        "paper.most"
    } else {
        "paper.all"
    };
    wanted.push(word("en", whole).replace("{money}", &money(budget.total)));
    wanted.push(word("en", "clipped.step").replace("{money}", &money(budget.step)));
    let hand_in = word("en", "paper.hand_in").replace("{name}", budget.organiser.name.get(&lang));
    wanted.push(hand_in.split('{').next().unwrap_or_default().to_owned());
    wanted.push(
        budget
            .organiser
            .contact
            .clone()
            .expect("the example has a contact"),
    );
    none(wanted.into_iter().filter(|says| !paper.contains(says)));
}

#[test]
fn a_contact_leads_to_what_it_is() {
    let budget = String::from_utf8(aldermoor()).expect("JSON is UTF-8");
    for (contact, href) in [
        (
            "healthfund@aldermoor.example",
            Some("mailto:healthfund@aldermoor.example"),
        ),
        ("+44 (0)1234 567890", Some("tel:+441234567890")),
        (
            "www.aldermoor.example/fund",
            Some("https://www.aldermoor.example/fund"),
        ),
        ("Ask at the hall, on Mondays", None),
    ] {
        let with = budget.replace("healthfund@aldermoor.example", contact);
        let page = told(with.as_bytes(), &[]);
        let link = page.all("a").find(|link| link.text == contact);
        assert_eq!(link.and_then(|link| link.get("href")), href, "{contact}");
        assert!(page.text().contains(contact), "it can be read");
    }
}

/// Anybody may send more than one in an open event.
#[test]
fn ballots_are_people_only_where_each_has_a_code() {
    let says = |page: &Drawn, key: &str| {
        let rest = word("en", key).replace("{n}", "");
        page.text().contains(rest.trim())
    };
    for (name, coded) in [
        ("results-first-en", false),
        ("results-same-en", false),
        ("results-open-en", true),
        ("results-closed-en", true),
    ] {
        let page = page(name);
        assert_eq!(says(page, "counted.people.other"), coded, "{name}");
        assert_eq!(says(page, "counted.counted.other"), !coded, "{name}");
        assert_eq!(says(page, "results.anybody"), !coded, "{name}");
    }
}

/// A table of eight with one card is one ballot; where there are few such, the result does not say so.
#[test]
fn where_a_table_may_agree_a_ballot_nobody_is_told_how_many_people_took_part() {
    for name in ["results-open-en", "results-closed-en"] {
        let mut results = results(name);
        std::rc::Rc::make_mut(&mut results.budget).most_at_a_table = Some(8);
        let page = draw(Named {
            name: name.into(),
            state: state(name),
            results: Some(results),
        });
        let says = |key: &str| {
            let rest = word("en", key).replace("{n}", "");
            page.text().contains(rest.trim())
        };
        let all = [
            "counted.people.other",
            "counted.counted.other",
            "results.anybody",
        ];
        assert_eq!(all.map(says), [false, true, false], "{name}");
    }
}

/// Half have said nothing about their age, or nothing that may be shown.
#[test]
fn what_is_left_after_hiding_is_not_called_the_count() {
    let page = page("results-closed-en");
    let shown = results("results-closed-en");
    let asked = &counted(&shown.counting).turnout[0];
    assert!(asked.not_shown > 0 && asked.answers[0].ballots > 0);
    let ballots = |n: u64| word("en", "counted.ballots.other").replace("{n}", &n.to_string());
    let at_least = word("en", "who.at_least").replace("{ballots}", &ballots(15));
    assert!(page.text().contains(&at_least), "{}", page.text());
    let hidden = word("en", "who.hidden").replace("{hidden}", "15");
    let hidden = hidden.replace("{ballots}", &ballots(30));
    assert!(page.text().contains(&hidden), "{}", page.text());
    let population = word("en", "who.population");
    let beside = population
        .rsplit('}')
        .next()
        .expect("words after the number");
    assert!(!page.text().contains(beside), "{}", page.text());
}

#[test]
fn where_nothing_is_hidden_the_count_stands_beside_the_population() {
    let mut whole = named("results-closed-en");
    let shown = whole.results.as_mut().expect("a results page");
    let Counting::Done { result, .. } = &mut shown.counting else {
        panic!("the count is done")
    };
    let result = std::rc::Rc::make_mut(result);
    result.turnout.truncate(1);
    result.turnout[0].not_shown = 0;
    result.turnout[0].answers[0].population = Some(38_000);
    let page = draw(whole);
    let says = word("en", "who.population").replace("{people}", "38,000");
    let says = says.replace(
        "{ballots}",
        &word("en", "counted.ballots.other").replace("{n}", "15"),
    );
    assert!(page.text().contains(&says), "{}", page.text());
    let together = page.text().split(&word("en", "who.together")).next();
    assert!(together.is_some_and(|alone| !alone.contains("at least 15")));
}

#[test]
fn what_could_not_be_tested_is_not_called_good() {
    let mut tried = 0;
    for name in ["results-first-en", "results-open-en", "results-closed-en"] {
        let (page, shown) = (page(name), results(name));
        none(counted(&shown.counting).checks.iter().filter_map(|check| {
            let key = match check.name() {
                CheckName::LimitsKept => return None,
                name => format!("fair.{}", name.name().replace('-', "_")),
            };
            let says = |end: &str| page.text().contains(&word("en", &format!("{key}.{end}")));
            tried += usize::from(!check.tested());
            let right = match (check.tested(), check.holds()) {
                (false, _) => says("asked") && !says("yes"),
                (true, true) => says("yes") && !says("asked"),
                (true, false) => says("no") && !says("yes"),
            };
            (!right).then(|| format!("{name}: {key}"))
        }));
    }
    assert!(tried > 1, "an open event has no groups to test");
}

#[test]
fn the_results_say_who_will_answer_and_by_when() {
    let (page, shown) = (page("results-first-en"), results("results-first-en"));
    let promise = &shown.budget.promise;
    let who = promise.who.get(&states::lang("en"));
    assert!(
        page.text().contains(who) && page.text().contains(promise.says.get(&states::lang("en")))
    );
    assert!(page.text().contains(&word("en", "receipt.next")));
}

fn counted(counting: &Counting) -> &ResultFile {
    match counting {
        Counting::Done { result, .. } => result,
        other => panic!("the count is not done: {other:?}"),
    }
}
