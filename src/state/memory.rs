//! What this device keeps between visits: an unfinished ballot, written plainly, and mended when the budget has
//! changed under it.

use documents::{Ballot, Budget, Id};

use super::draft::lines_of;
use super::{
    Bounds, Draft, Effect, Memory, Mode, Notice, Open, Setting, Stage, Turn, fill, sending,
};

const FIRST_LINE: &str = "common-purse/draft/1";
const NO_VIEW: &str = "no-view";

/// One fact a line: `budget ID`, `line ID AMOUNT [no-view]`, `about QUESTION ANSWER`, `after BALLOT`.
pub(super) fn write_draft(budget: &Budget, draft: &Draft) -> Vec<u8> {
    let mut out = format!("{FIRST_LINE}\nbudget {}\n", budget.id);
    for (priority, line) in budget.priorities.iter().zip(draft.lines.iter()) {
        let mark = if line.no_view { " no-view" } else { "" };
        out.push_str(&format!("line {} {}{mark}\n", priority.id, line.amount));
    }
    for (question, answer) in budget.about.iter().zip(&draft.about) {
        if let Some(answer) = answer.and_then(|at| question.answers.get(at)) {
            out.push_str(&format!("about {} {}\n", question.id, answer.id));
        }
    }
    for id in &draft.after {
        out.push_str(&format!("after {id}\n"));
    }
    out.into_bytes()
}

/// The draft in these bytes, and whether it had to be mended to fit the budget; `None` where it is of another
/// budget, or no draft at all.
pub(super) fn read_draft(bytes: &[u8], budget: &Budget, bounds: &Bounds) -> Option<(Draft, bool)> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut facts = text.lines().map(|line| line.split(' ').collect::<Vec<_>>());
    let begins = facts.next()? == [FIRST_LINE] && facts.next()? == ["budget", budget.id.as_str()];
    let mut kept = Kept {
        draft: Draft::new(bounds, budget.about.len()),
        lines: vec![None; bounds.lines.len()],
        strange: !begins,
    };
    facts.for_each(|fact| kept.take(&fact, budget));
    begins.then(|| kept.mended(budget, bounds))
}

/// A draft while its lines are being read.
struct Kept {
    draft: Draft,
    /// For each line of the budget, its amount and whether it had the mark "no view".
    lines: Vec<Option<(u64, bool)>>,
    /// Something was there that this budget does not know.
    strange: bool,
}

impl Kept {
    fn take(&mut self, fact: &[&str], budget: &Budget) {
        let known = match fact {
            ["line", id, amount] => self.line(budget, id, amount, false),
            ["line", id, amount, mark] if *mark == NO_VIEW => self.line(budget, id, amount, true),
            ["about", question, answer] => self.about(budget, question, answer),
            ["after", id] => Id::parse(id).map(|id| self.draft.after.push(id)),
            _ => None,
        };
        self.strange |= known.is_none();
    }

    fn line(&mut self, budget: &Budget, id: &str, amount: &str, no_view: bool) -> Option<()> {
        let at = budget
            .priorities
            .iter()
            .position(|line| line.id.as_str() == id)?;
        self.lines[at] = Some((amount.parse().ok()?, no_view));
        Some(())
    }

    fn about(&mut self, budget: &Budget, question: &str, answer: &str) -> Option<()> {
        let at = budget
            .about
            .iter()
            .position(|known| known.id.as_str() == question)?;
        let answer = budget.about[at]
            .answers
            .iter()
            .position(|known| known.id.as_str() == answer)?;
        self.draft.about[at] = Some(answer);
        Some(())
    }

    /// As near to what was kept as the budget allows now.
    fn mended(mut self, budget: &Budget, bounds: &Bounds) -> (Draft, bool) {
        let wanted = bounds
            .lines
            .iter()
            .zip(&self.lines)
            .map(|(line, kept)| match kept {
                Some((_, true)) if budget.no_view => line.today,
                Some((amount, _)) => *amount,
                None => line.floor,
            });
        let amounts = fill::fitted(bounds, &wanted.collect::<Vec<_>>());
        let mut lines = lines_of(&amounts).to_vec();
        let mut mended = self.strange;
        for ((line, bound), kept) in lines.iter_mut().zip(&bounds.lines).zip(&self.lines) {
            let asked = kept.is_some_and(|(_, no_view)| no_view);
            line.no_view = asked && budget.no_view && line.amount == bound.today;
            mended |= *kept != Some((line.amount, line.no_view));
        }
        self.draft.lines = lines.into();
        (self.draft, mended)
    }
}

