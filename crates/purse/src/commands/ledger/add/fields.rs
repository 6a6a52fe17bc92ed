//! What each kind of entry is made from: flags on a command line, or questions on a terminal.

use crate::words::say;

/// One thing to be said.
pub(super) struct Field {
    /// The flag, without its hyphens.
    pub(super) name: &'static str,
    pub(super) of: Of,
    pub(super) needed: bool,
    /// Help, and question.
    pub(super) says: &'static str,
}

/// How it is written.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Of {
    /// A line of the budget.
    Line,
    /// A name for machines, or anything else on one line.
    Plain,
    /// Whole units of the currency.
    Amount,
    /// The same, less than 0 where money comes back.
    Money,
    /// For people, in each language.
    Text,
    Day,
    Choice(&'static [&'static str]),
    /// Several names of lines.
    Lines,
    /// Given or not.
    Switch,
}

/// A kind of entry, as the command line has it.
pub(super) struct Form {
    pub(super) name: &'static str,
    pub(super) about: &'static str,
    pub(super) example: &'static str,
    pub(super) fields: &'static [Field],
}

const fn needed(name: &'static str, of: Of, says: &'static str) -> Field {
    let needed = true;
    Field {
        name,
        of,
        needed,
        says,
    }
}

const fn may(name: &'static str, of: Of, says: &'static str) -> Field {
    let needed = false;
    Field {
        name,
        of,
        needed,
        says,
    }
}

const LINE: Field = needed("line", Of::Line, say!("ledger.ask.line"));
const COMMIT: Field = needed("commit", Of::Plain, say!("ledger.ask.commit"));
const MILESTONE: Field = needed("milestone", Of::Plain, say!("ledger.ask.milestone"));
const WHY: Field = needed("reason", Of::Text, say!("ledger.ask.why"));
const WHO: Field = needed("decided-by", Of::Text, say!("ledger.ask.decided_by"));
const TO: Field = needed("to", Of::Plain, say!("ledger.ask.to"));
const TO_KIND: Field = may(
    "to-kind",
    Of::Choice(&PROVIDERS),
    say!("ledger.ask.to_kind"),
);
const ORG_ID: Field = may("org-id", Of::Plain, say!("ledger.ask.org_id"));

const PROVIDERS: [&str; 7] = [
    "council",
    "nhs",
    "housing",
    "large-charity",
    "small-organisation",
    "business",
    "residents",
];
const ROLES: [&str; 4] = ["decision-maker", "organiser", "partner", "recipient"];

