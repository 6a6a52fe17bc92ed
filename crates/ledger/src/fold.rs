//! From entries to what they come to, one by one in their order.

use documents::ledger::{Change, Judged, Role, Says, Signer};
use documents::{Date, Entry, Id, PublicKey, Slug, SlugMap};

use crate::broken::{Broken, Found, Rule};
use crate::frame::Frame;
use crate::line::{Answer, Commitment, Judgement, Line, Milestone, Payment, changes, rule};
use crate::signers::{self, Signatory, Vouched};
use crate::{Ledger, Refused, Told, order};

type Kept = Result<(), Broken>;

/// Whoever's word came to count no more might have written something that seems older than that. Such an entry counts only if
/// the entry that ended their word follows it; so the fold begins again without what does not.
pub(crate) fn fold(frame: &Frame, entries: Vec<(Id, Entry)>) -> Ledger {
    let ordered = order::ordered(entries);
    let mut late = Vec::new();
    loop {
        let mut fold = Fold::begin(frame, &late);
        for (id, entry) in &ordered.entries {
            fold.take(*id, entry);
        }
        let more = fold.written_behind(&ordered.entries);
        if more.is_empty() {
            let mut ledger = fold.ledger;
            ledger.missing = ordered.missing;
            ledger.heads = ordered.heads;
            return ledger;
        }
        late.extend(more);
        late.sort_unstable();
    }
}

struct Fold<'f> {
    frame: &'f Frame,
    /// Entries that come from somebody whose word had ended, sorted.
    late: &'f [Id],
    ledger: Ledger,
    /// By name: the line, and the place in it.
    commitments: SlugMap<(usize, usize)>,
    milestones: SlugMap<(usize, usize)>,
    /// What payers call the payments that count, sorted.
    references: Vec<String>,
}

impl<'f> Fold<'f> {
    fn begin(frame: &'f Frame, late: &'f [Id]) -> Self {
        let ledger = Ledger {
            entries: Vec::new(),
            lines: frame.lines.iter().cloned().map(Line::new).collect(),
            signers: signers::first(frame),
            refused: Vec::new(),
            missing: Vec::new(),
            heads: Vec::new(),
            looked: None,
        };
        Self {
            frame,
            late,
            ledger,
            commitments: SlugMap::default(),
            milestones: SlugMap::default(),
            references: Vec::new(),
        }
    }

    fn take(&mut self, id: Id, entry: &Entry) {
        match self.count(&id, entry) {
            Ok(by) => {
                self.heard(entry);
                let entry = entry.clone();
                self.ledger.entries.push(Told { id, entry, by });
            }
            Err(why) => {
                let entry = entry.clone();
                self.ledger.refused.push(Refused { id, entry, why });
            }
        }
    }

    /// Does what the entry says; who says so. An entry that breaks a rule has done nothing.
    fn count(&mut self, id: &Id, entry: &Entry) -> Result<usize, Broken> {
        let by = self.signer(id, entry)?;
        self.texts(entry)?;
        self.days(entry)?;
        self.apply(entry, by)?;
        Ok(by)
    }

    fn signer(&self, id: &Id, entry: &Entry) -> Result<usize, Broken> {
        let signers = &self.ledger.signers;
        let known =
            signers::of(signers, &entry.key).filter(|_| self.late.binary_search(id).is_err());
        let Some(by) = known else {
            if self.ledger.entries.is_empty() && signers::begins(self.frame, entry) {
                return Ok(signers.len());
            }
            let names = signers.iter().filter(|one| one.ended.is_none());
            let names = names.map(|one| one.signer.id.as_str().into()).collect();
            return Err(Broken::new(
                Rule::KnownSigner,
                "key",
                short(&entry.key),
                Found::Names(names),
            ));
        };
        let Signer { role, lines, .. } = &signers[by].signer;
        let kind = entry.says.kind();
        if !role.may_say(kind) {
            let others = Role::ALL.iter().filter(|role| role.may_say(kind));
            let others = others.map(|role| role.name().into()).collect();
            return Err(Broken::new(
                Rule::Role,
                "key",
                role.name().into(),
                Found::Names(others),
            ));
        }
        let is_own = lines.is_empty() || entry.says.line().is_some_and(|line| lines.contains(line));
        let names = || Found::Names(lines.iter().map(|line| line.as_str().into()).collect());
        let found = || entry.says.line().map_or(Found::Nothing, Found::from);
        match is_own {
            true => Ok(by),
            false => Err(Broken::new(Rule::OwnLine, "line", found(), names())),
        }
    }

    fn texts(&self, entry: &Entry) -> Kept {
        for (field, text) in entry.says.texts() {
            for lang in &self.frame.languages {
                let is_there = text.iter().any(|(own, _)| own == lang);
                rule(
                    is_there,
                    Rule::EveryLanguage,
                    field,
                    Found::Nothing,
                    lang.as_str(),
                )?;
            }
        }
        Ok(())
    }

