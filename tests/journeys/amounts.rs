//! What can be done to the amounts, one press at a time.

use common_purse::state::*;

use crate::support::*;
use Side::{Above, Below};

fn typed(priority: usize, text: &str) -> Message {
    EditMessage::AmountTyped {
        priority,
        text: text.into(),
    }
    .into()
}

fn because(visit: &Visit) -> Option<ClampReason> {
    visit.open().filling.clamped.map(|clamped| clamped.because)
}

#[test]
fn a_ballot_starts_at_the_floors() {
    let visit = Visit::to(&Small::default(), own());
    assert_eq!(visit.amounts(), [10, 0, 0, 5]);
    assert_eq!(visit.open().left(), 85);
    assert!(!visit.open().is_begun() && !visit.open().unsent());
}

#[test]
fn each_limit_stops_a_line_and_says_which_it_was() {
    for (before, message, amount, reason) in [
        (
            [10, 0, 0, 5],
            EditMessage::LessPressed(HOMES).into(),
            10,
            breaks(Limit::Line(HOMES), Below, 5, 10),
        ),
        (
            [60, 0, 0, 5],
            EditMessage::MorePressed(HOMES).into(),
            60,
            breaks(Limit::Line(HOMES), Above, 65, 60),
        ),
        (
            [60, 10, 20, 10],
            EditMessage::MorePressed(WARMTH).into(),
            10,
            breaks(Limit::Total, Above, 105, 100),
        ),
        (
            [10, 35, 0, 25],
            EditMessage::MorePressed(WARMTH).into(),
            35,
            breaks(Limit::Group(1), Above, 65, 60),
        ),
        (
            [10, 0, 0, 5],
            EditMessage::AmountSet {
                priority: HOMES,
                amount: 99,
            }
            .into(),
            60,
            breaks(Limit::Line(HOMES), Above, 99, 60),
        ),
        (
            [10, 0, 0, 5],
            EditMessage::AmountSet {
                priority: HOMES,
                amount: 3,
            }
            .into(),
            10,
            breaks(Limit::Line(HOMES), Below, 3, 10),
        ),
        (
            [10, 0, 0, 5],
            EditMessage::AmountSet {
                priority: HOMES,
                amount: 34,
            }
            .into(),
            30,
            breaks(Limit::Step(HOMES), Above, 34, 5),
        ),
        (
            [60, 10, 0, 5],
            typed(ADVICE, "40"),
            25,
            breaks(Limit::Total, Above, 115, 100),
        ),
    ] {
        let mut visit = Visit::to(&Small::default(), own());
        visit.set(before);
        visit.tell(message.clone());
        let at = visit
            .open()
            .filling
            .clamped
            .expect("something was not given")
            .priority;
        assert_eq!(
            (visit.amounts()[at], because(&visit)),
            (amount, Some(reason)),
            "{message:?}"
        );
        assert_eq!(visit.open().filling.clamped.unwrap().given, amount);
    }
}

#[test]
fn what_was_not_given_is_announced_and_forgotten_with_the_next_change() {
    let mut visit = Visit::to(&Small::default(), own());
    visit.tell(EditMessage::LessPressed(HOMES));
    let clamped = visit.open().filling.clamped;
    assert_eq!(
        visit.open().filling.announced,
        None,
        "not before it is quiet"
    );
    visit.tell(EditMessage::AnnouncementDue);
    assert_eq!(
        visit.open().filling.announced,
        clamped.map(Announcement::Clamped)
    );
    visit.tell(EditMessage::MorePressed(HOMES));
    assert_eq!(
        (visit.open().filling.clamped, visit.open().filling.announced),
        (None, None)
    );
    visit.tell(EditMessage::AnnouncementDue);
    assert_eq!(visit.open().filling.announced, Some(Announcement::Left(80)));
}

#[test]
fn text_that_cannot_be_given_stays_visible_and_is_explained() {
    let mut visit = Visit::to(&Small::default(), own());
    visit.tell(typed(HOMES, "99"));
    visit.tell(EditMessage::AmountSettled(HOMES));
    let line = visit.open().draft().choices.lines[HOMES].clone();
    assert_eq!(line.amount, 60);
    assert_eq!(
        line.typed,
        Some(Typed {
            text: "99".into(),
            because: Some(breaks(Limit::Line(HOMES), Above, 99, 60))
        })
    );
    assert!(!visit.open().is_complete());
    visit.tell(EditMessage::LessPressed(HOMES));
    assert_eq!(
        visit.open().draft().choices.lines[HOMES],
        Line {
            amount: 55,
            no_view: false,
            typed: None
        }
    );
}

