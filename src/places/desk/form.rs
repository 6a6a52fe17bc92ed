//! The sheet that is being typed: a text for each field, and what is wrong with it so far.

use std::collections::BTreeSet;

use documents::ballot::Choice;
use documents::plan::{Breach, Limit, Side};
use documents::{Budget, Code, Plan};

use super::batch::{Says, Sheet};
use crate::state::{ClampReason, MoneyStyle};

/// What says "no view" in a line's field.
pub const NO_VIEW: char = 'n';

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// Of a new batch.
    Batch,
    Declared,
    /// The sheet's number.
    Number,
    Code,
    Line(usize),
    Question(usize),
}

/// What is in a line's field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    Nothing,
    Choice(Choice),
    Unread(ClampReason),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    fields: Vec<Field>,
    texts: Vec<String>,
    /// The sheet of the batch that this takes the place of.
    pub corrects: Option<Sheet>,
}

impl Form {
    /// An empty form for the sheet of this number.
    #[must_use]
    pub fn new(budget: &Budget, number: u64) -> Self {
        let code = budget.needs_code().then_some(Field::Code);
        let lines = (0..budget.priorities.len()).map(Field::Line);
        let questions = (0..budget.about.len()).map(Field::Question);
        let fields = [Field::Number].into_iter().chain(code).chain(lines);
        let fields: Vec<Field> = fields.chain(questions).collect();
        let mut texts = vec![String::new(); fields.len()];
        texts[0] = number.to_string();
        Self {
            fields,
            texts,
            corrects: None,
        }
    }

    /// The form as it was when this sheet was typed.
    #[must_use]
    pub fn of(budget: &Budget, money: &MoneyStyle, sheet: &Sheet) -> Self {
        let mut form = Self::new(budget, sheet.number);
        let Some(says) = &sheet.says else {
            return form;
        };
        for (field, text) in form.fields.iter().zip(&mut form.texts) {
            *text = match *field {
                Field::Code => says.code.clone().unwrap_or_default(),
                Field::Line(at) if says.choices[at].no_view => NO_VIEW.into(),
                Field::Line(at) => money.number(says.choices[at].amount),
                Field::Question(at) => {
                    let answer = says.about[at];
                    answer.map_or(String::new(), |answer| (answer + 1).to_string())
                }
                Field::Batch | Field::Declared | Field::Number => continue,
            };
        }
        form
    }

    #[must_use]
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    #[must_use]
    pub fn text(&self, field: Field) -> &str {
        let found = self.fields.iter().zip(&self.texts);
        let mut found = found.filter(|(own, _)| **own == field);
        found.next().map_or("", |(_, text)| text)
    }

    pub fn set(&mut self, field: Field, text: String) {
        if let Some(at) = self.fields.iter().position(|own| *own == field) {
            self.texts[at] = text;
        }
    }

    /// Has anything but the number been typed?
    #[must_use]
    pub fn is_begun(&self) -> bool {
        self.corrects.is_some() || self.is_filled()
    }

    /// Is there anything beside the number in the fields?
    #[must_use]
    pub fn is_filled(&self) -> bool {
        self.texts.iter().skip(1).any(|text| !text.is_empty())
    }

    #[must_use]
    pub fn number(&self) -> Option<u64> {
        let number = self.text(Field::Number).trim().parse().ok();
        number.filter(|number| *number > 0)
    }

    #[must_use]
    pub fn code(&self) -> Option<Code> {
        Code::read(self.text(Field::Code)).ok()
    }

    /// # Errors
    /// The field, where its text is no answer of the question.
    pub fn answer(&self, at: usize, budget: &Budget) -> Result<Option<usize>, Field> {
        let text = self.text(Field::Question(at)).trim();
        if text.is_empty() {
            return Ok(None);
        }
        let answers = budget.about[at].answers.len();
        match text.parse::<usize>() {
            Ok(number) if (1..=answers).contains(&number) => Ok(Some(number - 1)),
            _ => Err(Field::Question(at)),
        }
    }

    #[must_use]
    pub fn entry(&self, at: usize, plan: &Plan, money: &MoneyStyle) -> Entry {
        let text = self.text(Field::Line(at)).trim();
        if text.is_empty() {
            return Entry::Nothing;
        }
        if plan.no_view && text.eq_ignore_ascii_case(&NO_VIEW.to_string()) {
            return Entry::Choice(Choice {
                amount: plan.lines[at].today,
                no_view: true,
            });
        }
        match money.read(text) {
            // More than any budget has, and still few enough that all lines can be added up.
            Ok(amount) => Entry::Choice(Choice {
                amount: amount.min(documents::json::MAX_WHOLE),
                no_view: false,
            }),
            Err(why) => Entry::Unread(why),
        }
    }

    /// What has been typed so far, 0 where nothing is.
    #[must_use]
    pub fn amounts(&self, plan: &Plan, money: &MoneyStyle) -> Vec<u64> {
        let lines = 0..plan.lines.len();
        lines
            .map(|at| match self.entry(at, plan, money) {
                Entry::Choice(choice) => choice.amount,
                Entry::Nothing | Entry::Unread(_) => 0,
            })
            .collect()
    }

    /// The limits that this breaks whatever is typed into the other fields.
    #[must_use]
    pub fn breaches(&self, plan: &Plan, money: &MoneyStyle) -> Vec<Breach> {
        let lines = 0..plan.lines.len();
        let open: BTreeSet<usize> = lines
            .filter(|&at| !matches!(self.entry(at, plan, money), Entry::Choice(_)))
            .collect();
        let certain = |breach: &Breach| match (breach.limit, breach.side) {
            (Limit::Line(at) | Limit::Step(at), _) => !open.contains(&at),
            (Limit::Group(_) | Limit::Total, Side::Above) => true,
            (Limit::Group(group), Side::Below) => {
                let mut members = plan.groups[group].members.iter();
                !members.any(|at| open.contains(at))
            }
            (Limit::Total, Side::Below) => open.is_empty(),
        };
        let amounts = self.amounts(plan, money);
        plan.breaches(&amounts).filter(certain).collect()
    }

    /// What the sheet says; the first field that is not filled in as it must be.
    ///
    /// # Errors
    /// That field.
    pub fn says(&self, budget: &Budget, plan: &Plan, money: &MoneyStyle) -> Result<Says, Field> {
        let mut says = Says {
            choices: Vec::new(),
            about: Vec::new(),
            code: None,
        };
        for &field in &self.fields {
            match field {
                Field::Number => drop(self.number().ok_or(field)?),
                Field::Code => says.code = Some(self.code().ok_or(field)?.to_string()),
                Field::Line(at) => match self.entry(at, plan, money) {
                    Entry::Choice(choice) => says.choices.push(choice),
                    Entry::Nothing | Entry::Unread(_) => return Err(field),
                },
                Field::Question(at) => {
                    says.about.push(self.answer(at, budget)?);
                }
                Field::Batch | Field::Declared => {}
            }
        }
        Ok(says)
    }

    /// The field of a line that a broken limit is about.
    #[must_use]
    pub fn field_of(breach: &Breach, plan: &Plan) -> Field {
        Field::Line(match breach.limit {
            Limit::Line(at) | Limit::Step(at) => at,
            Limit::Group(group) => plan.groups[group].members.first().copied().unwrap_or(0),
            Limit::Total => plan.lines.len().saturating_sub(1),
        })
    }
}
