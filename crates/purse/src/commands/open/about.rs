//! What the voters of the ballots that count said about themselves.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use documents::boxes::{self, BALLOTS, BUNDLE, JSON, JSONL};
use documents::{Ballot, Id, Signed, SignedName, Slug, SlugMap, bundle};
use seals::{Checker, Organiser, open_about};

use crate::failure::Failure;
use crate::files;
use crate::reading::side_by_side;

type Answers = BTreeMap<Id, SlugMap<Slug>>;

/// One for each ballot that counts; empty where its voter said nothing.
pub(super) fn answers(
    ballot_box: &Path,
    checker: Option<&Checker>,
    counted: &[Id],
    organiser: &Organiser,
) -> Result<Answers, Failure> {
    let mut left: BTreeSet<Id> = counted.iter().copied().collect();
    let mut all = Answers::new();
    let open = |line: &[u8]| said(line, checker, organiser);
    for id in files::listing(ballot_box, BUNDLE, JSONL)?.ids {
        let bytes = files::read(&ballot_box.join(boxes::bundle_path(&id)))?;
        let lines: Vec<(Id, &[u8])> = bundle::lines(&bytes)
            .map(|line| (bundle::id(line), line))
            .filter(|(id, _)| left.remove(id))
            .collect();
        let found = side_by_side(&lines, |(_, line)| open(line));
        all.extend(found.into_iter().map(|((id, _), said)| (*id, said)));
    }
    let listing = files::listing(ballot_box, BALLOTS, JSON)?;
    let without = listing.ids.iter().map(|id| (*id, None));
    let with = listing.signed.iter().map(|name| (name.id, Some(name)));
    let loose: Vec<(Id, Option<&SignedName>)> = without
        .chain(with)
        .filter(|(id, _)| left.contains(id))
        .collect();
    for ((id, _), said) in side_by_side(&loose, |(id, name)| {
        let line = files::line(ballot_box, id, *name)?;
        // Another file may lie beside it under a name that only looks like its own.
        Ok::<_, Failure>((bundle::id(&line) == *id).then(|| open(&line)))
    }) {
        if let Some(said) = said? {
            all.insert(*id, said);
        }
    }
    Ok(all)
}

/// The ballot counts, so that its id stands for its bytes, whatever signature its line has.
fn said(line: &[u8], checker: Option<&Checker>, organiser: &Organiser) -> SlugMap<Slug> {
    let ballot = if Signed::begins(line) {
        let opened = |signed: Signed| {
            let name = SignedName::of(&signed);
            checker?.check_bytes(&name, &signed.to_file()).ok()?
        };
        Signed::read(line).ok().and_then(opened)
    } else {
        Ballot::read(line).ok()
    };
    ballot
        .and_then(|ballot| open_about(&ballot, organiser))
        .unwrap_or_default()
}
