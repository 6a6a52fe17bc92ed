//! How this count compares with what the box had published.

use documents::result::Difference;
use documents::{Budget, Slug};
use yew::prelude::*;

use super::{Posted, Published, Results, rule};
use crate::words::{Key, Plural, Words};

/// So many differences are listed.
const LISTED: usize = 50;

pub(super) fn published(
    published: &Published,
    posted: Posted,
    results: &Results,
    words: &Words,
) -> Html {
    let (class, says) = match published {
        Published::Nothing => ("notice", Key::ResultsPublishedNone),
        Published::Same => ("notice notice-gain", Key::ResultsPublishedSame),
        Published::Differs { .. } => ("notice notice-loss", Key::ResultsPublishedDifferent),
    };
    let posted = match posted {
        Posted::NotNeeded | Posted::UnderWay => None,
        Posted::Done => Some(Key::ResultsPosted),
        Posted::Failed => Some(Key::ResultsUnposted),
    };
    html! {
        <>
            <h2>{words.say(Key::ResultsPublished)}</h2>
            <div {class}>
                <p>{words.say(says)}</p>
                if let Published::Differs { differences, .. } = published {
                    <ul class="list small">{ for differences.iter().take(LISTED).map(|difference| {
                        html! { <li>{differs(difference, &results.budget, words)}</li> }
                    }) }</ul>
                }
            </div>
            <p role="status">{posted.map(|key| words.say(key)).unwrap_or_default()}</p>
        </>
    }
}

/// One difference; `own` is the published result's, `other` this count's.
fn differs(difference: &Difference, budget: &Budget, words: &Words) -> Html {
    let plain = |key| html! { {words.say(key)} };
    let name = |id: &Slug| {
        budget
            .position(id)
            .map_or(id.as_str(), |at| words.text(&budget.priorities[at].name))
            .to_owned()
    };
    let ballots = |number: usize| words.count(Plural::CountedBallots, number as u64, &[]);
    match difference {
        Difference::Budget { .. } => plain(Key::DifferBudget),
        Difference::Rule { own, .. } => {
            words.rich(Key::DifferRule, &[("name", words.say(rule(*own)))])
        }
        Difference::Engine { own, other } => {
            words.rich(Key::DifferEngine, &[("own", own), ("other", other)])
        }
        Difference::Simulated => plain(Key::DifferSimulated),
        Difference::OnlyOwn(ids) => {
            words.rich(Key::DifferOnlyOwn, &[("ballots", &ballots(ids.len()))])
        }
        Difference::OnlyOther(ids) => {
            words.rich(Key::DifferOnlyOther, &[("ballots", &ballots(ids.len()))])
        }
        Difference::Refused { own, other } => words.rich(
            Key::DifferRefused,
            &[
                ("own", &words.number(*own)),
                ("other", &words.number(*other)),
            ],
        ),
        Difference::Amount {
            priority,
            own: Some(own),
            other: Some(other),
        } => words.rich(
            Key::DifferAmount,
            &[
                ("name", &name(priority)),
                ("own", &words.money(*own)),
                ("other", &words.money(*other)),
            ],
        ),
        Difference::Amount { priority, .. } => {
            words.rich(Key::DifferLine, &[("name", &name(priority))])
        }
        Difference::Exact { priority } => {
            words.rich(Key::DifferExact, &[("name", &name(priority))])
        }
        Difference::Unspent { .. } => plain(Key::DifferUnspent),
        Difference::Order => plain(Key::DifferOrder),
        Difference::Ties => plain(Key::DifferTies),
        Difference::Checks => plain(Key::DifferChecks),
        Difference::Turnout => plain(Key::DifferTurnout),
    }
}
