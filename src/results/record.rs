//! What the count found on its way: what was refused and why, which ties it settled.

use documents::budget::Other;
use documents::plan::Broken;
use documents::result::Refused;
use documents::{Budget, Refusal, ResultFile, Slug};
use yew::prelude::*;

use super::receipt::receipt_of;
use super::{Results, limit_name, name_of};
use crate::components::{all, element, fold, list, paragraph};
use crate::words::{Key, Plural, Value, Words};

/// So many refused ballots are listed; the file has more.
const LISTED: usize = 50;

pub(super) fn refused(refused: &Refused, results: &Results, words: &Words) -> Html {
    if refused.number == 0 {
        return Html::default();
    }
    let files = refused.files.iter().take(LISTED).map(|file| {
        let start: String = receipt_of(&file.name).chars().take(8).collect();
        let why = why(&file.why, &results.budget, words);
        words.rich(
            Key::ResultsRefusedOne,
            &[("id", Value::Figure(&start)), ("why", Value::Text(&why))],
        )
    });
    let files: Vec<Html> = files.collect();
    let listed = files.len() as u64;
    let more = || {
        paragraph(words.rich(
            Key::ResultsMoreRefused,
            &[("number", Value::Number(listed))],
        ))
    };
    let more = (refused.number > listed).then(more).unwrap_or_default();
    let summary = words.show(Value::Count(Plural::CountedRefused, refused.number));
    all(vec![
        element("h2", "", words.html(Key::ResultsRefused)),
        fold(summary, all(vec![list("list small", files), more])),
    ])
}

pub(super) fn why(refusal: &Refusal, budget: &Budget, words: &Words) -> String {
    let (key, place) = match refusal {
        Refusal::BadName {} | Refusal::WrongName { .. } => (Key::RefusedWrongName, None),
        Refusal::TooLarge { .. } => (Key::RefusedTooLarge, None),
        Refusal::Malformed { .. } => (Key::RefusedMalformed, None),
        Refusal::NotCanonical { .. } => (Key::RefusedNotCanonical, None),
        Refusal::OtherBudget {
            other: Other::Event,
            ..
        } => (Key::RefusedOtherBudget, None),
        Refusal::OtherBudget {
            other: Other::Edition,
            ..
        } => (Key::RefusedOtherEdition, None),
        Refusal::MissingPriority { priority } | Refusal::UnknownPriority { priority } => {
            (Key::RefusedLines, Some(("name", name_of(priority, budget))))
        }
        Refusal::Breaks(limit) => {
            let key = match limit.reason {
                Broken::BelowFloor | Broken::AboveCap | Broken::OffStep => Key::RefusedAmount,
                Broken::UnderTotal | Broken::OverTotal => Key::RefusedTotal,
                Broken::GroupBelow | Broken::GroupAbove => Key::RefusedGroup,
                Broken::Table => Key::RefusedTables,
            };
            let (name, sum) = (limit_name(limit, budget), Value::Money(limit.amount));
            return words.fill(key, &[("name", name), ("sum", sum)]);
        }
        Refusal::NoViewNotAllowed { priority } | Refusal::NoViewNotToday { priority, .. } => (
            Key::RefusedNoView,
            Some(("name", name_of(priority, budget))),
        ),
        Refusal::NoCode {} => (Key::RefusedNoCode, None),
        Refusal::CodeNotUsed {} => (Key::RefusedCodeNotUsed, None),
        Refusal::UnknownCode {} => (Key::RefusedUnknownCode, None),
        Refusal::VoidedCode {} => (Key::RefusedVoidedCode, None),
        Refusal::WrongSignature {} => (Key::RefusedWrongSignature, None),
        Refusal::WronglySealed {} => (Key::RefusedWronglySealed, None),
        Refusal::CannotBeOpened {} => (Key::RefusedCannotBeOpened, None),
        Refusal::Replaced { by } => {
            let by = by.to_string();
            let by = [("id", Value::Text(&by[..8]))];
            return words.fill(Key::RefusedReplaced, &by);
        }
        Refusal::Simulated {} => (Key::RefusedSimulated, None),
    };
    words.fill(key, place.as_slice())
}

pub(super) fn ties(result: &ResultFile, results: &Results, words: &Words) -> Html {
    if result.ties.is_empty() {
        return Html::default();
    }
    let names = |ids: &[Slug]| {
        let names: Vec<String> = ids
            .iter()
            .map(|id| words.value(name_of(id, &results.budget)))
            .collect();
        names.join(", ")
    };
    let ties = result.ties.iter().map(|tie| {
        let (between, favoured) = (names(&tie.between), names(&tie.favoured));
        words.rich(
            Key::ResultsTie,
            &[
                ("names", Value::Text(&between)),
                ("favoured", Value::Text(&favoured)),
            ],
        )
    });
    fold(
        words.html(Key::ResultsTies),
        list("list small", ties.collect()),
    )
}
