//! The way through the screens, by buttons and by the browser's Back and Forward.

use super::{Effect, Fault, Open, Phase, State};

macro_rules! screens {
    ($($(#[$says:meta])* $screen:ident = $address:literal),* $(,)?) => {
        /// The screens, each with an address of its own so that Back works.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Screen {
            $($(#[$says])* $screen),*
        }

        impl Screen {
            pub const ALL: &[Self] = &[$(Self::$screen),*];

            /// The fragment of the page's address.
            #[must_use]
            pub fn address(self) -> &'static str {
                match self {
                    $(Self::$screen => $address),*
                }
            }
        }
    };
}

screens! {
    Ballot = "#ballot",
    About = "#about",
    Check = "#check",
    /// Sent, or safely queued: the receipt.
    Receipt = "#receipt",
    Results = "#results",
}

#[derive(Clone, Debug, PartialEq)]
pub enum NavigateMessage {
    /// A button or link asks for a screen; for the button at the foot, ask for `Open::next`.
    ScreenAsked(Screen),
    /// The browser shows this screen already (Back, Forward, an address).
    ScreenShown(Screen),
    /// "Change" on the check page: back to this line of the ballot.
    ChangePressed(usize),
    ReloadPressed,
}

impl State {
    pub(super) fn navigate(&mut self, message: NavigateMessage) -> Vec<Effect> {
        match (message, &mut self.arriving, &mut self.phase) {
            (NavigateMessage::ScreenShown(screen), Some(arriving), _) => {
                arriving.pending_screen = Some(screen);
                self.come_near(screen)
            }
            (message, _, Phase::Open(open)) => open.navigate(message),
            (_, _, Phase::Loading | Phase::Broken(_)) => Vec::new(),
        }
    }

    /// The browser goes to a screen while something is still arriving that may make it possible: the address stays,
    /// and the screen is as near to it as can be now.
    fn come_near(&mut self, screen: Screen) -> Vec<Effect> {
        if let Phase::Open(open) = &mut self.phase {
            open.enter(open.instead_of(screen));
        }
        Vec::new()
    }
}

impl Open {
    fn navigate(&mut self, message: NavigateMessage) -> Vec<Effect> {
        match message {
            NavigateMessage::ScreenAsked(screen) => self.screen_asked(screen),
            NavigateMessage::ScreenShown(screen) => self.screen_shown(screen),
            NavigateMessage::ChangePressed(line) => self.change_pressed(line),
            NavigateMessage::ReloadPressed => vec![Effect::Reload],
        }
    }

    /// A button or link asks for a screen: with faults, "check" stays on the ballot and shows them.
    fn screen_asked(&mut self, screen: Screen) -> Vec<Effect> {
        let faults = self.faults_now();
        if self.ballot.is_filling() && ahead(screen) && !ahead(self.screen) && !faults.is_empty() {
            return self.show_faults(faults);
        }
        let there = self.instead_of(screen);
        if there == self.screen {
            return Vec::new();
        }
        self.enter(there);
        vec![Effect::Show(there)]
    }

    /// The browser has gone to a screen by itself: show it, or put the right one in its place.
    fn screen_shown(&mut self, screen: Screen) -> Vec<Effect> {
        let there = self.instead_of(screen);
        let moved = there != self.screen;
        self.enter(there);
        match (there == screen, moved) {
            (false, _) => vec![Effect::ShowInstead(there)],
            (true, true) => vec![Effect::FocusHeading],
            (true, false) => Vec::new(),
        }
    }

    /// The screen that the page was opened with; nothing takes the focus.
    pub(super) fn arrive(&mut self, screen: Screen) -> Vec<Effect> {
        let there = self.instead_of(screen);
        self.enter(there);
        if there == screen {
            Vec::new()
        } else {
            vec![Effect::ShowInstead(there)]
        }
    }

    /// "Change" on the check page.
    fn change_pressed(&mut self, line: usize) -> Vec<Effect> {
        if !self.ballot.is_filling() || line >= self.draft().choices.lines.len() {
            return Vec::new();
        }
        let mut effects = self.screen_asked(Screen::Ballot);
        effects.push(Effect::FocusLine(line));
        effects
    }

    /// Back on the ballot, with what stands in the way.
    pub(super) fn show_faults(&mut self, faults: Vec<Fault>) -> Vec<Effect> {
        let away = self.screen != Screen::Ballot;
        self.enter(Screen::Ballot);
        self.filling.faults = faults;
        let mut effects = vec![Effect::FocusFaults];
        if away {
            effects.insert(0, Effect::Show(Screen::Ballot));
        }
        effects
    }

    /// The screen that the button at the foot of this one should ask for.
    #[must_use]
    pub fn next(&self) -> Screen {
        match self.screen {
            Screen::Ballot if !self.filling.about_shown && !self.budget.about.is_empty() => {
                Screen::About
            }
            Screen::Ballot | Screen::About => Screen::Check,
            Screen::Check | Screen::Receipt | Screen::Results => Screen::Results,
        }
    }

    /// The screen itself where it can be shown now, else the one that stands in for it.
    pub(super) fn instead_of(&self, screen: Screen) -> Screen {
        match screen {
            Screen::Results if self.budget.results_open => Screen::Results,
            Screen::Receipt if self.cast().is_some() => Screen::Receipt,
            _ if self.ballot.is_cast() => Screen::Receipt,
            Screen::About if !self.budget.about.is_empty() && self.is_complete() => Screen::About,
            Screen::About | Screen::Check if self.is_complete() => Screen::Check,
            _ => Screen::Ballot,
        }
    }

    pub(super) fn enter(&mut self, screen: Screen) {
        let filling = &mut self.filling;
        if screen != self.screen {
            filling.faults.clear();
        }
        filling.about_shown |= screen == Screen::About;
        self.screen = screen;
    }
}

/// Screens that a ballot with faults does not get to.
fn ahead(screen: Screen) -> bool {
    matches!(screen, Screen::About | Screen::Check)
}
