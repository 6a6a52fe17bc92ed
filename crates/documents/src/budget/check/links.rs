//! What leads out of the file: links, the box, the currency.

use super::{each, say};
use crate::budget::Budget;
use crate::json::{Path, Report};

/// In bytes.
const LONGEST: usize = 500;

pub(super) fn check(budget: &Budget, report: &mut Report) {
    let root = Path::Root;
    let mut expect = |at: &Path, text: &str, well: bool, expected: &str| {
        if !well {
            say(report, at, &crate::json::quote(text), expected);
        }
    };
    let currency = &budget.currency;
    let code = currency.len() == 3 && currency.bytes().all(|b| b.is_ascii_uppercase());
    expect(
        &root.field("currency"),
        currency,
        code,
        "three capital letters (ISO 4217), such as \"GBP\"",
    );
    if let Some(contact) = &budget.organiser.contact {
        let at = root.field("organiser");
        let well = is_https(contact) || is_email(contact);
        expect(
            &at.field("contact"),
            contact,
            well,
            "an e-mail address or an https:// link",
        );
    }
    each(&root, "evidence", &budget.evidence, |evidence, at| {
        if let Some(url) = &evidence.url {
            expect(&at.field("url"), url, is_https(url), "an https:// link");
        }
    });
    expect(
        &root.field("box"),
        &budget.r#box,
        is_folder(&budget.r#box),
        "a relative path or an https:// link that ends in \"/\"",
    );
}

fn is_https(link: &str) -> bool {
    link.len() <= LONGEST
        && link
            .strip_prefix("https://")
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
        && link
            .bytes()
            .all(|b| b.is_ascii_graphic() && !b"\"'<>\\^`{|}".contains(&b))
}

fn is_email(address: &str) -> bool {
    let part = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"!#$%&*+-/=?_.~".contains(&b))
    };
    address.len() <= LONGEST
        && address
            .split_once('@')
            .is_some_and(|(name, host)| part(name) && part(host) && host.contains('.'))
}

fn is_folder(path: &str) -> bool {
    let part = |part: &str| {
        part != ".."
            && part
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"-._~".contains(&b))
    };
    let relative = !path.starts_with("//") && path.split('/').all(part);
    path.len() <= LONGEST && path.ends_with('/') && (relative || is_https(path))
}
