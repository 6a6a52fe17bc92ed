//! What residents do: each votes once, and again only when the page has not told them that their ballot is safe.

use common_purse::state::{
    BallotPhase, EditMessage, LoadMessage, Mode, NavigateMessage, Open, Phase, Reason, Screen,
    SendMessage, Stage, TurnMessage, VoterMessage, Waiting,
};
use documents::Id;

use crate::event::Kind;
use crate::world::{Due, MINUTE, SECOND, World};

#[derive(Default)]
pub(crate) struct Resident {
    /// The page has told: "sent", or "saved on this device".
    pub(crate) told: bool,
    /// Has voted once more with the same code.
    pub(crate) again: bool,
    /// Went away from a shared device before the page said anything.
    pub(crate) left: bool,
}

/// What there is to see for whoever stands before the page.
enum Sight {
    Waiting,
    Broken,
    Empty,
    Freezing,
    Receipt {
        id: Id,
        told: bool,
        sent: bool,
        asks: bool,
    },
}

impl World {
    /// The one who is at the device does the next thing.
    pub(crate) fn act(&mut self, at: usize) {
        let pause = match self.sight(at) {
            Sight::Waiting | Sight::Freezing => 5 * SECOND,
            Sight::Broken => {
                self.tell(at, LoadMessage::TryAgainPressed);
                10 * SECOND
            }
            Sight::Empty => self.vote(at),
            Sight::Receipt {
                id,
                told,
                sent,
                asks,
            } => self.look(at, id, told, sent, asks),
        };
        let life = self.devices[at].life;
        if self.devices[at].page.is_some() && pause > 0 {
            self.after(pause, Due::Acts { device: at, life });
        }
    }

    fn sight(&self, at: usize) -> Sight {
        match self.devices[at]
            .page
            .as_ref()
            .map(|page| (&page.phase, page.setting.storage))
        {
            None | Some((Phase::Loading, _)) => Sight::Waiting,
            Some((_, common_purse::state::Storage::Unknown)) => Sight::Waiting,
            Some((Phase::Broken(_), _)) => Sight::Broken,
            Some((Phase::Open(open), _)) => seen(open),
        }
    }

    /// Shares out the money and sends, unless this resident has no reason to.
    fn vote(&mut self, at: usize) -> u64 {
        let Some(&who) = self.devices[at].visitors.front() else {
            return 0;
        };
        // This tab says that nothing is sent: some believe it, and press again.
        let doubts =
            self.devices[at].asleep.is_some() && self.complete(at) && self.dice.percent(60);
        if self.residents[who].told && !doubts {
            return self.go(at, true);
        }
        if !self.complete(at) {
            self.fill(at);
            return 5 * SECOND;
        }
        if self.wants_code(at) {
            self.tell(
                at,
                VoterMessage::CodeTyped(self.event.codes[who].to_string()),
            );
        }
        if self.devices[at].asleep.is_some() && self.cast_in_another(who) {
            self.again_in_tabs += 1;
            // And some change it before they do.
            self.tell(at, EditMessage::EvenPressed);
        }
        self.tell(at, NavigateMessage::ScreenAsked(Screen::Check));
        self.tell(at, NavigateMessage::ScreenAsked(Screen::Check));
        self.tell(at, SendMessage::SendPressed);
        if self.dice.percent(20) {
            self.tell(at, SendMessage::SendPressed);
        }
        self.dice.between(1, 8) * SECOND
    }

    fn look(&mut self, at: usize, id: Id, told: bool, sent: bool, asks: bool) -> u64 {
        let Some(&who) = self.devices[at].visitors.front() else {
            return 0;
        };
        if self.owners.get(&id) != Some(&who) {
            if let Some(sent) = self.listed(at, who) {
                self.residents[who].told = true;
                return self.go(at, sent);
            }
            self.tell(at, TurnMessage::AnotherBallotPressed);
            return 5 * SECOND;
        }
        self.residents[who].told |= told;
        if !sent && asks && (self.calm || self.dice.percent(50)) {
            self.tell(at, SendMessage::SendNowPressed);
        }
        if sent && self.changes_mind(at, who) {
            self.tell(at, TurnMessage::VoteAgainPressed);
            return 5 * SECOND;
        }
        let impatient = self.devices[at].mode == Mode::Kiosk && self.dice.percent(20);
        if sent || (told && self.dice.percent(30)) || impatient {
            self.residents[who].left |= !told;
            return self.go(at, sent);
        }
        self.dice.between(2, 90) * SECOND
    }

