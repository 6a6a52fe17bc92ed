//! The lines, each with what an amount buys and its boxes, and the sum below them.

use documents::budget::Priority;
use maud::{Markup, html};

use super::boxes::{self, Figures};
use super::{Form, row};
use crate::printed::words::{Words, of_page, printed};

impl Form<'_> {
    pub(super) fn lines(&self) -> Markup {
        let numbered = (1_usize..).zip(&self.budget.priorities);
        html! {
            (row(html! { h2 { (self.inline(|words| of_page!(words, "ballot.lines"))) } }))
            @for (number, line) in numbered { (row(self.line(number, line))) }
            (row(self.sum()))
        }
    }

    fn line(&self, number: usize, line: &Priority) -> Markup {
        html! {
            div.line {
                (self.columns(|words| self.line_says(number, line, words)))
                div.answer {
                    (Figures::of(self.budget).draw(self.budget))
                    @if self.budget.no_view {
                        p.small { (boxes::tick()) (self.inline(|words| printed!(words, "paper.no_view"))) }
                    }
                }
            }
        }
    }

    fn line_says(&self, number: usize, line: &Priority, words: &Words) -> Markup {
        let limits = [
            of_page!(words, "line.floor", money = self.money(line.floor)),
            printed!(words, "paper.today", money = self.money(line.today)),
            of_page!(words, "line.cap", money = self.money(line.cap)),
        ];
        html! {
            h3 { (number) ". " (line.name.get(&words.lang)) }
            p { (line.about.get(&words.lang)) }
            p.limits { (limits.join(" · ")) }
            @if !line.levels.is_empty() {
                ul {
                    @for level in &line.levels {
                        li { b { (self.money(level.amount)) } " " (level.buys.get(&words.lang)) }
                    }
                }
            }
        }
    }

    fn sum(&self) -> Markup {
        let figures = || Figures::of(self.budget).draw(self.budget);
        html! {
            div.line.sum {
                div.columns {
                    p { strong { (self.inline(|words| printed!(words, "paper.sum"))) } }
                    p { (self.inline(|words| self.together(words))) }
                }
                div.answer { (figures()) }
            }
            @if self.budget.unspent {
                div.line {
                    p { (self.inline(|words| of_page!(words, "check.unspent"))) }
                    div.answer { (figures()) }
                }
            }
        }
    }
}
