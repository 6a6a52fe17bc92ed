//! Whether a line's amount pays what it buys, said on the ballot where the budget says what that costs.

use common_purse::state::{EditMessage, Message, Mode, State};

use super::states::{self, Named};
use super::{draw, word};

/// The text of the ballot of the small example in this language, with this change.
fn ballot(tag: &str, change: Option<(usize, u64)>) -> String {
    let budget = std::fs::read("budgets/small-fund.json").expect("the example is here");
    let mut state: State = states::opened(&budget, tag, Mode::Own);
    if let Some((priority, amount)) = change {
        let set = EditMessage::AmountSet { priority, amount };
        state.update(Message::from(set));
    }
    let name = format!("costs-{tag}");
    let page = draw(Named {
        name,
        state,
        results: None,
    });
    page.text().to_owned()
}

fn part(tag: &str, cost: u64) -> String {
    word(tag, "line.part_cost").replace("{money}", &states::pounds().money(cost))
}

#[test]
fn the_amount_chosen_pays_all_or_a_part_and_nothing_is_said_without_costs() {
    for tag in ["en", "cy"] {
        let (full, begun) = (word(tag, "line.full_cost"), ballot(tag, None));
        // Four of the six lines say costs, and today pays them.
        assert_eq!(begun.matches(&full).count(), 4, "{begun}");
        let costs = part(tag, 17_500);
        assert!(!begun.contains(&costs), "{begun}");
        // The lunch club every week costs 17,500; amounts go in steps of 500.
        let most = ballot(tag, Some((0, 15_000)));
        assert_eq!(most.matches(&full).count(), 3, "{most}");
        assert!(most.contains(&costs), "{most}");
        // Between two levels it buys the lower one, and more than pays it.
        let between = ballot(tag, Some((0, 14_500)));
        assert_eq!(between.matches(&full).count(), 4, "{between}");
    }
}

/// What is said follows what the amount buys, for whoever reads from top to bottom or hears the page.
#[test]
fn it_is_said_behind_what_the_amount_buys() {
    let text = ballot("en", Some((0, 10_000)));
    let at = |says: &str| text.find(says).unwrap_or_else(|| panic!("{says}: {text}"));
    let buys = at("Buys: Lunch every two weeks");
    let costs = at(&word("en", "line.full_cost"));
    // The next level's sentence would else seem to be meant.
    let next_level = at("buys: Lunch every week");
    assert!(buys < costs && costs < next_level, "{text}");
}
