//! `purse count`: what a box comes to, in the same bytes as in a browser.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use counter::Terms;
use documents::boxes::{self, JSON, PUBLISHED, RESULTS};
use documents::budget::{CheckName, RuleName};
use documents::result::{Beside, Says, Sheet};
use documents::{Budget, Close, Id, ResultFile};

use crate::args::{Format, check, rule};
use crate::edition;
use crate::failure::Failure;
use crate::files;
use crate::folder::{self, Created};
use crate::printed;
use crate::reading::{self, How};
use crate::report::{self, recount, refusal};
use crate::words::{counted, say};

/// Counts every ballot of a box, loose and packed, and says how fair the outcome is.
///
/// The same files give the same result, to the byte, here and in every browser. The published result is
/// compared with this one: "same", or what differs. With --format json the result's own bytes are printed.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  purse count events/hall
  purse count events/hall --publish              publish the result in the box, for everybody to compare
  purse count events/hall --rule mean            what would the average give?
  purse count events/hall --check bootstrap       how sure is it?
  purse count events/hall --format csv > outcome.csv")]
pub(crate) struct Args {
    /// The folder of the box
    #[arg(value_name = "BOX")]
    ballot_box: PathBuf,
    /// Count by another rule than the budget's: ladder, mean, median, independent-markets, utilitarian,
    /// piecewise-uniform
    #[arg(long, value_name = "RULE", value_parser = rule, conflicts_with = "publish")]
    rule: Option<RuleName>,
    /// Ask this fairness question as well, one of those in docs/budget-format.md; may be given several times
    #[arg(long, value_name = "CHECK", value_parser = check, conflicts_with = "publish")]
    check: Vec<CheckName>,
    /// Publish the result in the box, under published/; where the organiser has a key, `purse open` does that
    #[arg(long)]
    publish: bool,
    /// How to print the result
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let (budget, bytes) = files::budget_of(&args.ballot_box)?;
    let _alone = match args.publish {
        true => Some(edition::alone(&args.ballot_box, &bytes)?),
        false => {
            let changed = edition::changed(&args.ballot_box, &bytes)?;
            changed.map_or(Ok(()), |says| {
                writeln!(io::stderr(), "{}", say!("count.warning", says))
            })?;
            None
        }
    };
    let (result, beside, close) = count(args, &bytes)?;
    let mut out = io::stdout().lock();
    match args.format {
        Format::Text => report::outcome::print(&mut out, &budget, &result, &beside)?,
        Format::Json => {
            out.write_all(&result.to_bytes())?;
            writeln!(out)?;
        }
        Format::Csv => write!(out, "{}", csv(&budget, &result))?,
    }
    out.flush()?;
    let mut says = compare(&args.ballot_box, &budget, close.as_ref(), &result)?;
    if args.publish {
        says.push(publish(&args.ballot_box, &budget, close.as_ref(), &result)?);
    }
    // Programs read the result alone from stdout.
    match args.format {
        Format::Text => says.iter().try_for_each(|line| writeln!(out, "{line}"))?,
        Format::Json | Format::Csv => {
            let mut aside = io::stderr().lock();
            says.iter().try_for_each(|line| writeln!(aside, "{line}"))?;
        }
    }
    Ok(())
}

/// What the box comes to, and the close that it goes by.
fn count(args: &Args, budget: &[u8]) -> Result<(ResultFile, Rc<Beside>, Option<Close>), Failure> {
    let ballot_box = &args.ballot_box;
    let mut terms = Terms::read(budget)
        .map_err(|problems| Failure::mistakes(&ballot_box.join(boxes::BUDGET), problems))?;
    if let Some(rule) = args.rule {
        terms = terms.by(rule);
    }
    for check in &args.check {
        terms = terms.asking(*check);
    }
    let signed = reading::signed(ballot_box, terms.budget())?;
    let count = reading::read(ballot_box, terms, &signed, &How::now(&signed))?;
    let (result, beside) = count
        .finish_telling(|_, _| ())
        .map_err(|failure| no_result(ballot_box, &failure))?;
    Ok((result, beside, signed.close))
}

