//! What the pages say, and what they must never say.

use std::rc::Rc;

use common_purse::results::{Counting, Results};
use common_purse::state::Mode;

use super::states::{self, Named, open};
use super::{Drawn, aldermoor, draw, every_page, named, none, page, results, state, word};

#[test]
fn no_place_is_left_unfilled_and_nothing_is_styled_from_within() {
    none(every_page().iter().flat_map(|page| {
        let attributes = page
            .elements
            .iter()
            .flat_map(|element| element.attributes.values());
        let unfilled = attributes
            .map(String::as_str)
            .chain([page.text()])
            .filter(|text| has_place(text));
        let mut wrong: Vec<String> = unfilled
            .map(|text| format!("{}: {text}", page.name))
            .collect();
        // A content security policy forbids them.
        let styled = page
            .elements
            .iter()
            .filter(|element| element.get("style").is_some());
        wrong.extend(styled.map(|element| format!("{}: {element:?}", page.name)));
        wrong
    }));
}

/// `{name}` is a place, `{"en": …}` in a message about a file is not.
fn has_place(text: &str) -> bool {
    let names = text
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'));
    names
        .into_iter()
        .any(|(name, _)| name.bytes().all(|byte| byte.is_ascii_lowercase()))
}

#[test]
fn where_no_budget_is_and_nothing_to_say_why_the_page_says_what_is_missing() {
    for tag in ["en", "cy"] {
        let text = page(&format!("no-budget-missing-{tag}")).text();
        assert!(text.contains(&word(tag, "piece.missing")), "{text}");
        assert!(text.contains(&word(tag, "broken.try_again")), "{text}");
    }
}

#[test]
fn what_is_said_of_a_wrong_budget_in_english_is_marked_as_english_on_every_page() {
    for tag in ["en", "cy"] {
        let page = page(&format!("broken-malformed-{tag}"));
        let mut text = page.text().to_owned();
        for says in ["$.total", "$.totl"] {
            assert!(text.contains(says), "{says}: {text}");
        }
        for key in ["broken.malformed", "broken.found", "broken.expected"] {
            assert!(text.contains(&word(tag, key)), "{key}: {text}");
        }
        let marked = page.elements.iter().filter(|element| element.is("bdi"));
        let marked: Vec<&String> = marked
            .filter(|element| element.get("lang") == Some("en"))
            .map(|element| &element.text)
            .collect();
        assert!(marked.iter().any(|says| says.contains("a whole number")));
        for says in marked {
            text = text.replace(says.as_str(), "");
        }
        for english in ["a whole number", "nothing", "this name", "one of", "much"] {
            assert!(!text.contains(english), "{english}: {text}");
        }
    }
}

#[test]
fn no_paragraph_item_or_cell_is_empty() {
    none(every_page().iter().flat_map(|page| {
        let told = page.elements.iter().filter(|element| {
            ["h2", "h3", "li", "dt", "dd", "legend", "label", "th"].contains(&element.name.as_str())
        });
        let empty = told.filter(|element| element.text.trim().is_empty());
        empty.map(|element| format!("{}: {element:?}", page.name))
    }));
}