    /// Is a ballot of theirs among those that the receipt page lists, saved or even sent? See `pages::receipt`.
    fn listed(&self, at: usize, who: usize) -> Option<bool> {
        let page = self.devices[at].page.as_ref();
        let Some(Phase::Open(open)) = page.map(|page| &page.phase) else {
            return None;
        };
        let theirs = |ballot: &&Waiting| {
            let safe = ballot.stage == Stage::Sent || ballot.kept == Some(true);
            safe && self.owners.get(&ballot.id) == Some(&who)
        };
        let own = self.devices[at].mode == Mode::Own;
        let mut listed = open.outbox.ballots.iter().filter(|_| own);
        let ballot = listed.rfind(theirs)?;
        Some(ballot.stage == Stage::Sent)
    }

    /// Away from a shared device, or the own page shut; where the ballot is not sent, it is opened again later.
    fn go(&mut self, at: usize, done: bool) -> u64 {
        let device = &mut self.devices[at];
        let kiosk = device.mode == Mode::Kiosk;
        if kiosk || device.visitors.len() > 1 {
            device.visitors.pop_front();
            let next = if kiosk {
                TurnMessage::NextVisitorPressed
            } else {
                TurnMessage::AnotherBallotPressed
            };
            self.tell(at, next);
            return self.dice.between(1, 30) * SECOND;
        }
        // At the last visit the page stays until it has heard from the box.
        if !self.calm && self.dice.percent(50) {
            self.switch_off(at);
            let ms = self.dice.between(1, 60) * MINUTE;
            if !done {
                self.after(ms, Due::SwitchOn(at));
            }
        }
        if done { 0 } else { 5 * MINUTE }
    }

    fn wants_code(&self, at: usize) -> bool {
        let page = self.devices[at].page.as_ref();
        page.is_some_and(|page| {
            matches!(&page.phase, Phase::Open(open) if open.budget.needs_code() && open.code.code().is_none())
        })
    }

    /// Some vote once more while the page still has their code.
    fn changes_mind(&mut self, at: usize, who: usize) -> bool {
        let codes = self.event.kind != Kind::Open && self.devices[at].mode == Mode::Own;
        let resident = &mut self.residents[who];
        let again = codes && !resident.again && !self.calm && self.dice.percent(20);
        if again && !self.wants_code(at) {
            self.residents[who].again = true;
            self.residents[who].told = false;
        }
        again && self.residents[who].again
    }

    fn complete(&self, at: usize) -> bool {
        let page = self.devices[at].page.as_ref();
        page.is_some_and(|page| matches!(&page.phase, Phase::Open(open) if open.is_begun() && open.is_complete()))
    }

    /// Some way of sharing out all the money, by buttons.
    fn fill(&mut self, at: usize) {
        let first = if self.dice.percent(50) {
            EditMessage::TodayPressed
        } else {
            EditMessage::EvenPressed
        };
        self.tell(at, first);
        let Some(Phase::Open(open)) = self.devices[at].page.as_ref().map(|page| &page.phase) else {
            return;
        };
        let lines = open.draft().choices.lines.len() as u64;
        for _ in 0..self.dice.below(4) {
            let (less, more) = (self.dice.below(lines), self.dice.below(lines));
            self.tell(at, EditMessage::LessPressed(less as usize));
            self.tell(at, EditMessage::MorePressed(more as usize));
        }
        if !self.complete(at) {
            self.tell(at, EditMessage::EvenPressed);
        }
    }
}

fn seen(open: &Open) -> Sight {
    match (&open.ballot, open.receipt()) {
        (BallotPhase::Filling, _) => Sight::Empty,
        (BallotPhase::Cast(_), Some(ballot)) => Sight::Receipt {
            id: ballot.id,
            sent: ballot.stage == Stage::Sent,
            told: ballot.stage == Stage::Sent
                || ballot.kept == Some(true) && matches!(ballot.stage, Stage::NotSent(_)),
            asks: matches!(ballot.stage, Stage::NotSent(reason) if reason != Reason::OtherBudget),
        },
        (BallotPhase::Freezing { .. } | BallotPhase::Cast(_), _) => Sight::Freezing,
    }
}
