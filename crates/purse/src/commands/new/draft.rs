//! A budget from ten answers.

use jiff::civil::Date;
use serde_json::{Value, json};

/// The answers.
pub(super) struct Draft {
    pub(super) title: String,
    pub(super) summary: String,
    pub(super) organiser: String,
    /// Empty where people get none.
    pub(super) contact: String,
    pub(super) currency: String,
    pub(super) total: u64,
    pub(super) lines: Vec<Line>,
    /// First and last.
    pub(super) days: [Date; 2],
    /// Who will answer, and by when.
    pub(super) promise: (String, Date),
    pub(super) says: String,
}

pub(super) struct Line {
    pub(super) name: String,
    pub(super) about: String,
    pub(super) today: u64,
}

impl Draft {
    /// The budget's text; what is wrong with it is for the reader to name.
    pub(super) fn to_json(&self, language: &str) -> String {
        let text = |words: &str| json!({ language: words });
        let mut ids = Ids::default();
        let lines: Vec<Value> = self
            .lines
            .iter()
            .map(|line| {
                json!({
                    "id": ids.of(&line.name),
                    "name": text(&line.name),
                    "about": text(&line.about),
                    "floor": 0,
                    "cap": self.total,
                    "today": line.today,
                })
            })
            .collect();
        let mut organiser = json!({ "name": text(&self.organiser) });
        if !self.contact.is_empty() {
            organiser["contact"] = self.contact.clone().into();
        }
        let [opens, closes] = self.days.map(|day| day.to_string());
        let budget = json!({
            "format": "common-purse/budget/1",
            "id": format!("{}-{}", slug(&self.title, "fund"), self.days[0].year()),
            "languages": [language],
            "title": text(&self.title),
            "summary": text(&self.summary),
            "organiser": organiser,
            "currency": self.currency.to_uppercase(),
            "total": self.total,
            "step": self.step(),
            "dates": { "opens": opens, "closes": closes },
            "promise": {
                "who": text(&self.promise.0),
                "by": self.promise.1.to_string(),
                "says": text(&self.says),
            },
            "priorities": lines,
        });
        format!("{budget:#}\n")
    }

    /// The largest round step that divides every amount and leaves a hundred steps: few presses, and choice enough.
    fn step(&self) -> u64 {
        let divides = |step: &u64| {
            let today = self.lines.iter().map(|line| line.today);
            today.chain([self.total]).all(|amount| amount % step == 0)
        };
        let tens = (0..16).map(|zeros| 10_u64.pow(zeros));
        tens.flat_map(|ten| [ten, 5 * ten])
            .take_while(|step| step.saturating_mul(100) <= self.total)
            .filter(divides)
            .last()
            .unwrap_or(1)
    }
}

/// Names for machines, each once.
#[derive(Default)]
struct Ids(Vec<String>);

impl Ids {
    fn of(&mut self, name: &str) -> String {
        let plain = slug(name, "line");
        let numbered = (2..).map(|number| format!("{plain}-{number}"));
        let id = std::iter::once(plain.clone())
            .chain(numbered)
            .find(|id| !self.0.contains(id))
            .unwrap_or(plain);
        self.0.push(id.clone());
        id
    }
}

/// Small letters, digits and single hyphens; `otherwise` where nothing is left, as of Arabic.
fn slug(text: &str, otherwise: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower.split(|sign: char| !sign.is_ascii_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let mut slug = words.join("-");
    slug.truncate(50);
    let slug = slug.trim_end_matches('-');
    match slug {
        "" => otherwise.to_owned(),
        _ => slug.to_owned(),
    }
}
