//! What is on the page for it: the keys, the focus, and what the device keeps.

use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{Desk, DeskEffect, DeskMessage, SHELF, View, field_id, of_key, page};
use crate::places::Beside;
use crate::places::speech::Speech;
use crate::places::stage::{Props, Stage};
use crate::shell::memory::Shelf;
use crate::shell::{Tell, by_name, document, focus, random, window};
use crate::state::{Seed, State};
use crate::words::{Words, of_places};

const LOOKS: &str = include_str!("../../../styles/places/desk.css");

pub(crate) fn begin(tell: &Tell) -> Option<Box<dyn Beside>> {
    let stage = Stage::<App>::new("desk", LOOKS, Props::new(tell))?;
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
    speech: Speech,
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
        Self {
            desk: None,
            view: None,
            _keys: keys,
            shelf: None,
            keeping: false,
            next: None,
            speech: Speech::new(of_places),
        }
    }

    fn update(&mut self, ctx: &Context<Self>, told: Told) -> bool {
        match told {
            Told::Looked(view) => {
                let currency = &view.budget.currency;
                self.speech
                    .follow(&view.lang, currency, ctx.link(), Told::Words);
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
                match of_key(&key, held, self.desk.as_ref().is_some_and(Desk::may_leave)) {
                    Some(message) => self.happened(ctx, message),
                    None => return false,
                }
            }
            Told::Answered(message) => self.answered(ctx, message),
            Told::Words(words) => self.speech.hear(words),
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let Some(desk) = &self.desk else {
            return Html::default();
        };
        let send = ctx.link().callback(Told::Desk);
        page(desk, self.speech.words(), &send)
    }

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        let Some(desk) = &self.desk else {
            return;
        };
        // Where the focus is already, nothing changes.
        match desk.is_sending() {
            true => focus::on("desk-press"),
            false => focus::on(&field_id(desk.at)),
        }
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
                DeskEffect::Tell(message) => ctx.props().tell.emit(message),
                DeskEffect::DrawSeed => {
                    if let Some(seed) = random::bytes() {
                        let drawn = DeskMessage::SeedDrawn(Seed(seed));
                        ctx.link().send_message(Told::Desk(drawn));
                    }
                }
                DeskEffect::Keep(bytes) => self.keep(ctx, bytes),
                DeskEffect::Print => {
                    let _ = by_name::call(&window(), "print", &JsValue::UNDEFINED);
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
}
