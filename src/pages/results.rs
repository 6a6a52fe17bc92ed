//! The results: counted on this device, shown beside today and beside one's own, with every check and its witness.

mod fairness;
mod outcome;
mod published;
mod record;

use documents::ResultFile;
use documents::budget::RuleName;
use yew::prelude::*;

use super::{heading, on};
use crate::state::{Counting, Format, Message, Open, Posted, Published, Screen};
use crate::words::{Key, Plural, Words};

pub(super) fn page(open: &Open, words: &Words, send: &Callback<Message>) -> Html {
    html! {
        <div class="stack">
            { heading(html! { {words.say(Key::ResultsTitle)} }) }
            { counting(open, words, send) }
            <button type="button" class="button-link" onclick={on(send, Message::ScreenAsked(Screen::Ballot))}>
                {words.say(Key::ResultsBallot)}
            </button>
        </div>
    }
}

fn counting(open: &Open, words: &Words, send: &Callback<Message>) -> Html {
    let count = |key| {
        html! {
            <div class="buttons">
                <button type="button" class="button button-main" onclick={on(send, Message::CountPressed)}>{words.say(key)}</button>
            </div>
        }
    };
    match &open.counting {
        Counting::Off => {
            html! { <><p>{words.say(Key::ResultsCountSays)}</p>{count(Key::ResultsCount)}</> }
        }
        Counting::Running { done, of } => progress(*done, *of, words),
        Counting::Failed(why) => html! {
            <>
                <div class="notice notice-loss" role="alert">
                    <p><strong>{words.say(Key::ResultsFailed)}</strong></p>
                    <p class="small">{words.rich(Key::ResultsFailedSays, &[("why", why)])}</p>
                </div>
                { count(Key::ResultsAgain) }
            </>
        },
        Counting::Done {
            result,
            published,
            posted,
            ..
        } => html! {
            <>
                { done(open, result, words) }
                { published::published(published, *posted, open, words) }
                { take(words, send) }
                { count(Key::ResultsAgain) }
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

fn done(open: &Open, result: &ResultFile, words: &Words) -> Html {
    let ballots = result.counted.len() as u64;
    if ballots == 0 {
        return html! { <><p>{words.say(Key::ResultsNone)}</p>{record::refused(result, open, words)}</> };
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
            { outcome::outcome(open, result, words) }
            { fairness::fairness(open, result, words) }
            { record::turnout(open, result, words) }
            { record::refused(result, open, words) }
            { record::ties(result, open, words) }
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
fn rule(rule: RuleName) -> Key {
    match rule {
        RuleName::Ladder => Key::RuleLadder,
        RuleName::Mean => Key::RuleMean,
        RuleName::Median => Key::RuleMedian,
        RuleName::IndependentMarkets => Key::RuleIndependentMarkets,
        RuleName::Utilitarian => Key::RuleUtilitarian,
        RuleName::PiecewiseUniform => Key::RulePiecewiseUniform,
    }
}
