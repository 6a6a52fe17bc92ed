//! An evening as a list of messages.

use common_purse::places::hall::{
    Aside, Effect, Kept, Left, Message, Press, Slide, Step, heard, pressed, slides,
};
use common_purse::results::Message as Counted;
use common_purse::state::Closing;
use documents::result::Refused;
use documents::{Date, Plan};
use workers::messages::CountFailure;

use crate::support::{after, at, begun, budget, counted, result, words};

use Message::{AsidePressed, Back, BallotsDue, BallotsListed, EndTyped, NetworkTyped, Onward};

fn kept(effects: &[Effect]) -> &Kept {
    let kept = effects.iter().find_map(|effect| match effect {
        Effect::Keep(kept) => Some(kept),
        _ => None,
    });
    kept.expect("something is kept")
}

fn told(ballots: u8) -> Message {
    counted(&result(&budget(), ballots), None)
}

#[test]
fn an_evening_goes_from_waiting_to_the_promise_one_key_at_a_time() {
    let (mut hall, effects) = begun(budget(), None);
    assert_eq!(hall.step, Step::Waiting);
    assert!(
        effects.iter().all(|it| matches!(it, Effect::FetchWords(_))),
        "the box is not asked before ballots are cast: {effects:?}"
    );
    assert!(hall.update(Onward).contains(&Effect::AskBallots));
    assert_eq!(hall.step, Step::Open);
    assert!(hall.update(Onward).contains(&Effect::Count));
    assert_eq!(hall.step, Step::Closed);
    hall.update(told(7));
    let all = hall.slides();
    for (at, _) in all.iter().enumerate() {
        let effects = hall.update(Onward);
        assert_eq!(hall.step, Step::Told(at));
        assert_eq!(kept(&effects).step, hall.step);
    }
    assert!(hall.update(Onward).is_empty(), "the last step is the last");
    assert_eq!(hall.step, Step::Told(all.len() - 1));
    for _ in 0..all.len() {
        hall.update(Back);
    }
    assert_eq!(hall.step, Step::Closed);
}

#[test]
fn nothing_is_counted_before_the_room_has_finished() {
    let (hall, _) = after([Onward, BallotsListed(Some(12))]);
    assert!(hall.count.is_none() && hall.slides().is_empty());
    let (hall, _) = after([Onward, Onward, Onward, Onward]);
    assert_eq!(
        hall.step,
        Step::Closed,
        "no key passes a count that still runs"
    );
}

#[test]
fn a_room_that_goes_on_after_all_throws_the_count_away() {
    let (mut hall, effects) = after([Onward, BallotsListed(Some(7)), Onward, told(7), Back]);
    assert!(effects.contains(&Effect::StopCount) && effects.contains(&Effect::AskBallots));
    assert!(hall.count.is_none());
    hall.update(told(7));
    assert!(
        hall.slides().is_empty(),
        "an answer that comes late is nobody's"
    );
    assert!(hall.update(Onward).contains(&Effect::Count));
}

#[test]
fn an_organiser_who_shows_no_result_yet_shows_none_in_the_hall() {
    let mut secret = budget();
    secret.results_open = false;
    let (mut hall, _) = begun(secret, None);
    for message in [Onward, Onward, told(7), Onward] {
        hall.update(message);
    }
    assert_eq!(hall.step, Step::Closed);
    // The organiser closes, and the next key counts anew.
    let mut signed = result(&budget(), 7);
    signed.close = Some(1);
    hall.update(counted(&signed, Some(true)));
    hall.update(Onward);
    assert_eq!(hall.step, Step::Told(0));
}

#[test]
fn a_count_without_a_result_is_made_again_by_the_next_key() {
    let failures = [
        Counted::CountFailed(CountFailure::Incomplete),
        Counted::NothingCounted {
            seen: 7,
            sealed: Vec::new(),
            refused: Refused::default(),
        },
    ];
    for failure in failures {
        let (mut hall, _) = after([Onward, Onward, Message::Counted(failure)]);
        assert_eq!(hall.update(Onward), [Effect::Count]);
        hall.update(told(1));
        hall.update(Onward);
        assert_eq!(hall.step, Step::Told(0));
    }
}

