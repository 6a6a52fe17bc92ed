use documents::Budget;
use documents::budget::{Consequence, ConsequenceKind};
use yew::prelude::*;

use super::details::{cited, source};
use super::{Tone, all, fold, list, paragraph, verdict};
use crate::words::{Key, Words};

/// All that follows from the choices so far, each with its sources.
pub fn consequences(budget: &Budget, positions: &[usize], words: &Words) -> Html {
    let each = positions.iter().map(|&at| {
        let one = &budget.consequences[at];
        all(vec![consequence(one, words), sources(budget, one, words)])
    });
    list("list", each.collect())
}

/// One thing that follows: lost or gained, in words as well as in colour.
pub fn consequence(consequence: &Consequence, words: &Words) -> Html {
    let (tone, word) = match consequence.kind {
        ConsequenceKind::Loss => (Tone::Bad, Key::BallotLoss),
        ConsequenceKind::Gain => (Tone::Good, Key::BallotGain),
    };
    verdict(tone, words.say(word), words.name(&consequence.says))
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
    let sources = cited
        .into_iter()
        .map(|evidence| paragraph(source(words, evidence)));
    fold(words.html(Key::LineSources), sources.collect())
}
