//! Voting with a code: needed, looked up, forgiven, kept, used again; and what happens when sealing cannot.

use common_purse::state::*;
use documents::key_list::Standing;
use documents::{Budget, Code, CodeFault, Signed, bundle, signed};
use seals::{Event, Voter};

use crate::support::*;

const CODE: &str = "0123-4567-89AB-CDEFP";

fn code() -> Code {
    Code::read(CODE).expect("a code")
}

fn coded() -> Small {
    Small {
        codes: true,
        ..Small::default()
    }
}

fn filled(budget: &Small) -> Visit {
    let mut visit = Visit::to(budget, own());
    visit.tell(EditMessage::EvenPressed);
    visit
}

/// Of the code's nth ballot.
fn revision(nth: u64) -> u64 {
    let budget = Budget::read(&coded().json()).expect("the tests' own budget");
    let event = Event::of(&budget).expect("it has keys");
    let revision = Voter::new(&code(), &event).revision(nth);
    revision.expect("far from the most")
}

fn give(visit: &mut Visit, found: Option<Standing>) {
    visit.tell(VoterMessage::CodeTyped(CODE.into()));
    visit.tell(VoterMessage::CodeChecked {
        code: code(),
        found,
    });
}

#[test]
fn the_sealer_is_got_ready_while_there_is_a_connection() {
    let mut visit = Visit::to(&coded(), own());
    assert!(visit.take().contains(&Effect::PrepareSeal));
    let mut visit = Visit::to(&Small::default(), own());
    assert!(visit.take().contains(&Effect::PrepareSeal), "for answers");
    let mut visit = Visit::to(
        &Small {
            about: false,
            ..Small::default()
        },
        own(),
    );
    assert!(!visit.take().contains(&Effect::PrepareSeal), "not needed");
}

#[test]
fn without_a_code_nothing_is_sent_and_the_page_says_so() {
    let mut visit = filled(&coded());
    visit.tell(NavigateMessage::ScreenAsked(Screen::Check));
    visit.take();
    visit.tell(SendMessage::SendPressed);
    assert_eq!(visit.take(), [Effect::FocusFaults]);
    assert_eq!(visit.open().filling.faults, [Fault::NoCode]);
    assert_eq!(visit.open().turn(), Turn::Filling);
    for (found, counts) in [
        (Standing::Unknown, false),
        (Standing::Voided, false),
        (Standing::MayVote, true),
    ] {
        give(&mut visit, Some(found));
        assert!(
            visit.open().filling.faults.is_empty(),
            "typing takes the fault away"
        );
        visit.tell(SendMessage::SendPressed);
        assert_eq!(visit.cast().is_some(), counts, "{found:?}");
    }
}

#[test]
fn a_slip_is_told_at_once_and_a_whole_code_is_looked_up() {
    let mut visit = filled(&coded());
    visit.take();
    visit.tell(VoterMessage::CodeTyped("0123".into()));
    assert_eq!(
        visit.open().code.input,
        CodeInput::NoCode(CodeFault::Length(4))
    );
    visit.tell(VoterMessage::CodeTyped("0123-4567-89AB-CDEFZ".into()));
    assert_eq!(visit.open().code.input, CodeInput::NoCode(CodeFault::Slip));
    assert!(!visit.take().contains(&Effect::CheckCode(code())));
    visit.tell(VoterMessage::CodeTyped("o123 4567 89ab cdefp".into()));
    assert!(visit.take().contains(&Effect::CheckCode(code())));
    visit.tell(VoterMessage::CodeTyped(String::new()));
    assert_eq!(visit.open().code.input, CodeInput::Nothing);
    visit.tell(VoterMessage::CodeChecked {
        code: code(),
        found: Some(Standing::MayVote),
    });
    assert_eq!(visit.open().code.input, CodeInput::Nothing, "too late");
}

#[test]
fn a_ballot_with_a_code_is_signed_and_one_without_a_connection_to_the_list_too() {
    for found in [Some(Standing::MayVote), None] {
        let mut visit = filled(&coded());
        give(&mut visit, found);
        let id = visit.send();
        let bytes = visit.put(id);
        let signed = Signed::read(&bytes).expect("a signed ballot");
        assert_eq!((bundle::id(&bytes), signed.revision), (id, revision(1)));
        assert!(signed.ballot.is_some());
        let path = visit.state.path_of(id).expect("it is in the outbox");
        assert!(
            path.starts_with(&format!("ballots/{}-{}-", signed.key, revision(1))),
            "{path}"
        );
    }
}

#[test]
fn the_code_in_the_address_waits_for_the_budget() {
    let mut visit = Visit::just_opened(own(), Device::default());
    visit.tell(VoterMessage::CodeTyped(CODE.into()));
    visit.tell_memory();
    visit.tell(LoadMessage::BudgetArrived(coded().json()));
    assert!(visit.take().contains(&Effect::CheckCode(code())));
    assert_eq!(visit.open().code.code(), Some(code()));
}

