//! What a device keeps between visits.

use common_purse::state::*;

use crate::support::*;

fn complete() -> Visit {
    let mut visit = Visit::to(&Small::default(), own());
    visit.tell(EditMessage::TodayPressed);
    visit.tell(EditMessage::NoViewToggled(ADVICE));
    visit.tell(VoterMessage::AnswerChosen {
        question: 0,
        answer: Some(1),
    });
    visit
}

#[test]
fn an_unfinished_ballot_survives_a_reload_whichever_comes_first() {
    let first = complete();
    for memory_first in [true, false] {
        let mut visit = Visit::just_opened(own(), first.device.clone());
        let budget = LoadMessage::BudgetArrived(Small::default().json());
        if memory_first {
            visit.tell_memory();
            visit.tell(budget);
        } else {
            visit.tell(budget);
            visit.tell_memory();
        }
        assert!(visit.open().draft().says_the_same(first.open().draft()));
        assert_eq!(visit.open().filling.notice, Some(Notice::Restored));
    }
}

#[test]
fn a_tab_of_its_own_goes_on_where_the_frame_was_and_sent_from_both_it_is_one_ballot() {
    let refuses = Device {
        refuses: true,
        ..Device::default()
    };
    let mut frame = Visit::again(&Small::default(), own(), refuses);
    frame.take();
    frame.tell(DeviceMessage::OwnTabPressed);
    let nothing = [Effect::HandOver(Vec::new())];
    assert_eq!(frame.take(), nothing, "there is nothing to go on with");
    frame.tell(EditMessage::TodayPressed);
    frame.take();
    frame.tell(DeviceMessage::OwnTabPressed);
    let Some(Effect::HandOver(draft)) = frame.take().pop() else {
        panic!("the draft is handed over");
    };
    let mut device = Device::default();
    device.memory.draft = Some(draft);
    let mut tab = Visit::again(&Small::default(), own(), device);
    assert_eq!(tab.amounts(), frame.amounts());
    assert_eq!(tab.send(), frame.send());
    frame.tell(TurnMessage::AnotherBallotPressed);
    frame.take();
    frame.tell(DeviceMessage::OwnTabPressed);
    assert_eq!(frame.take(), nothing, "the next person's tab is empty");
}

#[test]
fn memory_that_comes_late_does_not_take_away_what_was_just_done() {
    let first = complete();
    let mut visit = Visit::just_opened(own(), first.device.clone());
    visit.tell(LoadMessage::BudgetArrived(Small::default().json()));
    visit.tell(EditMessage::EvenPressed);
    let memory = first.device.memory.clone();
    visit.tell(DeviceMessage::MemoryRead(memory));
    assert_eq!(visit.amounts(), [25; 4]);
    visit.tell_all([EditMessage::UndoPressed, EditMessage::UndoPressed]);
    assert_eq!(visit.amounts(), first.amounts(), "undo leads back to it");
}

#[test]
fn starting_again_leaves_nothing_to_restore() {
    let mut visit = Visit::to(&Small::default(), own());
    visit.tell_all([
        EditMessage::MorePressed(HOMES),
        EditMessage::StartAgainPressed,
    ]);
    assert_eq!(visit.device.memory.draft, None);
}

/// A page that was loaded anew where the answers are checked: amounts that had to change are looked at first.
#[test]
fn a_mended_draft_is_shown_on_the_ballot_before_it_can_be_sent() {
    let device = complete().device;
    let swapped = Small {
        swapped: true,
        ..Small::default()
    };
    for (budget, screen) in [(swapped, Screen::Ballot), (Small::default(), Screen::Check)] {
        let mut visit = Visit::just_opened(own(), device.clone());
        visit.tell(NavigateMessage::ScreenShown(Screen::Check));
        visit.tell_memory();
        visit.take();
        visit.tell(LoadMessage::BudgetArrived(budget.json()));
        assert_eq!(visit.open().screen, screen);
        let led = visit.take().contains(&Effect::ShowInstead(Screen::Ballot));
        assert_eq!(led, screen == Screen::Ballot);
    }
}

#[test]
fn a_draft_that_no_longer_fits_is_mended_and_said_so() {
    let device = complete().device;
    let lines = [(10, 30, 30), (0, 50, 30), (0, 50, 25), (5, 30, 10)];
    let mut visit = Visit::again(
        &Small {
            lines,
            ..Small::default()
        },
        own(),
        device.clone(),
    );
    assert_eq!(visit.open().filling.notice, Some(Notice::Mended));
    assert_eq!(
        visit.amounts(),
        [30, 30, 25, 10],
        "a lower cap; and no view means what is spent today, now 25"
    );
    assert!(visit.open().draft().choices.lines[ADVICE].no_view);
    assert_eq!(visit.open().draft().about, [Some(1)]);
    visit.tell(EditMessage::MorePressed(ADVICE));
    assert_eq!(visit.open().filling.notice, None);

    let visit = Visit::again(
        &Small {
            no_view: false,
            about: false,
            ..Small::default()
        },
        own(),
        device,
    );
    assert_eq!(visit.open().filling.notice, Some(Notice::Mended));
    assert_eq!(visit.amounts(), [40, 30, 20, 10]);
    assert!(
        visit
            .open()
            .draft()
            .choices
            .lines
            .iter()
            .all(|line| !line.no_view)
    );
}

