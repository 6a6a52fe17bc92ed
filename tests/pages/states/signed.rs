//! Results of an event whose organiser signs codes and a close.

use std::rc::Rc;

use common_purse::results::{Message, Results};
use common_purse::state::{self, Mode, Screen};
use common_purse::words;
use counter::Terms;
use documents::budget::Other;
use documents::close::{AboutGroup, CloseFormat};
use documents::result::{Beside, BudgetName, Refused, RefusedFile};
use documents::{
    Ballot, Budget, Close, Id, NameSignature, PublicKey, Refusal, Signature, SignedName, SlugMap,
    boxes,
};

use workers::messages::InBox;

use super::{Named, begun, lang, opened, pounds, somebody};

/// The example as an event with codes, its choices open.
fn with_keys(budget: &[u8]) -> Vec<u8> {
    let mut value: serde_json::Value = serde_json::from_slice(budget).expect("JSON");
    let key = "0a".repeat(32);
    value["keys"] = serde_json::json!({ "organiser": key, "about": key, "codes": true });
    value.to_string().into_bytes()
}

pub(super) fn all(budget: &[u8], tag: &str) -> Vec<Named> {
    let bytes = with_keys(budget);
    let known = Budget::read(&bytes).expect("the example is in order");
    let ballots: Vec<Ballot> = (1..=30)
        .map(|seed| Ballot {
            budget: known.name(),
            ..Ballot::read(&somebody(budget, seed)).expect("a ballot")
        })
        .collect();
    let own = ballots[0].id();
    let shown = |name: &str, own: Id, message: Message| {
        let (mut page, _) = Results::new(
            Rc::new(known.clone()),
            lang(tag),
            pounds(),
            words::here(&lang(tag)),
            None,
            Some(own),
        );
        page.update(message);
        Named {
            name: format!("results-{name}-{tag}"),
            state: begun(
                opened(budget, tag, Mode::Own),
                &[state::NavigateMessage::ScreenAsked(Screen::Results).into()],
            ),
            results: Some(page),
        }
    };
    let mut sealed: Vec<Id> = ballots.iter().map(Ballot::id).collect();
    sealed.sort_unstable();
    let refused = every_reason(own);
    let early = Message::NothingCounted {
        seen: 7,
        sealed,
        refused: refused.clone(),
    };
    let finished = |close, agreed| {
        let (result, beside) = count(&bytes, &ballots, close);
        Message::CountFinished {
            result,
            beside,
            seen: 7,
            agreed,
            held: InBox::default(),
        }
    };
    let closed = close(&bytes, &known, &ballots, refused.clone());
    let replaced = Id::of(b"replaced");
    let outdated = Message::NothingCounted {
        seen: 7,
        sealed: Vec::new(),
        refused: outdated(&ballots),
    };
    vec![
        shown("outdated", own, outdated),
        shown("sealed", own, early),
        shown("open", own, finished(None, None)),
        shown("closed", own, finished(Some(closed.clone()), Some(true))),
        shown("disputed", replaced, finished(Some(closed), Some(false))),
    ]
}

fn name(key: u8, id: Id) -> SignedName {
    SignedName {
        key: PublicKey([key; 32]),
        revision: 1,
        id,
        signature: NameSignature::of(&[0; 64]),
    }
}

/// A file for each reason that only codes bring.
fn every_reason(by: Id) -> Refused {
    let reasons = [
        (Id::of(b"replaced"), Refusal::Replaced { by }),
        (Id::of(b"1"), Refusal::NoCode {}),
        (Id::of(b"2"), Refusal::CodeNotUsed {}),
        (Id::of(b"3"), Refusal::UnknownCode {}),
        (Id::of(b"4"), Refusal::VoidedCode {}),
        (Id::of(b"5"), Refusal::WrongSignature {}),
        (Id::of(b"6"), Refusal::WronglySealed {}),
        (Id::of(b"7"), Refusal::CannotBeOpened {}),
    ];
    let mut files: Vec<RefusedFile> = (50..)
        .zip(reasons)
        .map(|(key, (id, why))| RefusedFile {
            name: boxes::signed_path(&name(key, id)),
            why,
        })
        .collect();
    files.sort_unstable();
    Refused::of(&files)
}

/// All of another edition of the budget.
fn outdated(ballots: &[Ballot]) -> Refused {
    let mut files: Vec<RefusedFile> = (1..)
        .zip(ballots)
        .map(|(key, ballot)| RefusedFile {
            name: boxes::signed_path(&name(key, ballot.id())),
            why: Refusal::OtherBudget {
                budget: ballot.budget.clone(),
                other: Other::Edition,
            },
        })
        .collect();
    files.sort_unstable();
    Refused::of(&files)
}

fn count(budget: &[u8], ballots: &[Ballot], close: Option<Close>) -> (Vec<u8>, Rc<Beside>) {
    let terms = Terms::read(budget).expect("the example is in order");
    let mut count = match close {
        Some(close) => terms.closed(close),
        None => terms.open(),
    };
    for (key, ballot) in (1..).zip(ballots) {
        count.coded(&name(key, ballot.id()), Ok(Some(ballot.clone())));
    }
    let (result, beside) = count.finish_telling(|_, _| ()).expect("there are ballots");
    (result.to_bytes(), beside)
}

/// A second close, in which half of the voters have told how old they are.
fn close(bytes: &[u8], budget: &Budget, ballots: &[Ballot], refused: Refused) -> Close {
    let mut counted: Vec<Id> = ballots.iter().map(Ballot::id).collect();
    counted.sort_unstable();
    let question = &budget.about[0];
    let area = &budget.about[1];
    let answers = [
        (question.id.clone(), question.answers[0].id.clone()),
        (area.id.clone(), area.answers[1].id.clone()),
    ];
    Close {
        format: CloseFormat,
        budget: BudgetName {
            id: budget.id.clone(),
            sha256: Id::of(bytes),
        },
        revision: 2,
        keys: vec![Id::of(b"the list")],
        refused,
        choices: None,
        about: vec![AboutGroup {
            answers: SlugMap::from_iter(answers),
            ballots: counted[..15].to_vec(),
        }],
        counted,
        result: Id::of(b""),
        signature: Signature([0; 64]),
    }
}
