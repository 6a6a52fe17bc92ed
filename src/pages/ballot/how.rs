use std::rc::Rc;

use yew::prelude::*;

use crate::components::{self, Source, all, both, element, paragraph};
use crate::pages::unchosen;
use crate::state::{Mode, Open, Setting};
use crate::words::{Key, Value, Words, alone};

/// What this is and how it works, for whoever asks.
pub(in crate::pages) fn how(open: &Open, setting: &Setting, words: &Rc<Words>) -> Html {
    let draw = match setting.mode {
        Mode::Own => |from: &Source| says(from, components::contact),
        // A shared device leads nobody away.
        Mode::Kiosk => |from: &Source| says(from, alone),
    };
    unchosen(open, 0, words, draw)
}

fn says(from: &Source, contact: fn(&str) -> Html) -> Html {
    let Source { words, budget, .. } = from;
    let dates = [
        ("opens", Value::Date(budget.dates.opens)),
        ("closes", Value::Date(budget.dates.closes)),
    ];
    let organiser = [("name", Value::Name(&budget.organiser.name))];
    let contact = budget.organiser.contact.as_deref().map(contact);
    let contact =
        contact.map(|contact| paragraph(both(words.html(Key::BallotHowContact), contact)));
    let parts = vec![
        paragraph(words.name(&budget.summary)),
        paragraph(both(
            words.html(Key::BallotHowShare),
            words.html(Key::BallotHowTogether),
        )),
        paragraph(both(
            words.html(Key::BallotHowNotional),
            words.name(&budget.promise.says),
        )),
        paragraph(both(
            words.html(Key::BallotHowPrivate),
            words.rich(Key::BallotHowDates, &dates),
        )),
        paragraph(words.rich(Key::BallotHowOrganiser, &organiser)),
        contact.unwrap_or_default(),
    ];
    element("div", "stack small", all(parts))
}
