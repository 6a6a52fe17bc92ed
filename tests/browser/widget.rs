//! The whole widget on a page.

use wasm_bindgen_test::wasm_bindgen_test;

use super::bench::{Widget, allow_storage, enter, focused, forbid_storage, until, window};

#[wasm_bindgen_test]
async fn a_slider_dragged_too_far_shows_what_the_line_has() {
    let widget = Widget::open().await;
    let sliders = widget
        .find("body, :scope")
        .expect("the widget is on the page");
    let sliders = sliders
        .query_selector_all("input[type=range]")
        .expect("the selector is well-formed");
    // Everything to the first lines, until the money is gone and a line gets less than asked for.
    let mut short = 0;
    for at in 0..sliders.length() {
        let slider = wasm_bindgen::JsCast::unchecked_into::<web_sys::HtmlInputElement>(
            sliders.get(at).expect("the list is this long"),
        );
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
    let widget = Widget::open().await;
    until("an amount of money for every line", || {
        widget.find("#amount-0").map(|_| ())
    })
    .await;
    window()
        .location()
        .set_hash("#results")
        .expect("a page may change its fragment");
    until("the focus on the heading", || {
        (focused() == "heading").then_some(())
    })
    .await;
    let heading = widget
        .find("#heading")
        .and_then(|heading| heading.text_content())
        .unwrap_or_default();
    window()
        .history()
        .and_then(|history| history.back())
        .expect("a page has a history");
    until("the ballot's heading", || {
        let now = widget.find("#heading")?.text_content()?;
        (now != heading && focused() == "heading").then_some(())
    })
    .await;
}

#[wasm_bindgen_test]
async fn an_unfinished_ballot_outlives_the_widget() {
    let first = Widget::open().await;
    let typed = first.input("#amount-0").value();
    first.press(".step:last-child");
    let changed = until("the amount to change", || {
        let now = first.input("#amount-0").value();
        (now != typed).then_some(now)
    })
    .await;
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
