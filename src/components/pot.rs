use yew::prelude::*;

use super::all;
use super::paint::{grain, paint};
use super::share::stretch;

/// The pot bar: the whole budget as one bar, a segment for each line, what is left over empty.
///
/// Pressing a segment is a short cut for the hand only: the lines themselves follow in the page.
pub fn pot(amounts: &[u64], total: u64, label: String, on_pick: Option<&Callback<usize>>) -> Html {
    let mut before = 0_u64;
    let mut segments = Vec::new();
    for (at, &amount) in amounts.iter().enumerate() {
        let (x, width) = stretch(before, before.saturating_add(amount), total);
        before = before.saturating_add(amount);
        // What is not to be seen is not drawn: of 40 lines most have nothing at first.
        if amount > 0 {
            let onclick = on_pick.map(|pick| pick.reform(move |_: MouseEvent| at));
            segments.push(html! { <rect class={paint(at)} x={x.clone()} width={width.clone()} height="100%" {onclick} /> });
            segments.push(html! { <rect fill={grain(at)} {x} {width} height="100%" /> });
        }
    }
    html! { <svg class="pot" role="img" aria-label={label}>{all(segments)}</svg> }
}
