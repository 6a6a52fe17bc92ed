//! What is on the page for it.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::watch::Watch;
use super::{
    Address, Cover, Effect, Kiosk, Message, Record, Seen, StaffMessage, at_place, goes_on_at,
    open_cover, page,
};
use crate::places::Beside;
use crate::places::speech::Speech;
use crate::places::stage::{self, Stage};
use crate::shell::memory::Shelf;
use crate::shell::{Tell, mark, random, window};
use crate::state::{self as widget, State};
use crate::words::{Words, of_places};

/// The name of what a kiosk keeps beside the ballots.
const KEPT: &str = "kiosk";

const LOOKS: &str = include_str!("../../../styles/places/kiosk.css");

pub(crate) async fn begin(tell: &Tell) -> Option<Box<dyn Beside>> {
    let search = window().location().search().unwrap_or_default();
    let shelf = Rc::new(Shelf::new(KEPT.into()));
    let text = shelf.read().await.map(String::from_utf8);
    let record = Record::read(&text.and_then(Result::ok).unwrap_or_default());
    if let Some(address) = goes_on_at(&search, &record) {
        let _ = window().location().replace(&address);
        return None;
    }
    let address = Address::read(&search);
    let kiosk = Kiosk::new(address, record, random::bytes().unwrap_or_default());
    let props = Props {
        tell: stage::teller(tell),
        kiosk,
        shelf,
    };
    let stage = Stage::<App>::new("kiosk", LOOKS, props)?;
    Some(Box::new(Shared(stage)))
}

struct Shared(Stage<App>);

impl Beside for Shared {
    fn drawn(&mut self, state: &State) {
        self.0.tell(Told::Happened(Message::Seen(Seen::of(state))));
    }
}

struct App {
    kiosk: Kiosk,
    speech: Speech,
    /// The widget has been seen: what is to cover it is known.
    looked: bool,
    watch: Watch,
}

#[derive(Properties)]
struct Props {
    tell: Callback<widget::Message>,
    kiosk: Kiosk,
    shelf: Rc<Shelf>,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        self.tell == other.tell
    }
}

enum Told {
    Happened(Message),
    /// How to speak a language; nothing where its words could not be had.
    Words(Option<Words>),
}

impl Component for App {
    type Message = Told;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        Self {
            kiosk: ctx.props().kiosk.clone(),
            speech: Speech::new(of_places),
            looked: false,
            watch: Watch::new(ctx.link().callback(Told::Happened)),
        }
    }

    fn update(&mut self, ctx: &Context<Self>, told: Told) -> bool {
        match told {
            Told::Happened(message) => self.happened(ctx, message),
            Told::Words(words) => {
                self.speech.hear(words);
                true
            }
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let send = ctx.link().callback(Told::Happened);
        page(&self.kiosk, self.speech.words(), &send)
    }

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        let cover = self.kiosk.cover();
        self.watch.asks(matches!(cover, Some(Cover::Question(_))));
        // `place.js` opens and closes them.
        mark("data-cover", open_cover(&self.kiosk).unwrap_or_default());
        if self.looked {
            mark("data-looked", "");
        }
    }
}

impl App {
    fn happened(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        let before = self.kiosk.clone();
        let drawn = matches!(message, Message::Seen(_));
        let first = drawn && !self.looked;
        self.looked |= drawn;
        // A browser may close a dialog by itself; then the page is to be looked at.
        let closes = matches!(message, Message::Staff(StaffMessage::Left));
        for effect in self.kiosk.update(message) {
            self.perform(ctx, effect);
        }
        if let (true, Some(seen)) = (drawn, &self.kiosk.seen) {
            let currency = &seen.budget.currency;
            self.speech
                .follow(&seen.lang, currency, ctx.link(), Told::Words);
        }
        first || closes || self.kiosk.shows_other_than(&before)
    }

    fn perform(&self, ctx: &Context<Self>, effect: Effect) {
        match effect {
            Effect::Tell(message) => ctx.props().tell.emit(message),
            Effect::Keep => self.keep(ctx, || ()),
            Effect::Offer(bytes) => self.offer(&bytes),
            Effect::Move => {
                let search = window().location().search().unwrap_or_default();
                let place = self.kiosk.record.moved.as_ref();
                let address = place.map(|(_, place)| at_place(&search, place));
                self.keep(ctx, move || {
                    if let Some(address) = address {
                        let _ = window().location().replace(&address);
                    }
                });
            }
        }
    }

    /// Then does that.
    fn keep(&self, ctx: &Context<Self>, then: impl FnOnce() + 'static) {
        let shelf = ctx.props().shelf.clone();
        let record = self.kiosk.record.write();
        spawn_local(async move {
            // A device that keeps nothing says so on the staff's screen.
            let _ = shelf.put(record.into_bytes()).await;
            then();
        });
    }

    /// `place.js` gives it to staff.
    fn offer(&self, bytes: &[u8]) {
        let (Ok(text), Some(seen)) = (std::str::from_utf8(bytes), &self.kiosk.seen) else {
            return;
        };
        let place = seen.place.as_ref().map_or("kiosk", |place| place.as_str());
        let name = format!("{}-{place}-{}.jsonl", seen.budget.id, seen.today);
        mark("data-file-name", &name);
        mark("data-file", text);
    }
}
