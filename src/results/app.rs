//! The results page's one stateful component, and its coming and going in the widget's element.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use documents::{Budget, Id, Lang};
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, Event};
use yew::prelude::*;

use super::counter::Counter;
use super::{Brought, CHANGED, Effect, HOST, MISSING, Message, Results, page};
use crate::pieces::{Missing, More, more};
use crate::shell::{self, ballot_box, clock, document, money, random, window};
use crate::state::{MoneyStyle, Texts};
use crate::words;

type Shown = Rc<RefCell<Option<AppHandle<App>>>>;

/// Shows the results wherever the widget asks for them by [`CHANGED`], for as long as the document lives.
pub fn start() {
    thread_local! {
        static LISTENS: Cell<bool> = const { Cell::new(false) };
    }
    if !LISTENS.replace(true) {
        let shown = Shown::default();
        EventListener::new(&window(), CHANGED, move |_| show(&shown)).forget();
    }
}

/// Begins anew in the widget's element, or goes where there is none any more.
fn show(shown: &Shown) {
    if let Some(before) = shown.take() {
        before.destroy();
    }
    let Some(host) = document().get_element_by_id(HOST) else {
        return;
    };
    let shown = shown.clone();
    spawn_local(async move {
        let begun = Begun::at(&host).await;
        // Meanwhile the visitor may have gone back, or asked again in another language.
        if !host.is_connected() || shown.borrow().is_some() {
            return;
        }
        match begun {
            Some(begun) => {
                let page = yew::Renderer::with_root_and_props(host, begun).render();
                shown.replace(Some(page));
            }
            None => tell_missing(),
        }
    });
}

/// Tells the widget that there is nothing to show.
fn tell_missing() {
    if let Ok(event) = Event::new(MISSING) {
        let _ = window().dispatch_event(&event);
    }
}

/// What the page is to show, as the widget's element and the box say.
#[derive(Clone, Properties)]
struct Begun {
    budget: Rc<Budget>,
    lang: Lang,
    texts: Option<Texts>,
    yours: Option<Rc<[u64]>>,
    receipt: Option<Id>,
}

impl PartialEq for Begun {
    /// What a page begins with is read once: to compare a budget field by field would weigh more than it says.
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.budget, &other.budget)
    }
}

impl Begun {
    /// `None` where the budget or the words cannot be had.
    async fn at(host: &Element) -> Option<Self> {
        let budget = ballot_box::budget().await?;
        let lang = Lang::parse(&host.get_attribute("data-lang")?)?;
        let texts = match words::file(&lang) {
            Some(file) => Some(shell::words::fetch(file).await?),
            None => None,
        };
        let yours = host.get_attribute("data-yours");
        Some(Self {
            budget: Rc::new(budget),
            lang,
            texts,
            yours: yours
                .and_then(|yours| yours.split(',').map(|amount| amount.parse().ok()).collect()),
            receipt: host
                .get_attribute("data-receipt")
                .and_then(|id| Id::parse(&id)),
        })
    }
}

struct App {
    results: Results,
    send: Callback<Message>,
    counter: Option<Counter>,
    more: Option<&'static More>,
    looks: Option<Timeout>,
    _seen: EventListener,
}

impl Component for App {
    type Message = Message;
    type Properties = Begun;

    fn create(ctx: &Context<Self>) -> Self {
        let Begun {
            budget,
            lang,
            texts,
            yours,
            receipt,
        } = ctx.props().clone();
        let money = money::style(lang.as_str(), &budget.currency)
            .unwrap_or_else(|| MoneyStyle::plain(&budget.currency));
        let today = clock::today();
        let over = today > budget.dates.closes;
        let (mut results, effects) = Results::new(budget, lang, money, texts, yours, receipt);
        (results.over, results.today) = (over, Some(today.to_string().into()));
        let send = ctx.link().callback(|message| message);
        let mut app = Self {
            results,
            _seen: sight(&send),
            send,
            counter: None,
            more: None,
            looks: None,
        };
        app.perform(effects);
        app
    }

    fn update(&mut self, _: &Context<Self>, message: Message) -> bool {
        if let Message::MoreCame(Brought(more)) = &message {
            (more.dress)();
            self.more = Some(more);
        }
        let effects = self.results.update(message);
        self.perform(effects);
        true
    }

    fn view(&self, _: &Context<Self>) -> Html {
        page(&self.results, &self.send)
    }
}

impl App {
    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Count { unless } => {
                    let (home, budget) = (self.home(), &self.results.budget);
                    self.looks = None;
                    self.counter = Some(Counter::start(home, budget, unless, &self.send));
                }
                Effect::LookAfter(seconds) => {
                    let spread = random::at_most(seconds / 3);
                    let send = self.send.clone();
                    let due = move || send.emit(Message::LookDue);
                    self.looks = Some(clock::after((seconds + spread) * 1_000, due));
                }
                Effect::FetchMore => fetch(self.send.clone()),
                Effect::PostResult { id, bytes } => self.post(id, bytes),
                Effect::Download(format) => {
                    self.with(|more| (more.download)(&self.results, format))
                }
                Effect::CopyText => self.with(|more| (more.copy)(&self.results, &self.send)),
                Effect::Print => self.with(|more| (more.print)()),
            }
        }
    }

    /// What only the further piece can do is asked for by what it has drawn.
    fn with(&self, act: impl FnOnce(&More)) {
        if let Some(more) = self.more {
            act(more);
        }
    }

    fn post(&self, id: Id, bytes: Vec<u8>) {
        let (home, send) = (self.home(), self.send.clone());
        spawn_local(async move {
            let ok = ballot_box::post_result(home, id, bytes).await;
            send.emit(Message::ResultPosted { id, ok });
        });
    }

    /// The box's address, as the budget gives it.
    fn home(&self) -> String {
        ballot_box::absolute(&self.results.budget.ballot_box)
    }
}

/// What follows the outcome.
fn fetch(send: Callback<Message>) {
    spawn_local(async move {
        send.emit(match more::load().await {
            Ok(more) => Message::MoreCame(Brought(more)),
            Err(Missing) => Message::MoreMissing,
        });
    });
}

/// Whether anybody can see the page.
fn sight(send: &Callback<Message>) -> EventListener {
    let send = send.clone();
    EventListener::new(&document(), "visibilitychange", move |_| {
        send.emit(Message::PageSeen(!document().hidden()));
    })
}
