//! What a verifier says through its messages is what the organiser's tool finds by itself.

use std::sync::OnceLock;

use documents::ballot::{BallotFormat, Channel, Choices};
use documents::judging::{Job, Question, Reply, Setup, SetupReport, Verdict};
use documents::key_list::KeyListFormat;
use documents::result::RefusedFile;
use documents::{
    Ballot, Code, KeyList, NameSignature, Nonce, Refusal, Sealed, Signature, Signed, SignedName,
    boxes, signed,
};
use proptest::prelude::*;
use seals::{Checker, Event, Judge, Organiser, Voter};
use workers::messages::{FromCounter, FromSealer, FromVerifier, ToSealer};
use workers::wire::{Wire, read, to_bytes};

mod support;
use support::{budget, organiser};

struct Case {
    budget: Vec<u8>,
    event: Event,
    list: KeyList,
    ballot: Ballot,
}

/// An event whose list knows the codes 1 and 2, of which 2 is taken back.
fn case(sealed: bool) -> Case {
    let (bytes, budget) = budget(sealed);
    let event = Event::of(&budget).expect("it has keys");
    let mut codes = vec![voter(&event, 1).key(), voter(&event, 2).key()];
    codes.sort_unstable();
    let list = organiser().sign_list(KeyList {
        format: KeyListFormat,
        budget: budget.name(),
        revision: 1,
        codes,
        voided: vec![voter(&event, 2).key()],
        signature: Signature([0; 64]),
    });
    let lines = budget.priorities.iter();
    let ballot = Ballot {
        format: BallotFormat,
        budget: budget.name(),
        choices: Choices::Amounts {
            amounts: lines.map(|line| (line.id.clone(), line.today)).collect(),
            no_view: Default::default(),
        },
        about: None,
        channel: Channel::Web,
        place: None,
        people: None,
        nonce: Nonce([1; 16]),
    };
    Case {
        budget: bytes,
        event,
        list,
        ballot,
    }
}

fn voter(event: &Event, n: u8) -> Voter {
    Voter::new(&Code::new([n; 10]), event)
}

impl Case {
    fn cast(&self, by: u8, revision: u64) -> (SignedName, Vec<u8>) {
        let signed = voter(&self.event, by).cast(self.ballot.clone(), revision, [9; 32]);
        let signed = signed.expect("the organiser's key is a key");
        named(&signed)
    }

    fn begin(&self, lists: &[&KeyList]) -> (Judge, SetupReport) {
        let setup = Setup {
            budget: self.budget.clone(),
            lists: lists
                .iter()
                .map(|list| (list.id(), list.to_bytes()))
                .collect(),
            closes: Vec::new(),
        };
        let Question::Setup(setup) = sent(&Question::Setup(setup)) else {
            panic!("a setup arrives as a setup")
        };
        let (judge, report) = Judge::begin(&setup).expect("an event with keys");
        match sent(&Some(Reply::Report(report))) {
            Some(Reply::Report(report)) => (judge, report),
            _ => panic!("a report arrives as a report"),
        }
    }

    fn judge(&self, jobs: &[Job<Vec<u8>>]) -> Vec<Verdict> {
        judged(&self.begin(&[&self.list]).0, jobs)
    }
}

/// Verdicts as the counter is told of them.
fn judged(judge: &Judge, jobs: &[Job<Vec<u8>>]) -> Vec<Verdict> {
    let Question::Jobs(jobs) = sent(&Question::Jobs(jobs.to_vec())) else {
        panic!("a batch arrives as a batch")
    };
    let verdicts = jobs.iter().map(|job| judge.judge(job)).collect();
    match sent(&Some(Reply::Verdicts(verdicts))) {
        Some(Reply::Verdicts(verdicts)) => verdicts,
        _ => panic!("verdicts arrive as verdicts"),
    }
}

/// What comes at the other end.
fn sent<T: Wire>(message: &T) -> T {
    read(&to_bytes(message)).expect("whatever is sent arrives")
}

fn named(signed: &Signed) -> (SignedName, Vec<u8>) {
    (SignedName::of(signed), signed.to_bytes())
}

