//! The results: counted on this device, shown beside today and beside one's own, with every check and its witness.

use documents::budget::RuleName;
use documents::plan::{Broken, BrokenLimit};
use documents::result::{Beside, Refused};
use documents::{Budget, ResultFile, Slug};
use workers::messages::CountFailure;
use yew::prelude::*;

use super::{
    Brought, Counting, Message, Rest, Results, close, find, outcome, published, record, turnout,
};
use crate::components::{
    Tone, again_in, all, both, element, link_to, notice, paragraph, press, verdict,
};
use crate::pieces::more;
use crate::words::{Key, Plural, Value, Words};

/// What stands below the page's heading.
pub fn page(results: &Results, send: &Callback<Message>) -> Html {
    let words = &Words::new(results.lang.clone(), results.money.clone(), results.texts);
    match &results.counting {
        Counting::Running { of: 0, .. } if results.waits.is_none() => {
            // Come forth by themselves where the counter stays away.
            let late = both(paragraph(words.html(Key::StartWhy)), again(words, send));
            all(vec![
                progress(0, 0, 0, words),
                element("div", "stopped", late),
            ])
        }
        Counting::Running { done, of, refused } => {
            let busy = results.waits.map(|seconds| {
                paragraph(both(words.html(Key::ResultsBusy), again_in(seconds, words)))
            });
            let progress = progress(*done, *of, *refused, words);
            both(progress, busy.unwrap_or_default())
        }
        Counting::Failed(why) => all(vec![failed(why, words), again(words, send)]),
        Counting::Nothing { sealed, refused } => element(
            "div",
            "stack",
            all(vec![
                nothing(sealed.len() as u64, refused, results, words),
                find::find(results, words, send),
                record::refused(refused, results, words),
                again(words, send),
            ]),
        ),
        Counting::Checking { result, beside } => {
            let mut parts = first(results, result, beside, None, words);
            parts.push(more(results, words, send));
            element("div", "stack", all(parts))
        }
        Counting::Done {
            result,
            beside,
            agreed,
            published,
            counts,
            posted,
            ..
        } => {
            let mut parts = first(results, result, beside, Some(*agreed), words);
            parts.extend([
                more(results, words, send),
                find::find(results, words, send),
                record::refused(&result.refused, results, words),
                record::ties(result, results, words),
                published::published(published, results, words),
                published::counts(counts, *posted, results, words),
                again(words, send),
            ]);
            element("div", "stack", all(parts))
        }
    }
}

fn again(words: &Words, send: &Callback<Message>) -> Html {
    let again = press(
        "button button-quiet",
        Key::ResultsAgain,
        Message::CountPressed,
        words,
        send,
    );
    element("div", "buttons", again)
}

/// What is asked first: how many, from where, what happens next; and the outcome. `agreed` is none while checks still run.
fn first(
    results: &Results,
    result: &ResultFile,
    beside: &Beside,
    agreed: Option<Option<bool>>,
    words: &Words,
) -> Vec<Html> {
    let close = agreed.map(|agreed| close::close(results, result, agreed, words));
    vec![
        who(result, &results.budget, words),
        close.unwrap_or_default(),
        turnout::turnout(results, result, beside, words),
        next(&results.budget, words),
        outcome::outcome(results, result, words),
    ]
}

/// What follows the outcome, which comes in a piece of its own.
fn more(results: &Results, words: &Words, send: &Callback<Message>) -> Html {
    let here = more::here().map(Brought);
    match (results.more, here) {
        (Rest::Here(more), _) | (Rest::Unasked | Rest::Awaited, Some(more)) => {
            (more.0.below)(results, words, send)
        }
        (Rest::Missing, _) => missing(words, send),
        (Rest::Unasked | Rest::Awaited, None) => {
            element("p", "quiet", words.html(Key::LoadingTitle))
        }
    }
}

/// The rest of the page could not be had. Asking again helps, where the connection is back.
fn missing(words: &Words, send: &Callback<Message>) -> Html {
    let again = press(
        "button button-quiet",
        Key::BrokenTryAgain,
        Message::MoreAsked,
        words,
        send,
    );
    let why = both(words.html(Key::PieceMissing), words.html(Key::StartWhy));
    let says = element("div", "stack", both(paragraph(why), again));
    html! { <div role="alert">{notice(Tone::Bad, says)}</div> }
}

fn failed(why: &CountFailure, words: &Words) -> Html {
    let failed = element("strong", "", words.html(Key::ResultsFailed));
    html! { <div role="alert">{notice(Tone::Bad, paragraph(both(failed, why_failed(why, words))))}</div> }
}

/// Why there is no result.
pub fn why_failed(why: &CountFailure, words: &Words) -> Html {
    match why {
        CountFailure::Incomplete => words.html(Key::ResultsIncomplete),
        CountFailure::NoOutcome => words.html(Key::ResultsNoOutcome),
        CountFailure::NoCounter => words.html(Key::ResultsNoCounter),
        CountFailure::NoVerifier => words.html(Key::ResultsNoVerifier),
        CountFailure::NoCodes => words.html(Key::ResultsNoCodes),
        CountFailure::Problem { says } => {
            words.rich(Key::ResultsFailedSays, &[("why", Value::Text(says))])
        }
    }
}

