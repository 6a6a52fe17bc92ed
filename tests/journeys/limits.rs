//! Whatever is pressed, in whatever order: no limit breaks, undo returns, nothing is lost.

use common_purse::state::*;
use documents::Budget;
use proptest::prelude::*;

use crate::support::*;
use documents::Plan;

/// Budgets of all kinds that can be filled in, in steps of 5; today's spending may lie outside floor and cap.
fn budgets() -> impl Strategy<Value = Small> {
    let line = (0_u64..4, 1_u64..12, 0_u64..20)
        .prop_map(|(floor, more, today)| (5 * floor, 5 * (floor + more), 5 * today));
    let lines = [line.clone(), line.clone(), line.clone(), line];
    (lines, 0_u64..30, any::<bool>()).prop_filter_map("a sound budget", |(lines, more, unspent)| {
        let [homes, warmth, advice, garden] = lines;
        let least = homes.0 + warmth.0 + (advice.0 + garden.0).max(25);
        let most = homes.1 + advice.1 + (warmth.1 + garden.1).min(60);
        let total = (least + 5 * more).min(most);
        let no_view = lines
            .iter()
            .all(|(floor, cap, today)| (floor..=cap.min(&total)).contains(&today));
        let budget = Small {
            lines,
            total,
            unspent,
            no_view,
            ..Small::default()
        };
        Budget::read(&budget.json()).is_ok().then_some(budget)
    })
}

fn changes() -> impl Strategy<Value = Message> {
    let line = 0_usize..5;
    let text = prop_oneof![
        "[0-9]{0,4}",
        "[0-9 ,.£x-]{0,6}",
        "\\PC{0,4}",
        Just("99999999999999999999".to_owned())
    ];
    let edits = prop_oneof![
        4 => (line.clone(), 0_u64..140).prop_map(|(priority, amount)| EditMessage::AmountSet { priority, amount }),
        1 => (line.clone(), any::<u64>()).prop_map(|(priority, amount)| EditMessage::AmountSet { priority, amount }),
        4 => (line.clone(), text).prop_map(|(priority, text)| EditMessage::AmountTyped { priority, text }),
        1 => line.clone().prop_map(EditMessage::AmountSettled),
        6 => line.clone().prop_map(EditMessage::MorePressed),
        3 => line.clone().prop_map(EditMessage::LessPressed),
        2 => line.prop_map(EditMessage::NoViewToggled),
        1 => Just(EditMessage::TodayPressed),
        1 => Just(EditMessage::EvenPressed),
        1 => Just(EditMessage::StartAgainPressed),
        2 => Just(EditMessage::UndoPressed),
    ];
    let answers = (0_usize..3, proptest::option::of(0_usize..3))
        .prop_map(|(question, answer)| VoterMessage::AnswerChosen { question, answer });
    prop_oneof![
        26 => edits.prop_map(Message::from),
        1 => answers.prop_map(Message::from),
    ]
}

fn screens() -> impl Strategy<Value = Message> {
    let screen = || {
        prop::sample::select(vec![
            Screen::Ballot,
            Screen::About,
            Screen::Check,
            Screen::Receipt,
            Screen::Results,
        ])
    };
    let moves = prop_oneof![
        screen().prop_map(NavigateMessage::ScreenAsked),
        screen().prop_map(NavigateMessage::ScreenShown),
        (0_usize..5).prop_map(NavigateMessage::ChangePressed),
    ];
    moves.prop_map(Message::from)
}

/// Floors, caps, steps, the total and the group caps, written out once more from the budget itself.
fn keeps_the_limits(open: &Open) {
    let amounts = open.draft().amounts();
    let budget = &open.budget;
    for (amount, line) in amounts.iter().zip(&budget.priorities) {
        assert!(
            (line.floor..=line.cap).contains(amount),
            "{}: {amount}",
            line.id
        );
        assert!(amount.is_multiple_of(budget.step), "{}: {amount}", line.id);
    }
    assert!(amounts.iter().sum::<u64>() <= budget.total, "{amounts:?}");
    for limit in &budget.limits {
        let members = budget
            .priorities
            .iter()
            .zip(&amounts)
            .filter(|(line, _)| limit.priorities.contains(&line.id));
        let sum: u64 = members.map(|(_, amount)| amount).sum();
        assert!(
            limit.cap.is_none_or(|cap| sum <= cap),
            "{}: {sum}",
            limit.id
        );
    }
    for (line, priority) in open.draft().choices.lines.iter().zip(&budget.priorities) {
        assert!(!line.no_view || line.amount == priority.today);
    }
}

#[test]
fn no_limit_breaks_whatever_is_pressed() {
    let presses = prop::collection::vec(prop_oneof![9 => changes(), 1 => screens()], 0..60);
    always_the_same(200, (budgets(), presses), |(budget, presses)| {
        let mut visit = Visit::to(&budget, own());
        for press in presses {
            visit.tell(press);
            keeps_the_limits(visit.open());
        }
    });
}

