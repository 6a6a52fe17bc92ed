//! What the close has made public, in words.

use std::io::{self, Write};

use documents::{Budget, Close, ResultFile, boxes};

use crate::failure::Failure;
use crate::report::refusal;
use crate::report::words::{count, number};

pub(super) fn closed(
    out: &mut impl Write,
    budget: &Budget,
    close: &Close,
    result: &ResultFile,
) -> Result<(), Failure> {
    let ballots = |number: u64| count(number, "ballot", "ballots");
    writeln!(
        out,
        "Closed. {}; {} refused.",
        count(close.counted.len() as u64, "ballot counts", "ballots count"),
        count(close.refused.number, "file was", "files were")
    )?;
    for line in refusal::by_reason(&close.refused) {
        writeln!(out, "  {line}")?;
    }
    writeln!(out, "\nClose       {}", boxes::close_path(&close.id()))?;
    writeln!(out, "Result      {}", boxes::published_path(&result.id()))?;
    writeln!(out, "\nPublic from now on:")?;
    writeln!(out, "  which ballots count, which files do not, and why")?;
    if close.choices.is_some() {
        writeln!(
            out,
            "  the key to the choices: everybody can read every ballot, beside its code's public key"
        )?;
    }
    about(out, budget, close, ballots)?;
    writeln!(
        out,
        "Never public: the key file, and which person gave which answer."
    )?;
    writeln!(
        out,
        "\nEverybody can repeat all of this: purse recount BOX. Copy the box to a second place now."
    )?;
    Ok(())
}

/// Whoever closes anew may wonder why later ballots are in no group.
pub(super) fn same_groups(out: &mut impl Write) -> Result<(), Failure> {
    writeln!(
        out,
        "The groups stay those that an earlier close has shown: others beside them could tell who somebody is."
    )?;
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
        return writeln!(
            out,
            "  nothing of what people said about themselves: too few said the same"
        );
    }
    writeln!(
        out,
        "  what people said about themselves, as {} of at least {} ballots each",
        count(close.about.len() as u64, "group", "groups"),
        number(budget.smallest_cell)
    )?;
    writeln!(
        out,
        "  ({} shown so, {} withheld or without answers)",
        ballots(shown as u64),
        number(withheld)
    )
}
