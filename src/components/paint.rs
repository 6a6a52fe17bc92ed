//! Each priority has a colour and a pattern of its own, the same wherever it appears; 40 of them differ.

use yew::prelude::*;

const PAINTS: [&str; 8] = [
    "paint-0", "paint-1", "paint-2", "paint-3", "paint-4", "paint-5", "paint-6", "paint-7",
];
const GRAINS: [&str; 5] = [
    "none",
    "url(#grain-1)",
    "url(#grain-2)",
    "url(#grain-3)",
    "url(#grain-4)",
];

/// The class that fills with the priority's colour.
pub(super) fn paint(at: usize) -> &'static str {
    PAINTS[at % PAINTS.len()]
}

/// The fill that lies over it as its pattern.
pub(super) fn grain(at: usize) -> &'static str {
    GRAINS[at % GRAINS.len()]
}

/// A small square in the priority's colour and pattern.
pub fn swatch(at: usize) -> Html {
    html! {
        <svg class="swatch" aria-hidden="true">
            <rect class={paint(at)} width="100%" height="100%" />
            <rect fill={grain(at)} width="100%" height="100%" />
        </svg>
    }
}

/// The patterns themselves, once on every page.
pub fn grains() -> Html {
    let lines = [
        ("grain-1", "M-1 9L9 -1M-1 1L1 -1M7 9L9 7"),
        ("grain-2", "M2 2h.01M6 6h.01"),
        ("grain-3", "M0 2h8M0 6h8"),
        ("grain-4", "M-1 -1L9 9M-1 7L1 9M7 -1L9 1"),
    ];
    html! {
        <svg class="grains" aria-hidden="true">
            { for lines.map(|(id, d)| html! {
                <pattern {id} width="8" height="8" patternUnits="userSpaceOnUse"><path class="grain" {d} /></pattern>
            }) }
        </svg>
    }
}
