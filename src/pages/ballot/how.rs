use yew::prelude::*;

use crate::components::{self, all, both, element, paragraph};
use crate::pages::promises;
use crate::state::{Mode, Open, Setting};
use crate::words::{Key, Value, Words, alone};

/// What this is and how it works, for whoever asks.
pub(in crate::pages) fn how(open: &Open, setting: &Setting, words: &Words) -> Html {
    let budget = &open.budget;
    let dates = [
        ("opens", Value::Date(budget.dates.opens)),
        ("closes", Value::Date(budget.dates.closes)),
    ];
    let organiser = [("name", Value::Name(&budget.organiser.name))];
    let contact = budget.organiser.contact.as_deref().map(|contact| {
        paragraph(both(
            words.html(Key::BallotHowContact),
            match setting.mode {
                Mode::Own => components::contact(contact),
                // A shared device leads nobody away.
                Mode::Kiosk => alone(contact),
            },
        ))
    });
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
        promises(setting, words),
        paragraph(words.rich(Key::BallotHowOrganiser, &organiser)),
        contact.unwrap_or_default(),
    ];
    element("div", "stack small", all(parts))
}
