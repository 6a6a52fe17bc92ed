//! What assistive technology needs of every page.

use std::collections::BTreeSet;

use common_purse::state::{EditMessage, Mode, Phase};

use super::states::{self, Named};
use super::{Drawn, aldermoor, draw, every_page, none, page, state};

#[test]
fn every_page_has_one_heading_that_can_take_the_focus() {
    none(every_page().iter().filter_map(|page| {
        let first: Vec<_> = page.all("h1").collect();
        let well = matches!(first[..], [one] if one.get("id") == Some("heading") && one.get("tabindex") == Some("-1") && !one.text.trim().is_empty());
        (!well).then(|| format!("{}: {first:?}", page.name))
    }));
}

#[test]
fn every_field_has_a_label() {
    none(every_page().iter().flat_map(|page| {
        let labels: BTreeSet<&str> = page
            .all("label")
            .filter(|label| !label.text.trim().is_empty())
            .filter_map(|label| label.get("for"))
            .collect();
        let unlabelled = page.all("input").filter(move |field| {
            let named = field
                .get("aria-label")
                .is_some_and(|label| !label.is_empty());
            !named && !field.get("id").is_some_and(|id| labels.contains(id))
        });
        unlabelled.map(|field| format!("{}: {field:?}", page.name))
    }));
}

#[test]
fn everything_that_can_be_pressed_has_a_name() {
    none(every_page().iter().flat_map(|page| {
        let pressed = page
            .elements
            .iter()
            .filter(|element| ["a", "button", "summary"].contains(&element.name.as_str()));
        let silent = pressed.filter(|element| {
            element.text.trim().is_empty() && element.get("aria-label").is_none_or(str::is_empty)
        });
        silent.map(|element| format!("{}: {element:?}", page.name))
    }));
}

#[test]
fn ids_are_unique_and_whatever_names_one_finds_it() {
    none(every_page().iter().flat_map(|page| {
        let mut known = BTreeSet::new();
        let ids = page.elements.iter().filter_map(|element| element.get("id"));
        let mut wrong: Vec<String> = ids
            .filter(|id| !known.insert(*id))
            .map(|id| format!("{}: id {id} twice", page.name))
            .collect();
        for element in &page.elements {
            let named = ["aria-labelledby", "aria-describedby", "for"]
                .iter()
                .filter_map(|name| element.get(name))
                .flat_map(str::split_whitespace);
            // At these addresses a page of its own takes this one's place.
            let linked = element.get("href");
            let linked = linked.filter(|href| !["#device", "#promises"].contains(href));
            let linked = linked.and_then(|href| href.strip_prefix('#'));
            let lost = named.chain(linked).filter(|id| !page.has_id(id));
            wrong.extend(lost.map(|id| format!("{}: nothing has the id {id}", page.name)));
        }
        wrong
    }));
}

#[test]
fn radios_stand_in_a_fieldset_with_a_legend_and_one_of_each_group_is_chosen() {
    let page = page("about-answered-en");
    let groups: BTreeSet<_> = page
        .all("input")
        .filter(|input| input.get("type") == Some("radio"))
        .map(|radio| radio.get("name"))
        .collect();
    assert_eq!(page.all("fieldset").count(), groups.len());
    assert_eq!(
        page.all("legend")
            .filter(|legend| !legend.text.is_empty())
            .count(),
        groups.len()
    );
    assert!(
        page.all("input")
            .all(|radio| radio.within.contains(&"fieldset".into()))
    );
    let chosen: Vec<_> = page
        .all("input")
        .filter(|radio| radio.get("checked").is_some())
        .filter_map(|radio| radio.get("name"))
        .collect();
    assert_eq!(chosen, groups.into_iter().flatten().collect::<Vec<_>>());
}

#[test]
fn a_slider_says_its_amount_in_words() {
    for (name, words) in [
        ("ballot-today-en", ["at least £100,000", "today £260,000"]),
        ("ballot-today-cy", ["o leiaf £100,000", "heddiw £260,000"]),
    ] {
        let page = page(name);
        let slider = page
            .all("input")
            .find(|input| input.get("type") == Some("range"))
            .expect("a slider");
        let says = slider.get("aria-valuetext").expect("words for its value");
        assert!(
            says.starts_with("£260,000") && words.iter().all(|word| says.contains(word)),
            "{says}"
        );
        assert_eq!(
            (
                slider.get("min"),
                slider.get("max"),
                slider.get("step"),
                slider.get("value")
            ),
            (
                Some("100000"),
                Some("500000"),
                Some("10000"),
                Some("260000")
            )
        );
    }
}

#[test]
fn the_live_region_is_empty_until_something_has_changed() {
    assert_eq!(page("ballot-new-en").by_id("live").text, "");
    assert_eq!(page("ballot-today-en").by_id("live").text, "£140,000 left.");
    assert_eq!(
        page("ballot-today-cy").by_id("live").text,
        "£140,000 ar ôl."
    );
}

#[test]
fn the_error_summary_leads_to_the_fields_and_the_title_says_error() {
    let page = page("ballot-faults-en");
    assert!(common_purse::pages::title(&state("ballot-faults-en")).starts_with("Error: "));
    assert_eq!(page.by_id("faults").get("tabindex"), Some("-1"));
    let links: Vec<_> = page
        .all("a")
        .filter_map(|link| link.get("href"))
        .filter(|href| href.starts_with("#amount-"))
        .collect();
    assert_eq!(
        links.first(),
        Some(&"#amount-2"),
        "the text that is no number comes first"
    );
    let field = page.by_id("amount-2");
    assert_eq!(
        (field.get("aria-invalid"), field.get("aria-describedby")),
        (Some("true"), Some("why-2"))
    );
    assert!(page.by_id("why-2").text.contains("whole number"));
}

#[test]
fn the_buttons_at_an_end_stay_where_they_are() {
    let page = page("ballot-new-en");
    assert!(
        page.all("button")
            .all(|button| button.get("disabled").is_none())
    );
    let ends = page.all("button").filter(|button| {
        button.get("aria-disabled").is_some() && button.get("class") == Some("step")
    });
    assert_eq!(ends.count(), 10, "every line is at its floor");
}

#[test]
fn urdu_runs_from_right_to_left() {
    let budget = String::from_utf8(aldermoor())
        .expect("JSON is UTF-8")
        .replace("\"cy\"", "\"ur\"");
    let mut state = states::opened(budget.as_bytes(), "ur", Mode::Own);
    assert!(matches!(state.phase, Phase::Open(_)));
    states::tell(&mut state, [EditMessage::TodayPressed]);
    assert_eq!(
        (
            common_purse::pages::dir(&state),
            &*common_purse::pages::lang(&state)
        ),
        ("rtl", "ur")
    );
    let page = draw(Named {
        name: "rtl".into(),
        state,
        results: None,
    });
    let root = page.all("div").next().expect("a page");
    assert_eq!(
        (root.get("dir"), root.get("lang")),
        (Some("rtl"), Some("ur"))
    );
}

#[test]
fn names_and_money_keep_their_own_direction() {
    let isolated = |page: &Drawn, text: &str| page.all("bdi").any(|element| element.text == text);
    let page = page("ballot-today-en");
    for text in [
        "Homes after hospital",
        "£2,000,000",
        "£140,000",
        "Aldermoor Health Board",
    ] {
        assert!(isolated(page, text), "{text}");
    }
}
