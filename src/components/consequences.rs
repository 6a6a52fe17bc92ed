use documents::Budget;
use documents::budget::{Consequence, ConsequenceKind};
use yew::prelude::*;

use super::details::{cited, source};
use crate::words::{Key, Words};

/// All that follows from the choices so far, or a word that nothing does.
pub fn consequences(budget: &Budget, positions: &[usize], words: &Words) -> Html {
    html! {
        <ul class="list">
            { for positions.iter().map(|&at| {
                let consequence_at = &budget.consequences[at];
                html! {
                    <li key={at}>
                        { consequence(consequence_at, words) }
                        { sources(budget, consequence_at, words) }
                    </li>
                }
            }) }
        </ul>
    }
}

/// One thing that follows: lost or gained, in words as well as in colour.
pub fn consequence(consequence: &Consequence, words: &Words) -> Html {
    let (class, word, sign) = match consequence.kind {
        ConsequenceKind::Loss => ("notice notice-loss", Key::BallotLoss, "⚠"),
        ConsequenceKind::Gain => ("notice notice-gain", Key::BallotGain, "✓"),
    };
    html! {
        <p {class}>
            <span class="notice-word"><span aria-hidden="true">{sign}</span>{" "}{words.say(word)}</span>
            {" "}{words.name(&consequence.says)}
        </p>
    }
}

/// The last of the lines that cause it: there it stands, between the lines.
pub fn last_line(consequence: &Consequence, budget: &Budget) -> Option<usize> {
    let lines = consequence
        .when
        .iter()
        .flat_map(|condition| &condition.priorities);
    lines.filter_map(|line| budget.position(line)).max()
}

fn sources(budget: &Budget, consequence: &Consequence, words: &Words) -> Html {
    let cited = cited(budget, consequence.evidence.iter());
    if cited.is_empty() {
        return Html::default();
    }
    html! {
        <details>
            <summary>{words.say(Key::LineSources)}</summary>
            { for cited.into_iter().map(|evidence| html! { <p class="small">{source(words, evidence)}</p> }) }
        </details>
    }
}
