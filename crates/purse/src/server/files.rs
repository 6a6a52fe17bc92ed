//! The widget's files as they are.

use std::path::PathBuf;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use tower_http::services::ServeDir;
use tower_http::services::fs::{Backend, DefaultServeDirFallback};

#[cfg(feature = "widget")]
use super::inside::Inside;
use super::secrets;

const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const ASK_EACH_TIME: HeaderValue = HeaderValue::from_static("no-cache");

/// No file of the widget has a longer address, and disks know no longer names.
const LONGEST: usize = 255;

/// Where the widget's files are.
#[derive(Clone)]
pub(crate) enum Widget {
    Folder(PathBuf),
    /// In this program.
    #[cfg(feature = "widget")]
    Inside,
}

/// What a browser is to ask for along with the page, as the build has written it down: a line of nginx's `map`.
const PRELOAD: &str = "preload.map";

impl Widget {
    /// The header that says so, which a browser has before anything of the page. Read each time: the page may be built
    /// anew while it is served.
    async fn preload(&self) -> Option<HeaderValue> {
        let map = match self {
            Self::Folder(folder) => tokio::fs::read(folder.join(PRELOAD)).await.ok()?,
            #[cfg(feature = "widget")]
            Self::Inside => Inside::read(PRELOAD)?,
        };
        let links = map.split(|byte| *byte == b'\'').nth(1)?;
        HeaderValue::from_bytes(links).ok()
    }
}

/// The widget, with `.br` and `.gz` files beside the plain ones used where the browser takes them.
pub(super) fn router(widget: &Widget) -> Router {
    let files = match widget {
        Widget::Folder(folder) => files(ServeDir::new(folder))
            .layer(middleware::from_fn_with_state(folder.clone(), withheld)),
        #[cfg(feature = "widget")]
        Widget::Inside => files(ServeDir::with_backend("", Inside::new())),
    };
    files.layer(middleware::from_fn_with_state(widget.clone(), preloads))
}

async fn preloads(State(widget): State<Widget>, request: Request, next: Next) -> Response {
    let is_page = matches!(request.uri().path(), "/" | "/index.html");
    let mut response = next.run(request).await;
    if is_page
        && response.status().is_success()
        && let Some(links) = widget.preload().await
    {
        response.headers_mut().insert(header::LINK, links);
    }
    response
}

fn files<B: Backend>(files: ServeDir<DefaultServeDirFallback, B>) -> Router {
    Router::new()
        .fallback_service(files.precompressed_br().precompressed_gzip())
        .layer(middleware::from_fn(cached))
}

/// A folder that is served may hold more than was meant: secrets, and links that lead out of it.
async fn withheld(State(folder): State<PathBuf>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if path.len() > LONGEST
        || secrets::leads_to_one(path)
        || secrets::leads_through_a_link(&folder, path)
    {
        return StatusCode::NOT_FOUND.into_response();
    }
    next.run(request).await
}

/// A name with a hash in it never changes its content; every other file may.
async fn cached(request: Request, next: Next) -> Response {
    let hashed = has_hash(request.uri().path());
    let mut response = next.run(request).await;
    let unchanging = hashed && response.status().is_success();
    response.headers_mut().insert(
        header::CACHE_CONTROL,
        if unchanging { FOR_EVER } else { ASK_EACH_TIME },
    );
    response.headers_mut().insert(
        header::VARY,
        HeaderValue::from_name(header::ACCEPT_ENCODING),
    );
    response
}

/// `tokens-3f9c2a71d05be844.css`, `counter-3f9c2a71d05be844_bg.wasm`: at least 12 hexadecimal digits after a
/// hyphen. (Trunk writes 16, and fewer where the hash begins with zeros.)
fn has_hash(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split('-').skip(1).any(|part| {
        let digits = part
            .bytes()
            .take_while(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(b))
            .count();
        digits >= 12 && part[digits..].starts_with(['.', '_'])
    })
}

#[cfg(test)]
mod tests {
    use super::has_hash;

    #[test]
    fn a_hash_in_a_name_is_seen() {
        for path in [
            "/a-3f9c2a71d05be844.css",
            "/counter-3f9c2a71d05be844_bg.wasm",
            "/x/purse-app-3f9c2a71d05be8.js",
        ] {
            assert!(has_hash(path), "{path}");
        }
        for path in [
            "/",
            "/index.html",
            "/common-purse.js",
            "/3f9c2a71d05be844.css",
            "/a-3f9c2a71d05be844",
            "/a-3f9c.js",
        ] {
            assert!(!has_hash(path), "{path}");
        }
    }
}
