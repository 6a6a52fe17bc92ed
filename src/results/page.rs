//! The results: counted on this device, shown beside today and beside one's own, with every check and its witness.

use documents::ResultFile;
use documents::budget::RuleName;
use yew::prelude::*;

use super::{Counting, Format, Message, Results, fairness, outcome, published, record};
use crate::components::on;
use crate::words::{Key, Plural, Words};

/// What stands below the page's heading.
pub fn page(results: &Results, send: &Callback<Message>) -> Html {
    let words = &Words::new(results.lang.clone(), results.money.clone());
    let again = || {
        html! {
            <div class="buttons">
                <button type="button" class="button button-quiet" onclick={on(send, Message::CountPressed)}>
                    {words.say(Key::ResultsAgain)}
                </button>
            </div>
        }
    };
    match &results.counting {
        Counting::Running { done, of } => progress(*done, *of, words),
        Counting::Failed(why) => html! {
            <>
                <div class="notice notice-loss" role="alert">
                    <p><strong>{words.say(Key::ResultsFailed)}</strong></p>
                    <p class="small">{words.rich(Key::ResultsFailedSays, &[("why", why)])}</p>
                </div>
                { again() }
            </>
        },
        Counting::Done {
            result,
            published,
            posted,
            ..
        } => html! {
            <>
                { done(results, result, words) }
                { published::published(published, *posted, results, words) }
                { take(words, send) }
                { again() }
            </>
        },
    }
}

fn progress(done: u32, of: u32, words: &Words) -> Html {
    let says = words.count(
        Plural::CountedProgress,
        of.into(),
        &[("done", &words.number(done.into()))],
    );
    html! {
        <div role="status">
            <p>{words.say(Key::ResultsCounting)}</p>
            <progress
                class="progress"
                aria-label={words.say(Key::ResultsCounting)}
                max={of.max(1).to_string()}
                value={(of > 0).then(|| done.to_string())}
            />
            if of > 0 {
                <p class="quiet">{says}</p>
            }
        </div>
    }
}

fn done(results: &Results, result: &ResultFile, words: &Words) -> Html {
    let ballots = result.counted.len() as u64;
    if ballots == 0 {
        return html! { <><p>{words.say(Key::ResultsNone)}</p>{record::refused(result, results, words)}</> };
    }
    html! {
        <>
            if result.simulated {
                <div class="notice notice-loss">
                    <p><strong>{words.say(Key::ResultsSimulated)}</strong></p>
                    <p>{words.say(Key::ResultsSimulatedSays)}</p>
                </div>
            } else {
                <p role="status">{words.count(Plural::CountedPeople, ballots, &[])}</p>
            }
            { outcome::outcome(results, result, words) }
            { fairness::fairness(results, result, words) }
            { record::turnout(results, result, words) }
            { record::refused(result, results, words) }
            { record::ties(result, results, words) }
        </>
    }
}

fn take(words: &Words, send: &Callback<Message>) -> Html {
    let button = |key, format| {
        html! {
            <button type="button" class="button button-quiet" onclick={on(send, Message::DownloadPressed(format))}>
                {words.say(key)}
            </button>
        }
    };
    html! {
        <>
            <h2>{words.say(Key::ResultsDownload)}</h2>
            <div class="buttons">{button(Key::ResultsCsv, Format::Csv)}{button(Key::ResultsJson, Format::Json)}</div>
        </>
    }
}

/// What people call a rule.
pub(super) fn rule(rule: RuleName) -> Key {
    match rule {
        RuleName::Ladder => Key::RuleLadder,
        RuleName::Mean => Key::RuleMean,
        RuleName::Median => Key::RuleMedian,
        RuleName::IndependentMarkets => Key::RuleIndependentMarkets,
        RuleName::Utilitarian => Key::RuleUtilitarian,
        RuleName::PiecewiseUniform => Key::RulePiecewiseUniform,
    }
}
