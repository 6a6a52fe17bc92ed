//! An election of projects, read and counted.

use std::io::{self, Write};
use std::iter;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use documents::table::sheet;
use tally::picks::pabulib::{self, Fault};
use tally::picks::{Election, ElectionFault, TieOrder, votes_needed};

use super::method::{Measure, Method, measure};
use crate::failure::{self, Failure};
use crate::files;
use crate::report::picks::Funded;
use crate::report::progress;
use crate::words::say;

/// What only an election of projects is asked.
#[derive(clap::Args)]
pub(crate) struct ProjectsOptions {
    /// For a .pb: what a voter gains from a project (cost, cardinality, cardinal for points, borda for ranks; load
    /// for phragmen). Unless told, cardinal for points, borda for ranks, and cost
    #[arg(long, value_name = "SATISFACTION", value_parser = measure)]
    pub(crate) satisfaction: Option<Measure>,
    /// For a .pb: who comes first of equal projects. By the text of the id (text), the cheapest and then the one
    /// with the most votes (cost-votes), or as in a file with one project_id a line
    #[arg(long, value_name = "text|cost-votes|FILE")]
    ties: Option<PathBuf>,
    /// For a .pb: count it also where it breaks what it says about itself (how many votes and projects it has, how long
    /// a ballot may be, what it and a project may cost, its points, who voted) or approves of a project twice, and name
    /// each place
    #[arg(long)]
    despite_claims: bool,
}

impl ProjectsOptions {
    /// The first of them that is given.
    pub(crate) fn given(&self) -> Option<&'static str> {
        let satisfaction = self.satisfaction.map(|_| "--satisfaction");
        let claims = self.despite_claims.then_some("--despite-claims");
        satisfaction
            .or(self.ties.as_ref().map(|_| "--ties"))
            .or(claims)
    }
}

pub(crate) struct Source {
    file: PathBuf,
    pub(crate) election: Election,
    ties: TieOrder,
}

impl Source {
    pub(crate) fn read(file: &Path, options: &ProjectsOptions) -> Result<Self, Failure> {
        let text = text(file)?;
        let examined = pabulib::examine(&text, options.despite_claims);
        let examined = examined.map_err(|faults| {
            let says = faults.to_string().replace('\n', "\n  ");
            Failure::bad(failure::mistakes(file, faults.number) + "\n  " + &says)
        })?;
        let mut aside = io::stderr().lock();
        if examined.broken.number > 0 {
            writeln!(
                aside,
                "{}",
                say!("tally.counted_all_the_same", mistake = examined.broken)
            )?;
        }
        for doubt in &examined.doubts.first {
            writeln!(aside, "{}", say!("tally.counted_doubtful", doubt))?;
        }
        let election = examined.election;
        Ok(Source {
            file: file.to_owned(),
            ties: tie_order(options.ties.as_deref(), &election)?,
            election,
        })
    }

    pub(crate) fn count(&self, method: Method) -> Result<Funded<'_>, Failure> {
        let picks = method.fund(&self.election, &self.ties);
        Ok(Funded {
            election: &self.election,
            method,
            picks: picks.map_err(|fault| self.uncounted(&fault))?,
        })
    }

    /// Where the projects of these names stand; all of them where none is named.
    pub(crate) fn asked(&self, names: &[String]) -> Result<Vec<usize>, Failure> {
        let projects = &self.election.projects;
        if names.is_empty() {
            return Ok((0..projects.len()).collect());
        }
        let place = |name: &String| {
            let found = projects.iter().position(|project| project.id == *name);
            found.ok_or_else(|| {
                let file = self.file.display();
                Failure::usage(say!("tally.more_votes_project", name, file))
            })
        };
        names.iter().map(place).collect()
    }

    /// For each of these projects, how many more votes it would have needed; none where no number tried would do.
    pub(crate) fn needed(
        &self,
        method: Method,
        projects: &[usize],
    ) -> Result<Vec<(usize, Option<usize>)>, Failure> {
        let asking = say!("tally.asking_more_votes");
        let bar = progress::bar(asking, projects.len());
        let one = |at: usize| {
            let fund = |election: &Election| method.fund(election, &self.ties);
            let needed = votes_needed(&self.election, projects[at], fund);
            bar.inc(1);
            Ok((projects[at], needed?))
        };
        let needed: Result<_, _> = in_parallel(projects.len(), &one).into_iter().collect();
        bar.finish_and_clear();
        needed.map_err(|fault| self.uncounted(&fault))
    }

    pub(crate) fn uncounted(&self, fault: &ElectionFault) -> Failure {
        let file = self.file.display();
        match fault {
            ElectionFault::Satisfaction { .. } => {
                Failure::usage(say!("tally.satisfaction_fault", fault, file))
            }
            _ => Failure::bad(say!("tally.not_counted_fault", file, fault)),
        }
    }
}

/// The answers for 0, 1, … in this order, from as many threads as the machine has processors.
fn in_parallel<T: Send>(number: usize, answer: &(impl Fn(usize) -> T + Sync)) -> Vec<T> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let next = AtomicUsize::new(0);
    let work = || {
        let mine = iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed));
        mine.take_while(|at| *at < number)
            .map(|at| (at, answer(at)))
            .collect::<Vec<_>>()
    };
    let mut answers: Vec<(usize, T)> = thread::scope(|scope| {
        let working: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let done = working.into_iter().map(|thread| thread.join());
        done.flat_map(|answers| answers.expect("the engine does not panic"))
            .collect()
    });
    answers.sort_by_key(|(at, _)| *at);
    answers.into_iter().map(|(_, answer)| answer).collect()
}

fn tie_order(asked: Option<&Path>, election: &Election) -> Result<TieOrder, Failure> {
    let file = match asked.map(|path| (path, path.to_str())) {
        None | Some((_, Some("text"))) => return Ok(TieOrder::Text),
        Some((_, Some("cost-votes"))) => return Ok(TieOrder::CostVotes),
        Some((file, _)) => file,
    };
    let text = text(file)?;
    let (mut ids, mut mistakes) = (Vec::new(), Vec::new());
    for (line, id) in (1..).zip(text.lines().map(str::trim)) {
        if id.is_empty() {
            continue;
        }
        let known = election.projects.iter().any(|project| project.id == id);
        if known && !ids.iter().any(|before| before == id) {
            ids.push(id.to_owned());
        } else {
            let expected = say!("tally.expected_project");
            mistakes.push(say!(
                "tally.line_found",
                line,
                id = format_args!("{:?}", id),
                expected
            ));
        }
    }
    match mistakes.is_empty() {
        true => Ok(TieOrder::Given(ids)),
        false => Err(refuse(file, &mistakes)),
    }
}

fn text(file: &Path) -> Result<String, Failure> {
    let bytes = sheet::utf8(&files::read(file)?).into_owned();
    String::from_utf8(bytes).map_err(|error| {
        let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let fault = Fault {
            line: before.iter().filter(|byte| **byte == b'\n').count() + 1,
            column: 0,
            name: String::new(),
            found: say!("tally.found_no_text").into(),
            expected: say!("tally.expected_text").into(),
        };
        refuse(file, &[fault.to_string()])
    })
}

fn refuse(file: &Path, mistakes: &[String]) -> Failure {
    let says = mistakes.iter().map(|mistake| format!("\n  {mistake}"));
    Failure::bad(failure::mistakes(file, mistakes.len()) + &says.collect::<String>())
}
