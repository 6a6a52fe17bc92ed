//! PUT: a file that was not there before. Never a change to one that was.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use http_body_util::BodyExt;
use tokio::fs::File;
use tokio::io::AsyncWriteExt;
use tokio::task::spawn_blocking;

use super::Room;
use crate::folder::{self, Created};

/// How long a device may be silent in the middle of an upload.
const SILENCE: Duration = Duration::from_secs(30);

/// Why nothing was kept.
enum Refused {
    NotJson,
    TooLarge,
    /// The device went silent.
    TimedOut,
    /// The device went away, or broke the protocol.
    CutOff,
    Disk(io::Error),
}

/// Keeps the request's body as `folder/name`: 201 when it is new, 204 when the same bytes are there, 412 when
/// others are.
pub(crate) async fn answer(
    folder: PathBuf,
    name: String,
    largest: u64,
    room: &Room,
    request: Request,
) -> Response {
    match keep(&folder, &name, largest, room, request).await {
        Ok(Created::New) => StatusCode::CREATED.into_response(),
        Ok(Created::Same) => StatusCode::NO_CONTENT.into_response(),
        Ok(Created::Taken) => (
            StatusCode::PRECONDITION_FAILED,
            "Other bytes have this name already, and stay.\n",
        )
            .into_response(),
        Err(refused) => refuse(&refused, &folder, largest),
    }
}

async fn keep(
    folder: &Path,
    name: &str,
    largest: u64,
    room: &Room,
    request: Request,
) -> Result<Created, Refused> {
    if !is_json(request.headers()) {
        return Err(Refused::NotJson);
    }
    if declared_length(request.headers()).is_some_and(|length| length > largest) {
        return Err(Refused::TooLarge);
    }
    let place = folder.to_owned();
    let (file, path) = blocking(move || folder::begin(&place)).await?.into_parts();
    let mut file = File::from_std(file);
    let length = receive(request.into_body(), &mut file, largest).await?;
    let file = file.into_std().await;
    let target = folder.join(name);
    let created = blocking(move || folder::finish(path, &file, &target)).await?;
    if created == Created::New {
        room.take(length);
    }
    Ok(created)
}

/// Writes the body as it arrives, and stops reading once it is too large; how long it was.
async fn receive(mut body: Body, file: &mut File, largest: u64) -> Result<u64, Refused> {
    let mut length = 0;
    while let Some(frame) = tokio::time::timeout(SILENCE, body.frame())
        .await
        .map_err(|_| Refused::TimedOut)?
    {
        // A frame without data carries trailers, which mean nothing here.
        let Ok(data) = frame.map_err(|_| Refused::CutOff)?.into_data() else {
            continue;
        };
        length += data.len() as u64;
        if length > largest {
            return Err(Refused::TooLarge);
        }
        file.write_all(&data).await.map_err(Refused::Disk)?;
    }
    file.flush().await.map_err(Refused::Disk)?;
    Ok(length)
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> Result<T, Refused> {
    spawn_blocking(work)
        .await
        .map_err(io::Error::other)
        .flatten()
        .map_err(Refused::Disk)
}

/// `application/json`, with or without parameters; upper and lower case mean the same (RFC 9110 section 8.3.1).
fn is_json(headers: &HeaderMap) -> bool {
    let given = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    given
        .and_then(|value| value.split(';').next())
        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

fn declared_length(headers: &HeaderMap) -> Option<u64> {
    headers
        .get(header::CONTENT_LENGTH)?
        .to_str()
        .ok()?
        .parse()
        .ok()
}

fn refuse(refused: &Refused, folder: &Path, largest: u64) -> Response {
    match refused {
        Refused::NotJson => (
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "Expected Content-Type: application/json.\n",
        )
            .into_response(),
        Refused::TooLarge => (
            StatusCode::PAYLOAD_TOO_LARGE,
            format!("Expected at most {largest} bytes.\n"),
        )
            .into_response(),
        Refused::TimedOut => {
            (StatusCode::REQUEST_TIMEOUT, "Nothing more arrived.\n").into_response()
        }
        Refused::CutOff => {
            (StatusCode::BAD_REQUEST, "The file did not arrive whole.\n").into_response()
        }
        Refused::Disk(error) => {
            tell_organiser(folder, error);
            let full = matches!(
                error.kind(),
                ErrorKind::StorageFull | ErrorKind::QuotaExceeded
            );
            if full {
                StatusCode::INSUFFICIENT_STORAGE
            } else {
                StatusCode::INTERNAL_SERVER_ERROR
            }
            .into_response()
        }
    }
}

/// The device keeps the ballot and tries again; only the organiser can mend the disk.
fn tell_organiser(folder: &Path, error: &io::Error) {
    use std::io::Write;
    // Nobody is left to tell when stderr is closed.
    let _ = writeln!(
        io::stderr(),
        "purse: an upload into {} could not be kept: {error}",
        folder.display()
    );
}
