//! The desk's page, drawn natively.

use common_purse::places::desk::{
    self, Batch, Desk, DeskMessage, Field, Says, Sheet, View, field_id,
};
use common_purse::state::{MoneyStyle, Reason, Seed, Stage};
use common_purse::words::{self, Words};
use documents::Lang;
use yew::prelude::*;

use super::html::{self, Element};
use super::{none, state};

#[derive(Clone, PartialEq, Properties)]
struct Shown {
    desk: Desk,
    tag: &'static str,
}

#[component]
fn Page(shown: &Shown) -> Html {
    let lang = Lang::parse(shown.tag).expect("a language tag");
    let texts = words::here_at_places(&lang);
    let money = MoneyStyle {
        before: "£".into(),
        ..MoneyStyle::plain("")
    };
    let words = Words::new(lang, money.into(), texts);
    desk::page(&shown.desk, &words, &Callback::noop())
}

fn draw(desk: &Desk, tag: &'static str) -> Vec<Element> {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let shown = Shown {
        desk: desk.clone(),
        tag,
    };
    let renderer = yew::LocalServerRenderer::<Page>::with_props(shown).hydratable(false);
    html::elements(
        &runtime
            .expect("a runtime of one thread")
            .block_on(renderer.render()),
    )
}

/// The desk of the example, empty and in every state that a key leads to.
fn desks() -> Vec<Desk> {
    let view = View::of(&state("ballot-new-en")).expect("a budget");
    let (mut desk, _) = Desk::new(view, None);
    desk.update(DeskMessage::SeedDrawn(Seed([1; 32])));
    let mut desks = vec![desk.clone()];
    let mut after = |message| {
        desk.update(message);
        desks.push(desk.clone());
    };
    after(DeskMessage::Next);
    for (field, text) in [(Field::Batch, "7"), (Field::Declared, "3")] {
        after(DeskMessage::Typed(field, text.into()));
        after(DeskMessage::Next);
    }
    after(DeskMessage::Kept);
    for (line, text) in ["900000", "x", "500000", "n"].into_iter().enumerate() {
        after(DeskMessage::At(Field::Line(line)));
        after(DeskMessage::Typed(Field::Line(line), text.into()));
        after(DeskMessage::Next);
    }
    after(DeskMessage::Undo);
    after(DeskMessage::Spoilt);
    after(DeskMessage::Spoilt);
    after(DeskMessage::Typed(Field::Number, "1".into()));
    after(DeskMessage::Next);
    after(DeskMessage::Clear);
    after(DeskMessage::Undo);
    after(DeskMessage::NotKept);
    after(DeskMessage::Send);
    after(DeskMessage::Clear);
    after(DeskMessage::Send);
    desks
}

#[test]
fn every_field_has_a_label_and_every_place_is_filled_in_both_languages() {
    let desks = desks();
    assert!(desks.iter().any(|desk| desk.said.is_some()));
    none(["en", "cy"].into_iter().flat_map(|tag| {
        desks.iter().flat_map(move |desk| {
            let page = draw(desk, tag);
            let labels: Vec<String> = page
                .iter()
                .filter(|it| it.is("label"))
                .filter_map(|it| it.get("for").map(str::to_owned))
                .collect();
            let mut wrong: Vec<String> = page
                .iter()
                .filter(|it| it.is("input"))
                .filter(|it| {
                    it.get("id")
                        .is_none_or(|id| !labels.iter().any(|of| of == id))
                })
                .map(|it| format!("{tag}: {it:?}"))
                .collect();
            let text = page[0].text.clone();
            wrong.extend(text.contains(['{', '}']).then(|| format!("{tag}: {text}")));
            wrong
        })
    }));
}

/// With every sheet refused the desk goes on to its next batch; the page never calls that sent.
#[test]
fn refused_ballots_have_a_headline_and_a_line_in_every_batch_after() {
    let mut view = View::of(&state("ballot-new-en")).expect("a budget");
    let name = documents::Id::from_bytes([7; 32]);
    let refused = Stage::NotSent(Reason::Refused(403));
    view.outbox = vec![(vec![name], refused)];
    let (mut desk, _) = Desk::new(view, None);
    let text = |desk: &Desk| draw(desk, "en")[0].text.clone();
    let line = "Ballots of earlier batches that were not taken: 1.";
    assert!(text(&desk).contains(line));
    let mut batch = Batch::new(3, 1);
    let sheet = Sheet {
        number: 1,
        seed: Seed([1; 32]),
        says: Some(Says {
            choices: Vec::new(),
            about: Vec::new(),
            code: None,
        }),
        ballot: vec![name],
        sent: false,
    };
    batch.sheets.push(sheet);
    batch.sending = true;
    desk.kept.batch = Some(batch);
    let said = text(&desk);
    assert!(
        said.contains("Batch 3: 1 of 1 ballots were not taken"),
        "{said}"
    );
    assert!(!said.contains(line) && !said.contains("sent yet"), "{said}");
    desk.update(DeskMessage::NextBatch);
    desk.update(DeskMessage::Typed(Field::Batch, "3".into()));
    desk.update(DeskMessage::Next);
    let said = text(&desk);
    assert!(
        said.contains("Batch 3 is finished here.") && said.contains(line),
        "{said}"
    );
}

#[test]
fn no_view_is_offered_only_where_the_budget_has_it() {
    let mut view = View::of(&state("ballot-new-en")).expect("a budget");
    for no_view in [true, false] {
        std::rc::Rc::make_mut(&mut view.plan).no_view = no_view;
        let (mut desk, _) = Desk::new(view.clone(), None);
        desk.kept.batch = Some(Batch::new(1, 1));
        assert_eq!(draw(&desk, "en")[0].text.contains("no view"), no_view);
    }
}

/// The keyboard is always in a field that is on the page.
#[test]
fn the_keyboard_is_in_a_field_that_is_there() {
    for desk in desks().iter().filter(|desk| !desk.is_sending()) {
        let page = draw(desk, "en");
        let id = field_id(desk.at);
        assert!(page.iter().any(|it| it.get("id") == Some(&id)), "{id}");
    }
}