#[test]
fn every_verdict_is_the_checkers_own() {
    for sealed in [false, true] {
        let case = case(sealed);
        let good = case.cast(1, 1);
        let (line, file) = (good.1.clone(), signed::file(&good.1).into_owned());
        let mut forged = good.1.clone();
        let first = forged.len() - 2 - NameSignature::LENGTH;
        forged[first] = if forged[first] == b'0' { b'1' } else { b'0' };
        let forged_name = SignedName {
            revision: 2,
            ..good.0
        };
        let (voided, unknown) = (case.cast(2, 1), case.cast(3, 1));
        let direction = b"{\"format\":\"common-purse/signed/1\",\"\xE2\x80\xAE\":1}";
        let batch: Vec<Job<Vec<u8>>> = vec![
            Job::File(good.0, file.clone()),
            Job::Line(line),
            Job::Line(voided.1),
            Job::Line(unknown.1),
            Job::Line(forged),
            Job::File(case.cast(1, 2).0, file),
            Job::File(good.0, Vec::new()),
            Job::Line(direction.to_vec()),
            Job::Line(vec![b'['; 50_000]),
            Job::Name(good.0),
            Job::Name(forged_name),
            Job::Name(voided.0),
            Job::Name(unknown.0),
        ];
        let checker = Checker::new(case.event.clone(), case.list.clone(), None);
        let wanted: Vec<Verdict> = batch
            .iter()
            .map(|asked| match asked {
                Job::Name(name) => checker.check_name(name).map(|()| (*name, None)),
                Job::File(name, bytes) => {
                    let checked = checker.check_file(name, bytes);
                    checked.map(|checked| (*name, checked.ballot))
                }
                Job::Line(line) => {
                    let checked = checker.check(line);
                    checked.map(|checked| (checked.name, checked.ballot))
                }
            })
            .collect();
        let opened = (!sealed).then(|| case.ballot.clone());
        assert_eq!(wanted[0], Ok((good.0, opened)));
        assert_eq!(case.judge(&batch), wanted);
    }
}

/// Room for a very long answer about the voter, which no count but this one would carry on.
#[test]
fn a_signed_ballot_that_is_too_large_by_itself_is_refused_and_not_lost_on_the_way() {
    let mut case = case(false);
    case.ballot.about = Some(Sealed(vec![0; documents::ballot::MAX_BYTES / 2].into()));
    let (name, bytes) = case.cast(1, 1);
    assert!(bytes.len() < signed::MAX_BYTES);
    assert_eq!(
        case.judge(&[Job::File(name, signed::file(&bytes).into_owned())]),
        [Err(Refusal::TOO_LARGE)]
    );
}

#[test]
fn the_list_that_holds_is_named_and_the_files_that_are_not_the_organisers() {
    let case = case(false);
    let forged = Organiser::new([8; 32]).sign_list(KeyList {
        revision: 9,
        ..case.list.clone()
    });
    let (_, found) = case.begin(&[&forged, &case.list]);
    let refused = RefusedFile {
        name: boxes::keys_path(&forged.id()),
        why: Refusal::WrongSignature {},
    };
    let wanted = SetupReport {
        lists: vec![case.list.id()],
        close: None,
        refused: vec![refused],
    };
    assert_eq!(found, wanted);
}

/// Without a list, nobody may vote with a code.
#[test]
fn without_a_list_no_code_is_used() {
    let case = case(false);
    let (judge, found) = case.begin(&[]);
    assert_eq!(found, SetupReport::default());
    let (_, bytes) = case.cast(1, 1);
    assert_eq!(
        judged(&judge, &[Job::Line(bytes)]),
        [Err(Refusal::CodeNotUsed {})]
    );
}

/// Made once: keys take their time.
fn shared() -> &'static Judge {
    static JUDGE: OnceLock<Judge> = OnceLock::new();
    JUDGE.get_or_init(|| {
        let case = case(false);
        case.begin(&[&case.list]).0
    })
}

proptest! {
    #[test]
    fn no_message_makes_either_end_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Some(Question::Setup(setup)) = read::<Question<Vec<u8>>>(&bytes) {
            let _ = Judge::begin(&setup);
        }
        let _ = read::<FromVerifier>(&bytes);
        let _ = read::<FromCounter>(&bytes);
        let _ = read::<ToSealer>(&bytes);
        let _ = read::<FromSealer>(&bytes);
    }

    /// Whatever the bytes of a ballot are, its verdict arrives.
    #[test]
    fn any_bytes_have_a_verdict(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let signed = [b"{\"format\":\"common-purse/signed/1\",", &bytes[..]].concat();
        let verdicts = judged(shared(), &[Job::Line(bytes), Job::Line(signed)]);
        prop_assert!(matches!(&verdicts[..], [Err(_), Err(_)]));
    }
}
