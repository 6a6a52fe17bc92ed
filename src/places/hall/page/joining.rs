//! How people join, how many have, and how long there is time.

use yew::prelude::*;

use super::super::{Hall, Left, svg, written};
use crate::components::{all, both, element, paragraph};
use crate::words::{Key, Plural, Value, Words, alone};

pub(super) fn joining(hall: &Hall, words: &Words) -> Html {
    if hall.closed {
        return instead(hall, |words| words.html(Key::BallotClosed), words);
    }
    // Before the first day the code stays: whoever has read it early has the page when it opens.
    if matches!(hall.left(), Left::Over(_)) {
        return instead(hall, |words| left(hall, words), words);
    }
    let says = [("address", Value::Text(&hall.address))];
    let code = svg(&hall.address, words.fill(Key::HallCode, &says));
    let network = [("name", Value::Text(&hall.network))];
    let network = (!hall.network.is_empty())
        .then(|| element("p", "hall-wifi", words.rich(Key::HallWifi, &network)));
    // With a card and a network there is room for one language.
    let langs = match hall.budget.needs_code() && network.is_some() {
        true => 1,
        false => 2,
    };
    let join = hall.in_each(langs, "hall-join", |words| {
        let card = hall.budget.needs_code().then_some(Key::HallCard);
        let card = card.map(|key| words.html(key));
        both(words.html(Key::HallJoin), card.unwrap_or_default())
    });
    let changing = html! {
        <div class="hall-changing" aria-live="off">
            {ballots(hall, words)}
            <p class="hall-left">{left(hall, words)}</p>
        </div>
    };
    let beside = all(vec![join, network.unwrap_or_default(), changing]);
    all(vec![
        html! { <h1 class="unseen">{words.name(&hall.budget.title)}</h1> },
        code.unwrap_or_default(),
        element("div", "hall-beside", beside),
        address(hall, words),
    ])
}

/// Why nobody is invited.
fn instead(hall: &Hall, why: impl Fn(&Words) -> Html, words: &Words) -> Html {
    let says = hall.in_each(2, "hall-large", why);
    let title = html! { <h1 class="unseen">{words.name(&hall.budget.title)}</h1> };
    all(vec![title, says])
}

/// In letters as large as there is room for, for phones whose camera reads no codes.
fn address(hall: &Hall, words: &Words) -> Html {
    let short = typed(&hall.address);
    let says = html! { <bdi dir="ltr" translate="no">{alone(short)}</bdi> };
    let says = both(
        element("span", "hall-type", words.html(Key::HallType)),
        says,
    );
    // So many letters fit a row.
    let class = match short.chars().count() {
        0..=20 => "hall-huge",
        21..=30 => "hall-large",
        _ => "hall-join",
    };
    element("div", "hall-address", element("p", class, says))
}

/// What has to be typed of an address: browsers know the rest.
fn typed(address: &str) -> &str {
    let short = address.split_once("://").map_or(address, |(_, rest)| rest);
    short.strip_suffix('/').unwrap_or(short)
}

/// A number that is no longer new has its time beside it.
fn ballots(hall: &Hall, words: &Words) -> Html {
    let number = match hall.ballots_so_far() {
        Some((number, None)) => {
            let number = Value::Count(Plural::HallSoFarBallots, number);
            element("p", "hall-number", words.show(number))
        }
        Some((number, Some(at))) => {
            let time = at.written();
            let with = [
                ("time", Value::Figure(&time)),
                ("ballots", Value::Count(Plural::CountedBallots, number)),
            ];
            paragraph(words.rich(Key::HallAt, &with))
        }
        None if hall.is_silent() => Html::default(),
        None => paragraph(words.html(Key::HallAsking)),
    };
    let silent = hall.is_silent().then_some(Key::HallSilent);
    let silent = silent.map(|key| paragraph(words.html(key)));
    all(vec![number, silent.unwrap_or_default()])
}

fn left(hall: &Hall, words: &Words) -> Html {
    let dated = |key, date| words.rich(key, &[("date", Value::Date(date))]);
    match hall.left() {
        Left::From(date) => dated(Key::HallFrom, date),
        Left::Until(date) => dated(Key::HallUntil, date),
        Left::Over(date) => dated(Key::HallOver, date),
        Left::At(minute) => {
            let time = written(minute);
            words.rich(Key::HallStop, &[("time", Value::Figure(&time))])
        }
        Left::Minutes(minutes) => words.show(Value::Count(Plural::HallMinutes, minutes)),
        Left::LastMinute => words.html(Key::HallLastMinute),
        Left::Up => words.html(Key::HallUp),
        Left::Today => words.html(Key::HallToday),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_is_typed_is_short() {
        for (address, short) in [
            ("https://purse.example/", "purse.example"),
            ("http://192.0.2.7:8080/", "192.0.2.7:8080"),
            (
                "https://purse.example/fund/?place=hall",
                "purse.example/fund/?place=hall",
            ),
        ] {
            assert_eq!(super::typed(address), short);
        }
    }
}
