//! The published results, each repeated from the ballots that it names.

use std::fs;

use counter::Failure as NoResult;
use documents::boxes::{self, JSON, PUBLISHED, RESULTS};
use documents::{Close, CodeRegister, Id, KeyList, ResultFile};

use super::Recount;
use crate::commands::count::no_result;
use crate::failure::Failure;
use crate::files;
use crate::reading::How;
use crate::reading::only::{Only, id_in};
use crate::report::findings::Findings;
use crate::report::recount;
use crate::words::{counted, say};

/// Counts of anybody's that are repeated: each takes as long as the whole count, and anybody can add more.
const REPEATED: usize = 20;

/// What is published first, then what anybody has put there: only the first must hold.
pub(super) fn repeat(recount: &Recount, findings: &mut Findings) -> Result<(), Failure> {
    let mut now = None;
    let published = files::listing(recount.ballot_box, PUBLISHED, JSON)?.ids;
    for id in &published {
        let path = boxes::published_path(id);
        findings.notes(&path, standing(recount, id));
        match file(recount, &path, id)? {
            Some(result) => match one(recount, &result, &mut now)? {
                Repeated::Same(says) => findings.holds(&path, says),
                Repeated::Differs(says) => says
                    .into_iter()
                    .for_each(|says| findings.differs(&path, says)),
            },
            None => findings.differs(&path, say!("recount.not_a_result")),
        }
    }
    let named = recount.signed.close.as_ref().map(|close| close.result);
    if let Some(named) = named.filter(|named| !published.contains(named)) {
        let says = say!("recount.named_not_here");
        findings.notes(&boxes::published_path(&named), says);
    }
    somebodys(recount, &published, &mut now, findings)
}

/// Who says that this result is the one.
fn standing(recount: &Recount, id: &Id) -> String {
    let signed = &recount.signed;
    if recount.budget.keys.is_none() {
        return say!("recount.published_by_box").into();
    }
    let names = |close: &&Close| close.result == *id;
    match (
        signed.close.as_ref().filter(names),
        signed.closes.iter().find(names),
    ) {
        (Some(_), _) => say!("recount.published_by_close").into(),
        (None, Some(earlier)) => say!("recount.published_earlier", number = earlier.revision),
        (None, None) => say!("recount.published_by_nobody").into(),
    }
}

/// Counts that anybody has put there: a wrong one is nobody's result, and no difference.
fn somebodys(
    recount: &Recount,
    published: &[Id],
    now: &mut Option<Vec<Id>>,
    findings: &mut Findings,
) -> Result<(), Failure> {
    let listing = files::listing(recount.ballot_box, RESULTS, JSON)?;
    let (same, others): (Vec<Id>, Vec<Id>) = listing
        .ids
        .into_iter()
        .partition(|id| published.contains(id));
    for id in same {
        let says = say!("recount.count_same");
        findings.holds(&boxes::result_path(&id), says);
    }
    for id in others.iter().take(REPEATED) {
        let path = boxes::result_path(id);
        let Some(result) = file(recount, &path, id)? else {
            findings.notes(&path, say!("recount.count_not_a_result"));
            continue;
        };
        match one(recount, &result, now)? {
            Repeated::Same(says) => {
                findings.holds(&path, say!("recount.count_same_as", says));
            }
            Repeated::Differs(says) => {
                let says = says.join("; ");
                findings.notes(&path, say!("recount.count_differs", says));
            }
        }
    }
    let unread = others.len().saturating_sub(REPEATED) as u64;
    if unread > 0 {
        let more = counted!("counted.more_counts", unread);
        findings.notes(RESULTS, say!("recount.more_not_looked_at", more));
    }
    let strays = listing.strays.len() as u64;
    if strays > 0 {
        let more = counted!("counted.files", strays);
        findings.notes(RESULTS, say!("recount.more_not_names", more));
    }
    Ok(())
}

/// `None` where it is no result, or not the one of its name.
fn file(recount: &Recount, path: &str, id: &Id) -> Result<Option<ResultFile>, Failure> {
    let path = recount.ballot_box.join(path);
    let length = fs::metadata(&path)
        .map_err(|error| Failure::bad(say!("io.read", place = path.display(), error)))?
        .len();
    if length > ResultFile::MAX_BYTES as u64 {
        return Ok(None);
    }
    let bytes = files::read(&path)?;
    Ok(ResultFile::read(&bytes)
        .ok()
        .filter(|_| Id::of(&bytes) == *id))
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
    let ballots = counted!("counted.ballots", result.counted.len() as u64);
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
        0 => say!("recount.no_ballot_more").to_owned(),
        more => say!(
            "recount.ballots_more",
            ballots = counted!("counted.more_ballots_are", more)
        ),
    };
    say!("recount.repeated", ballots, more)
}

enum Repeated {
    Same(String),
    Differs(Vec<String>),
}

/// Tries each close, or list of codes, that the result may have gone by; `now` is what counts in the box as it is, once
/// that is known.
fn one(
    recount: &Recount,
    result: &ResultFile,
    now: &mut Option<Vec<Id>>,
) -> Result<Repeated, Failure> {
    let only = Only::of(&result.counted, &result.refused.files);
    let mut differs = vec![say!("recount.nothing_signed").to_owned()];
    for how in ways(recount, result, &only) {
        let own = match recount.read(&how)?.finish() {
            Ok(own) => own,
            Err(NoResult::NoBallots(_) | NoResult::Sealed { .. }) => {
                differs = vec![say!("recount.none_of_its_ballots").into()];
                continue;
            }
            Err(failure) => return Err(no_result(recount.ballot_box, &failure)),
        };
        if own.to_bytes() == result.to_bytes() {
            if result.close.is_some() {
                let says = say!("recount.repeated_by_close");
                return Ok(Repeated::Same(says.into()));
            }
            let now = match now {
                Some(now) => now,
                none => none.insert(recount.counted(&all(recount))?.ballots),
            };
            return Ok(Repeated::Same(same(result, now)));
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
