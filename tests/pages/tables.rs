//! The page of a table, and what the results say of tables.

use std::rc::Rc;

use common_purse::places::table::{self, Asked};
use common_purse::results::Counting;
use common_purse::state::MoneyStyle;
use common_purse::words::{self, Words};
use documents::result::Fact;

use documents::Lang;
use yew::prelude::*;

use super::html::{self, Element};
use super::states::Named;
use super::{Drawn, draw, none, page, results, state, word};

#[derive(Clone, PartialEq, Properties)]
struct Shown {
    asked: Asked,
    tag: &'static str,
}

#[component]
fn Bar(shown: &Shown) -> Html {
    let lang = Lang::parse(shown.tag).expect("a language tag");
    let texts = words::here_at_places(&lang);
    let words = Words::new(lang, MoneyStyle::plain("GBP").into(), texts);
    table::page(&shown.asked, "", &words, &Callback::noop())
}

fn bar(asked: &Asked, tag: &'static str) -> Vec<Element> {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let shown = Shown {
        asked: asked.clone(),
        tag,
    };
    let renderer = yew::LocalServerRenderer::<Bar>::with_props(shown).hydratable(false);
    html::elements(
        &runtime
            .expect("a runtime of one thread")
            .block_on(renderer.render()),
    )
}

fn place_word(tag: &str, key: &str) -> String {
    let file = std::fs::read_to_string(format!("locales/places/{tag}.json")).expect("words");
    let words: std::collections::BTreeMap<String, String> =
        serde_json::from_str(&file).expect("texts by key");
    words[key].clone()
}

#[test]
fn a_table_is_asked_how_many_agreed_and_led_to_the_field_where_that_is_missing() {
    for tag in ["en", "cy"] {
        let state = state(&format!("check-{tag}"));
        let mut asked = Asked::of(&state).expect("a budget");
        assert!(
            asked.now && asked.most.is_none(),
            "the example has no tables"
        );
        assert!(
            bar(&asked, tag)[0]
                .text
                .contains(&place_word(tag, "table.none"))
        );
        asked.most = Some(8);
        let says = place_word(tag, "table.ask").replace("{number}", "8");
        let page = bar(&asked, tag);
        let label = page.iter().find(|it| it.is("label"));
        assert_eq!(label.map(|label| label.text.trim()), Some(&*says), "{tag}");
        assert!(page.iter().any(|it| it.get("id") == Some("people")));
        assert!(page.iter().any(|it| it.get("id") == Some("faults")));
        asked.people = Some(5);
        let page = bar(&asked, tag);
        assert!(!page.iter().any(|it| it.get("id") == Some("faults")));
        asked.now = false;
        assert!(bar(&asked, tag).is_empty(), "not on other pages");
    }
}

fn with_tables(tag: &str, many: bool, others: bool) -> Drawn {
    let name = format!("results-first-{tag}");
    let mut results = results(&name);
    let Counting::Done { result, .. } = &mut results.counting else {
        panic!("the count is done")
    };
    let alone = |says, more: u64| {
        let mut outcome = result.outcome.clone();
        outcome[0].amount += more;
        Fact {
            ballots: Some(12),
            people: Some(1_234),
            outcome,
            ..Fact::new(says)
        }
    };
    let mut tables = vec![alone("alone", 10_000)];
    tables.extend(others.then(|| alone("others", 20_000)));
    let budget = Rc::make_mut(&mut results.budget);
    budget.tables_count_people = many;
    Rc::make_mut(result).tables = tables;
    draw(Named {
        name,
        state: state(&format!("results-first-{tag}")),
        results: Some(results),
    })
}

#[test]
fn the_results_show_tables_apart_beside_all_others() {
    none(["en", "cy"].into_iter().flat_map(|tag| {
        let shown = with_tables(tag, true, true);
        let Counting::Done { result, .. } = &results(&format!("results-first-{tag}")).counting
        else {
            panic!("the count is done")
        };
        let money = |more| super::states::pounds().money(result.outcome[0].amount + more);
        let tables = word(tag, "counted.tables.other").replace("{n}", "12");
        let expected = [
            word(tag, "tables.as_many")
                .replace("{tables}", &tables)
                .replace("{number}", "1,234"),
            word(tag, "tables.others"),
            money(10_000),
            money(20_000),
        ];
        let text = shown.text().to_owned();
        expected
            .into_iter()
            .filter(move |says| !text.contains(says))
    }));
    let alone = with_tables("en", false, false);
    assert!(
        alone
            .text()
            .contains("1,234 people. Each table counts once.")
    );
    assert!(
        !alone.text().contains(&word("en", "tables.others")),
        "there are no others"
    );
    assert!(
        !page("results-first-en")
            .text()
            .contains(&word("en", "tables.alone"))
    );
}
