//! Closes that the organiser signed before the one that holds, and what has changed since.

use documents::{Close, Id, boxes};

use super::named_by;
use crate::commands::recount::{Findings, Recount};
use crate::failure::Failure;
use crate::report::recount as report;
use crate::report::words::{count, number};

/// Says of each other signed close that it is there, and in what it differs from `held`.
pub(super) fn tell(
    recount: &Recount,
    held: &Close,
    path: &str,
    findings: &mut Findings,
) -> Result<(), Failure> {
    let mut others: Vec<&Close> = recount.signed.closes.iter().collect();
    others.retain(|close| *close != held);
    others.sort_by_key(|close| close.revision);
    for close in others {
        let name = boxes::close_path(&close.id());
        if close.revision == held.revision {
            // Whoever copied the box while it held only one of the two goes by another.
            findings.differs(
                path,
                format!(
                    "the organiser has signed another close with the same number {}, {name}",
                    held.revision
                ),
            );
        } else {
            findings.notes(
                path,
                format!(
                    "it is close number {}: an earlier one, number {}, is signed too, {name}",
                    number(held.revision),
                    number(close.revision)
                ),
            );
        }
        for says in differences(recount, close, held)? {
            findings.notes(
                path,
                format!("since close number {}: {says}", close.revision),
            );
        }
    }
    Ok(())
}

fn differences(recount: &Recount, before: &Close, held: &Close) -> Result<Vec<String>, Failure> {
    let only_in = |these: &Close, those: &Close| -> Vec<Id> {
        let only = these.counted.iter().filter(|id| !those.counts(id));
        only.copied().collect()
    };
    let ballots = |ids: &[Id]| {
        let such_as = ids.first().map(Id::to_string).unwrap_or_default();
        format!(
            "{}, such as {such_as}",
            count(ids.len() as u64, "ballot", "ballots")
        )
    };
    let mut says = Vec::new();
    let (more, fewer) = (only_in(held, before), only_in(before, held));
    if !more.is_empty() {
        says.push(format!("it also counts {}", ballots(&more)));
    }
    if !fewer.is_empty() {
        says.push(format!("it no longer counts {}", ballots(&fewer)));
    }
    if before.refused != held.refused {
        says.push(format!(
            "{} then, {} now",
            count(
                before.refused.number,
                "file was refused",
                "files were refused"
            ),
            number(held.refused.number)
        ));
    }
    if before.keys != held.keys {
        says.push("another list of codes holds".into());
    }
    if before.about != held.about {
        says.push("what is shown of who took part has changed".into());
    }
    if before.result == held.result {
        says.push("the result is the same".into());
        return Ok(says);
    }
    match (named_by(recount, before)?, named_by(recount, held)?) {
        (Some(before), Some(held)) => says.extend(
            report::outcomes(recount.budget, &before, &held)
                .into_iter()
                .map(|line| format!("the result has changed: {line}")),
        ),
        _ => says.push("the result has changed".into()),
    }
    Ok(says)
}
