//! How many ballots the box holds, by its lists of names: no ballot is fetched, and none is judged.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use documents::boxes::{BALLOTS, BUNDLE, Listing, bundle_path};
use documents::{Budget, Id, Signed, bundle};
use workers::fetch::{Files, Incomplete};

use crate::shell::ballot_box;

/// Milliseconds for one answer.
const PATIENCE: u32 = 20_000;

/// Whose ballots lie in bundles that were read before: a bundle is named by its bytes, and never changes.
#[derive(Clone, Default)]
pub(super) struct Bundles(Rc<RefCell<BTreeMap<Id, BTreeSet<String>>>>);

/// As many as will count, as far as names can say: each once, and of each code one. `None` where the box does not answer.
pub(super) async fn number(budget: &Budget, bundles: &Bundles) -> Option<u64> {
    let home = ballot_box::absolute(&budget.ballot_box);
    counted(home, budget.needs_code(), bundles).await.ok()
}

async fn counted(home: String, codes: bool, bundles: &Bundles) -> Result<u64, Incomplete> {
    let files = Files::of(home, PATIENCE, None).await?;
    let mut owners = of_listing(&files.list(BALLOTS).await?, codes);
    for id in files.list_if_there(BUNDLE).await?.ids {
        if !bundles.0.borrow().contains_key(&id) {
            let bytes = files.one(&bundle_path(&id), bundle::MAX_BYTES).await?;
            let found = bundle::lines(&bytes).filter_map(|line| owner(line, codes));
            bundles.0.borrow_mut().insert(id, found.collect());
        }
        owners.extend(bundles.0.borrow()[&id].iter().cloned());
    }
    Ok(owners.len() as u64)
}

/// Where codes are needed no other ballot counts, and of a code one.
fn of_listing(listing: &Listing, codes: bool) -> BTreeSet<String> {
    match codes {
        true => listing
            .signed
            .iter()
            .map(|name| name.key.to_string())
            .collect(),
        false => listing.ids.iter().map(Id::to_string).collect(),
    }
}

fn owner(line: &[u8], codes: bool) -> Option<String> {
    match (codes, Signed::begins(line)) {
        (true, true) => Some(Signed::read(line).ok()?.key.to_string()),
        (false, false) => Some(bundle::id(line).to_string()),
        _ => None,
    }
}
