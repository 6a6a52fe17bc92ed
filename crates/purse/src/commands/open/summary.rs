//! What the close has made public, in words.

use std::io::{self, Write};

use documents::{Budget, Close, ResultFile, boxes};

use crate::failure::Failure;
use crate::report::numbers::number;
use crate::report::refusal;
use crate::words::{counted, say};

pub(super) fn closed(
    out: &mut impl Write,
    budget: &Budget,
    close: &Close,
    result: &ResultFile,
) -> Result<(), Failure> {
    let ballots = |number: u64| counted!("counted.ballots", number);
    writeln!(
        out,
        "{}",
        say!(
            "close.closed",
            ballots = counted!("counted.ballots_count", close.counted.len() as u64),
            files = counted!("counted.files_were", close.refused.number)
        )
    )?;
    for line in refusal::by_reason(&close.refused) {
        writeln!(out, "  {line}")?;
    }
    writeln!(out, "\nClose       {}", boxes::close_path(&close.id()))?;
    writeln!(out, "Result      {}", boxes::published_path(&result.id()))?;
    writeln!(out, "\n{}", say!("close.public"))?;
    writeln!(out, "  {}", say!("close.public_ballots"))?;
    if close.choices.is_some() {
        writeln!(out, "  {}", say!("close.public_key"))?;
    }
    about(out, budget, close, ballots)?;
    writeln!(out, "{}", say!("close.never_public"))?;
    writeln!(out, "\n{}", say!("close.repeat"))?;
    Ok(())
}

/// Whoever closes anew may wonder why later ballots are in no group.
pub(super) fn same_groups(out: &mut impl Write) -> Result<(), Failure> {
    writeln!(out, "{}", say!("close.groups_stay"))?;
    Ok(())
}

fn about(
    out: &mut impl Write,
    budget: &Budget,
    close: &Close,
    ballots: impl Fn(u64) -> String,
) -> io::Result<()> {
    if budget.about.is_empty() {
        return Ok(());
    }
    let shown: usize = close.about.iter().map(|group| group.ballots.len()).sum();
    let withheld = (close.counted.len() - shown) as u64;
    if close.about.is_empty() {
        return writeln!(out, "  {}", say!("close.public_no_answers"));
    }
    writeln!(
        out,
        "  {}",
        say!(
            "close.public_answers",
            groups = counted!("counted.groups", close.about.len() as u64),
            least = number(budget.smallest_cell)
        )
    )?;
    writeln!(
        out,
        "  {}",
        say!(
            "close.public_shown",
            shown = ballots(shown as u64),
            withheld = number(withheld)
        )
    )
}
