//! What the device and the address say, at the start and when it changes.

use std::rc::Rc;

use documents::Lang;
use gloo::events::EventListener;

use super::{Tell, ballot_box, clock, document, window, words};
use crate::state::{Address, DeviceMessage, LoadMessage, ServerDay, Setting, Storage};
use crate::words::{Words, language_packs};

/// What is known before anything has been asked.
#[must_use]
pub fn setting() -> Setting {
    let location = window().location();
    let parts = [location.search(), location.hash()];
    let asked = Address::read(&parts.map(Result::unwrap_or_default).concat());
    Setting {
        mode: asked.mode,
        channel: asked.channel,
        place: asked.place,
        strange: asked.strange,
        today: clock::today(),
        server: ServerDay::Unasked,
        framed: window()
            .parent()
            .ok()
            .flatten()
            .is_some_and(|parent| parent != window()),
        online: window().navigator().on_line(),
        storage: Storage::Unknown,
        wanted: wanted(asked.lang),
        packs: language_packs(),
    }
}

/// Asks for what the first page needs, the visitor's words and the budget; `tell` hears of each. Both are on their way
/// already (`start.js` and `index.html`), so that one may wait for the other.
pub fn fetch_first(setting: &Setting, tell: &Tell) {
    let mut wanted = setting.wanted.iter();
    let likely = wanted.find(|lang| Words::speaks(lang));
    let Some(lang) = likely.filter(|lang| !setting.can_speak(lang)) else {
        return ballot_box::fetch_budget(tell);
    };
    let tell = tell.clone();
    let then_budget = move |words| {
        tell(words);
        ballot_box::fetch_budget(&tell);
    };
    words::ask(lang.clone(), &(Rc::new(then_budget) as Tell));
}

/// Tells of the connection and the day.
pub(crate) fn listen(tell: &Tell) -> Vec<EventListener> {
    let connection = |online: bool| {
        let tell = tell.clone();
        let name = if online { "online" } else { "offline" };
        EventListener::new(&window(), name, move |_| {
            tell(LoadMessage::ConnectionChanged { online }.into())
        })
    };
    let day = {
        let tell = tell.clone();
        EventListener::new(&document(), "visibilitychange", move |_| {
            if !document().hidden() {
                tell(DeviceMessage::DayChanged(clock::today()).into());
            }
        })
    };
    vec![connection(true), connection(false), day]
}

/// The path of the widget's folder, which tells widgets apart that share a host.
pub(crate) fn folder() -> String {
    let path = window().location().pathname().unwrap_or_default();
    path.rsplit_once('/')
        .map_or("", |(folder, _)| folder)
        .into()
}

/// What stands outside the widget's own element: the tab's title, the language, the direction.
pub(crate) fn name_page([title, lang, dir]: &[String; 3]) {
    let document = document();
    document.set_title(title);
    if let Some(root) = document.document_element() {
        let _ = root.set_attribute("lang", lang);
        let _ = root.set_attribute("dir", dir);
    }
}

/// The language in the address, then those that the browser asks for.
fn wanted(asked: Option<Lang>) -> Vec<Lang> {
    let browser = window().navigator().languages();
    let browser = browser.iter().filter_map(|lang| lang.as_string());
    let browser = browser.filter_map(|lang| Lang::parse(&lang));
    asked.into_iter().chain(browser).collect()
}
