//! Connections: taken, kept for a while, and ended in order.

use std::io::{self, Write};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::response::Response;
use http_body::{Frame, SizeHint};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{sleep, sleep_until, timeout};
use tokio_io_timeout::TimeoutStream;

use super::pace::household;
use super::slots::{Slot, Slots};
use super::{Peer, Stop};

use crate::words::say;

/// How many connections there may be, and how long each part of a request may take.
#[derive(Clone, Copy)]
pub(crate) struct Connections {
    pub(crate) most: usize,
    pub(crate) most_of_one: usize,
    /// From the beginning of a connection, or the end of an answer, to the end of the next request's header.
    pub(crate) header: Duration,
    /// How long a device may take nothing of its answer.
    pub(crate) unread: Duration,
    /// From a request's header to the last byte of its answer.
    pub(crate) whole: Duration,
}

/// How long uploads may take to finish once the server was asked to stop.
const GRACE: Duration = Duration::from_secs(10);

/// How long to wait until the machine may have a connection to spare again.
const PAUSE: Duration = Duration::from_millis(100);

/// Bytes of a request's header, and of what is read or written ahead for one connection: ten times what browsers send.
const AHEAD: usize = 32 << 10;

/// Files that are open beside connections: the listener, the runtime's, the box's lock.
const OTHER_FILES: u64 = 64;

impl Connections {
    /// As many as this machine can have open, each with one file, once the limit is as high as this account may set it.
    pub(crate) fn within_the_machine(self) -> Self {
        let open = rlimit::increase_nofile_limit(u64::MAX).unwrap_or(256);
        let most = usize::try_from(open.saturating_sub(OTHER_FILES) / 2).unwrap_or(usize::MAX);
        Self {
            most: self.most.min(most),
            most_of_one: self.most_of_one.min(most),
            ..self
        }
    }
}

/// Serves until asked to stop, and then until every request that has begun is answered.
pub(super) async fn serve(listener: TcpListener, router: Router, limits: Connections, stop: Stop) {
    let open = GracefulShutdown::new();
    let slots = Arc::new(Slots::new(limits.most, limits.most_of_one));
    let mut asked = pin!(stop.asked());
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, from)) => {
                    let slot = slots.take(household(from.ip()));
                    begin(stream, Peer(from.ip()), router.clone(), limits, (slots.clone(), slot), &open);
                }
                Err(_) => {
                    slots.make_room();
                    sleep(PAUSE).await;
                }
            },
            () = &mut asked => break,
        }
    }
    drop(listener);
    // A closed stdout is no reason to stop in another way.
    let _ = writeln!(io::stdout(), "{}", say!("serve.stopping"));
    // What is cut off here was never acknowledged, so the device sends it again.
    let _ = timeout(GRACE, open.shutdown()).await;
}

fn begin(
    stream: TcpStream,
    from: Peer,
    router: Router,
    limits: Connections,
    (slots, slot): (Arc<Slots>, Arc<Slot>),
    open: &GracefulShutdown,
) {
    // Only speed is lost when the option cannot be set.
    let _ = stream.set_nodelay(true);
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(limits.unread));
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .max_buf_size(AHEAD)
        .header_read_timeout(limits.header);
    let asked = (slots.clone(), slot.clone());
    let service = service_fn(move |mut request: Request<hyper::body::Incoming>| {
        let (slots, slot) = asked.clone();
        slots.begin_request(&slot);
        request.extensions_mut().insert(from);
        let answer = Busy(slot);
        let router = TowerToHyperService::new(router.clone());
        async move {
            let response = hyper::service::Service::call(&router, request).await;
            response.map(|response| answer.until_written(response))
        }
    });
    let connection = http.serve_connection(TokioIo::new(Box::pin(stream)), service);
    let watched = open.watch(connection);
    tokio::spawn(async move {
        let mut watched = pin!(watched);
        // A connection that breaks, or is ended here, is the device's to repair: it asks again.
        loop {
            let since = slots.since(&slot);
            tokio::select! {
                _ = &mut watched => break,
                () = slot.displaced.notified() => break,
                () = sleep_until((since + limits.whole).into()) => if slots.since(&slot) == since {
                    break;
                },
            }
        }
        slots.leave(&slot);
    });
}

/// Dropped once the answer is written, or cannot be.
struct Busy(Arc<Slot>);

impl Busy {
    fn until_written(self, response: Response) -> Response {
        response.map(|body| Body::new(Answer(body, self)))
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.end_request();
    }
}

/// An answer's body, and the note that its connection is busy.
struct Answer(
    Body,
    #[allow(dead_code, reason = "it is there to be dropped")] Busy,
);

impl http_body::Body for Answer {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.0).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.0.size_hint()
    }
}
