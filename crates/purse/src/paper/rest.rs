//! What is around the lines: limits on several, what follows, what cannot be moved, the questions, the code, and whom to give
//! the form to.

use documents::Slug;
use documents::budget::{Condition, Consequence, ConsequenceKind, Limit, Protected, Question};
use maud::{Markup, html};

use super::{Form, boxes, row};
use crate::printed::words::{Words, of_page, printed};

/// As a voting code is written on a card.
const CODE: [usize; 4] = [4, 4, 4, 5];

impl Form<'_> {
    pub(super) fn rest(&self) -> Markup {
        let budget = self.budget;
        html! {
            (self.section(&budget.limits, |words| of_page!(words, "ballot.limits"), |limit, words| self.limit(limit, words)))
            (self.section(&budget.consequences, |words| printed!(words, "paper.follows"), |one, words| self.follows(one, words)))
            (self.section(&budget.protected, |words| of_page!(words, "ballot.protected"), |one, words| self.protected(one, words)))
            @if !budget.questions().is_empty() {
                @for (at, question) in budget.questions().iter().enumerate() {
                    // Its heading stays with the first.
                    (row(html! {
                        @if at == 0 { (self.heading(|words| of_page!(words, "about.title"), |words| of_page!(words, "about.says"))) }
                        (self.question(question))
                    }))
                }
            }
            @if budget.needs_code() { (row(self.code())) }
            (row(self.hand_in()))
        }
    }

    /// A heading and what is below it, the first of these on the heading's page.
    fn section<T>(
        &self,
        items: &[T],
        title: impl Fn(&Words) -> String,
        says: impl Fn(&T, &Words) -> Markup,
    ) -> Markup {
        let item = |item: &T| self.columns(|words| says(item, words));
        html! {
            @if let Some((first, others)) = items.split_first() {
                (row(html! { h2 { (self.inline(&title)) } (item(first)) }))
                @for other in others { (row(item(other))) }
            }
        }
    }

    fn heading(&self, title: impl Fn(&Words) -> String, says: impl Fn(&Words) -> String) -> Markup {
        html! {
            h2 { (self.inline(title)) }
            p { (self.inline(says)) }
        }
    }

    fn limit(&self, limit: &Limit, words: &Words) -> Markup {
        let name = limit.name.get(&words.lang);
        let floor = limit.floor.map(|floor| {
            of_page!(
                words,
                "ballot.limit_floor",
                name = name,
                money = self.money(floor)
            )
        });
        let cap = limit.cap.map(|cap| {
            of_page!(
                words,
                "ballot.limit_cap",
                name = name,
                money = self.money(cap)
            )
        });
        let says: Vec<String> = floor.into_iter().chain(cap).collect();
        html! {
            p {
                strong { (says.join(" ")) }
                " " (of_page!(words, "ballot.limit_lines")) " " (self.names(&limit.priorities, words)) ". "
                (limit.why.get(&words.lang))
            }
        }
    }

    fn follows(&self, one: &Consequence, words: &Words) -> Markup {
        let kind = match one.kind {
            ConsequenceKind::Loss => of_page!(words, "ballot.loss"),
            ConsequenceKind::Gain => of_page!(words, "ballot.gain"),
        };
        let when: Vec<String> = one.when.iter().map(|of| self.when(of, words)).collect();
        html! {
            p { (when.join("; ")) ": " b { (kind) } " " (one.says.get(&words.lang)) }
        }
    }

    fn when(&self, condition: &Condition, words: &Words) -> String {
        let names = self.names(&condition.priorities, words);
        match (condition.below, condition.at_least) {
            (Some(below), _) => {
                printed!(
                    words,
                    "paper.below",
                    names = names,
                    money = self.money(below)
                )
            }
            (None, least) => {
                let least = self.money(least.unwrap_or(0));
                printed!(words, "paper.at_least", names = names, money = least)
            }
        }
    }

    /// By their numbers too: a form has no links.
    fn names(&self, lines: &[Slug], words: &Words) -> String {
        let known = (1_usize..).zip(&self.budget.priorities);
        let named = known.filter(|(_, line)| lines.contains(&line.id));
        let names = named.map(|(number, line)| format!("{number}. {}", line.name.get(&words.lang)));
        names.collect::<Vec<_>>().join(" + ")
    }

    fn protected(&self, one: &Protected, words: &Words) -> Markup {
        html! {
            p {
                strong { (one.name.get(&words.lang)) " " (self.money(one.amount)) "." }
                " " (one.why.get(&words.lang))
            }
        }
    }

    /// Answers have numbers: whoever types the form in presses that key.
    fn question(&self, question: &Question) -> Markup {
        let answers = (1_usize..).zip(&question.answers);
        html! {
            p { strong { (self.inline(|words| question.asks.get(&words.lang).to_owned())) } }
            p.small { (self.inline(|words| question.why.get(&words.lang).to_owned())) }
            div.answers {
                @for (number, answer) in answers {
                    p { (boxes::tick()) (number) ". " (self.inline(|words| answer.name.get(&words.lang).to_owned())) }
                }
            }
        }
    }

    fn code(&self) -> Markup {
        html! {
            (self.heading(|words| of_page!(words, "code.title"), |words| of_page!(words, "code.says")))
            p { (boxes::groups(&CODE)) }
        }
    }

    fn hand_in(&self) -> Markup {
        let budget = self.budget;
        let contact = budget.organiser.contact.as_deref();
        html! {
            div.hand-in {
                (self.columns(|words| {
                    let says = of_page!(
                        words,
                        "paper.hand_in",
                        name = budget.organiser.name.get(&words.lang),
                        date = words.date(budget.dates.closes)
                    );
                    let promise = of_page!(
                        words,
                        "ballot.promise",
                        who = budget.promise.who.get(&words.lang),
                        date = words.date(budget.promise.by)
                    );
                    html! {
                        p { strong { (says) } " " (contact.unwrap_or_default()) }
                        p { (promise) " " (budget.promise.says.get(&words.lang)) }
                    }
                }))
            }
        }
    }
}
