//! The paper twin of the ballot: the same budget as a form to fill in by hand, for whoever has no phone, and for the desk
//! that types it in.

mod boxes;
mod lines;
mod rest;

use documents::{Budget, Id};
use maud::{Markup, html};

use crate::printed;
use crate::printed::words::{Words, of_page, printed};

const STYLE: &str = include_str!("paper.css");

/// Two columns of texts are as many as a sheet can hold beside the boxes.
const COLUMNS: usize = 2;
/// So many characters in two columns fill the two sides of one sheet of A4. More than that, and each language has a form
/// of its own, which nobody need search for the half that they read.
const A_SHEET: usize = 7_000;

/// What each part of a form is made from.
struct Form<'a> {
    budget: &'a Budget,
    /// A column of texts for each.
    said: &'a [Words],
}

/// A page of HTML with the form: one in all these languages where they fit a sheet, else one in each.
pub(crate) fn forms(budget: &Budget, said: &[Words]) -> String {
    let title = budget.title.get(&said[0].lang);
    let at_once = if fit_a_sheet(budget, said) {
        said.len()
    } else {
        1
    };
    let forms = said.chunks(at_once).map(|said| Form { budget, said });
    let body = html! { @for form in forms { (form.draw()) } };
    printed::page(&said[0].lang, title, STYLE, &body)
}

fn fit_a_sheet(budget: &Budget, said: &[Words]) -> bool {
    let texts = said.iter().map(|words| {
        let form = Form {
            budget,
            said: std::slice::from_ref(words),
        };
        form.draw_body().into_string()
    });
    said.len() <= COLUMNS && texts.map(|html| shown(&html)).sum::<usize>() <= A_SHEET
}

/// How many characters of this people see.
fn shown(html: &str) -> usize {
    let parts = html.split('<').map(|part| match part.split_once('>') {
        Some((_, text)) => text,
        None => part,
    });
    parts.map(|text| text.chars().count()).sum()
}

impl Form<'_> {
    /// A table, since its head alone comes again on every page that is printed.
    fn draw(&self) -> Markup {
        html! {
            table.form lang=(self.said[0].lang) {
                thead { tr { td { (self.head()) } } }
                (self.draw_body())
            }
        }
    }

    fn draw_body(&self) -> Markup {
        html! {
            tbody {
                (row(self.title()))
                (self.lines())
                (self.rest())
            }
        }
    }

    /// Which form it is, and what the desk writes on it: sheets come apart, and may be of an earlier edition.
    fn head(&self) -> Markup {
        let budget = self.budget;
        html! {
            div.head {
                div {
                    @for words in self.said { p lang=(words.lang) { (budget.title.get(&words.lang)) } }
                    p.edition { (budget.id) " · " (edition(&budget.sha256)) }
                }
                (self.numbered(4, |words| printed!(words, "paper.sheet")))
                (self.numbered(3, |words| printed!(words, "paper.batch")))
            }
        }
    }

    fn numbered(&self, digits: usize, says: impl Fn(&Words) -> String) -> Markup {
        html! {
            div.numbered { span { (self.inline(says)) } (boxes::plain(digits)) }
        }
    }

    fn title(&self) -> Markup {
        let budget = self.budget;
        self.columns(|words| {
            let title = printed!(words, "paper.title", money = self.money(budget.total));
            let step = of_page!(words, "clipped.step", money = self.money(budget.step));
            html! {
                h1 { (title) }
                p { (budget.summary.get(&words.lang)) }
                p { strong { (of_page!(words, "paper.write")) " " (self.together(words)) " " (step) } }
                p { (printed!(words, "paper.figures")) @if budget.no_view { " " (printed!(words, "paper.no_view_how")) } }
            }
        })
    }

    /// What all amounts must come to.
    fn together(&self, words: &Words) -> String {
        let total = self.money(self.budget.total);
        if self.budget.unspent {
            of_page!(words, "paper.most", money = total)
        } else {
            of_page!(words, "paper.all", money = total)
        }
    }

    /// The same in each language, side by side.
    fn columns(&self, says: impl Fn(&Words) -> Markup) -> Markup {
        html! {
            div.columns {
                @for words in self.said { div lang=(words.lang) { (says(words)) } }
            }
        }
    }

    /// The same in each language, one behind the other; once, where they say it alike.
    fn inline(&self, says: impl Fn(&Words) -> String) -> Markup {
        let mut texts: Vec<(&Words, String)> = Vec::new();
        for words in self.said {
            let text = says(words);
            if !texts.iter().any(|(_, said)| *said == text) {
                texts.push((words, text));
            }
        }
        html! {
            @for (at, (words, text)) in texts.iter().enumerate() {
                @if at > 0 { " / " }
                span lang=(words.lang) { (text) }
            }
        }
    }

    fn money(&self, amount: u64) -> String {
        printed::money(self.budget, amount)
    }
}

/// What stays together on a page.
fn row(part: Markup) -> Markup {
    html! { tr { td { (part) } } }
}

/// The beginning of a budget's hash tells its editions apart.
fn edition(budget: &Id) -> String {
    budget.to_string().chars().take(8).collect()
}
