//! PUT: a file that was not there before. Never a change to one that was.

mod receive;

use std::io::{self, ErrorKind};
use std::net::IpAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use tokio::fs::File;
use tokio::task::spawn_blocking;

use super::first::Standing;
use super::pace::Kind;
use super::room::{Claim, Reserved, Room};
use super::{Site, later};
use crate::folder::{self, Created};
use crate::words::say;

/// How long one upload may take.
#[derive(Clone, Copy)]
pub(crate) struct Patience {
    /// With nothing arriving.
    pub(crate) silence: Duration,
    /// From its first byte to its last.
    pub(crate) whole: Duration,
}

/// Why nothing was kept.
enum Refused {
    NotJson,
    TooLarge {
        largest: u64,
    },
    /// The device went silent, or took too long.
    TimedOut,
    /// The device went away, broke the protocol, or sent nothing or a part.
    CutOff,
    /// Too many of its kind.
    TooMany(Duration),
    /// The organiser has to make room.
    Full,
    Disk(io::Error),
}

/// How long a device waits until it asks again whether the organiser has made room.
const FULL: Duration = Duration::from_secs(60);

/// Keeps the request's body as `ballots/name`: 201 when it is new, 204 when the same bytes are there, 412 when others
/// are. Ballots are small: one is looked at whole before it touches the disk.
pub(super) async fn ballot(
    site: &Arc<Site>,
    from: IpAddr,
    name: String,
    request: Request,
) -> Response {
    let folder = site.ballots.clone();
    answer(&folder, keep_ballot(site, from, name, request).await)
}

async fn keep_ballot(
    site: &Arc<Site>,
    from: IpAddr,
    name: String,
    request: Request,
) -> Result<Created, Refused> {
    let largest = site.max_ballot;
    check(request.headers(), largest)?;
    let ask = || site.pace.ask(Kind::Ballot, from).err();
    // An upload that stays on its way takes no place, but where codes are needed: there a name lets its ballot go first.
    let before = site.first.needs_code().then(ask);
    if let Some(Some(wait)) = before {
        refuse_by_name(site, &name, wait).await?;
    }
    let bytes = receive::whole(request.into_body(), largest, site.patience).await?;
    let early = before.unwrap_or_else(ask);
    let site = site.clone();
    blocking(move || {
        let target = site.ballots.join(&name);
        // A file that is there already takes no room, and nothing from its code: its device only has not heard so yet, or
        // somebody else has sent a copy.
        if let Some(there) = folder::compare(&target, &bytes).map_err(Refused::Disk)? {
            return Ok(there);
        }
        let standing = || site.first.standing(&name, &bytes);
        let mut known = None;
        if let Some(wait) = early {
            let standing = *known.insert(standing());
            let place = match standing {
                Standing::Signed(key) => site.pace.ask_of_code(key),
                Standing::Sound => site.pace.ask(Kind::SoundBallot, from),
                Standing::Other => Err(wait),
            };
            place.map_err(Refused::TooMany)?;
        }
        let size = bytes.len() as u64;
        let place = site.room.reserve(size, Claim::Most).or_else(|| {
            let first = known.unwrap_or_else(standing) != Standing::Other;
            first.then(|| site.room.reserve(size, Claim::All)).flatten()
        });
        let place = place.ok_or(Refused::Full)?;
        let created = folder::create(&target, &bytes).map_err(Refused::Disk)?;
        if created == Created::New {
            site.names.note(&name);
            place.keep();
        }
        Ok(created)
    })
    .await
}

/// Of a name that no code has signed no byte is read while there are too many uploads, unless it is there already: then its
/// device has only not heard so.
async fn refuse_by_name(site: &Arc<Site>, name: &str, wait: Duration) -> Result<(), Refused> {
    let (site, name) = (site.clone(), name.to_owned());
    blocking(move || {
        let is_there = site.ballots.join(&name).symlink_metadata().is_ok();
        match !is_there && site.first.by_name(&name) == Some(Standing::Other) {
            true => Err(Refused::TooMany(wait)),
            false => Ok(()),
        }
    })
    .await
}

/// The same for `results/name`, which is written as it arrives.
pub(super) async fn result(
    site: &Arc<Site>,
    from: IpAddr,
    name: String,
    request: Request,
) -> Response {
    let folder = site.results.clone();
    answer(&folder, keep_result(site, from, name, request).await)
}

