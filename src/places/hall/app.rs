//! What is on the page for it: the only file here that names the browser.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use documents::{Budget, Lang};
use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::{Interval, Timeout};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::Event;
use yew::prelude::*;

use super::ballots::{self, Known};
use super::{Aside, Effect, Hall, Kept, Message, Moment, Press, heard, page};
use crate::places::{Beside, stage};
use crate::results::counter::Counter;
use crate::shell::{
    Tell, ballot_box, by_name, clock, document, focus, random, screen, stash, window,
};
use crate::state::{Closing, Open, Phase, Setting, State};
use crate::words::{Words, of_places};

const LOOKS: &str = include_str!("../../../styles/places/hall.css");

/// What a reload finds again is kept under this name.
const KEPT: &str = "hall";

const TICK_MS: u32 = 1_000;
/// Until words are asked for again that could not be had.
const WORDS_AGAIN_MS: u32 = 30_000;

pub(crate) fn begin(tell: &Tell) -> Box<dyn Beside> {
    Box::new(Screen {
        tell: tell.clone(),
        shown: None,
    })
}

type Shown = RefCell<Option<stage::Stage<App>>>;

/// There is something to show once the budget is here.
struct Screen {
    tell: Tell,
    shown: Option<Rc<Shown>>,
}

impl Beside for Screen {
    fn drawn(&mut self, state: &State) {
        match &state.phase {
            Phase::Open(open) => match &self.shown {
                None => {
                    let shown = Rc::<Shown>::default();
                    let look = look(&open.budget, &self.tell);
                    show(open, &state.setting, look, Rc::downgrade(&shown));
                    self.shown = Some(shown);
                }
                Some(shown) => {
                    if let Some(stage) = &*shown.borrow() {
                        stage.tell(Message::CloseKnown(open.closing.clone()));
                    }
                }
            },
            // A budget that is found to be broken after all is the widget's to speak of.
            Phase::Loading | Phase::Broken(_) => self.shown = None,
        }
    }
}

/// Asks, past everything kept, whether this is still the box's budget and whether the organiser has closed: the widget hears.
fn look(budget: &Rc<Budget>, tell: &Tell) -> Callback<()> {
    let (budget, tell) = (budget.clone(), tell.clone());
    Callback::from(move |()| ballot_box::look_for_close(&budget, &tell))
}

fn show(open: &Open, setting: &Setting, look: Callback<()>, shown: Weak<Shown>) {
    let closing = open.closing.clone();
    let (budget, lang) = (open.budget.clone(), open.lang.clone());
    let address = address(setting);
    spawn_local(async move {
        let words = match stage::words(lang, &budget.currency, of_places).await {
            Some(words) => words,
            // English is in the program; the others are asked for again.
            None => match stage::words(english(), &budget.currency, of_places).await {
                Some(words) => words,
                None => return,
            },
        };
        let begun = Begun {
            budget,
            words,
            address,
            look,
            closing,
        };
        if let Some(shown) = shown.upgrade() {
            shown.replace(stage::Stage::new("hall", LOOKS, begun));
        }
    });
}

fn english() -> Lang {
    Lang::parse("en").expect("a language tag")
}

/// Where residents take part: this page as their own devices are to open it.
fn address(setting: &Setting) -> String {
    let whole = ballot_box::absolute("");
    let here = whole.split(['?', '#']).next().unwrap_or_default();
    match &setting.place {
        Some(place) => [here, "?place=", place.as_str()].concat(),
        None => here.to_owned(),
    }
}

#[derive(Clone, PartialEq, Properties)]
struct Begun {
    budget: Rc<Budget>,
    words: Words,
    address: String,
    look: Callback<()>,
    closing: Closing,
}

struct App {
    hall: Hall,
    send: Callback<Message>,
    look: Callback<()>,
    known: Known,
    counter: Option<Counter>,
    asks: Option<Timeout>,
    aside: Option<Aside>,
    _ticks: Interval,
    _listeners: [EventListener; 2],
}

impl Component for App {
    type Message = Message;
    type Properties = Begun;