/// Somebody who controls the box might take the codes out of the budget.
#[test]
fn a_card_with_a_code_on_a_page_that_asks_for_none_is_a_warning() {
    let mut visit = Visit::just_opened(own(), Device::default());
    visit.tell(VoterMessage::CodeTyped(CODE.into()));
    visit.tell_memory();
    visit.tell(LoadMessage::BudgetArrived(Small::default().json()));
    assert_eq!(visit.open().filling.notice, Some(Notice::CodeNotUsed));
    assert_eq!(visit.open().code.code(), None);
}

#[test]
fn the_same_person_votes_again_with_the_same_code_and_a_higher_revision() {
    let mut visit = filled(&coded());
    give(&mut visit, Some(Standing::MayVote));
    let first = visit.send();
    let before = visit.yours().cloned().expect("own amounts");
    visit.tell(TurnMessage::VoteAgainPressed);
    assert_eq!(visit.open().screen, Screen::Ballot);
    assert_eq!(visit.open().filling.notice, Some(Notice::VoteAgain));
    assert_eq!(visit.amounts(), before.lines());
    let second = visit.send();
    assert_ne!(first, second);
    let signed = Signed::read(&visit.put(second)).expect("a signed ballot");
    assert_eq!(signed.revision, revision(2));
}

/// A list that is cut, too long or missing is not one in which the code has not voted.
#[test]
fn while_the_box_cannot_be_seen_the_ballot_waits_and_then_takes_its_place_after_all_others() {
    let mut visit = filled(&coded());
    give(&mut visit, Some(Standing::MayVote));
    visit.seen = None;
    visit.take();
    let ahead = visit.send();
    assert_eq!(visit.stage(ahead), Stage::NotSent(Reason::Unreachable));
    let put = |effect: &Effect| matches!(effect, Effect::PutBallot { .. });
    let wait =
        |effect: &Effect| matches!(effect, Effect::RetryAfter { ballot, .. } if *ballot == ahead);
    let asked = visit.take();
    assert!(
        !asked.iter().any(put),
        "a ballot without its place is not put"
    );
    assert!(asked.iter().any(wait), "it is tried again by itself");
    assert_eq!(visit.device.memory.ballots.len(), 1, "and kept until then");

    visit.seen = Some(vec![revision(1), revision(3)]);
    visit.tell(SendMessage::RetryDue(ahead));
    let placed = visit.cast().expect("the receipt goes on with it");
    let signed = Signed::read(&visit.put(placed)).expect("a signed ballot");
    assert_eq!(signed.revision, revision(4));
    assert_eq!(visit.device.memory.ballots, [visit.put(placed)]);
    let bytes = visit.put(placed);
    visit.answer(placed, 201, Some(&signed::file(&bytes)));
    assert_eq!(visit.stage(placed), Stage::Sent);
    assert!(visit.device.memory.ballots.is_empty());
}

#[test]
fn a_ballot_that_waits_for_its_place_outlives_the_page() {
    let mut visit = filled(&coded());
    give(&mut visit, Some(Standing::MayVote));
    visit.seen = None;
    visit.send();
    let later = Visit::again(&coded(), own(), visit.device.clone());
    let placed = later.cast().expect("its receipt");
    let signed = Signed::read(&later.put(placed)).expect("a signed ballot");
    assert_eq!(signed.revision, revision(1));
    assert_eq!(later.device.memory.ballots, [later.put(placed)]);

    // Stopped between the two writes: the one without a place is forgotten, and not placed once more.
    let both = [
        &visit.device.memory.ballots[0],
        &later.device.memory.ballots[0],
    ];
    let mut device = visit.device.clone();
    device.memory.ballots = both.map(Clone::clone).into();
    let last = Visit::again(&coded(), own(), device);
    assert_eq!(last.open().outbox.ballots.len(), 1);
    assert_eq!(last.device.memory.ballots, later.device.memory.ballots);
}

/// Placed later than the second, the first would count.
#[test]
fn a_second_vote_takes_the_place_of_a_first_that_has_none_yet() {
    let mut visit = filled(&coded());
    give(&mut visit, Some(Standing::MayVote));
    visit.seen = None;
    let first = visit.send();
    visit.tell(TurnMessage::VoteAgainPressed);
    visit.send();
    assert_eq!(visit.open().outbox.find(first), None);
    assert_eq!(visit.device.memory.ballots.len(), 1);
    visit.seen = Some(Vec::new());
    visit.tell(LoadMessage::ConnectionChanged { online: true });
    let placed = visit.cast().expect("a receipt");
    let signed = Signed::read(&visit.put(placed)).expect("a signed ballot");
    assert_eq!(
        signed.revision,
        revision(2),
        "never again the first's number"
    );
}

#[test]
fn what_could_not_be_sealed_is_sent_once_there_is_a_connection() {
    let mut visit = Visit::to(&Small::default(), own());
    visit.tell(EditMessage::EvenPressed);
    visit.tell(VoterMessage::AnswerChosen {
        question: 0,
        answer: Some(1),
    });
    visit.no_sealer = true;
    visit.tell(LoadMessage::ConnectionChanged { online: false });
    visit.tell(NavigateMessage::ScreenAsked(Screen::Check));
    visit.tell(SendMessage::SendPressed);
    assert_eq!(visit.open().filling.faults, [Fault::NotSealed]);
    assert!(visit.device.memory.draft.is_some(), "nothing is lost");
    visit.no_sealer = false;
    visit.tell(LoadMessage::ConnectionChanged { online: true });
    assert_eq!(visit.open().screen, Screen::Receipt);
    assert_eq!(visit.open().outbox.ballots.len(), 1);
}

