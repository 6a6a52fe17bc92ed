//! What the tests stand on: waiting for something, a box in the page, a widget on the page.

use std::cell::RefCell;
use std::rc::Rc;

use common_purse::app::App;
use common_purse::shell::{self, Shell};
use common_purse::state::{Effect, Message, Mode, State};
use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Element, HtmlElement, HtmlInputElement, Window};

const BUDGET: &str = include_str!("../../budgets/aldermoor.json");

/// Tries for five seconds; the browser goes on in between.
pub(crate) async fn until<T>(what: &str, mut found: impl FnMut() -> Option<T>) -> T {
    for _ in 0..500 {
        if let Some(found) = found() {
            return found;
        }
        breathe().await;
    }
    panic!("waited in vain for {what}");
}

async fn breathe() {
    let turn = Promise::new(&mut |resolve, _| {
        window()
            .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, 10)
            .expect("a window has timers");
    });
    JsFuture::from(turn).await.expect("a timer does not fail");
}

/// A shell without a widget, and what it has told.
pub(crate) struct Bench {
    shell: Shell,
    state: State,
    told: Rc<RefCell<Vec<Message>>>,
}

impl Bench {
    pub(crate) fn new() -> Self {
        let told = Rc::<RefCell<Vec<Message>>>::default();
        let heard = Rc::clone(&told);
        let shell = Shell::new(
            Mode::Own,
            Rc::new(move |message| heard.borrow_mut().push(message)),
        );
        let (state, _) = State::new(shell::setting());
        Self { shell, state, told }
    }

    pub(crate) fn perform(&mut self, effect: Effect) {
        self.shell.perform(effect, &self.state);
    }

    /// Waits until the shell tells something that `wanted` takes, and takes it out.
    pub(crate) async fn hears<T>(&self, what: &str, wanted: impl Fn(&Message) -> Option<T>) -> T {
        until(what, || {
            let mut told = self.told.borrow_mut();
            let (at, found) = told
                .iter()
                .enumerate()
                .find_map(|(at, message)| Some((at, wanted(message)?)))?;
            told.remove(at);
            Some(found)
        })
        .await
    }
}

/// A widget on the page, with the example budget in a box that is part of the page; gone when dropped.
pub(crate) struct Widget {
    handle: Option<yew::AppHandle<App>>,
    root: Element,
}

impl Widget {
    pub(crate) async fn open() -> Self {
        hold_box(BUDGET);
        window()
            .location()
            .set_hash("")
            .expect("a page may change its fragment");
        let root = document().create_element("div").expect("a div can be made");
        document()
            .body()
            .expect("the page has a body")
            .append_child(&root)
            .expect("a body takes a div");
        let handle = yew::Renderer::<App>::with_root(root.clone()).render();
        let widget = Self {
            handle: Some(handle),
            root,
        };
        until("the ballot", || widget.find("#amount-0")).await;
        widget
    }

    pub(crate) fn find(&self, selector: &str) -> Option<Element> {
        self.root
            .query_selector(selector)
            .expect("the selector is well-formed")
    }

    pub(crate) fn heading(&self) -> String {
        self.find("#heading")
            .and_then(|heading| heading.text_content())
            .unwrap_or_default()
    }

    /// The sliders, in the order of the lines.
    pub(crate) fn sliders(&self) -> Vec<HtmlInputElement> {
        let found = self
            .root
            .query_selector_all("input[type=range]")
            .expect("the selector is well-formed");
        (0..found.length())
            .filter_map(|at| found.get(at)?.dyn_into().ok())
            .collect()
    }

    pub(crate) fn input(&self, selector: &str) -> HtmlInputElement {
        self.find(selector)
            .expect("the page shows this input")
            .unchecked_into()
    }

    pub(crate) fn press(&self, selector: &str) {
        self.find(selector)
            .expect("the page shows this button")
            .unchecked_into::<HtmlElement>()
            .click();
    }
}

impl Drop for Widget {
    fn drop(&mut self) {
        if let Some(handle) = self.handle.take() {
            handle.destroy();
        }
        self.root.remove();
    }
}

/// Sets an input's value as a visitor would, and tells the page.
pub(crate) fn enter(input: &HtmlInputElement, value: &str, event: &str) {
    input.set_value(value);
    let init = web_sys::EventInit::new();
    init.set_bubbles(true);
    let event =
        web_sys::Event::new_with_event_init_dict(event, &init).expect("an event can be made");
    input.dispatch_event(&event).expect("an input takes events");
}

pub(crate) fn focused() -> String {
    document()
        .active_element()
        .map(|element| element.id())
        .unwrap_or_default()
}

pub(crate) fn window() -> Window {
    web_sys::window().expect("the test runs in a page")
}

pub(crate) fn document() -> Document {
    window().document().expect("a page has a document")
}

#[wasm_bindgen(inline_js = r#"
    const network = window.fetch;

    export function hold_box(budget) {
        const files = new Map([["budget.json", budget]]);
        window.fetch = async (request) => {
            const [, name] = new URL(request.url ?? request, location.href).pathname.split("/box/");
            if (name === undefined) return network(request);
            if (request.method === "PUT") {
                files.set(name, await request.text());
                return new Response(null, { status: 201 });
            }
            return files.has(name) ? new Response(files.get(name)) : new Response(null, { status: 404 });
        };
    }

    let storage;
    export function forbid_storage() {
        storage = Object.getOwnPropertyDescriptor(window, "indexedDB") ?? null;
        Object.defineProperty(window, "indexedDB", {
            configurable: true,
            get() { throw new DOMException("forbidden", "SecurityError"); },
        });
    }
    export function allow_storage() {
        delete window.indexedDB;
        if (storage) Object.defineProperty(window, "indexedDB", storage);
    }
"#)]
extern "C" {
    pub(crate) fn hold_box(budget: &str);
    pub(crate) fn forbid_storage();
    pub(crate) fn allow_storage();
}
