//! What the voters of the ballots that count said about themselves.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use documents::boxes::{self, BALLOTS, BUNDLE, JSON, JSONL};
use documents::{Ballot, Id, Signed, Slug, SlugMap, bundle};
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
    let open = |bytes: &[u8]| said(bytes, checker, organiser);
    for id in files::listing(ballot_box, BUNDLE, JSONL)?.ids {
        let bytes = files::read(&ballot_box.join(boxes::bundle_path(&id)))?;
        let lines: Vec<(Id, &[u8])> = bundle::lines(&bytes)
            .map(|line| (Id::of(line), line))
            .filter(|(id, _)| left.remove(id))
            .collect();
        let found = side_by_side(&lines, |(_, line)| open(line));
        all.extend(found.into_iter().map(|((id, _), said)| (*id, said)));
    }
    let listing = files::listing(ballot_box, BALLOTS, JSON)?;
    let open_ballots = listing.ids.iter().map(|id| (*id, boxes::ballot_path(id)));
    let signed = listing
        .signed
        .iter()
        .map(|name| (name.id, boxes::signed_path(name)));
    let loose: Vec<(Id, String)> = open_ballots
        .chain(signed)
        .filter(|(id, _)| left.contains(id))
        .collect();
    for ((id, _), said) in side_by_side(&loose, |(id, path)| {
        let bytes = files::loose_at(&ballot_box.join(path))?;
        // Another file may lie beside it under a name that only looks like its own.
        Ok::<_, Failure>((Id::of(&bytes) == *id).then(|| open(&bytes)))
    }) {
        if let Some(said) = said? {
            all.insert(*id, said);
        }
    }
    Ok(all)
}

fn said(bytes: &[u8], checker: Option<&Checker>, organiser: &Organiser) -> SlugMap<Slug> {
    let ballot = if Signed::begins(bytes) {
        let checked = checker.and_then(|checker| checker.check(bytes).ok());
        checked.and_then(|checked| checked.ballot)
    } else {
        Ballot::read(bytes).ok()
    };
    ballot
        .and_then(|ballot| open_about(&ballot, organiser))
        .unwrap_or_default()
}