#[test]
fn typing_and_dragging_are_one_step_for_undo() {
    let mut visit = Visit::to(&Small::default(), own());
    visit.tell_all([
        typed(HOMES, "3"),
        typed(HOMES, "30"),
        EditMessage::AmountSettled(HOMES).into(),
    ]);
    visit.tell_all([15, 20, 25].map(|amount| EditMessage::AmountSet {
        priority: ADVICE,
        amount,
    }));
    visit.tell(EditMessage::AmountSettled(ADVICE));
    visit.tell(EditMessage::AmountSet {
        priority: ADVICE,
        amount: 30,
    });
    assert_eq!(visit.amounts(), [30, 0, 30, 5]);
    for expected in [[30, 0, 25, 5], [30, 0, 0, 5], [10, 0, 0, 5], [10, 0, 0, 5]] {
        visit.tell(EditMessage::UndoPressed);
        assert_eq!(visit.amounts(), expected);
    }
    assert!(!visit.open().can_undo());
    visit.tell_all([
        EditMessage::MorePressed(ADVICE),
        EditMessage::AmountSet {
            priority: ADVICE,
            amount: 20,
        },
        EditMessage::UndoPressed,
    ]);
    assert_eq!(
        visit.amounts(),
        [10, 0, 5, 5],
        "a press is a step of its own"
    );
}

#[test]
fn undo_leaves_the_answers_alone() {
    let mut visit = Visit::to(&Small::default(), own());
    visit.tell(EditMessage::MorePressed(HOMES));
    visit.tell(VoterMessage::AnswerChosen {
        question: 0,
        answer: Some(1),
    });
    visit.tell(EditMessage::UndoPressed);
    assert_eq!(visit.open().draft().about, [Some(1)]);
    assert_eq!(visit.amounts(), [10, 0, 0, 5]);
}

#[test]
fn no_view_holds_todays_spending_until_the_line_is_changed() {
    let mut visit = Visit::to(&Small::default(), own());
    visit.tell(EditMessage::NoViewToggled(HOMES));
    assert_eq!(
        visit.open().draft().choices.lines[HOMES],
        Line {
            amount: 40,
            no_view: true,
            typed: None
        }
    );
    visit.tell(EditMessage::NoViewToggled(HOMES));
    assert_eq!(
        visit.open().draft().choices.lines[HOMES],
        Line {
            amount: 40,
            no_view: false,
            typed: None
        }
    );
    visit.tell_all([
        EditMessage::NoViewToggled(HOMES),
        EditMessage::MorePressed(HOMES),
    ]);
    assert_eq!(
        visit.open().draft().choices.lines[HOMES],
        Line {
            amount: 45,
            no_view: false,
            typed: None
        }
    );
}

#[test]
fn no_view_is_refused_where_todays_spending_does_not_fit() {
    let mut visit = Visit::to(&Small::default(), own());
    visit.set([10, 50, 25, 5]);
    assert!(!visit.open().can_no_view(HOMES));
    visit.tell(EditMessage::NoViewToggled(HOMES));
    assert_eq!(visit.amounts(), [10, 50, 25, 5]);
    let over = breaks(Limit::Total, Above, 120, 100);
    assert_eq!(because(&visit), Some(over));

    let mut visit = Visit::to(
        &Small {
            no_view: false,
            ..Small::default()
        },
        own(),
    );
    visit.tell(EditMessage::NoViewToggled(HOMES));
    assert!(!visit.open().draft().choices.lines[HOMES].no_view && !visit.open().can_no_view(HOMES));
}

fn today_fits(visit: &Visit) -> bool {
    let plan = &visit.open().plan;
    let mut choices = visit.open().draft().choices.clone();
    choices.start_from_today(plan);
    choices.is_today(plan)
}

#[test]
fn todays_spending_is_taken_over_where_it_fits() {
    let mut visit = Visit::to(&Small::default(), own());
    assert!(today_fits(&visit));
    visit.tell(EditMessage::TodayPressed);
    assert_eq!(
        (visit.amounts(), visit.open().filling.notice),
        (vec![40, 30, 20, 10], None)
    );
    assert!(visit.open().is_complete() && visit.open().unsent());
}

#[test]
fn todays_spending_over_the_total_is_made_smaller_for_every_line_alike() {
    // Floors and the red line must have 10 + 0 + 15 + 10 = 35. Above that, today has 70 and the total leaves 45:
    // each line keeps 45/70, rounded down to a step, and the first line gets the step that this leaves over.
    let lines = [(10, 60, 45), (0, 50, 25), (0, 50, 25), (5, 30, 10)];
    let budget = Small {
        total: 80,
        lines,
        ..Small::default()
    };
    let mut visit = Visit::to(&budget, own());
    assert!(!today_fits(&visit));
    visit.tell(EditMessage::TodayPressed);
    assert_eq!(visit.amounts(), [35, 15, 20, 10]);
    assert_eq!(visit.open().filling.notice, Some(Notice::TodayMadeSmaller));
    assert!(
        visit.open().is_complete(),
        "{:?}",
        visit.open().faults_now()
    );
    visit.tell(EditMessage::UndoPressed);
    assert_eq!(
        (visit.amounts(), visit.open().filling.notice),
        (vec![10, 0, 0, 5], None)
    );
}