#[test]
fn anothers_budget_and_garbage_are_no_draft() {
    let mut device = complete().device;
    let visit = Visit::again(
        &Small {
            id: "elsewhere",
            ..Small::default()
        },
        own(),
        device.clone(),
    );
    assert_eq!(
        (visit.amounts(), visit.open().filling.notice),
        (vec![10, 0, 0, 5], None)
    );
    for garbage in [
        "",
        "{}",
        "common-purse/draft/1",
        "common-purse/draft/2\nbudget aldermoor\n",
        "\u{0}",
    ] {
        device.memory.draft = Some(garbage.into());
        let visit = Visit::again(&Small::default(), own(), device.clone());
        assert_eq!(visit.amounts(), [10, 0, 0, 5], "{garbage:?}");
    }
    let sha256 = documents::Id::of(&Small::default().json());
    for strange in [
        "line homes -5",
        "line homes 1e3",
        "line nowhere 5",
        "about age middle",
        "after x",
        "line homes 99999999999999999999",
    ] {
        device.memory.draft = Some(
            format!("common-purse/draft/1\nbudget aldermoor {sha256}\nline homes 20\n{strange}\n")
                .into(),
        );
        let visit = Visit::again(&Small::default(), own(), device.clone());
        assert_eq!(visit.amounts(), [20, 0, 0, 5], "{strange:?}");
        assert_eq!(
            visit.open().filling.notice,
            Some(Notice::Mended),
            "{strange:?}"
        );
    }
}

#[test]
fn a_ballot_that_was_not_sent_goes_on_after_a_reload() {
    let mut visit = complete();
    let id = visit.send();
    let bytes = visit.put(id);
    visit.tell(SendMessage::PutAnswered {
        ballot: id,
        answer: Answer::Nothing,
    });

    let mut again = Visit::again(&Small::default(), own(), visit.device);
    assert!(again.take().contains(&Effect::PutBallot {
        id,
        bytes: bytes.clone()
    }));
    assert_eq!(
        (again.open().screen, again.open().turn()),
        (Screen::Receipt, Turn::Cast)
    );
    assert_eq!(
        again.open().receipt().map(|ballot| ballot.stage),
        Some(Stage::Putting)
    );
    assert_eq!(
        again.yours().as_ref().map(|yours| yours.lines()),
        Some(&[40, 30, 20, 10][..])
    );
    again.answer(id, 412, Some(&bytes));
    assert_eq!(again.stage(id), Stage::Sent);
    assert!(again.device.memory.ballots.is_empty());
}

#[test]
fn unsent_ballots_are_known_before_the_budget_is_there() {
    let mut visit = complete();
    visit.send();
    let mut again = Visit::just_opened(own(), visit.device);
    again.tell_memory();
    again.tell(LoadMessage::BudgetUnreachable {
        status: None,
        retry_after: None,
    });
    assert_eq!(again.state.unsent(), 1);
}

#[test]
fn a_sent_ballot_is_remembered_for_its_receipt() {
    let mut visit = complete();
    let id = visit.send();
    let bytes = visit.put(id);
    visit.answer(id, 201, Some(&bytes));

    let mut again = Visit::again(&Small::default(), own(), visit.device);
    assert_eq!(
        (again.open().screen, again.open().turn(), again.cast()),
        (Screen::Receipt, Turn::Cast, Some(id))
    );
    assert_eq!(again.stage(id), Stage::Sent);
    assert_eq!(
        again.yours().as_ref().map(|yours| yours.lines()),
        Some(&[40, 30, 20, 10][..])
    );
    assert!(
        !again
            .take()
            .iter()
            .any(|effect| matches!(effect, Effect::PutBallot { .. }))
    );
    again.tell(SendMessage::SendPressed);
    assert_eq!(again.open().outbox.ballots.len(), 1);

    let elsewhere = Visit::again(
        &Small {
            id: "elsewhere",
            ..Small::default()
        },
        own(),
        again.device,
    );
    assert_eq!(
        (elsewhere.cast(), elsewhere.open().screen),
        (None, Screen::Ballot)
    );
}

#[test]
fn a_ballot_that_is_not_sent_is_shown_before_one_that_is() {
    let mut visit = complete();
    let first = visit.send();
    let bytes = visit.put(first);
    visit.answer(first, 201, Some(&bytes));
    visit.tell_all([
        Message::from(TurnMessage::AnotherBallotPressed),
        EditMessage::EvenPressed.into(),
    ]);
    let second = visit.send();
    let again = Visit::again(&Small::default(), own(), visit.device.clone());
    assert_eq!(again.cast(), Some(second));
    visit.tell_all([
        Message::from(TurnMessage::AnotherBallotPressed),
        EditMessage::EvenPressed.into(),
    ]);
    let third = visit.send();
    let again = Visit::again(&Small::default(), own(), visit.device);
    assert_eq!(again.cast(), Some(third), "of several the last");
}

