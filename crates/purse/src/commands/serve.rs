//! `purse serve`: the widget and the box on one port.

mod limits;

use std::ffi::OsStr;
use std::io::{self, ErrorKind, Write};
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use axum::http::HeaderValue;
use axum::http::uri::Authority;
use clap::{Args as _, FromArgMatches};
use documents::{Budget, boxes};
use tokio::net::TcpListener;

use crate::edition;
use crate::failure::Failure;
use crate::files;
use crate::folder;
use crate::keys;
use crate::reading;
use crate::report;
use crate::server::{self, First, Hosts, Served, Site, Stop, Widget, address, secrets};
use crate::words::say;
use limits::Limits;

/// Serves the widget at / and the box at /box/. Ballots and results can be added and never changed.
///
/// The box is a folder of plain files. Stop with Ctrl-C and start again at any time: nothing is lost.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  purse serve --budget budgets/aldermoor.json
  purse serve --widget dist --box events/library --port 9000
  purse serve --bind 127.0.0.1 --port 0              only this machine, any free port
  purse serve --allow-origin https://budget.example.org
  purse serve --frame-ancestors https://www.council.example.org
  purse serve --host budget.example.org --hall       behind a proxy or a tunnel

Sizes, speeds and times have limits that fit a hall and a town alike. deploy/embedded.md names them, and the options
that change them.")]
pub(crate) struct Args {
    /// The folder with the built widget, instead of the widget in this program; `dist` where this program has none
    #[arg(long, value_name = "DIR")]
    widget: Option<PathBuf>,
    /// The folder of the box; made when there is none
    #[arg(long = "box", value_name = "DIR", default_value = "box")]
    ballot_box: PathBuf,
    /// The budget to copy into a box that has none yet
    #[arg(long, value_name = "FILE")]
    budget: Option<PathBuf>,
    /// The port to listen on; 0 takes any free one and prints it
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// The address to listen on; 0.0.0.0 is every network this machine is in
    #[arg(long, value_name = "ADDRESS", default_value = "0.0.0.0")]
    bind: IpAddr,
    /// A site whose pages may read and fill this box, as https://host, or `null` for sandboxed frames; may be repeated
    #[arg(long, value_name = "ORIGIN", value_parser = origin)]
    allow_origin: Vec<HeaderValue>,
    /// A site that may show the widget in a frame, as https://host; may be repeated. Without it, every site may
    #[arg(long, value_name = "SITE", value_parser = site)]
    frame_ancestors: Vec<HeaderValue>,
    /// Where else a budget may keep its box, as https://host; may be repeated. The widget has to be built with the same PURSE_BOX_ORIGINS
    #[arg(long, value_name = "ORIGIN", value_parser = site)]
    box_origin: Vec<HeaderValue>,
    /// A name by which residents reach this box, as budget.example.org; may be repeated. Numbers, localhost and this
    /// machine's own names need none. A request for any other name is refused
    #[arg(long, value_name = "NAME", value_parser = host)]
    host: Vec<String>,
    #[command(flatten)]
    limits: Limits,
}

impl Args {
    /// What these words behind `purse serve` ask for.
    ///
    /// # Errors
    /// Words that are not understood.
    pub(crate) fn typed(words: &[&OsStr]) -> Result<Self, Failure> {
        let command = Self::augment_args(clap::Command::new("serve").no_binary_name(true));
        command
            .try_get_matches_from(words)
            .and_then(|matches| Self::from_arg_matches(&matches))
            .map_err(|error| Failure::usage(error.to_string()))
    }
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let widget = widget(args.widget.as_deref())?;
    folder::prepare(&args.ballot_box)?;
    let (budget, bytes) = put_budget(&args.ballot_box, args.budget.as_deref())?;
    let begun = edition::alone(&args.ballot_box, &bytes)?;
    let _serving = folder::lock(&args.ballot_box)?;
    // Others may count and close while it is served.
    drop(begun);
    folder::sweep(&args.ballot_box)?;
    warn_of_secrets(&widget, &args.ballot_box);
    warn_of_no_codes(&args.ballot_box, &budget)?;
    let served = Served {
        widget,
        hosts: Hosts::ours(&args.host),
        origins: args.allow_origin.clone(),
        frame_ancestors: args.frame_ancestors.clone(),
        box_origins: args.box_origin.clone(),
        connections: args.limits.connections(),
    };
    let first = First::new(args.ballot_box.clone(), budget.clone());
    let site = Site::new(
        args.ballot_box.clone(),
        first,
        args.limits.taking(&args.ballot_box)?,
    );
    let place = (
        args.ballot_box.as_path(),
        SocketAddr::new(args.bind, args.port),
    );
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::bad(say!("serve.not_started", error)))?;
    runtime.block_on(listen(served, site, &budget, place))
}

