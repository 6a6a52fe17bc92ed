//! Where a place is drawn: an element beside the widget's, with looks and words that come along with the piece.

use documents::Lang;
use js_sys::{Array, Reflect};
use wasm_bindgen::JsValue;
use web_sys::{CssStyleSheet, Element};
use yew::prelude::*;

use crate::shell::{document, money, words as files};
use crate::state::MoneyStyle;
use crate::words::{self, Words};

/// Which place is on the page, for the looks.
const SHOWN: &str = "data-place";

const LOOKS: &str = include_str!("../../styles/places/base.css");

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
        host.set_id(name);
        document().body()?.append_child(&host).ok()?;
        root.set_attribute(SHOWN, name).ok()?;
        dress(&[LOOKS, looks].concat());
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
        self.host.remove();
        if let Some(root) = document().document_element() {
            let _ = root.remove_attribute(SHOWN);
        }
    }
}

/// The page's policy allows no styles but those that came with it, and those that a script made.
fn dress(looks: &str) {
    let sheet = CssStyleSheet::new().and_then(|sheet| {
        sheet.replace_sync(looks)?;
        let page: &JsValue = &document();
        Reflect::set(page, &"adoptedStyleSheets".into(), &Array::of1(&sheet))
    });
    // Plain looks are better than no place.
    let _ = sheet;
}

/// How a place speaks this language; `None` where its words cannot be had.
pub(super) async fn words(lang: Lang, currency: &str) -> Option<Words> {
    let texts = match (words::file(&lang), words::of_places(&lang)) {
        (Some(page), Some(places)) => {
            let page = files::fetch(page).await?;
            Some(words::joined(page, files::fetch(places).await?))
        }
        _ => None,
    };
    let money =
        money::style(lang.as_str(), currency).unwrap_or_else(|| MoneyStyle::plain(currency));
    Some(Words::new(lang, money.into(), texts))
}
