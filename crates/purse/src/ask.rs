//! One question after the other; an answer that cannot be read is asked for again, with the reason.

use std::io::{self, BufRead, Write};

use jiff::civil::Date;

use crate::failure::Failure;
use crate::words::say;

/// Questions go to `out`, answers come from `answers`, a line each.
pub(crate) struct Ask<R, W> {
    answers: R,
    out: W,
}

impl<R: BufRead, W: Write> Ask<R, W> {
    pub(crate) fn new(answers: R, out: W) -> Self {
        Self { answers, out }
    }

    pub(crate) fn say(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "{text}")
    }

    /// Something, or nothing.
    pub(crate) fn optional(&mut self, question: &str) -> Result<String, Failure> {
        write!(self.out, "{question}: ")?;
        self.out.flush()?;
        let mut line = String::new();
        let read = self.answers.read_line(&mut line)?;
        if read == 0 {
            return Err(Failure::bad(say!(
                "new.answers_ended",
                question = question.trim()
            )));
        }
        Ok(line.trim().to_owned())
    }

    pub(crate) fn text(&mut self, question: &str) -> Result<String, Failure> {
        self.until(question, |answer| match answer {
            "" => Err(say!("new.expected_answer").into()),
            _ => Ok(answer.to_owned()),
        })
    }

    /// What is usual, where nothing is answered.
    pub(crate) fn or(&mut self, question: &str, usual: &str) -> Result<String, Failure> {
        let answer = self.optional(&format!("{question} [{usual}]"))?;
        Ok(match answer.as_str() {
            "" => usual.to_owned(),
            _ => answer,
        })
    }

    pub(crate) fn amount(&mut self, question: &str) -> Result<u64, Failure> {
        self.until(question, amount)
    }

    pub(crate) fn day(&mut self, question: &str) -> Result<Date, Failure> {
        self.until(question, day)
    }

    pub(crate) fn days(&mut self, question: &str) -> Result<[Date; 2], Failure> {
        self.until(question, |answer| {
            let words = answer.split_whitespace().filter(|word| *word != "to");
            let days = words.map(day).collect::<Result<Vec<_>, _>>()?;
            match days[..] {
                [opens, closes] if opens <= closes => Ok([opens, closes]),
                [_, _] => Err(say!("new.days_turned").into()),
                _ => Err(say!("new.days_number", found = days.len())),
            }
        })
    }

    pub(crate) fn until<T>(
        &mut self,
        question: &str,
        read: impl Fn(&str) -> Result<T, String>,
    ) -> Result<T, Failure> {
        loop {
            match read(&self.optional(question)?) {
                Ok(answer) => return Ok(answer),
                Err(why) => self.say(&format!("    {why}"))?,
            }
        }
    }
}

/// Whole units: plain digits, or digits in threes with one kind of mark between them. `1.5` could be read in two ways.
pub(crate) fn amount(answer: &str) -> Result<u64, String> {
    let wrong = || say!("new.expected_amount", answer);
    let mark = answer.chars().find(|sign| !sign.is_ascii_digit());
    let digits = match mark {
        None => answer.to_owned(),
        Some(mark) if ",' \u{a0}\u{202f}".contains(mark) => {
            let mut groups = answer.split(mark);
            let first = groups.next().unwrap_or_default();
            let in_threes = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
            in_threes
                .then(|| answer.replace(mark, ""))
                .ok_or_else(wrong)?
        }
        Some(_) => return Err(wrong()),
    };
    match digits.bytes().all(|byte| byte.is_ascii_digit()) {
        true => digits.parse().map_err(|_| wrong()),
        false => Err(wrong()),
    }
}

fn day(answer: &str) -> Result<Date, String> {
    answer.parse().map_err(|_| say!("new.expected_day", answer))
}

#[cfg(test)]
mod tests {
    use super::amount;

    #[test]
    fn amounts_are_read_as_they_are_meant_or_not_at_all() {
        for (answer, read) in [
            ("50000", Some(50_000)),
            ("50,000", Some(50_000)),
            ("1 250 000", Some(1_250_000)),
            ("0", Some(0)),
            ("90,00", None),
            ("1,25,000", None),
            ("1,000 000", None),
            ("1.5", None),
            ("50.000", None),
            ("£500", None),
            ("-5", None),
            ("", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(amount(answer).ok(), read, "{answer}");
        }
    }
}
