//! Closes that the organiser signed before the one that holds, and what has changed since.

use documents::{Close, Id, boxes};

use super::named_by;
use crate::commands::recount::Recount;
use crate::failure::Failure;
use crate::report::findings::Findings;
use crate::report::numbers::number;
use crate::report::recount as report;
use crate::words::{counted, say};

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
                say!("recount.same_number", number = held.revision, name),
            );
        } else {
            findings.notes(
                path,
                say!(
                    "recount.earlier_number",
                    number = number(held.revision),
                    earlier = number(close.revision),
                    name
                ),
            );
        }
        for says in differences(recount, close, held)? {
            findings.notes(path, say!("recount.since", number = close.revision, says));
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
        say!(
            "recount.such_as",
            ballots = counted!("counted.ballots", ids.len() as u64),
            such_as
        )
    };
    let mut says = Vec::new();
    let (more, fewer) = (only_in(held, before), only_in(before, held));
    if !more.is_empty() {
        says.push(say!("recount.also_counts", ballots = ballots(&more)));
    }
    if !fewer.is_empty() {
        says.push(say!("recount.no_longer_counts", ballots = ballots(&fewer)));
    }
    if before.refused != held.refused {
        says.push(say!(
            "recount.refused_then",
            then = counted!("counted.files_were_refused", before.refused.number),
            now = number(held.refused.number)
        ));
    }
    if before.keys != held.keys {
        says.push(say!("recount.other_list").into());
    }
    if before.about != held.about {
        says.push(say!("recount.turnout_changed").into());
    }
    if before.result == held.result {
        says.push(say!("recount.result_same").into());
        return Ok(says);
    }
    match (named_by(recount, before)?, named_by(recount, held)?) {
        (Some(before), Some(held)) => says.extend(
            report::outcomes(recount.budget, &before, &held)
                .into_iter()
                .map(|line| say!("recount.result_changed_line", line)),
        ),
        _ => says.push(say!("recount.result_changed").into()),
    }
    Ok(says)
}
