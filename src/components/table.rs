use yew::prelude::*;

/// One row: what it is about, its figures, and perhaps something to press.
pub struct Row {
    pub key: usize,
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
    html! {
        <table class="table" aria-labelledby={id}>
            <thead>
                <tr>{ for heads.iter().enumerate().map(|(at, head)| {
                    html! { <th scope="col" class={classes!((at > 0).then_some("figure"))}>{*head}</th> }
                }) }
                if let Some(acts) = acts {
                    <th scope="col" class="act"><span class="unseen">{acts}</span></th>
                }</tr>
            </thead>
            <tbody>{ for rows.into_iter().map(row) }</tbody>
            if !sums.is_empty() {
                <tfoot>{ for sums.into_iter().map(row) }</tfoot>
            }
        </table>
    }
}

fn row(
    Row {
        key,
        name,
        figures,
        act,
    }: Row,
) -> Html {
    html! {
        <tr {key}>
            <th scope="row">{name}</th>
            { for figures.into_iter().map(|figure| html! { <td class="figure">{figure}</td> }) }
            if let Some(act) = act {
                <td class="act">{act}</td>
            }
        </tr>
    }
}