    fn days(&self, entry: &Entry) -> Kept {
        let Entry {
            on, recorded, says, ..
        } = entry;
        let opens = self.frame.opens;
        rule(on <= recorded, Rule::WrittenAfter, "on", *on, *recorded)?;
        rule(*on >= opens, Rule::NotBefore, "on", *on, opens)?;
        match says {
            Says::Commit {
                from,
                until: Some(until),
                ..
            } => rule(
                until >= from,
                Rule::EndAfterBeginning,
                "until",
                *until,
                *from,
            ),
            Says::NothingNew {
                next: Some(next), ..
            } => rule(next >= on, Rule::EndAfterBeginning, "next", *next, *on),
            Says::Milestone { due, .. } => rule(*due >= opens, Rule::NotBefore, "due", *due, opens),
            _ => Ok(()),
        }
    }

    fn apply(&mut self, entry: &Entry, by: usize) -> Kept {
        let at = self.ledger.entries.len();
        match &entry.says {
            Says::Answer {
                line,
                said,
                asked,
                amount,
                reason,
                ..
            } => {
                let answer = Answer {
                    said: *said,
                    asked: *asked,
                    amount: *amount,
                    at,
                };
                self.line(line)?.answer(answer, reason.is_some())
            }
            Says::Commit {
                line,
                commit,
                amount,
                to,
                ..
            } => {
                new_name(&self.commitments, "commit", commit)?;
                let place = (self.place(line)?, self.line(line)?.commitments.len());
                let commitment = Commitment {
                    id: commit.clone(),
                    amount: *amount,
                    paid: 0,
                    still: *amount,
                    to: to.clone(),
                    at,
                    payments: Vec::new(),
                };
                self.line(line)?.commit(commitment)?;
                self.commitments.insert(commit.clone(), place);
                Ok(())
            }
            Says::Pay {
                line,
                commit,
                amount,
                milestone,
                reference,
            } => {
                let place = self.commitment(line, commit)?;
                if let Some(milestone) = milestone {
                    self.milestone(line, milestone)?;
                }
                let new = reference.as_ref().map(|name| self.new_reference(name));
                let new = new.transpose()?;
                let payment = Payment {
                    amount: amount.amount(),
                    milestone: milestone.clone(),
                    at,
                };
                self.line(line)?.pay(place, payment)?;
                if let (Some(at), Some(reference)) = (new, reference) {
                    self.references.insert(at, reference.clone());
                }
                Ok(())
            }
            Says::Milestone {
                line,
                milestone,
                title,
                r#type,
                due,
            } => {
                let place = (self.place(line)?, self.line(line)?.milestones.len());
                if let Some(&(line, known)) = self.milestones.get(milestone) {
                    let before = self.ledger.lines[line].milestones[known].due();
                    return rule(false, Rule::DueKept, "due", *due, before);
                }
                let line = self.line(line)?;
                line.is_open()?;
                line.milestones.push(Milestone {
                    id: milestone.clone(),
                    title: title.clone(),
                    r#type: *r#type,
                    dues: vec![*due],
                    judged: Vec::new(),
                    at,
                });
                self.milestones.insert(milestone.clone(), place);
                Ok(())
            }
            Says::Met {
                line,
                milestone,
                judged,
                reason,
                ..
            } => {
                let place = self.milestone(line, milestone)?;
                let has_reason = reason.is_some() || *judged == Judged::Met;
                rule(
                    has_reason,
                    Rule::Reason,
                    "reason",
                    Found::Nothing,
                    judged.name(),
                )?;
                let judged = Judgement {
                    judged: *judged,
                    on: entry.on,
                    at,
                };
                self.line(line)?.milestones[place].judged.push(judged);
                Ok(())
            }
            Says::Change { line, change, .. } => {
                self.change(line, change, at)?;
                self.line(line)?.changes.push(at);
                Ok(())
            }
            Says::Finish {
                line,
                amount,
                different,
                people,
                ..
            } => self
                .line(line)?
                .finish(*amount, *people, different.is_some(), at),
            Says::NothingNew { line, .. } => {
                match line {
                    Some(line) => drop(self.line(line)?),
                    None => self.ledger.looked = Some(at),
                }
                Ok(())
            }
            Says::Signer { signer, ends } => self.signs(signer, ends.is_some(), by, at),
        }
    }

    fn change(&mut self, line: &Slug, change: &Change, at: usize) -> Kept {
        match change {
            Change::Amount {
                commit: None,
                old,
                new,
            } => self.line(line)?.change_agreed(*old, *new),
            Change::Amount {
                commit: Some(commit),
                old,
                new,
            } => {
                let place = self.commitment(line, commit)?;
                self.line(line)?.change_commitment(place, *old, *new)
            }
            Change::Date {
                milestone,
                old,
                new,
            } => {
                let place = self.milestone(line, milestone)?;
                let line = self.line(line)?;
                line.is_open()?;
                changes(*old, line.milestones[place].due(), *new)?;
                line.milestones[place].dues.push(*new);
                Ok(())
            }
            Change::Scope { .. } => self.line(line)?.is_open(),
            Change::Recipient { commit, old, new } => {
                let place = self.commitment(line, commit)?;
                let line = self.line(line)?;
                line.is_open()?;
                let commitment = &mut line.commitments[place];
                let (was, is) = (old.name.as_str(), commitment.to.name.as_str());
                rule(*old == commitment.to, Rule::OldHolds, "old", was, is)?;
                rule(new != old, Rule::Different, "new", new.name.as_str(), was)?;
                commitment.to = new.clone();
                Ok(())
            }
            Change::Cancelled {} => self.line(line)?.cancel(at),
        }
    }

