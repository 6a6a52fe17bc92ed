//! From bytes to a tree, by RFC 8259 and nothing more.

use std::borrow::Cow;

use super::node::{Entry, Kind, Node, code_point};
use super::report::place;
use crate::Problem;
use crate::problem::Place;

/// Lists and objects inside each other; our files need 6.
pub const MAX_DEPTH: usize = 32;

/// Names in one object; our files need 60. Few enough to compare each with each.
const MAX_NAMES: usize = 256;

/// 2⁵³ − 1: the greatest whole number that JavaScript, and so any other reader of our files, keeps exact.
pub const MAX_WHOLE: u64 = (1 << 53) - 1;

/// Reads JSON text.
///
/// # Errors
/// The first place where the bytes are not UTF-8, not JSON, or nested deeper than [`MAX_DEPTH`].
pub fn parse(bytes: &[u8]) -> Result<Node<'_>, Problem> {
    tree(bytes).map_err(|stop| Problem {
        path: "$".into(),
        place: Some(place(Place { line: 1, column: 1 }, bytes, 0, stop.at)),
        found: found(bytes, stop.at),
        expected: stop.expected.into(),
    })
}

/// Where reading stopped, and what was expected there.
pub(super) struct Stop {
    at: usize,
    expected: &'static str,
}

/// The same, with nothing said in words.
pub(super) fn tree(bytes: &[u8]) -> Result<Node<'_>, Stop> {
    let text = std::str::from_utf8(bytes).map_err(|error| Stop {
        at: error.valid_up_to(),
        expected: "UTF-8 text",
    })?;
    let mut parser = Parser { text, at: 0 };
    parser
        .value(0)
        .and_then(|node| parser.end().map(|()| node))
        .map_err(|expected| Stop {
            at: parser.at,
            expected,
        })
}

/// What stands where the parser stopped.
fn found(bytes: &[u8], at: usize) -> String {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return "bytes that are not UTF-8".into();
    };
    match text[at..].chars().next() {
        None => "the end of the file".into(),
        Some('\u{feff}') if at == 0 => "a byte order mark (U+FEFF)".into(),
        Some(c) if c.is_ascii_graphic() => format!("'{c}'"),
        Some(c) => code_point(c),
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
}

/// What was expected where the parser stopped.
type Step<T> = Result<T, &'static str>;

impl<'a> Parser<'a> {
    fn end(&mut self) -> Step<()> {
        self.space();
        if self.at == self.text.len() {
            Ok(())
        } else {
            Err("the end of the file")
        }
    }

