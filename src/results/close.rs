//! Whether the organiser has closed, and what that makes final.

use documents::ResultFile;
use yew::prelude::*;

use super::Results;
use crate::components::{Tone, all, element, notice, paragraph};
use crate::words::{Key, Value, Words};

/// Nothing in an event whose organiser signs nothing.
pub(super) fn close(
    results: &Results,
    result: &ResultFile,
    agreed: Option<bool>,
    words: &Words,
) -> Html {
    if results.budget.keys.is_none() {
        return Html::default();
    }
    let Some(revision) = result.close else {
        return open(results, words);
    };
    let anew = (revision > 1).then(|| {
        let number = [("number", Value::Number(revision))];
        paragraph(words.rich(Key::CloseAnew, &number))
    });
    let (tone, agrees) = match agreed {
        Some(false) => (Tone::Bad, Key::CloseDifferent),
        _ => (Tone::Good, Key::CloseSame),
    };
    let says = all(vec![
        paragraph(words.html(Key::CloseFinal)),
        anew.unwrap_or_default(),
        paragraph(words.html(agrees)),
    ]);
    all(vec![
        element("h2", "", words.html(Key::CloseTitle)),
        notice(tone, says),
    ])
}

/// Before the close.
fn open(results: &Results, words: &Words) -> Html {
    let about = (!results.budget.questions().is_empty())
        .then(|| paragraph(words.html(Key::CloseAboutLater)));
    let says = paragraph(words.html(Key::CloseOpen));
    notice(Tone::Plain, all(vec![says, about.unwrap_or_default()]))
}
