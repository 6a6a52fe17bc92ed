//! How many ballots the box holds, by its lists of names: no ballot is fetched, and none is judged.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use documents::boxes::{BALLOTS, BUNDLE, KEYS, Listing, bundle_path, keys_path};
use documents::{Budget, CodeRegister, Id, KeyList, PublicKey, Signed, bundle};
use workers::fetch::{Files, Incomplete};

use crate::shell::ballot_box;

/// Milliseconds for one answer.
const PATIENCE: u32 = 20_000;

/// Whose a ballot is: with codes, of all ballots of one code one counts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Owner {
    Code(PublicKey),
    Ballot(Id),
}

/// What was read before, and need not be read again: these files are named by their bytes, and never change.
#[derive(Clone, Default)]
pub(super) struct Known {
    bundles: Rc<RefCell<BTreeMap<Id, BTreeSet<Owner>>>>,
    lists: Rc<RefCell<BTreeMap<Id, KeyList>>>,
}

/// As many as will count, as far as names can say: each once, and of each code that may vote one. `None` where the box does
/// not answer.
pub(super) async fn number(budget: &Budget, known: &Known) -> Option<u64> {
    let home = ballot_box::absolute(&budget.ballot_box);
    counted(home, budget.needs_code(), known).await.ok()
}

async fn counted(home: String, codes: bool, known: &Known) -> Result<u64, Incomplete> {
    let files = Files::of(home, PATIENCE, None).await?;
    let mut owners = of_listing(&files.list(BALLOTS).await?, codes);
    for id in files.list_if_there(BUNDLE).await?.ids {
        if !known.bundles.borrow().contains_key(&id) {
            let bytes = files.one(&bundle_path(&id), bundle::MAX_BYTES).await?;
            let found = bundle::lines(&bytes).filter_map(|line| owner(line, codes));
            known.bundles.borrow_mut().insert(id, found.collect());
        }
        owners.extend(&known.bundles.borrow()[&id]);
    }
    if codes {
        let register = register(&files, known).await?;
        let may_vote = |owner: &Owner| match (owner, &register) {
            (Owner::Code(key), Some(register)) => register.may_vote(key).is_ok(),
            _ => false,
        };
        owners.retain(may_vote);
    }
    Ok(owners.len() as u64)
}

/// The codes that may vote, as the organiser's folder has them: nobody else writes there. Whether they are signed, the count
/// finds.
async fn register(files: &Files, known: &Known) -> Result<Option<CodeRegister>, Incomplete> {
    let ids = files.list(KEYS).await?.ids;
    for id in &ids {
        if !known.lists.borrow().contains_key(id) {
            let list = KeyList::read(&files.read(&keys_path(id)).await?).map_err(|_| Incomplete)?;
            known.lists.borrow_mut().insert(*id, list);
        }
    }
    let lists = known.lists.borrow();
    let lists = ids.iter().map(|id| (*id, lists[id].clone()));
    Ok(CodeRegister::unite(lists))
}

/// Where codes are needed no other ballot counts.
fn of_listing(listing: &Listing, codes: bool) -> BTreeSet<Owner> {
    match codes {
        true => listing
            .signed
            .iter()
            .map(|name| Owner::Code(name.key))
            .collect(),
        false => listing.ids.iter().copied().map(Owner::Ballot).collect(),
    }
}

fn owner(line: &[u8], codes: bool) -> Option<Owner> {
    match (codes, Signed::begins(line)) {
        (true, true) => Some(Owner::Code(Signed::read(line).ok()?.key)),
        (false, false) => Some(Owner::Ballot(bundle::id(line))),
        _ => None,
    }
}
