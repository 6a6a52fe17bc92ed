//! The screen, a function of its state. Whatever the room is to read is a twentieth of the screen's height or more; what is
//! for the one who leads is small.

mod joining;
mod told;

use documents::ResultFile;
use documents::boxes::is_own_device;
use web_sys::{HtmlInputElement, InputEvent};
use yew::prelude::*;

use super::{Aside, Count, Hall, Message, Step, written};
use crate::components::{Tone, all, both, button, element, notice, on, paragraph, press};
use crate::results::why_failed;
use crate::words::{Key, Plural, Value, Words, alone, own_name};

pub fn page(hall: &Hall, send: &Callback<Message>) -> Html {
    let words = hall.spoken();
    let (lang, dir) = (words.lang().to_string(), words.dir());
    let step = match hall.aside {
        Some(Aside::Black) => Html::default(),
        Some(Aside::Keys) => keys(words),
        Some(Aside::Leaving) => leaving(words, send),
        None if hall.replaced => replaced(words),
        None => match hall.step {
            Step::Waiting => waiting(hall, words),
            Step::Open => joining::joining(hall, words),
            Step::Closed => closed(hall, words),
            Step::Told(at) => told::told(hall, at, words),
        },
    };
    let black = (hall.aside == Some(Aside::Black)).then_some("black");
    // The buttons are not to be seen then: a touch anywhere ends it.
    let onclick = black.map(|_| on(send, Message::OtherPressed));
    // What a screen reader is told by itself is the step; numbers that change by themselves say so.
    html! {
        <div class="hall" {lang} {dir} data-aside={black} {onclick}>
            <main class="hall-step" aria-live="polite">{step}</main>
            <p class="hall-small">{words.html(Key::HallSmall)}</p>
            {for (hall.step == Step::Waiting && hall.aside.is_none()).then(|| fields(hall, words, send))}
            {buttons(hall, words, send)}
        </div>
    }
}

impl Hall {
    fn spoken(&self) -> &Words {
        &self.words[0]
    }

    /// The same in so many languages, each marked as what it is.
    fn in_each(&self, langs: usize, class: &'static str, says: impl Fn(&Words) -> Html) -> Html {
        let each = self.words.iter().take(langs).map(|words| {
            let (lang, dir) = (words.lang().to_string(), words.dir());
            html! { <p {class} {lang} {dir}>{says(words)}</p> }
        });
        each.collect()
    }
}

/// A text in the largest letters in which it keeps to so many rows.
fn large(name: &'static str, says: Html, letters: usize) -> Html {
    let class = match letters {
        0..40 => "hall-huge",
        40..80 => "hall-large",
        _ => "hall-long",
    };
    element(name, class, says)
}

fn waiting(hall: &Hall, words: &Words) -> Html {
    let title = &hall.budget.title;
    let letters = words.text(title).chars().count();
    let soon = hall.in_each(2, "hall-large", |words| words.html(Key::HallSoon));
    all(vec![large("h1", words.name(title), letters), soon])
}

fn replaced(words: &Words) -> Html {
    all(vec![
        element("h1", "hall-huge", words.html(Key::HallReplaced)),
        paragraph(words.html(Key::HallAnew)),
    ])
}

/// What the one who leads types in before it begins.
fn fields(hall: &Hall, words: &Words, send: &Callback<Message>) -> Html {
    let typed = |message: fn(String) -> Message| {
        send.reform(move |event: InputEvent| {
            let field: HtmlInputElement = event.target_unchecked_into();
            message(field.value())
        })
    };
    let ends = hall.ends.map(written);
    html! {
        <fieldset class="hall-fields">
            <legend>{words.html(Key::HallOwn)}</legend>
            {own_device(hall, words)}
            <label>
                {words.html(Key::HallNetwork)}
                <input type="text" maxlength="32" autocomplete="off" value={hall.network.clone()} oninput={typed(Message::NetworkTyped)} />
            </label>
            <label>
                {words.html(Key::HallEnds)}
                <input type="time" value={ends} oninput={typed(Message::EndTyped)} />
            </label>
        </fieldset>
    }
}

/// At such an address no phone finds the box, and its square code invites nobody.
fn own_device(hall: &Hall, words: &Words) -> Html {
    match is_own_device(&hall.address) {
        true => notice(Tone::Bad, paragraph(words.html(Key::HallOwnDevice))),
        false => Html::default(),
    }
}

/// How many took part, and what the count says of itself. Nothing of the outcome.
fn closed(hall: &Hall, words: &Words) -> Html {
    let counted = hall.count.as_ref().map(|count| counted(hall, count, words));
    let title = element("h1", "hall-large", words.html(Key::HallClosed));
    all(vec![title, counted.unwrap_or_default()])
}