#[test]
fn a_hall_puts_nothing_into_the_box_and_offers_no_file() {
    let mut signed = result(&budget(), 7);
    signed.close = Some(1);
    let (_, effects) = after([Onward, Onward, counted(&signed, Some(false))]);
    assert_eq!(effects, []);
}

#[test]
fn ballots_are_asked_for_again_and_again_while_they_are_cast_and_no_longer() {
    let (mut hall, effects) = after([Onward, BallotsListed(Some(3))]);
    assert_eq!(effects, [Effect::AskBallotsAfter(10)]);
    assert_eq!(hall.update(BallotsDue), [Effect::AskBallots]);
    assert_eq!(hall.update(BallotsDue), [], "one question at a time");
    hall.update(Message::Seen(false));
    assert_eq!(
        hall.update(BallotsListed(Some(4))),
        [Effect::AskBallotsAfter(60)],
        "a page that nobody sees asks less often"
    );
    assert_eq!(hall.update(Message::Seen(true)), [Effect::AskBallots]);
    hall.update(Onward);
    assert_eq!(hall.update(BallotsListed(Some(5))), []);
    assert_eq!(hall.update(BallotsDue), []);
}

/// A flood of names must not keep the screen and the box busy with nothing else.
#[test]
fn a_box_that_takes_long_to_list_is_asked_less_often() {
    let (mut hall, _) = after([Onward]);
    let asked = hall.now.second;
    hall.update(Message::Ticked(at(&budget(), asked + 12)));
    assert_eq!(
        hall.update(BallotsListed(Some(1_000_000))),
        [Effect::AskBallotsAfter(60)]
    );
    assert_eq!(hall.ballots_so_far(), Some((1_000_000, None)));
    hall.update(BallotsDue);
    hall.update(Message::Ticked(at(&budget(), asked + 32)));
    assert_eq!(
        hall.update(BallotsListed(None)),
        [Effect::AskBallotsAfter(10)],
        "a box that kept silent is asked soon"
    );
}

#[test]
fn who_goes_back_and_on_again_asks_no_second_question() {
    let (mut hall, _) = after([Onward, Back]);
    assert!(!hall.update(Onward).contains(&Effect::AskBallots));
    assert_eq!(hall.update(BallotsListed(Some(2))).len(), 1);
}

#[test]
fn a_number_that_is_no_longer_new_has_its_time_beside_it() {
    let (mut hall, _) = after([Onward, BallotsListed(Some(3))]);
    let then = hall.now;
    assert_eq!(hall.ballots_so_far(), Some((3, None)));
    // The laptop slept.
    hall.update(Message::Ticked(at(&budget(), then.second + 60)));
    assert_eq!(hall.ballots_so_far(), Some((3, Some(then))));
    hall.update(BallotsDue);
    hall.update(BallotsListed(Some(5)));
    assert_eq!(hall.ballots_so_far(), Some((5, None)));
    hall.update(BallotsDue);
    let effects = hall.update(BallotsListed(None));
    assert!(hall.is_silent());
    assert_eq!(hall.ballots_so_far(), Some((5, Some(hall.now))));
    assert_eq!(
        effects,
        [Effect::AskBallotsAfter(10)],
        "and it is tried again"
    );
}

#[test]
fn the_hour_that_was_typed_counts_and_is_kept_with_the_network() {
    let (mut hall, effects) = after([NetworkTyped("Hall".into()), EndTyped("19:30".into())]);
    assert_eq!(
        *kept(&effects),
        Kept {
            step: Step::Waiting,
            network: "Hall".into(),
            ends: Some(19 * 60 + 30)
        }
    );
    assert_eq!(hall.left(), Left::Minutes(20));
    hall.update(EndTyped(String::new()));
    assert_eq!(hall.left(), Left::Until(budget().dates.closes));
}

#[test]
fn a_reload_goes_on_at_the_same_step_and_counts_again() {
    let kept = |step| {
        Some(Kept {
            step,
            network: String::new(),
            ends: None,
        })
    };
    let (_, effects) = begun(budget(), kept(Step::Open));
    assert!(effects.contains(&Effect::AskBallots));
    let (mut hall, effects) = begun(budget(), kept(Step::Told(2)));
    assert!(effects.contains(&Effect::Count));
    hall.update(told(7));
    assert_eq!(hall.step, Step::Told(2));
    let (mut hall, _) = begun(budget(), kept(Step::Told(2)));
    hall.update(Message::Counted(Counted::CountFailed(
        CountFailure::Incomplete,
    )));
    assert_eq!(hall.update(Onward), [Effect::Count], "and once more");
    hall.update(told(7));
    assert_eq!(hall.step, Step::Told(2));
    let (mut hall, _) = begun(budget(), kept(Step::Told(2_000)));
    hall.update(told(7));
    assert_eq!(hall.step, Step::Told(hall.slides().len() - 1));
}

