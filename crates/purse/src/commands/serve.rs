//! `purse serve`: the widget and the box on one port.

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::net::SocketAddr;
use std::path::Path;

use tokio::net::TcpListener;

use crate::args::Serve;
use crate::failure::Failure;
use crate::server::{self, Site, Stop, address, folder};

pub(crate) fn run(args: &Serve) -> Result<(), Failure> {
    widget_is_there(&args.widget)?;
    folder::prepare(&args.r#box)?;
    put_budget(&args.r#box, args.budget.as_deref())?;
    let _alone = folder::lock(&args.r#box)?;
    folder::sweep(&args.r#box)?;
    let site = Site {
        widget: args.widget.clone(),
        r#box: args.r#box.clone(),
        origins: args.allow_origin.clone(),
        max_ballot: args.max_ballot,
        max_result: args.max_result,
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::bad(format!("could not start the server: {error}")))?;
    runtime.block_on(listen(site, SocketAddr::new(args.bind, args.port)))
}

async fn listen(site: Site, wanted: SocketAddr) -> Result<(), Failure> {
    let listener = TcpListener::bind(wanted)
        .await
        .map_err(|error| not_bound(wanted, &error))?;
    let bound = listener.local_addr().map_err(|error| {
        Failure::bad(format!("could not read the address of {wanted}: {error}"))
    })?;
    // From here on a signal ends the server in order, so it is asked for before anybody is told the address.
    let stop = Stop::listen()?;
    address::print(&mut io::stdout().lock(), bound, &site.r#box)?;
    let folder = site.r#box.clone();
    server::run(listener, site, stop).await?;
    writeln!(
        io::stdout(),
        "Stopped. Every ballot that was acknowledged is in {}.",
        folder.display()
    )?;
    Ok(())
}

fn not_bound(wanted: SocketAddr, error: &io::Error) -> Failure {
    match error.kind() {
        ErrorKind::AddrInUse => Failure::bad(format!(
            "another program already listens on {wanted}: stop it, or choose another --port"
        )),
        ErrorKind::PermissionDenied => Failure::bad(format!(
            "this account may not listen on {wanted}: choose a --port from 1024 on"
        )),
        _ => Failure::bad(format!("could not listen on {wanted}: {error}")),
    }
}

fn widget_is_there(widget: &Path) -> Result<(), Failure> {
    if widget.join("index.html").is_file() {
        return Ok(());
    }
    Err(Failure::bad(format!(
        "there is no widget in {}: expected a folder with index.html, as `cargo xtask build` makes it",
        widget.display()
    )))
}

/// Sees to it that the box has exactly one budget, a good one, and never replaces it.
fn put_budget(r#box: &Path, given: Option<&Path>) -> Result<(), Failure> {
    let place = r#box.join("budget.json");
    let there = match fs::read(&place) {
        Ok(bytes) => Some(bytes),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(Failure::io("read", &place, &error)),
    };
    let given = match given {
        Some(path) => Some((
            path,
            fs::read(path).map_err(|error| Failure::io("read", path, &error))?,
        )),
        None => None,
    };
    match (there, given) {
        (None, None) => Err(Failure::bad(format!(
            "the box {} has no budget.json: give it one with --budget FILE",
            r#box.display()
        ))),
        (Some(there), Some((path, given))) if there != given => Err(Failure::bad(format!(
            "the box {} already has another budget than {}: use another --box, or leave --budget out",
            r#box.display(),
            path.display()
        ))),
        (Some(_), _) => Ok(()),
        (None, Some((_, given))) => {
            folder::create(&place, &given).map_err(|error| Failure::io("write", &place, &error))?;
            Ok(())
        }
    }
}