#[test]
fn another_persons_unfinished_ballot_survives_a_reload() {
    let mut visit = complete();
    let first = visit.send();
    // The very same choices: the draft is not mistaken for the ballot that was sent before.
    visit.tell(TurnMessage::AnotherBallotPressed);
    visit.tell_all([
        EditMessage::TodayPressed,
        EditMessage::NoViewToggled(ADVICE),
    ]);
    visit.tell(VoterMessage::AnswerChosen {
        question: 0,
        answer: Some(1),
    });
    let again = Visit::again(&Small::default(), own(), visit.device);
    assert_eq!(
        (again.open().turn(), again.open().screen),
        (Turn::Filling, Screen::Ballot)
    );
    assert_eq!(again.amounts(), [40, 30, 20, 10]);
    assert_eq!(again.cast(), Some(first));
    assert!(again.open().unsent());
}

#[test]
fn what_was_begun_before_the_memory_came_waits_behind_the_receipt_and_survives_a_reload() {
    let mut visit = complete();
    let first = visit.send();
    let mut second = Visit::just_opened(own(), visit.device);
    second.tell(LoadMessage::BudgetArrived(Small::default().json()));
    second.tell_all([
        EditMessage::TodayPressed,
        EditMessage::NoViewToggled(ADVICE),
    ]);
    second.tell(VoterMessage::AnswerChosen {
        question: 0,
        answer: Some(1),
    });
    second.tell_memory();
    assert_eq!(
        (second.open().turn(), second.cast()),
        (Turn::Cast, Some(first))
    );
    assert!(second.open().elsewhere(), "which the page says");
    second.tell(TurnMessage::AnotherBallotPressed);
    assert_eq!(second.amounts(), [40, 30, 20, 10]);
    second.tell_all([EditMessage::MorePressed(HOMES), EditMessage::UndoPressed]);
    let again = Visit::again(&Small::default(), own(), second.device);
    assert_eq!(
        (again.cast(), again.amounts()),
        (Some(first), vec![40, 30, 20, 10])
    );
    assert_eq!(again.open().turn(), Turn::Filling);
}

#[test]
fn stopped_between_freezing_and_forgetting_the_draft_the_ballot_is_not_cast_twice() {
    let mut visit = complete();
    let draft = visit.device.memory.draft.clone();
    let id = visit.send();
    visit.device.memory.draft = draft;
    let again = Visit::again(&Small::default(), own(), visit.device);
    assert_eq!(
        (again.open().turn(), again.cast(), again.open().is_begun()),
        (Turn::Cast, Some(id), false)
    );
    assert_eq!(again.device.memory.draft, None);
}

#[test]
fn a_ballot_of_another_budget_is_kept_and_not_put_into_this_box() {
    let mut visit = complete();
    let id = visit.send();
    let mut again = Visit::again(
        &Small {
            id: "elsewhere",
            ..Small::default()
        },
        own(),
        visit.device,
    );
    assert_eq!(again.stage(id), Stage::NotSent(Reason::OtherBudget));
    again.tell_all([
        Message::from(SendMessage::RetryDue(id)),
        SendMessage::SendNowPressed.into(),
        LoadMessage::ConnectionChanged { online: true }.into(),
    ]);
    assert!(
        !again
            .take()
            .iter()
            .any(|effect| matches!(effect, Effect::PutBallot { .. }))
    );
    assert_eq!((again.device.memory.ballots.len(), again.cast()), (1, None));
}

/// The same ids under each other's names.
fn swapped() -> Small {
    Small {
        swapped: true,
        ..Small::default()
    }
}

/// What was meant for one line must not go to the other without a word.
#[test]
fn a_draft_of_another_edition_is_said_to_be_of_before_the_change() {
    let device = complete().device;
    let again = Visit::again(&swapped(), own(), device.clone());
    assert_eq!(again.open().filling.notice, Some(Notice::Mended));
    let mut begun = Visit::just_opened(own(), device);
    begun.tell(LoadMessage::BudgetArrived(swapped().json()));
    begun.tell(EditMessage::EvenPressed);
    begun.tell_memory();
    begun.tell_all([EditMessage::UndoPressed, EditMessage::UndoPressed]);
    assert_ne!(
        begun.amounts(),
        complete().amounts(),
        "undo could not say it"
    );
}

#[test]
fn a_ballot_of_another_edition_is_kept_and_not_put_into_this_box() {
    let mut visit = complete();
    let id = visit.send();
    let again = Visit::again(&swapped(), own(), visit.device);
    assert_eq!(again.stage(id), Stage::NotSent(Reason::OtherBudget));
    assert_eq!(again.cast(), None, "its amounts have other names here");
}

#[test]
fn memory_read_twice_puts_nothing_twice() {
    let mut visit = complete();
    visit.send();
    let mut again = Visit::again(&Small::default(), own(), visit.device);
    again.take();
    again.tell_memory();
    assert_eq!(again.open().outbox.ballots.len(), 1);
    assert!(
        !again
            .take()
            .iter()
            .any(|effect| matches!(effect, Effect::PutBallot { .. }))
    );
}
