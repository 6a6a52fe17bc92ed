//! The close: repeated from the files that it names, and held against those that it does not.

mod earlier;

use std::collections::{BTreeMap, BTreeSet};

use documents::result::RefusedFile;
use documents::{Close, Id, Refusal, ResultFile, boxes};

use super::{Counted, Recount};
use crate::failure::Failure;
use crate::files;
use crate::reading::How;
use crate::reading::only::{Only, id_in};
use crate::report::findings::Findings;
use crate::report::numbers::number;
use crate::report::{recount, refusal};
use crate::words::{counted, say};

/// So many ballots are named in one sentence.
const NAMED: usize = 20;

pub(super) fn repeat(recount: &Recount, findings: &mut Findings) -> Result<(), Failure> {
    for file in &recount.signed.refused {
        // Anybody may put a file there; nobody goes by this one.
        let says = say!(
            "recount.not_the_organisers",
            problem = refusal::why(&file.why)
        );
        findings.holds(&file.name, says);
    }
    let Some(close) = &recount.signed.close else {
        return Ok(());
    };
    let path = boxes::close_path(&close.id());
    findings.holds(&path, say!("recount.signed"));
    let how = How::at(&recount.signed, close);
    if recount.budget.needs_code() && how.codes.is_none() {
        findings.differs(&path, say!("recount.list_missing"));
        return Ok(());
    }
    earlier::tell(recount, close, &path, findings)?;
    result(recount, close, &path, findings)?;
    let only = Only::of(&close.counted, &close.refused.files);
    let named = recount.counted(&How {
        close: None,
        only: Some(&only),
        ..How::at(&recount.signed, close)
    })?;
    counted(close, &named, &path, findings);
    refused(close, &named, &path, findings);
    let all = recount.counted(&How { close: None, ..how })?;
    not_named(close, &all, &path, findings);
    Ok(())
}

/// The result that a close names, where it is published.
fn named_by(recount: &Recount, close: &Close) -> Result<Option<ResultFile>, Failure> {
    let published = files::own(recount.ballot_box, &boxes::published_path(&close.result))?;
    let published = published.filter(|bytes| Id::of(bytes) == close.result);
    Ok(published.and_then(|bytes| ResultFile::read(&bytes).ok()))
}

/// The result that the close names, if the ballots that it counts come to it.
fn result(
    recount: &Recount,
    close: &Close,
    path: &str,
    findings: &mut Findings,
) -> Result<(), Failure> {
    let Ok(own) = recount.read(&How::at(&recount.signed, close))?.finish() else {
        findings.differs(path, say!("recount.no_result"));
        return Ok(());
    };
    if own.id() == close.result {
        findings.holds(path, say!("recount.result_named"));
        return Ok(());
    }
    findings.differs(path, say!("recount.other_result"));
    if let Some(published) = named_by(recount, close)? {
        for says in recount::differences(recount.budget, &published, &own) {
            findings.differs(path, says);
        }
    }
    Ok(())
}

/// Each ballot that it counts is there, and counts.
fn counted(close: &Close, named: &Counted, path: &str, findings: &mut Findings) {
    let lost: Vec<Id> = close
        .counted
        .iter()
        .filter(|id| named.ballots.binary_search(id).is_err())
        .copied()
        .collect();
    if lost.is_empty() {
        let all = counted!("counted.ballots", close.counted.len() as u64);
        findings.holds(path, say!("recount.all_there", all));
        return;
    }
    let why: BTreeMap<Id, &Refusal> = named
        .refused
        .files
        .iter()
        .filter_map(|file| Some((id_in(&file.name)?, &file.why)))
        .collect();
    for id in lost.iter().take(NAMED) {
        let says = match why.get(id) {
            Some(why) => say!("recount.should_not_count", id, why = refusal::why(why)),
            None => say!("recount.missing_ballot", id),
        };
        findings.differs(path, says);
    }
    if lost.len() > NAMED {
        let more = (lost.len() - NAMED) as u64;
        findings.differs(
            path,
            counted!("counted.and_more_ballots_that_it_counts", more),
        );
    }
}

/// Each file that it refuses is refused for the same reason.
fn refused(close: &Close, named: &Counted, path: &str, findings: &mut Findings) {
    let own: BTreeMap<&str, &Refusal> = named
        .refused
        .files
        .iter()
        .map(|file| (file.name.as_str(), &file.why))
        .collect();
    let mut holding = 0;
    for file in &close.refused.files {
        match own.get(file.name.as_str()) {
            Some(why) if **why == file.why => holding += 1,
            Some(why) => findings.differs(
                path,
                say!(
                    "recount.other_reason",
                    name = file.name,
                    says = refusal::why(&file.why),
                    found = refusal::why(why)
                ),
            ),
            None => findings.differs(path, unrefused(file, named)),
        }
    }
    if holding > 0 {
        findings.holds(
            path,
            say!(
                "recount.reason_same",
                files = counted!("counted.files_are_refused", holding)
            ),
        );
    }
    let unnamed = close
        .refused
        .number
        .saturating_sub(close.refused.files.len() as u64);
    if unnamed > 0 {
        findings.holds(
            path,
            say!("recount.refused_unnamed", number = number(unnamed)),
        );
    }
}

fn unrefused(file: &RefusedFile, named: &Counted) -> String {
    let counts = id_in(&file.name).is_some_and(|id| named.ballots.binary_search(&id).is_ok());
    if counts {
        say!("recount.refuses_counting", name = file.name)
    } else {
        say!("recount.refuses_missing", name = file.name)
    }
}

/// Ballots that would count, and that the close says nothing of.
fn not_named(close: &Close, all: &Counted, path: &str, findings: &mut Findings) {
    let refused: BTreeSet<Id> = close
        .refused
        .files
        .iter()
        .filter_map(|file| id_in(&file.name))
        .collect();
    let late: Vec<&Id> = all
        .ballots
        .iter()
        .filter(|id| !close.counts(id) && !refused.contains(id))
        .collect();
    for id in late.iter().take(NAMED) {
        findings.late(path, say!("recount.would_count", id));
    }
    if late.len() > NAMED {
        let more = (late.len() - NAMED) as u64;
        findings.late(path, counted!("counted.and_more_such_ballots", more));
    }
    if late.is_empty() {
        findings.holds(path, say!("recount.no_other"));
    }
}