#[test]
fn what_is_over_the_step_goes_before_the_step_moves() {
    for aside in [Aside::Black, Aside::Keys, Aside::Leaving] {
        for key in [Onward, Back] {
            let (hall, _) = after([Onward, AsidePressed(aside), key.clone()]);
            assert_eq!((hall.step, hall.aside), (Step::Open, None), "{aside:?}");
        }
        let (hall, _) = after([Onward, AsidePressed(aside), AsidePressed(aside)]);
        assert_eq!(hall.aside, None);
    }
}

#[test]
fn the_screen_is_left_after_asking() {
    let escape = pressed("Escape").expect("a key of ours");
    let (mut hall, effects) = after([escape]);
    assert_eq!((hall.aside, effects), (Some(Aside::Leaving), vec![]));
    assert_eq!(hall.update(Message::LeaveAnswered(false)), []);
    let effects = hall.update(Message::LeaveAnswered(true));
    assert_eq!(effects.last(), Some(&Effect::Leave));
}

/// A reload goes on; whoever left on purpose must not find the last slide.
#[test]
fn a_screen_that_was_left_on_purpose_begins_at_the_beginning_and_knows_the_network() {
    let (mut hall, _) = after([
        NetworkTyped("Hall".into()),
        Onward,
        Onward,
        told(7),
        Onward,
        AsidePressed(Aside::Leaving),
    ]);
    assert_eq!(hall.step, Step::Told(0));
    let effects = hall.update(Message::LeaveAnswered(true));
    let left = kept(&effects).clone();
    assert_eq!((left.step, &*left.network), (Step::Waiting, "Hall"));
    let (hall, _) = begun(budget(), Some(left));
    assert_eq!(hall.step, Step::Waiting);
}

fn press(key: &str) -> Press<'_> {
    Press {
        key,
        on: "BODY",
        ..Press::default()
    }
}

#[test]
fn a_key_that_is_held_down_is_one_press() {
    for key in ["PageDown", "ArrowRight", " ", "b", "x"] {
        let first = press(key);
        let held = Press {
            repeats: true,
            ..first
        };
        assert!(heard(first).0.is_some(), "{key}");
        assert_eq!(heard(held).0, None, "{key}");
        assert_eq!(heard(held).1, heard(first).1, "nor does the page scroll");
    }
    for key in ["Enter", " "] {
        let first = Press {
            on: "BUTTON",
            ..press(key)
        };
        let held = Press {
            repeats: true,
            ..first
        };
        assert_eq!(heard(first), (None, false), "{key}: the browser presses");
        assert_eq!(heard(held), (None, true), "{key}: and only once");
    }
}

#[test]
fn a_clicker_goes_on_from_the_field_and_letters_stay_there() {
    let typing = |key| {
        heard(Press {
            on: "INPUT",
            ..press(key)
        })
    };
    assert_eq!(typing("PageDown"), (Some(Onward), true));
    assert_eq!(typing("PageUp"), (Some(Back), true));
    for key in ["b", "l", " ", "Backspace", "ArrowLeft"] {
        assert_eq!(typing(key), (None, false), "{key}");
    }
    let reload = Press {
        with_others: true,
        ..press("l")
    };
    assert_eq!(heard(reload), (None, false));
}

#[test]
fn any_key_and_any_touch_end_the_black_screen_and_change_nothing_unseen() {
    for key in [
        "x",
        "l",
        "f",
        "b",
        "PageDown",
        "Backspace",
        "Escape",
        "?",
        "Tab",
    ] {
        let (mut hall, _) = after([
            Message::WordsArrived(words("cy")),
            Onward,
            AsidePressed(Aside::Black),
        ]);
        let (message, _) = heard(press(key));
        let effects = hall.update(message.expect("something is heard"));
        assert_eq!(
            (hall.aside, hall.step, effects),
            (None, Step::Open, vec![]),
            "{key}"
        );
        assert_eq!(hall.words[0].lang().as_str(), "en", "{key}");
    }
    let (hall, _) = after([Onward, AsidePressed(Aside::Keys), Message::OtherPressed]);
    assert_eq!(hall.aside, Some(Aside::Keys), "what is read stays");
}

