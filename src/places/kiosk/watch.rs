//! The passing of time, and signs of life.

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Interval;
use wasm_bindgen::JsCast;
use web_sys::PageTransitionEvent;
use yew::Callback;

use super::Message;
use crate::shell::{clock, window};

const EVERY_MS: u32 = 1_000;

/// What only somebody who is there does. A screen reader's double tap comes as a click alone.
const SIGNS: [&str; 5] = ["pointerdown", "keydown", "wheel", "input", "click"];

/// When a page that slept may have woken up.
const WAKES: [&str; 3] = ["visibilitychange", "focus", "pageshow"];

/// Watches for as long as it lives.
pub(super) struct Watch {
    time: Rc<Time>,
    _timer: Interval,
    _listeners: Vec<EventListener>,
}

struct Time {
    tell: Callback<Message>,
    /// By the device's clock, which goes on while the device sleeps.
    last: Cell<u64>,
    touched: Cell<bool>,
    asking: Cell<bool>,
}

impl Watch {
    pub(super) fn new(tell: Callback<Message>) -> Self {
        let time = Rc::new(Time {
            tell,
            last: Cell::new(clock::now()),
            touched: Cell::default(),
            asking: Cell::default(),
        });
        let options = EventListenerOptions {
            phase: gloo::events::EventListenerPhase::Capture,
            passive: false,
        };
        let sign = |name: &'static str| {
            let time = time.clone();
            EventListener::new_with_options(&window(), name, options, move |event| {
                time.touched(event)
            })
        };
        let wake = |name: &'static str| {
            let time = time.clone();
            let awake = EventListenerOptions::run_in_capture_phase();
            EventListener::new_with_options(&window(), name, awake, move |_| time.passes(0))
        };
        let ticks = time.clone();
        let mut listeners: Vec<_> = SIGNS.map(sign).into_iter().chain(WAKES.map(wake)).collect();
        listeners.push(anew());
        Self {
            _timer: Interval::new(EVERY_MS, move || ticks.passes(EVERY_MS.into())),
            _listeners: listeners,
            time,
        }
    }

    /// Is the question on the page?
    pub(super) fn asks(&self, asking: bool) {
        self.time.asking.set(asking);
    }
}

impl Time {
    /// A touch that wakes a sleeping device comes after the time that it slept, and a key that answers the question does
    /// nothing else.
    fn touched(&self, event: &web_sys::Event) {
        self.touched.set(true);
        if self.asking.get() && event.type_() == "keydown" {
            event.prevent_default();
        }
        if self.asking.get() || clock::now().abs_diff(self.last.get()) > 5 * u64::from(EVERY_MS) {
            self.passes(0);
        }
    }

    /// A clock that was put back may not stop the time: a tick of the timer is a second at least.
    fn passes(&self, at_least: u64) {
        let now = clock::now();
        let since = now.saturating_sub(self.last.replace(now));
        if self.touched.take() {
            self.tell.emit(Message::Touched);
        }
        let ms = since.max(at_least);
        self.tell.emit(Message::TimePassed { ms });
        self.tell.emit(Message::Clock {
            now,
            today: clock::today(),
        });
    }
}

/// A page that comes back from the back/forward cache would show the last visitor's.
fn anew() -> EventListener {
    EventListener::new(&window(), "pageshow", |event| {
        let persisted = event
            .dyn_ref::<PageTransitionEvent>()
            .is_some_and(PageTransitionEvent::persisted);
        if persisted {
            let _ = window().location().reload();
        }
    })
}