/// Welsh is equal to English: the same elements in the same order, and other words.
#[test]
fn both_languages_show_the_same() {
    let pages = every_page();
    let (english, welsh) = pages.split_at(pages.len() / 2);
    for (english, welsh) in english.iter().zip(welsh) {
        let shape = |page: &Drawn| {
            page.elements
                .iter()
                .map(|element| element.name.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            shape(english),
            shape(welsh),
            "{} and {}",
            english.name,
            welsh.name
        );
        assert_ne!(
            english.by_id("heading").text,
            welsh.by_id("heading").text,
            "{}",
            welsh.name
        );
        let root = |page: &Drawn| page.all("div").next()?.get("lang").map(str::to_owned);
        assert_eq!(
            (root(english).as_deref(), root(welsh).as_deref()),
            (Some("en"), Some("cy"))
        );
    }
}

#[test]
fn nobody_can_believe_that_they_voted_when_they_did_not() {
    for (name, says) in [
        ("ballot-today-en", true),
        ("check-en", true),
        ("check-cy", true),
        ("ballot-new-en", false),
        ("receipt-sent-en", false),
        ("receipt-kept-en", false),
    ] {
        let page = page(name);
        let said = ["en", "cy"]
            .iter()
            .any(|tag| page.text().contains(&word(tag, "ballot.unsent")));
        assert_eq!(said, says, "{name}");
    }
}

#[test]
fn only_a_ballot_that_is_sent_is_headed_as_such() {
    for (name, sent) in [
        ("receipt-sent", true),
        ("receipt-sending", false),
        ("receipt-kept", false),
        ("receipt-unkept", false),
        ("receipt-refused", false),
    ] {
        for tag in ["en", "cy"] {
            let page = page(&format!("{name}-{tag}"));
            let heads = page
                .all("h2")
                .any(|head| head.text == word(tag, "receipt.yours"));
            assert_eq!(heads, sent, "{}", page.name);
        }
    }
}

#[test]
fn the_receipt_says_how_far_the_ballot_has_got() {
    for (name, heading) in [
        ("receipt-sending-en", "receipt.sending"),
        ("receipt-sent-en", "receipt.sent"),
        ("receipt-kept-en", "receipt.kept"),
        ("receipt-unkept-en", "receipt.unkept"),
        ("receipt-refused-en", "receipt.refused"),
        ("receipt-busy-en", "receipt.kept"),
        ("receipt-late-en", "receipt.late"),
    ] {
        let page = page(name);
        assert_eq!(page.by_id("heading").text, word("en", heading));
        let id = open(&state(name))
            .cast()
            .expect("a ballot was cast")
            .id
            .to_string();
        assert!(
            page.text().contains(&id),
            "{name} shows the receipt in full"
        );
        assert_eq!(
            page.text().contains(&word("en", "receipt.send_now")),
            !["receipt-sending-en", "receipt-sent-en", "receipt-late-en"].contains(&name),
            "{name}"
        );
    }
}

#[test]
fn the_check_page_shows_the_amounts_that_will_be_sent() {
    let page = page("check-en");
    let state = state("check-en");
    let draft = open(&state).draft();
    let words = states::pounds();
    let shown: Vec<_> = cells(page, "tbody")
        .into_iter()
        .map(|text| text.to_owned())
        .collect();
    let amounts: Vec<_> = draft
        .amounts()
        .into_iter()
        .map(|amount| words.money(amount))
        .collect();
    assert_eq!(shown, amounts);
    let total: u64 = draft.amounts().iter().sum();
    assert_eq!(cells(page, "tfoot").first(), Some(&&*words.money(total)));
}

/// A floor of £2,500 is not "£3k": whoever believes that is refused at £2,500.
#[test]
fn what_binds_and_what_changed_is_said_to_the_last_pound() {
    let budget = std::fs::read("budgets/small-fund.json").expect("the example is here");
    let money = |amount| states::pounds().money(amount);
    for named in states::all(&budget, "en") {
        let text = match (named.name.as_str(), &named.results) {
            ("ballot-new-en", _) => {
                let state = named.state.clone();
                let bounds = open(&state).budget.priorities.iter().flat_map(|line| {
                    [
                        ("line.floor", line.floor),
                        ("line.today", line.today),
                        ("line.cap", line.cap),
                    ]
                });
                bounds
                    .map(|(key, amount)| word("en", key).replace("{money}", &money(amount)))
                    .collect::<Vec<_>>()
            }
            ("results-first-en", Some(results)) => changes(results),
            _ => continue,
        };
        let page = draw(named);
        none(text.into_iter().filter(|says| !page.text().contains(says)));
    }
}

/// By how much each line's outcome differs from today, in words.
fn changes(results: &Results) -> Vec<String> {
    let Counting::Done { result, .. } = &results.counting else {
        panic!("the count is done")
    };
    let lines = result.outcome.iter().zip(&results.budget.priorities);
    let changed = lines.filter(|(line, priority)| line.amount != priority.today);
    let said = changed.map(|(line, priority)| {
        let key = if line.amount < priority.today {
            "app.less"
        } else {
            "app.more"
        };
        let money = states::pounds().money(line.amount.abs_diff(priority.today));
        let change = word("en", key).replace("{money}", &money);
        word("en", "results.compared").replace("{change}", &change)
    });
    let said: Vec<String> = said.collect();
    assert!(!said.is_empty(), "the example's outcome differs from today");
    said
}

#[test]
fn the_results_table_shows_the_outcome_yours_and_today() {
    let page = page("results-first-en");
    let results = results("results-first-en");
    let Counting::Done { result, .. } = &results.counting else {
        panic!("the count is done")
    };
    let yours = results.yours.as_ref().expect("a ballot was cast here");
    let money = |amount| states::pounds().money(amount);
    let wanted = results
        .budget
        .priorities
        .iter()
        .enumerate()
        .map(|(at, priority)| {
            assert_eq!(result.outcome[at].priority, priority.id);
            vec![
                money(result.outcome[at].amount),
                money(yours[at]),
                money(priority.today),
            ]
        });
    let figures = cells(page, "tbody");
    let shown = figures
        .chunks(4)
        .take(results.budget.priorities.len())
        .map(|row| row[..3].iter().map(|text| (*text).to_owned()).collect());
    assert_eq!(
        shown.collect::<Vec<Vec<String>>>(),
        wanted.collect::<Vec<_>>()
    );
}

#[test]
fn the_results_say_what_was_refused_and_whether_the_published_result_is_the_same() {
    let first = page("results-first-en").text();
    assert!(first.contains(&word("en", "counted.refused.other").replace("{n}", "3")));
    assert!(first.contains(&word("en", "refused.malformed")));
    assert!(first.contains(&word("en", "counted.counted.other").replace("{n}", "40")));
    assert!(
        page("results-same-en")
            .text()
            .contains(&word("en", "results.published_same"))
    );
    let two = word("en", "counted.ballots.other").replace("{n}", "2");
    let more = word("en", "differ.only_other").replace("{ballots}", &two);
    assert!(page("results-different-en").text().contains(&more));
}

/// What anybody put there is told below what is published, folded up, and never called published.
#[test]
fn a_count_that_somebody_put_there_is_called_that() {
    let text = page("results-somebodys-en").text();
    let place = |key: &str| {
        let says = word("en", key).replace("{number}", "1");
        text.find(&says).unwrap_or_else(|| panic!("{says}: {text}"))
    };
    assert!(place("results.published_same") < place("results.counts"));
    assert!(!text.contains(&word("en", "results.published_different")));
    assert!(text.contains(&word("en", "results.counts_unread").replace("{number}", "1,200")));
    let unread = page("results-unread-en").text();
    assert!(unread.contains(&word("en", "results.published_unread")));
    assert!(unread.contains(&word("en", "results.counts_same")));
}

/// "There are no ballots" would be untrue, and the reason is what whoever reads it can do something about.
#[test]
fn where_no_ballot_counts_the_results_say_how_many_there_are_and_why_first() {
    for tag in ["en", "cy"] {
        let text = page(&format!("results-outdated-{tag}")).text();
        let says = |key: &str| {
            let word = word(tag, key);
            text.find(&word).unwrap_or_else(|| panic!("{word}: {text}"))
        };
        assert!(!text.contains(&word(tag, "results.none")));
        assert!(says("results.none_counts") < says("refused.other_edition"));
        assert!(says("refused.other_edition") < says("find.title"));
    }
    let mixed = page("results-sealed-en").text();
    assert!(!mixed.contains(&word("en", "results.none_counts")));
}

/// People who share a device must not take another's ballot for their own, or their own for lost.
#[test]
fn the_receipt_lists_every_ballot_of_the_device_where_there_are_two() {
    for tag in ["en", "cy"] {
        let text = page(&format!("receipt-family-{tag}")).text();
        let state = state(&format!("receipt-family-{tag}"));
        let ballots = &open(&state).outbox.ballots;
        assert_eq!(ballots.len(), 2);
        let says = ["receipt.each_sent", "receipt.kept"];
        for (ballot, says) in ballots.iter().zip(says) {
            let line = [&ballot.id.to_string()[..8], &word(tag, says)].concat();
            let line = line.replace(' ', "");
            assert!(text.replace(' ', "").contains(&line), "{line}: {text}");
        }
        assert!(text.contains(&word(tag, "receipt.each_says")));
        for alone in ["sent", "kept", "kiosk"] {
            let page = page(&format!("receipt-{alone}-{tag}"));
            assert!(!page.text().contains(&word(tag, "receipt.each")), "{alone}");
        }
    }
}

#[test]
fn a_budget_that_was_changed_is_said_and_led_to_instead_of_a_button_that_sends() {
    for tag in ["en", "cy"] {
        let check = page(&format!("check-changed-{tag}"));
        let buttons: Vec<&str> = check.all("button").map(|it| it.text.trim()).collect();
        assert!(buttons.contains(&&*word(tag, "ballot.reload")));
        assert!(!buttons.contains(&&*word(tag, "check.send")));
        assert!(check.text().contains(&word(tag, "ballot.changed")));
    }
}

#[test]
fn before_the_close_of_a_sealed_event_only_the_number_is_told() {
    let early = page("results-sealed-en");
    let says = word("en", "counted.sealed.other").replace("{n}", "30");
    assert!(early.text().contains(&says), "{}", early.text());
    assert!(early.text().contains(&word("en", "find.sealed")));
    assert!(!early.text().contains(&word("en", "results.outcome")));
}

#[test]
fn every_reason_for_refusing_a_code_is_said_in_every_language() {
    for tag in ["en", "cy"] {
        let early = page(&format!("results-sealed-{tag}"));
        for reason in [
            "no_code",
            "code_not_used",
            "unknown_code",
            "voided_code",
            "wrong_signature",
            "wrongly_sealed",
            "cannot_be_opened",
        ] {
            let says = word(tag, &format!("refused.{reason}"));
            assert!(early.text().contains(&says), "{tag} {reason}");
        }
        let replaced = word(tag, "refused.replaced");
        let start = replaced.split('{').next().unwrap_or_default();
        assert!(early.text().contains(start), "{tag}");
    }
}

#[test]
fn who_took_part_is_told_after_the_close_alone() {
    let (before, after) = (page("results-open-en"), page("results-closed-en"));
    let (title, later) = (word("en", "who.title"), word("en", "close.about_later"));
    let headed = |page: &Drawn| page.all("h2").any(|heading| heading.text == title);
    assert!(!headed(before) && before.text().contains(&later));
    assert!(headed(after) && !after.text().contains(&later));
    assert!(before.text().contains(&word("en", "close.open")));
}

#[test]
fn the_close_says_what_is_final_and_whether_this_count_agrees() {
    let (same, other) = (page("results-closed-en"), page("results-disputed-en"));
    let [agrees, differs] = ["close.same", "close.different"].map(|key| word("en", key));
    assert!(same.text().contains(&agrees) && !same.text().contains(&differs));
    assert!(other.text().contains(&differs) && !other.text().contains(&agrees));
    for page in [same, other] {
        assert!(page.text().contains(&word("en", "close.title")));
        assert!(
            page.text()
                .contains(&word("en", "close.anew").replace("{number}", "2"))
        );
    }
}

#[test]
fn the_ballot_of_this_device_is_found_without_asking() {
    assert!(
        page("results-closed-en")
            .text()
            .contains(&word("en", "find.counted"))
    );
    let replaced = page("results-disputed-en").text();
    assert!(replaced.contains(&word("en", "find.refused")));
    assert!(
        page("results-first-en")
            .text()
            .contains(&word("en", "find.counted"))
    );
}

#[test]
fn made_up_ballots_are_marked() {
    let marked = word("en", "results.simulated");
    assert!(!page("results-same-en").text().contains(&marked));
    let mut simulated = named("results-same-en");
    simulate(simulated.results.as_mut().expect("a results page"));
    let page = draw(simulated);
    assert!(page.text().contains(&marked));
    let made = word("en", "counted.simulated.other").replace("{n}", "40");
    assert!(page.text().contains(&made), "{}", page.text());
    let counted = word("en", "counted.counted.other").replace("{n}", "40");
    assert!(!page.text().contains(&counted));
}

#[test]
fn what_the_organiser_wrote_is_text_and_never_markup() {
    let marked = "<img src=x onerror=alert(1)><b>Homes</b> & \\\"hospital\\\"";
    let budget = String::from_utf8(aldermoor())
        .expect("JSON is UTF-8")
        .replace("Homes after hospital", marked);
    for named in states::all(budget.as_bytes(), "en") {
        let page = draw(named);
        assert_eq!(
            page.all("img").count() + page.all("b").count(),
            0,
            "{}: {}",
            page.name,
            page.html
        );
    }
    let page = draw(Named {
        name: "marked".into(),
        state: states::opened(budget.as_bytes(), "en", Mode::Own),
        results: None,
    });
    assert!(
        page.all("h3")
            .any(|name| name.text == "<img src=x onerror=alert(1)><b>Homes</b> & \"hospital\"")
    );
}

/// The figures of all rows in the tables' bodies or feet, row by row.
fn cells<'a>(page: &'a Drawn, part: &str) -> Vec<&'a str> {
    let cells = page
        .elements
        .iter()
        .filter(|element| element.is("td") && element.get("class") == Some("figure"));
    cells
        .filter(|cell| cell.within.iter().any(|name| name == part))
        .map(|cell| cell.text.as_str())
        .collect()
}

