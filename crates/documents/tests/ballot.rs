//! Canonical bytes, and every limit a ballot must keep.

mod common;
#[path = "common/ballot.rs"]
mod small_ballot;

use common::{budget, budget_text, name_text};
use documents::ballot::{BallotFormat, Channel, Choice, Choices};
use documents::budget::{BudgetName, Other};
use documents::plan::{Broken, BrokenLimit};
use documents::{Ballot, Budget, Id, Nonce, Plan, Refusal, Sealed, Slug, SlugMap, bundle};
use proptest::prelude::*;
use small_ballot::ballot_text;

fn slug(name: &str) -> Slug {
    Slug::parse(name).expect("a slug")
}

fn choices(homes: u64, advice: u64, no_view: &[&str]) -> Choices {
    Choices::Amounts {
        amounts: SlugMap::from_iter([(slug("homes"), homes), (slug("advice"), advice)]),
        no_view: no_view.iter().map(|name| slug(name)).collect(),
    }
}

fn ballot(homes: u64, advice: u64) -> Ballot {
    Ballot {
        format: BallotFormat,
        budget: budget().name(),
        choices: choices(homes, advice, &[]),
        about: None,
        channel: Channel::Web,
        place: None,
        people: None,
        nonce: Nonce(*b"\x01\x23\x45\x67\x89\xab\xcd\xef\x01\x23\x45\x67\x89\xab\xcd\xef"),
    }
}

fn breaks(reason: Broken, id: Option<&Slug>, amount: u64, bound: u64) -> Refusal {
    Refusal::Breaks(BrokenLimit {
        reason,
        id: id.cloned(),
        amount,
        bound,
    })
}

#[test]
fn choices_by_position_become_the_same_amounts_by_position_again() {
    let budget = budget();
    let plan = Plan::of(&budget);
    let choice = |amount| Choice {
        amount,
        no_view: false,
    };
    let choices: Vec<Choice> = plan.lines.iter().map(|line| choice(line.today)).collect();
    let without_view = Choice {
        no_view: true,
        ..choices[0]
    };
    let choices = [&[without_view], &choices[1..]].concat();
    let nonce = ballot(600, 300).nonce;
    let ballot = Ballot::new(&plan, &choices, Channel::Web, None, nonce);
    let Choices::Amounts { amounts, no_view } = &ballot.choices;
    for (line, choice) in plan.lines.iter().zip(&choices) {
        assert_eq!(amounts.get(&line.id), Some(&choice.amount));
        assert_eq!(no_view.contains(&line.id), choice.no_view);
    }
    let amounts = ballot.amounts(&plan).expect("today keeps every limit");
    assert!(
        choices
            .iter()
            .map(|it| it.amount)
            .eq(amounts.lines().iter().copied())
    );
}

#[test]
fn the_canonical_bytes_are_the_documented_ones() {
    assert_eq!(
        String::from_utf8(ballot(600, 300).to_bytes()),
        Ok(ballot_text())
    );
    let full = Ballot {
        choices: choices(400, 300, &["homes", "advice"]),
        about: Sealed::parse("00ff"),
        channel: Channel::Kiosk,
        place: Some(slug("library")),
        ..ballot(400, 300)
    };
    assert_eq!(
        String::from_utf8_lossy(&full.to_bytes()),
        "{\"format\":\"common-purse/ballot/1\",\"budget\":NAME,\"choices\":{\"kind\":\"amounts\",\
         \"amounts\":{\"advice\":300,\"homes\":400},\"no_view\":[\"advice\",\"homes\"]},\"about\":\"00ff\",\"channel\":\"kiosk\",\"place\":\"library\",\
         \"nonce\":\"0123456789abcdef0123456789abcdef\"}"
            .replace("NAME", &name_text())
    );
}

#[test]
fn an_id_is_the_sha_256_of_the_bytes() {
    // FIPS 180-4, the empty message.
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert_eq!(Id::of(b"").to_string(), empty);
    assert_eq!(Id::parse(empty), Some(Id::of(b"")));
    assert_eq!(ballot(600, 300).id(), Id::of(ballot_text().as_bytes()));
}

#[test]
fn every_limit_is_kept() {
    let (homes, advice, both) = (slug("homes"), slug("advice"), slug("both"));
    let today = Ballot {
        choices: choices(400, 300, &["homes"]),
        ..ballot(400, 300)
    };
    let sealed = Ballot {
        about: Sealed::parse("00"),
        ..ballot(600, 300)
    };
    let with = |change: fn(&mut SlugMap<u64>)| {
        let mut ballot = ballot(600, 300);
        let Choices::Amounts { amounts, .. } = &mut ballot.choices;
        change(amounts);
        ballot
    };
    let extra = with(|amounts| amounts.insert(slug("roads"), 0));
    let lacking = with(|amounts| amounts.remove(&slug("advice")));
    let elsewhere = BudgetName {
        id: slug("other"),
        ..budget().name()
    };
    let before = BudgetName {
        sha256: Id::of(b"before a change"),
        ..budget().name()
    };
    let cases = [
        (ballot(600, 300), None),
        (ballot(800, 150), None),
        (ballot(100, 400), None),
        (today.clone(), None),
        (sealed, None),
        (
            ballot(90, 500),
            Some(breaks(Broken::BelowFloor, Some(&homes), 90, 100)),
        ),
        (
            ballot(810, 100),
            Some(breaks(Broken::AboveCap, Some(&homes), 810, 800)),
        ),
        (
            ballot(605, 300),
            Some(breaks(Broken::OffStep, Some(&homes), 605, 10)),
        ),
        (
            ballot(800, 210),
            Some(breaks(Broken::OverTotal, None, 1010, 1000)),
        ),
        (
            ballot(100, 390),
            Some(breaks(Broken::GroupBelow, Some(&both), 490, 500)),
        ),
        (
            ballot(660, 300),
            Some(breaks(Broken::GroupAbove, Some(&both), 960, 950)),
        ),
        (
            Ballot {
                choices: choices(410, 300, &["homes"]),
                ..today
            },
            Some(Refusal::NoViewNotToday {
                priority: homes,
                amount: 410,
                today: 400,
            }),
        ),
        (
            extra,
            Some(Refusal::UnknownPriority {
                priority: slug("roads"),
            }),
        ),
        (lacking, Some(Refusal::MissingPriority { priority: advice })),
        (
            Ballot {
                budget: elsewhere.clone(),
                ..ballot(600, 300)
            },
            Some(Refusal::OtherBudget {
                other: Other::Event,
                budget: elsewhere,
            }),
        ),
        (
            Ballot {
                budget: before.clone(),
                ..ballot(600, 300)
            },
            Some(Refusal::OtherBudget {
                other: Other::Edition,
                budget: before,
            }),
        ),
    ];
    let plan = Plan::of(&budget());
    for (ballot, expected) in cases {
        assert_eq!(ballot.amounts(&plan).err(), expected, "{ballot:?}");
    }
}