#[test]
fn a_complete_draft_is_a_ballot_that_counts() {
    let presses = prop::collection::vec(changes(), 0..30);
    always_the_same(200, (budgets(), presses), |(budget, presses)| {
        let mut visit = Visit::to(&budget, own());
        visit.tell_all(presses);
        visit.tell(NavigateMessage::ScreenAsked(Screen::Check));
        let complete = visit.open().is_complete();
        assert_eq!(visit.open().screen == Screen::Check, complete);
        visit.tell(SendMessage::SendPressed);
        assert_eq!(visit.cast().is_some(), complete);
        if let Some(id) = visit.cast() {
            let checked = ballot(&visit.put(id)).amounts(&visit.open().plan);
            assert_eq!(checked.err(), None);
        }
    });
}

#[test]
fn undo_returns_to_where_it_was_before_every_change() {
    let presses = prop::collection::vec(changes(), 0..40);
    always_the_same(200, (budgets(), presses), |(budget, presses)| {
        let mut visit = Visit::to(&budget, own());
        let start = visit.amounts();
        for press in presses {
            // Settled, so that no change joins the one before it.
            visit.tell_all((0..4).map(EditMessage::AmountSettled));
            let before = visit.open().draft().choices.lines.clone();
            let undoing = press == EditMessage::UndoPressed.into();
            visit.tell(press);
            if !undoing && visit.open().draft().choices.lines != before {
                let mut other = visit.state.clone();
                other.update(EditMessage::UndoPressed.into());
                let Phase::Open(open) = &other.phase else {
                    panic!("the budget stays on the screen")
                };
                assert_eq!(open.draft().choices.lines, before);
            }
        }
        while visit.open().can_undo() {
            visit.tell(EditMessage::UndoPressed);
        }
        assert_eq!(visit.amounts(), start);
    });
}

#[test]
fn a_kept_draft_comes_back_as_it_was() {
    let presses = prop::collection::vec(changes(), 1..40);
    always_the_same(200, (budgets(), presses), |(budget, presses)| {
        let mut visit = Visit::to(&budget, own());
        visit.tell_all(presses);
        let again = Visit::again(&budget, own(), visit.device.clone());
        assert!(again.open().draft().says_the_same(visit.open().draft()));
        assert_ne!(again.open().filling.notice, Some(Notice::Mended));
    });
}

#[test]
fn a_kept_draft_of_another_time_is_mended_within_the_limits() {
    let presses = prop::collection::vec(changes(), 1..40);
    always_the_same(
        400,
        (budgets(), budgets(), presses),
        |(before, after, presses)| {
            let mut visit = Visit::to(&before, own());
            visit.tell_all(presses);
            let again = Visit::again(&after, own(), visit.device.clone());
            keeps_the_limits(again.open());
            let changed = again.amounts() != visit.amounts();
            assert!(
                !changed
                    || visit.device.memory.draft.is_none()
                    || again.open().filling.notice == Some(Notice::Mended)
            );
        },
    );
}

/// "Share evenly" as a person would do it: the red lines first, then step after step to whoever has the least.
fn evenly_by_hand(plan: &Plan) -> Vec<u64> {
    let mut amounts = plan.floors();
    let give = |amounts: &mut Vec<u64>, lines: &[usize]| {
        let can = |line: &usize| amounts[*line] + plan.step <= plan.room(amounts, *line).0;
        let lowest = lines
            .iter()
            .copied()
            .filter(can)
            .min_by_key(|&line| (amounts[line], line));
        lowest.map(|line| amounts[line] += plan.step).is_some()
    };
    for group in &plan.groups {
        while group.sum(&amounts) < group.floor && give(&mut amounts, &group.members) {}
    }
    let everyone: Vec<usize> = (0..amounts.len()).collect();
    while give(&mut amounts, &everyone) {}
    amounts
}

#[test]
fn sharing_evenly_is_what_a_person_would_do_step_by_step() {
    always_the_same(200, budgets(), |budget| {
        let mut visit = Visit::to(&budget, own());
        visit.tell(EditMessage::EvenPressed);
        assert_eq!(visit.amounts(), evenly_by_hand(&visit.open().plan));
    });
}

#[test]
fn what_the_page_calls_room_is_room_and_not_a_step_more() {
    let presses = prop::collection::vec(changes(), 0..20);
    always_the_same(
        300,
        (budgets(), presses, 0_usize..4),
        |(budget, presses, priority)| {
            let mut visit = Visit::to(&budget, own());
            visit.tell_all(presses);
            let room = visit.open().room(priority);
            assert_eq!(
                visit.open().can_more(priority),
                visit.amounts()[priority] + 5 <= room
            );
            visit.tell(EditMessage::AmountSet {
                priority,
                amount: room,
            });
            assert_eq!(
                (visit.amounts()[priority], visit.open().filling.clamped),
                (room, None)
            );
            visit.tell(EditMessage::MorePressed(priority));
            assert_eq!(visit.amounts()[priority], room);
            assert!(visit.open().filling.clamped.is_some());
        },
    );
}
