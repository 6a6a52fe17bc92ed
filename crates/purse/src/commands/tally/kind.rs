//! What a file to count is, by how its name ends.

use std::path::Path;

use crate::failure::Failure;

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
            _ => Err(Failure::usage(format!(
                "{} does not end in .csv or .pb: expected a table of amounts or an election of projects",
                file.display()
            ))),
        }
    }

    fn what(self) -> &'static str {
        match self {
            Kind::Table => "a table of amounts (.csv)",
            Kind::Projects => "an election of projects (.pb)",
        }
    }
}

/// Refuses an option that means nothing for this kind of file.
pub(crate) fn none_given(kind: Kind, option: Option<&str>) -> Result<(), Failure> {
    match option {
        None => Ok(()),
        Some(option) => Err(Failure::usage(format!(
            "{option} means nothing for {}",
            kind.what()
        ))),
    }
}

pub(crate) fn wrong_rule(kind: Kind, rule: &str) -> Failure {
    Failure::usage(format!("the rule {rule} cannot count {}", kind.what()))
}
