//! What every answer tells the browser to forbid. `deploy/nginx.conf` sends the same; a test holds them to each other.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{self, HeaderMap};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

/// The page's own policy, which stands in `index.html` for hosts that send no headers, is stricter in one place: it
/// names its styles by their hash. Named here as well, a page built anew would be bare until the server learns of it.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'unsafe-inline'; \
    img-src 'self' data:; worker-src 'self'; manifest-src 'self'; form-action 'none'; base-uri 'none'; \
    require-trusted-types-for 'script'; trusted-types default; connect-src 'self'";

/// The camera may read a voting code; nothing else of the device is used.
const PERMISSIONS: &str = "accelerometer=(), camera=(self), display-capture=(), geolocation=(), \
    gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=()";

const OPENER: HeaderName = HeaderName::from_static("cross-origin-opener-policy");

/// Takes the draft of the frame that opened it, and has nothing else in it that anybody could reach.
const OWN_TAB: &str = "/own-tab.html";

/// Headers with these sites around the widget (all, when none is named) and these further origins for boxes.
pub(super) fn of(frame_ancestors: &[HeaderValue], box_origins: &[HeaderValue]) -> Arc<HeaderMap> {
    let mut policy = POLICY.as_bytes().to_vec();
    listed(&mut policy, box_origins);
    if !frame_ancestors.is_empty() {
        policy.extend(b"; frame-ancestors 'self'");
        listed(&mut policy, frame_ancestors);
    }
    let policy = HeaderValue::from_bytes(&policy).expect("header values joined by spaces are one");
    let fixed = HeaderValue::from_static;
    Arc::new(HeaderMap::from_iter([
        (header::CONTENT_SECURITY_POLICY, policy),
        // A ballot full of markup must never be taken for a page.
        (header::X_CONTENT_TYPE_OPTIONS, fixed("nosniff")),
        (header::REFERRER_POLICY, fixed("no-referrer")),
        (
            HeaderName::from_static("permissions-policy"),
            fixed(PERMISSIONS),
        ),
        // A page that opened this one, or that this one opened, cannot reach into it.
        (OPENER, fixed("same-origin")),
    ]))
}

fn listed(policy: &mut Vec<u8>, origins: &[HeaderValue]) {
    for origin in origins {
        policy.push(b' ');
        policy.extend(origin.as_bytes());
    }
}

pub(super) async fn set(
    State(headers): State<Arc<HeaderMap>>,
    request: Request,
    next: Next,
) -> Response {
    let opened = request.uri().path() == OWN_TAB;
    let mut response = next.run(request).await;
    for (name, value) in headers.iter() {
        response.headers_mut().insert(name, value.clone());
    }
    if opened {
        response.headers_mut().remove(OPENER);
    }
    response
}
