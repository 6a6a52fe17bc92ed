//! How the result is told: a few things at a time, so that letters of a twentieth of the screen's height have room.

use documents::{Budget, Plan, ResultFile, Text};

/// Rows of text below a heading, and letters in a row: all of it, or beside an amount.
const ROOM: usize = 9;
const WIDE: usize = 40;
const BESIDE: usize = 24;

/// Lines, checks on one screen.
const LINES: usize = 3;
const CHECKS: usize = 3;

/// One step of telling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slide {
    /// These lines of the budget, with what each gets.
    Lines(Vec<usize>),
    /// All the money as one bar.
    Pot,
    /// These red lines: positions in `budget.limits`.
    Limits(Vec<usize>),
    /// Positions in `budget.consequences`.
    Follows(Vec<usize>),
    /// Positions in the result's checks.
    Fair(Vec<usize>),
    /// Who answers, and by when.
    Answer,
    /// What is promised: this part of it, where it is long.
    Promise(usize),
}

/// Every step, the same in every language: whoever changes the language stays at what is told.
#[must_use]
pub fn slides(budget: &Budget, plan: &Plan, result: &ResultFile) -> Vec<Slide> {
    let of = |text: &Text| rows(most_letters(budget, text), WIDE);
    let beside = |text: &Text| rows(most_letters(budget, text), BESIDE);
    let groups = |positions: Vec<usize>, rows: &dyn Fn(usize) -> usize| {
        let mut groups: Vec<Vec<usize>> = Vec::new();
        let mut room = 0;
        for at in positions {
            let needs = rows(at);
            match groups.last_mut() {
                Some(group) if needs <= room => {
                    group.push(at);
                    room -= needs;
                }
                _ => {
                    groups.push(vec![at]);
                    room = ROOM.saturating_sub(needs);
                }
            }
        }
        groups
    };
    let amounts = amounts(budget, result);
    // A third of the room at least: no more than so many lines are together.
    let line = |at: usize| beside(&budget.priorities[at].name).max(ROOM / LINES);
    let limit = |at: usize| of(&budget.limits[at].name) + 2;
    let follows = |at: usize| of(&budget.consequences[at].says) + 1;
    let lines = groups((0..budget.priorities.len()).collect(), &line);
    let limits = groups((0..budget.limits.len()).collect(), &limit);
    let consequences = groups(plan.consequences(&amounts), &follows);
    let checks = groups((0..result.checks.len()).collect(), &|_| ROOM / CHECKS);
    let parts = budget.languages.iter();
    let parts = parts.map(|lang| parts_of(budget.promise.says.get(lang)).len());
    let mut slides: Vec<Slide> = lines.into_iter().map(Slide::Lines).collect();
    slides.push(Slide::Pot);
    slides.extend(limits.into_iter().map(Slide::Limits));
    slides.extend(consequences.into_iter().map(Slide::Follows));
    slides.extend(checks.into_iter().map(Slide::Fair));
    slides.push(Slide::Answer);
    slides.extend((0..parts.max().unwrap_or(0)).map(Slide::Promise));
    slides
}

/// What every line gets, in the budget's order.
#[must_use]
pub(super) fn amounts(budget: &Budget, result: &ResultFile) -> Vec<u64> {
    let lines = budget.priorities.iter();
    let given = lines.map(|line| result.outcome.iter().find(|it| it.priority == line.id));
    given.map(|it| it.map_or(0, |it| it.amount)).collect()
}

/// A long text in parts that have room each, cut behind sentences where that is possible.
pub(super) fn parts_of(text: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for sentence in text.split_inclusive(". ") {
        match parts.last_mut() {
            Some(part) if rows(part.len() + sentence.len(), WIDE) <= ROOM => {
                part.push_str(sentence)
            }
            _ => parts.push(sentence.to_owned()),
        }
    }
    parts
}

/// In the language that needs most.
fn most_letters(budget: &Budget, text: &Text) -> usize {
    let langs = budget.languages.iter();
    let lengths = langs.map(|lang| text.get(lang).chars().count());
    lengths.max().unwrap_or(0)
}

fn rows(letters: usize, wide: usize) -> usize {
    letters.div_ceil(wide)
}
