//! `purse count`: what a box comes to, in the same bytes as in a browser.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use counter::Count;
use documents::boxes::{self, JSON, RESULTS};
use documents::budget::RuleName;
use documents::{Budget, Id, ResultFile};

use crate::args::{Format, rule};
use crate::failure::Failure;
use crate::files;
use crate::folder::{self, Created};
use crate::reading::{self, How};
use crate::report::{self, recount, refusal, words};

/// Counts every ballot of a box, loose and packed, and says how fair the outcome is.
///
/// The same files give the same result, to the byte, here and in every browser. Results that are in the box are
/// compared with this one: "same", or what differs. With --format json the result's own bytes are printed.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  purse count events/hall
  purse count events/hall --publish              put the result into the box, for everybody to compare
  purse count events/hall --rule mean            what would the average give?
  purse count events/hall --format csv > outcome.csv")]
pub(crate) struct Args {
    /// The folder of the box
    #[arg(value_name = "BOX")]
    r#box: PathBuf,
    /// Count by another rule than the budget's: ladder, mean, median, independent-markets, utilitarian,
    /// piecewise-uniform
    #[arg(long, value_name = "RULE", value_parser = rule, conflicts_with = "publish")]
    rule: Option<RuleName>,
    /// Put the result into the box
    #[arg(long)]
    publish: bool,
    /// How to print the result
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let (budget, bytes) = files::budget_of(&args.r#box)?;
    let _alone = args
        .publish
        .then(|| folder::alone(&args.r#box))
        .transpose()?;
    let result = count(&args.r#box, &bytes, args.rule)?;
    let mut out = io::stdout().lock();
    match args.format {
        Format::Text => report::outcome::print(&mut out, &budget, &result)?,
        Format::Json => {
            out.write_all(&result.to_bytes())?;
            writeln!(out)?;
        }
        Format::Csv => write!(out, "{}", result.to_csv(&budget, &budget.languages[0]))?,
    }
    out.flush()?;
    let mut says = compare(&args.r#box, &budget, &result)?;
    if args.publish {
        says.push(publish(&args.r#box, &result)?);
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

fn count(r#box: &Path, budget: &[u8], rule: Option<RuleName>) -> Result<ResultFile, Failure> {
    let mut count = Count::new(budget)
        .map_err(|problems| Failure::mistakes(&r#box.join(boxes::BUDGET), problems))?;
    if let Some(rule) = rule {
        count = count.by(rule);
    }
    let signed = reading::signed(r#box, &count)?;
    let count = reading::read(r#box, count, &signed, &How::now(&signed))?;
    count.finish().map_err(|failure| no_result(r#box, &failure))
}

pub(crate) fn no_result(r#box: &Path, failure: &counter::Failure) -> Failure {
    match failure {
        counter::Failure::NoBallots(refused) if refused.number == 0 => {
            Failure::bad(format!("there are no ballots in {} yet", r#box.display()))
        }
        counter::Failure::NoBallots(refused) => Failure::bad(format!(
            "no file in {} is a ballot that counts; {}",
            r#box.display(),
            refusal::by_reason(refused).join("; ")
        )),
        counter::Failure::Sealed { ballots, .. } => Failure::bad(format!(
            "the choices of {} are sealed until the close",
            words::count(ballots.len() as u64, "ballot", "ballots")
        )),
        counter::Failure::NoOutcome(error) => {
            Failure::bad(format!("the count has no outcome: {error}"))
        }
    }
}

/// What the results in the box say beside this one.
fn compare(r#box: &Path, budget: &Budget, own: &ResultFile) -> Result<Vec<String>, Failure> {
    let ids = files::listing(r#box, RESULTS, JSON)?.ids;
    if ids.contains(&own.id()) {
        return Ok(vec![format!(
            "Same: the box holds this very result, {}.",
            boxes::result_path(&own.id())
        )]);
    }
    let mut others = Vec::new();
    for id in ids {
        let bytes = files::read(&r#box.join(boxes::result_path(&id)))?;
        // A file that is no result, or does not fit its name, is nobody's count.
        if let (true, Ok(result)) = (Id::of(&bytes) == id, ResultFile::read(&bytes)) {
            others.push((id, result));
        }
    }
    Ok(match recount::fullest(&others) {
        Some(published) => recount::sentences(budget, own, published, others.len()),
        None => vec!["No other result is in the box.".into()],
    })
}

/// Puts the result into the box, never over another file.
pub(crate) fn publish(r#box: &Path, result: &ResultFile) -> Result<String, Failure> {
    folder::prepare(r#box)?;
    let path = boxes::result_path(&result.id());
    Ok(match folder::put(r#box, &path, &result.to_bytes())? {
        Created::New => format!("Published as {path}."),
        Created::Same | Created::Taken => format!("It is published already, as {path}."),
    })
}
