//! The sheet of cards to print: a code each, as people type it and as phones scan it.

mod words;

use documents::Budget;
use fast_qr::ECL;
use fast_qr::convert::svg::SvgBuilder;
use fast_qr::qr::QRBuilder;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::address;
use crate::code_table::Card;
use crate::words::say;
use words::{Words, on_card};

const STYLE: &str = include_str!("sheet.css");
/// Two columns of four on A4.
const A_PAGE: usize = 8;

/// Characters of an address that fit on a card's width, and those that fit in large type.
const LONGEST: usize = 48;
const LARGE: usize = 36;

/// Where people vote.
#[derive(Clone, Debug)]
pub(crate) struct Address(String);

/// Reads an address that a code can be added to.
pub(crate) fn address(text: &str) -> Result<Address, String> {
    if text.contains('#') {
        return Err(say!("codes.address_without_hash").into());
    }
    let host = address::behind_scheme(text)?;
    let address = Address(if host.contains(['/', '?']) {
        text.to_owned()
    } else {
        format!("{text}/")
    });
    match address.short().len() {
        ..=LONGEST => Ok(address),
        length => Err(say!("codes.address_too_long", longest = LONGEST, length)),
    }
}

impl Address {
    /// As people type it: browsers add the rest.
    fn short(&self) -> &str {
        let (_, host) = self.0.split_once("://").unwrap_or(("", &self.0));
        host.trim_end_matches('/')
    }

    /// A fragment stays on the phone: no server sees the code (RFC 9110 section 4.2.5).
    fn with_code(&self, card: &Card) -> String {
        format!("{}#code={}", self.0, card.code)
    }
}

/// A page of HTML with these cards; each stack begins on a page of its own.
pub(crate) fn sheet(budget: &Budget, address: Option<&Address>, stacks: &[&[&Card]]) -> String {
    let said = words::of(budget);
    let first = &said[0];
    let title = on_card!(first, "sheet.title", title = budget.title.get(&first.lang));
    let pages = stacks.iter().flat_map(|stack| stack.chunks(A_PAGE));
    let page = html! {
        (DOCTYPE)
        html lang=(first.lang) {
            head {
                meta charset="utf-8";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                header {
                    @for words in &said {
                        p lang=(words.lang) {
                            (on_card!(words, "sheet.print")) " " (on_card!(words, "sheet.shuffle")) " "
                            (on_card!(words, "sheet.private"))
                        }
                    }
                }
                @for page in pages {
                    section { @for card in page { (one(budget, &said, address, card)) } }
                }
            }
        }
    };
    page.into_string()
}

fn one(budget: &Budget, said: &[Words], address: Option<&Address>, card: &Card) -> Markup {
    let number = card.number.to_string();
    let numbers = said
        .iter()
        .map(|words| on_card!(words, "card.number", number = number));
    let numbers: Vec<String> = numbers.collect();
    html! {
        article {
            @if let Some(address) = address { (code(&address.with_code(card))) }
            @for words in said { (in_words(budget, words, address.is_some(), card.test)) }
            footer {
                @if let Some(short) = address.map(Address::short) {
                    p.address.long[short.len() > LARGE] { (short) }
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
        true => on_card!(words, "card.scan"),
        false => on_card!(words, "card.type"),
    };
    let what = match test {
        true => on_card!(words, "card.test"),
        false => on_card!(words, "card.title"),
    };
    html! {
        div lang=(words.lang) {
            h2 { (budget.title.get(&words.lang)) }
            p {
                strong { (what) "." }
                " " (how) " "
                @if !test { (on_card!(words, "card.again")) " " (on_card!(words, "card.secret")) }
            }
        }
    }
}

/// With the quiet zone of four modules that ISO 18004 asks for. Paper is folded and soiled: the second level of error
/// correction.
fn code(link: &str) -> Markup {
    let svg = QRBuilder::new(link)
        .ecl(ECL::M)
        .build()
        .map(|qr| SvgBuilder::default().to_str(&qr));
    // An address too long for any code is typed.
    PreEscaped(svg.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use documents::Code;

    use super::*;

    #[test]
    fn addresses_that_cannot_take_a_code_are_refused() {
        for (bad, says) in [
            ("budget.example.org", "https://"),
            ("https://", "a host"),
            ("https:///path", "a host"),
            ("https://a.example/#results", "without #"),
            ("https://a.example/<b>", "unusual"),
            ("https://a.example/a b", "spaces"),
            (
                "https://a.example/a-path-that-nobody-would-ever-want-to-type",
                "at most 48",
            ),
        ] {
            let why = address(bad).expect_err(bad);
            assert!(why.contains(says), "{bad}: {why}");
        }
        let short = |text| address(text).expect(text).short().to_owned();
        assert_eq!(short("https://a.example/hall/"), "a.example/hall");
        assert_eq!(short("http://192.0.2.1:8080"), "192.0.2.1:8080");
    }

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
        let address = address("https://a.example/hall").expect("an address");
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
            address.with_code(&card),
            format!("https://a.example/hall#code={code}")
        );
    }
}