    fn value(&mut self, depth: usize) -> Step<Node<'a>> {
        self.space();
        let at = self.at;
        let kind = match self.peek() {
            Some(b'{' | b'[') if depth == MAX_DEPTH => {
                return Err("lists and objects at most 32 deep");
            }
            Some(b'{') => self.object(depth)?,
            Some(b'[') => self.list(depth)?,
            Some(b'"') => Kind::Text(self.string()?),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            _ => self.word()?,
        };
        Ok(Node { at, kind })
    }

    fn object(&mut self, depth: usize) -> Step<Kind<'a>> {
        self.at += 1;
        let mut entries = Vec::new();
        self.space();
        if self.eat(b'}') {
            return Ok(Kind::Object(entries));
        }
        loop {
            self.space();
            let at = self.at;
            if self.peek() != Some(b'"') {
                return Err("a name in double quotes");
            }
            if entries.len() == MAX_NAMES {
                return Err("an object of at most 256 names");
            }
            let name = self.string()?;
            self.space();
            if !self.eat(b':') {
                return Err("\":\"");
            }
            entries.push(Entry {
                at,
                name,
                value: self.value(depth + 1)?,
            });
            self.space();
            if self.eat(b'}') {
                return Ok(Kind::Object(entries));
            }
            if !self.eat(b',') {
                return Err("\",\" or \"}\"");
            }
        }
    }

    fn list(&mut self, depth: usize) -> Step<Kind<'a>> {
        self.at += 1;
        let mut items = Vec::new();
        self.space();
        if self.eat(b']') {
            return Ok(Kind::List(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            self.space();
            if self.eat(b']') {
                return Ok(Kind::List(items));
            }
            if !self.eat(b',') {
                return Err("\",\" or \"]\"");
            }
        }
    }

    fn word(&mut self) -> Step<Kind<'a>> {
        for (word, kind) in [
            ("null", Kind::Null),
            ("true", Kind::Bool(true)),
            ("false", Kind::Bool(false)),
        ] {
            if self.rest().starts_with(word.as_bytes()) {
                self.at += word.len();
                return Ok(kind);
            }
        }
        Err("a value")
    }

    fn number(&mut self) -> Step<Kind<'a>> {
        let start = self.at;
        let negative = self.eat(b'-');
        if self.eat(b'0') {
            if matches!(self.peek(), Some(b'0'..=b'9')) {
                return Err("a number without leading zeros");
            }
        } else {
            self.digits()?;
        }
        let whole = self.at;
        if self.eat(b'.') {
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        let text = &self.text[start..self.at];
        let plain = !negative && whole == self.at;
        Ok(match text.parse() {
            Ok(n) if plain && n <= MAX_WHOLE => Kind::Whole(n),
            _ => Kind::Number(text),
        })
    }

    fn digits(&mut self) -> Step<()> {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        if self.at > start {
            Ok(())
        } else {
            Err("a digit")
        }
    }

    fn string(&mut self) -> Step<Cow<'a, str>> {
        self.at += 1;
        let mut out: Cow<'a, str> = Cow::Borrowed("");
        loop {
            let start = self.at;
            while matches!(self.peek(), Some(b) if b != b'"' && b != b'\\' && b >= 0x20) {
                self.at += 1;
            }
            // Both ends lie beside ASCII bytes or the text's ends, so they are character boundaries.
            let run = &self.text[start..self.at];
            if out.is_empty() {
                out = Cow::Borrowed(run);
            } else {
                out.to_mut().push_str(run);
            }
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(out);
                }
                Some(b'\\') => {
                    self.at += 1;
                    let c = self.escape()?;
                    out.to_mut().push(c);
                }
                _ => return Err("the closing '\"' of a text that stands on one line"),
            }
        }
    }

    fn escape(&mut self) -> Step<char> {
        let c = match self.peek() {
            Some(b @ (b'"' | b'\\' | b'/')) => char::from(b),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                self.at += 1;
                return self.unicode();
            }
            _ => return Err("an escape that JSON knows, such as \\n"),
        };
        self.at += 1;
        Ok(c)
    }

    fn unicode(&mut self) -> Step<char> {
        const HALF: &str = "a \\u escape that stands for a character";
        let first = self.hex()?;
        let code = match first {
            0xD800..=0xDBFF => {
                if !(self.eat(b'\\') && self.eat(b'u')) {
                    return Err(HALF);
                }
                let second = self.hex()?;
                if !(0xDC00..=0xDFFF).contains(&second) {
                    return Err(HALF);
                }
                0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)
            }
            _ => first,
        };
        char::from_u32(code).ok_or(HALF)
    }

    fn hex(&mut self) -> Step<u32> {
        let mut code = 0;
        for _ in 0..4 {
            let digit = self
                .peek()
                .and_then(|b| char::from(b).to_digit(16))
                .ok_or("four hexadecimal digits")?;
            code = code * 16 + digit;
            self.at += 1;
        }
        Ok(code)
    }

    fn rest(&self) -> &'a [u8] {
        &self.text.as_bytes()[self.at..]
    }

    fn peek(&self) -> Option<u8> {
        self.rest().first().copied()
    }

    fn eat(&mut self, byte: u8) -> bool {
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        there
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }
}
