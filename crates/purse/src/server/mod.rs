//! The embedded box: a static endpoint that keeps and serves files, and knows nothing about ballots.

pub(crate) mod address;
mod connections;
mod cors;
mod create;
mod files;
mod headers;
mod listing;
mod pace;
mod place;
mod room;
mod stop;

use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware;
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use tokio::net::TcpListener;
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;

pub(crate) use pace::Pace;
use place::Place;
pub(crate) use room::Room;
pub(crate) use stop::Stop;

/// What is served, and how much of it is taken.
pub(crate) struct Site {
    pub(crate) widget: PathBuf,
    pub(crate) r#box: PathBuf,
    /// Origins, other than the widget's own, that may use the box.
    pub(crate) origins: Vec<HeaderValue>,
    /// Sites that may show the widget in a frame; none named lets every site do so.
    pub(crate) frame_ancestors: Vec<HeaderValue>,
    /// Origins, other than the widget's own, where budgets may keep their boxes.
    pub(crate) box_origins: Vec<HeaderValue>,
    /// Bytes.
    pub(crate) max_ballot: u64,
    /// Bytes.
    pub(crate) max_result: u64,
    /// How fast files are taken.
    pub(crate) pace: Mutex<Pace>,
    /// How many files are taken in all.
    pub(crate) room: Room,
}

/// Where a request comes from; kept for no longer than the pace needs it, and written nowhere.
#[derive(Clone, Copy)]
struct Peer(IpAddr);

/// Serves until the signal; uploads that have begun are finished.
pub(crate) async fn run(listener: TcpListener, site: Site, stop: Stop) {
    connections::serve(listener, router(site), stop).await;
}

fn router(site: Site) -> Router {
    let widget = files::widget(&site.widget);
    let cors = cors::layer(&site.origins);
    let headers = headers::of(&site.frame_ancestors, &site.box_origins);
    let r#box = Router::new()
        .fallback(any(answer))
        .with_state(Arc::new(site))
        // Budgets, bundles and listings are text: a phone on a slow network waits for a third of it. The widget's
        // files lie there compressed better than can be done while somebody waits.
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest));
    Router::new()
        .nest("/box", r#box)
        .fallback_service(widget)
        // The widget's files too: in a sandboxed frame even the page's own files come from another origin.
        .layer(cors)
        .layer(middleware::map_response_with_state(headers, headers::set))
}

/// The whole contract of the box.
async fn answer(State(site): State<Arc<Site>>, request: Request) -> Response {
    let place = Place::read(request.uri().path());
    let method = request.method().clone();
    let reads = method == Method::GET || method == Method::HEAD;
    match place {
        Some(Place::Folder(folder)) if reads => listing::answer(site.r#box.join(folder)).await,
        Some(Place::Ballot(_) | Place::Result(_) | Place::File) if reads => {
            files::from_box(&site.r#box, request).await
        }
        Some(Place::Ballot(name)) if method == Method::PUT => {
            add(&site, "ballots", name, site.max_ballot, request).await
        }
        Some(Place::Result(name)) if method == Method::PUT => {
            add(&site, "results", name, site.max_result, request).await
        }
        None if reads => StatusCode::NOT_FOUND.into_response(),
        Some(Place::Ballot(_) | Place::Result(_)) => refuse_method("GET, HEAD, PUT"),
        _ => refuse_method("GET, HEAD"),
    }
}

/// Takes a file that comes neither too fast nor too late. A file that is there already takes no room: its device only
/// has not heard so yet.
async fn add(site: &Site, folder: &str, name: String, largest: u64, request: Request) -> Response {
    let folder = site.r#box.join(folder);
    if let Some(Peer(peer)) = request.extensions().get() {
        let mut pace = site.pace.lock().unwrap_or_else(PoisonError::into_inner);
        if let Err(wait) = pace.ask(*peer, Instant::now()) {
            return later(StatusCode::TOO_MANY_REQUESTS, wait);
        }
    }
    if !site.room.is_left() && !folder.join(&name).exists() {
        return later(StatusCode::SERVICE_UNAVAILABLE, FULL);
    }
    create::answer(folder, name, largest, &site.room, request).await
}

/// How long a device waits until it asks again whether the organiser has made room.
const FULL: Duration = Duration::from_secs(60);

/// Whole seconds, rounded up: a device that comes too early is asked to wait again.
fn later(status: StatusCode, wait: Duration) -> Response {
    let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
    (status, [(header::RETRY_AFTER, seconds.to_string())]).into_response()
}

fn refuse_method(allowed: &'static str) -> Response {
    (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, allowed)]).into_response()
}
