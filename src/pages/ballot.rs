//! The ballot: what this is, the pot that stays in view, the lines, what follows, and the way on.

mod around;
mod foot;
mod intro;
mod paper;

use std::rc::Rc;

use documents::plan::{Breach, Limit, Side};
use yew::prelude::*;

use super::pot_of;
use crate::components::{
    Change, LineProps, PriorityLine, Problem, all, consequence, element, faults, last_line, reason,
    unseen,
};
use crate::state::{Because, Fault, Message, Open, Setting};
use crate::words::{Key, Plural, Value, Words, alone};

pub(super) fn page(
    open: &Open,
    setting: &Setting,
    words: &Rc<Words>,
    send: &Callback<Message>,
) -> Html {
    let follows = open.consequences();
    let on_pick = send.reform(Message::ChangePressed);
    html! {
        <div class="ballot">
            <div class="intro">
                if !open.faults.is_empty() {
                    { faults(open.faults.iter().map(|fault| problem(fault, open, words)).collect(), &open.budget, words, &on_pick) }
                }
                { intro::intro(open, setting, words, send) }
                { paper::how(open, words) }
            </div>
            { bar(open, follows.len(), words, &on_pick) }
            <div>
                { around::quick(open, words, send) }
                { lines(open, &follows, words, send) }
                { around::protected(open, words) }
                { around::limits(open, words, &on_pick) }
                { around::follows(open, &follows, words) }
                { paper::rest(open, words) }
                { foot::foot(open, words, send) }
            </div>
        </div>
    }
}

/// What stays in view: the pot, the money left, the headline share, and how much follows.
fn bar(open: &Open, follows: usize, words: &Words, on_pick: &Callback<usize>) -> Html {
    let (total, left) = (open.budget.total, open.left());
    let left = match left {
        0 => words.html(Key::BallotLeftNone),
        left => words.rich(Key::BallotLeft, &[("money", Value::Money(left))]),
    };
    let of = match open.unsent() {
        true => words.html(Key::BallotUnsentShort),
        false => words.rich(Key::BallotOf, &[("money", Value::Money(total))]),
    };
    let says = vec![
        element(
            "p",
            "",
            all(vec![
                element("strong", "bar-left", left),
                element("span", "bar-of", of),
            ]),
        ),
        headline(open, words),
        how_many(follows as u64, words),
    ];
    html! {
        <section class="bar" aria-label={words.say(Key::BallotBar)}>
            { pot_of(&open.draft.amounts(), total, words, Some(on_pick)) }
            { element("div", "bar-says", all(says)) }
        </section>
    }
}

/// The share of the money for what the budget puts first, such as prevention.
fn headline(open: &Open, words: &Words) -> Html {
    let budget = &open.budget;
    let tag = budget
        .headline
        .as_ref()
        .and_then(|name| budget.tags.iter().find(|tag| tag.id == *name));
    let Some((tag, share)) = tag.zip(open.headline_share()) else {
        return Html::default();
    };
    let with = [
        ("name", Value::Name(&tag.name)),
        ("share", Value::Percent(share)),
    ];
    element("p", "bar-headline", words.rich(Key::BallotHeadline, &with))
}

/// How many things follow, leading to them.
fn how_many(follows: u64, words: &Words) -> Html {
    if follows == 0 {
        return Html::default();
    }
    html! {
        <a class="bar-follows" href="#follows">
            <span aria-hidden="true">{alone("⚠ ")}{words.show(Value::Number(follows))}</span>
            { unseen(words.show(Value::Count(Plural::CountedFollows, follows))) }
        </a>
    }
}

/// The lines, and between them what follows from several together, after the last line that causes it.
fn lines(open: &Open, follows: &[usize], words: &Rc<Words>, send: &Callback<Message>) -> Html {
    let budget = &open.budget;
    let on_change = send.reform(|(priority, change)| told(priority, change));
    let lines = (0..open.draft.lines.len()).map(|at| {
        let here = follows.iter().map(|&follow| &budget.consequences[follow]);
        let here = here.filter(|consequence| last_line(consequence, budget) == Some(at));
        html! {
            <>
                <PriorityLine key={at} ..line(at, open, words, &on_change) />
                { for here.map(|it| html! { <li class="between" key={it.id.as_str()}>{consequence(it, words)}</li> }) }
            </>
        }
    });
    html! {
        <section aria-labelledby="lines">
            <h2 id="lines" class="unseen">{words.html(Key::BallotLines)}</h2>
            <ul class="lines">{ for lines }</ul>
        </section>
    }
}

fn line(
    at: usize,
    open: &Open,
    words: &Rc<Words>,
    on_change: &Callback<(usize, Change)>,
) -> LineProps {
    let line = open.draft.lines[at].clone();
    let clipped = open
        .clipped
        .filter(|clipped| clipped.priority == at)
        .map(|clipped| clipped.because);
    let because = line.typed.as_ref().map_or(clipped, |typed| typed.because);
    LineProps {
        words: words.clone(),
        budget: open.budget.clone(),
        at,
        line,
        because,
        on_change: on_change.clone(),
    }
}

