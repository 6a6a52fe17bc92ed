//! The whole widget on a page.

use wasm_bindgen_test::wasm_bindgen_test;

use super::bench::{Bench, Widget, allow_storage, enter, focused, forbid_storage, until, window};
use super::shell::{memory_of, remembers};

const SHARE_EVENLY: &str = ".quick .chip:nth-child(2)";
const GO_ON: &str = ".button-main";

#[wasm_bindgen_test]
async fn a_slider_dragged_too_far_shows_what_the_line_has() {
    let widget = Widget::open().await;
    // Each line to its cap, until the money is gone and a line gets less than asked for.
    let mut short = 0;
    for (at, slider) in widget.sliders().into_iter().enumerate() {
        let asked = slider.max();
        enter(&slider, &asked, "input");
        let field = widget.input(&format!("#amount-{at}"));
        let shown = until("slider and field to agree", || {
            let plain: String = field.value().chars().filter(char::is_ascii_digit).collect();
            (plain == slider.value()).then_some(plain)
        })
        .await;
        short += u32::from(shown != asked);
    }
    assert!(
        short > 0,
        "the budget must be too small for every line's cap"
    );
}

#[wasm_bindgen_test]
async fn the_heading_takes_the_focus_when_the_screen_changes() {
    // Without a memory to wait for, the widget has arrived at its first screen once it shows the ballot.
    forbid_storage();
    let widget = Widget::open().await;
    let ballot = widget.heading();
    widget.press(SHARE_EVENLY);
    widget.press(GO_ON);
    until("the next screen", || {
        (widget.heading() != ballot).then_some(())
    })
    .await;
    // Yew may let the browser go on between drawing and what follows from it.
    until("the focus on the next screen's heading", || {
        (focused() == "heading").then_some(())
    })
    .await;
    let next = widget.heading();
    for (step, there) in [(-1, ballot), (1, next)] {
        window()
            .history()
            .and_then(|history| history.go_with_delta(step))
            .expect("a page has a history");
        until("the focus on the screen's heading", || {
            (widget.heading() == there && focused() == "heading").then_some(())
        })
        .await;
    }
    allow_storage();
}

#[wasm_bindgen_test]
async fn an_unfinished_ballot_outlives_the_widget() {
    let first = Widget::open().await;
    let typed = first.input("#amount-0").value();
    let before = memory_of(&mut Bench::new()).await.draft;
    first.press(".step:last-child");
    let changed = until("the amount to change", || {
        let now = first.input("#amount-0").value();
        (now != typed).then_some(now)
    })
    .await;
    let kept = remembers(&mut Bench::new(), |kept| kept.draft != before).await;
    assert_ne!(kept.draft, before);
    drop(first);

    let second = Widget::open().await;
    until("the draft to come back", || {
        (second.input("#amount-0").value() == changed).then_some(())
    })
    .await;
}

#[wasm_bindgen_test]
async fn without_storage_the_ballot_can_still_be_filled_in() {
    forbid_storage();
    let widget = Widget::open().await;
    let before = widget.input("#amount-0").value();
    widget.press(".step:last-child");
    until("the amount to change", || {
        (widget.input("#amount-0").value() != before).then_some(())
    })
    .await;
    allow_storage();
}
