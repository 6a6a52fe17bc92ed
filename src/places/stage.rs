//! Where a place is drawn: an element beside the widget's, with looks and words that come along with the piece.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use documents::Lang;
use gloo::events::EventListener;
use wasm_bindgen::JsValue;
use web_sys::Element;
use yew::prelude::*;

use crate::shell::{Tell, by_name, document, mark, money, script, words as files};
use crate::state::{Message, MoneyStyle};
use crate::words::{self, Words};

/// Which place is on the page, for the looks and for `place.js`.
const SHOWN: &str = "data-place";

/// Where `place.js` finds the looks.
const DRESSED: &str = "data-looks";

const LOOKS: &str = include_str!("../../styles/places/base.css");

/// How a place's component tells the widget what happened.
pub(super) fn teller(tell: &Tell) -> Callback<Message> {
    let tell = tell.clone();
    Callback::from(move |message| tell(message))
}

/// Of a component that needs nothing else.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct Props {
    pub(super) tell: Callback<Message>,
}

impl Props {
    pub(super) fn new(tell: &Tell) -> Self {
        Self { tell: teller(tell) }
    }
}

/// A place's one component on the page, for as long as this lives.
pub(super) struct Stage<C: BaseComponent> {
    host: Element,
    app: Option<AppHandle<C>>,
}

impl<C: BaseComponent> Stage<C> {
    /// `name` is an id and what `styles/places` goes by. `None` where the browser will not have it.
    pub(super) fn new(name: &'static str, looks: &str, props: C::Properties) -> Option<Self> {
        let root = document().document_element()?;
        let host = document().create_element("div").ok()?;
        let _ = host.set_attribute("id", name);
        document().body()?.append_child(&host).ok()?;
        root.set_attribute(SHOWN, name).ok()?;
        root.set_attribute(DRESSED, &[LOOKS, looks].concat()).ok()?;
        let app = yew::Renderer::<C>::with_root_and_props(host.clone(), props).render();
        Some(Self {
            host,
            app: Some(app),
        })
    }

    pub(super) fn tell(&self, message: impl Into<C::Message>) {
        if let Some(app) = &self.app {
            app.send_message(message.into());
        }
    }
}

impl<C: BaseComponent> Drop for Stage<C> {
    fn drop(&mut self) {
        if let Some(app) = self.app.take() {
            app.destroy();
        }
        remove(&self.host);
        mark(SHOWN, "");
    }
}

/// Whether the script that every place needs is on the page; it is asked for where it is not.
pub(super) async fn ready() -> bool {
    thread_local! {
        static READY: Cell<bool> = const { Cell::new(false) };
    }
    if READY.get() {
        return true;
    }
    let Some(script) = script::add(&script::PLACE) else {
        return false;
    };
    let came = came(&script).await;
    if !came {
        remove(&script);
    }
    READY.set(came);
    came
}

fn remove(element: &Element) {
    let _ = by_name::call(element, "remove", &JsValue::UNDEFINED);
}

/// Waits until the script is there, or is known not to come.
async fn came(script: &Element) -> bool {
    type Heard = (Option<bool>, Option<Waker>);
    let heard = Rc::new(RefCell::<Heard>::default());
    let hear = |name, came| {
        let heard = heard.clone();
        EventListener::new(script, name, move |_| {
            let waits = heard.replace((Some(came), None)).1;
            waits.into_iter().for_each(Waker::wake);
        })
    };
    let _listens = [hear("load", true), hear("error", false)];
    poll_fn(|task| {
        let mut heard = heard.borrow_mut();
        heard.1 = Some(task.waker().clone());
        heard.0.map_or(Poll::Pending, Poll::Ready)
    })
    .await
}

/// The name of the file with a place's own words in a language.
pub(super) type OwnWords = fn(&Lang) -> Option<&'static str>;

/// How a place with these words speaks this language; `None` where they cannot be had.
pub(super) async fn words(lang: Lang, currency: &str, own: OwnWords) -> Option<Words> {
    let texts = match (words::file(&lang), own(&lang)) {
        (Some(page), Some(own)) => {
            let page = files::fetch(page).await?;
            Some(words::joined(page, files::fetch(own).await?))
        }
        _ => None,
    };
    let money =
        money::style(lang.as_str(), currency).unwrap_or_else(|| MoneyStyle::plain(currency));
    Some(Words::new(lang, money.into(), texts))
}
