//! What was said on the command line, or is asked for on a terminal.

use std::collections::BTreeMap;
use std::io::{BufRead, Write};

use documents::{Lang, Slug};
use serde_json::Value;

use super::super::day;
use super::fields::{Field, Form, Of};
use crate::ask::{self, Ask};
use crate::failure::Failure;
use crate::promises::{Book, texts};
use crate::words::say;

/// By flag, every time that it was given.
#[derive(Clone, Debug, Default)]
pub(super) struct Given(BTreeMap<&'static str, Vec<String>>);

impl Given {
    pub(super) fn put(&mut self, flag: &'static str, value: String) {
        self.0.entry(flag).or_default().push(value);
    }

    pub(super) fn has(&self, flag: &str) -> bool {
        self.0.contains_key(flag)
    }

    pub(super) fn plain(&self, flag: &str) -> Option<&str> {
        self.0.get(flag)?.last().map(String::as_str)
    }

    pub(super) fn all(&self, flag: &str) -> &[String] {
        self.0.get(flag).map(Vec::as_slice).unwrap_or_default()
    }

    /// As an entry has it, where it was given.
    pub(super) fn value(&self, field: &Field, languages: &[Lang]) -> Result<Option<Value>, String> {
        let Some(last) = self.plain(field.name) else {
            return Ok(None);
        };
        let value = match field.of {
            Of::Line | Of::Plain => last.into(),
            Of::Amount => amount(last)?.into(),
            Of::Money => signed(last)?.into(),
            Of::Text => texts::read(self.all(field.name), Some(languages))?,
            Of::Day => day(last)?.to_string().into(),
            Of::Choice(names) if names.contains(&last) => last.into(),
            Of::Choice(names) => return Err(say!("args.one_of", names = names.join(", "))),
            Of::Lines => self.all(field.name).into(),
            Of::Switch => true.into(),
        };
        Ok(Some(value))
    }

    /// The flags that are needed and missing.
    pub(super) fn missing(&self, form: &Form) -> Vec<&'static str> {
        let missing = form
            .fields
            .iter()
            .filter(|field| field.needed && !self.has(field.name));
        missing.map(|field| field.name).collect()
    }

    /// Asks for all that was not given.
    pub(super) fn ask<R: BufRead, W: Write>(
        &mut self,
        form: &Form,
        book: &Book,
        ask: &mut Ask<R, W>,
    ) -> Result<(), Failure> {
        ask.say(say!("ledger.asking"))?;
        for field in form.fields {
            if !self.has(field.name) {
                self.ask_one(field, book, ask)?;
            }
        }
        Ok(())
    }

    fn ask_one<R: BufRead, W: Write>(
        &mut self,
        field: &Field,
        book: &Book,
        ask: &mut Ask<R, W>,
    ) -> Result<(), Failure> {
        if field.of == Of::Switch {
            return Ok(());
        }
        if field.of == Of::Text {
            return self.ask_text(field, &book.budget.languages, ask);
        }
        let question = question(field, book);
        let answer = ask.until(&question, |answer| {
            if answer.is_empty() && !field.needed {
                return Ok(String::new());
            }
            let mut tried = Self::default();
            tried.put(field.name, answer.to_owned());
            tried.value(field, &book.budget.languages)?;
            match field.of {
                Of::Line
                    if Slug::parse(answer)
                        .and_then(|line| book.budget.position(&line))
                        .is_none() =>
                {
                    Err(say!("ledger.no_line", line = answer, lines = lines(book)))
                }
                _ if answer.is_empty() => Err(say!("new.expected_answer").into()),
                _ => Ok(answer.to_owned()),
            }
        })?;
        if !answer.is_empty() {
            self.put(field.name, answer);
        }
        Ok(())
    }

    /// A text that is not needed is asked for in the other languages only where it was given in the first.
    fn ask_text<R: BufRead, W: Write>(
        &mut self,
        field: &Field,
        languages: &[Lang],
        ask: &mut Ask<R, W>,
    ) -> Result<(), Failure> {
        for (place, lang) in languages.iter().enumerate() {
            let question = match languages.len() {
                1 => field.says.to_owned(),
                _ => say!("ledger.ask_in", question = field.says, lang),
            };
            let text = match field.needed || place > 0 {
                true => ask.text(&question)?,
                false => ask.optional(&question)?,
            };
            if text.is_empty() {
                return Ok(());
            }
            self.put(field.name, format!("{lang}={text}"));
        }
        Ok(())
    }
}

fn question(field: &Field, book: &Book) -> String {
    let choice = match field.of {
        Of::Line => lines(book),
        Of::Choice(names) => names.join(", "),
        _ => return field.says.to_owned(),
    };
    format!("{} ({choice})", field.says)
}

fn lines(book: &Book) -> String {
    let lines = book.budget.priorities.iter().map(|line| line.id.as_str());
    Vec::from_iter(lines).join(", ")
}

/// "8,000", "£8,000".
fn amount(text: &str) -> Result<u64, String> {
    ask::amount(text.trim_start_matches(['£', '€', '$']))
}

fn signed(text: &str) -> Result<i64, String> {
    let plain = text.replace('−', "-");
    let (sign, digits) = match plain.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, plain.as_str()),
    };
    let amount = i64::try_from(amount(digits)?);
    amount
        .map(|amount| sign * amount)
        .map_err(|_| say!("new.expected_amount", answer = text))
}
