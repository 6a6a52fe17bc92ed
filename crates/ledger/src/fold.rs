//! From entries to what they come to, one by one in their order.

use documents::ledger::{Change, Judged, Role, Says, Signer};
use documents::{Date, Entry, Id, PublicKey, Slug};

use crate::broken::{Broken, Found, Rule};
use crate::frame::Frame;
use crate::line::{Answer, Commitment, Judgement, Line, Milestone, Payment, changes, rule};
use crate::signers::{self, Signatory, Vouched};
use crate::{Ledger, Refused, Told, order};

type Kept = Result<(), Broken>;

/// Whoever's word came to count no more might have written something that seems older than that. Such an entry counts only if
/// the entry that ended their word follows it; so the fold begins again without what does not.
pub(crate) fn fold(frame: &Frame, entries: Vec<(Id, Entry)>) -> Ledger {
    // What is void may take an end away with it; where that goes round in circles, no end is older than what it ends.
    const ROUNDS: usize = 8;
    let beginners = signers::beginners(frame, &entries);
    let trusted = signers::Trusted::of(frame, &entries);
    let ordered = order::ordered(entries, &trusted);
    let (mut late, mut round) = (Vec::new(), 0);
    loop {
        round += 1;
        let mut fold = Fold::begin(frame, &beginners, &late);
        for (id, entry) in &ordered {
            fold.take(*id, entry, &ordered);
        }
        let mut behind = fold.written_behind(&ordered);
        behind.sort_unstable();
        behind.dedup();
        if round == ROUNDS {
            behind.clear();
        }
        if behind == late || round > ROUNDS {
            return fold.done();
        }
        late = behind;
    }
}

struct Fold<'f> {
    frame: &'f Frame,
    /// Who would begin the ledger, where the budget names nobody.
    beginners: &'f [PublicKey],
    /// Entries that come from somebody whose word had ended, sorted.
    late: &'f [Id],
    ledger: Ledger,
    commitments: Index,
    milestones: Index,
    /// What payers call the payments that count, with their commitment and whether money came back; sorted.
    references: Vec<(Slug, bool, String)>,
}

impl<'f> Fold<'f> {
    fn begin(frame: &'f Frame, beginners: &'f [PublicKey], late: &'f [Id]) -> Self {
        let ledger = Ledger {
            entries: Vec::new(),
            lines: frame.lines.iter().cloned().map(Line::new).collect(),
            signers: signers::first(frame),
            refused: Vec::new(),
            missing: Vec::new(),
            heads: Vec::new(),
        };
        Self {
            frame,
            beginners,
            late,
            ledger,
            commitments: Index::default(),
            milestones: Index::default(),
            references: Vec::new(),
        }
    }

    /// What nobody who may sign has written is no part of the chain: strangers leave no gap in it.
    fn done(self) -> Ledger {
        let mut ledger = self.ledger;
        let strange = |refused: &&Refused| refused.why.rule != Rule::KnownSigner;
        let told = ledger.entries.iter().map(|told| (told.id, &told.entry));
        let refused = ledger.refused.iter().filter(strange);
        let refused = refused.map(|refused| (refused.id, &refused.entry));
        let strangers = ledger.refused.iter().filter(|one| !strange(one));
        let strangers = Vec::from_iter(strangers.map(|one| one.id));
        (ledger.missing, ledger.heads) = order::ends(told.chain(refused), &strangers);
        ledger
    }

