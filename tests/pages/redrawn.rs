//! How much of the page is compared at every press with what is there: all that is in no part which sees to itself.

use common_purse::pages;
use common_purse::state::{EditMessage, Mode};
use serde_json::{Value, json};
use yew::prelude::*;
use yew::virtual_dom::VNode;

use crate::states::opened;

fn aldermoor() -> Value {
    let budget = include_bytes!("../../budgets/aldermoor.json");
    serde_json::from_slice(budget).expect("an example budget")
}

/// Elements outside of such parts, which a press draws and compares, and the parts, which are asked whether they have changed.
fn compared(node: &VNode) -> (usize, usize) {
    let both = |(a, b), (c, d)| (a + c, b + d);
    match node {
        VNode::VTag(tag) => both((1, 0), tag.children().map_or((0, 0), compared)),
        VNode::VList(list) => list.iter().map(compared).fold((0, 0), both),
        VNode::VComp(_) => (0, 1),
        _ => (0, 0),
    }
}

/// With a press on one line of this budget.
fn at_a_press(budget: &Value) -> (usize, usize) {
    let mut state = opened(budget.to_string().as_bytes(), "en", Mode::Own);
    state.update(EditMessage::MorePressed(0).into());
    compared(&pages::page(&state, &Callback::noop()))
}

#[test]
fn a_press_compares_no_more_elements_of_a_budget_with_more_lines() {
    let budget = aldermoor();
    let (elements, parts) = at_a_press(&budget);
    assert!(parts > 0, "lines see to themselves");

    let mut long = budget.clone();
    let lines = long["priorities"].as_array_mut().expect("lines");
    for at in 0..30 {
        let mut line = lines[at].clone();
        line["id"] = json!(format!("line-{at}"));
        line["floor"] = json!(0);
        lines.push(line);
    }
    assert_eq!(at_a_press(&long), (elements, parts + 30));
}

/// The keys of what stands in lists.
fn keys(node: &VNode, in_list: bool) -> Vec<String> {
    let own = node.key().filter(|_| in_list).map(ToString::to_string);
    let within = match node {
        VNode::VTag(tag) => {
            let within = |inside| keys(inside, in_list || tag.tag() == "ul");
            tag.children().map_or(Vec::new(), within)
        }
        VNode::VList(list) => list.iter().flat_map(|it| keys(it, in_list)).collect(),
        _ => Vec::new(),
    };
    own.into_iter().chain(within).collect()
}

/// Without that, the fields of the first lines became those of the last ones once these were drawn, the focus with them.
#[test]
fn each_line_is_known_by_its_key_however_many_are_drawn() {
    let budget = aldermoor();
    let lines = budget["priorities"].as_array().expect("lines").len();
    let state = opened(budget.to_string().as_bytes(), "en", Mode::Own);
    let keys = keys(&pages::page(&state, &Callback::noop()), false);
    let numbers = keys.iter().filter_map(|key| key.parse::<usize>().ok());
    assert!(numbers.eq(0..lines), "{keys:?}");
}