fn told(priority: usize, change: Change) -> Message {
    match change {
        Change::Set(amount) => Message::AmountSet { priority, amount },
        Change::Typed(text) => Message::AmountTyped { priority, text },
        Change::Settled => Message::AmountSettled(priority),
        Change::Taken => Message::SliderTaken(priority),
        Change::Lost => Message::SliderLost(priority),
        Change::More => Message::MorePressed(priority),
        Change::Less => Message::LessPressed(priority),
        Change::NoView => Message::NoViewToggled(priority),
    }
}

/// A fault in words, and the lines where it can be mended.
fn problem(fault: &Fault, open: &Open, words: &Words) -> Problem {
    let (says, lines) = match *fault {
        Fault::Breaks(breach) => broken(breach, open, words),
        Fault::NotAsTyped(clipped) => not_as_asked(clipped.priority, clipped.because, open, words),
        Fault::NoCode => (words.html(Key::FaultsNoCode), Vec::new()),
        Fault::NotSealed => (words.html(Key::FaultsNotSealed), Vec::new()),
        Fault::NotYetOpen(date) => (
            words.rich(Key::BallotNotYet, &[("date", Value::Date(date))]),
            Vec::new(),
        ),
        Fault::Closed(date) => (
            words.rich(Key::BallotOver, &[("date", Value::Date(date))]),
            Vec::new(),
        ),
    };
    Problem { says, lines }
}

/// A limit that the draft does not keep.
fn broken(breach: Breach, open: &Open, words: &Words) -> (Html, Vec<usize>) {
    let budget = &open.budget;
    let money = ("money", Value::Money(breach.found.abs_diff(breach.bound)));
    match breach.limit {
        Limit::Line(at) | Limit::Step(at) => not_as_asked(at, Because::Breaks(breach), open, words),
        Limit::Total => {
            let mut lines = 0..budget.priorities.len();
            let line = lines.find(|&at| open.can_more(at)).unwrap_or(0);
            (words.rich(Key::FaultsMoneyLeft, &[money]), vec![line])
        }
        Limit::Group(at) => {
            let key = match breach.side {
                Side::Below => Key::FaultsGroupBelow,
                Side::Above => Key::FaultsGroupAbove,
            };
            let name = ("name", Value::Name(&budget.limits[at].name));
            let limit = ("limit", Value::Money(breach.bound));
            let says = words.rich(key, &[name, money, limit]);
            (says, open.plan.groups[at].members.clone())
        }
    }
}

/// The line does not have what was asked for.
fn not_as_asked(at: usize, because: Because, open: &Open, words: &Words) -> (Html, Vec<usize>) {
    let why = reason(because, &open.budget, at, words);
    let with = [
        ("name", Value::Name(&open.budget.priorities[at].name)),
        ("why", Value::Text(&why)),
    ];
    (words.rich(Key::FaultsNotAsTyped, &with), vec![at])
}

#[cfg(test)]
mod tests {
    use documents::{Date, Lang};

    use super::*;
    use crate::state::{Channel, Memory, Mode, MoneyStyle, Phase, State, Storage};

    fn opened() -> State {
        let setting = Setting {
            mode: Mode::Own,
            channel: Channel::Web,
            place: None,
            strange: Vec::new(),
            today: Date::parse("2027-03-10").expect("a day that exists"),
            server: crate::state::ServerDay::Unasked,
            framed: false,
            online: true,
            storage: Storage::Allowed,
            wanted: Vec::new(),
            apart: Vec::new(),
        };
        let (mut state, _) = State::new(setting);
        state.update(Message::MemoryRead(Memory::default()));
        state.update(Message::BudgetArrived(
            include_bytes!("../../budgets/aldermoor.json").to_vec(),
        ));
        state
    }

    fn all_lines(state: &State) -> Vec<LineProps> {
        let Phase::Open(open) = &state.phase else {
            panic!("the example budget opens")
        };
        let words = Rc::new(Words::new(
            Lang::parse("en").expect("a language tag"),
            MoneyStyle::plain("GBP"),
            None,
        ));
        (0..open.draft.lines.len())
            .map(|at| line(at, open, &words, &Callback::noop()))
            .collect()
    }

    #[test]
    fn a_change_draws_its_own_line_again_and_no_other() {
        let mut state = opened();
        state.update(Message::TodayPressed);
        for message in [
            Message::MorePressed(3),
            Message::AmountSet {
                priority: 3,
                amount: 350_000,
            },
            Message::AmountTyped {
                priority: 3,
                text: "3".into(),
            },
        ] {
            let before = all_lines(&state);
            state.update(message);
            let changed: Vec<_> = before
                .iter()
                .zip(all_lines(&state))
                .filter(|(a, b)| *a != b)
                .map(|(a, _)| a.at)
                .collect();
            assert_eq!(changed, [3]);
        }
    }
}
