//! Texts: in every language of the budget, not empty, not too long.

use super::say;
use crate::budget::{Budget, Priority};
use crate::json::{Path, Report};
use crate::{Lang, Text};

/// In characters.
const NAME: usize = 120;
const SENTENCES: usize = 600;

struct Texts<'b, 'r, 't> {
    /// `None` where the list of languages is itself in doubt.
    languages: Option<&'b [Lang]>,
    report: &'r mut Report<'t>,
}

pub(super) fn check(budget: &Budget, report: &mut Report) {
    let root = Path::Root;
    let languages = report
        .sound(&root.field("languages"))
        .then_some(budget.languages.as_slice());
    let mut texts = Texts { languages, report };
    texts.name(&root, "title", &budget.title);
    texts.sentences(&root, "summary", &budget.summary);
    texts.name(&root.field("organiser"), "name", &budget.organiser.name);
    texts.name(&root.field("promise"), "who", &budget.promise.who);
    texts.sentences(&root.field("promise"), "says", &budget.promise.says);
    each(&root, "priorities", &budget.priorities, |priority, at| {
        texts.priority(priority, at)
    });
    each(&root, "protected", &budget.protected, |line, at| {
        texts.name(at, "name", &line.name);
        texts.sentences(at, "why", &line.why);
    });
    each(&root, "limits", &budget.limits, |limit, at| {
        texts.name(at, "name", &limit.name);
        texts.sentences(at, "why", &limit.why);
    });
    each(
        &root,
        "consequences",
        &budget.consequences,
        |consequence, at| {
            texts.sentences(at, "says", &consequence.says);
        },
    );
    each(&root, "tags", &budget.tags, |tag, at| {
        texts.name(at, "name", &tag.name)
    });
    each(&root, "evidence", &budget.evidence, |evidence, at| {
        texts.sentences(at, "says", &evidence.says);
        texts.sentences(at, "source", &evidence.source);
    });
    each(&root, "about", &budget.about, |question, at| {
        texts.sentences(at, "asks", &question.asks);
        texts.sentences(at, "why", &question.why);
        each(at, "answers", &question.answers, |answer, at| {
            texts.name(at, "name", &answer.name)
        });
    });
}

impl Texts<'_, '_, '_> {
    fn priority(&mut self, priority: &Priority, at: &Path) {
        self.name(at, "name", &priority.name);
        self.sentences(at, "about", &priority.about);
        each(
            at,
            "delivered_by",
            &priority.delivered_by,
            |provider, at| self.name(at, "name", &provider.name),
        );
        each(at, "levels", &priority.levels, |level, at| {
            self.sentences(at, "buys", &level.buys)
        });
        for (name, text) in [("gains", &priority.gains), ("loses", &priority.loses)] {
            if let Some(text) = text {
                self.sentences(at, name, text);
            }
        }
    }

    fn name(&mut self, at: &Path, field: &str, text: &Text) {
        self.text(&at.field(field), text, NAME);
    }

    fn sentences(&mut self, at: &Path, field: &str, text: &Text) {
        self.text(&at.field(field), text, SENTENCES);
    }

    fn text(&mut self, at: &Path, text: &Text, longest: usize) {
        for lang in self.languages.unwrap_or_default() {
            if text.in_lang(lang).is_none() {
                say(
                    self.report,
                    &at.field(lang.as_str()),
                    "nothing",
                    "a text: this language is among \"languages\"",
                );
            }
        }
        for (lang, words) in text.iter() {
            let at = at.field(lang.as_str());
            let length = words.chars().count();
            if self
                .languages
                .is_some_and(|languages| !languages.contains(lang))
            {
                say(
                    self.report,
                    &at,
                    "a text",
                    "only the languages in \"languages\"",
                );
            } else if words.trim().is_empty() {
                say(self.report, &at, "an empty text", "words");
            } else if length > longest {
                let (found, expected) =
                    (format!("{length} characters"), format!("at most {longest}"));
                say(self.report, &at, &found, &expected);
            }
        }
    }
}

/// Calls `visit` with each item of the list in this field, and its path.
pub(super) fn each<T>(at: &Path, field: &str, items: &[T], mut visit: impl FnMut(&T, &Path)) {
    let list = at.field(field);
    for (i, item) in items.iter().enumerate() {
        visit(item, &list.item(i));
    }
}
