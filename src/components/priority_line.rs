//! How a line of the ballot is drawn.

use documents::budget::{Level, Priority};
use yew::html::Scope;
use yew::prelude::*;

use super::line::{LineChange, LineProps};
use super::memo::{Memo, Source, still};
use super::{all, both, control, element, fold, reason, swatch, unseen};
use crate::state::Table;
use crate::words::{Key, Value, Words, alone};

pub(super) fn draw(props: &LineProps, link: &Scope<Memo>) -> Html {
    let LineProps {
        from,
        line,
        because,
        ..
    } = props;
    let Source {
        words, budget, at, ..
    } = from;
    let priority = from.priority();
    let why = because.map(|_| AttrValue::from(format!("why-{at}")));
    let clamped = because.map(|because| {
        html! { <p class="line-clipped" id={why.clone()}>{alone(&reason(because, budget, *at, words))}</p> }
    });
    let no_view = || no_view(props, link.callback(|_| LineChange::NoView));
    let name = all(vec![swatch(*at), words.name(&priority.name)]);
    let head = vec![
        element("h3", "line-name", name),
        control::field(props, why, link),
    ];
    let parts = vec![
        element("div", "line-head", all(head)),
        element("p", "line-about", words.name(&priority.about)),
        control::slider(props, link),
        scale(words, priority),
        counts(from),
        clamped.unwrap_or_default(),
        buys(from, line.amount),
        still(from.clone(), more),
        budget.no_view.then(no_view).unwrap_or_default(),
    ];
    html! { <li class="line" id={format!("line-{at}")}>{all(parts)}</li> }
}

/// What stands behind the line: in the fold, and for print alone.
fn more(from: &Source) -> Html {
    let Source { words, later, .. } = from;
    let of = unseen(all(vec![alone(": "), words.name(&from.priority().name)]));
    let [details, printed] = match later {
        Some(Table(later)) => (later.details)(from),
        None => [Html::default(), Html::default()],
    };
    let summary = all(vec![words.html(Key::LineDetails), of]);
    all(vec![fold(summary, details), printed])
}

/// The line's ends and today's spending, to the last pound: a short form would be another amount.
fn scale(words: &Words, priority: &Priority) -> Html {
    let marks = [
        (Key::LineFloor, priority.floor),
        (Key::LineToday, priority.today),
        (Key::LineCap, priority.cap),
    ];
    let mark = |(key, amount)| {
        element(
            "span",
            "",
            words.rich(key, &[("money", Value::Money(amount))]),
        )
    };
    element("p", "marks", marks.into_iter().map(mark).collect())
}

/// The red lines towards which this line counts, each leading to where it is explained.
fn counts(from: &Source) -> Html {
    let Source { words, budget, .. } = from;
    let id = &from.priority().id;
    let limits = budget.limits.iter();
    let limits = limits.filter(|limit| limit.priorities.contains(id));
    let each = limits.map(|limit| {
        let link = html! { <a href="#limits">{words.name(&limit.name)}</a> };
        element("p", "quiet small", both(words.html(Key::LineCounts), link))
    });
    each.collect()
}

/// What the amount buys, whether it pays that, and what the next level would buy.
fn buys(from: &Source, amount: u64) -> Html {
    let (words, priority) = (&from.words, from.priority());
    let says = |class, key, level: &Level| {
        let with = [
            ("money", Value::Money(level.amount)),
            ("what", Value::Name(&level.buys)),
        ];
        element("p", class, words.rich(key, &with))
    };
    let now = match priority.level_at(amount) {
        Some(level) => says("line-buys", Key::LineBuys, level),
        None if priority.levels.is_empty() => return Html::default(),
        None => element("p", "line-buys", words.html(Key::LineBuysLittle)),
    };
    let next = priority.level_after(amount);
    let next = next.map(|level| says("line-next", Key::LineNext, level));
    all(vec![now, paid(from, amount), next.unwrap_or_default()])
}

/// Whether that pays what it costs, once it is known.
fn paid(from: &Source, amount: u64) -> Html {
    from.later
        .map_or_else(Html::default, |Table(later)| (later.paid)(from, amount))
}

fn no_view(props: &LineProps, onchange: Callback<Event>) -> Html {
    let LineProps { from, line, .. } = props;
    let Source { words, at, .. } = from;
    let id = AttrValue::from(format!("no-view-{at}"));
    let says = AttrValue::from(format!("no-view-says-{at}"));
    let today = [("money", Value::Money(from.priority().today))];
    html! {
        <div class="choice">
            <input
                type="checkbox"
                id={id.clone()}
                checked={line.no_view}
                aria-label={words.fill(Key::LineNoView, &[from.name()])}
                aria-describedby={says.clone()}
                {onchange}
            />
            <span>
                <label for={id}>{words.html(Key::LineNoViewShort)}</label>
                <span class="quiet small" id={says}>{words.rich(Key::LineNoViewSays, &today)}</span>
            </span>
        </div>
    }
}
