//! Everything in a budget that somebody wrote to be read.

use super::Budget;
use crate::scalars::Text;

impl Budget {
    /// Every text, in the order of the file's fields.
    pub fn texts(&self) -> Vec<&Text> {
        let mut texts = vec![&self.title, &self.summary, &self.organiser.name];
        texts.extend([&self.promise.who, &self.promise.says]);
        for line in &self.priorities {
            texts.extend([&line.name, &line.about]);
            texts.extend(line.delivered_by.iter().map(|by| &by.name));
            texts.extend(line.levels.iter().map(|level| &level.buys));
            texts.extend(line.gains.iter().chain(&line.loses));
        }
        texts.extend(
            self.protected
                .iter()
                .flat_map(|line| [&line.name, &line.why]),
        );
        texts.extend(
            self.limits
                .iter()
                .flat_map(|limit| [&limit.name, &limit.why]),
        );
        texts.extend(self.consequences.iter().map(|follows| &follows.says));
        texts.extend(self.tags.iter().map(|tag| &tag.name));
        texts.extend(
            self.evidence
                .iter()
                .flat_map(|rests| [&rests.says, &rests.source]),
        );
        for question in &self.about {
            texts.extend([&question.asks, &question.why]);
            texts.extend(question.answers.iter().map(|answer| &answer.name));
        }
        texts
    }
}
