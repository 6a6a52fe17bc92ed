//! The results: counted on this device, shown beside today and beside one's own, with every check and its witness.

use documents::budget::RuleName;
use documents::plan::{Broken, BrokenLimit};
use documents::result::Refused;
use documents::{Budget, ResultFile, Slug};
use workers::messages::CountFailure;
use yew::prelude::*;

use super::{
    Counting, Format, Message, Results, close, fairness, find, outcome, published, record,
};
use crate::components::{Tone, again_in, all, both, element, notice, paragraph, press, verdict};
use crate::words::{Key, Plural, Value, Words};

/// What stands below the page's heading.
pub fn page(results: &Results, send: &Callback<Message>) -> Html {
    let words = &Words::new(results.lang.clone(), results.money.clone(), results.texts);
    let again = || {
        let again = press(
            "button button-quiet",
            Key::ResultsAgain,
            Message::CountPressed,
            words,
            send,
        );
        element("div", "buttons", again)
    };
    match &results.counting {
        Counting::Running { of: 0, .. } if results.waits.is_none() => {
            // Come forth by themselves where the counter stays away.
            let late = all(vec![paragraph(words.html(Key::StartWhy)), again()]);
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
        Counting::Checking { result } => element("div", "stack", checking(results, result, words)),
        Counting::Failed(why) => all(vec![failed(why, words), again()]),
        Counting::Nothing { sealed, refused } => element(
            "div",
            "stack",
            all(vec![
                nothing(sealed.len() as u64, refused, results, words),
                find::find(results, words, send),
                record::refused(refused, results, words),
                again(),
            ]),
        ),
        Counting::Done {
            result,
            agreed,
            published,
            counts,
            posted,
            ..
        } => element(
            "div",
            "stack",
            all(vec![
                who(result, &results.budget, words),
                close::close(results, result, *agreed, words),
                done(results, result, words),
                find::find(results, words, send),
                record::refused(&result.refused, results, words),
                record::ties(result, results, words),
                published::published(published, results, words),
                published::counts(counts, *posted, results, words),
                take(words, send),
                again(),
            ]),
        ),
    }
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

/// The outcome, while checks that take long still run.
fn checking(results: &Results, result: &ResultFile, words: &Words) -> Html {
    all(vec![
        who(result, &results.budget, words),
        outcome::outcome(results, result, words),
        fairness::fairness(results, result, words),
        html! { <p role="status">{words.html(Key::ResultsChecking)}</p> },
    ])
}

fn done(results: &Results, result: &ResultFile, words: &Words) -> Html {
    all(vec![
        outcome::outcome(results, result, words),
        fairness::fairness(results, result, words),
        record::turnout(results, result, words),
        record::cast(result, words),
        super::tables::tables(&results.budget, result, words),
        next(&results.budget, words),
    ])
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
        paragraph(both(
            words.rich(Key::BallotHowOrganiser, &organiser),
            words.rich(Key::BallotHowDates, &dates),
        )),
    ])
}

fn take(words: &Words, send: &Callback<Message>) -> Html {
    let file = |key, format| {
        press(
            "button button-quiet",
            key,
            Message::DownloadPressed(format),
            words,
            send,
        )
    };
    let files = all(vec![
        file(Key::ResultsCsv, Format::Csv),
        file(Key::ResultsJson, Format::Json),
    ]);
    all(vec![
        element("h2", "", words.html(Key::ResultsDownload)),
        element("div", "buttons", files),
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
