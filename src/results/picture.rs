//! A picture of the outcome to share, and the same in words: made on the device, from the result alone.

use std::fmt::Write as _;

use documents::budget::Priority;
use documents::{Budget, ResultFile};

use super::outcome::{amounts, change};
use super::{Counting, Results, rule};
use crate::words::{Key, Plural, Value, Words};

/// In pixels. A line is its name and amount above its bar.
const WIDTH: u64 = 1080;
const MARGIN: u64 = 48;
const INSIDE: u64 = WIDTH - 2 * MARGIN;
const BAR: u64 = 20;

/// The light colours of `styles/tokens.css`: a picture is looked at anywhere.
const PAGE: &str = "#fffdf9";
const TEXT: &str = "#2a2024";
const QUIET: &str = "#675a5d";
const RAIL: &str = "#f7f1e9";
const PAINTS: [&str; 8] = [
    "#9c3848", "#c2751a", "#66782a", "#27796d", "#2d6ca1", "#6a569f", "#b15682", "#7a5d40",
];

/// Letters to a line, by the size of the letters: wide ones of any alphabet fit.
const LARGE: (u64, usize) = (42, 40);
const NAME: (u64, usize) = (26, 40);
const SMALL: (u64, usize) = (22, 76);

/// As SVG. None before there is a result.
pub fn picture(results: &Results, words: &Words) -> Option<String> {
    let result = result(results)?;
    let mut drawing = Drawing {
        rtl: words.dir() == "rtl",
        at: MARGIN,
        body: String::new(),
    };
    let budget = &results.budget;
    drawing.lines(words.text(&budget.title), LARGE, TEXT, "bold");
    drawing.lines(&how_many(result, budget, words), NAME, QUIET, "normal");
    drawing.at += 20;
    let everyone = amounts(results, result);
    let todays = budget.priorities.iter().map(|line| line.today);
    let longest = everyone.iter().copied().chain(todays).max().unwrap_or(0);
    for (at, (line, &amount)) in budget.priorities.iter().zip(&everyone).enumerate() {
        drawing.line(at, line, amount, longest, words);
    }
    drawing.at += 16;
    for text in [Key::PictureMark, Key::HowAnyone] {
        drawing.lines(words.say(text), SMALL, QUIET, "normal");
    }
    let height = drawing.at + MARGIN - SMALL.0;
    let (dir, title) = (words.dir(), escaped(words.text(&budget.title)));
    let lang = words.lang();
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" viewBox=\"0 0 {WIDTH} {height}\" \
         role=\"img\" xml:lang=\"{lang}\" direction=\"{dir}\" font-family=\"system-ui,sans-serif\"><title>{title}</title>\
         <desc>{}</desc><path fill=\"{PAGE}\" d=\"M0 0h{WIDTH}v{height}H0z\"/>{}</svg>",
        escaped(&described(results, words)?.join("\n")),
        drawing.body
    ))
}

/// What the picture shows, a sentence a line, for whoever cannot see it.
pub fn described(results: &Results, words: &Words) -> Option<Vec<String>> {
    let result = result(results)?;
    let everyone = amounts(results, result);
    let lines = results.budget.priorities.iter().zip(everyone);
    let lines = lines.map(|(line, amount)| {
        let change = change(amount, line.today, words);
        let with = [
            ("name", Value::Name(&line.name)),
            ("amount", Value::Money(amount)),
            ("change", Value::Text(&change)),
        ];
        words.fill(Key::PictureLine, &with)
    });
    let name = [("name", Value::Word(rule(result.rule)))];
    let mut all = vec![
        words.text(&results.budget.title).to_owned(),
        how_many(result, &results.budget, words),
    ];
    all.extend(lines);
    all.push(words.fill(Key::ResultsRule, &name));
    Some(all)
}

fn result(results: &Results) -> Option<&ResultFile> {
    match &results.counting {
        Counting::Done { result, .. } => Some(result),
        _ => None,
    }
}

fn how_many(result: &ResultFile, budget: &Budget, words: &Words) -> String {
    let plural = match (result.simulated, budget.ballots_are_people()) {
        (true, _) => Plural::CountedSimulated,
        (false, true) => Plural::CountedPeople,
        (false, false) => Plural::CountedCounted,
    };
    words.count(plural, result.counted.len() as u64)
}

/// What is drawn so far, from the top.
struct Drawing {
    rtl: bool,
    /// Where the next thing is drawn.
    at: u64,
    body: String,
}

