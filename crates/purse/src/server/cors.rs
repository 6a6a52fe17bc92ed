//! Which other sites' pages may use the box.

use std::time::Duration;

use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, header};
use tower_http::cors::{AllowOrigin, CorsLayer};

/// The script for pages around a frame: a browser compares it with its hash only where every site may read it.
const FOR_EVERYBODY: &str = "/embed.js";

/// An empty list lets no other site in. The widget served from the same address needs none.
pub(crate) fn layer(origins: &[HeaderValue]) -> CorsLayer {
    let origins = origins.to_vec();
    let allowed = move |origin: &HeaderValue, request: &Parts| {
        request.uri.path() == FOR_EVERYBODY || origins.contains(origin)
    };
    CorsLayer::new()
        .allow_origin(AllowOrigin::predicate(allowed))
        .allow_methods([Method::GET, Method::HEAD, Method::PUT])
        .allow_headers([header::CONTENT_TYPE, header::IF_NONE_MATCH])
        .max_age(Duration::from_secs(3600))
}
