//! The embedded box: a static endpoint that keeps and serves files. It looks at a ballot only to say who goes first.

pub(crate) mod address;
mod connections;
mod cors;
mod create;
mod files;
mod first;
mod headers;
mod host;
#[cfg(feature = "widget")]
mod inside;
mod listing;
mod own;
mod pace;
mod place;
mod room;
pub(crate) mod secrets;
mod slots;
mod stop;
mod stored;

use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::{Arc, Weak};
use std::time::Duration;

use axum::Router;
use axum::extract::{Extension, Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware;
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use documents::boxes;
use tokio::net::TcpListener;
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;

use crate::edition;
pub(crate) use connections::Connections;
pub(crate) use create::Patience;
pub(crate) use files::Widget;
pub(crate) use first::First;
pub(crate) use host::Hosts;
use listing::Listing;
use own::Names;
use pace::Kind;
pub(crate) use pace::{Pace, Paces, Quotas};
use place::Place;
pub(crate) use room::{Amount, Room};
pub(crate) use stop::Stop;
use stored::Tags;

/// What is served, and to whom.
pub(crate) struct Served {
    pub(crate) widget: Widget,
    /// The names that are ours.
    pub(crate) hosts: Hosts,
    /// Origins, other than the widget's own, that may use the box.
    pub(crate) origins: Vec<HeaderValue>,
    /// Sites that may show the widget in a frame; none named lets every site do so.
    pub(crate) frame_ancestors: Vec<HeaderValue>,
    /// Origins, other than the widget's own, where budgets may keep their boxes.
    pub(crate) box_origins: Vec<HeaderValue>,
    pub(crate) connections: Connections,
}

/// The box, and how much of what is taken.
pub(crate) struct Site {
    ballot_box: PathBuf,
    ballots: PathBuf,
    results: PathBuf,
    listings: Vec<(&'static str, Arc<Listing>)>,
    tags: Arc<Tags>,
    /// Ballots that have just arrived.
    names: Names,
    first: First,
    pace: Pace,
    room: Arc<Room>,
    results_room: Arc<Room>,
    /// Bytes.
    max_ballot: u64,
    /// Bytes.
    max_result: u64,
    patience: Patience,
}

/// How much is taken, and how fast.
pub(crate) struct Taking {
    pub(crate) pace: Pace,
    /// For `ballots/`.
    pub(crate) room: Arc<Room>,
    /// For `results/`.
    pub(crate) results_room: Arc<Room>,
    /// Bytes.
    pub(crate) max_ballot: u64,
    /// Bytes.
    pub(crate) max_result: u64,
    pub(crate) patience: Patience,
}

impl Site {
    pub(crate) fn new(ballot_box: PathBuf, first: First, taking: Taking) -> Self {
        let listing = |folder| (folder, Listing::of(ballot_box.join(folder)));
        Self {
            ballots: ballot_box.join(boxes::BALLOTS),
            results: ballot_box.join(boxes::RESULTS),
            listings: boxes::FOLDERS.map(listing).into(),
            tags: Arc::default(),
            names: Names::default(),
            first,
            pace: taking.pace,
            room: taking.room,
            results_room: taking.results_room,
            max_ballot: taking.max_ballot,
            max_result: taking.max_result,
            patience: taking.patience,
            ballot_box,
        }
    }
}

/// Where a request comes from; kept for no longer than the pace needs it, and written nowhere.
#[derive(Clone, Copy)]
struct Peer(IpAddr);

/// Serves until the signal; uploads that have begun are finished.
pub(crate) async fn run(listener: TcpListener, served: Served, site: Site, stop: Stop) {
    let (limits, site) = (served.connections, Arc::new(site));
    tokio::spawn(forget(Arc::downgrade(&site)));
    connections::serve(listener, router(served, site), limits, stop).await;
}

/// Once a minute, as long as there is a site: an address is then known for two or three minutes.
async fn forget(site: Weak<Site>) {
    let mut minutes = tokio::time::interval(Duration::from_secs(60));
    loop {
        minutes.tick().await;
        match site.upgrade() {
            Some(site) => site.pace.forget(),
            None => return,
        }
    }
}

fn router(served: Served, site: Arc<Site>) -> Router {
    let widget = files::router(&served.widget);
    let cors = cors::layer(&served.origins);
    let headers = headers::of(&served.frame_ancestors, &served.box_origins);
    let hosts = Arc::new(served.hosts);
    let ballot_box = Router::new()
        .fallback(any(answer))
        .with_state(site)
        // Budgets, bundles and listings are text: a phone on a slow network waits for a third of it. The widget's
        // files lie there compressed better than can be done while somebody waits.
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest));
    Router::new()
        .nest("/box", ballot_box)
        .fallback_service(widget)
        // The widget's files too: in a sandboxed frame even the page's own files come from another origin.
        .layer(cors)
        .layer(middleware::from_fn_with_state(hosts, host::only))
        .layer(middleware::from_fn_with_state(headers, headers::set))
}

/// The whole contract of the box.
async fn answer(
    State(site): State<Arc<Site>>,
    Extension(Peer(from)): Extension<Peer>,
    request: Request,
) -> Response {
    let place = Place::read(request.uri().path());
    let method = request.method().clone();
    if method == Method::GET || method == Method::HEAD {
        return match place {
            Some(place) => read(&site, from, place, request).await,
            None => StatusCode::NOT_FOUND.into_response(),
        };
    }
    match place {
        Some(Place::Ballot(name)) if method == Method::PUT => {
            create::ballot(&site, from, name, request).await
        }
        Some(Place::Result(name)) if method == Method::PUT => {
            create::result(&site, from, name, request).await
        }
        Some(Place::Ballot(_) | Place::Result(_)) => refuse_method("GET, HEAD, PUT"),
        _ => refuse_method("GET, HEAD"),
    }
}

async fn read(site: &Site, from: IpAddr, place: Place, request: Request) -> Response {
    let asked = match &place {
        Place::Ballot(name) if site.names.read_back(name) => Ok(()),
        place if place.is_for_taking_part() => site.pace.ask(Kind::TakePart, from),
        _ => site.pace.ask(Kind::Read, from),
    };
    if let Err(wait) = asked {
        return later(StatusCode::TOO_MANY_REQUESTS, wait);
    }
    let path = match place {
        Place::Folder(folder) => {
            let known = site.listings.iter().find(|(known, _)| *known == folder);
            return match known {
                Some((_, listing)) => listing.answer(request.headers()).await,
                None => StatusCode::NOT_FOUND.into_response(),
            };
        }
        Place::Ballot(name) => site.ballots.join(name),
        Place::Result(name) => site.results.join(name),
        Place::File(path) => site
            .ballot_box
            .join(edition::given_out(&site.ballot_box, &path)),
    };
    stored::answer(path, site.tags.clone(), request).await
}

/// Whole seconds, rounded up: a device that comes too early is asked to wait again.
fn later(status: StatusCode, wait: Duration) -> Response {
    let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
    (status, [(header::RETRY_AFTER, seconds.max(1).to_string())]).into_response()
}

fn refuse_method(allowed: &'static str) -> Response {
    (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, allowed)]).into_response()
}