fn progress(done: u32, of: u32, refused: u32, words: &Words) -> Html {
    let known = of > 0;
    let with = [
        ("done", Value::Number(done.into())),
        ("ballots", Value::Count(Plural::CountedBallots, of.into())),
    ];
    let says = known.then(|| element("p", "quiet", words.rich(Key::ResultsProgress, &with)));
    let left_out = (refused > 0).then(|| {
        let number = Value::Count(Plural::CountedRefused, refused.into());
        element("p", "quiet", words.show(number))
    });
    html! {
        <div role="status">
            { paragraph(words.html(Key::ResultsCounting)) }
            <progress
                class="progress"
                aria-label={words.say(Key::ResultsCounting)}
                max={of.max(1).to_string()}
                value={known.then(|| done.to_string())}
            />
            { says.unwrap_or_default() }
            { left_out.unwrap_or_default() }
        </div>
    }
}

/// Before anything can be counted.
fn nothing(sealed: u64, refused: &Refused, results: &Results, words: &Words) -> Html {
    let says = match (sealed, refused.number) {
        (0, 0) => words.html(Key::ResultsNone),
        (0, number) => all(vec![
            words.show(Value::Count(Plural::CountedRefused, number)),
            words.html(Key::ResultsNoneCounts),
            only_reason(refused, results, words),
        ]),
        _ => words.show(Value::Count(Plural::CountedSealed, sealed)),
    };
    html! { <p role="status">{says}</p> }
}

/// Why, where the reason is the same for all.
fn only_reason(refused: &Refused, results: &Results, words: &Words) -> Html {
    let first = refused
        .files
        .first()
        .filter(|_| refused.reasons.keys().count() == 1);
    let why = first.map(|file| record::why(&file.why, &results.budget, words));
    why.map(|why| words.rich(Key::FindRefusedSays, &[("why", Value::Text(&why))]))
        .unwrap_or_default()
}

/// How many ballots this is the result of, and whose.
fn who(result: &ResultFile, budget: &Budget, words: &Words) -> Html {
    let count = |plural| words.show(Value::Count(plural, result.counted.len() as u64));
    if result.simulated {
        let says = count(Plural::CountedSimulated);
        return verdict(Tone::Bad, words.say(Key::ResultsSimulated), says);
    }
    let says = match (budget.ballots_are_people(), budget.needs_code()) {
        (true, _) => count(Plural::CountedPeople),
        (false, true) => count(Plural::CountedCounted),
        (false, false) => both(
            count(Plural::CountedCounted),
            element("span", "quiet", words.html(Key::ResultsAnybody)),
        ),
    };
    html! { <p role="status">{says}</p> }
}

/// Who has promised an answer, and by when; who runs this.
fn next(budget: &Budget, words: &Words) -> Html {
    let promise = [
        ("who", Value::Name(&budget.promise.who)),
        ("date", Value::Date(budget.promise.by)),
    ];
    let dates = [
        ("opens", Value::Date(budget.dates.opens)),
        ("closes", Value::Date(budget.dates.closes)),
    ];
    let organiser = [("name", Value::Name(&budget.organiser.name))];
    all(vec![
        element("h2", "", words.html(Key::ReceiptNext)),
        paragraph(both(
            words.rich(Key::ReceiptPromise, &promise),
            words.name(&budget.promise.says),
        )),
        paragraph(link_to("#promises", words.html(Key::ReceiptPromises))),
        paragraph(both(
            words.rich(Key::BallotHowOrganiser, &organiser),
            words.rich(Key::BallotHowDates, &dates),
        )),
    ])
}

/// What people call the priority of this name, or that name where the budget knows no better.
pub(super) fn name_of<'a>(id: &'a Slug, budget: &'a Budget) -> Value<'a> {
    budget.position(id).map_or(Value::Text(id.as_str()), |at| {
        Value::Name(&budget.priorities[at].name)
    })
}

/// What people call the line or the group that has this limit; the budget's title for its total.
pub(super) fn limit_name<'a>(broken: &'a BrokenLimit, budget: &'a Budget) -> Value<'a> {
    let Some(id) = &broken.id else {
        return Value::Name(&budget.title);
    };
    match broken.reason {
        Broken::GroupBelow | Broken::GroupAbove => group_name(id, budget),
        _ => name_of(id, budget),
    }
}

/// What people call the limit on a group.
pub(super) fn group_name<'a>(id: &'a Slug, budget: &'a Budget) -> Value<'a> {
    let known = budget.limits.iter().find(|limit| limit.id == *id);
    known.map_or(Value::Text(id.as_str()), |limit| Value::Name(&limit.name))
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
