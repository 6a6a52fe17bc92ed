use yew::prelude::*;

use super::{heading, list};
use crate::words::{Key, Words};

/// What is wrong, and the line where it can be mended, where there is one.
pub struct Problem {
    pub says: Html,
    pub line: Option<usize>,
}

/// The error summary. It takes the focus when it appears, and each problem leads to its field.
pub fn faults(problems: Vec<Problem>, words: &Words, on_pick: &Callback<usize>) -> Html {
    let each = problems
        .into_iter()
        .map(|Problem { says, line }| match line {
            Some(line) => {
                let onclick = on_pick.reform(move |event: MouseEvent| {
                    event.prevent_default();
                    line
                });
                html! { <a href={format!("#amount-{line}")} {onclick}>{says}</a> }
            }
            None => says,
        });
    html! {
        <div class="faults" id="faults" role="alert" tabindex="-1" aria-labelledby="faults-title">
            { heading("faults-title", words.say(Key::FaultsTitle)) }
            { list("", each.collect()) }
        </div>
    }
}
