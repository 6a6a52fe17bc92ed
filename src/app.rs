//! The one stateful component: holds the state, hands effects to the shell, draws the page.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use yew::prelude::*;
use yew::virtual_dom::VList;

use crate::pages;
use crate::shell::{self, Shell, Tell};
use crate::state::{DeviceMessage, Effect, Message, Phase, State};

/// The widget.
pub struct App {
    state: State,
    shell: Shell,
    send: Callback<Message>,
    /// Turned over whenever the page is to be drawn from nothing.
    anew: bool,
    /// So many lines of the ballot are drawn. A page that is loaded is looked at from its top: the others follow while nothing
    /// else is to be done, so that no first touch waits for them.
    lines: usize,
    further: Option<Timeout>,
}

/// More than these fill no phone's screen.
const FIRST_LINES: usize = 3;

#[derive(Default, PartialEq, Properties)]
pub struct Props {
    #[prop_or_default]
    pub first: First,
}

/// What has been fetched already: the visitor's words, and the budget. The widget takes it when it begins.
#[derive(Clone, Default)]
pub struct First(Rc<RefCell<Vec<Message>>>);

impl PartialEq for First {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Component for App {
    /// `None`: there is time to draw further lines.
    type Message = Option<Message>;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let setting = shell::setting();
        let send = ctx.link().callback(Some);
        let told = send.clone();
        let shell = Shell::new(setting.mode, Rc::new(move |message| told.emit(message)));
        let (mut state, mut effects) = State::new(setting);
        for first in ctx.props().first.0.take() {
            effects.retain(|effect| !matches!(effect, Effect::FetchBudget));
            effects.extend(state.update(first));
        }
        let mut app = Self {
            state,
            shell,
            send,
            anew: false,
            lines: FIRST_LINES,
            further: None,
        };
        app.perform(effects);
        app.shell.tell_start();
        app
    }

    fn update(&mut self, _: &Context<Self>, message: Option<Message>) -> bool {
        let Some(message) = message else {
            self.lines *= 2;
            return true;
        };
        // A page that nobody leaves sees no other sign that a day is over.
        let today = shell::today();
        if today != self.state.setting.today {
            let effects = self.state.update(DeviceMessage::DayChanged(today).into());
            self.perform(effects);
        }
        let effects = self.state.update(message);
        self.perform(effects);
        true
    }

    fn view(&self, _: &Context<Self>) -> Html {
        let page = pages::so_far(&self.state, self.lines, &self.send);
        // By its key the ballot comes in place of the waiting page, whose parts would else be seen to move.
        let key = match self.state.phase {
            Phase::Loading => "loading",
            Phase::Broken(_) => "broken",
            Phase::Open(_) if self.anew => "anew",
            Phase::Open(_) => "open",
        };
        let keyed = VList::with_children(vec![page], Some(key.into()));
        // Yew looks at keys only among the parts of a list.
        VList::with_children(vec![keyed.into()], None).into()
    }

    fn rendered(&mut self, ctx: &Context<Self>, _: bool) {
        if !pages::is_whole(&self.state, self.lines) {
            let link = ctx.link().clone();
            self.further = Some(shell::after_paint(move || link.send_message(None)));
        }
        self.shell.name_page(
            pages::title(&self.state),
            pages::lang(&self.state),
            pages::dir(&self.state),
        );
        self.shell.drawn(&self.state);
    }
}

impl App {
    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            self.anew ^= matches!(effect, Effect::DrawAnew);
            self.shell.perform(effect, &self.state);
        }
    }
}

/// Puts the widget in place of the skeleton that is the page's body, once the budget is there or cannot be had: until
/// then the skeleton says as much, and drawing a page twice is a good part of a cheap phone's time.
pub fn mount() {
    let first = First::default();
    let heard = move |message| {
        let budget = !matches!(message, Message::Language(_));
        first.0.borrow_mut().push(message);
        if budget {
            let first = first.clone();
            yew::Renderer::<App>::with_props(Props { first }).render();
        }
    };
    shell::fetch_first(&shell::setting(), &(Rc::new(heard) as Tell));
}
