//! A finger on a slider: what was scrolling changes nothing.

use common_purse::state::*;

use crate::support::*;

fn set(priority: usize, amount: u64) -> Message {
    EditMessage::AmountSet { priority, amount }.into()
}

#[test]
fn a_finger_that_was_scrolling_leaves_the_amount_and_the_undo_as_they_were() {
    for end in [None, Some(EditMessage::AmountSettled(HOMES))] {
        let mut visit = Visit::to(&Small::default(), own());
        visit.tell(EditMessage::EvenPressed);
        visit.tell_all([
            EditMessage::SliderTaken(HOMES).into(),
            set(HOMES, 15),
            set(HOMES, 10),
        ]);
        visit.tell_all(end);
        visit.tell(EditMessage::SliderLost(HOMES));
        assert_eq!(visit.amounts(), [25; 4]);
        assert_eq!(visit.open().filling.clamped, None);
        visit.tell(EditMessage::UndoPressed);
        assert_eq!(visit.amounts(), [10, 0, 0, 5], "one step: the sharing");
    }
}

#[test]
fn it_brings_back_what_the_line_said_with_its_text_and_its_view() {
    let mut visit = Visit::to(&Small::default(), own());
    visit.tell(EditMessage::NoViewToggled(HOMES));
    visit.tell(EditMessage::AmountTyped {
        priority: ADVICE,
        text: "x".into(),
    });
    let before = visit.open().draft().clone();
    for line in [HOMES, ADVICE] {
        visit.tell_all([
            EditMessage::SliderTaken(line).into(),
            set(line, 20),
            EditMessage::SliderLost(line).into(),
        ]);
        assert_eq!(*visit.open().draft(), before);
    }
    let kept = visit.device.memory.clone();
    visit.tell(EditMessage::NoViewToggled(HOMES));
    visit.tell(EditMessage::NoViewToggled(HOMES));
    assert_eq!(visit.device.memory, kept, "and so does the device");
}

#[test]
fn a_drag_and_a_tap_on_the_track_stay() {
    let mut visit = Visit::to(&Small::default(), own());
    visit.tell_all([
        EditMessage::SliderTaken(HOMES).into(),
        set(HOMES, 10),
        set(HOMES, 40),
        set(HOMES, 50),
        EditMessage::AmountSettled(HOMES).into(),
    ]);
    assert_eq!(visit.amounts(), [50, 0, 0, 5]);
    visit.tell_all([EditMessage::SliderTaken(HOMES).into(), set(HOMES, 20)]);
    visit.tell_all([EditMessage::AmountSettled(HOMES), EditMessage::UndoPressed]);
    assert_eq!(visit.amounts(), [50, 0, 0, 5]);
    visit.tell(EditMessage::UndoPressed);
    assert_eq!(visit.amounts(), [10, 0, 0, 5], "each is one step for undo");
}

#[test]
fn two_fingers_that_zoom_from_two_sliders_change_neither() {
    let mut visit = Visit::to(&Small::default(), own());
    visit.set([60, 10, 20, 5]);
    visit.tell_all([EditMessage::SliderTaken(HOMES).into(), set(HOMES, 50)]);
    visit.tell_all([EditMessage::SliderTaken(ADVICE).into(), set(ADVICE, 25)]);
    visit.tell_all([
        EditMessage::SliderLost(ADVICE),
        EditMessage::SliderLost(HOMES),
    ]);
    assert_eq!(visit.amounts(), [60, 10, 20, 5]);
}

#[test]
fn two_fingers_that_zoom_from_one_slider_leave_it_where_it_was() {
    let mut visit = Visit::to(&Small::default(), own());
    visit.set([60, 10, 20, 5]);
    visit.tell_all([EditMessage::SliderTaken(HOMES).into(), set(HOMES, 15)]);
    visit.tell_all([EditMessage::SliderTaken(HOMES).into(), set(HOMES, 50)]);
    visit.tell_all([
        EditMessage::SliderLost(HOMES),
        EditMessage::SliderLost(HOMES),
    ]);
    assert_eq!(visit.amounts(), [60, 10, 20, 5]);
    // And what was let go, or typed, is where the next finger begins.
    visit.tell_all([EditMessage::SliderTaken(HOMES).into(), set(HOMES, 50)]);
    visit.tell(EditMessage::AmountSettled(HOMES));
    visit.tell_all([
        EditMessage::SliderTaken(HOMES),
        EditMessage::SliderLost(HOMES),
    ]);
    assert_eq!(visit.amounts(), [50, 10, 20, 5]);
    visit.tell(EditMessage::AmountTyped {
        priority: HOMES,
        text: "40".into(),
    });
    visit.tell_all([EditMessage::SliderTaken(HOMES).into(), set(HOMES, 15)]);
    visit.tell(EditMessage::SliderLost(HOMES));
    assert_eq!(visit.amounts(), [40, 10, 20, 5]);
}

#[test]
fn what_another_finger_has_taken_meanwhile_breaks_no_limit() {
    let mut visit = Visit::to(&Small::default(), own());
    visit.set([60, 10, 20, 5]);
    visit.tell_all([
        EditMessage::SliderTaken(HOMES).into(),
        set(HOMES, 10),
        set(ADVICE, 50),
    ]);
    visit.tell(EditMessage::SliderLost(HOMES));
    assert_eq!(visit.amounts(), [35, 10, 50, 5]);
    visit.tell(EditMessage::SliderLost(9));
}
