//! What is on the page for it: the keys, the focus, and what the device keeps.

use std::rc::Rc;

use documents::Lang;
use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::{Desk, DeskEffect, DeskMessage, SHELF, View, field_id, of_key, page};
use crate::places::Beside;
use crate::places::stage::{self, Stage};
use crate::shell::memory::Shelf;
use crate::shell::{Tell, document, random};
use crate::state::{MoneyStyle, Seed, State};
use crate::words::Words;

const LOOKS: &str = include_str!("../../../styles/places/desk.css");

pub(crate) fn begin(tell: &Tell) -> Option<Box<dyn Beside>> {
    let stage = Stage::<App>::new("desk", LOOKS, Props { tell: tell.clone() })?;
    Some(Box::new(AtDesk { stage, seen: None }))
}

struct AtDesk {
    stage: Stage<App>,
    seen: Option<View>,
}

impl Beside for AtDesk {
    fn drawn(&mut self, state: &State) {
        let view = View::of(state);
        if view.is_some() && view != self.seen {
            self.seen.clone_from(&view);
            if let Some(view) = view {
                self.stage.tell(Told::Looked(view));
            }
        }
    }
}

struct App {
    desk: Option<Desk>,
    /// The widget as it was seen while what the device keeps was read.
    view: Option<View>,
    _keys: EventListener,
    shelf: Option<Rc<Shelf>>,
    /// Is something being kept, and what comes next?
    keeping: bool,
    next: Option<Vec<u8>>,
    words: Words,
    /// The language that was asked for last.
    asked: Lang,
}

#[derive(Properties)]
struct Props {
    tell: Tell,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.tell, &other.tell)
    }
}

enum Told {
    Looked(View),
    /// What the device had kept of this budget's desk.
    Read(Option<Vec<u8>>),
    Desk(DeskMessage),
    /// A key was pressed, or is held down, wherever the keyboard is.
    Key(String, bool),
    /// The device has answered.
    Answered(DeskMessage),
    /// How to speak a language; nothing where its words could not be had.
    Words(Option<Words>),
}

impl Component for App {
    type Message = Told;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let link = ctx.link().clone();
        let may_stop = EventListenerOptions::enable_prevent_default();
        let keys =
            EventListener::new_with_options(&document(), "keydown", may_stop, move |event| {
                let event = event.unchecked_ref::<KeyboardEvent>();
                // A browser asks about a cursor of its own here.
                if event.key() == "F7" {
                    event.prevent_default();
                }
                link.send_message(Told::Key(event.key(), event.repeat()));
            });
        let english = Lang::parse("en").expect("a language tag");
        Self {
            desk: None,
            view: None,
            _keys: keys,
            shelf: None,
            keeping: false,
            next: None,
            words: Words::new(english.clone(), MoneyStyle::plain("").into(), None),
            // None is spoken before the widget is seen.
            asked: Lang::parse("zxx").unwrap_or(english),
        }
    }

    fn update(&mut self, ctx: &Context<Self>, told: Told) -> bool {
        match told {
            Told::Looked(view) => {
                self.speak(ctx, &view);
                self.view = Some(view.clone());
                match self.desk {
                    Some(_) => self.happened(ctx, DeskMessage::Looked(view)),
                    None => self.read(ctx, &view),
                }
            }
            Told::Read(bytes) => {
                if let Some(view) = self.view.clone() {
                    let (desk, effects) = Desk::new(view, bytes.as_deref());
                    self.desk = Some(desk);
                    self.perform(ctx, effects);
                }
            }
            Told::Desk(message) => self.happened(ctx, message),
            Told::Key(key, held) => {
                match of_key(&key, held, self.desk.as_ref().is_some_and(Desk::is_done)) {
                    Some(message) => self.happened(ctx, message),
                    None => return false,
                }
            }
            Told::Answered(message) => self.answered(ctx, message),
            Told::Words(Some(words)) => self.words = words,
            Told::Words(None) => self.asked = self.words.lang().clone(),
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let Some(desk) = &self.desk else {
            return Html::default();
        };
        page(desk, &self.words, &ctx.link().callback(Told::Desk))
    }

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        let Some(desk) = &self.desk else {
            return;
        };
        let place = match desk.is_sending() {
            true => by_id("desk-press"),
            false => by_id(&field_id(desk.at)),
        };
        focus(place);
    }
}

impl App {
    fn happened(&mut self, ctx: &Context<Self>, message: DeskMessage) {
        if let Some(desk) = &mut self.desk {
            let effects = desk.update(message);
            self.perform(ctx, effects);
        }
    }

    fn perform(&mut self, ctx: &Context<Self>, effects: Vec<DeskEffect>) {
        for effect in effects {
            match effect {
                DeskEffect::Tell(message) => (ctx.props().tell)(message),
                DeskEffect::DrawSeed => {
                    if let Some(seed) = random::bytes() {
                        let drawn = DeskMessage::SeedDrawn(Seed(seed));
                        ctx.link().send_message(Told::Desk(drawn));
                    }
                }
                DeskEffect::Keep(bytes) => self.keep(ctx, bytes),
                DeskEffect::Print => {
                    let _ = gloo::utils::window().print();
                }
            }
        }
    }

    fn read(&mut self, ctx: &Context<Self>, view: &View) {
        if self.shelf.is_some() {
            return;
        }
        let shelf = Rc::new(Shelf::new(format!("{SHELF}{}", view.budget.sha256)));
        self.shelf = Some(shelf.clone());
        let link = ctx.link().clone();
        spawn_local(async move { link.send_message(Told::Read(shelf.read().await)) });
    }

    /// One after the other, the newest next.
    fn keep(&mut self, ctx: &Context<Self>, bytes: Vec<u8>) {
        if self.keeping {
            self.next = Some(bytes);
            return;
        }
        let Some(shelf) = self.shelf.clone() else {
            return;
        };
        self.keeping = true;
        let link = ctx.link().clone();
        spawn_local(async move {
            let message = match shelf.keep(bytes).await {
                Ok(None) => DeskMessage::Kept,
                Ok(Some(others)) => DeskMessage::KeptElsewhere(others),
                Err(_) => DeskMessage::NotKept,
            };
            link.send_message(Told::Answered(message));
        });
    }

    fn answered(&mut self, ctx: &Context<Self>, message: DeskMessage) {
        self.keeping = false;
        match (self.next.take(), &message) {
            (Some(next), DeskMessage::Kept) => self.keep(ctx, next),
            _ => self.happened(ctx, message),
        }
    }

    /// As the widget does.
    fn speak(&mut self, ctx: &Context<Self>, view: &View) {
        if view.lang == self.asked {
            return;
        }
        let (lang, currency) = (view.lang.clone(), view.budget.currency.clone());
        self.asked = lang.clone();
        let link = ctx.link().clone();
        spawn_local(async move {
            link.send_message(Told::Words(stage::words(lang, &currency).await));
        });
    }
}

fn by_id(id: &str) -> Option<Element> {
    document().get_element_by_id(id)
}

/// Where it is already, nothing changes.
fn focus(place: Option<Element>) {
    if let Some(place) = place {
        let _ = place.unchecked_into::<HtmlElement>().focus();
    }
}