    fn take(&mut self, id: Id, entry: &Entry, all: &[(Id, Entry)]) {
        match self.count(&id, entry, all) {
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
    fn count(&mut self, id: &Id, entry: &Entry, all: &[(Id, Entry)]) -> Result<usize, Broken> {
        let by = self.signer(id, entry)?;
        self.texts(entry)?;
        self.days(entry)?;
        self.over_others(entry, by, all)?;
        self.apply(entry, by)?;
        Ok(by)
    }

    /// A decision-maker is named and ended by decision-makers, where there are any. Whoever ends another's word has seen by whom
    /// they were named, and all that they have written themselves: who claims an old day for it has not.
    fn over_others(&self, entry: &Entry, by: usize, all: &[(Id, Entry)]) -> Kept {
        let Says::Signer { signer, ends } = &entry.says else {
            return Ok(());
        };
        let signers = &self.ledger.signers;
        let decides =
            |one: &Signatory| one.signer.role == Role::DecisionMaker && one.ended.is_none();
        let may = signers.get(by).is_none_or(decides) || !signers.iter().any(decides);
        let is_own = signers
            .get(by)
            .is_some_and(|one| one.signer.key == signer.key);
        let is_above = match signer.role {
            Role::DecisionMaker => true,
            Role::Organiser => ends.is_some() && !is_own,
            Role::Partner | Role::Recipient => false,
        };
        let (role, above) = (signer.role.name(), Role::DecisionMaker.name());
        rule(may || !is_above, Rule::OverOthers, "signer", role, above)?;
        if ends.is_none() {
            return Ok(());
        }
        let (before, is_whole) = order::before(all, entry, &signer.key);
        let named = signers.get(by).and_then(|one| one.named);
        let is_own = |at: usize, told: &Told| told.by == by || named == Some(at);
        let own = self.ledger.entries.iter().enumerate();
        let own = own
            .filter(|(at, told)| is_own(*at, told))
            .map(|(_, told)| told.id);
        let unseen = { own }.find(|id| before.binary_search(id).is_err());
        // What lies behind a gap was perhaps seen: who removes a file gives nobody their word back.
        match unseen.filter(|_| is_whole) {
            None => Ok(()),
            Some(id) => rule(
                false,
                Rule::SeenOwn,
                "after",
                Found::Nothing,
                Found::Name(id.to_string()),
            ),
        }
    }

    fn signer(&self, id: &Id, entry: &Entry) -> Result<usize, Broken> {
        let signers = &self.ledger.signers;
        let known =
            signers::of(signers, &entry.key).filter(|_| self.late.binary_search(id).is_err());
        let Some(by) = known else {
            if signers::begins(self.frame, entry) && self.is_beginning(entry)? {
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

    /// Whether this is how the ledger begins. Of two who each would begin it, nobody can tell whose it is.
    fn is_beginning(&self, entry: &Entry) -> Result<bool, Broken> {
        let is_one_of_them = self.beginners.contains(&entry.key);
        let one = self.beginners.len() == 1 || !is_one_of_them;
        let number = self.beginners.len() as u64;
        rule(
            one,
            Rule::OneBeginning,
            "key",
            Found::Name(number.to_string()),
            Found::Name("1".into()),
        )?;
        Ok(is_one_of_them && self.ledger.entries.is_empty())
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
                let of = self.place(line)?;
                let is_new = self.commitments.find(of, commit).is_none();
                rule(is_new, Rule::NewName, "commit", commit, Found::Nothing)?;
                let place = self.line(line)?.commitments.len();
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
                self.commitments.insert(of, commit, place);
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
                let came_back = amount.amount() < 0;
                let named = |name: &String| (commit.clone(), came_back, name.clone());
                let name = reference.as_ref().map(named);
                let new = name.as_ref().map(|name| self.new_reference(name));
                let new = new.transpose()?;
                let payment = Payment {
                    amount: amount.amount(),
                    to: self.line(line)?.commitments[place].to.name.clone(),
                    milestone: milestone.clone(),
                    at,
                };
                self.line(line)?.pay(place, payment)?;
                if let (Some(at), Some(name)) = (new, name) {
                    self.references.insert(at, name);
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
                let of = self.place(line)?;
                let place = self.line(line)?.milestones.len();
                if let Some(known) = self.milestones.find(of, milestone) {
                    let before = self.ledger.lines[of].milestones[known].due();
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
                self.milestones.insert(of, milestone, place);
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
                    by_recipient: self.is_recipient(by),
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
                let known = line.as_ref().map(|line| self.place(line));
                known.transpose().map(|_| ())
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
                let (place, opens) = (self.milestone(line, milestone)?, self.frame.opens);
                rule(*new >= opens, Rule::NotBefore, "new", *new, opens)?;
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
            named: Some(at),
            ended: None,
        });
        Ok(())
    }

    /// Takes note of when there was news, and when there will be.
    fn is_recipient(&self, by: usize) -> bool {
        let signer = self.ledger.signers.get(by);
        signer.is_some_and(|one| one.signer.role == Role::Recipient)
    }

    /// Takes note of where there was news, and when there will be.
    fn heard(&mut self, entry: &Entry) {
        let at = self.ledger.entries.len();
        let next = match &entry.says {
            Says::NothingNew { next, .. } => *next,
            _ => None,
        };
        let one = entry.says.line().and_then(|line| self.frame.line(line));
        let is_about_all = matches!(entry.says, Says::NothingNew { line: None, .. });
        for (place, line) in self.ledger.lines.iter_mut().enumerate() {
            if one == Some(place) || is_about_all {
                line.entries.push(at);
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
        self.commitments
            .named(line, id, Rule::KnownCommitment, "commit")
    }

    fn milestone(&self, line: &Slug, id: &Slug) -> Result<usize, Broken> {
        let line = self.place(line)?;
        self.milestones
            .named(line, id, Rule::KnownMilestone, "milestone")
    }

    /// Where a payment's name among the payer's has its place.
    fn new_reference(&self, name: &(Slug, bool, String)) -> Result<usize, Broken> {
        match self.references.binary_search(name) {
            Err(at) => Ok(at),
            Ok(_) => {
                let found = name.2.as_str().into();
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
        for one in &self.ledger.signers {
            let Some(end) = one.ended.and_then(|at| self.ledger.entries.get(at)) else {
                continue;
            };
            let (before, is_whole) = order::before(all, &end.entry, &one.signer.key);
            // What it followed cannot be told where something of that is missing.
            if !is_whole {
                continue;
            }
            let own = all
                .iter()
                .filter(|(id, entry)| entry.key == one.signer.key && *id != end.id);
            let own = own.map(|(id, _)| *id);
            behind.extend(own.filter(|id| before.binary_search(id).is_err()));
        }
        behind
    }
}

/// Places by line and name, sorted.
#[derive(Default)]
struct Index(Vec<(usize, Slug, usize)>);

impl Index {
    fn at(&self, line: usize, name: &Slug) -> Result<usize, usize> {
        self.0
            .binary_search_by(|(own, of, _)| (own, of).cmp(&(&line, name)))
    }

    fn find(&self, line: usize, name: &Slug) -> Option<usize> {
        self.at(line, name).ok().map(|at| self.0[at].2)
    }

    fn insert(&mut self, line: usize, name: &Slug, place: usize) {
        if let Err(at) = self.at(line, name) {
            self.0.insert(at, (line, name.clone(), place));
        }
    }

    /// Where something of this line is that has this name.
    fn named(
        &self,
        line: usize,
        name: &Slug,
        rule: Rule,
        field: &'static str,
    ) -> Result<usize, Broken> {
        const MOST: usize = 12;
        self.find(line, name).ok_or_else(|| {
            let own = self.0.iter().filter(|(own, ..)| *own == line).take(MOST);
            let known = own.map(|(_, name, _)| name.as_str().into()).collect();
            Broken::new(rule, field, name.into(), Found::Names(known))
        })
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
