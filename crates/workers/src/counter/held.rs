//! The results that a box holds already: what is published, and counts that anybody has put there.
//!
//! Anybody can fill the second folder, so both are read within limits, one file at a time, what is needed most first.

use counter::held::{Room, near};
use documents::Id;
use documents::boxes::{self, PUBLISHED, RESULTS};

use crate::fetch::{Files, Incomplete};
use crate::messages::{Held, InBox};

/// Published results that are read; whoever keeps the box may have published several, one after the other.
const PUBLISHED_READ: usize = 5;
/// Counts of anybody's that are read.
const COUNTS_READ: usize = 10;

/// Beside `own`, this count's bytes, whose name is `id`; `promised` is what the organiser's close names.
pub(super) async fn read(
    files: &Files,
    own: &[u8],
    id: Id,
    has_keys: bool,
    promised: Option<Id>,
) -> InBox {
    let mut room = Room::beside(own.len());
    let published = match has_keys {
        true => Ok(promised.into_iter().collect()),
        false => files.list(PUBLISHED).await.map(|listing| listing.ids),
    };
    let published = match published {
        Ok(ids) => Some(
            some(
                files,
                near(ids, &id, PUBLISHED_READ),
                boxes::published_path,
                &mut room,
            )
            .await,
        ),
        Err(Incomplete) => None,
    };
    let listed = files.list(RESULTS).await.map(|listing| listing.ids);
    let listed = listed.unwrap_or_default();
    let all = listed.len();
    let counts = some(
        files,
        near(listed, &id, COUNTS_READ),
        boxes::result_path,
        &mut room,
    )
    .await;
    let looked_at = counts.iter().filter(|held| held.bytes.is_some()).count();
    InBox {
        published,
        unread: (all - looked_at) as u32,
        counts,
    }
}

/// These files, each as far as there is room for it.
async fn some(files: &Files, ids: Vec<Id>, path: fn(&Id) -> String, room: &mut Room) -> Vec<Held> {
    let mut read = Vec::new();
    for id in ids {
        let most = room.for_one();
        let bytes = match most {
            0 => None,
            most => files.one(&path(&id), most).await.ok(),
        };
        room.take(bytes.as_ref().map_or(most, Vec::len));
        read.push(Held { id, bytes });
    }
    read
}
