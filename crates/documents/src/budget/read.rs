//! From the file to the types.

use super::*;
use crate::json::{self, shape};
use crate::{Id, Problem};

/// Ten times what the larger example needs.
const MAX_BYTES: usize = 1_000_000;

impl Budget {
    /// Reads `budget.json`. Some editors write a byte order mark before it.
    ///
    /// # Errors
    /// Every problem of the file, by shape and by meaning, each with its place.
    pub fn read(bytes: &[u8]) -> Result<Self, Vec<Problem>> {
        let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let mut budget: Self = json::read(text, MAX_BYTES, super::check::check)?;
        budget.sha256 = Id::of(bytes);
        Ok(budget)
    }
}

shape!(Budget {
    format,
    id,
    languages,
    title,
    summary,
    organiser,
    currency,
    total,
    step,
    unspent = false,
    no_view = false,
    dates,
    promise,
    priorities,
    protected = Vec::new(),
    limits = Vec::new(),
    consequences = Vec::new(),
    tags = Vec::new(),
    headline,
    evidence = Vec::new(),
    about = Vec::new(),
    rule = defaults::rule(),
    checks = defaults::checks(),
    smallest_cell = defaults::smallest_cell(),
    results_open = defaults::results_open(),
    keys,
    ballot_box = defaults::box_path(),
} beside { sha256 = Id::from_bytes([0; 32]) });
shape!(Organiser { name, contact });
shape!(Keys { organiser, about, codes = false, choices });
shape!(Dates { opens, closes });
shape!(Promise { who, by, says });
shape!(Priority {
    id,
    name,
    about,
    floor,
    cap,
    today,
    delivered_by = Vec::new(),
    tags = Vec::new(),
    levels = Vec::new(),
    gains,
    loses,
    evidence = Vec::new(),
});
shape!(Provider { name, kind });
shape!(Level { amount, buys, evidence = Vec::new() });
shape!(Protected {
    id,
    name,
    amount,
    why
});
shape!(Limit {
    id,
    name,
    priorities,
    floor,
    cap,
    why
});
shape!(Consequence { id, when, says, kind, evidence = Vec::new() });
shape!(Condition {
    priorities,
    below,
    at_least
});
shape!(Tag { id, name, need });
shape!(Evidence {
    id,
    says,
    source,
    url,
    confidence
});
shape!(Question {
    id,
    asks,
    why,
    answers
});
shape!(AnswerOption {
    id,
    name,
    population
});
