//! "Find your ballot": what a receipt leads to on the results page.

use std::rc::Rc;

use common_purse::results::*;
use common_purse::state::MoneyStyle;
use documents::result::{Refused, RefusedFile};
use documents::{Budget, Id, NameSignature, PublicKey, Refusal, SignedName, boxes};

use crate::support::{Small, lang};

/// The page of a device that has cast this ballot, once nothing but this can be said of the box.
fn page(own: Option<Id>, sealed: &[Id], refused: Refused) -> Results {
    let budget = Budget::read(&Small::default().json()).expect("the tests' budget is well-formed");
    let (mut page, _) = Results::new(
        Rc::new(budget),
        lang("en"),
        MoneyStyle::plain("GBP"),
        None,
        None,
        own,
    );
    let mut sealed = sealed.to_vec();
    sealed.sort_unstable();
    page.update(Message::NothingCounted {
        sealed,
        refused,
        seen: 7,
    });
    page
}

fn ids(number: u8) -> Vec<Id> {
    (0..number).map(|n| Id::of(&[n])).collect()
}

fn refused(files: Vec<RefusedFile>) -> Refused {
    Refused::of(&files)
}

fn looked_for(page: &mut Results, receipt: &str) -> Option<Sought> {
    page.update(Message::ReceiptTyped(receipt.into()));
    assert_eq!(page.sought, None, "nothing is said before it is looked for");
    page.update(Message::FindPressed);
    page.sought.clone()
}

/// A ballot with a code, of this id.
fn coded(id: Id, why: Refusal) -> RefusedFile {
    let name = SignedName {
        key: PublicKey([3; 32]),
        revision: 2,
        id,
        signature: NameSignature::of(&[0; 64]),
    };
    RefusedFile {
        name: boxes::signed_path(&name),
        why,
    }
}

#[test]
fn a_receipt_is_read_as_people_type_it() {
    let ids = ids(50);
    let mut page = page(None, &ids, Refused::default());
    for id in &ids {
        let whole = id.to_string();
        let groups: Vec<&str> = (0..4).map(|at| &whole[at * 4..at * 4 + 4]).collect();
        for receipt in [
            whole.clone(),
            whole[..16].into(),
            groups.join(" "),
            groups.join("-").to_uppercase(),
            format!(" {whole}\n"),
        ] {
            assert_eq!(
                looked_for(&mut page, &receipt),
                Some(Sought::Sealed(*id)),
                "{receipt:?}"
            );
        }
    }
}

#[test]
fn what_is_no_receipt_is_said_to_be_none() {
    let ids = ids(2);
    let mut page = page(None, &ids, Refused::default());
    let whole = ids[0].to_string();
    for receipt in [
        "",
        "my ballot",
        &whole[..15],
        &(whole.clone() + "0"),
        "ŵ".repeat(8).as_str(),
    ] {
        assert_eq!(
            looked_for(&mut page, receipt),
            Some(Sought::NoReceipt),
            "{receipt:?}"
        );
    }
    let elsewhere = Id::of(b"elsewhere").to_string();
    let nowhere = Sought::Nowhere { unlisted: false };
    assert_eq!(looked_for(&mut page, &elsewhere), Some(nowhere));
}

#[test]
fn a_refused_ballot_is_found_with_every_reason_also_by_the_id_in_a_codes_file() {
    let id = Id::of(b"own");
    let by = Id::of(b"later");
    let replaced = coded(id, Refusal::Replaced { by });
    let plain = RefusedFile {
        name: boxes::ballot_path(&id),
        why: Refusal::NoCode {},
    };
    let other = coded(by, Refusal::UnknownCode {});
    let all = refused(vec![other, replaced.clone(), plain.clone()]);
    let mut page = page(Some(id), &[], all);
    let found = Sought::Refused(vec![replaced, plain]);
    assert_eq!(
        page.own(),
        Some(Some(found.clone())),
        "this device's own, unasked"
    );
    assert_eq!(looked_for(&mut page, &id.to_string()[..16]), Some(found));
}

#[test]
fn two_that_begin_alike_need_more_digits() {
    let id = Id::of(b"own").to_string();
    let twin = Id::parse(&(id[..20].to_owned() + &"0".repeat(44))).expect("an id");
    let twin = coded(twin, Refusal::VoidedCode {});
    let own = Id::of(b"own");
    let mut page = page(None, &[own], refused(vec![twin.clone()]));
    assert_eq!(looked_for(&mut page, &id[..20]), Some(Sought::Several));
    assert_eq!(looked_for(&mut page, &id), Some(Sought::Sealed(own)));
    let twin = Sought::Refused(vec![twin]);
    assert_eq!(
        looked_for(&mut page, &format!("{}0", &id[..20])),
        Some(twin)
    );
}

#[test]
fn of_refused_ballots_that_are_not_listed_nothing_is_promised() {
    let many = Refused {
        number: 2000,
        ..refused(vec![coded(Id::of(b"one"), Refusal::UnknownCode {})])
    };
    let page = page(Some(Id::of(b"own")), &[], many);
    assert_eq!(page.own(), Some(Some(Sought::Nowhere { unlisted: true })));
}

#[test]
fn in_an_empty_box_there_is_nothing_to_find() {
    let mut page = page(Some(Id::of(b"own")), &[], Refused::default());
    assert_eq!(page.own(), None);
    assert_eq!(looked_for(&mut page, &Id::of(b"own").to_string()), None);
}
