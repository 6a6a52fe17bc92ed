//! Every ballot of a box, whatever becomes of it in a count.

use std::iter;
use std::path::Path;

use documents::boxes::{self, BALLOTS, BUNDLE, JSON, JSONL};
use documents::bundle;

use crate::failure::Failure;

/// Each file in `ballots/` as a bundle has it, and each line of a bundle, one after the other; none is held to its name.
pub(crate) fn ballots(
    ballot_box: &Path,
) -> Result<impl Iterator<Item = Result<Vec<u8>, Failure>>, Failure> {
    let listing = super::listing(ballot_box, BALLOTS, JSON)?;
    let open = listing.ids.into_iter().map(|id| (id, None));
    let signed = listing.signed.into_iter().map(|name| (name.id, Some(name)));
    let loose = open
        .chain(signed)
        .map(|(id, name)| super::line(ballot_box, &id, name.as_ref()));
    let bundles = super::listing(ballot_box, BUNDLE, JSONL)?.ids.into_iter();
    let packed =
        bundles.flat_map(
            |id| match super::read(&ballot_box.join(boxes::bundle_path(&id))) {
                Ok(bytes) => bundle::lines(&bytes)
                    .map(|line| Ok(line.to_vec()))
                    .collect(),
                Err(failure) => iter::once(Err(failure)).collect::<Vec<_>>(),
            },
        );
    Ok(loose.chain(packed))
}
