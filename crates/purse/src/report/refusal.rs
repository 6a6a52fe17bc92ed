//! Why files were not counted, in sentences.

use documents::budget::Other;
use documents::plan::{Broken, BrokenLimit};
use documents::result::{Refused, RefusedFile};
use documents::{Refusal, Slug};

use super::numbers::number;

use crate::words::say;

/// So many refused files are named; the result itself names more.
const NAMED: usize = 20;

/// One line a file, and one for those that are not named.
pub(crate) fn sentences(refused: &Refused) -> Vec<String> {
    let mut lines: Vec<String> = refused.files.iter().take(NAMED).map(sentence).collect();
    let more = refused.number.saturating_sub(lines.len() as u64);
    if more > 0 {
        lines.push(say!("refused.more", files = number(more)));
    }
    lines
}

/// One line a reason: how many files there are, and the first of those that are named.
pub(crate) fn by_reason(refused: &Refused) -> Vec<String> {
    let line = |(reason, files): (&Slug, &u64)| {
        let first = refused
            .files
            .iter()
            .find(|file| file.why.tag() == reason.as_str());
        match (first, files) {
            (Some(first), 1) => sentence(first),
            (Some(first), _) => say!(
                "refused.such_as",
                files = number(*files),
                first = sentence(first)
            ),
            (None, _) => say!("refused.for_reason", files = number(*files), reason),
        }
    };
    refused.reasons.iter().map(line).collect()
}

fn sentence(file: &RefusedFile) -> String {
    format!("{}: {}", file.name, why(&file.why))
}

/// What was found, and what was expected.
pub(crate) fn why(refusal: &Refusal) -> String {
    use Refusal as R;
    match refusal {
        R::BadName {} => say!("refused.bad_name").into(),
        R::WrongName { hash } => say!("refused.wrong_name", hash),
        R::TooLarge { most } => say!("refused.too_large", most = number(*most)),
        R::Malformed { path, line, column } => {
            say!("refused.malformed", line, column, path)
        }
        R::NotCanonical { byte } => {
            say!("refused.not_canonical", byte)
        }
        R::OtherBudget {
            other: Other::Event,
            budget,
        } => say!("refused.other_event", id = budget.id),
        R::OtherBudget {
            other: Other::Edition,
            budget,
        } => say!("refused.other_edition", sha256 = budget.sha256),
        R::MissingPriority { priority } => say!("refused.missing_priority", priority),
        R::UnknownPriority { priority } => {
            say!("refused.unknown_priority", priority)
        }
        R::Breaks(limit) => broken(limit),
        R::NoViewNotAllowed { priority } => {
            say!("refused.no_view_not_allowed", priority)
        }
        R::NoViewNotToday {
            priority,
            amount,
            today,
        } => say!(
            "refused.no_view_not_today",
            priority,
            amount = number(*amount),
            today = number(*today)
        ),
        R::NoCode {} => say!("refused.no_code").into(),
        R::CodeNotUsed {} => say!("refused.code_not_used").into(),
        R::UnknownCode {} => say!("refused.unknown_code").into(),
        R::VoidedCode {} => say!("refused.voided_code").into(),
        R::WrongSignature {} => say!("refused.wrong_signature").into(),
        R::WronglySealed {} => say!("refused.wrongly_sealed").into(),
        R::CannotBeOpened {} => say!("refused.cannot_be_opened").into(),
        R::Replaced { by } => say!("refused.replaced", by),
        R::Simulated {} => say!("refused.simulated").into(),
    }
}

/// A limit that is not kept: what was found, and what was expected.
fn broken(limit: &BrokenLimit) -> String {
    let id = limit.id.as_ref().map_or("", Slug::as_str);
    let (amount, bound) = (number(limit.amount), number(limit.bound));
    match limit.reason {
        Broken::BelowFloor => say!("refused.below_floor", id, amount, bound),
        Broken::AboveCap => say!("refused.above_cap", id, amount, bound),
        Broken::OffStep => say!("refused.off_step", id, amount, bound),
        Broken::OverTotal => say!("refused.over_total", amount, bound),
        Broken::UnderTotal => say!("refused.under_total", amount, bound),
        Broken::GroupBelow => say!("refused.group_below", id, amount, bound),
        Broken::GroupAbove => say!("refused.group_above", id, amount, bound),
        Broken::Table if limit.bound == 0 => say!("refused.no_table", amount),
        Broken::Table => say!("refused.table", amount, bound),
    }
}
