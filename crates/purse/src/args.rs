//! The command line: what can be asked of `purse`, and the help that teaches it.

use std::net::IpAddr;
use std::path::PathBuf;

use axum::http::HeaderValue;
use clap::{Parser, Subcommand};
use documents::ballot;

/// Runs a budget event from one laptop: checks the budget, serves the widget and the ballot box, and counts.
#[derive(Parser)]
#[command(version, max_term_width = 100, after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXAMPLES: &str = "\
An event, from start to end:
  purse serve --budget budgets/aldermoor.json    phones scan the code and take part

Exit codes: 0 a result, 1 a bad file or folder, 2 a command line that cannot be understood.";

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Serve the widget and the ballot box to every phone in the room
    Serve(Serve),
}

/// Serves the widget at / and the box at /box/. Ballots and results can be added and never changed.
///
/// The box is a folder of plain files. Stop with Ctrl-C and start again at any time: nothing is lost.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  purse serve --budget budgets/aldermoor.json
  purse serve --widget dist --box events/library --port 9000
  purse serve --bind 127.0.0.1 --port 0              only this machine, any free port
  purse serve --allow-origin https://budget.example.org")]
pub(crate) struct Serve {
    /// The folder with the built widget
    #[arg(long, value_name = "DIR", default_value = "dist")]
    pub(crate) widget: PathBuf,
    /// The folder of the box; made when there is none
    #[arg(long, value_name = "DIR", default_value = "box")]
    pub(crate) r#box: PathBuf,
    /// The budget to copy into a box that has none yet
    #[arg(long, value_name = "FILE")]
    pub(crate) budget: Option<PathBuf>,
    /// The port to listen on; 0 takes any free one and prints it
    #[arg(long, default_value_t = 8080)]
    pub(crate) port: u16,
    /// The address to listen on; 0.0.0.0 is every network this machine is in
    #[arg(long, value_name = "ADDRESS", default_value = "0.0.0.0")]
    pub(crate) bind: IpAddr,
    /// A site whose pages may read and fill this box, as https://host; may be repeated
    #[arg(long, value_name = "ORIGIN", value_parser = origin)]
    pub(crate) allow_origin: Vec<HeaderValue>,
    /// The largest ballot taken, in bytes
    #[arg(long, value_name = "BYTES", default_value_t = ballot::MAX_BYTES as u64)]
    pub(crate) max_ballot: u64,
    /// The largest result taken, in bytes (a result lists every ballot counted)
    #[arg(long, value_name = "BYTES", default_value_t = 80_000_000)]
    pub(crate) max_result: u64,
}

/// An origin as browsers send it (RFC 6454 section 6.2): scheme, host and port, nothing after.
fn origin(text: &str) -> Result<HeaderValue, String> {
    let host = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    let plain = |host: &str| {
        !host.is_empty()
            && host
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"-.:[]".contains(&b))
    };
    match host {
        Some(host) if plain(host) => HeaderValue::from_str(text).map_err(|error| error.to_string()),
        _ => Err(
            "expected a scheme and a host with nothing after, as https://budget.example.org".into(),
        ),
    }
}
