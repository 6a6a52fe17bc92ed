//! The sheet of cards to print: a code each, as people type it and as phones scan it.

use documents::Budget;
use maud::{Markup, html};

use crate::code_table::Card;
use crate::printed::words::{self, Words, printed};
use crate::printed::{self, Address};

const STYLE: &str = include_str!("sheet.css");
/// Two columns of four on A4.
const A_PAGE: usize = 8;

/// A fragment stays on the phone: no server sees the code (RFC 9110 section 4.2.5).
fn with_code(address: &Address, card: &Card) -> String {
    format!("{}#code={}", address.as_str(), card.code)
}

/// A page of HTML with these cards; each stack begins on a page of its own.
pub(crate) fn sheet(budget: &Budget, address: Option<&Address>, stacks: &[&[&Card]]) -> String {
    let said = words::of(budget);
    let first = &said[0];
    let title = printed!(first, "sheet.title", title = budget.title.get(&first.lang));
    let pages = stacks.iter().flat_map(|stack| stack.chunks(A_PAGE));
    let body = html! {
        header {
            @for words in &said {
                p lang=(words.lang) {
                    (printed!(words, "sheet.print")) " " (printed!(words, "sheet.shuffle")) " "
                    (printed!(words, "sheet.private"))
                }
            }
        }
        @for page in pages {
            section { @for card in page { (one(budget, &said, address, card)) } }
        }
    };
    printed::page(&first.lang, &title, STYLE, &body)
}

fn one(budget: &Budget, said: &[Words], address: Option<&Address>, card: &Card) -> Markup {
    let number = card.number.to_string();
    let numbers = said
        .iter()
        .map(|words| printed!(words, "card.number", number = number));
    let numbers: Vec<String> = numbers.collect();
    html! {
        article {
            @if let Some(address) = address { (printed::code(&with_code(address, card))) }
            @for words in said { (in_words(budget, words, address.is_some(), card.test)) }
            footer {
                @if let Some(short) = address.map(Address::short) {
                    p.address.long[short.len() > printed::address::LARGE] { (short) }
                }
                p.code { (card.code) }
                p { (numbers.join(" · ")) }
            }
        }
    }
}

/// What a card says in one language.
fn in_words(budget: &Budget, words: &Words, scan: bool, test: bool) -> Markup {
    let how = match scan {
        true => printed!(words, "card.scan"),
        false => printed!(words, "card.type"),
    };
    let what = match test {
        true => printed!(words, "card.test"),
        false => printed!(words, "card.title"),
    };
    html! {
        div lang=(words.lang) {
            h2 { (budget.title.get(&words.lang)) }
            p {
                strong { (what) "." }
                " " (how) " "
                @if !test { (printed!(words, "card.again")) " " (printed!(words, "card.secret")) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use documents::Code;

    use super::*;

    #[test]
    fn a_card_says_everything_in_every_language_and_an_organisers_text_is_text() {
        let bytes = include_str!("../../../../budgets/small-fund.json")
            .replace("Hazelbeck community fund", "Fund <script>");
        let budget = Budget::read(bytes.as_bytes()).expect("a budget");
        let card = Card {
            number: 7,
            code: Code::new([9; 10]),
            test: true,
        };
        let address = Address::read("https://a.example/hall").expect("an address");
        let html = sheet(&budget, Some(&address), &[&[], &[&card]]);
        let code = card.code.to_string();
        for expected in [
            "lang=\"en\"",
            "lang=\"cy\"",
            "Fund &lt;script&gt;",
            "Cronfa gymunedol Hazelbeck",
            "a.example/hall",
            "Card 7",
            "Cerdyn 7",
            "Test card",
            "Cerdyn prawf",
            "<svg",
            code.as_str(),
        ] {
            assert!(html.contains(expected), "{expected}");
        }
        let body = html.split("</head>").nth(1).expect("a body");
        assert!(
            !body.contains("<script>") && !body.contains(['{', '}']),
            "{body}"
        );
        assert_eq!(html.matches("<section>").count(), 1);
        assert_eq!(
            with_code(&address, &card),
            format!("https://a.example/hall#code={code}")
        );
    }
}
