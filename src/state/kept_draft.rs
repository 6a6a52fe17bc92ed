//! An unfinished ballot as the device keeps it: written plainly, and mended when the budget has changed under it.

use documents::{Budget, Code, Id, Plan};

use super::{Choices, Draft, Origin, Seed, presets};

const FIRST_LINE: &str = "common-purse/draft/1";
const NO_VIEW: &str = "no-view";

/// One fact a line: `budget ID SHA256`, `line ID AMOUNT [no-view]`, `about QUESTION ANSWER`, `seed SEED`,
/// `after BALLOT`, `code CODE`.
pub(super) fn write(
    budget: &Budget,
    draft: &Draft,
    origin: &Origin,
    code: Option<Code>,
) -> Vec<u8> {
    let mut out = format!("{FIRST_LINE}\nbudget {} {}\n", budget.id, budget.sha256);
    for (priority, line) in budget.priorities.iter().zip(draft.choices.lines.iter()) {
        let mark = if line.no_view { " no-view" } else { "" };
        out.push_str(&format!("line {} {}{mark}\n", priority.id, line.amount));
    }
    for (question, answer) in budget.about.iter().zip(&draft.about) {
        if let Some(answer) = answer.and_then(|at| question.answers.get(at)) {
            out.push_str(&format!("about {} {}\n", question.id, answer.id));
        }
    }
    let seed = origin.seed.map(|Seed(seed)| ("seed", Id::from_bytes(seed)));
    let after = origin.after.iter().map(|id| ("after", *id));
    for (fact, id) in seed.into_iter().chain(after) {
        out.push_str(&format!("{fact} {id}\n"));
    }
    if let Some(code) = code {
        out.push_str(&format!("code {code}\n"));
    }
    out.into_bytes()
}

/// An unfinished ballot of before.
pub(super) struct Unfinished {
    pub(super) draft: Draft,
    pub(super) origin: Origin,
    /// It had to be changed to fit the budget.
    pub(super) mended: bool,
    pub(super) code: Option<Code>,
}

/// What is in these bytes; `None` where it is of another budget, or no draft at all.
pub(super) fn read(bytes: &[u8], budget: &Budget, plan: &Plan) -> Option<Unfinished> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut facts = text.lines().map(|line| line.split(' ').collect::<Vec<_>>());
    let ([FIRST_LINE], ["budget", id, sha256]) = (&facts.next()?[..], &facts.next()?[..]) else {
        return None;
    };
    if *id != budget.id.as_str() {
        return None;
    }
    let mut kept = Kept {
        draft: Draft::new(plan, budget.about.len()),
        origin: Origin::default(),
        lines: vec![None; plan.lines.len()],
        // Under names that were changed the same amounts may mean something else.
        strange: Id::parse(sha256) != Some(budget.sha256),
        code: None,
    };
    facts.for_each(|fact| kept.take(&fact, budget));
    Some(kept.mended(budget, plan))
}

/// A draft while its lines are being read.
struct Kept {
    draft: Draft,
    origin: Origin,
    /// For each line of the budget, its amount and whether it had the mark "no view".
    lines: Vec<Option<(u64, bool)>>,
    /// It is of another edition, or something was there that this budget does not know.
    strange: bool,
    code: Option<Code>,
}

impl Kept {
    fn take(&mut self, fact: &[&str], budget: &Budget) {
        let known = match fact {
            ["line", id, amount] => self.line(budget, id, amount, false),
            ["line", id, amount, mark] if *mark == NO_VIEW => self.line(budget, id, amount, true),
            ["about", question, answer] => self.about(budget, question, answer),
            ["code", code] => Code::read(code).ok().map(|code| self.code = Some(code)),
            ["seed", seed] => {
                Id::parse(seed).map(|id| self.origin.seed = Some(Seed(*id.as_bytes())))
            }
            ["after", id] => Id::parse(id).map(|id| self.origin.after.push(id)),
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
    fn mended(mut self, budget: &Budget, plan: &Plan) -> Unfinished {
        let wanted = plan
            .lines
            .iter()
            .zip(&self.lines)
            .map(|(line, kept)| match kept {
                Some((_, true)) if budget.no_view => line.today,
                Some((amount, _)) => *amount,
                None => line.floor,
            });
        let amounts = presets::fitted(plan, &wanted.collect::<Vec<_>>());
        let mut lines = Choices::of(&amounts).lines.to_vec();
        let mut mended = self.strange;
        for ((line, bound), kept) in lines.iter_mut().zip(&plan.lines).zip(&self.lines) {
            let asked = kept.is_some_and(|(_, no_view)| no_view);
            line.no_view = asked && budget.no_view && line.amount == bound.today;
            mended |= *kept != Some((line.amount, line.no_view));
        }
        self.draft.choices.lines = lines.into();
        Unfinished {
            draft: self.draft,
            origin: self.origin,
            mended,
            code: self.code,
        }
    }
}