    fn signs(&mut self, signer: &Signer, ends: bool, by: usize, at: usize) -> Kept {
        for line in &signer.lines {
            self.place(line)?;
        }
        let signers = &mut self.ledger.signers;
        if ends {
            let known = signers::ending(signers, signer)?;
            signers[known].ended = Some(at);
            return Ok(());
        }
        signers::is_new(signers, signer)?;
        let vouched = if by == signers.len() {
            Vouched::Itself
        } else {
            Vouched::By(by)
        };
        let signer = signer.clone();
        signers.push(Signatory {
            signer,
            vouched,
            ended: None,
        });
        Ok(())
    }

    /// Takes note of when there was news, and when there will be.
    fn heard(&mut self, entry: &Entry) {
        let at = self.ledger.entries.len();
        let next = match &entry.says {
            Says::NothingNew { next, .. } => *next,
            _ => None,
        };
        let one = entry.says.line().and_then(|line| self.frame.line(line));
        let is_about_all = matches!(entry.says, Says::NothingNew { line: None, .. });
        for (place, line) in self.ledger.lines.iter_mut().enumerate() {
            if one == Some(place) {
                line.entries.push(at);
            }
            if one == Some(place) || is_about_all {
                line.news = line.news.max(Some(entry.recorded));
                line.next = next;
            }
        }
    }

    fn place(&self, line: &Slug) -> Result<usize, Broken> {
        let lines = || {
            self.frame
                .lines
                .iter()
                .map(|line| line.as_str().into())
                .collect()
        };
        let known = self.frame.line(line);
        known
            .ok_or_else(|| Broken::new(Rule::KnownLine, "line", line.into(), Found::Names(lines())))
    }

    fn line(&mut self, line: &Slug) -> Result<&mut Line, Broken> {
        let place = self.place(line)?;
        Ok(&mut self.ledger.lines[place])
    }

    fn commitment(&self, line: &Slug, id: &Slug) -> Result<usize, Broken> {
        let line = self.place(line)?;
        let known = self.ledger.lines[line]
            .commitments
            .iter()
            .map(|one| &one.id);
        named(
            &self.commitments,
            line,
            id,
            Rule::KnownCommitment,
            "commit",
            known,
        )
    }

    fn milestone(&self, line: &Slug, id: &Slug) -> Result<usize, Broken> {
        let line = self.place(line)?;
        let known = self.ledger.lines[line].milestones.iter().map(|one| &one.id);
        named(
            &self.milestones,
            line,
            id,
            Rule::KnownMilestone,
            "milestone",
            known,
        )
    }

    /// Where a payment's name among the payer's has its place.
    fn new_reference(&self, name: &String) -> Result<usize, Broken> {
        match self.references.binary_search(name) {
            Err(at) => Ok(at),
            Ok(_) => {
                let found = name.as_str().into();
                Err(Broken::new(
                    Rule::PaidOnce,
                    "reference",
                    found,
                    Found::Nothing,
                ))
            }
        }
    }

    /// Entries by somebody whose word had ended, which the entry that ended it does not follow.
    fn written_behind(&self, all: &[(Id, Entry)]) -> Vec<Id> {
        let mut behind = Vec::new();
        for (by, one) in self.ledger.signers.iter().enumerate() {
            let Some(end) = one.ended.and_then(|at| self.ledger.entries.get(at)) else {
                continue;
            };
            let before = order::before(all, &end.entry);
            let own = self
                .ledger
                .entries
                .iter()
                .filter(|told| told.by == by && told.id != end.id);
            behind.extend(
                own.map(|told| told.id)
                    .filter(|id| before.binary_search(id).is_err()),
            );
        }
        behind
    }
}

fn new_name(names: &SlugMap<(usize, usize)>, field: &'static str, name: &Slug) -> Kept {
    rule(
        names.get(name).is_none(),
        Rule::NewName,
        field,
        name,
        Found::Nothing,
    )
}

/// Where something of this line is that has this name.
fn named<'n>(
    names: &SlugMap<(usize, usize)>,
    line: usize,
    name: &Slug,
    rule: Rule,
    field: &'static str,
    known: impl Iterator<Item = &'n Slug>,
) -> Result<usize, Broken> {
    match names.get(name) {
        Some((of, place)) if *of == line => Ok(*place),
        _ => {
            const MOST: usize = 12;
            let known = known.take(MOST).map(|name| name.as_str().into()).collect();
            Err(Broken::new(rule, field, name.into(), Found::Names(known)))
        }
    }
}

/// The first digits of a key: enough to find it in a list.
fn short(key: &PublicKey) -> Found {
    Found::Name(key.to_string().chars().take(16).collect())
}

impl Milestone {
    /// The date that holds.
    pub fn due(&self) -> Date {
        *self.dues.last().expect("a milestone begins with a date")
    }
}