impl Drawing {
    /// A text, in as many lines as it takes.
    fn lines(&mut self, text: &str, (size, letters): (u64, usize), fill: &str, weight: &str) {
        for line in wrapped(text, letters) {
            self.at += size;
            self.text(&line, 0, size, fill, weight, false);
            self.at += size / 3;
        }
    }

    /// A line of the budget: its name, its amount and the change; its bar with a mark for today.
    fn line(&mut self, at: usize, line: &Priority, amount: u64, longest: u64, words: &Words) {
        let top = self.at;
        let money = words.value(Value::Money(amount));
        self.at += NAME.0;
        self.text(&money, INSIDE, NAME.0, TEXT, "bold", true);
        self.at += SMALL.0 + SMALL.0 / 3;
        let change = change(amount, line.today, words);
        self.text(&change, INSIDE, SMALL.0, QUIET, "normal", true);
        let beside = self.at;
        self.at = top;
        self.lines(words.text(&line.name), NAME, TEXT, "normal");
        self.at = self.at.max(beside) + 10;
        let paint = PAINTS[at % PAINTS.len()];
        self.rect(INSIDE, RAIL);
        self.rect(along(amount, longest), paint);
        let (x, y) = (self.x(along(line.today, longest)), self.at + BAR + 2);
        let _ = write!(
            self.body,
            "<path fill=\"{TEXT}\" d=\"M{x} {y}l7 11h-14z\"/>"
        );
        self.at += BAR + 26;
    }

    /// `end`: the text ends there.
    fn text(&mut self, text: &str, x: u64, size: u64, fill: &str, weight: &str, end: bool) {
        let (x, y, text) = (self.x(x), self.at, escaped(text));
        let anchor = if end { "end" } else { "start" };
        let _ = write!(
            self.body,
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" font-weight=\"{weight}\" fill=\"{fill}\" \
             text-anchor=\"{anchor}\">{text}</text>"
        );
    }

    fn rect(&mut self, width: u64, fill: &str) {
        let x = if self.rtl { self.x(width) } else { self.x(0) };
        let y = self.at;
        let _ = write!(
            self.body,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{BAR}\" rx=\"4\" fill=\"{fill}\"/>"
        );
    }

    /// From the side on which the language begins.
    fn x(&self, along: u64) -> u64 {
        match self.rtl {
            true => WIDTH - MARGIN - along,
            false => MARGIN + along,
        }
    }
}

/// How far along the longest bar.
fn along(amount: u64, longest: u64) -> u64 {
    amount.saturating_mul(INSIDE) / longest.max(1)
}

/// Cut between words; a word longer than a line is cut where the line ends.
fn wrapped(text: &str, letters: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let long: Vec<char> = word.chars().collect();
        for part in long.chunks(letters) {
            let room = lines.last().map_or(0, |line| line.chars().count() + 1) + part.len();
            match lines.last_mut() {
                Some(line) if room <= letters && part.len() == long.len() => line.push(' '),
                _ => lines.push(String::new()),
            }
            if let Some(line) = lines.last_mut() {
                line.extend(part);
            }
        }
    }
    lines
}

/// A text as XML has it; what XML cannot have is left out.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for sign in text.chars() {
        match sign {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            '\n' => out.push(sign),
            _ if sign.is_control() || matches!(sign, '\u{fffe}' | '\u{ffff}') => {}
            _ => out.push(sign),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_between_words_and_nothing_of_them_is_lost() {
        assert_eq!(wrapped("a small town", 8), ["a small", "town"]);
        assert_eq!(wrapped("", 8), [""; 0]);
        assert_eq!(wrapped("abcdefghij kl", 4), ["abcd", "efgh", "ij", "kl"]);
        let long = "Llanfairpwllgwyngyll is a village with a long name, and this is a long title";
        let lines = wrapped(long, 20);
        assert!(lines.iter().all(|line| line.chars().count() <= 20));
        assert_eq!(lines.join(" "), long);
    }

    #[test]
    fn whatever_a_budget_says_stays_a_text() {
        assert_eq!(
            escaped("</text><script>\"&\u{8}\u{ffff}"),
            "&lt;/text&gt;&lt;script&gt;&quot;&amp;"
        );
    }

    /// The picture has the page's light colours.
    #[test]
    fn the_colours_are_those_of_the_page() {
        let tokens = include_str!("../../styles/tokens.css");
        let light = tokens.split("@media").next().unwrap_or_default();
        for colour in PAINTS.iter().chain([&PAGE, &TEXT, &QUIET, &RAIL]) {
            assert!(light.contains(colour), "{colour}");
        }
    }
}
