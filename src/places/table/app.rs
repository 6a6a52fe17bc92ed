//! What is on the page for it.

use yew::prelude::*;

use super::{Asked, page, people};
use crate::places::Beside;
use crate::places::speech::Speech;
use crate::places::stage::{Props, Stage};
use crate::shell::Tell;
use crate::state::{State, VoterMessage};
use crate::words::{Words, of_places};

const LOOKS: &str = include_str!("../../../styles/places/table.css");

pub(crate) fn begin(tell: &Tell) -> Option<Box<dyn Beside>> {
    let stage = Stage::<App>::new("table", LOOKS, Props::new(tell))?;
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

struct App {
    asked: Option<Asked>,
    text: String,
    speech: Speech,
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
        Self {
            asked: None,
            text: String::new(),
            speech: Speech::new(of_places),
        }
    }

    fn update(&mut self, ctx: &Context<Self>, told: Told) -> bool {
        match told {
            Told::Looked(asked) => {
                let said = |asked: &Option<Asked>| asked.as_ref().and_then(|asked| asked.people);
                // Another table's turn.
                if said(&self.asked).is_some() && said(&asked).is_none() && !self.is_typed() {
                    self.text.clear();
                }
                if let Some(Asked { lang, currency, .. }) = &asked {
                    self.speech.follow(lang, currency, ctx.link(), Told::Words);
                }
                self.asked = asked;
            }
            Told::Typed(text) => {
                self.text = text;
                let most = self.asked.as_ref().and_then(|asked| asked.most);
                let people = people(&self.text, most.unwrap_or(0));
                ctx.props()
                    .tell
                    .emit(VoterMessage::PeopleSaid(people).into());
            }
            Told::Words(words) => self.speech.hear(words),
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        match &self.asked {
            Some(asked) if self.speech.has_begun() => {
                let send = ctx.link().callback(Told::Typed);
                page(asked, &self.text, self.speech.words(), &send)
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
}
