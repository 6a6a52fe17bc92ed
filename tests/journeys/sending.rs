//! From a complete draft to one ballot, and never two.

use common_purse::state::*;
use documents::Id;

use crate::support::*;

fn complete() -> Visit {
    let mut visit = Visit::to(&Small::default(), own());
    visit.tell(EditMessage::EvenPressed);
    visit
}

#[test]
fn allocate_and_send() {
    let setting = Setting {
        place: documents::Slug::parse("library"),
        ..own()
    };
    let mut visit = Visit::to(&Small::default(), setting);
    visit.set([30, 20, 10, 15]);
    visit.tell(EditMessage::NoViewToggled(ADVICE));
    visit.tell(EditMessage::LessPressed(WARMTH));
    visit.tell(VoterMessage::AnswerChosen {
        question: 0,
        answer: Some(1),
    });
    visit.tell_all([
        EditMessage::MorePressed(HOMES),
        EditMessage::MorePressed(HOMES),
    ]);
    assert_eq!(visit.amounts(), [40, 15, 20, 15]);
    visit.tell_all([15, 10].map(|amount| EditMessage::AmountSet {
        priority: GARDEN,
        amount,
    }));
    visit.tell_all([
        EditMessage::MorePressed(WARMTH),
        EditMessage::MorePressed(WARMTH),
        EditMessage::MorePressed(WARMTH),
    ]);
    assert_eq!(
        (visit.amounts(), visit.open().left()),
        (vec![40, 30, 20, 10], 0)
    );
    assert!(visit.open().unsent());

    let id = visit.send();
    assert_eq!(visit.stage(id), Stage::Putting);
    let bytes = visit.put(id);
    assert_eq!(Id::of(&bytes), id);
    let cast = ballot(&bytes);
    assert_eq!(
        amounts_of(&cast),
        [
            ("homes", 40),
            ("warmth", 30),
            ("advice", 20),
            ("garden", 10)
        ]
        .into()
    );
    let documents::ballot::Choices::Amounts { no_view, .. } = &cast.choices;
    assert!(no_view.iter().map(|id| id.as_str()).eq(["advice"]));
    let said = seals::open_about(&cast, &organiser()).expect("sealed to the organiser");
    assert!(
        said.iter()
            .map(|(q, a)| (q.as_str(), a.as_str()))
            .eq([("age", "old")])
    );
    assert_eq!(
        (
            cast.channel,
            cast.place.as_ref().map(|place| place.as_str())
        ),
        (Channel::Web, Some("library"))
    );

    visit.take();
    visit.answer(id, 201, Some(&bytes));
    assert_eq!(visit.stage(id), Stage::Sent);
    let expected = [
        Effect::ReadBallot(id),
        Effect::KeepCast {
            bytes,
            known: vec![id],
        },
        Effect::ForgetDraft,
        Effect::ForgetBallot(id),
    ];
    assert_eq!(visit.take(), expected);
    assert_eq!(
        visit.yours().as_ref().map(|yours| yours.lines()),
        Some(&[40, 30, 20, 10][..])
    );
    assert!(!visit.open().unsent() && visit.state.unsent() == 0);
}

#[test]
fn the_ballot_is_kept_before_it_is_put_and_the_draft_forgotten_after() {
    let mut visit = complete();
    visit.take();
    let id = visit.send();
    let kinds: Vec<&str> = visit
        .take()
        .iter()
        .map(|effect| match effect {
            Effect::LookForClose => "look for close",
            Effect::KeepBallot { .. } => "keep",
            Effect::PutBallot { .. } => "put",
            Effect::ForgetDraft => "forget draft",
            Effect::RetryAfter { .. } => "patience",
            Effect::Show(_) => "show",
            other => panic!("not asked for: {other:?}"),
        })
        .collect();
    assert_eq!(
        kinds,
        [
            "show",
            "look for close",
            "keep",
            "patience",
            "show",
            "put",
            "forget draft"
        ]
    );
    assert_eq!(
        visit
            .open()
            .receipt()
            .map(|ballot| (ballot.id, ballot.kept)),
        Some((id, Some(true)))
    );
}

