//! The body of an upload as it arrives, within its size and its time.

use std::fs::File as OnDisk;
use std::path::Path;

use axum::body::{Body, Bytes};
use http_body_util::BodyExt;
use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::{Instant, timeout_at};

use super::{Patience, Refused};
use crate::server::room::Reserved;

/// Bytes of a body, each piece asked for with the limits on size and time.
struct Arriving {
    body: Body,
    left: u64,
    largest: u64,
    patience: Patience,
    end: Instant,
}

impl Arriving {
    fn new(body: Body, largest: u64, patience: Patience) -> Self {
        Self {
            body,
            left: largest,
            largest,
            patience,
            end: Instant::now() + patience.whole,
        }
    }

    /// `None` at the end. Nothing at all is no file: it would take the name from the one that was to come.
    async fn next(&mut self) -> Result<Option<Bytes>, Refused> {
        loop {
            let until = self.end.min(Instant::now() + self.patience.silence);
            let frame = timeout_at(until, self.body.frame())
                .await
                .map_err(|_| Refused::TimedOut)?;
            let Some(frame) = frame else {
                return match self.left == self.largest {
                    true => Err(Refused::CutOff),
                    false => Ok(None),
                };
            };
            // A frame without data carries trailers, which mean nothing here.
            let Ok(data) = frame.map_err(|_| Refused::CutOff)?.into_data() else {
                continue;
            };
            let largest = self.largest;
            self.left = self
                .left
                .checked_sub(data.len() as u64)
                .ok_or(Refused::TooLarge { largest })?;
            return Ok(Some(data));
        }
    }
}

pub(super) async fn whole(
    body: Body,
    largest: u64,
    patience: Patience,
) -> Result<Vec<u8>, Refused> {
    let mut arriving = Arriving::new(body, largest, patience);
    let mut bytes = Vec::new();
    while let Some(data) = arriving.next().await? {
        bytes.extend_from_slice(&data);
    }
    Ok(bytes)
}

/// Writes the body into the file, while there is room.
pub(super) async fn to_disk(
    body: Body,
    mut file: File,
    place: &mut Reserved,
    largest: u64,
    patience: Patience,
) -> Result<OnDisk, Refused> {
    let mut arriving = Arriving::new(body, largest, patience);
    while let Some(data) = arriving.next().await? {
        if !place.grow(data.len() as u64) {
            return Err(Refused::Full);
        }
        file.write_all(&data).await.map_err(Refused::Disk)?;
    }
    file.flush().await.map_err(Refused::Disk)?;
    Ok(file.into_std().await)
}

/// Whether the body is what the file holds; nothing is written.
pub(super) async fn same(
    body: Body,
    there: &Path,
    largest: u64,
    patience: Patience,
) -> Result<bool, Refused> {
    let mut arriving = Arriving::new(body, largest, patience);
    let mut there = File::open(there).await.map_err(Refused::Disk)?;
    let mut same = true;
    while let Some(data) = arriving.next().await? {
        let mut expected = vec![0; data.len()];
        same = same && there.read_exact(&mut expected).await.is_ok() && expected == data;
    }
    Ok(same && there.read(&mut [0]).await.map_err(Refused::Disk)? == 0)
}