/// The table that the page offers, in the budget's first language for which there are words.
fn csv(budget: &Budget, result: &ResultFile) -> String {
    let all = printed::words::of(budget);
    let Some(words) = all.first() else {
        return String::new();
    };
    let rule = |rule: RuleName| ["rule.", &rule.name().replace('-', "_")].concat();
    let today = jiff::ZonedDateTime::now().date().to_string();
    result.to_csv(&Sheet {
        budget,
        id: result.id(),
        lang: &words.lang,
        day: Some(&today),
        says: &|says| {
            let key = match says {
                Says::Rule(name) => rule(name),
                says => says.key().to_owned(),
            };
            words.page_text(&key).to_owned()
        },
    })
}

pub(crate) fn no_result(ballot_box: &Path, failure: &counter::Failure) -> Failure {
    match failure {
        counter::Failure::NoBallots(refused) if refused.number == 0 => {
            Failure::bad(say!("count.no_ballots", folder = ballot_box.display()))
        }
        counter::Failure::NoBallots(refused) => Failure::bad(say!(
            "count.none_counts",
            folder = ballot_box.display(),
            reasons = refusal::by_reason(refused).join("; ")
        )),
        counter::Failure::Sealed { ballots, .. } => Failure::bad(say!(
            "count.sealed",
            ballots = counted!("counted.ballots", ballots.len() as u64)
        )),
        counter::Failure::NoOutcome(error) => Failure::bad(say!("count.no_outcome", error)),
    }
}

/// What is published in the box, and the counts that anybody put there, beside this one.
fn compare(
    ballot_box: &Path,
    budget: &Budget,
    close: Option<&Close>,
    own: &ResultFile,
) -> Result<Vec<String>, Failure> {
    let mut says = beside_published(ballot_box, budget, close, own)?;
    let mut counts = files::listing(ballot_box, RESULTS, JSON)?.ids;
    let all = counts.len();
    counts.retain(|id| *id != own.id());
    if counts.len() < all {
        says.push(say!(
            "count.same_count",
            path = boxes::result_path(&own.id())
        ));
    }
    if !counts.is_empty() {
        says.push(say!(
            "count.other_counts",
            counts = counted!("counted.other_counts", counts.len() as u64)
        ));
    }
    Ok(says)
}

fn beside_published(
    ballot_box: &Path,
    budget: &Budget,
    close: Option<&Close>,
    own: &ResultFile,
) -> Result<Vec<String>, Failure> {
    let ids = match (&budget.keys, close) {
        (None, _) => files::listing(ballot_box, PUBLISHED, JSON)?.ids,
        (Some(_), Some(close)) => vec![close.result],
        (Some(_), None) => Vec::new(),
    };
    if ids.contains(&own.id()) {
        return Ok(vec![say!(
            "count.same",
            path = boxes::published_path(&own.id())
        )]);
    }
    let mut others = Vec::new();
    for id in &ids {
        let Some(bytes) = files::own(ballot_box, &boxes::published_path(id))? else {
            continue;
        };
        if let (true, Ok(result)) = (Id::of(&bytes) == *id, ResultFile::read(&bytes)) {
            others.push((*id, result));
        }
    }
    Ok(match recount::fullest(&others) {
        Some(published) => recount::sentences(budget, own, published, others.len()),
        None if ids.is_empty() => vec![say!("count.nothing_published").into()],
        None => vec![say!(
            "count.unreadable",
            path = boxes::published_path(&ids[0])
        )],
    })
}

/// Puts the result into the box, never over another file. Where the organiser has a key, only what their close names is
/// published; any other count is one more that somebody put there.
fn publish(
    ballot_box: &Path,
    budget: &Budget,
    close: Option<&Close>,
    result: &ResultFile,
) -> Result<String, Failure> {
    folder::prepare(ballot_box)?;
    let id = result.id();
    let published = budget.keys.is_none() || close.is_some_and(|close| close.result == id);
    let path = if published {
        boxes::published_path(&id)
    } else {
        boxes::result_path(&id)
    };
    Ok(match folder::put(ballot_box, &path, &result.to_bytes())? {
        _ if !published => say!("count.put_there", path),
        Created::New => say!("count.published", path),
        Created::Same | Created::Taken => say!("count.published_already", path),
    })
}