async fn keep_result(
    site: &Arc<Site>,
    from: IpAddr,
    name: String,
    request: Request,
) -> Result<Created, Refused> {
    let largest = site.max_result;
    check(request.headers(), largest)?;
    site.pace
        .ask(Kind::Result, from)
        .map_err(Refused::TooMany)?;
    let target = site.results.join(name);
    // A link takes a name, and is not followed.
    if let Ok(there) = target.symlink_metadata() {
        let body = request.into_body();
        let same = there.is_file() && receive::same(body, &target, largest, site.patience).await?;
        return Ok(if same { Created::Same } else { Created::Taken });
    }
    let (room, folder) = (site.results_room.clone(), site.results.clone());
    let (mut place, file) = blocking(move || begin(&room, &folder)).await?;
    let (file, path) = file.into_parts();
    let body = request.into_body();
    let file = receive::to_disk(
        body,
        File::from_std(file),
        &mut place,
        largest,
        site.patience,
    )
    .await?;
    blocking(move || {
        let created = folder::finish(path, &file, &target).map_err(Refused::Disk)?;
        if created == Created::New {
            place.keep();
        }
        Ok(created)
    })
    .await
}

fn begin(room: &Arc<Room>, folder: &Path) -> Result<(Reserved, tempfile::NamedTempFile), Refused> {
    let place = room.reserve(0, Claim::All).ok_or(Refused::Full)?;
    Ok((place, folder::begin(folder).map_err(Refused::Disk)?))
}

/// What the header tells, before anything is taken.
fn check(headers: &HeaderMap, largest: u64) -> Result<(), Refused> {
    if !is_json(headers) || headers.contains_key(header::CONTENT_ENCODING) {
        return Err(Refused::NotJson);
    }
    // A part of a file (RFC 9110 section 14.5).
    if headers.contains_key(header::CONTENT_RANGE) {
        return Err(Refused::CutOff);
    }
    if declared_length(headers).is_some_and(|length| length > largest) {
        return Err(Refused::TooLarge { largest });
    }
    Ok(())
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Refused> + Send + 'static,
) -> Result<T, Refused> {
    spawn_blocking(work)
        .await
        .map_err(|error| Refused::Disk(io::Error::other(error)))
        .flatten()
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

fn answer(folder: &Path, kept: Result<Created, Refused>) -> Response {
    match kept {
        Ok(Created::New) => StatusCode::CREATED.into_response(),
        Ok(Created::Same) => StatusCode::NO_CONTENT.into_response(),
        Ok(Created::Taken) => (
            StatusCode::PRECONDITION_FAILED,
            format!("{}\n", say!("upload.other_bytes")),
        )
            .into_response(),
        Err(refused) => refuse(&refused, folder),
    }
}

fn refuse(refused: &Refused, folder: &Path) -> Response {
    match refused {
        Refused::NotJson => (
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            format!("{}\n", say!("upload.type")),
        )
            .into_response(),
        Refused::TooLarge { largest } => (
            StatusCode::PAYLOAD_TOO_LARGE,
            format!("{}\n", say!("upload.too_large", largest)),
        )
            .into_response(),
        Refused::TimedOut => (
            StatusCode::REQUEST_TIMEOUT,
            format!("{}\n", say!("upload.late")),
        )
            .into_response(),
        Refused::CutOff => (
            StatusCode::BAD_REQUEST,
            format!("{}\n", say!("upload.not_whole")),
        )
            .into_response(),
        Refused::TooMany(wait) => later(StatusCode::TOO_MANY_REQUESTS, *wait),
        Refused::Full => later(StatusCode::SERVICE_UNAVAILABLE, FULL),
        Refused::Disk(error) => {
            tell_organiser(folder, error);
            let full = matches!(
                error.kind(),
                ErrorKind::StorageFull | ErrorKind::QuotaExceeded
            );
            if full {
                later(StatusCode::INSUFFICIENT_STORAGE, FULL)
            } else {
                StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
        }
    }
}

/// The device keeps the ballot and tries again; only the organiser can mend the disk.
fn tell_organiser(folder: &Path, error: &io::Error) {
    use std::io::Write;
    // Nobody is left to tell when stderr is closed.
    let _ = writeln!(
        io::stderr(),
        "{}",
        say!("upload.not_kept", folder = folder.display(), error)
    );
}
