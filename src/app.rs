//! The one stateful component: holds the state, hands effects to the shell, draws the page.

use std::cell::RefCell;
use std::rc::Rc;

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
}

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
    type Message = Message;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let setting = shell::setting();
        let send = ctx.link().callback(|message| message);
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
        };
        app.perform(effects);
        app.shell.tell_start();
        app
    }

    fn update(&mut self, _: &Context<Self>, message: Message) -> bool {
        // A page that nobody leaves, such as a kiosk's, sees no other sign that a day is over.
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
        let page = pages::page(&self.state, &self.send);
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

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
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
