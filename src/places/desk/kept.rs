//! What a desk keeps on its device, written plainly: the batch as far as it was typed, and the numbers of those that are done.

use documents::ballot::Choice;
use documents::{Budget, Code, Id, bundle};

use super::batch::{Batch, Says, Sheet};
use crate::state::Seed;

/// Under this, and then the hash of the budget, the device keeps it.
#[cfg(target_arch = "wasm32")]
pub(crate) const SHELF: &str = "desk ";

const FIRST_LINE: &str = "common-purse/desk/1";

/// What is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    pub batch: Option<Batch>,
    /// Batches that are finished here: each sheet is a ballot, sent or not.
    pub done: Vec<u64>,
    /// Hashes of the codes of those batches: whoever has this device later can vote with none of them.
    pub used: Vec<Id>,
}

pub(super) fn hash_of(code: &str) -> Id {
    bundle::id(format!("{FIRST_LINE} code {code}").as_bytes())
}

/// One fact a line: `budget ID SHA256`, `done NUMBER`, `used HASH`, `batch NUMBER DECLARED`, `sending`, and for each sheet
/// `sheet NUMBER SEED`, `amount AMOUNT [no-view]` for each line, `about ANSWER` for each question, `code CODE`, `ballot ID`,
/// `sent`.
#[must_use]
pub fn write(kept: &Kept, budget: &Budget) -> Vec<u8> {
    let mut out = format!("{FIRST_LINE}\nbudget {} {}\n", budget.id, budget.sha256);
    let mut fact = |fact: String| out.push_str(&(fact + "\n"));
    for number in &kept.done {
        fact(format!("done {number}"));
    }
    for hash in &kept.used {
        fact(format!("used {hash}"));
    }
    let Some(batch) = &kept.batch else {
        return out.into_bytes();
    };
    fact(format!("batch {} {}", batch.number, batch.declared));
    if batch.sending {
        fact("sending".into());
    }
    for sheet in &batch.sheets {
        let Seed(seed) = sheet.seed;
        fact(format!("sheet {} {}", sheet.number, Id::from_bytes(seed)));
        if let Some(says) = &sheet.says {
            for choice in &says.choices {
                let mark = if choice.no_view { " no-view" } else { "" };
                fact(format!("amount {}{mark}", choice.amount));
            }
            for answer in &says.about {
                let answer = answer.map_or("-".into(), |answer| answer.to_string());
                fact(format!("about {answer}"));
            }
            if let Some(code) = &says.code {
                fact(format!("code {code}"));
            }
        }
        for id in &sheet.ballot {
            fact(format!("ballot {id}"));
        }
        if sheet.sent {
            fact("sent".into());
        }
    }
    out.into_bytes()
}

/// What is in these bytes; `None` where they are of another budget, or nothing that a desk has written.
#[must_use]
pub fn read(bytes: &[u8], budget: &Budget) -> Option<Kept> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut facts = text.lines().map(|line| line.split(' ').collect::<Vec<_>>());
    let ([FIRST_LINE], ["budget", id, sha256]) = (&facts.next()?[..], &facts.next()?[..]) else {
        return None;
    };
    if *id != budget.id.as_str() || Id::parse(sha256)? != budget.sha256 {
        return None;
    }
    let mut kept = Kept::default();
    for fact in facts {
        take(&mut kept, &fact)?;
    }
    let whole = |sheet: &Sheet| sheet.says.as_ref().is_none_or(|says| fits(says, budget));
    let batch = kept.batch.as_ref();
    batch
        .is_none_or(|batch| batch.sheets.iter().all(whole))
        .then_some(kept)
}

/// How many sheets of any budget were typed and are no ballots yet: what becomes of a ballot, the outbox knows.
#[must_use]
pub fn waiting_sheets(bytes: &[u8]) -> usize {
    let text = String::from_utf8_lossy(bytes);
    let sheets = text.split("\nsheet ").skip(1);
    sheets
        .filter(|sheet| sheet.contains("\namount ") && !sheet.contains("\nballot "))
        .count()
}

fn fits(says: &Says, budget: &Budget) -> bool {
    let mut answers = says.about.iter().zip(&budget.about);
    says.choices.len() == budget.priorities.len()
        && says.about.len() == budget.about.len()
        && answers.all(|(answer, question)| answer.is_none_or(|at| at < question.answers.len()))
}

fn take(kept: &mut Kept, fact: &[&str]) -> Option<()> {
    match fact {
        ["done", number] => {
            kept.done.push(number.parse().ok()?);
            return Some(());
        }
        ["used", hash] => {
            kept.used.push(Id::parse(hash)?);
            return Some(());
        }
        ["batch", number, declared] => {
            kept.batch = Some(Batch::new(number.parse().ok()?, declared.parse().ok()?));
            return Some(());
        }
        _ => {}
    }
    let batch = kept.batch.as_mut()?;
    match fact {
        ["sending"] => batch.sending = true,
        ["sheet", number, seed] => batch.sheets.push(Sheet {
            number: number.parse().ok()?,
            seed: Seed(*Id::parse(seed)?.as_bytes()),
            says: None,
            ballot: Vec::new(),
            sent: false,
        }),
        _ => of_sheet(batch.sheets.last_mut()?, fact)?,
    }
    Some(())
}

fn of_sheet(sheet: &mut Sheet, fact: &[&str]) -> Option<()> {
    let choice = |amount: &str, no_view| {
        let amount = amount.parse().ok()?;
        Some(Choice { amount, no_view })
    };
    match fact {
        ["ballot", id] => {
            sheet.ballot.push(Id::parse(id)?);
            return Some(());
        }
        ["sent"] => {
            sheet.sent = true;
            return Some(());
        }
        _ => {}
    }
    let says = sheet.says.get_or_insert_with(|| Says {
        choices: Vec::new(),
        about: Vec::new(),
        code: None,
    });
    match fact {
        ["amount", amount] => says.choices.push(choice(amount, false)?),
        ["amount", amount, "no-view"] => says.choices.push(choice(amount, true)?),
        ["about", "-"] => says.about.push(None),
        ["about", answer] => says.about.push(Some(answer.parse().ok()?)),
        ["code", code] => says.code = Some(Code::read(code).ok()?.to_string()),
        _ => return None,
    }
    Some(())
}
