//! What is on the page for it.

use std::rc::Rc;

use documents::{Budget, Id, Lang};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use workers::messages::ToAuditor;
use yew::prelude::*;

use super::auditor::Auditor;
use super::seen;
use super::{Effect, Looked, Message, Promises, page, summary};
use crate::places::speech::Speech;
use crate::places::stage::{self, Stage};
use crate::places::{Beginning, Beside};
use crate::shell::{ballot_box, by_name, focus, window};
use crate::state::{Phase, State};
use crate::words::{Words, of_promises};

const LOOKS: &str = include_str!("../../../styles/places/promises.css");

/// The page of promises; `None` where the script that every place needs cannot be had.
pub(crate) fn begin() -> Beginning {
    Box::pin(async {
        if !stage::ready().await {
            return None;
        }
        let stage = Stage::<App>::new("promises", LOOKS, ())?;
        let looked = None;
        Some(Box::new(Shown { stage, looked }) as Box<dyn Beside>)
    })
}

struct Shown {
    stage: Stage<App>,
    looked: Option<Looked>,
}

impl Beside for Shown {
    fn drawn(&mut self, state: &State) {
        let (Phase::Open(open), Some(looked)) = (&state.phase, Promises::look(state)) else {
            return;
        };
        if self.looked.as_ref() != Some(&looked) {
            self.looked = Some(looked.clone());
            self.stage.tell(Told::Happened(Message::Looked(looked)));
        }
        self.stage.tell(Told::Asked(Asked {
            lang: open.lang.clone(),
            sha256: open.budget.sha256,
            currency: open.budget.currency.clone(),
        }));
    }
}

struct App {
    promises: Promises,
    speech: Speech,
    auditor: Option<Auditor>,
    /// The widget's budget.
    asked: Option<Asked>,
}

/// In which language the widget speaks, and of which budget.
#[derive(Clone, PartialEq)]
struct Asked {
    lang: Lang,
    sha256: Id,
    currency: String,
}

enum Told {
    Happened(Message),
    Asked(Asked),
    /// How to speak a language; nothing where its words could not be had.
    Words(Option<Words>),
}

impl Component for App {
    type Message = Told;
    type Properties = ();

    fn create(_: &Context<Self>) -> Self {
        Self {
            promises: Promises::default(),
            speech: Speech::new(of_promises),
            auditor: None,
            asked: None,
        }
    }

    fn update(&mut self, ctx: &Context<Self>, told: Told) -> bool {
        match told {
            Told::Happened(message) => {
                // One that has failed once answers nothing more.
                if matches!(message, Message::AuditorMissing) {
                    self.auditor = None;
                }
                let effects = self.promises.update(message);
                self.perform(ctx, effects);
                true
            }
            Told::Asked(asked) => {
                let link = ctx.link();
                let follows = self
                    .speech
                    .follow(&asked.lang, &asked.currency, link, Told::Words);
                if self.asked.replace(asked).is_none() {
                    self.perform(ctx, vec![Effect::ReadBudget]);
                }
                follows
            }
            Told::Words(words) => {
                // English is in the program: a page in another language than its visitor's is more than none.
                if let (None, false, Some(asked), Some(english)) = (
                    &words,
                    self.speech.has_begun(),
                    &self.asked,
                    Lang::parse("en"),
                ) {
                    let link = ctx.link();
                    self.speech
                        .follow(&english, &asked.currency, link, Told::Words);
                    return false;
                }
                self.speech.hear(words);
                true
            }
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        match self.speech.has_begun() {
            true => page(&self.promises, self.speech.words(), &happened(ctx)),
            false => Html::default(),
        }
    }

    fn rendered(&mut self, _: &Context<Self>, first: bool) {
        if first {
            focus::on("promises-title");
        }
    }
}

fn happened(ctx: &Context<App>) -> Callback<Message> {
    ctx.link().callback(Told::Happened)
}

impl App {
    fn perform(&mut self, ctx: &Context<Self>, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::ReadBudget => self.read_budget(ctx),
                Effect::ReadLedger => self.read_ledger(ctx),
                Effect::Remember(heads) => seen::keep(&self.name(), &heads),
                Effect::Find(receipt) => self.find(ctx, receipt),
                Effect::Copy => self.copy(ctx),
                Effect::Print => {
                    let _ = by_name::call(&window(), "print", &JsValue::UNDEFINED);
                }
                Effect::Reload => {
                    let _ = window().location().reload();
                }
            }
        }
    }

    /// Once more, whole: the widget's own has not all of it.
    fn read_budget(&self, ctx: &Context<Self>) {
        let Some(Asked { sha256, .. }) = self.asked.clone() else {
            return;
        };
        let send = happened(ctx);
        spawn_local(async move {
            let bytes = ballot_box::budget_bytes().await;
            let budget = bytes
                .and_then(|bytes| Budget::read(&bytes).ok())
                .map(Rc::new);
            send.emit(Message::BudgetRead { budget, sha256 });
        });
    }

    fn read_ledger(&mut self, ctx: &Context<Self>) {
        if let Some(budget) = self.name() {
            self.promises
                .update(Message::Remembered(seen::read(&Some(budget.clone()))));
            let home = self.home();
            self.ask(ctx, &ToAuditor::Read { budget, home });
        }
    }

    fn find(&mut self, ctx: &Context<Self>, receipt: Id) {
        if let Some(budget) = self.name() {
            let home = self.home();
            let question = ToAuditor::Find {
                receipt,
                budget,
                home,
            };
            self.ask(ctx, &question);
        }
    }

    /// The budget's id and hash.
    fn name(&self) -> Option<(String, Id)> {
        let budget = self.promises.budget.as_ref()?;
        Some((budget.id.as_str().into(), budget.sha256))
    }

    fn ask(&mut self, ctx: &Context<Self>, question: &ToAuditor) {
        if self.auditor.is_none() {
            self.auditor = Auditor::begin(&happened(ctx));
        }
        let asked = self
            .auditor
            .as_ref()
            .is_some_and(|auditor| auditor.ask(question));
        if !asked {
            happened(ctx).emit(Message::AuditorMissing);
        }
    }

    /// The box's address, as the budget gives it.
    fn home(&self) -> String {
        let budget = self.promises.budget.as_ref();
        let home = budget.map_or(ballot_box::HOME, |budget| &budget.ballot_box);
        ballot_box::absolute(home)
    }

    fn copy(&self, ctx: &Context<Self>) {
        let text = match (
            &self.promises.reading,
            &self.promises.budget,
            self.promises.day(),
        ) {
            (super::Reading::Read(audit), Some(budget), Some(day)) => {
                summary(budget, &audit.ledger, day, self.speech.words())
            }
            _ => return,
        };
        let send = happened(ctx);
        spawn_local(async move { send.emit(Message::Copied(copied(&text).await)) });
    }
}

/// Did the browser take the text? It may refuse, and on plain http has no clipboard.
async fn copied(text: &str) -> bool {
    let clipboard = by_name::get(&window().navigator(), "clipboard");
    let written = by_name::call(&clipboard, "writeText", &text.into());
    match written.map(js_sys::Promise::from) {
        Ok(promise) => JsFuture::from(promise).await.is_ok(),
        Err(_) => false,
    }
}
