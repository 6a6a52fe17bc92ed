use yew::prelude::*;

use super::paint::{grain, paint};

/// One line of a chart: everyone's amount as a bar, today as a mark below it, one's own as a dot on it.
pub fn share_bar(
    at: usize,
    everyone: AttrValue,
    today: AttrValue,
    yours: Option<AttrValue>,
) -> Html {
    html! {
        <svg class="track share-bar" aria-hidden="true">
            <rect class="track-rail" width="100%" height="16" rx="4" />
            <rect class={paint(at)} width={everyone.clone()} height="16" rx="4" />
            <rect fill={grain(at)} width={everyone} height="16" rx="4" />
            <svg x={today} overflow="visible"><path class="track-today" d="M0 17l6 10h-12z" /></svg>
            if let Some(yours) = yours {
                <circle class="track-yours" cx={yours} cy="8" r="6" />
            }
        </svg>
    }
}
