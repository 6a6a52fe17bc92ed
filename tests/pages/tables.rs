//! The page of a table, and what the results say of tables.

use std::rc::Rc;

use common_purse::results::Counting;
use common_purse::state::{Channel, NavigateMessage, Phase, Screen, SendMessage};
use documents::budget::{TableCounts, Tables};
use documents::result::Fact;

use super::states::Named;
use super::{Drawn, draw, none, page, results, state, word};

fn asked(tag: &str) -> Drawn {
    let mut state = state(&format!("check-{tag}"));
    state.setting.channel = Channel::Table;
    let Phase::Open(open) = &mut state.phase else {
        panic!("no budget on the screen")
    };
    let counts = TableCounts::One;
    Rc::make_mut(&mut open.budget).tables = Some(Tables { counts, most: 8 });
    state.update(NavigateMessage::ScreenShown(Screen::Check).into());
    state.update(SendMessage::SendPressed.into());
    draw(Named {
        name: format!("check-table-{tag}"),
        state,
        results: None,
    })
}

#[test]
fn a_table_is_asked_how_many_agreed_and_led_to_the_field_where_that_is_missing() {
    for tag in ["en", "cy"] {
        let asked = asked(tag);
        let most = "8";
        let says = word(tag, "tables.ask").replace("{number}", most);
        let label = asked
            .all("label")
            .find(|label| label.get("for") == Some("people"));
        assert_eq!(label.map(|label| label.text.trim()), Some(&*says), "{tag}");
        assert!(asked.has_id("people"));
        let mut links = asked
            .all("a")
            .filter(|link| link.get("href") == Some("#people"));
        assert!(
            links
                .next()
                .is_some_and(|link| link.within.iter().any(|name| name == "div"))
        );
    }
    assert!(!page("check-en").has_id("people"), "nobody else is asked");
}

fn with_tables(tag: &str, counts: TableCounts, others: bool) -> Drawn {
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
    budget.tables = Some(Tables { counts, most: 8 });
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
        let shown = with_tables(tag, TableCounts::Many, true);
        let Counting::Done { result, .. } = &results(&format!("results-first-{tag}")).counting
        else {
            panic!("the count is done")
        };
        let money = |more| super::states::pounds().money(result.outcome[0].amount + more);
        let expected = [
            word(tag, "counted.tables.other").replace("{n}", "12"),
            "1,234".into(),
            word(tag, "tables.as_many"),
            word(tag, "tables.others"),
            money(10_000),
            money(20_000),
        ];
        let text = shown.text().to_owned();
        expected
            .into_iter()
            .filter(move |says| !text.contains(says))
    }));
    let alone = with_tables("en", TableCounts::One, false);
    assert!(alone.text().contains(&word("en", "tables.as_one")));
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
