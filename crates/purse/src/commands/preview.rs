//! `purse preview`: a budget as residents will see it, on any day, in a box that is thrown away.

mod days;

use std::ffi::OsStr;
use std::fs;
use std::io::{self, Write};
use std::net::IpAddr;
use std::path::PathBuf;

use documents::boxes;
use jiff::civil::Date;
use tempfile::TempDir;

use super::serve;
use crate::failure::Failure;
use crate::files;
use crate::words::say;

/// Shows a budget as residents will see it. Nothing that is sent here counts, and nothing is kept.
///
/// Where today is outside the budget's dates, all its dates are moved, so that the event is open today.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  purse preview my-budget.json                       as on a day on which the event is open
  purse preview my-budget.json --on 2027-05-17       as on that day, such as the day after the close
  purse preview my-budget.json --bind 0.0.0.0        also for phones in this room")]
pub(crate) struct Args {
    /// The budget file
    #[arg(value_name = "BUDGET")]
    budget: PathBuf,
    /// The day to show, as 2027-05-16
    #[arg(long, value_name = "DAY")]
    on: Option<Date>,
    /// The port to listen on; 0 takes any free one
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// The address to listen on; 127.0.0.1 is this machine alone
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    bind: IpAddr,
    /// The folder with the built widget, instead of the widget in this program
    #[arg(long, value_name = "DIR")]
    widget: Option<PathBuf>,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let (budget, bytes) = files::budget(&args.budget)?;
    let moved = days::Moved::so_that(jiff::ZonedDateTime::now().date(), args.on, &budget.dates)
        .map_err(|why| Failure::bad(format!("{}: {why}", args.budget.display())))?;
    let bytes = moved
        .budget(&bytes)
        .map_err(|why| Failure::bad(format!("{}: {why}", args.budget.display())))?;
    let folder = TempDir::with_prefix("purse-preview-")
        .map_err(|error| Failure::bad(say!("preview.no_folder", error)))?;
    let place = folder.path().join(boxes::BUDGET);
    fs::write(&place, bytes)
        .map_err(|error| Failure::bad(say!("io.write", place = place.display(), error)))?;
    // The server's own lines begin with the address, for scripts too.
    let _ = writeln!(
        io::stderr(),
        "{}\n{moved}\n",
        say!("preview.what", budget = args.budget.display())
    );
    let (bind, port) = (args.bind.to_string(), args.port.to_string());
    let mut words: Vec<&OsStr> = ["--bind", &bind, "--port", &port, "--box"]
        .map(OsStr::new)
        .into();
    words.push(folder.path().as_os_str());
    if let Some(widget) = &args.widget {
        words.extend([OsStr::new("--widget"), widget.as_os_str()]);
    }
    serve::run(&serve::Args::typed(&words)?)
}
