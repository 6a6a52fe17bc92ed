//! The published results, each repeated from the ballots that it names.

use counter::Failure as NoResult;
use documents::boxes::{self, JSON, RESULTS};
use documents::{CodeRegister, Id, KeyList, ResultFile};

use super::{Findings, Recount};
use crate::commands::count::no_result;
use crate::failure::Failure;
use crate::files;
use crate::reading::How;
use crate::reading::only::{Only, id_in};
use crate::report::recount;
use crate::report::words::count;

pub(super) fn repeat(recount: &Recount, findings: &mut Findings) -> Result<(), Failure> {
    let mut now: Option<Vec<Id>> = None;
    for id in files::listing(recount.r#box, RESULTS, JSON)?.ids {
        let path = boxes::result_path(&id);
        let bytes = files::read(&recount.r#box.join(&path))?;
        let Some(result) = ResultFile::read(&bytes)
            .ok()
            .filter(|_| Id::of(&bytes) == id)
        else {
            // Anybody may put a file there; every phone passes this one over too.
            findings.holds(
                &path,
                "it is no result, or does not fit its name: passed over",
            );
            continue;
        };
        match one(recount, &result)? {
            Repeated::Differs(says) => says
                .into_iter()
                .for_each(|says| findings.differs(&path, says)),
            Repeated::Same if result.close.is_some() => {
                findings.holds(&path, "repeated to the byte, by the organiser's close");
            }
            Repeated::Same => {
                let now = match &mut now {
                    Some(now) => now,
                    none => none.insert(recount.counted(&all(recount))?.ballots),
                };
                findings.holds(&path, same(&result, now));
            }
        }
    }
    Ok(())
}

/// Everything in the box, as if nothing had been closed.
fn all<'r>(recount: &'r Recount) -> How<'r> {
    let now = How::now(&recount.signed);
    How {
        codes: now.codes.or_else(|| recount.signed.codes()),
        close: None,
        ..now
    }
}

/// A result of before the close may be true and still leave something out.
fn same(result: &ResultFile, now: &[Id]) -> String {
    let ballots = count(result.counted.len() as u64, "ballot", "ballots");
    let named = |id: &Id| {
        result.counted.binary_search(id).is_ok()
            || result
                .refused
                .files
                .iter()
                .any(|file| id_in(&file.name) == Some(*id))
    };
    let more = now.iter().filter(|id| !named(id)).count() as u64;
    let more = match more {
        0 => "no other ballot is in the box".to_owned(),
        more => format!(
            "{} in the box now: they came later, or were left out",
            count(more, "more ballot is", "more ballots are")
        ),
    };
    format!("repeated to the byte from {ballots}; {more}")
}

enum Repeated {
    Same,
    Differs(Vec<String>),
}

/// Tries each close, or list of codes, that the result may have gone by.
fn one(recount: &Recount, result: &ResultFile) -> Result<Repeated, Failure> {
    let only = Only::of(&result.counted, &result.refused.files);
    let mut differs =
        vec!["the organiser has signed nothing in this box that it could go by".to_owned()];
    for how in ways(recount, result, &only) {
        let own = match recount.read(&how)?.finish() {
            Ok(own) => own,
            Err(NoResult::NoBallots(_) | NoResult::Sealed { .. }) => {
                differs =
                    vec!["none of the ballots that it counts is in the box and counts".into()];
                continue;
            }
            Err(failure) => return Err(no_result(recount.r#box, &failure)),
        };
        if own.to_bytes() == result.to_bytes() {
            return Ok(Repeated::Same);
        }
        differs = recount::differences(recount.budget, result, &own);
    }
    Ok(Repeated::Differs(differs))
}

fn ways<'r>(recount: &'r Recount, result: &ResultFile, only: &'r Only) -> Vec<How<'r>> {
    let signed = &recount.signed;
    if let Some(revision) = result.close {
        let closes = signed
            .closes
            .iter()
            .filter(|close| close.revision == revision);
        let ways = closes.map(|close| How::at(signed, close));
        let lists_are_there = |how: &How| how.codes.is_some() || !recount.budget.needs_code();
        return ways.filter(lists_are_there).collect();
    }
    let choices = signed.close.as_ref().and_then(|close| close.choices);
    let by = |codes| How {
        codes,
        choices,
        close: None,
        only: Some(only),
    };
    if recount.budget.needs_code() {
        let registers = registers(&signed.lists).into_iter();
        registers.map(|codes| by(Some(codes))).collect()
    } else {
        vec![by(None)]
    }
}

/// What the lists may have said when the result was made: each by itself holds what its maker saw, and lists that met
/// later hold together.
fn registers(lists: &[(Id, KeyList)]) -> Vec<CodeRegister> {
    let mut lists = lists.to_vec();
    lists.sort_unstable_by_key(|(id, list)| (list.revision, *id));
    let alone = lists.iter().cloned().map(CodeRegister::from);
    let together =
        (2..=lists.len()).filter_map(|first| CodeRegister::unite(lists[..first].to_vec()));
    let mut registers: Vec<CodeRegister> = alone.chain(together).collect();
    registers.dedup_by(|a, b| (a.codes(), a.voided()) == (b.codes(), b.voided()));
    registers
}
