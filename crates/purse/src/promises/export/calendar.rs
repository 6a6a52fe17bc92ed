//! Due dates as a calendar (RFC 5545).

use documents::{Date, Id};
use ledger::{Line, Milestone, Stage};

use super::{Publisher, recorded, said};
use crate::printed::words::printed;
use crate::promises::Book;

/// Bytes of a line, without its end (section 3.1).
const LONGEST: usize = 75;

/// Every milestone, and the day by which an answer is promised. A milestone that is moved stays the same event.
pub(crate) fn calendar(book: &Book, publisher: &Publisher) -> String {
    let mut out = Calendar(String::new());
    out.line("BEGIN:VCALENDAR");
    out.line("VERSION:2.0");
    out.line("PRODID:-//Common Purse//purse ledger//EN");
    let title = printed!(
        book.words,
        "ledger.title",
        title = said(book, &book.budget.title)
    );
    out.text("X-WR-CALNAME", &title);
    let answered = book
        .ledger
        .lines
        .iter()
        .filter_map(|line| line.answer.as_ref());
    let first = book.budget.dates.opens;
    out.event(&Event {
        name: "answer".into(),
        stamp: answered
            .map(|answer| recorded(book, answer.at))
            .max()
            .unwrap_or(first),
        day: book.budget.promise.by,
        moved: 0,
        is_off: false,
        title: printed!(
            book.words,
            "ledger.promise",
            who = said(book, &book.budget.promise.who)
        ),
        more: said(book, &book.budget.promise.says).to_owned(),
        of: (book, publisher),
    });
    for line in &book.ledger.lines {
        for one in &line.milestones {
            out.event(&event(book, publisher, line, one));
        }
    }
    out.line("END:VCALENDAR");
    out.0
}

fn event<'b>(book: &'b Book, publisher: &'b Publisher, line: &Line, one: &Milestone) -> Event<'b> {
    let about = line.entries.iter().filter(|at| tells_of(book, **at, one));
    let stamp = about.map(|at| recorded(book, *at)).max();
    let words = &book.words;
    let dues = one.dues.iter().map(|due| words.date(*due));
    let dues = Vec::from_iter(dues).join(", ");
    let moved = (one.moves() > 0).then(|| printed!(words, "ledger.moved", dues = dues));
    let judged = one.holds();
    let judged = judged.map(|last| {
        let judged = super::super::said::word(words, last.judged.name());
        printed!(
            words,
            "ledger.judged",
            judged = judged,
            on = words.date(last.on)
        )
    });
    Event {
        name: one.id.to_string(),
        stamp: stamp.unwrap_or(recorded(book, one.at)),
        day: one.due(),
        moved: one.moves(),
        is_off: line.stage() == Stage::Cancelled && !one.is_met(),
        title: format!(
            "{}: {}",
            book.name(line.id.as_str()),
            said(book, &one.title)
        ),
        more: Vec::from_iter(moved.into_iter().chain(judged)).join("\n"),
        of: (book, publisher),
    }
}

/// Whether the entry at this place is about this milestone, or ends its line.
fn tells_of(book: &Book, at: usize, one: &Milestone) -> bool {
    use documents::ledger::{Change, Says};
    match book.ledger.entries.get(at).map(|told| &told.entry.says) {
        Some(Says::Milestone { milestone, .. } | Says::Met { milestone, .. }) => {
            *milestone == one.id
        }
        Some(Says::Change { change, .. }) => match change {
            Change::Date { milestone, .. } => *milestone == one.id,
            Change::Cancelled {} => true,
            _ => false,
        },
        _ => false,
    }
}

struct Event<'b> {
    /// Its name in the ledger, by which it stays the same.
    name: String,
    /// When something was last written down about it.
    stamp: Date,
    day: Date,
    moved: usize,
    is_off: bool,
    title: String,
    more: String,
    of: (&'b Book, &'b Publisher),
}

struct Calendar(String);

impl Calendar {
    fn event(&mut self, event: &Event) {
        let (book, publisher) = event.of;
        let id = Id::of(format!("{}/{}", book.budget.sha256, event.name).as_bytes());
        self.line("BEGIN:VEVENT");
        self.line(&format!("UID:{}@common-purse", &id.to_string()[..32]));
        self.line(&format!("DTSTAMP:{}T000000Z", digits(event.stamp)));
        self.line(&format!("DTSTART;VALUE=DATE:{}", digits(event.day)));
        self.line(&format!("SEQUENCE:{}", event.moved));
        let state = if event.is_off {
            "CANCELLED"
        } else {
            "CONFIRMED"
        };
        self.line(&format!("STATUS:{state}"));
        self.line("TRANSP:TRANSPARENT");
        self.text("SUMMARY", &event.title);
        if !event.more.is_empty() {
            self.text("DESCRIPTION", &event.more);
        }
        if let Some(address) = &publisher.address {
            self.line(&format!("URL:{address}"));
        }
        self.line("END:VEVENT");
    }

    fn text(&mut self, name: &str, text: &str) {
        let mut line = format!("{name}:");
        for sign in text.chars() {
            match sign {
                '\\' | ';' | ',' => line.extend(['\\', sign]),
                '\n' => line.push_str("\\n"),
                _ if sign.is_control() => line.push(' '),
                _ => line.push(sign),
            }
        }
        self.line(&line);
    }

    /// A line that is too long goes on in the next one, behind a space; no sign is cut in two.
    fn line(&mut self, line: &str) {
        let mut room = LONGEST;
        for sign in line.chars() {
            if sign.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = LONGEST - 1;
            }
            room -= sign.len_utf8();
            self.0.push(sign);
        }
        self.0.push_str("\r\n");
    }
}

/// 20280131
fn digits(day: Date) -> String {
    day.to_string().replace('-', "")
}
