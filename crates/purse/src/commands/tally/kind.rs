//! What a file to count is, by how its name ends.

use std::path::Path;

use crate::failure::Failure;
use crate::words::say;

#[derive(Clone, Copy)]
pub(crate) enum Kind {
    /// `.csv` or `.tsv`: amounts, one ballot a row.
    Table,
    /// `.pb`: projects with a price, in Pabulib's format.
    Projects,
}

impl Kind {
    pub(crate) fn of(file: &Path) -> Result<Self, Failure> {
        let ending = file.extension().unwrap_or_default();
        match ending.to_ascii_lowercase().to_str() {
            Some("csv" | "tsv") => Ok(Kind::Table),
            Some("pb") => Ok(Kind::Projects),
            _ => Err(Failure::usage(say!(
                "tally.kind_unknown",
                file = file.display()
            ))),
        }
    }

    fn what(self) -> &'static str {
        match self {
            Kind::Table => say!("tally.kind_table"),
            Kind::Projects => say!("tally.kind_election"),
        }
    }
}

/// Refuses an option that means nothing for this kind of file.
pub(crate) fn none_given(kind: Kind, option: Option<&str>) -> Result<(), Failure> {
    match option {
        None => Ok(()),
        Some(option) => Err(Failure::usage(say!(
            "tally.option_means_nothing",
            option,
            kind = kind.what()
        ))),
    }
}

pub(crate) fn wrong_rule(kind: Kind, rule: &str) -> Failure {
    Failure::usage(say!("tally.rule_cannot_count", rule, kind = kind.what()))
}
