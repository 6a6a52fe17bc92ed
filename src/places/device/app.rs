//! What is on the page for it.

use documents::Lang;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::Event;
use yew::prelude::*;

use super::{Device, Message, Opens, page};
use crate::places::speech::Speech;
use crate::places::stage::Stage;
use crate::places::{Beside, desk};
use crate::shell::memory::all_of;
use crate::shell::{by_name, document, focus, window};
use crate::state::{Phase, State};
use crate::words::{Words, of_places};

const LOOKS: &str = include_str!("../../../styles/places/device.css");

/// By this `device.js` is asked to remove everything.
const REMOVE: &str = "common-purse-remove";

/// By this it says that it is there, and whether the page opens without a signal.
const SAYS: &str = "data-device";
const KEPT: &str = "kept";

/// The element of what is said beside the widget.
const BESIDE: &str = "local";

/// A page of its own, or only what is to be said beside the widget.
pub(crate) fn begin(alone: bool) -> Option<Box<dyn Beside>> {
    let name = if alone { "device" } else { BESIDE };
    let stage = Stage::<App>::new(name, LOOKS, Props { alone })?;
    if let (false, Some(host), Some(body)) = (
        alone,
        document().get_element_by_id(BESIDE),
        document().body(),
    ) {
        // It is the answer to what is said at the head of the page.
        let page = document().query_selector("body > .page").ok().flatten();
        let _ = body.insert_before(&host, page.as_deref());
    }
    Some(Box::new(Shown { stage, alone }))
}

struct Shown {
    stage: Stage<App>,
    alone: bool,
}

#[derive(PartialEq, Properties)]
struct Props {
    alone: bool,
}

impl Beside for Shown {
    fn drawn(&mut self, state: &State) {
        let Phase::Open(open) = &state.phase else {
            return;
        };
        let device = Device::of(state, opens(), &around(), self.alone);
        self.stage.tell(Told::Looked(Box::new(device)));
        self.stage
            .tell(Told::Asked(open.lang.clone(), open.budget.currency.clone()));
    }
}

struct App {
    device: Device,
    speech: Speech,
    /// Did the question have the focus when this was last drawn?
    asks: bool,
}

enum Told {
    Looked(Box<Device>),
    Pressed(Message),
    /// What the device keeps of desks, as `Device::paper` says it; and whether that was looked up for the question.
    Paper(Option<usize>, bool),
    /// The widget speaks this language, and its budget has this currency.
    Asked(Lang, String),
    /// How to speak a language; nothing where its words could not be had.
    Words(Option<Words>),
}

impl Component for App {
    type Message = Told;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        if ctx.props().alone {
            read_paper(ctx, false);
        }
        Self {
            device: Device::default(),
            speech: Speech::new(of_places),
            asks: false,
        }
    }

    fn update(&mut self, ctx: &Context<Self>, told: Told) -> bool {
        match told {
            Told::Looked(device) => self.device.looked(*device),
            // Another tab may have typed on meanwhile: what would be lost is looked up before it is asked about.
            Told::Pressed(Message::RemovePressed) => {
                read_paper(ctx, true);
                false
            }
            Told::Pressed(message) => {
                let confirmed = message == Message::Confirmed;
                self.device.update(message);
                if confirmed && !remove() {
                    self.device.update(Message::RemovalFailed);
                }
                true
            }
            Told::Paper(paper, asks) => {
                self.device.update(Message::PaperRead(paper));
                if asks {
                    self.device.update(Message::RemovePressed);
                }
                true
            }
            Told::Asked(lang, currency) => {
                let (link, told) = (ctx.link(), Told::Words);
                self.speech.follow(&lang, &currency, link, told)
            }
            Told::Words(words) => {
                self.speech.hear(words);
                true
            }
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        page(
            &self.device,
            self.speech.words(),
            &ctx.link().callback(Told::Pressed),
        )
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        let asks = std::mem::replace(&mut self.asks, self.device.asks);
        if self.device.asks && !asks {
            focus::on("device-asks");
        } else if (asks && !self.device.asks) || (first && ctx.props().alone) {
            focus::on("device-title");
        }
    }
}

/// Looks up what the device keeps of desks.
fn read_paper(ctx: &Context<App>, asks: bool) {
    let link = ctx.link().clone();
    spawn_local(async move {
        let kept = all_of(desk::SHELF).await;
        let waiting = kept.iter().map(|bytes| desk::waiting_sheets(bytes)).sum();
        let paper = (!kept.is_empty()).then_some(waiting);
        link.send_message(Told::Paper(paper, asks));
    });
}

/// Is there anybody who does it?
fn remove() -> bool {
    let event = said().and_then(|_| Event::new(REMOVE).ok());
    event.is_some_and(|event| window().dispatch_event(&event).is_ok())
}

fn said() -> Option<String> {
    document().document_element()?.get_attribute(SAYS)
}

fn opens() -> Opens {
    let secure = by_name::get(&window(), "isSecureContext");
    match (secure.is_truthy(), said().as_deref()) {
        (false, _) => Opens::Never,
        (true, Some(KEPT)) => Opens::Already,
        (true, _) => Opens::NotYet,
    }
}

/// This page's address, and the origin of the page around it where the browser tells (Chromium, WebKit).
fn around() -> Vec<String> {
    let location: JsValue = window().location().into();
    let here = by_name::get(&location, "href").as_string();
    let outer = by_name::get(&by_name::get(&location, "ancestorOrigins"), "0");
    here.into_iter().chain(outer.as_string()).collect()
}
