//! What is on the page for it.

use std::rc::Rc;

use documents::Lang;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{Asked, page, people};
use crate::places::Beside;
use crate::places::stage::{self, Stage};
use crate::shell::Tell;
use crate::state::{State, VoterMessage};
use crate::words::Words;

const LOOKS: &str = include_str!("../../../styles/places/table.css");

pub(crate) fn begin(tell: &Tell) -> Option<Box<dyn Beside>> {
    let stage = Stage::<App>::new("table", LOOKS, Props { tell: tell.clone() })?;
    Some(Box::new(AtTable { stage, seen: None }))
}

struct AtTable {
    stage: Stage<App>,
    seen: Option<Asked>,
}

impl Beside for AtTable {
    fn drawn(&mut self, state: &State) {
        let asked = Asked::of(state);
        if asked != self.seen {
            self.seen.clone_from(&asked);
            self.stage.tell(Told::Looked(asked));
        }
    }
}

#[derive(Default)]
struct App {
    asked: Option<Asked>,
    text: String,
    words: Option<Words>,
    /// The language that was asked for last.
    spoken: Option<Lang>,
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
    Looked(Option<Asked>),
    Typed(String),
    /// How to speak a language; nothing where its words could not be had.
    Words(Option<Words>),
}

impl Component for App {
    type Message = Told;
    type Properties = Props;

    fn create(_: &Context<Self>) -> Self {
        Self::default()
    }

    fn update(&mut self, ctx: &Context<Self>, told: Told) -> bool {
        match told {
            Told::Looked(asked) => {
                let said = |asked: &Option<Asked>| asked.as_ref().and_then(|asked| asked.people);
                // Another table's turn.
                if said(&self.asked).is_some() && said(&asked).is_none() && !self.is_typed() {
                    self.text.clear();
                }
                self.asked = asked;
                self.speak(ctx);
            }
            Told::Typed(text) => {
                self.text = text;
                let most = self.asked.as_ref().and_then(|asked| asked.most);
                let people = people(&self.text, most.unwrap_or(0));
                (ctx.props().tell)(VoterMessage::PeopleSaid(people).into());
            }
            Told::Words(Some(words)) => self.words = Some(words),
            // They are asked for again when the widget is drawn next.
            Told::Words(None) => self.spoken = None,
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        match (&self.asked, &self.words) {
            (Some(asked), Some(words)) => {
                page(asked, &self.text, words, &ctx.link().callback(Told::Typed))
            }
            _ => Html::default(),
        }
    }
}

impl App {
    /// Is the question on the page, so that what is in its field is being typed?
    fn is_typed(&self) -> bool {
        self.asked.as_ref().is_some_and(|asked| asked.now)
    }

    /// As the widget does.
    fn speak(&mut self, ctx: &Context<Self>) {
        let Some(asked) = &self.asked else {
            return;
        };
        if self.spoken.as_ref() == Some(&asked.lang) {
            return;
        }
        let (lang, currency) = (asked.lang.clone(), asked.currency.clone());
        self.spoken = Some(lang.clone());
        let link = ctx.link().clone();
        spawn_local(async move {
            link.send_message(Told::Words(stage::words(lang, &currency).await));
        });
    }
}
