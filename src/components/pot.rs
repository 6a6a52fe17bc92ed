use yew::prelude::*;

use super::paint::{grain, paint};
use super::share::stretch;

/// The pot bar: the whole budget as one bar, a segment for each line, what is left over empty.
///
/// Pressing a segment is a short cut for the hand only: the lines themselves follow in the page.
pub fn pot(amounts: &[u64], total: u64, label: String, on_pick: Option<&Callback<usize>>) -> Html {
    let mut before = 0_u64;
    let segments = amounts.iter().enumerate().map(|(at, &amount)| {
        let (x, width) = stretch(before, before.saturating_add(amount), total);
        before = before.saturating_add(amount);
        let onclick = on_pick.map(|pick| pick.reform(move |_: MouseEvent| at));
        html! {
            <g key={at} {onclick}>
                <rect class={paint(at)} x={x.clone()} width={width.clone()} height="100%" />
                <rect fill={grain(at)} {x} {width} height="100%" />
            </g>
        }
    });
    html! { <svg class="pot" role="img" aria-label={label}>{ for segments }</svg> }
}