#[test]
fn two_presses_of_send_make_one_ballot() {
    // A kiosk draws what tells this ballot from others only now.
    let mut kiosk = Visit::to(&Small::default(), kiosk());
    kiosk.tell(EditMessage::EvenPressed);
    let mut state = kiosk.state;
    state.update(NavigateMessage::ScreenAsked(Screen::Check).into());
    state.update(NavigateMessage::ScreenAsked(Screen::Check).into());
    assert_eq!(
        state.update(SendMessage::SendPressed.into()),
        [Effect::LookForClose]
    );
    assert_eq!(state.update(SendMessage::SendPressed.into()), []);
    let open = Message::from(SendMessage::CloseKnown(Closing::StillOpen));
    assert_eq!(state.update(open.clone()), [Effect::DrawSeed]);
    assert_eq!(state.update(open.clone()), []);
    assert_eq!(state.update(SendMessage::SendPressed.into()), []);
    state.update(SendMessage::SeedDrawn(Seed([1; 32])).into());
    let first = state.clone();
    for late in [
        SendMessage::SeedDrawn(Seed([2; 32])).into(),
        SendMessage::SendPressed.into(),
        open,
        SendMessage::SeedDrawn(Seed([3; 32])).into(),
    ] {
        assert_eq!(state.update(late), []);
        assert_eq!(state, first);
    }
}

#[test]
fn nothing_changes_while_the_ballot_is_being_frozen() {
    let mut kiosk = Visit::to(&Small::default(), kiosk());
    kiosk.tell(EditMessage::EvenPressed);
    let mut state = kiosk.state;
    state.update(NavigateMessage::ScreenAsked(Screen::Check).into());
    state.update(NavigateMessage::ScreenAsked(Screen::Check).into());
    state.update(SendMessage::SendPressed.into());
    let freezing = state.clone();
    for message in [
        EditMessage::StartAgainPressed.into(),
        EditMessage::LessPressed(HOMES).into(),
        EditMessage::UndoPressed.into(),
    ] {
        assert_eq!(state.update(message), []);
        assert_eq!(state, freezing);
    }
}

#[test]
fn send_works_from_the_check_page_only() {
    let mut visit = complete();
    visit.take();
    visit.tell(SendMessage::SendPressed);
    assert_eq!((visit.take(), visit.cast()), (vec![], None));
}

#[test]
fn back_after_sending_leads_to_the_receipt_and_casts_nothing() {
    let mut visit = complete();
    let id = visit.send();
    visit.take();
    for back in [Screen::Check, Screen::About, Screen::Ballot] {
        visit.tell(NavigateMessage::ScreenShown(back));
        assert_eq!(visit.take(), [Effect::ShowInstead(Screen::Receipt)]);
        visit.tell_all([
            Message::from(SendMessage::SendPressed),
            EditMessage::MorePressed(HOMES).into(),
            NavigateMessage::ScreenAsked(back).into(),
        ]);
        assert_eq!(
            (visit.take(), visit.open().screen, visit.cast()),
            (vec![], Screen::Receipt, Some(id))
        );
    }
    assert_eq!(visit.open().outbox.ballots.len(), 1);
}

#[test]
fn another_person_on_the_same_device_casts_another_ballot() {
    let mut visit = complete();
    let first = visit.send();
    visit.tell(TurnMessage::AnotherBallotPressed);
    assert_eq!(
        (visit.open().turn(), visit.open().screen),
        (Turn::Filling, Screen::Ballot)
    );
    assert_eq!(visit.open().filling.notice, Some(Notice::AnotherBallot));
    assert_eq!(visit.amounts(), [10, 0, 0, 5]);
    visit.tell(NavigateMessage::ScreenAsked(Screen::Receipt));
    assert_eq!(
        visit.open().receipt().map(|ballot| ballot.id),
        Some(first),
        "the first receipt is within reach"
    );
    visit.tell_all([
        Message::from(NavigateMessage::ScreenAsked(Screen::Ballot)),
        EditMessage::EvenPressed.into(),
    ]);
    let second = visit.send();
    assert_ne!(first, second, "equal choices are still two ballots");
    assert_eq!(visit.open().outbox.ballots.len(), 2);
}

#[test]
fn sending_is_open_from_the_first_to_the_last_day() {
    for (today, window, fault) in [
        (
            "2027-02-28",
            Window::NotYet(day("2027-03-01")),
            Some(Fault::NotYetOpen(day("2027-03-01"))),
        ),
        ("2027-03-01", Window::Now, None),
        ("2027-03-31", Window::Now, None),
        (
            "2027-04-01",
            Window::Over(day("2027-03-31")),
            Some(Fault::Closed(day("2027-03-31"))),
        ),
    ] {
        let mut visit = complete();
        visit.tell(DeviceMessage::DayChanged(day(today)));
        assert_eq!(visit.open().window(&visit.state.setting), window);
        visit.tell(NavigateMessage::ScreenAsked(Screen::Check));
        visit.take();
        visit.tell(SendMessage::SendPressed);
        let sent = fault.is_none();
        assert_eq!(
            (visit.cast().is_some(), visit.open().filling.faults.clone()),
            (sent, fault.into_iter().collect())
        );
        if !sent {
            assert_eq!(
                (visit.take(), visit.open().screen),
                (
                    vec![Effect::FocusFaults, Effect::AskServerDay],
                    Screen::Check
                )
            );
            assert!(
                visit.open().unsent(),
                "the draft is still there, and the page says that it is not sent"
            );
        }
    }
}