#[test]
fn sharing_evenly_meets_the_red_lines_and_gives_the_rest_by_the_published_order() {
    let mut visit = Visit::to(&Small::default(), own());
    visit.tell(EditMessage::EvenPressed);
    assert_eq!(visit.amounts(), [25, 25, 25, 25]);
    // 90 for four lines: 20 each, and the first two get the next step.
    let mut visit = Visit::to(
        &Small {
            total: 90,
            ..Small::default()
        },
        own(),
    );
    visit.tell(EditMessage::EvenPressed);
    assert_eq!(visit.amounts(), [25, 25, 20, 20]);
    // 40 for four lines would be 10 each; the red line of 25 for the last two comes first.
    let mut visit = Visit::to(
        &Small {
            total: 40,
            ..Small::default()
        },
        own(),
    );
    visit.tell(EditMessage::EvenPressed);
    assert_eq!(visit.amounts(), [10, 5, 15, 10]);
}

#[test]
fn starting_again_forgets_the_answers() {
    let mut visit = Visit::to(&Small::default(), own());
    visit.tell(EditMessage::EvenPressed);
    visit.tell(VoterMessage::AnswerChosen {
        question: 0,
        answer: Some(1),
    });
    visit
        .tell_all([Screen::About, Screen::Check, Screen::Ballot].map(NavigateMessage::ScreenAsked));
    visit.tell(EditMessage::StartAgainPressed);
    assert_eq!(visit.open().draft().about, [None]);
    assert!(!visit.open().is_begun());
    visit.tell(EditMessage::EvenPressed);
    assert_eq!(
        visit.open().next(),
        Screen::About,
        "the questions are asked once more"
    );
}

#[test]
fn starting_again_can_be_undone() {
    let mut visit = Visit::to(&Small::default(), own());
    visit.tell_all([EditMessage::EvenPressed, EditMessage::StartAgainPressed]);
    assert_eq!(visit.amounts(), [10, 0, 0, 5]);
    visit.tell(EditMessage::AnnouncementDue);
    assert_eq!(
        visit.open().filling.announced,
        Some(Announcement::StartedAgain)
    );
    visit.tell_all([EditMessage::UndoPressed, EditMessage::AnnouncementDue]);
    assert_eq!(visit.amounts(), [25, 25, 25, 25]);
    assert_eq!(visit.open().filling.announced, Some(Announcement::Undone));
}

#[test]
fn the_page_is_told_what_follows_from_the_whole_draft() {
    let mut visit = Visit::to(&Small::default(), own());
    assert_eq!(
        visit.open().consequences(),
        [0],
        "homes below 30, warmth and advice below 40"
    );
    visit.set([30, 0, 0, 5]);
    assert!(visit.open().consequences().is_empty());
    visit.set([10, 20, 20, 5]);
    assert!(visit.open().consequences().is_empty());
    assert_eq!(visit.open().headline_share(), Some(40));
    assert_eq!(
        (visit.open().room(GARDEN), visit.open().room(WARMTH)),
        (30, 50)
    );
    assert!(visit.open().can_more(GARDEN) && !visit.open().can_less(GARDEN));
}

#[test]
fn lines_and_questions_that_are_not_there_change_nothing() {
    let mut visit = Visit::to(&Small::default(), own());
    let before = visit.state.clone();
    visit.tell_all([
        EditMessage::AmountSet {
            priority: 4,
            amount: 5,
        }
        .into(),
        typed(99, "5"),
        EditMessage::AmountSettled(4).into(),
        EditMessage::MorePressed(4).into(),
        EditMessage::LessPressed(usize::MAX).into(),
        EditMessage::NoViewToggled(4).into(),
        VoterMessage::AnswerChosen {
            question: 1,
            answer: None,
        }
        .into(),
        NavigateMessage::ChangePressed(4).into(),
    ]);
    assert_eq!(visit.state, before);
}

#[test]
fn every_example_budget_can_be_shared_evenly_and_sent() {
    let mut tried = 0;
    for entry in std::fs::read_dir("budgets").expect("the examples stand beside the sources") {
        let path = entry.expect("a readable folder").path();
        let is_budget = path.extension().is_some_and(|ending| ending == "json");
        if !is_budget || path.to_string_lossy().ends_with(".ledger.json") {
            continue;
        }
        let mut visit = Visit::just_opened(own(), Device::default());
        visit.tell_memory();
        visit.tell(LoadMessage::BudgetArrived(
            std::fs::read(&path).expect("a readable file"),
        ));
        let opens = visit.open().budget.dates.opens;
        for start in [EditMessage::TodayPressed, EditMessage::EvenPressed] {
            visit.tell_all([
                Message::from(DeviceMessage::DayChanged(opens)),
                start.into(),
            ]);
            let groups = visit.open().faults_now().into_iter().filter(
                |fault| !matches!(fault, Fault::Breaks(breach) if breach.limit == Limit::Total),
            );
            assert_eq!(groups.count(), 0, "{path:?}");
        }
        let id = visit.send();
        let cast = ballot(&visit.put(id)).amounts(&visit.open().plan);
        assert_eq!(cast.err(), None, "{path:?}");
        tried += 1;
    }
    assert!(tried >= 2);
}
