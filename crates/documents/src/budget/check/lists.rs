//! Lists: how long, each name once, and no reference that leads nowhere.

use super::{each, say};
use crate::budget::Budget;
use crate::json::{Path, Report};
use crate::{Lang, Slug};

pub(super) fn check(budget: &Budget, report: &mut Report) {
    check_lengths(budget, report);
    check_names(budget, report);
    check_references(budget, report);
}

fn check_lengths(budget: &Budget, report: &mut Report) {
    let root = Path::Root;
    let mut length = |at: &Path, field: &str, found: usize, least: usize, most: usize| {
        if found < least || found > most {
            say(
                report,
                &at.field(field),
                &format!("length {found}"),
                &format!("a length from {least} to {most}"),
            );
        }
    };
    length(&root, "languages", budget.languages.len(), 1, 20);
    length(&root, "priorities", budget.priorities.len(), 2, 60);
    length(&root, "protected", budget.protected.len(), 0, 60);
    length(&root, "limits", budget.limits.len(), 0, 30);
    length(&root, "consequences", budget.consequences.len(), 0, 100);
    length(&root, "tags", budget.tags.len(), 0, 30);
    length(&root, "evidence", budget.evidence.len(), 0, 200);
    length(&root, "about", budget.about.len(), 0, 10);
    each(&root, "priorities", &budget.priorities, |priority, at| {
        length(at, "delivered_by", priority.delivered_by.len(), 0, 20);
        length(at, "levels", priority.levels.len(), 0, 20);
    });
    each(&root, "limits", &budget.limits, |limit, at| {
        length(at, "priorities", limit.priorities.len(), 1, 60)
    });
    each(
        &root,
        "consequences",
        &budget.consequences,
        |consequence, at| {
            length(at, "when", consequence.when.len(), 1, 20);
            each(at, "when", &consequence.when, |condition, at| {
                length(at, "priorities", condition.priorities.len(), 1, 60);
            });
        },
    );
    each(&root, "about", &budget.about, |question, at| {
        length(at, "answers", question.answers.len(), 2, 30)
    });
}

/// Longer lists than this are too long anyway.
const COMPARED: usize = 200;

fn check_names(budget: &Budget, report: &mut Report) {
    let root = Path::Root;
    once(
        report,
        &root.field("languages"),
        None,
        budget.languages.iter().map(Lang::as_str),
    );
    once(
        report,
        &root.field("checks"),
        None,
        budget.checks.iter().map(|check| check.name()),
    );
    let mut ids = |at: &Path, field: &str, ids: &mut dyn Iterator<Item = &Slug>| {
        once(report, &at.field(field), Some("id"), ids.map(Slug::as_str));
    };
    ids(
        &root,
        "priorities",
        &mut budget.priorities.iter().map(|priority| &priority.id),
    );
    ids(
        &root,
        "protected",
        &mut budget.protected.iter().map(|line| &line.id),
    );
    ids(
        &root,
        "limits",
        &mut budget.limits.iter().map(|limit| &limit.id),
    );
    ids(
        &root,
        "consequences",
        &mut budget
            .consequences
            .iter()
            .map(|consequence| &consequence.id),
    );
    ids(&root, "tags", &mut budget.tags.iter().map(|tag| &tag.id));
    ids(
        &root,
        "evidence",
        &mut budget.evidence.iter().map(|evidence| &evidence.id),
    );
    ids(
        &root,
        "about",
        &mut budget.about.iter().map(|question| &question.id),
    );
    each(&root, "about", &budget.about, |question, at| {
        ids(
            at,
            "answers",
            &mut question.answers.iter().map(|answer| &answer.id),
        );
    });
}

/// Each name in the list stands there once; `field` is where an item keeps its name, if it is not the name itself.
fn once<'b>(
    report: &mut Report,
    list: &Path,
    field: Option<&str>,
    names: impl Iterator<Item = &'b str>,
) {
    let names: Vec<&str> = names.take(COMPARED).collect();
    for (i, name) in names.iter().enumerate() {
        let Some(first) = names[..i].iter().position(|other| other == name) else {
            continue;
        };
        let (item, first) = (list.item(i), list.item(first));
        let at = field.map_or(item, |field| item.field(field));
        if report.sound(&field.map_or(first, |field| first.field(field))) {
            say(
                report,
                &at,
                &format!("\"{name}\""),
                &format!("another name: {} has this one", first.text()),
            );
        }
    }
}

fn check_references(budget: &Budget, report: &mut Report) {
    let root = Path::Root;
    let priorities = Targets::of(
        report,
        "priorities",
        budget.priorities.iter().map(|priority| &priority.id),
    );
    let tags = Targets::of(report, "tags", budget.tags.iter().map(|tag| &tag.id));
    let evidence = Targets::of(
        report,
        "evidence",
        budget.evidence.iter().map(|evidence| &evidence.id),
    );

    if let Some(tag) = &budget.headline {
        tags.check(report, &root.field("headline"), tag);
    }
    each(&root, "priorities", &budget.priorities, |priority, at| {
        tags.check_all(report, &at.field("tags"), &priority.tags);
        evidence.check_all(report, &at.field("evidence"), &priority.evidence);
        each(at, "levels", &priority.levels, |level, at| {
            evidence.check_all(report, &at.field("evidence"), &level.evidence);
        });
    });
    each(&root, "limits", &budget.limits, |limit, at| {
        priorities.check_all(report, &at.field("priorities"), &limit.priorities);
    });
    each(
        &root,
        "consequences",
        &budget.consequences,
        |consequence, at| {
            evidence.check_all(report, &at.field("evidence"), &consequence.evidence);
            each(at, "when", &consequence.when, |condition, at| {
                priorities.check_all(report, &at.field("priorities"), &condition.priorities);
            });
        },
    );
}

/// The names that a reference may have.
struct Targets<'b> {
    list: &'static str,
    /// `None` where one of them is in doubt: then no reference can be said to lead nowhere.
    ids: Option<Vec<&'b Slug>>,
}

impl<'b> Targets<'b> {
    fn of(report: &Report, list: &'static str, ids: impl Iterator<Item = &'b Slug>) -> Self {
        let at = Path::Root.field(list);
        let ids: Vec<&Slug> = ids.collect();
        let certain = (0..ids.len().max(1)).all(|i| report.sound(&at.item(i).field("id")));
        Self {
            list,
            ids: certain.then_some(ids),
        }
    }

    fn check_all(&self, report: &mut Report, list: &Path, references: &[Slug]) {
        once(report, list, None, references.iter().map(Slug::as_str));
        for (i, reference) in references.iter().enumerate() {
            self.check(report, &list.item(i), reference);
        }
    }

    fn check(&self, report: &mut Report, at: &Path, reference: &Slug) {
        if self
            .ids
            .as_ref()
            .is_some_and(|ids| !ids.contains(&reference))
        {
            say(
                report,
                at,
                &format!("\"{reference}\""),
                &format!("an id in $.{}", self.list),
            );
        }
    }
}
