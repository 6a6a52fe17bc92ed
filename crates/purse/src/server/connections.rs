//! Connections: taken, kept for a while, and ended in order.

use std::io::{self, Write};
use std::pin::pin;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{sleep, timeout};
use tower_http::add_extension::AddExtension;

use super::{Peer, Stop};

/// How long a connection may wait for its next request. A phone that has left the room leaves its connections behind,
/// and a machine has only so many.
const IDLE: Duration = Duration::from_secs(60);

/// How long uploads may take to finish once the server was asked to stop.
const GRACE: Duration = Duration::from_secs(10);

/// How long to wait until the machine may have a connection to spare again.
const PAUSE: Duration = Duration::from_millis(100);

/// Serves until asked to stop, and then until every request that has begun is answered.
pub(super) async fn serve(listener: TcpListener, router: Router, stop: Stop) {
    let open = GracefulShutdown::new();
    let mut asked = pin!(stop.asked());
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, from)) => begin(stream, Peer(from.ip()), router.clone(), &open),
                Err(_) => sleep(PAUSE).await,
            },
            () = &mut asked => break,
        }
    }
    drop(listener);
    // A closed stdout is no reason to stop in another way.
    let _ = writeln!(
        io::stdout(),
        "Stopping, once uploads that have begun are finished."
    );
    // What is cut off here was never acknowledged, so the device sends it again.
    let _ = timeout(GRACE, open.shutdown()).await;
}

fn begin(stream: TcpStream, from: Peer, router: Router, open: &GracefulShutdown) {
    // Only speed is lost when the option cannot be set.
    let _ = stream.set_nodelay(true);
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(IDLE);
    let service = TowerToHyperService::new(AddExtension::new(router, from));
    let connection = http.serve_connection(TokioIo::new(stream), service);
    let watched = open.watch(connection);
    tokio::spawn(async move {
        // A connection that breaks is the device's to repair: it asks again.
        let _ = watched.await;
    });
}
