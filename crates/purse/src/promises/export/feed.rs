//! Entries as a feed that readers follow (Atom, RFC 4287), the latest first.

use std::fmt::Write;

use documents::Id;
use ledger::Told;

use super::super::said;
use super::{Publisher, moment, updated};
use crate::printed::words::printed;
use crate::promises::Book;

/// More would only make each reader load what it has read long ago.
const MOST: usize = 200;

pub(crate) fn feed(book: &Book, publisher: &Publisher) -> String {
    let mut out = Feed(String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"));
    let lang = &book.lang;
    out.raw(&format!(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{lang}\">\n"
    ));
    out.element("id", &name(&book.budget.sha256));
    let title = super::said(book, &book.budget.title);
    out.element(
        "title",
        &printed!(book.words, "ledger.title", title = title),
    );
    out.element("updated", &moment(updated(book)));
    out.author(super::said(book, &book.budget.organiser.name));
    if let Some(address) = &publisher.address {
        out.raw(&format!(
            "<link rel=\"alternate\" href=\"{}\"/>\n",
            escaped(address)
        ));
    }
    for told in book.ledger.entries.iter().rev().take(MOST) {
        out.entry(book, publisher, told);
    }
    out.raw("</feed>\n");
    out.0
}

/// A name for ever, from a hash (RFC 9562, version 8).
fn name(id: &Id) -> String {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&id.as_bytes()[..16]);
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let mut name = String::from("urn:uuid:");
    for (place, byte) in bytes.iter().enumerate() {
        if [4, 6, 8, 10].contains(&place) {
            name.push('-');
        }
        // Writing to a String cannot fail.
        let _ = write!(name, "{byte:02x}");
    }
    name
}

struct Feed(String);

impl Feed {
    fn entry(&mut self, book: &Book, publisher: &Publisher, told: &Told) {
        let entry = &told.entry;
        self.raw("<entry>\n");
        self.element("id", &name(&told.id));
        self.element("title", &said::head(book, &entry.says));
        self.element("updated", &moment(entry.recorded));
        let signer = &book.ledger.signers[told.by].signer;
        self.author(super::said(book, &signer.name));
        let on = printed!(book.words, "ledger.on", on = book.words.date(entry.on));
        let texts = said::texts(book, entry);
        let content = Vec::from_iter([on].into_iter().chain(texts)).join("\n");
        self.raw(&format!(
            "<content type=\"text\">{}</content>\n",
            escaped(&content)
        ));
        if let Some(address) = &publisher.address {
            let href = escaped(address);
            self.raw(&format!("<link rel=\"alternate\" href=\"{href}\"/>\n"));
        }
        self.raw("</entry>\n");
    }

    fn author(&mut self, name: &str) {
        self.raw("<author>");
        self.raw(&format!("<name>{}</name>", escaped(name)));
        self.raw("</author>\n");
    }

    fn element(&mut self, name: &str, text: &str) {
        self.raw(&format!("<{name}>{}</{name}>\n", escaped(text)));
    }

    fn raw(&mut self, text: &str) {
        self.0.push_str(text);
    }
}

/// Text as XML has it: also without the signs that no XML may have.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(sign),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ if sign.is_control() => out.push('\u{fffd}'),
            _ => out.push(sign),
        }
    }
    out
}