pub(super) const FORMS: [Form; 14] = [
    Form {
        name: "answer",
        about: say!("ledger.form.answer"),
        example: say!("ledger.example.answer"),
        fields: &[
            LINE,
            needed(
                "said",
                Of::Choice(&["accepted", "changed", "refused"]),
                say!("ledger.ask.said"),
            ),
            may("asked", Of::Amount, say!("ledger.ask.asked")),
            may("amount", Of::Amount, say!("ledger.ask.agreed")),
            may("reason", Of::Text, say!("ledger.ask.reason")),
            may("conditions", Of::Text, say!("ledger.ask.conditions")),
        ],
    },
    Form {
        name: "commit",
        about: say!("ledger.form.commit"),
        example: say!("ledger.example.commit"),
        fields: &[
            LINE,
            needed("commit", Of::Plain, say!("ledger.ask.new_commit")),
            needed("amount", Of::Amount, say!("ledger.ask.amount")),
            TO,
            TO_KIND,
            ORG_ID,
            needed("from", Of::Day, say!("ledger.ask.from")),
            may("until", Of::Day, say!("ledger.ask.until")),
            may("document", Of::Plain, say!("ledger.ask.document")),
        ],
    },
    Form {
        name: "pay",
        about: say!("ledger.form.pay"),
        example: say!("ledger.example.pay"),
        fields: &[
            LINE,
            COMMIT,
            needed("amount", Of::Money, say!("ledger.ask.paid")),
            may("milestone", Of::Plain, say!("ledger.ask.for_milestone")),
            may("reference", Of::Plain, say!("ledger.ask.reference")),
        ],
    },
    Form {
        name: "milestone",
        about: say!("ledger.form.milestone"),
        example: say!("ledger.example.milestone"),
        fields: &[
            LINE,
            needed("milestone", Of::Plain, say!("ledger.ask.new_milestone")),
            needed("title", Of::Text, say!("ledger.ask.title")),
            needed(
                "type",
                Of::Choice(&["start", "delivery", "report", "payment"]),
                say!("ledger.ask.type"),
            ),
            needed("due", Of::Day, say!("ledger.ask.due")),
        ],
    },
    Form {
        name: "met",
        about: say!("ledger.form.met"),
        example: say!("ledger.example.met"),
        fields: &[
            LINE,
            MILESTONE,
            needed(
                "judged",
                Of::Choice(&["met", "partly", "not"]),
                say!("ledger.ask.judged"),
            ),
            may("by", Of::Text, say!("ledger.ask.by")),
            may("shows", Of::Text, say!("ledger.ask.shows")),
            may("reason", Of::Text, say!("ledger.ask.why_not")),
        ],
    },
    Form {
        name: "change-amount",
        about: say!("ledger.form.change_amount"),
        example: say!("ledger.example.change_amount"),
        fields: &[
            LINE,
            may("commit", Of::Plain, say!("ledger.ask.of_commit")),
            may("old", Of::Amount, say!("ledger.ask.old")),
            needed("new", Of::Amount, say!("ledger.ask.new_amount")),
            WHY,
            WHO,
        ],
    },
    Form {
        name: "change-date",
        about: say!("ledger.form.change_date"),
        example: say!("ledger.example.change_date"),
        fields: &[
            LINE,
            MILESTONE,
            may("old", Of::Day, say!("ledger.ask.old")),
            needed("new", Of::Day, say!("ledger.ask.new_day")),
            WHY,
            WHO,
        ],
    },
    Form {
        name: "change-scope",
        about: say!("ledger.form.change_scope"),
        example: say!("ledger.example.change_scope"),
        fields: &[
            LINE,
            may("old", Of::Text, say!("ledger.ask.old_scope")),
            needed("new", Of::Text, say!("ledger.ask.new_scope")),
            WHY,
            WHO,
        ],
    },
    Form {
        name: "change-recipient",
        about: say!("ledger.form.change_recipient"),
        example: say!("ledger.example.change_recipient"),
        fields: &[LINE, COMMIT, TO, TO_KIND, ORG_ID, WHY, WHO],
    },
    Form {
        name: "cancel",
        about: say!("ledger.form.cancel"),
        example: say!("ledger.example.cancel"),
        fields: &[LINE, WHY, WHO],
    },
    Form {
        name: "finish",
        about: say!("ledger.form.finish"),
        example: say!("ledger.example.finish"),
        fields: &[
            LINE,
            needed("amount", Of::Amount, say!("ledger.ask.final")),
            needed("delivered", Of::Text, say!("ledger.ask.delivered")),
            may("different", Of::Text, say!("ledger.ask.different")),
            may("people", Of::Amount, say!("ledger.ask.people")),
        ],
    },
    Form {
        name: "nothing-new",
        about: say!("ledger.form.nothing_new"),
        example: say!("ledger.example.nothing_new"),
        fields: &[
            may("line", Of::Line, say!("ledger.ask.line_or_all")),
            may("next", Of::Day, say!("ledger.ask.next")),
        ],
    },
    Form {
        name: "signer",
        about: say!("ledger.form.signer"),
        example: say!("ledger.example.signer"),
        fields: &[
            may("own", Of::Switch, say!("ledger.ask.own")),
            may("record", Of::Plain, say!("ledger.ask.record")),
            may("id", Of::Plain, say!("ledger.ask.id")),
            may("name", Of::Text, say!("ledger.ask.name")),
            may("role", Of::Choice(&ROLES), say!("ledger.ask.role")),
            may("public-key", Of::Plain, say!("ledger.ask.public_key")),
            may("lines", Of::Lines, say!("ledger.ask.lines")),
        ],
    },
    Form {
        name: "end-signer",
        about: say!("ledger.form.end_signer"),
        example: say!("ledger.example.end_signer"),
        fields: &[
            needed("id", Of::Plain, say!("ledger.ask.end_id")),
            needed("reason", Of::Text, say!("ledger.ask.ends")),
        ],
    },
];