#[test]
fn the_next_person_on_this_device_has_another_code() {
    let mut visit = filled(&coded());
    give(&mut visit, Some(Standing::MayVote));
    visit.send();
    visit.tell(TurnMessage::AnotherBallotPressed);
    assert_eq!(visit.open().code.input, CodeInput::Nothing);
    let mut visit = Visit::to(&coded(), kiosk());
    visit.tell(EditMessage::EvenPressed);
    give(&mut visit, Some(Standing::MayVote));
    visit.send();
    visit.tell(TurnMessage::NextVisitorPressed);
    assert_eq!(visit.open().code.input, CodeInput::Nothing);
    visit.tell(TurnMessage::VoteAgainPressed);
    assert_eq!(visit.open().turn(), Turn::Filling);
}

#[test]
fn an_own_device_keeps_the_code_with_the_draft_and_forgets_both_together() {
    let mut visit = filled(&coded());
    give(&mut visit, Some(Standing::MayVote));
    let mut again = Visit::again(&coded(), own(), visit.device.clone());
    assert_eq!(again.open().code.code(), Some(code()));
    assert!(again.take().contains(&Effect::CheckCode(code())));
    again.send();
    let texts = [&again.device.memory.draft, &again.device.memory.cast];
    let holds = |bytes: &Option<Vec<u8>>| {
        let bytes = bytes.as_deref().unwrap_or_default();
        String::from_utf8_lossy(bytes).contains(CODE)
    };
    assert!(!texts.into_iter().any(holds));
}

#[test]
fn a_kiosk_keeps_no_code() {
    let mut visit = Visit::to(&coded(), kiosk());
    visit.tell(EditMessage::EvenPressed);
    give(&mut visit, Some(Standing::MayVote));
    assert_eq!(visit.device.memory.draft, None);
}

#[test]
fn where_nothing_can_be_sealed_nothing_is_lost_and_send_works_later() {
    let mut visit = filled(&coded());
    give(&mut visit, Some(Standing::MayVote));
    visit.no_sealer = true;
    visit.tell(NavigateMessage::ScreenAsked(Screen::Check));
    visit.tell(SendMessage::SendPressed);
    assert_eq!(visit.open().filling.faults, [Fault::NotSealed]);
    assert_eq!(visit.open().turn(), Turn::Filling);
    assert_eq!(visit.open().screen, Screen::Check);
    visit.no_sealer = false;
    visit.tell(SendMessage::SendPressed);
    assert!(visit.cast().is_some());
    assert_eq!(visit.open().outbox.ballots.len(), 1);
}

#[test]
fn a_sealed_ballot_goes_on_after_the_device_was_stopped() {
    let sealed = Small {
        codes: true,
        sealed: true,
        ..Small::default()
    };
    let mut visit = filled(&sealed);
    give(&mut visit, Some(Standing::MayVote));
    let id = visit.send();
    let bytes = visit.put(id);
    assert!(!String::from_utf8_lossy(&bytes).contains("homes"));
    let mut again = Visit::again(&sealed, own(), visit.device.clone());
    assert_eq!(again.cast(), Some(id));
    assert_eq!(again.open().turn(), Turn::Cast);
    assert_eq!(again.yours(), None, "not even this device can read it");
    again.answer(id, 201, Some(&signed::file(&bytes)));
    assert_eq!(again.stage(id), Stage::Sent);
}

/// Killed between the freezing of the ballot and the forgetting of its draft.
#[test]
fn a_draft_that_became_a_sealed_ballot_is_not_offered_again() {
    let sealed = Small {
        codes: true,
        sealed: true,
        ..Small::default()
    };
    let mut visit = filled(&sealed);
    give(&mut visit, Some(Standing::MayVote));
    let draft = visit.device.memory.draft.clone();
    assert!(draft.is_some());
    visit.send();
    let mut device = visit.device.clone();
    device.memory.draft = draft;
    let again = Visit::again(&sealed, own(), device);
    assert_eq!(again.open().turn(), Turn::Cast);
    assert_eq!(again.device.memory.draft, None);
}

/// Answers cannot be sealed without the organiser's key, so nothing is asked.
#[test]
fn without_keys_nobody_is_asked_about_themselves() {
    let text = String::from_utf8(Small::default().json()).expect("text");
    let at = text.find(",\"keys\"").expect("the budget has keys");
    let without = format!("{}}}", &text[..at]);
    let mut visit = Visit::just_opened(own(), Device::default());
    visit.tell_memory();
    visit.tell(LoadMessage::BudgetArrived(without.into_bytes()));
    assert!(visit.open().budget.about.is_empty());
    visit.tell(EditMessage::EvenPressed);
    visit.send();
    assert_eq!(visit.open().screen, Screen::Receipt);
}