fn counted(hall: &Hall, count: &Count, words: &Words) -> Html {
    match count {
        Count::Running => paragraph(words.html(Key::ResultsCounting)),
        Count::Nothing { sealed, refused } => {
            let says = match (*sealed, *refused) {
                (0, 0) => words.html(Key::ResultsNone),
                (0, _) => words.html(Key::ResultsNoneCounts),
                (sealed, _) => words.show(Value::Count(Plural::CountedSealed, sealed)),
            };
            element("p", "hall-large", says)
        }
        Count::Failed(why) => {
            let says = both(words.html(Key::ResultsFailed), why_failed(why, words));
            notice(Tone::Bad, paragraph(says))
        }
        Count::Done { result, agreed } => {
            let later = (!hall.may_tell(result)).then_some(Key::HallLater);
            all(vec![
                element("p", "hall-huge", took_part(hall, result, words)),
                provisos(hall, result, *agreed, Key::HallStill, words),
                later
                    .map(|key| paragraph(words.html(key)))
                    .unwrap_or_default(),
            ])
        }
    }
}

fn took_part(hall: &Hall, result: &ResultFile, words: &Words) -> Html {
    let plural = match (result.simulated, hall.budget.ballots_are_people()) {
        (true, _) => Plural::CountedSimulated,
        (_, true) => Plural::CountedPeople,
        (..) => Plural::CountedCounted,
    };
    words.show(Value::Count(plural, result.counted.len() as u64))
}

/// What must be known of a result wherever a part of it is shown.
///
/// `goes_on` says that ballots can still come.
fn provisos(
    hall: &Hall,
    result: &ResultFile,
    agreed: Option<bool>,
    goes_on: Key,
    words: &Words,
) -> Html {
    let date = [("date", Value::Date(hall.budget.dates.closes))];
    let signs = hall.budget.keys.is_some();
    let agrees = result.close.is_some() && agreed != Some(false);
    let good = agrees.then(|| element("p", "hall-good", words.html(Key::HallSigned)));
    let parts = [
        result.simulated.then(|| words.html(Key::ResultsSimulated)),
        hall.goes_on(result).then(|| words.rich(goes_on, &date)),
        match (result.close, agreed) {
            (Some(_), Some(false)) => Some(words.html(Key::HallUnlike)),
            (None, _) if signs && !hall.goes_on(result) => Some(words.html(Key::CloseOpen)),
            _ => None,
        },
    ];
    let parts = parts.into_iter().flatten().map(paragraph);
    both(
        element("div", "hall-provisos", parts.collect()),
        good.unwrap_or_default(),
    )
}

fn keys(words: &Words) -> Html {
    let each = [
        Key::HallKeyNext,
        Key::HallKeyBack,
        Key::HallKeyBlack,
        Key::HallKeyFull,
        Key::HallKeyLanguage,
        Key::HallKeyLeave,
    ];
    all(vec![
        element("h1", "hall-large", words.html(Key::HallKeys)),
        each.into_iter()
            .map(|key| paragraph(words.html(key)))
            .collect(),
    ])
}

fn leaving(words: &Words, send: &Callback<Message>) -> Html {
    let answer = |id: &'static str, says: Key, leave: bool| {
        let onclick = on(send, Message::LeaveAnswered(leave));
        html! { <button type="button" class="button" {id} {onclick}>{words.html(says)}</button> }
    };
    html! {
        <section role="alertdialog" aria-labelledby="hall-leave">
            <h1 class="hall-large" id="hall-leave">{words.html(Key::HallLeave)}</h1>
            <p class="hall-answers">
                {answer("hall-stay", Key::HallLeaveNo, false)}
                {answer("hall-go", Key::HallLeaveYes, true)}
            </p>
        </section>
    }
}

/// For a touch, and to be found by whoever has lost the keys.
fn buttons(hall: &Hall, words: &Words, send: &Callback<Message>) -> Html {
    let quiet = "button button-quiet";
    let aside = |says, aside| press(quiet, says, Message::AsidePressed(aside), words, send);
    let language = hall.words.get(1).map(|next| {
        let (lang, onclick) = (next.lang().to_string(), on(send, Message::LanguagePressed));
        html! { <button type="button" class={quiet} {lang} {onclick}>{alone(&own_name(next.lang()))}</button> }
    });
    let all = all(vec![
        press(quiet, Key::AppBack, Message::Back, words, send),
        button(
            "button",
            words.say(Key::HallNext),
            on(send, Message::Onward),
        ),
        aside(Key::HallBlack, Aside::Black),
        press(
            quiet,
            Key::HallFull,
            Message::FullScreenPressed,
            words,
            send,
        ),
        language.unwrap_or_default(),
        aside(Key::HallKeys, Aside::Keys),
        aside(Key::HallLeaveYes, Aside::Leaving),
    ]);
    element("div", "hall-buttons", all)
}