#[test]
fn another_budget_in_the_box_ends_this_evening_and_the_next_key_begins_with_it() {
    let (mut hall, _) = after([Onward, Message::CloseKnown(Closing::StillOpen)]);
    assert!(!hall.replaced);
    hall.update(Message::CloseKnown(Closing::Changed));
    hall.update(Message::CloseKnown(Closing::NotPossible));
    assert!(hall.replaced, "what is known stays known");
    assert_eq!(hall.update(Back), []);
    assert_eq!(hall.update(Onward), [Effect::BeginAnew]);
    assert_eq!(hall.step, Step::Open);
}

#[test]
fn a_clicker_and_a_keyboard_work_it() {
    for key in ["ArrowRight", "PageDown", " ", "Enter"] {
        assert_eq!(pressed(key), Some(Onward), "{key}");
    }
    for key in ["ArrowLeft", "PageUp"] {
        assert_eq!(pressed(key), Some(Back), "{key}");
    }
    for key in ["b", "."] {
        assert_eq!(pressed(key), Some(AsidePressed(Aside::Black)), "{key}");
    }
    assert_eq!(pressed("f"), Some(Message::FullScreenPressed));
    assert_eq!(pressed("l"), Some(Message::LanguagePressed));
    assert_eq!(pressed("?"), Some(AsidePressed(Aside::Keys)));
    for key in ["Tab", "a", "F5", "Shift"] {
        assert_eq!(pressed(key), None, "{key}");
    }
}

#[test]
fn another_language_stays_at_the_step() {
    let (mut hall, _) = after([
        Message::WordsArrived(words("cy")),
        Onward,
        Onward,
        told(7),
        Onward,
        Onward,
    ]);
    let before = hall.slides();
    hall.update(Message::LanguagePressed);
    assert_eq!(hall.words[0].lang().as_str(), "cy");
    assert_eq!((hall.step, hall.slides()), (Step::Told(1), before));
    hall.update(Message::LanguagePressed);
    assert_eq!(hall.words[0].lang().as_str(), "en");
}

/// Each line, red line, consequence and check is told once, in order.
#[test]
fn the_result_is_told_whole() {
    let budget = budget();
    let (plan, result) = (Plan::of(&budget), result(&budget, 7));
    let slides = slides(&budget, &plan, &result);
    let all = |of: &dyn Fn(&Slide) -> Option<Vec<usize>>| -> Vec<usize> {
        slides.iter().filter_map(of).flatten().collect()
    };
    let lines = all(&|slide| match slide {
        Slide::Lines(lines) => Some(lines.clone()),
        _ => None,
    });
    assert_eq!(lines, (0..budget.priorities.len()).collect::<Vec<_>>());
    let limits = all(&|slide| match slide {
        Slide::Limits(limits) => Some(limits.clone()),
        _ => None,
    });
    assert_eq!(limits, (0..budget.limits.len()).collect::<Vec<_>>());
    let amounts: Vec<u64> = result.outcome.iter().map(|line| line.amount).collect();
    let follows = all(&|slide| match slide {
        Slide::Follows(positions) => Some(positions.clone()),
        _ => None,
    });
    assert_eq!(follows, plan.consequences(&amounts));
    assert!(slides.contains(&Slide::Pot) && slides.contains(&Slide::Answer));
    assert!(matches!(slides.last(), Some(Slide::Promise(_))));
}

#[test]
fn an_event_is_said_to_go_on_until_its_last_day_or_its_close() {
    let budget = budget();
    let (mut hall, _) = after([Onward, Onward]);
    let mut result = result(&budget, 3);
    assert!(hall.goes_on(&result));
    result.close = Some(1);
    assert!(!hall.goes_on(&result));
    result.close = None;
    let mut later = hall.now;
    let last = budget.dates.closes;
    later.day = Date::new(last.year() + 1, last.month(), 1).expect("a first of a month");
    hall.update(Message::Ticked(later));
    assert!(!hall.goes_on(&result));
}