#[test]
fn where_storage_is_forbidden_it_works_online_only_and_says_so() {
    let device = Device {
        refuses: true,
        ..Device::default()
    };
    let mut visit = Visit::again(&Small::default(), own(), device);
    assert_eq!(visit.state.setting.storage, Storage::Refused);
    visit.tell(EditMessage::EvenPressed);
    let id = visit.send();
    let effects = visit.take();
    assert!(
        !effects
            .iter()
            .any(|effect| matches!(effect, Effect::KeepBallot { .. } | Effect::KeepDraft(_)))
    );
    assert_eq!(
        (visit.stage(id), visit.open().receipt().unwrap().kept),
        (Stage::Putting, Some(false))
    );
    assert!(
        visit.state.would_lose(),
        "leaving now would lose the ballot"
    );
    let bytes = visit.open().receipt().unwrap().bytes.to_vec();
    visit.answer(id, 204, Some(&bytes));
    assert_eq!(visit.stage(id), Stage::Sent);
    assert!(!visit.state.would_lose());
}

#[test]
fn a_full_device_refuses_only_when_the_ballot_is_to_be_kept() {
    let mut visit = complete();
    visit.device.refuses = true;
    let id = visit.send();
    assert_eq!(
        (visit.stage(id), visit.open().receipt().unwrap().kept),
        (Stage::Putting, Some(false))
    );
    assert_eq!(visit.state.setting.storage, Storage::Refused);
    assert!(
        visit.device.memory.draft.is_some(),
        "the draft stays until the ballot is safe somewhere"
    );
    let bytes = visit.put(id);
    visit.answer(id, 201, Some(&bytes));
    assert_eq!(visit.device.memory.draft, None);
}

#[test]
fn a_device_that_never_answers_does_not_hold_the_ballot_back() {
    let mut state = complete().state;
    state.update(NavigateMessage::ScreenAsked(Screen::Check).into());
    assert_eq!(
        state.update(SendMessage::SendPressed.into()),
        [Effect::LookForClose]
    );
    let effects = state.update(SendMessage::CloseKnown(Closing::StillOpen).into());
    let Some(&Effect::RetryAfter {
        ballot,
        at_least: 10_000,
        spread: 0,
    }) = effects.get(1)
    else {
        panic!("no time limit on the device's answer: {effects:?}");
    };
    let effects = state.update(SendMessage::RetryDue(ballot).into());
    assert!(matches!(&effects[..], [Effect::PutBallot { id, .. }] if *id == ballot));
    assert_eq!(
        state.update(SendMessage::BallotKept(ballot).into()),
        [Effect::ForgetDraft],
        "kept after all, and put once"
    );
}

#[test]
fn another_ballot_has_nothing_of_the_one_before() {
    let mut visit = complete();
    visit.tell(EditMessage::SliderTaken(HOMES));
    visit.tell(EditMessage::AmountTyped {
        priority: HOMES,
        text: "31".into(),
    });
    visit.tell(EditMessage::AmountSettled(HOMES));
    visit.tell(EditMessage::UndoPressed);
    let id = visit.send();
    visit.tell(TurnMessage::AnotherBallotPressed);
    let fresh = Visit::to(&Small::default(), own());
    let (filling, new) = (&visit.open().filling, &fresh.open().filling);
    assert_eq!(filling.draft, new.draft);
    assert_eq!((&filling.past, &filling.faults), (&new.past, &new.faults));
    assert_eq!(
        (filling.announced, filling.clamped),
        (new.announced, new.clamped)
    );
    assert_eq!(visit.open().next(), Screen::About, "asked anew");
    visit.tell(EditMessage::AnnouncementDue);
    assert_eq!(visit.open().filling.announced, None);
    visit.tell(EditMessage::SliderLost(HOMES));
    assert_eq!(visit.open().filling.draft, new.draft, "no slider is held");
    assert_eq!(visit.cast(), Some(id), "the last receipt is within reach");
}