/// The same result, had its ballots been made by a model.
fn simulate(results: &mut Results) {
    let Counting::Done { result, .. } = &mut results.counting else {
        panic!("the count is not done")
    };
    Rc::make_mut(result).simulated = true;
}

/// Does the page of this name say the text of this key, its places filled?
fn says(name: &str, key: &str, with: &[(&str, &str)]) -> bool {
    let text = with.iter().fold(word("en", key), |text, (place, value)| {
        text.replace(&format!("{{{place}}}"), value)
    });
    page(name).text().contains(&text)
}

#[test]
fn whoever_is_refused_by_a_clock_is_told_which_and_can_press_something() {
    let device = [("date", "1 January 2020")];
    for screen in ["ballot", "check"] {
        for case in ["clock-alone", "clock-silent", "clock-wrong"] {
            let name = format!("{screen}-{case}-en");
            assert!(says(&name, "clock.device", &device), "{name}");
        }
        let wrong = format!("{screen}-clock-wrong-en");
        assert!(says(&wrong, "clock.server", &[("date", "10 March 2027")]));
        assert!(says(&format!("{screen}-clock-alone-en"), "clock.mend", &[]));
        assert!(says(
            &format!("{screen}-clock-silent-en"),
            "clock.silent",
            &[]
        ));
        for shut in ["over", "closed"] {
            let name = format!("{screen}-{shut}-en");
            assert!(!says(&name, "clock.device", &device), "{name}: no doubt");
            assert!(says(&name, "receipt.results", &[]), "{name}: a way on");
        }
    }
    for (case, may_press) in [
        ("clock-alone", true),
        ("clock-silent", true),
        ("clock-wrong", true),
        ("over", false),
        ("closed", false),
        ("maybe-closed", true),
    ] {
        let name = format!("check-{case}-en");
        let send = word("en", "check.send");
        let mut elements = page(&name).elements.iter();
        let button = elements.any(|it| it.name == "button" && it.text == send);
        assert_eq!(button, may_press, "{name}");
    }
    assert!(says("check-maybe-closed-en", "check.maybe_closed", &[]));
}

#[test]
fn a_device_that_keeps_nothing_says_what_it_cannot_prevent_before_and_leads_nobody_astray_after() {
    for name in ["ballot-forgetful-en", "check-forgetful-en"] {
        assert!(says(name, "check.only_once", &[]), "{name}");
    }
    assert!(
        says("check-forgetful-en", "check.new_tab_says", &[]),
        "in a frame"
    );
    assert!(
        !says("ballot-forgetful-en", "check.new_tab", &[]),
        "at top level"
    );
    assert!(
        !says("receipt-unkept-en", "check.new_tab", &[]),
        "the ballot would be lost"
    );
}

#[test]
fn the_receipt_says_where_it_comes_from_and_when_the_page_tries_again() {
    assert!(says("receipt-elsewhere-en", "receipt.elsewhere", &[]));
    assert!(!says("receipt-sent-en", "receipt.elsewhere", &[]));
    assert!(says(
        "receipt-busy-en",
        "counted.again.other",
        &[("n", "3")]
    ));
    assert!(says(
        "broken-unreachable-en",
        "counted.again.other",
        &[("n", "2")]
    ));
    let live = page("receipt-busy-en").text();
    assert!(live.contains(&word("en", "receipt.kept_says")));
}
