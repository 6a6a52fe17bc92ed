//! What organisers print: words in every language of a budget, codes that phones scan, and the page around them.

pub(crate) mod address;
pub(crate) mod words;

use std::path::Path;

use documents::budget::currency_sign;
use documents::{Budget, Lang};
use fast_qr::ECL;
use fast_qr::convert::svg::SvgBuilder;
use fast_qr::qr::QRBuilder;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::failure::Failure;
use crate::folder::{self, Created};
use crate::report::numbers::number;
use crate::words::say;
pub(crate) use address::Address;
use words::Words;

/// A page that needs no other file.
pub(crate) fn page(lang: &Lang, title: &str, style: &str, body: &Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang=(lang) {
            head {
                meta charset="utf-8";
                title { (title) }
                style { (PreEscaped(style)) }
            }
            body { (body) }
        }
    };
    page.into_string()
}

/// With the quiet zone of four modules that ISO 18004 asks for. Paper is folded and soiled: the second level of error
/// correction.
pub(crate) fn code(link: &str) -> Markup {
    let svg = QRBuilder::new(link)
        .ecl(ECL::M)
        .build()
        .map(|qr| SvgBuilder::default().to_str(&qr));
    // An address too long for any code is typed.
    PreEscaped(svg.unwrap_or_default())
}

/// £50,000, or with the currency's name where its sign is not known everywhere.
pub(crate) fn money(budget: &Budget, amount: u64) -> String {
    format!("{}{}", sign(budget), number(amount))
}

/// What is written before an amount.
pub(crate) fn sign(budget: &Budget) -> String {
    match currency_sign(&budget.currency) {
        Some(sign) => sign.to_owned(),
        None => format!("{}\u{a0}", budget.currency),
    }
}

/// The languages that are asked for, or all; each must be one of the budget's that we have words in.
pub(crate) fn chosen(budget: &Budget, asked: &[Lang], file: &Path) -> Result<Vec<Words>, Failure> {
    let known = words::of(budget);
    let names: Vec<&str> = known.iter().map(|words| words.lang.as_str()).collect();
    if let Some(unknown) = asked.iter().find(|lang| !names.contains(&lang.as_str())) {
        let languages = names.join(", ");
        let why = say!("check.unknown_language", unknown, languages);
        return Err(Failure::usage(format!("{}: {why}", file.display())));
    }
    let wanted = |words: &Words| asked.is_empty() || asked.contains(&words.lang);
    Ok(known.into_iter().filter(wanted).collect())
}

/// Writes what is to be printed; never over a file that is there.
pub(crate) fn write(to: &Path, page: &str) -> Result<(), Failure> {
    let place = to.display();
    match folder::create(to, page.as_bytes()) {
        Ok(Created::New | Created::Same) => Ok(()),
        Ok(Created::Taken) => Err(Failure::bad(say!("printed.is_there", place))),
        Err(error) => Err(Failure::bad(say!("io.write", place, error))),
    }
}
