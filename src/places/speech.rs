//! In which language a place speaks: the widget's, as soon as its words are here.

use documents::Lang;
use wasm_bindgen_futures::spawn_local;
use yew::BaseComponent;
use yew::html::Scope;

use super::stage::{self, OwnWords};
use crate::state::MoneyStyle;
use crate::words::Words;

pub(super) struct Speech {
    words: Words,
    own: OwnWords,
    /// Every language that was spoken here: words stay in memory for as long as the page does, so that they are fetched once.
    known: Vec<Words>,
    /// The language that was asked for last, unless its words could not be had.
    asked: Option<Lang>,
}

impl Speech {
    /// In English, which is in the program, until the widget's language is known.
    pub(super) fn new(own: OwnWords) -> Self {
        let english = Lang::parse("en").expect("a language tag");
        Self {
            words: Words::new(english, MoneyStyle::plain("").into(), None),
            own,
            known: Vec::new(),
            asked: None,
        }
    }

    pub(super) fn words(&self) -> &Words {
        &self.words
    }

    /// Has the widget's language been spoken yet?
    pub(super) fn has_begun(&self) -> bool {
        !self.known.is_empty()
    }

    /// To be called whenever the widget is drawn. Is another language spoken from here on? Words that have to be fetched are told
    /// to the component, which gives them to [`Speech::hear`].
    pub(super) fn follow<C: BaseComponent>(
        &mut self,
        lang: &Lang,
        currency: &str,
        link: &Scope<C>,
        told: fn(Option<Words>) -> C::Message,
    ) -> bool {
        if self.asked.as_ref() == Some(lang) {
            return false;
        }
        self.asked = Some(lang.clone());
        if let Some(words) = self.known.iter().find(|words| words.lang() == lang) {
            self.words = words.clone();
            return true;
        }
        let (lang, currency, link) = (lang.clone(), currency.to_owned(), link.clone());
        let own = self.own;
        spawn_local(async move {
            link.send_message(told(stage::words(lang, &currency, own).await));
        });
        false
    }

    /// Nothing where they could not be had: the language before goes on, and this one is asked for when the widget is drawn
    /// next.
    pub(super) fn hear(&mut self, words: Option<Words>) {
        let Some(words) = words else {
            self.asked = None;
            return;
        };
        // Meanwhile another may have been asked for, also one that is known; where that could not be had, this one is better than
        // the one before.
        if self
            .asked
            .as_ref()
            .is_none_or(|asked| asked == words.lang())
        {
            self.words = words.clone();
        }
        self.known.push(words);
    }
}