#[test]
fn a_budget_may_want_everything_spent_and_a_view_on_each_line() {
    let text = budget_text()
        .replace("\"unspent\":true", "\"unspent\":false")
        .replace("950", "1000");
    let strict = Budget::read(
        text.replace("\"no_view\":true", "\"no_view\":false")
            .as_bytes(),
    )
    .expect("a budget");
    let plan = Plan::of(&strict);
    let ballot = |homes, advice| Ballot {
        budget: strict.name(),
        ..ballot(homes, advice)
    };
    assert_eq!(
        ballot(600, 300).amounts(&plan),
        Err(breaks(Broken::UnderTotal, None, 900, 1000))
    );
    assert!(ballot(600, 400).amounts(&plan).is_ok());
    let without = Ballot {
        choices: choices(400, 300, &["homes"]),
        ..ballot(400, 300)
    };
    assert_eq!(
        without.amounts(&plan),
        Err(Refusal::NoViewNotAllowed {
            priority: slug("homes")
        })
    );
}

#[test]
fn a_bundle_holds_each_ballot_once_sorted_by_id() {
    let ballots: Vec<Vec<u8>> = [(600, 300), (500, 300), (500, 200)]
        .map(|(a, b)| ballot(a, b).to_bytes())
        .into();
    let packed = bundle::pack(ballots.iter().chain(&ballots).map(Vec::as_slice));
    let ids: Vec<Id> = bundle::lines(&packed).map(Id::of).collect();
    assert_eq!(ids.len(), 3);
    assert!(ids.is_sorted());
    assert_eq!(
        bundle::pack(ballots.iter().rev().map(Vec::as_slice)),
        packed,
        "whatever the order"
    );
    assert_eq!(bundle::lines(b"").count(), 0);
    assert_eq!(bundle::lines(b"a\nb").collect::<Vec<_>>(), [b"a", b"b"]);
}

prop_compose! {
    fn any_slug()(name in "[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}") -> Slug {
        slug(&name)
    }
}

prop_compose! {
    fn any_ballot()(
        budget in any_slug(),
        sha256 in any::<[u8; 32]>(),
        amounts in prop::collection::btree_map(any_slug(), 0..=documents::json::MAX_WHOLE, 0..60),
        no_view in prop::collection::btree_set(any_slug(), 0..20),
        about in prop::option::of(prop::collection::vec(any::<u8>(), 0..200)),
        channel in prop::sample::select(Channel::ALL),
        place in prop::option::of(any_slug()),
        people in prop::option::of(0..=documents::json::MAX_WHOLE),
        nonce in any::<[u8; 16]>(),
    ) -> Ballot {
        Ballot {
            format: BallotFormat,
            budget: BudgetName { id: budget, sha256: Id::from_bytes(sha256) },
            choices: Choices::Amounts {
                amounts: amounts.into_iter().collect(),
                no_view: no_view.into_iter().collect(),
            },
            about: about.map(|bytes| Sealed(bytes.into())),
            channel,
            place,
            people,
            nonce: Nonce(nonce),
        }
    }
}

proptest! {
    #[test]
    fn canonical_bytes_round_trip(ballot in any_ballot()) {
        let bytes = ballot.to_bytes();
        prop_assert_eq!(Ballot::read(&bytes), Ok(ballot));
    }

    /// One byte changed is another ballot under another name, or none.
    #[test]
    fn no_two_spellings_are_the_same_ballot(ballot in any_ballot(), at in any::<prop::sample::Index>(), to in any::<u8>()) {
        let mut bytes = ballot.to_bytes();
        let at = at.index(bytes.len());
        prop_assume!(bytes[at] != to);
        bytes[at] = to;
        if let Ok(other) = Ballot::read(&bytes) {
            prop_assert_ne!(&other, &ballot);
            prop_assert_eq!(other.to_bytes(), bytes);
        }
    }

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = (Ballot::read(&bytes), Budget::read(&bytes), documents::ResultFile::read(&bytes));
        let _ = (documents::Signed::read(&bytes), documents::KeyList::read(&bytes), documents::Close::read(&bytes));
        let _ = documents::boxes::Listing::read(&bytes, ".json");
    }

    #[test]
    fn what_serde_json_reads_as_whole_numbers_and_texts_is_read_alike(text in "[\\[\\]{}\",:0-9a-f\\\\u -]{0,40}") {
        if json_of_ours(&text) {
            prop_assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok(), "{}", text);
        }
    }
}

fn json_of_ours(text: &str) -> bool {
    documents::json::parse(text.as_bytes()).is_ok()
}
