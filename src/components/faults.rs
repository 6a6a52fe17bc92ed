use documents::Budget;
use yew::prelude::*;

use super::{all, heading, list};
use crate::words::{Key, Words, alone};

/// What is wrong, and the lines where it can be mended.
pub struct Problem {
    pub says: Html,
    pub lines: Vec<usize>,
}

/// The error summary. It takes the focus when it appears, and each problem leads to its fields.
pub fn faults(
    problems: Vec<Problem>,
    budget: &Budget,
    words: &Words,
    on_pick: &Callback<usize>,
) -> Html {
    let each = problems
        .into_iter()
        .map(|Problem { says, lines }| match lines[..] {
            [] => says,
            [line] => to_line(line, says, on_pick),
            _ => all(vec![
                says,
                alone(" "),
                counted(&lines, budget, words, on_pick),
            ]),
        });
    html! {
        <div class="faults" id="faults" role="alert" tabindex="-1" aria-labelledby="faults-title">
            { heading("faults-title", words.say(Key::FaultsTitle)) }
            { list("", each.collect()) }
        </div>
    }
}

/// The lines that count towards a red line, each leading to its field.
pub fn counted(lines: &[usize], budget: &Budget, words: &Words, on_pick: &Callback<usize>) -> Html {
    let mut says = vec![words.html(Key::BallotLimitLines)];
    for (at, &line) in lines.iter().enumerate() {
        let name = words.name(&budget.priorities[line].name);
        says.push(alone(if at == 0 { " " } else { ", " }));
        says.push(to_line(line, name, on_pick));
    }
    all(says)
}

fn to_line(line: usize, says: Html, on_pick: &Callback<usize>) -> Html {
    let onclick = on_pick.reform(move |event: MouseEvent| {
        event.prevent_default();
        line
    });
    html! { <a href={format!("#amount-{line}")} {onclick}>{says}</a> }
}
