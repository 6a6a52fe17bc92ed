//! The budget is on its way: the same shapes as the skeleton in `index.html`, so that nothing jumps.

use yew::prelude::*;

use super::heading;
use crate::components::{all, element, paragraph};
use crate::words::{Key, Words};

pub(super) fn page(words: &Words) -> Html {
    let blank = |class| element("div", class, Html::default());
    let intro = vec![
        heading(words.html(Key::LoadingTitle)),
        paragraph(words.html(Key::LoadingSays)),
    ];
    let parts = vec![
        element("div", "intro", all(intro)),
        blank("blank blank-bar"),
        element(
            "div",
            "",
            all(vec![blank("blank blank-line"), blank("blank blank-line")]),
        ),
    ];
    element("div", "ballot", all(parts))
}
