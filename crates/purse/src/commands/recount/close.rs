//! The close: repeated from the files that it names, and held against those that it does not.

mod earlier;

use std::collections::{BTreeMap, BTreeSet};

use documents::result::RefusedFile;
use documents::{Close, Id, Refusal, ResultFile, boxes};

use super::{Counted, Findings, Recount};
use crate::failure::Failure;
use crate::files;
use crate::reading::How;
use crate::reading::only::{Only, id_in};
use crate::report::words::{count, number};
use crate::report::{recount, refusal};

/// So many ballots are named in one sentence.
const NAMED: usize = 20;

pub(super) fn repeat(recount: &Recount, findings: &mut Findings) -> Result<(), Failure> {
    for file in &recount.signed.refused {
        // Anybody may put a file there; nobody goes by this one.
        let says = format!(
            "not the organiser's ({}): passed over",
            refusal::why(&file.why)
        );
        findings.holds(&file.name, says);
    }
    let Some(close) = &recount.signed.close else {
        return Ok(());
    };
    let path = boxes::close_path(&close.id());
    findings.holds(
        &path,
        "the organiser's signature, and groups as large as the budget promises",
    );
    let how = How::at(&recount.signed, close);
    if recount.budget.needs_code() && how.codes.is_none() {
        findings.differs(&path, "a list of codes that it names is missing from keys/");
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
        findings.differs(path, "the ballots that it counts come to no result");
        return Ok(());
    };
    if own.id() == close.result {
        findings.holds(
            path,
            "the ballots that it counts come to the result that it names",
        );
        return Ok(());
    }
    findings.differs(
        path,
        "the ballots that it counts come to another result than it names",
    );
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
        let all = count(close.counted.len() as u64, "ballot", "ballots");
        findings.holds(
            path,
            format!("all {all} that it counts are in the box, and belong there"),
        );
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
            Some(why) => format!(
                "it counts {id}, which should not count: {}",
                refusal::why(why)
            ),
            None => format!("it counts {id}, which is missing from the box"),
        };
        findings.differs(path, says);
    }
    more(
        lost.len(),
        "ballot that it counts",
        "ballots that it counts",
        path,
        findings,
    );
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
                format!(
                    "{}: it says \"{}\", this recount \"{}\"",
                    file.name,
                    refusal::why(&file.why),
                    refusal::why(why)
                ),
            ),
            None => findings.differs(path, unrefused(file, named)),
        }
    }
    if holding > 0 {
        findings.holds(
            path,
            format!(
                "{} for the reason that it says",
                count(holding, "file is refused", "files are refused")
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
            format!(
                "{} more were refused; it does not name them, so they cannot be looked at",
                number(unnamed)
            ),
        );
    }
}

fn unrefused(file: &RefusedFile, named: &Counted) -> String {
    let counts = id_in(&file.name).is_some_and(|id| named.ballots.binary_search(&id).is_ok());
    if counts {
        format!("it refuses {}, which counts", file.name)
    } else {
        format!("it refuses {}, which is not in the box any more", file.name)
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
        findings.late(
            path,
            format!("{id} would count, and it says nothing of it: it came later, or was left out"),
        );
    }
    if late.len() > NAMED {
        let more = (late.len() - NAMED) as u64;
        findings.late(
            path,
            format!(
                "and {}",
                count(more, "more such ballot", "more such ballots")
            ),
        );
    }
    if late.is_empty() {
        findings.holds(path, "no other ballot in the box would count");
    }
}

fn more(found: usize, one: &str, many: &str, path: &str, findings: &mut Findings) {
    if found > NAMED {
        findings.differs(
            path,
            format!(
                "and {}",
                count(
                    (found - NAMED) as u64,
                    &format!("more {one}"),
                    &format!("more {many}")
                )
            ),
        );
    }
}
