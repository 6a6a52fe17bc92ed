//! Whether an entry may be said at all: by whom, in which languages, on which days.

use documents::ledger::{Role, Says, Signer};
use documents::{Entry, Id, PublicKey};

use super::Fold;
use crate::broken::{Broken, Found, Kept, Rule, rule};
use crate::order;
use crate::signers::{self, Signatory};

impl Fold<'_> {
    /// Who says so, where that may be said.
    pub(super) fn may(&self, id: &Id, entry: &Entry) -> Result<usize, Broken> {
        let by = self.signer(id, entry)?;
        self.texts(entry)?;
        self.days(entry)?;
        self.over_others(entry, by)?;
        Ok(by)
    }

    fn signer(&self, id: &Id, entry: &Entry) -> Result<usize, Broken> {
        let signers = &self.signers;
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
        Ok(is_one_of_them && self.counted.is_empty())
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

    /// A decision-maker is named and ended by decision-makers, where there are any. Whoever ends another's word has seen by whom
    /// they were named, and all that they have written themselves: who claims an old day for it has not.
    fn over_others(&self, entry: &Entry, by: usize) -> Kept {
        let Says::Signer { signer, ends } = &entry.says else {
            return Ok(());
        };
        let signers = &self.signers;
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
        let (before, is_whole) = order::before(self.all, entry, &signer.key);
        let named = signers.get(by).and_then(|one| one.named);
        let counted = self.counted.iter().enumerate();
        let own = counted.filter(|(at, counted)| counted.by == by || named == Some(*at));
        let unseen = own
            .map(|(_, counted)| self.all[counted.place].0)
            .find(|id| before.binary_search(id).is_err());
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
}

/// The first digits of a key: enough to find it in a list.
fn short(key: &PublicKey) -> Found {
    Found::Name(key.to_string().chars().take(16).collect())
}
