//! What stands behind a line, on demand: who gains and loses, who does the work, what each amount buys, and how
//! well that is known.

use documents::budget::{Confidence, Evidence, ProviderKind};
use documents::{Budget, Slug};
use yew::prelude::*;

use super::priority_line::Props;
use crate::words::{Key, Words};

pub(super) fn details(props: &Props) -> Html {
    let Props { words, budget, .. } = props;
    let priority = props.priority();
    html! {
        <details>
            <summary>
                <span>{words.say(Key::LineDetails)}<span class="unseen">{": "}{words.name(&priority.name)}</span></span>
            </summary>
            <dl class="facts">
                { fact(words, Key::LineGains, priority.gains.iter().map(|text| words.name(text))) }
                { fact(words, Key::LineLoses, priority.loses.iter().map(|text| words.name(text))) }
                { fact(words, Key::LineDelivers, priority.delivered_by.iter().map(|by| {
                    html! { <>{words.name(&by.name)}{" · "}{words.say(kind(by.kind))}</> }
                })) }
                { fact(words, Key::LineExact, [
                    (Key::LineFloor, priority.floor),
                    (Key::LineTodayIs, priority.today),
                    (Key::LineCap, priority.cap),
                ].into_iter().map(|(key, amount)| words.rich(key, &[("money", &words.money(amount))]))) }
                { fact(words, Key::LineLevels, priority.levels.iter().map(|level| {
                    html! { <><bdi>{words.money(level.amount)}</bdi>{" · "}{words.name(&level.buys)}</> }
                })) }
                { fact(words, Key::LineSources, cited(budget, priority.evidence.iter().chain(
                    priority.levels.iter().flat_map(|level| &level.evidence),
                )).into_iter().map(|evidence| source(words, evidence))) }
            </dl>
        </details>
    }
}

/// One kind of fact; nothing at all where there is none of it.
fn fact(words: &Words, key: Key, facts: impl Iterator<Item = Html>) -> Html {
    let facts: Vec<Html> = facts.map(|fact| html! { <dd>{fact}</dd> }).collect();
    if facts.is_empty() {
        return Html::default();
    }
    html! { <><dt>{words.say(key)}</dt>{facts}</> }
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
        Some(url) => {
            html! { <a href={url.clone()} target="_blank" rel="noopener noreferrer">{name}</a> }
        }
        None => name,
    };
    html! { <>{words.name(&evidence.says)}{" · "}{name}{" · "}{words.say(confidence(evidence.confidence))}</> }
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
