//! What is on the page for it.

use std::rc::Rc;

use documents::Lang;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::watch::Watch;
use super::{
    Address, Cover, Effect, Kiosk, Message, Record, Seen, StaffMessage, at_place, goes_on_at,
    open_cover, page,
};
use crate::places::Beside;
use crate::places::stage::{self, Stage};
use crate::shell::memory::database::{Database, WRITE_SAFELY};
use crate::shell::{Tell, document, random, start, window};
use crate::state::{MoneyStyle, State};
use crate::words::Words;

/// The name of what a kiosk keeps beside the ballots.
const KEPT: &str = "kiosk";

const LOOKS: &str = include_str!("../../../styles/places/kiosk.css");

pub(crate) async fn begin(tell: &Tell) -> Option<Box<dyn Beside>> {
    let search = window().location().search().unwrap_or_default();
    let database = Database::new(start::folder());
    let record = read(&database).await;
    if let Some(address) = goes_on_at(&search, &record) {
        let _ = window().location().replace(&address);
        return None;
    }
    let address = Address::read(&search);
    let kiosk = Kiosk::new(address, record, random::bytes().unwrap_or_default());
    let tell = tell.clone();
    let stage = Stage::<App>::new(
        "kiosk",
        LOOKS,
        Props {
            tell,
            kiosk,
            database,
        },
    )?;
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
    /// Every language that was spoken here: its words stay in memory, so that they are fetched once for all visitors.
    known: Vec<Words>,
    /// The language that was asked for last.
    asked: Lang,
    watch: Watch,
}

#[derive(Properties)]
struct Props {
    tell: Tell,
    kiosk: Kiosk,
    database: Database,
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
            kiosk: ctx.props().kiosk.clone(),
            words: Words::new(english.clone(), MoneyStyle::plain("").into(), None),
            known: Vec::new(),
            asked: english,
            watch: Watch::new(ctx.link().callback(Told::Happened)),
        }
    }

    fn update(&mut self, ctx: &Context<Self>, told: Told) -> bool {
        match told {
            Told::Happened(message) => self.happened(ctx, message),
            Told::Words(Some(words)) => {
                self.words = words.clone();
                self.known.push(words);
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
        let send = ctx.link().callback(Told::Happened);
        page(&self.kiosk, &self.words, &send)
    }

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        let cover = self.kiosk.cover();
        self.watch.asks(matches!(cover, Some(Cover::Question(_))));
        // `place.js` opens and closes them.
        set("data-cover", open_cover(&self.kiosk).unwrap_or_default());
    }
}

impl App {
    fn happened(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        let before = self.kiosk.clone();
        let drawn = matches!(message, Message::Seen(_));
        // A browser may close a dialog by itself; then the page is to be looked at.
        let closes = matches!(message, Message::Staff(StaffMessage::Left));
        for effect in self.kiosk.update(message) {
            self.perform(ctx, effect);
        }
        if drawn {
            self.speak(ctx);
        }
        closes || self.kiosk.shows_other_than(&before)
    }

    fn perform(&self, ctx: &Context<Self>, effect: Effect) {
        match effect {
            Effect::Tell(message) => (ctx.props().tell)(message),
            Effect::Keep => self.keep(ctx, || ()),
            Effect::Offer(bytes) => self.offer(&bytes),
            Effect::Move => {
                let search = window().location().search().unwrap_or_default();
                let place = self.kiosk.record.moved.as_ref();
                let address = place.map(|(_, place)| at_place(&search, place));
                self.keep(ctx, move || {
                    if let Some(address) = address {
                        let _ = window().location().replace(&address);
                    }
                });
            }
        }
    }

    /// Then does that.
    fn keep(&self, ctx: &Context<Self>, then: impl FnOnce() + 'static) {
        let database = ctx.props().database.clone();
        let record = self.kiosk.record.write();
        spawn_local(async move {
            let kept = database.write(KEPT, Some(record.as_bytes()), WRITE_SAFELY);
            // A device that keeps nothing says so on the staff's screen.
            let _ = kept.await;
            then();
        });
    }

    /// `place.js` gives it to staff.
    fn offer(&self, bytes: &[u8]) {
        let (Ok(text), Some(seen)) = (std::str::from_utf8(bytes), &self.kiosk.seen) else {
            return;
        };
        let place = seen.place.as_ref().map_or("kiosk", |place| place.as_str());
        let name = format!("{}-{place}-{}.jsonl", seen.budget.id, seen.today);
        set("data-file-name", &name);
        set("data-file", text);
    }

    /// As the widget does.
    fn speak(&mut self, ctx: &Context<Self>) {
        let seen = self.kiosk.seen.as_ref();
        let Some(seen) = seen.filter(|seen| seen.lang != self.asked) else {
            return;
        };
        let (lang, currency) = (seen.lang.clone(), seen.budget.currency.clone());
        self.asked = lang.clone();
        if let Some(words) = self.known.iter().find(|words| *words.lang() == lang) {
            self.words = words.clone();
            return;
        }
        let link = ctx.link().clone();
        spawn_local(async move {
            link.send_message(Told::Words(stage::words(lang, &currency).await));
        });
    }
}

fn set(attribute: &str, value: &str) {
    if let Some(page) = document().document_element() {
        let _ = page.set_attribute(attribute, value);
    }
}

/// What was kept beside the ballots.
async fn read(database: &Database) -> Record {
    let kept = database.all().await.unwrap_or_default();
    let ours = kept.into_iter().find(|(name, _)| name == KEPT);
    let text = ours.and_then(|(_, bytes)| String::from_utf8(bytes).ok());
    Record::read(&text.unwrap_or_default())
}
