//! A journey for every kind of entry, and one for every rule that an entry can break.

mod support;

use documents::ledger::{Judged, Role, Said};
use ledger::{End, Found, Late, Rule, Stage, Sums, Vouched};
use support::*;

#[test]
fn a_line_is_answered_committed_paid_and_finished_and_its_sums_balance_all_the_way() {
    let mut book = Book::new();
    assert_eq!(book.folded().lines[0].stage(), Stage::Unanswered);
    book.says(BOARD, "2027-02-01", ACCEPTED);
    let agreed = Sums {
        agreed: 9000,
        not_committed: 9000,
        ..Sums::default()
    };
    assert_eq!(book.folded().lines[0].sums(), agreed);
    book.says(FUND, "2027-02-10", COMMITTED);
    let committed = Sums {
        committed: 8000,
        still_committed: 8000,
        not_committed: 1000,
        ..agreed
    };
    assert_eq!(book.folded().lines[0].sums(), committed);
    book.says(FUND, "2027-03-01", &pay(5000))
        .says(BOARD, "2027-03-05", &pay(-200));
    let paid = Sums {
        paid: 4800,
        still_committed: 3000,
        returned: 200,
        ..committed
    };
    assert_eq!(book.folded().lines[0].sums(), paid);
    // What came back is paid again once nothing else is left of the commitment.
    book.says(FUND, "2027-06-01", &pay(3200));
    let paid = Sums {
        paid: 8000,
        still_committed: 0,
        returned: 0,
        ..committed
    };
    assert_eq!(book.folded().lines[0].sums(), paid);
    book.says(COUNCIL, "2028-03-01", r#"{"kind":"finish","line":"lunch","amount":8000,"delivered":"…","different":"…","people":120}"#);
    let done = Sums {
        returned: 1000,
        not_committed: 0,
        delivered: 8000,
        ..paid
    };
    let ledger = book.folded();
    assert_eq!(ledger.lines[0].sums(), done);
    assert_eq!(
        ledger.lines[0].end,
        Some(End::Finished {
            amount: 8000,
            people: Some(120),
            at: 5
        })
    );
    assert_eq!(ledger.sums(), done, "the other line has no money yet");
}

#[test]
fn a_date_that_is_moved_keeps_every_date_and_lateness_is_of_the_last() {
    let mut book = agreed();
    let late = |book: &Book, today| book.folded().lines[0].late(day(today));
    assert_eq!(late(&book, "2027-05-01"), [], "on the day it is not late");
    assert_eq!(
        late(&book, "2027-05-03"),
        [Late {
            milestone: 0,
            days: 2
        }]
    );
    let moved = |old: &str, new: &str| {
        format!(
            r#"{{"kind":"change","line":"lunch","change":{{"what":"date","milestone":"opens","old":"{old}","new":"{new}"}},"reason":"…","decided_by":"…"}}"#
        )
    };
    book.says(BOARD, "2027-05-03", &moved("2027-05-01", "2027-07-01"));
    book.says(BOARD, "2027-06-20", &moved("2027-07-01", "2027-10-01"));
    let ledger = book.folded();
    let milestone = &ledger.lines[0].milestones[0];
    assert_eq!(
        milestone.dues,
        ["2027-05-01", "2027-07-01", "2027-10-01"].map(day)
    );
    assert_eq!(milestone.moves(), 2);
    assert_eq!(ledger.lines[0].changes.len(), 2);
    assert_eq!(late(&book, "2027-09-30"), []);
    assert_eq!(
        late(&book, "2027-10-02"),
        [Late {
            milestone: 0,
            days: 1
        }]
    );
    book.says(
        CLUB,
        "2027-10-05",
        r#"{"kind":"met","line":"lunch","milestone":"opens","judged":"partly","reason":"…"}"#,
    );
    assert_eq!(
        late(&book, "2027-10-06"),
        [Late {
            milestone: 0,
            days: 5
        }],
        "a part is not the whole"
    );
    book.says(
        CLUB,
        "2027-10-07",
        r#"{"kind":"met","line":"lunch","milestone":"opens","judged":"met","shows":"…","by":"…"}"#,
    );
    assert_eq!(late(&book, "2027-12-01"), []);
    let judged = book.folded().lines[0].milestones[0].judged.clone();
    assert_eq!(
        judged.iter().map(|one| one.judged).collect::<Vec<_>>(),
        [Judged::Partly, Judged::Met]
    );
}

#[test]
fn a_line_that_is_given_up_gives_back_what_was_not_paid_and_is_late_no_more() {
    let mut book = agreed();
    book.says(FUND, "2027-03-01", &pay(3000));
    book.says(COUNCIL, "2027-06-01", r#"{"kind":"change","line":"lunch","change":{"what":"cancelled"},"reason":"…","decided_by":"…"}"#);
    book.says(FUND, "2027-06-10", &pay(-1000));
    let ledger = book.folded();
    let sums = ledger.lines[0].sums();
    assert_eq!(
        (
            sums.paid,
            sums.returned,
            sums.still_committed,
            sums.not_committed
        ),
        (2000, 7000, 0, 0)
    );
    assert_eq!(ledger.lines[0].late(day("2028-01-01")), []);
    assert_eq!(ledger.summary(day("2027-06-20")).cancelled, 1);
    let found = book.breaks(FUND, "2027-06-11", &pay(10));
    assert_eq!(
        found,
        broken(Rule::WithinCommitted, "amount", amount(10), amount(0))
    );
}

#[test]
fn what_is_agreed_committed_to_whom_and_for_what_may_change_with_a_reason() {
    let mut book = agreed();
    let change = |change: &str| {
        format!(
            r#"{{"kind":"change","line":"lunch","change":{change},"reason":"…","decided_by":"…"}}"#
        )
    };
    book.says(FUND, "2027-03-01", &pay(3000))
        .says(FUND, "2027-03-02", &pay(-500));
    book.says(
        BOARD,
        "2027-03-03",
        &change(r#"{"what":"amount","old":9000,"new":10000}"#),
    );
    book.says(
        BOARD,
        "2027-03-04",
        &change(r#"{"what":"amount","commit":"grant","old":8000,"new":10000}"#),
    );
    let sums = book.folded().lines[0].sums();
    assert_eq!(
        (
            sums.agreed,
            sums.paid,
            sums.still_committed,
            sums.returned,
            sums.not_committed
        ),
        (10000, 2500, 7000, 500, 0)
    );
    book.says(
        BOARD,
        "2027-03-05",
        &change(r#"{"what":"amount","commit":"grant","old":10000,"new":2700}"#),
    );
    let sums = book.folded().lines[0].sums();
    assert_eq!(
        (
            sums.agreed,
            sums.paid,
            sums.still_committed,
            sums.returned,
            sums.not_committed
        ),
        (10000, 2500, 0, 200, 7300)
    );
    book.says(
        BOARD,
        "2027-03-06",
        &change(r#"{"what":"scope","old":"…","new":"…"}"#),
    );
    let old = r#"{"name":"Lunch club","kind":"small-organisation","org_id":"GB-CHC-1234567"}"#;
    book.says(
        BOARD,
        "2027-03-07",
        &change(&format!(
            r#"{{"what":"recipient","commit":"grant","old":{old},"new":{{"name":"Church hall"}}}}"#
        )),
    );
    assert_eq!(book.folded().lines[0].commitments[0].to.name, "Church hall");
    assert_eq!(book.folded().lines[0].changes.len(), 5);
}

#[test]
fn nothing_new_is_news_of_a_kind_and_says_when_there_will_be_some() {
    let mut book = agreed();
    assert_eq!(book.folded().summary(day("2027-02-21")).silent, Some(10));
    book.says(
        COUNCIL,
        "2027-04-01",
        r#"{"kind":"nothing-new","next":"2027-06-01"}"#,
    );
    let silent = |book: &Book, line: usize, today| {
        let ledger = book.folded();
        ledger.silent(&ledger.lines[line], day(today))
    };
    assert_eq!(silent(&book, 1, "2027-04-11"), Some(10), "of every line");
    assert_eq!(book.folded().lines[1].next, Some(day("2027-06-01")));
    book.says(
        CLUB,
        "2027-05-01",
        r#"{"kind":"nothing-new","line":"lunch"}"#,
    );
    assert_eq!(silent(&book, 0, "2027-05-11"), Some(10));
    assert_eq!(silent(&book, 1, "2027-05-11"), Some(40));
    assert_eq!(
        silent(&book, 0, "2027-04-21"),
        Some(20),
        "what is dated ahead is no news yet"
    );
    assert_eq!(book.folded().ahead(day("2027-04-21")), 1);
}

#[test]
fn no_one_body_brings_another_day_about_and_a_clock_behind_hides_nothing() {
    let mut book = agreed();
    let today = |book: &Book, today| book.folded().day(day(today));
    assert_eq!(
        today(&book, "2015-01-01"),
        day("2027-02-10"),
        "the board and the council have written"
    );
    book.says(
        CLUB,
        "2099-12-31",
        r#"{"kind":"nothing-new","line":"lunch"}"#,
    );
    assert_eq!(today(&book, "2027-03-01"), day("2027-03-01"));
    assert_eq!(today(&book, "2015-01-01"), day("2027-02-11"));
}

#[test]
fn what_whoever_gets_the_money_says_of_their_work_holds_until_another_has_judged() {
    let mut book = agreed();
    let met = |judged: &str| {
        format!(
            r#"{{"kind":"met","line":"lunch","milestone":"opens","judged":"{judged}","reason":"…"}}"#
        )
    };
    book.says(CLUB, "2027-05-21", &met("met"));
    let milestone = |book: &Book| book.folded().lines[0].milestones[0].clone();
    assert_eq!(
        (milestone(&book).is_met(), milestone(&book).met_late()),
        (true, Some(20))
    );
    book.says(BOARD, "2027-05-22", &met("not"));
    assert!(!milestone(&book).is_met());
    book.says(CLUB, "2027-05-23", &met("met"));
    assert!(!milestone(&book).is_met(), "not over the board's word");
    book.says(FUND, "2027-06-01", &met("met"));
    assert!(milestone(&book).is_met());
}

#[test]
fn nothing_written_behind_the_others_backs_comes_before_what_they_built_on() {
    let mut book = agreed();
    let answered = book.entries[0].0;
    book.says(
        CLUB,
        "2027-04-01",
        r#"{"kind":"nothing-new","line":"lunch"}"#,
    );
    // The fund would have had a later date all along.
    let forged = MILESTONE.replace("2027-05-01", "2028-05-01");
    let id = book.write_after(FUND, &[answered], "2027-02-10", &forged);
    let ledger = book.folded();
    assert_eq!(ledger.lines[0].milestones[0].dues, [day("2027-05-01")]);
    assert_eq!(
        ledger.refused.iter().map(|one| one.id).collect::<Vec<_>>(),
        [id]
    );
    // Another answer, by the same body, on the day before.
    let mut book = agreed();
    let lower = ACCEPTED.replace("9000", "100");
    let id = book.write_after(BOARD, &[], "2027-01-01", &lower);
    let ledger = book.folded();
    assert_eq!(
        (ledger.lines[0].agreed, ledger.lines[0].committed),
        (9000, 8000)
    );
    assert_eq!(ledger.refused[0].id, id);
}

#[test]
fn nobody_wipes_out_the_decision_makers_record() {
    let board = key(BOARD).public();
    let ends = |of: &str, role: &str, key: &str| {
        format!(
            r#"{{"kind":"signer","signer":{{"id":"{of}","name":"…","role":"{role}","key":"{key}"}},"ends":"…"}}"#
        )
    };
    let end_board = ends("board", "decision-maker", &board.to_string());
    let book = agreed();
    assert_eq!(
        book.breaks(COUNCIL, "2027-03-01", &end_board).rule,
        Rule::OverOthers
    );
    let second = r#"{"kind":"signer","signer":{"id":"second","name":{"en":"Board","cy":"Bwrdd"},"role":"decision-maker","key":"KEY"}}"#;
    let second = second.replace("KEY", &key(7).public().to_string());
    assert_eq!(
        book.breaks(COUNCIL, "2027-03-01", &second).rule,
        Rule::OverOthers,
        "nor names one"
    );
    // A decision-maker who has written, and claims an old day for an end.
    let mut book = agreed();
    book.says(BOARD, "2027-03-01", &second)
        .says(7, "2027-03-02", &pay(10));
    let id = book.write_after(7, &[book.entries[0].0], "2027-02-01", &end_board);
    let ledger = book.folded();
    assert_eq!(ledger.lines[0].paid, 10);
    assert!(
        ledger
            .refused
            .iter()
            .any(|one| one.id == id && [Rule::SeenOwn, Rule::KnownSigner].contains(&one.why.rule))
    );
}

#[test]
fn what_an_ended_signer_wrote_before_is_kept_also_where_an_entry_between_is_missing() {
    let fund = key(FUND).public();
    let end = format!(
        r#"{{"kind":"signer","signer":{{"id":"fund","name":"…","role":"partner","key":"{fund}"}},"ends":"…"}}"#
    );
    let mut book = agreed();
    book.says(FUND, "2027-03-01", &pay(700));
    book.says(
        CLUB,
        "2027-03-02",
        r#"{"kind":"nothing-new","line":"lunch"}"#,
    );
    book.says(BOARD, "2027-03-03", &end);
    assert_eq!(book.folded().lines[0].paid, 700);
    let gone = book.entries.remove(4).0;
    let ledger = book.folded();
    assert_eq!((ledger.lines[0].paid, &ledger.missing), (700, &vec![gone]));
    assert!(
        ledger.signers[2].ended.is_some(),
        "who removes a file gives nobody their word back"
    );
    let after = book.breaks(FUND, "2027-03-04", &pay(1)).rule;
    assert_eq!(after, Rule::KnownSigner);
}

#[test]
fn strangers_leave_no_gap_and_are_followed_by_nobody() {
    let mut book = agreed();
    let heads = book.folded().heads;
    let made_up = documents::Id::of(b"made up");
    book.write_after(STRANGER, &[made_up], "2027-03-01", &pay(1));
    let ledger = book.folded();
    assert_eq!((ledger.heads, ledger.missing), (heads, Vec::new()));
    assert_eq!(ledger.refused[0].why.rule, Rule::KnownSigner);
}

#[test]
fn one_payment_is_written_once_and_its_refund_may_quote_it() {
    let mut book = agreed();
    let named = |amount: i64| pay(amount).replace('}', r#","reference":"118"}"#);
    book.says(FUND, "2027-03-01", &named(500))
        .says(FUND, "2027-03-02", &named(-500));
    assert_eq!(
        book.breaks(FUND, "2027-03-03", &named(-500)).rule,
        Rule::PaidOnce
    );
    let other = COMMITTED
        .replace("\"grant\"", "\"second\"")
        .replace("8000", "500");
    book.says(BOARD, "2027-03-03", &other);
    book.says(FUND, "2027-03-04", &named(500).replace("grant", "second"));
    let paid = book.folded().lines[0]
        .commitments
        .iter()
        .map(|one| one.paid)
        .collect::<Vec<_>>();
    assert_eq!(paid, [0, 500]);
}

#[test]
fn an_answer_is_overdue_until_every_line_has_one() {
    let mut book = Book::new();
    let overdue = |book: &Book, today| book.folded().answer_overdue(day("2027-02-05"), day(today));
    assert_eq!(overdue(&book, "2027-02-05"), None);
    assert_eq!(overdue(&book, "2027-02-17"), Some(12));
    book.says(BOARD, "2027-02-01", ACCEPTED);
    assert_eq!(overdue(&book, "2027-02-17"), Some(12), "one line of two");
    book.says(
        BOARD,
        "2027-02-18",
        r#"{"kind":"answer","line":"homes","said":"refused","asked":500,"amount":0,"reason":"…"}"#,
    );
    assert_eq!(overdue(&book, "2027-02-19"), None);
    let ledger = book.folded();
    assert_eq!(ledger.lines[1].stage(), Stage::Refused);
    assert_eq!(
        ledger.lines[1].answer.as_ref().map(|answer| answer.said),
        Some(Said::Refused)
    );
    let found = Vec::from_iter(ledger.misquotes(&[9000, 700]));
    assert_eq!(
        found,
        [(&slug("homes"), 500, 700)],
        "what residents said is the outcome"
    );
}

#[test]
fn whoever_signs_may_name_one_more_and_end_ones_word() {
    let mut book = agreed();
    let hall = |ends: &str| {
        let key = key(7).public();
        format!(
            r#"{{"kind":"signer","signer":{{"id":"hall","name":"…","role":"partner","key":"{key}"}}{ends}}}"#
        )
    };
    let stranger = book.breaks(7, "2027-02-20", &pay(10));
    assert_eq!(stranger.rule, Rule::KnownSigner);
    assert_eq!(
        stranger.expected,
        names(&["board", "council", "fund", "club"])
    );
    book.says(COUNCIL, "2027-02-20", &hall(""))
        .says(7, "2027-03-01", &pay(10));
    assert_eq!(book.folded().signers[4].vouched, Vouched::By(1));
    let before = book.folded().heads;
    book.says(BOARD, "2027-04-01", &hall(r#","ends":"…""#));
    assert_eq!(
        book.breaks(7, "2027-04-02", &pay(10)).rule,
        Rule::KnownSigner
    );
    assert_eq!(
        book.folded().lines[0].paid,
        10,
        "what was said before counts"
    );
    // Written as if before the end, by somebody who has the key.
    let id = book.write_after(7, &before, "2027-03-02", &pay(500));
    let ledger = book.folded();
    assert_eq!(ledger.lines[0].paid, 10);
    assert_eq!(
        ledger
            .refused
            .iter()
            .map(|refused| refused.id)
            .collect::<Vec<_>>(),
        [id]
    );
}

#[test]
fn where_the_budget_names_nobody_whoever_begins_vouches_for_themselves_and_for_the_others() {
    let mut book = Book::new();
    book.frame.signers.clear();
    let own = |of: u8, id: &str| {
        let key = key(of).public();
        format!(
            r#"{{"kind":"signer","signer":{{"id":"{id}","name":"…","role":"decision-maker","key":"{key}"}}}}"#
        )
    };
    assert_eq!(
        book.breaks(BOARD, "2027-01-01", ACCEPTED).rule,
        Rule::KnownSigner
    );
    assert_eq!(
        book.breaks(BOARD, "2027-01-01", &own(STRANGER, "board"))
            .rule,
        Rule::KnownSigner,
        "nobody begins for somebody else"
    );
    book.says(BOARD, "2027-01-01", &own(BOARD, "board"))
        .says(BOARD, "2027-01-02", ACCEPTED);
    assert_eq!(book.folded().signers[0].vouched, Vouched::Itself);
    assert_eq!(
        book.breaks(STRANGER, "2027-01-03", &own(STRANGER, "me"))
            .rule,
        Rule::KnownSigner,
        "a ledger begins once"
    );
    let mut other = book.clone();
    other.write_after(STRANGER, &[], "2027-01-03", &own(STRANGER, "me"));
    let both = other.folded();
    assert_eq!(
        both.signers,
        [],
        "of two who each would begin it nobody can tell whose it is"
    );
    assert!(
        both.refused
            .iter()
            .any(|one| one.why.rule == Rule::OneBeginning)
    );
}

#[test]
fn the_key_of_the_event_may_begin_where_the_budget_names_nobody() {
    let mut book = Book::new();
    book.frame.signers.clear();
    book.frame.organiser = Some((key(COUNCIL).public(), text("Council")));
    assert_eq!(
        book.breaks(COUNCIL, "2027-01-01", ACCEPTED).rule,
        Rule::Role,
        "the organiser answers nothing"
    );
    let board = key(BOARD).public();
    book.says(COUNCIL, "2027-01-01", &format!(r#"{{"kind":"signer","signer":{{"id":"board","name":"…","role":"decision-maker","key":"{board}"}}}}"#));
    book.says(BOARD, "2027-01-02", ACCEPTED);
    let vouched = book
        .folded()
        .signers
        .iter()
        .map(|one| one.vouched)
        .collect::<Vec<_>>();
    assert_eq!(vouched, [Vouched::Event, Vouched::By(0)]);
}

#[test]
fn each_rule_that_is_broken_says_where_what_was_found_and_what_was_expected() {
    let book = agreed();
    let fresh = Book::new();
    let nothing = || Found::Nothing;
    let change = |change: &str| {
        format!(
            r#"{{"kind":"change","line":"lunch","change":{change},"reason":"…","decided_by":"…"}}"#
        )
    };
    let ended = {
        let mut ended = agreed();
        ended.says(
            BOARD,
            "2027-02-12",
            r#"{"kind":"finish","line":"lunch","amount":0,"delivered":"…","different":"…"}"#,
        );
        ended
    };
    let paid = {
        let mut paid = agreed();
        paid.says(
            BOARD,
            "2027-02-12",
            r#"{"kind":"pay","line":"lunch","commit":"grant","amount":3000,"reference":"INV-1"}"#,
        );
        paid
    };
    let board = key(BOARD).public();
    let cases = [
        (
            &book,
            CLUB,
            pay(1),
            broken(
                Rule::Role,
                "key",
                name("recipient"),
                names(&["decision-maker", "organiser", "partner"]),
            ),
        ),
        (
            &book,
            CLUB,
            r#"{"kind":"nothing-new","line":"homes"}"#.into(),
            broken(Rule::OwnLine, "line", name("homes"), names(&["lunch"])),
        ),
        (
            &book,
            CLUB,
            r#"{"kind":"nothing-new"}"#.into(),
            broken(Rule::OwnLine, "line", nothing(), names(&["lunch"])),
        ),
        (
            &book,
            BOARD,
            format!(
                r#"{{"kind":"signer","signer":{{"id":"again","name":"…","role":"partner","key":"{board}"}}}}"#
            ),
            broken(Rule::NewSigner, "signer", name("board"), nothing()),
        ),
        (
            &book,
            BOARD,
            format!(
                r#"{{"kind":"signer","signer":{{"id":"fund","name":"…","role":"partner","key":"{board}"}},"ends":"…"}}"#
            ),
            broken(
                Rule::KnownEnd,
                "signer",
                name("fund"),
                names(&["board", "council", "fund", "club"]),
            ),
        ),
        (
            &book,
            BOARD,
            r#"{"kind":"nothing-new","line":"parks"}"#.into(),
            broken(
                Rule::KnownLine,
                "line",
                name("parks"),
                names(&["lunch", "homes"]),
            ),
        ),
        (
            &book,
            BOARD,
            r#"{"kind":"finish","line":"lunch","amount":0,"delivered":{"en":"done"}}"#.into(),
            broken(Rule::EveryLanguage, "delivered", nothing(), name("cy")),
        ),
        (
            &book,
            BOARD,
            r#"{"kind":"nothing-new","next":"2027-02-01"}"#.into(),
            broken(
                Rule::EndAfterBeginning,
                "next",
                Found::Day(day("2027-02-01")),
                Found::Day(day("2027-02-12")),
            ),
        ),
        (
            &book,
            BOARD,
            COMMITTED
                .replace("2028-02-28", "2027-02-28")
                .replace("grant\"", "g2\""),
            broken(
                Rule::EndAfterBeginning,
                "until",
                Found::Day(day("2027-02-28")),
                Found::Day(day("2027-03-01")),
            ),
        ),
        (
            &book,
            BOARD,
            MILESTONE
                .replace("2027-05-01", "2026-10-31")
                .replace("opens", "m2"),
            broken(
                Rule::NotBefore,
                "due",
                Found::Day(day("2026-10-31")),
                Found::Day(day("2026-11-01")),
            ),
        ),
        (
            &book,
            BOARD,
            ACCEPTED.into(),
            broken(Rule::OneAnswer, "line", name("accepted"), nothing()),
        ),
        (
            &fresh,
            BOARD,
            COMMITTED.into(),
            broken(Rule::Agreed, "line", name("lunch"), nothing()),
        ),
        (
            &fresh,
            BOARD,
            MILESTONE.into(),
            broken(Rule::Agreed, "line", name("lunch"), nothing()),
        ),
        (
            &fresh,
            BOARD,
            ACCEPTED.replace("\"amount\":9000", "\"amount\":8000"),
            broken(Rule::AnswerFits, "amount", amount(8000), amount(9000)),
        ),
        (
            &fresh,
            BOARD,
            ACCEPTED.replace("accepted", "refused"),
            broken(Rule::AnswerFits, "amount", amount(9000), amount(0)),
        ),
        (
            &fresh,
            BOARD,
            ACCEPTED
                .replace("accepted", "changed")
                .replace("\"amount\":9000", "\"amount\":0"),
            broken(Rule::AnswerFits, "amount", amount(0), amount(9000)),
        ),
        (
            &fresh,
            BOARD,
            ACCEPTED.replace("accepted", "changed"),
            broken(Rule::Reason, "reason", nothing(), name("changed")),
        ),
        (
            &book,
            BOARD,
            r#"{"kind":"met","line":"lunch","milestone":"opens","judged":"not"}"#.into(),
            broken(Rule::Reason, "reason", nothing(), name("not")),
        ),
        (
            &book,
            BOARD,
            r#"{"kind":"finish","line":"lunch","amount":0,"delivered":"…"}"#.into(),
            broken(Rule::Reason, "different", nothing(), amount(9000)),
        ),
        (
            &ended,
            BOARD,
            MILESTONE.replace("opens", "m2"),
            broken(Rule::NotEnded, "line", name("finish"), nothing()),
        ),
        (
            &book,
            BOARD,
            COMMITTED.replace("8000", "10"),
            broken(Rule::NewName, "commit", name("grant"), nothing()),
        ),
        (
            &book,
            BOARD,
            pay(1).replace("grant", "loan"),
            broken(
                Rule::KnownCommitment,
                "commit",
                name("loan"),
                names(&["grant"]),
            ),
        ),
        (
            &book,
            BOARD,
            pay(1).replace("lunch", "homes"),
            broken(Rule::KnownCommitment, "commit", name("grant"), names(&[])),
        ),
        (
            &book,
            BOARD,
            r#"{"kind":"met","line":"lunch","milestone":"shuts","judged":"met"}"#.into(),
            broken(
                Rule::KnownMilestone,
                "milestone",
                name("shuts"),
                names(&["opens"]),
            ),
        ),
        (
            &book,
            BOARD,
            MILESTONE.replace("2027-05-01", "2027-09-01"),
            broken(
                Rule::DueKept,
                "due",
                Found::Day(day("2027-09-01")),
                Found::Day(day("2027-05-01")),
            ),
        ),
        (
            &book,
            BOARD,
            COMMITTED.replace("8000", "1001").replace("grant\"", "g2\""),
            broken(Rule::WithinAgreed, "amount", amount(1001), amount(1000)),
        ),
        (
            &book,
            BOARD,
            change(r#"{"what":"amount","old":9000,"new":7999}"#),
            broken(Rule::WithinAgreed, "new", amount(8000), amount(7999)),
        ),
        (
            &book,
            BOARD,
            change(r#"{"what":"amount","commit":"grant","old":8000,"new":9001}"#),
            broken(Rule::WithinAgreed, "new", amount(9001), amount(9000)),
        ),
        (
            &book,
            BOARD,
            pay(8001),
            broken(Rule::WithinCommitted, "amount", amount(8001), amount(8000)),
        ),
        (
            &paid,
            BOARD,
            change(r#"{"what":"amount","commit":"grant","old":8000,"new":2999}"#),
            broken(Rule::WithinCommitted, "new", amount(3000), amount(2999)),
        ),
        (
            &book,
            BOARD,
            pay(-1),
            broken(Rule::WithinPaid, "amount", amount(1), amount(0)),
        ),
        (
            &book,
            BOARD,
            pay(0),
            broken(Rule::NotNothing, "amount", amount(0), nothing()),
        ),
        (
            &paid,
            BOARD,
            r#"{"kind":"pay","line":"lunch","commit":"grant","amount":1,"reference":"INV-1"}"#
                .into(),
            broken(Rule::PaidOnce, "reference", name("INV-1"), nothing()),
        ),
        (
            &book,
            BOARD,
            change(r#"{"what":"amount","old":8999,"new":9500}"#),
            broken(Rule::OldHolds, "old", amount(8999), amount(9000)),
        ),
        (
            &book,
            BOARD,
            change(r#"{"what":"date","milestone":"opens","old":"2027-05-01","new":"2027-05-01"}"#),
            broken(
                Rule::Different,
                "new",
                Found::Day(day("2027-05-01")),
                Found::Day(day("2027-05-01")),
            ),
        ),
        (
            &paid,
            BOARD,
            r#"{"kind":"finish","line":"lunch","amount":2999,"delivered":"…","different":"…"}"#
                .into(),
            broken(Rule::FinalFits, "amount", amount(2999), amount(3000)),
        ),
        (
            &paid,
            BOARD,
            r#"{"kind":"finish","line":"lunch","amount":8001,"delivered":"…","different":"…"}"#
                .into(),
            broken(Rule::FinalFits, "amount", amount(8001), amount(8000)),
        ),
    ];
    let mut met: Vec<Rule> = cases.iter().map(|(.., expected)| expected.rule).collect();
    for (book, who, says, expected) in cases {
        assert_eq!(book.breaks(who, "2027-02-12", &says), expected, "{says}");
    }
    let before = book.breaks(BOARD, "2026-10-31", r#"{"kind":"nothing-new"}"#);
    assert_eq!(
        before,
        broken(
            Rule::NotBefore,
            "on",
            Found::Day(day("2026-10-31")),
            Found::Day(day("2026-11-01"))
        )
    );
    met.extend([
        Rule::KnownSigner,
        Rule::WrittenAfter,
        Rule::OneBeginning,
        Rule::OverOthers,
        Rule::SeenOwn,
    ]);
    for rule in Rule::ALL {
        assert!(met.contains(rule), "no case breaks {}", rule.name());
    }
}

#[test]
fn what_happened_after_it_was_written_down_did_not_happen() {
    let mut book = agreed();
    let mut entry = entry(&book.folded().heads, "2027-03-02", &pay(5));
    entry.recorded = day("2027-03-01");
    let entry = key(BOARD).sign(entry);
    book.entries.push((entry.id(), entry));
    let found = &book.folded().refused[0].why;
    assert_eq!(
        *found,
        broken(
            Rule::WrittenAfter,
            "on",
            Found::Day(day("2027-03-02")),
            Found::Day(day("2027-03-01"))
        )
    );
}

#[test]
fn each_role_says_what_it_may_and_nothing_else() {
    use documents::ledger::Kind;
    let may = |role: Role| {
        Kind::ALL
            .iter()
            .filter(|kind| role.may_say(**kind))
            .map(|kind| kind.name())
            .collect::<Vec<_>>()
    };
    assert_eq!(may(Role::DecisionMaker).len(), 9);
    assert_eq!(
        may(Role::Organiser),
        [
            "commit",
            "pay",
            "milestone",
            "met",
            "change",
            "finish",
            "nothing-new",
            "signer"
        ]
    );
    assert_eq!(
        may(Role::Partner),
        ["commit", "pay", "milestone", "met", "finish", "nothing-new"]
    );
    assert_eq!(may(Role::Recipient), ["met", "nothing-new"]);
}

#[test]
fn an_entry_is_written_as_serde_json_writes_it_and_read_again() {
    let mut book = agreed();
    book.says(BOARD, "2027-03-01", &pay(3000))
        .says(BOARD, "2027-03-02", &pay(-500));
    for (id, entry) in &book.entries {
        let bytes = entry.to_bytes();
        assert_eq!(bytes, serde_json::to_vec(entry).expect("JSON"));
        assert_eq!(
            seals::ledger::entry(&budget(), id, &bytes).as_ref(),
            Ok(entry)
        );
    }
}

/// Of entries of one day their names alone decide the order, and a name can be anything.
#[test]
fn whoever_began_a_ledger_is_known_also_where_an_entry_behind_is_missing() {
    for seed in 0..20 {
        let mut book = Book::new();
        book.frame.signers.clear();
        let key = key(BOARD).public();
        let own = format!(
            r#"{{"kind":"signer","signer":{{"id":"board","name":"…","role":"decision-maker","key":"{key}"}}}}"#
        );
        book.says(BOARD, "2027-02-01", &own)
            .says(BOARD, "2027-02-01", ACCEPTED);
        let named = COMMITTED.replace("grant.pdf", &format!("{seed}.pdf"));
        book.says(BOARD, "2027-02-01", &named)
            .says(BOARD, "2027-02-01", &pay(seed + 1));
        let (gone, _) = book.entries.remove(2);
        let rest = book.folded();
        assert_eq!(rest.missing, [gone], "{seed}");
        assert_eq!(rest.refused[0].why.rule, Rule::KnownCommitment, "{seed}");
    }
}

#[test]
fn whoever_ends_anothers_word_has_seen_what_they_wrote_themselves() {
    let fund = key(FUND).public();
    let end = format!(
        r#"{{"kind":"signer","signer":{{"id":"fund","name":"…","role":"partner","key":"{fund}"}},"ends":"…"}}"#
    );
    let mut book = agreed();
    book.says(FUND, "2027-03-01", &pay(700));
    let first = book.entries[0].0;
    let id = book.write_after(BOARD, &[first], "2027-02-09", &end);
    let ledger = book.folded();
    assert_eq!(ledger.lines[0].paid, 700);
    let why = ledger
        .refused
        .iter()
        .find(|one| one.id == id)
        .map(|one| one.why.rule);
    assert_eq!(why, Some(Rule::SeenOwn));
}

#[test]
fn what_an_ended_signer_invents_makes_no_end_impossible() {
    let fund = key(FUND).public();
    let end = format!(
        r#"{{"kind":"signer","signer":{{"id":"fund","name":"…","role":"partner","key":"{fund}"}},"ends":"…"}}"#
    );
    let mut book = agreed();
    let early = book.entries[1].0;
    let made_up = documents::Id::of(b"made up");
    let mut after = vec![made_up, book.folded().heads[0]];
    after.sort_unstable();
    book.write_after(FUND, &after, "2027-03-01", r#"{"kind":"nothing-new"}"#);
    book.says(BOARD, "2027-03-02", &end);
    // With the key that was lost, and an old day.
    book.write_after(FUND, &[early], "2027-02-20", &pay(900));
    let ledger = book.folded();
    assert_eq!(ledger.lines[0].paid, 0);
    assert_eq!(ledger.missing, [made_up]);
}

#[test]
fn keys_that_somebody_names_give_their_own_entries_no_standing() {
    let mut book = agreed();
    book.says(
        CLUB,
        "2027-03-01",
        r#"{"kind":"nothing-new","line":"lunch"}"#,
    );
    let puppet = |of: u8| {
        let key = key(of).public();
        format!(
            r#"{{"kind":"signer","signer":{{"id":"p{of}","name":{{"en":"P{of}","cy":"P{of}"}},"role":"organiser","key":"{key}"}}}}"#
        )
    };
    book.says(BOARD, "2027-03-02", &puppet(7));
    let lower = ACCEPTED.replace("9000", "100");
    let forged = book.write_after(BOARD, &[], "2026-12-01", &lower);
    let mut last = forged;
    for _ in 0..9 {
        last = book.write_after(
            7,
            &[last],
            "2026-12-02",
            r#"{"kind":"nothing-new","line":"lunch"}"#,
        );
    }
    let ledger = book.folded();
    assert_eq!(
        (ledger.lines[0].agreed, ledger.lines[0].committed),
        (9000, 8000)
    );
    // Nor do they bring another day about.
    book.write_after(7, &[last], "2099-01-01", r#"{"kind":"nothing-new"}"#);
    book.says(BOARD, "2099-01-01", r#"{"kind":"nothing-new"}"#);
    assert!(book.folded().day(day("2027-04-01")) < day("2099-01-01"));
}
