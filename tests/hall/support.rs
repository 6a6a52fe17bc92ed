//! An evening with the example budget.

use std::rc::Rc;

use common_purse::places::hall::{Effect, Hall, Kept, Message, Moment, Step};
use common_purse::results::Message as Counted;
use common_purse::state::MoneyStyle;
use common_purse::words::{Words, here_at_places};
use documents::budget::RuleName;
use documents::result::{BudgetName, OutcomeLine, Refused, ResultFormat};
use documents::{Budget, Date, Exact, Id, Lang, ResultFile};
use workers::messages::InBox;

pub(crate) const ADDRESS: &str = "https://purse.example/fund/?place=town-hall";

pub(crate) fn budget() -> Budget {
    let bytes = std::fs::read("budgets/aldermoor.json").expect("the example is in the repository");
    Budget::read(&bytes).expect("the example is well-formed")
}

pub(crate) fn words(lang: &str) -> Words {
    let lang = Lang::parse(lang).expect("a language tag");
    let texts = here_at_places(&lang);
    Words::new(lang, Rc::new(MoneyStyle::plain("GBP")), texts)
}

/// On the budget's last day but one, at this second of the day.
pub(crate) fn at(budget: &Budget, second: u32) -> Moment {
    let last = budget.dates.closes;
    let day = Date::new(last.year(), last.month(), last.day() - 1).expect("no first of a month");
    Moment {
        day,
        second,
        ms: 1_800_000_000_000 + u64::from(second) * 1_000,
    }
}

/// At ten past seven.
pub(crate) fn begun(budget: Budget, kept: Option<Kept>) -> (Hall, Vec<Effect>) {
    let now = at(&budget, 19 * 3_600 + 600);
    Hall::new(Rc::new(budget), words("en"), ADDRESS.into(), now, kept)
}

/// The screen after these messages, and what the last of them asks for.
pub(crate) fn after(messages: impl IntoIterator<Item = Message>) -> (Hall, Vec<Effect>) {
    let (mut hall, mut effects) = begun(budget(), None);
    for message in messages {
        effects = hall.update(message);
    }
    (hall, effects)
}

/// What one so far on shows, in both languages.
pub(crate) fn at_step(step: Step, messages: impl IntoIterator<Item = Message>) -> Hall {
    let kept = Kept {
        step,
        network: "Town hall guests".into(),
        ends: None,
    };
    let (mut hall, _) = begun(budget(), Some(kept));
    hall.update(Message::WordsArrived(words("cy")));
    for message in messages {
        hall.update(message);
    }
    hall
}

/// Everything as today, but for the first two lines.
pub(crate) fn result(budget: &Budget, ballots: u8) -> ResultFile {
    let mut amounts: Vec<u64> = budget.priorities.iter().map(|line| line.today).collect();
    amounts[0] += 2 * budget.step;
    amounts[1] -= 2 * budget.step;
    let exact = |amount: u64| Exact::new(i128::from(amount), 1).expect("in lowest terms");
    let outcome = budget.priorities.iter().zip(amounts);
    let mut counted: Vec<Id> = (0..ballots).map(|ballot| Id::of(&[ballot])).collect();
    counted.sort();
    ResultFile {
        format: ResultFormat,
        engine: "0.1.0".into(),
        budget: BudgetName {
            id: budget.id.clone(),
            sha256: budget.sha256,
        },
        rule: RuleName::Ladder,
        simulated: false,
        close: None,
        counted,
        refused: Refused::default(),
        outcome: outcome
            .map(|(line, amount)| OutcomeLine {
                priority: line.id.clone(),
                amount,
                exact: exact(amount),
                before_repair: None,
            })
            .collect(),
        unspent: None,
        ties: Vec::new(),
        checks: Vec::new(),
        turnout: Vec::new(),
        cast: Vec::new(),
        tables: Vec::new(),
    }
}

pub(crate) fn counted(result: &ResultFile, agreed: Option<bool>) -> Message {
    Message::Counted(Counted::CountFinished {
        result: result.to_bytes(),
        beside: Default::default(),
        seen: 7,
        agreed,
        held: InBox {
            published: Some(Vec::new()),
            counts: Vec::new(),
            unread: 0,
        },
    })
}
