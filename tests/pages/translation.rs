//! What a browser's translation may do to a page: see `words::alone`.

use super::html::texts;
use super::{every_page, none};

/// A translation puts elements in the place of texts. In an element that goes with its text, nothing is lost by that.
#[test]
fn every_text_stands_in_an_element_that_goes_with_it() {
    none(every_page().iter().flat_map(|page| {
        let beside = texts(&page.html)
            .into_iter()
            .filter(|(around, _)| !["span", "bdi", "bdi translate=\"no\""].contains(&&**around));
        beside.map(|(around, text)| format!("{}: <{around}>{text}", page.name))
    }));
}

#[test]
fn no_translation_touches_a_figure() {
    let mut figures = 0;
    none(every_page().iter().flat_map(|page| {
        let texts = texts(&page.html).into_iter();
        let money = texts.filter(|(around, text)| around.starts_with("bdi") && is_figure(text));
        let mut wrong = Vec::new();
        for (around, text) in money {
            figures += 1;
            if around != "bdi translate=\"no\"" {
                wrong.push(format!("{}: <{around}>{text}", page.name));
            }
        }
        wrong
    }));
    assert!(figures > 1_000, "only {figures} figures were looked at");
}

/// Money, a number or a share, and no words.
fn is_figure(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit()) && !text.contains(char::is_alphabetic)
}
