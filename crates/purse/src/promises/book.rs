//! A box's ledger, as its folder has it.

use std::path::Path;

use documents::boxes::{self, JSON, LEDGER};
use documents::ledger::{EntryFormat, MAX_BYTES, MOST_AFTER};
use documents::result::RefusedFile;
use documents::{Budget, Date, Entry, Id, Lang, Problem, PublicKey, Signature};
use ledger::{Broken, Frame, Ledger};
use serde_json::{Value, json};

use crate::failure::Failure;
use crate::files;
use crate::folder;
use crate::printed::words::Words;
use crate::report::numbers::number;

pub(crate) struct Book {
    pub(crate) budget: Budget,
    /// The budget's.
    pub(crate) bytes: Vec<u8>,
    /// The language in which it is told: the budget's first, unless somebody asks for another.
    pub(crate) lang: Lang,
    /// The words around the texts: English, unless somebody asks for another language that we have words in.
    pub(crate) words: Words,
    pub(crate) ledger: Ledger,
    /// Files of the folder that are no entries of this event.
    pub(crate) refused: Vec<RefusedFile>,
    /// Names in the folder that are no entry's.
    pub(crate) strays: Vec<String>,
    frame: Frame,
    entries: Vec<(Id, Entry)>,
}

impl Book {
    /// # Errors
    /// No box, or a file that cannot be read.
    pub(crate) fn read(ballot_box: &Path) -> Result<Self, Failure> {
        let (budget, bytes) = files::budget_of(ballot_box)?;
        Self::of(ballot_box, budget, bytes)
    }

    /// As [`Book::read`], of a box whose budget was read.
    pub(crate) fn of(ballot_box: &Path, budget: Budget, bytes: Vec<u8>) -> Result<Self, Failure> {
        let listing = files::listing(ballot_box, LEDGER, JSON)?;
        let mut all = Vec::with_capacity(listing.ids.len());
        for id in listing.ids {
            let path = ballot_box.join(boxes::ledger_path(&id));
            // One without end is cut, and then refused, as its name does not fit.
            all.push((id, files::beginning(&path, MAX_BYTES as u64 + 1)?));
        }
        let named = all.iter().map(|(id, bytes)| (id, bytes.as_slice()));
        let (entries, refused) = seals::ledger::entries(&budget.name(), named);
        let frame = Frame::of(&budget);
        Ok(Self {
            ledger: Ledger::fold(&frame, entries.clone()),
            strays: listing.strays,
            lang: budget.languages[0].clone(),
            words: Words::of_lang("en"),
            budget,
            bytes,
            refused,
            frame,
            entries,
        })
    }

    /// Told in this language of the budget's.
    pub(crate) fn in_lang(self, lang: Lang) -> Self {
        let words = Words::of_lang(lang.as_str());
        Self {
            lang,
            words,
            ..self
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.refused.is_empty() && self.strays.is_empty()
    }

    /// An entry that follows all that nothing follows yet; its signature is still to come.
    ///
    /// # Errors
    /// What is wrong with its shape.
    pub(crate) fn entry(
        &self,
        key: PublicKey,
        days: [Date; 2],
        result: Option<Id>,
        says: &Value,
    ) -> Result<Entry, Vec<Problem>> {
        let [on, recorded] = days;
        let mut entry = json!({
            "format": EntryFormat,
            "budget": self.budget.name(),
            "after": self.heads(),
            "on": on,
            "recorded": recorded,
            "key": key,
            "says": says,
            "signature": Signature([0; 64]),
        });
        if let Some(result) = result {
            entry["result"] = json!(result);
        }
        Entry::problems_or(entry.to_string().as_bytes())
    }

    /// Whether it counts, signed by its key.
    pub(crate) fn would_count(&self, entry: &Entry) -> Result<(), Broken> {
        let id = entry.id();
        let mut ledger = self.with([entry.clone()].into_iter());
        let own = ledger.refused.iter().position(|refused| refused.id == id);
        match own {
            None => Ok(()),
            Some(own) => Err(ledger.refused.swap_remove(own).why),
        }
    }

    /// The ledger with more entries in it.
    pub(crate) fn with(&self, more: impl Iterator<Item = Entry>) -> Ledger {
        let own = self.entries.iter().cloned();
        let all = own.chain(more.map(|entry| (entry.id(), entry)));
        Ledger::fold(&self.frame, all.collect())
    }

    /// What is written next follows this entry, which follows all others.
    pub(crate) fn follow(&mut self, last: Id) {
        self.ledger.heads = vec![last];
    }

    /// The entry once more, to follow what this ledger holds.
    pub(crate) fn after_all(&self, entry: Entry) -> Entry {
        Entry {
            after: self.heads(),
            ..entry
        }
    }

    /// Those that are too many are followed by the entry after this one.
    fn heads(&self) -> Vec<Id> {
        let heads = self.ledger.heads.iter().take(MOST_AFTER);
        heads.copied().collect()
    }

    /// Takes in an entry that was signed.
    pub(crate) fn take(&mut self, entry: Entry) {
        self.entries.push((entry.id(), entry));
        self.ledger = Ledger::fold(&self.frame, self.entries.clone());
    }

    /// An amount as people write it: £8,000.
    pub(crate) fn money(&self, amount: i64) -> String {
        money(&self.budget, amount)
    }

    /// What people call a line.
    pub(crate) fn name(&self, line: &str) -> String {
        let named = self
            .budget
            .priorities
            .iter()
            .find(|own| own.id.as_str() == line);
        named
            .map_or(line, |line| line.name.get(&self.lang))
            .to_owned()
    }
}

/// Writes an entry into a box, whole or not at all.
pub(crate) fn put(ballot_box: &Path, entry: &Entry) -> Result<String, Failure> {
    let path = boxes::ledger_path(&entry.id());
    folder::put(ballot_box, &path, &entry.to_bytes())?;
    Ok(path)
}

/// An amount as people write it: £8,000, -£200, 8,000 SEK.
pub(crate) fn money(budget: &Budget, amount: i64) -> String {
    let minus = if amount < 0 { "-" } else { "" };
    let digits = number(amount.unsigned_abs());
    match documents::budget::currency_sign(&budget.currency) {
        Some(sign) => format!("{minus}{sign}{digits}"),
        None => format!("{minus}{digits} {}", budget.currency),
    }
}

/// An amount among those that may be less than 0.
pub(crate) fn whole(amount: u64) -> i64 {
    i64::try_from(amount).unwrap_or(i64::MAX)
}
