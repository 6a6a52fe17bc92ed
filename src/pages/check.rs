//! Check your answers: everything that will be sent, each with a way to change it, and only then "send".

use yew::prelude::*;

use super::{back, code, forgetful, heading, pot_of, shut};
use crate::components::{
    self, Row, Tone, all, both, consequences, element, link_to, named_button, notice, paragraph,
    swatch, table,
};
use crate::state::{
    Closing, Fault, Line, Message, NavigateMessage, Open, Screen, SendMessage, Setting, Window,
};
use crate::words::{Key, Value, Words};

pub(super) fn page(
    open: &Open,
    setting: &Setting,
    words: &Words,
    send: &Callback<Message>,
) -> Html {
    let unsent = both(
        element("strong", "", words.html(Key::BallotUnsent)),
        words.html(Key::CheckNotSent),
    );
    let parts = vec![
        back(words, send),
        heading(words.html(Key::CheckTitle)),
        notice(Tone::Plain, paragraph(unsent)),
        components::heading("amounts", words.say(Key::CheckAmounts)),
        pot_of(&open.draft().amounts(), open.budget.total, words, None),
        amounts(open, words, send),
        about(open, words, send),
        follows(open, words),
        code::field(open, words, send),
        sending(open, setting, words, send),
    ];
    element("div", "stack", all(parts))
}

fn amounts(open: &Open, words: &Words, send: &Callback<Message>) -> Html {
    let rows = open
        .draft()
        .choices
        .lines
        .iter()
        .enumerate()
        .map(|(at, line)| amount(at, line, open, words, send));
    let left = open.left();
    let sum = |says, amount| Row {
        name: words.html(says),
        figures: vec![words.show(Value::Money(amount))],
        act: Some(Html::default()),
    };
    let mut sums = vec![sum(Key::CheckTotal, open.budget.total - left)];
    if left > 0 {
        sums.push(sum(Key::CheckUnspent, left));
    }
    let heads = [words.say(Key::CheckPriority), words.say(Key::CheckAmount)];
    table(
        "amounts",
        &heads,
        Some(words.say(Key::AppChange)),
        rows.collect(),
        sums,
    )
}

fn amount(at: usize, line: &Line, open: &Open, words: &Words, send: &Callback<Message>) -> Row {
    let name = &open.budget.priorities[at].name;
    let says = match line.no_view {
        true => both(
            words.name(name),
            element("span", "quiet small", words.html(Key::CheckNoView)),
        ),
        false => words.name(name),
    };
    Row {
        name: element(
            "span",
            "line-name",
            all(vec![swatch(at), element("span", "", says)]),
        ),
        figures: vec![words.show(Value::Money(line.amount))],
        act: Some(change(
            words,
            Value::Name(name),
            send.reform(move |_| NavigateMessage::ChangePressed(at).into()),
        )),
    }
}

fn about(open: &Open, words: &Words, send: &Callback<Message>) -> Html {
    if open.budget.about.is_empty() {
        return Html::default();
    }
    let rows = open
        .budget
        .about
        .iter()
        .zip(&open.draft().about)
        .map(|(question, answer)| {
            let says = match answer.and_then(|answer| question.answers.get(answer)) {
                Some(answer) => words.name(&answer.name),
                None => element("span", "quiet", words.html(Key::AboutSilent)),
            };
            let change = change(
                words,
                Value::Name(&question.asks),
                send.reform(|_| NavigateMessage::ScreenAsked(Screen::About).into()),
            );
            let parts = vec![
                element("dt", "", words.name(&question.asks)),
                element("dd", "", says),
                element("dd", "act", change),
            ];
            element("div", "answer", all(parts))
        });
    all(vec![
        element("h2", "", words.html(Key::CheckAbout)),
        element("dl", "", rows.collect()),
    ])
}

fn change(words: &Words, name: Value<'_>, onclick: Callback<MouseEvent>) -> Html {
    let label = words.fill(Key::AppChangeOf, &[("name", name)]);
    named_button(
        "button-link",
        label,
        false,
        words.say(Key::AppChange),
        onclick,
    )
}

fn follows(open: &Open, words: &Words) -> Html {
    if open.budget.consequences.is_empty() {
        return Html::default();
    }
    let follows = open.consequences();
    let says = match follows.is_empty() {
        true => paragraph(words.html(Key::CheckFollowsNone)),
        false => consequences(&open.budget, &follows, words),
    };
    all(vec![element("h2", "", words.html(Key::CheckFollows)), says])
}

/// The one button that sends; it stays in place while the ballot is being frozen.
fn sending(open: &Open, setting: &Setting, words: &Words, send: &Callback<Message>) -> Html {
    let window = open.window(setting);
    let in_the_way = match open.filling.faults.first() {
        _ if window != Window::Now => Some(shut(open, setting, words, send)),
        Some(Fault::NoCode) => Some(link_to("#code", words.html(Key::FaultsNoCode))),
        Some(Fault::NotSealed) => Some(words.html(Key::FaultsNotSealed)),
        _ => None,
    };
    // What stands in the way of sending takes the focus when "send" is pressed.
    let in_the_way = in_the_way.map(|says| {
        html! { <div id="faults" role="alert" tabindex="-1">{notice(Tone::Bad, says)}</div> }
    });
    let believed = (window == Window::Now && open.doubts_day(setting))
        .then(|| notice(Tone::Plain, shut(open, setting, words, send)));
    let unknown = (open.closing == Closing::NotPossible)
        .then(|| notice(Tone::Plain, words.html(Key::CheckMaybeClosed)));
    let frozen = (!open.ballot.is_filling()).then_some("true");
    // A box that takes long to answer must not make the button look dead.
    let moment = frozen.map(|_| words.html(Key::LoadingTitle));
    // Where the clocks agree, or the organiser's signature is against it, pressing could do nothing.
    let may_press = window == Window::Now || open.doubts_day(setting);
    let button = html! {
        <button type="button" class="button button-main" aria-disabled={frozen} onclick={send.reform(|_| SendMessage::SendPressed.into())}>
            {words.html(Key::CheckSend)}
        </button>
    };
    let parts = vec![
        paragraph(who_can_read(open, words)),
        in_the_way.unwrap_or_default(),
        believed.or(unknown).unwrap_or_default(),
        forgetful(setting, words, send),
        if may_press {
            element("div", "buttons", button)
        } else {
            Html::default()
        },
        html! { <p class="quiet" role="status">{moment.unwrap_or_default()}</p> },
    ];
    element("div", "part stack", all(parts))
}

/// Who can read the ballot, and from when on.
fn who_can_read(open: &Open, words: &Words) -> Html {
    let sealed = open
        .budget
        .keys
        .as_ref()
        .is_some_and(|keys| keys.choices.is_some());
    if !sealed {
        return words.html(Key::CheckPublic);
    }
    let closes = [("date", Value::Date(open.budget.dates.closes))];
    both(
        words.rich(Key::CheckSealed, &closes),
        words.html(Key::CheckSealedBut),
    )
}
