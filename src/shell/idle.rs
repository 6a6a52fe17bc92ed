//! A shared device that is left alone: the passing of time, signs of life, and the question whether anybody is there.

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Interval;
use wasm_bindgen::prelude::*;
use web_sys::HtmlDialogElement;

use super::{Tell, clock, document, window};
use crate::state::{Mode, TurnMessage};

const EVERY_MS: u32 = 1_000;

/// What only somebody who is there does. A screen reader's double tap comes as a click alone.
const SIGNS: [&str; 5] = ["pointerdown", "keydown", "wheel", "input", "click"];

/// When a page that slept may have woken up.
const WAKES: [&str; 3] = ["visibilitychange", "focus", "pageshow"];

/// Watches for as long as it lives.
pub(crate) struct Idle {
    watch: Rc<Watch>,
    _timer: Interval,
    _listeners: Vec<EventListener>,
}

struct Watch {
    tell: Tell,
    /// By the device's clock, which goes on while the device sleeps.
    last: Cell<u64>,
    touched: Cell<bool>,
    asking: Cell<bool>,
}

/// On a shared device only.
pub(crate) fn watch(mode: Mode, tell: &Tell) -> Option<Idle> {
    let watch = Rc::new(Watch {
        tell: tell.clone(),
        last: Cell::new(clock::now()),
        touched: Cell::default(),
        asking: Cell::default(),
    });
    (mode == Mode::Kiosk).then(|| Idle::of(watch))
}

impl Idle {
    fn of(watch: Rc<Watch>) -> Self {
        let options = EventListenerOptions {
            phase: gloo::events::EventListenerPhase::Capture,
            passive: false,
        };
        let sign = |name: &'static str| {
            let watch = watch.clone();
            EventListener::new_with_options(&window(), name, options, move |event| {
                watch.touched(event)
            })
        };
        let wake = |name: &'static str| {
            let watch = watch.clone();
            let awake = EventListenerOptions::run_in_capture_phase();
            EventListener::new_with_options(&window(), name, awake, move |_| watch.passes(0))
        };
        let ticks = watch.clone();
        Self {
            _timer: Interval::new(EVERY_MS, move || ticks.passes(EVERY_MS.into())),
            _listeners: SIGNS.map(sign).into_iter().chain(WAKES.map(wake)).collect(),
            watch,
        }
    }

    /// Asks, or no longer. The browser's own dialog makes the rest of the page inert, takes the focus and gives it back.
    pub(crate) fn ask(&self, asking: bool) {
        if self.watch.asking.replace(asking) == asking {
            return;
        }
        let dialog = document().get_element_by_id("still-there");
        if let Some(dialog) = dialog.map(JsCast::unchecked_into::<HtmlDialogElement>) {
            if asking {
                let _ = dialog.show_modal();
            } else if dialog.open() {
                dialog.close();
            }
        }
    }
}

impl Watch {
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
            (self.tell)(TurnMessage::Touched.into());
        }
        let ms = since.max(at_least);
        (self.tell)(TurnMessage::TimePassed { ms }.into());
    }
}
