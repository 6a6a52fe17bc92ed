//! Why files were not counted, in sentences.

use documents::budget::Other;
use documents::plan::{Broken, BrokenLimit};
use documents::result::{Refused, RefusedFile};
use documents::{Refusal, Slug};

use super::words::number;

/// So many refused files are named; the result itself names more.
const NAMED: usize = 20;

/// One line a file, and one for those that are not named.
pub(crate) fn sentences(refused: &Refused) -> Vec<String> {
    let mut lines: Vec<String> = refused.files.iter().take(NAMED).map(sentence).collect();
    let more = refused.number.saturating_sub(lines.len() as u64);
    if more > 0 {
        lines.push(format!("and {} more", number(more)));
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
            (Some(first), _) => format!("{} such as {}", number(*files), sentence(first)),
            (None, _) => format!("{} for the reason {reason}", number(*files)),
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
        R::BadName {} => "its name is not the hash of a ballot".into(),
        R::WrongName { hash } => format!("its bytes have the hash {hash}, which is not its name"),
        R::TooLarge { most } => format!(
            "it has more than {} bytes, and no ballot needs as many",
            number(*most)
        ),
        R::Malformed { path, line, column } => {
            format!("it is not a ballot: line {line}, column {column}, at {path}")
        }
        R::NotCanonical { byte } => {
            format!("it is spelt in another way than a ballot is, from byte {byte} on")
        }
        R::OtherBudget {
            other: Other::Event,
            budget,
        } => format!("it belongs to another event, with the budget {}", budget.id),
        R::OtherBudget {
            other: Other::Edition,
            budget,
        } => format!(
            "it was cast on another edition of this budget, the one with the hash {}",
            budget.sha256
        ),
        R::MissingPriority { priority } => format!("it has no amount for {priority}"),
        R::UnknownPriority { priority } => {
            format!("it has an amount for {priority}, which the budget does not have")
        }
        R::Breaks(limit) => {
            let (found, expected) = broken(limit);
            format!("{found}, expected {expected}")
        }
        R::NoViewNotAllowed { priority } => {
            format!("it has no view on {priority}, and the budget wants one on every line")
        }
        R::NoViewNotToday {
            priority,
            amount,
            today,
        } => format!(
            "it has no view on {priority} and gives it {}, expected today's {}",
            number(*amount),
            number(*today)
        ),
        R::NoCode {} => "it has no code, and this event needs one".into(),
        R::CodeNotUsed {} => "it has a code, which this event does not use".into(),
        R::UnknownCode {} => "its code is not in the organiser's list".into(),
        R::VoidedCode {} => "its code was taken back by the organiser".into(),
        R::WrongSignature {} => "its signature is not that of its key".into(),
        R::WronglySealed {} => "it is sealed in an open event, or open in a sealed one".into(),
        R::CannotBeOpened {} => "what is sealed in it does not open, or is no ballot".into(),
        R::Replaced { by } => format!("the same code voted again: {by} counts"),
        R::Simulated {} => "it is simulated, and the box holds real ballots".into(),
    }
}

/// A limit that is not kept: what was found, and what was expected.
pub(super) fn broken(limit: &BrokenLimit) -> (String, String) {
    let id = limit.id.as_ref().map_or("", Slug::as_str);
    let (amount, bound) = (number(limit.amount), number(limit.bound));
    let (least, most) = (format!("at least {bound}"), format!("at most {bound}"));
    let line = format!("{id} has {amount}");
    let sum = format!("its amounts add up to {amount}");
    let group = format!("the lines of the limit {id} have {amount}");
    match limit.reason {
        Broken::BelowFloor => (line, least),
        Broken::AboveCap => (line, most),
        Broken::OffStep => (line, format!("steps of {bound}")),
        Broken::OverTotal => (sum, most),
        Broken::UnderTotal => (sum, bound),
        Broken::GroupBelow => (group, least),
        Broken::GroupAbove => (group, most),
    }
}
