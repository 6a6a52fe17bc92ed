use yew::prelude::*;

use super::{element, unseen};
use crate::words::alone;

/// One row: what it is about, its figures, and perhaps something to press.
pub struct Row {
    pub name: Html,
    pub figures: Vec<Html>,
    pub act: Option<Html>,
}

/// A table of names and figures, its sums below a line of their own.
///
/// `id` is that of its heading; `acts` names the column of what can be pressed, where there is one.
pub fn table(
    id: &'static str,
    heads: &[&'static str],
    acts: Option<&'static str>,
    rows: Vec<Row>,
    sums: Vec<Row>,
) -> Html {
    let figure = |at: usize| if at > 0 { "figure" } else { "" };
    let heads = heads
        .iter()
        .enumerate()
        .map(|(at, head)| head_of(figure(at), alone(head)));
    let acts = acts.map(|acts| head_of("act", unseen(alone(acts))));
    let foot =
        (!sums.is_empty()).then(|| element("tfoot", "", sums.into_iter().map(row).collect()));
    html! {
        <table class="table" aria-labelledby={id}>
            { element("thead", "", element("tr", "", heads.chain(acts).collect())) }
            { element("tbody", "", rows.into_iter().map(row).collect()) }
            { foot.unwrap_or_default() }
        </table>
    }
}

fn head_of(class: &'static str, says: Html) -> Html {
    html! { <th scope="col" {class}>{says}</th> }
}

fn row(Row { name, figures, act }: Row) -> Html {
    let figures = figures
        .into_iter()
        .map(|figure| element("td", "figure", figure));
    let act = act.map(|act| element("td", "act", act));
    let cells = std::iter::once(html! { <th scope="row">{name}</th> })
        .chain(figures)
        .chain(act);
    element("tr", "", cells.collect())
}