    fn create(ctx: &Context<Self>) -> Self {
        let Begun {
            budget,
            words,
            address,
            look,
            closing,
        } = ctx.props().clone();
        let now = moment();
        let kept = stash::kept(KEPT).and_then(|text| Kept::read(&text, budget.sha256, now.ms));
        let send = ctx.link().callback(|message| message);
        let (hall, effects) = Hall::new(budget, words, address, now, kept);
        let ticks = send.clone();
        let mut app = Self {
            hall,
            _ticks: Interval::new(TICK_MS, move || ticks.emit(Message::Ticked(moment()))),
            _listeners: [keys(&send), sight(&send)],
            send,
            look,
            known: Known::default(),
            counter: None,
            asks: None,
            aside: None,
        };
        screen::stay_on();
        app.perform(effects);
        app.hall.update(Message::CloseKnown(closing));
        app.look.emit(());
        app
    }

    fn update(&mut self, _: &Context<Self>, message: Message) -> bool {
        if matches!(message, Message::Seen(true)) {
            screen::stay_on();
        }
        let effects = self.hall.update(message);
        self.perform(effects);
        true
    }

    fn view(&self, _: &Context<Self>) -> Html {
        page(&self.hall, &self.send)
    }

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        let asks = self.hall.aside == Some(Aside::Leaving) && self.aside != self.hall.aside;
        self.aside = self.hall.aside;
        if asks {
            focus::on("hall-stay");
        }
    }
}

impl App {
    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::AskBallots => {
                    self.look.emit(());
                    self.ask();
                }
                Effect::AskBallotsAfter(seconds) => {
                    let spread = random::at_most(seconds / 2);
                    let send = self.send.clone();
                    let due = move || send.emit(Message::BallotsDue);
                    self.asks = Some(clock::after((seconds + spread) * 1_000, due));
                }
                Effect::Count => {
                    let home = ballot_box::absolute(&self.hall.budget.ballot_box);
                    let heard = self.send.reform(Message::Counted);
                    self.counter = Some(Counter::start(home, &self.hall.budget, None, &heard));
                }
                Effect::StopCount => self.counter = None,
                Effect::FetchWords(lang) => {
                    fetch(lang, self.hall.budget.currency.clone(), self.send.clone());
                }
                Effect::Keep(kept) => {
                    let text = kept.to_text(self.hall.budget.sha256, clock::now());
                    stash::keep_text(KEPT, &text);
                }
                Effect::BeginAnew => {
                    let _ = window().location().reload();
                }
                Effect::FullScreen => screen::turn_full(),
                Effect::Leave => {
                    let _ = window().location().set_hash("ballot");
                }
            }
        }
    }

    fn ask(&mut self) {
        self.asks = None;
        let (budget, known) = (self.hall.budget.clone(), self.known.clone());
        let send = self.send.clone();
        spawn_local(async move {
            let number = ballots::number(&budget, &known).await;
            send.emit(Message::Ticked(moment()));
            send.emit(Message::BallotsListed(number));
        });
    }
}

fn fetch(lang: Lang, currency: String, send: Callback<Message>) {
    spawn_local(async move {
        match stage::words(lang.clone(), &currency, of_places).await {
            Some(words) => send.emit(Message::WordsArrived(words)),
            None => {
                clock::after(WORDS_AGAIN_MS, move || fetch(lang, currency, send)).forget();
            }
        }
    });
}

fn moment() -> Moment {
    let ms = clock::now();
    let now = js_sys::Date::new(&(ms as f64).into()).into();
    // As in "18:05:09 GMT+0100", in every browser and language.
    let time = by_name::call(&now, "toTimeString", &JsValue::UNDEFINED);
    let time = time.ok().and_then(|it| it.as_string()).unwrap_or_default();
    let parts = time.split([':', ' ']).take(3);
    Moment {
        day: clock::today(),
        second: parts.fold(0, |before, part| before * 60 + part.parse().unwrap_or(0)),
        ms,
    }
}

fn keys(send: &Callback<Message>) -> EventListener {
    let send = send.clone();
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&window(), "keydown", options, move |event: &Event| {
        let text = |of: &JsValue, name| by_name::get(of, name).as_string().unwrap_or_default();
        let is = |name: &str| by_name::get(event, name).is_truthy();
        let (message, taken) = heard(Press {
            key: &text(event, "key"),
            on: &text(&by_name::get(event, "target"), "tagName"),
            with_others: ["altKey", "ctrlKey", "metaKey"].into_iter().any(is),
            repeats: is("repeat"),
        });
        if taken {
            event.prevent_default();
        }
        if let Some(message) = message {
            send.emit(message);
        }
    })
}

/// Whether anybody can see the page.
fn sight(send: &Callback<Message>) -> EventListener {
    let send = send.clone();
    EventListener::new(&document(), "visibilitychange", move |_| {
        send.emit(Message::Seen(!document().hidden()));
    })
}
