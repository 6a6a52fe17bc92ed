//! The poster: a code to scan, the address to type, and what to do, for a wall or a notice board.

use clap::ValueEnum;
use documents::Budget;
use maud::{Markup, html};

use crate::printed::words::{Words, of_page, printed};
use crate::printed::{self, Address};

const STYLE: &str = include_str!("poster.css");

/// Characters of a title that fit on a line or two of the largest letters.
const LARGE: usize = 40;

/// What it is printed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Paper {
    A4,
    A3,
}

impl Paper {
    /// Every length of the poster is measured in this one.
    fn style(self) -> String {
        let (size, unit) = match self {
            Self::A4 => ("A4", "1mm"),
            Self::A3 => ("A3", "1.4142mm"),
        };
        format!("@page {{ size: {size}; margin: 0; }}\nhtml {{ font-size: {unit}; }}\n{STYLE}")
    }
}

/// A page of HTML with the poster, in all these languages.
pub(crate) fn poster(budget: &Budget, said: &[Words], address: &Address, paper: Paper) -> String {
    let first = &said[0].lang;
    let short = address.short();
    let body = html! {
        main {
            @for words in said { (heading(budget, words)) }
            (printed::code(address.as_str()))
            p.address.long[short.len() > printed::address::LARGE] { (short) }
            div.columns {
                @for words in said { (what_to_do(budget, words)) }
            }
        }
    };
    printed::page(first, budget.title.get(first), &paper.style(), &body)
}

fn heading(budget: &Budget, words: &Words) -> Markup {
    let (opens, closes) = (budget.dates.opens, budget.dates.closes);
    let dates = of_page!(
        words,
        "ballot.how_dates",
        opens = words.date(opens),
        closes = words.date(closes)
    );
    let title = budget.title.get(&words.lang);
    html! {
        header lang=(words.lang) {
            h1.long[title.chars().count() > LARGE] { (title) }
            p { (dates) }
        }
    }
}

fn what_to_do(budget: &Budget, words: &Words) -> Markup {
    let organiser = budget.organiser.name.get(&words.lang);
    html! {
        div lang=(words.lang) {
            ol {
                li { (printed!(words, "poster.scan")) }
                li { (printed!(words, "poster.share", money = printed::money(budget, budget.total))) }
                li {
                    @if budget.needs_code() { (printed!(words, "poster.send_code")) }
                    @else { (printed!(words, "poster.send")) }
                }
            }
            p { (of_page!(words, "ballot.how_organiser", name = organiser)) }
        }
    }
}