async fn listen(
    served: Served,
    site: Site,
    budget: &Budget,
    (ballot_box, wanted): (&Path, SocketAddr),
) -> Result<(), Failure> {
    let listener = TcpListener::bind(wanted)
        .await
        .map_err(|error| not_bound(wanted, &error))?;
    let bound = listener
        .local_addr()
        .map_err(|error| Failure::bad(say!("serve.no_address", wanted, error)))?;
    // From here on a signal ends the server in order, so it is asked for before anybody is told the address.
    let stop = Stop::listen()?;
    // People may still be taking part when whoever started the server no longer reads what it prints.
    let kind = report::event::kind(budget);
    let _ = address::print(&mut io::stdout().lock(), bound, ballot_box, kind);
    if let Some(warning) = keys::practice_warning(budget) {
        let _ = writeln!(io::stderr(), "{warning}");
    }
    server::run(listener, served, site, stop).await;
    let _ = writeln!(
        io::stdout(),
        "{}",
        say!("serve.stopped", folder = ballot_box.display())
    );
    Ok(())
}

/// Neither is given out; the organiser may still want to take them away.
fn warn_of_secrets(widget: &Widget, ballot_box: &Path) {
    let folder = match widget {
        Widget::Folder(folder) => Some(folder.as_path()),
        #[cfg(feature = "widget")]
        Widget::Inside => None,
    };
    for found in folder
        .into_iter()
        .chain([ballot_box])
        .flat_map(secrets::found_in)
    {
        let what = match found.is_symlink() {
            true => say!("serve.is_link"),
            false => say!("serve.is_secret"),
        };
        let _ = writeln!(
            io::stderr(),
            "{}",
            say!("serve.take_out", file = found.display(), what)
        );
    }
}

/// Cards count only in the box that has their list: in any other, people would vote all evening for nothing.
fn warn_of_no_codes(ballot_box: &Path, budget: &Budget) -> Result<(), Failure> {
    let event = seals::Event::of(budget).filter(|event| event.keys.codes);
    let Some(event) = event else {
        return Ok(());
    };
    if reading::lists_in(&event, ballot_box)?.is_empty() {
        let _ = writeln!(
            io::stderr(),
            "{}",
            say!("serve.no_codes", place = ballot_box.display())
        );
    }
    Ok(())
}

fn not_bound(wanted: SocketAddr, error: &io::Error) -> Failure {
    match error.kind() {
        ErrorKind::AddrInUse => Failure::bad(say!("serve.port_taken", wanted)),
        ErrorKind::PermissionDenied => Failure::bad(say!("serve.port_forbidden", wanted)),
        _ => Failure::bad(say!("serve.not_listening", wanted, error)),
    }
}

/// The folder that is named, or else what this program has.
fn widget(named: Option<&Path>) -> Result<Widget, Failure> {
    #[cfg(feature = "widget")]
    if named.is_none() {
        return Ok(Widget::Inside);
    }
    let folder = named.unwrap_or(Path::new("dist"));
    if folder.join("index.html").is_file() {
        return Ok(Widget::Folder(folder.to_owned()));
    }
    Err(Failure::bad(say!(
        "serve.no_widget",
        folder = folder.display()
    )))
}

/// Sees to it that the box has exactly one budget, a good one, and never replaces it.
fn put_budget(ballot_box: &Path, given: Option<&Path>) -> Result<(Budget, Vec<u8>), Failure> {
    let place = ballot_box.join(boxes::BUDGET);
    let given = given
        .map(|path| Ok::<_, Failure>((path, files::budget(path)?)))
        .transpose()?;
    match (place.exists(), given) {
        (false, None) => Err(Failure::bad(say!(
            "serve.no_budget",
            folder = ballot_box.display(),
            budget = boxes::BUDGET
        ))),
        (false, Some((_, given))) => {
            folder::put_budget(ballot_box, &given.1)?;
            Ok(given)
        }
        (true, given) => {
            let there = files::budget(&place)?;
            match given {
                Some((path, (_, bytes))) if bytes != there.1 => Err(Failure::bad(say!(
                    "serve.other_budget",
                    folder = ballot_box.display(),
                    budget = path.display()
                ))),
                _ => Ok(there),
            }
        }
    }
}

/// A host's name, without a port.
fn host(text: &str) -> Result<String, String> {
    match text.parse::<Authority>() {
        Ok(authority) if authority.host() == text => Ok(text.to_owned()),
        _ => Err(say!("serve.expected_host").into()),
    }
}

/// An origin as browsers send it.
fn origin(text: &str) -> Result<HeaderValue, String> {
    // What a browser sends for a page in a sandboxed frame without `allow-same-origin`.
    if text == "null" {
        return Ok(HeaderValue::from_static("null"));
    }
    site(text)
}

/// Scheme, host and port, nothing after (RFC 6454 section 6.2).
pub(super) fn site(text: &str) -> Result<HeaderValue, String> {
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
        _ => Err(say!("serve.expected_origin").into()),
    }
}
