//! What stands behind a line, on demand: who gains and loses, who does the work, what each amount buys, and how
//! well that is known.

use documents::budget::{Confidence, Evidence, Priority, ProviderKind};
use documents::{Budget, Slug};
use yew::prelude::*;

use super::memo::Source;
use super::{all, element, link_out, list};
use crate::words::{Key, Value, Words, alone};

/// In the fold, and for print alone.
pub(crate) fn details(from: &Source) -> [Html; 2] {
    let Source { words, budget, .. } = from;
    let priority = from.priority();
    let names = |text: &Option<_>| text.iter().map(|text| words.name(text)).collect();
    let delivered = priority
        .delivered_by
        .iter()
        .map(|by| dotted(vec![words.name(&by.name), words.html(kind(by.kind))]));
    let levels = priority.levels.iter();
    let cited = cited(
        budget,
        priority
            .evidence
            .iter()
            .chain(levels.flat_map(|level| &level.evidence)),
    );
    let facts = vec![
        fact(words, Key::LineGains, names(&priority.gains)),
        fact(words, Key::LineLoses, names(&priority.loses)),
        fact(words, Key::LineDelivers, delivered.collect()),
        fact(words, Key::LineLevels, self::levels(words, priority)),
        fact(
            words,
            Key::LineSources,
            cited
                .into_iter()
                .map(|evidence| source(words, evidence))
                .collect(),
        ),
    ];
    let printed = list("paper", self::levels(words, priority));
    [element("dl", "facts", all(facts)), printed]
}

/// Does this amount pay the full cost of what it buys? Nothing is said where the budget says no cost, or nothing is bought.
pub(crate) fn paid(from: &Source, amount: u64) -> Html {
    let Source { words, budget, .. } = from;
    match from.priority().cost_at(amount) {
        None | Some(0) => Html::default(),
        Some(cost) => element(
            "p",
            "quiet small",
            match budget.pays(amount, cost) {
                true => words.html(Key::LineFullCost),
                false => words.rich(Key::LinePartCost, &[("money", Value::Money(cost))]),
            },
        ),
    }
}

/// What each amount buys.
fn levels(words: &Words, priority: &Priority) -> Vec<Html> {
    let levels = priority.levels.iter();
    let buys = levels.map(|level| {
        dotted(vec![
            words.show(Value::Money(level.amount)),
            words.name(&level.buys),
        ])
    });
    buys.collect()
}

/// One kind of fact; nothing at all where there is none of it.
fn fact(words: &Words, key: Key, facts: Vec<Html>) -> Html {
    if facts.is_empty() {
        return Html::default();
    }
    let facts = facts.into_iter().map(|fact| element("dd", "", fact));
    std::iter::once(element("dt", "", words.html(key)))
        .chain(facts)
        .collect()
}

/// The evidence of these names, each once.
pub(super) fn cited<'a>(
    budget: &'a Budget,
    names: impl Iterator<Item = &'a Slug>,
) -> Vec<&'a Evidence> {
    let mut cited: Vec<&Evidence> = Vec::new();
    for name in names {
        let found = budget.evidence.iter().find(|evidence| evidence.id == *name);
        cited.extend(found.filter(|found| cited.iter().all(|known| known.id != found.id)));
    }
    cited
}

/// What is known, from whom, and how sure it is.
pub(super) fn source(words: &Words, evidence: &Evidence) -> Html {
    let name = words.name(&evidence.source);
    let name = match &evidence.url {
        Some(url) => link_out(url, name),
        None => name,
    };
    dotted(vec![
        words.name(&evidence.says),
        name,
        words.html(confidence(evidence.confidence)),
    ])
}

/// Parts with a dot between them.
fn dotted(parts: Vec<Html>) -> Html {
    let dot = |at: usize| (at > 0).then(|| alone(" · "));
    parts
        .into_iter()
        .enumerate()
        .flat_map(|(at, part)| dot(at).into_iter().chain([part]))
        .collect()
}

fn confidence(confidence: Confidence) -> Key {
    match confidence {
        Confidence::Strong => Key::ConfidenceStrong,
        Confidence::Fair => Key::ConfidenceFair,
        Confidence::Weak => Key::ConfidenceWeak,
        Confidence::Illustrative => Key::ConfidenceIllustrative,
    }
}

fn kind(kind: ProviderKind) -> Key {
    match kind {
        ProviderKind::Council => Key::KindCouncil,
        ProviderKind::Nhs => Key::KindNhs,
        ProviderKind::Housing => Key::KindHousing,
        ProviderKind::LargeCharity => Key::KindLargeCharity,
        ProviderKind::SmallOrganisation => Key::KindSmallOrganisation,
        ProviderKind::Business => Key::KindBusiness,
        ProviderKind::Residents => Key::KindResidents,
    }
}
