//! Judges ballots with a code, in order: a setup first, then batches.

use documents::judging::{Question, Reply};
use seals::Judge;

use crate::messages::FromVerifier;
use crate::scope;

pub fn start() {
    let mut judge = None;
    scope::hear(move |question: Option<Question<Vec<u8>>>| {
        let answer: FromVerifier = question.and_then(|question| reply(&mut judge, &question));
        scope::tell(&answer);
    });
}

fn reply(judge: &mut Option<Judge>, question: &Question<Vec<u8>>) -> FromVerifier {
    match question {
        Question::Setup(setup) => {
            let (begun, report) = Judge::begin(setup)?;
            *judge = Some(begun);
            Some(Reply::Report(report))
        }
        Question::Jobs(jobs) => {
            let judge = judge.as_ref()?;
            let verdicts = jobs.iter().map(|job| judge.judge(job));
            Some(Reply::Verdicts(verdicts.collect()))
        }
    }
}