impl Open {
    /// Takes up what the device had kept; what this visitor has done already stays as it is.
    pub(super) fn remember(&mut self, setting: &Setting, memory: Memory) -> Vec<Effect> {
        let mut effects = Vec::new();
        for bytes in &memory.ballots {
            if let Ok(ballot) = Ballot::read(bytes) {
                effects.extend(self.outbox.resume(bytes, ballot.budget == self.budget.id));
            }
        }
        if setting.mode == Mode::Kiosk {
            effects.extend(memory.draft.map(|_| Effect::ForgetDraft));
            effects.extend(memory.cast.map(|_| Effect::ForgetCast));
            return effects;
        }
        if let Some(lang) = memory.lang {
            effects.extend(self.speak(lang));
        }
        if let Some(bytes) = memory
            .cast
            .filter(|bytes| self.ballot_of_ours(bytes).is_some())
        {
            self.outbox.remember(&bytes);
        }
        let known: Vec<(Id, Ballot)> = self
            .outbox
            .ballots
            .iter()
            .filter_map(|one| Some((one.id, self.ballot_of_ours(&one.bytes)?)))
            .collect();
        let kept = memory
            .draft
            .and_then(|bytes| read_draft(&bytes, &self.budget, &self.bounds));
        match kept {
            // The device was stopped after the ballot was frozen and before its draft was forgotten.
            Some((draft, _)) if became_one_of(&self.budget, &draft, &known) => {
                effects.push(Effect::ForgetDraft)
            }
            Some((draft, mended)) => self.take_up(draft, mended),
            None => {}
        }
        if self.draft.after.is_empty() && self.notice.is_none() {
            self.draft.after = known.iter().map(|(id, _)| *id).collect();
            let begun = Some(self.draft_kept()).filter(|_| setting.keeps() && self.is_begun());
            effects.extend(begun);
        }
        self.show_cast(&known);
        effects
    }

    /// Goes on with a draft that was kept. Where the visitor has begun anew already, undo leads back to it.
    fn take_up(&mut self, draft: Draft, mended: bool) {
        if self.turn == Turn::Filling && !self.is_begun() {
            self.draft = draft;
            self.notice = Some(if mended {
                Notice::Mended
            } else {
                Notice::Restored
            });
        } else {
            self.past.insert(0, draft);
        }
    }

    /// The receipt of this device's last ballot, unless another one is being filled in. One that is not sent comes
    /// before one that is: that must be seen.
    fn show_cast(&mut self, known: &[(Id, Ballot)]) {
        let sent = |id: &Id| {
            self.outbox
                .find(*id)
                .is_some_and(|one| one.stage == Stage::Sent)
        };
        let last = known
            .iter()
            .rev()
            .find(|(id, _)| !sent(id))
            .or(known.last());
        if let Some((id, ballot)) = last.filter(|_| self.cast.is_none()) {
            self.cast = Some(*id);
            self.yours = ballot.amounts_in(&self.budget).ok().map(Into::into);
        }
        if self.cast.is_some() && self.turn == Turn::Filling && !self.is_begun() {
            self.turn = Turn::Cast;
        }
    }

    fn ballot_of_ours(&self, bytes: &[u8]) -> Option<Ballot> {
        Ballot::read(bytes)
            .ok()
            .filter(|ballot| ballot.budget == self.budget.id)
    }
}

/// Is this draft, to the last answer, one of the ballots that were cast since it was begun?
fn became_one_of(budget: &Budget, draft: &Draft, known: &[(Id, Ballot)]) -> bool {
    let mut since = known.iter().filter(|(id, _)| !draft.after.contains(id));
    since.any(|(_, ballot)| {
        sending::ballot_of(
            budget,
            draft,
            ballot.channel,
            ballot.place.clone(),
            ballot.nonce,
        ) == *ballot
    })
}
