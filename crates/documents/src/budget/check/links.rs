//! What leads out of the file: links, the box, the currency.

use crate::budget::Contact;
use crate::json::{Path, Report};

type Test = fn(&str) -> bool;

/// What each of these texts must be.
const TEXTS: [(&str, Test, &str); 4] = [
    (
        "currency",
        is_currency,
        "three capital letters (ISO 4217), such as \"GBP\"",
    ),
    (
        "organiser.contact",
        is_contact,
        "an e-mail address, a phone number, an https:// link, or words",
    ),
    ("evidence.*.url", is_https, "an https:// link"),
    (
        "ballot_box",
        is_folder,
        "a relative path or an https:// link that ends in \"/\"",
    ),
];

/// In bytes.
const LONGEST: usize = 500;

pub(super) fn check(report: &mut Report) {
    for (pattern, well, expected) in TEXTS {
        report.root().visit(&Path::Root, pattern, &mut |node, at| {
            if node
                .text()
                .is_some_and(|text| text.len() > LONGEST || !well(text))
            {
                report.say(at, node, expected);
            }
        });
    }
}

fn is_currency(code: &str) -> bool {
    code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase())
}

fn is_contact(contact: &str) -> bool {
    !contact.trim().is_empty() && Contact::of(contact).is_some()
}

pub(crate) fn is_https(link: &str) -> bool {
    link.strip_prefix("https://")
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
        && link
            .bytes()
            .all(|b| b.is_ascii_graphic() && !b"\"'<>\\^`{|}".contains(&b))
}

fn is_folder(path: &str) -> bool {
    let part = |part: &str| {
        part != ".."
            && part
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"-._~".contains(&b))
    };
    let relative = !path.starts_with("//") && path.split('/').all(part);
    path.ends_with('/') && (relative || is_https(path))
}
