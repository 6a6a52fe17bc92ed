//! What is on the page for it.

use std::rc::Rc;

use documents::Lang;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlDialogElement;
use yew::prelude::*;

use super::watch::Watch;
use super::{Effect, Kiosk, Message, Seen, page};
use crate::places::Beside;
use crate::places::stage::{self, Stage};
use crate::shell::{Tell, document};
use crate::state::{MoneyStyle, State};
use crate::words::Words;

const LOOKS: &str = include_str!("../../../styles/places/kiosk.css");

pub(crate) fn begin(tell: &Tell) -> Option<Box<dyn Beside>> {
    let stage = Stage::<App>::new("kiosk", LOOKS, Props { tell: tell.clone() })?;
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
    words: Words,
    /// The language that was asked for last.
    asked: Lang,
    watch: Watch,
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
    Happened(Message),
    /// How to speak a language; nothing where its words could not be had.
    Words(Option<Words>),
}

impl Component for App {
    type Message = Told;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let english = Lang::parse("en").expect("a language tag");
        Self {
            kiosk: Kiosk::default(),
            words: Words::new(english.clone(), MoneyStyle::plain("").into(), None),
            asked: english,
            watch: Watch::new(ctx.link().callback(Told::Happened)),
        }
    }

    fn update(&mut self, ctx: &Context<Self>, told: Told) -> bool {
        match told {
            Told::Happened(message) => {
                let before = self.kiosk.clone();
                let drawn = matches!(message, Message::Seen(_));
                if let Some(Effect::Tell(message)) = self.kiosk.update(message) {
                    (ctx.props().tell)(message);
                }
                if drawn {
                    self.speak(ctx);
                }
                self.kiosk.shows_other_than(&before)
            }
            Told::Words(Some(words)) => {
                self.words = words;
                true
            }
            // The language before goes on, and this one is asked for when the widget is drawn next.
            Told::Words(None) => {
                self.asked = self.words.lang().clone();
                false
            }
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        page(
            &self.kiosk,
            &self.words,
            &ctx.link().callback(Told::Happened),
        )
    }

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        let asking = self.kiosk.wiped_in().is_some();
        self.watch.asks(asking);
        ask(asking);
    }
}

impl App {
    /// As the widget does.
    fn speak(&mut self, ctx: &Context<Self>) {
        let Some(seen) = self
            .kiosk
            .seen
            .as_ref()
            .filter(|seen| seen.lang != self.asked)
        else {
            return;
        };
        let (lang, currency) = (seen.lang.clone(), seen.currency.clone());
        self.asked = lang.clone();
        let link = ctx.link().clone();
        spawn_local(async move {
            link.send_message(Told::Words(stage::words(lang, &currency).await));
        });
    }
}

/// Asks, or no longer. The browser's own dialog makes the rest of the page inert, takes the focus and gives it back.
fn ask(asking: bool) {
    let dialog = document().get_element_by_id("still-there");
    if let Some(dialog) = dialog.map(JsCast::unchecked_into::<HtmlDialogElement>) {
        match (asking, dialog.open()) {
            (true, false) => {
                let _ = dialog.show_modal();
            }
            (false, true) => dialog.close(),
            _ => {}
        }
    }
}
