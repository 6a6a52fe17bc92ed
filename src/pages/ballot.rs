//! The ballot: what this is, the pot that stays in view, the lines, what follows, and the way on.

mod around;
mod foot;
mod intro;

use std::rc::Rc;

use yew::prelude::*;

use crate::components::{
    Change, LineProps, PriorityLine, Problem, consequence, faults, last_line, pot, reason,
};
use crate::state::{Fault, Message, Open, Setting};
use crate::words::{Key, Plural, Words};

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
                    { faults(open.faults.iter().map(|fault| problem(fault, open, words)).collect(), words, &on_pick) }
                }
                { intro::intro(open, setting, words, send) }
            </div>
            { bar(open, follows.len(), words, &on_pick) }
            <div>
                { around::quick(open, words, send) }
                { lines(open, &follows, words, send) }
                { around::protected(open, words) }
                { around::limits(open, words) }
                { around::follows(open, &follows, words) }
                { foot::foot(open, words, send) }
            </div>
        </div>
    }
}

/// What stays in view: the pot, the money left, the headline share, and how much follows.
fn bar(open: &Open, follows: usize, words: &Words, on_pick: &Callback<usize>) -> Html {
    let (total, left) = (open.budget.total, open.left());
    let label = words.fill(
        Key::BallotPot,
        &[
            ("given", &words.money(total - left)),
            ("left", &words.money(left)),
        ],
    );
    html! {
        <section class="bar" aria-label={words.say(Key::BallotBar)}>
            { pot(&open.draft.amounts(), total, label, Some(on_pick)) }
            <div class="bar-says">
                <p>
                    <strong class="bar-left">{
                        if left == 0 { html! { {words.say(Key::BallotLeftNone)} } }
                        else { words.rich(Key::BallotLeft, &[("money", &words.money(left))]) }
                    }</strong>
                    <span class="bar-of">{
                        if open.unsent() { html! { {words.say(Key::BallotUnsentShort)} } }
                        else { words.rich(Key::BallotOf, &[("money", &words.money(total))]) }
                    }</span>
                </p>
                { headline(open, words) }
                if follows > 0 {
                    <a class="bar-follows" href="#follows">
                        <span aria-hidden="true">{"⚠ "}{words.number(follows as u64)}</span>
                        <span class="unseen">{words.count(Plural::CountedFollows, follows as u64, &[])}</span>
                    </a>
                }
            </div>
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
    let share = words.number(share);
    html! { <p class="bar-headline">{words.rich(Key::BallotHeadline, &[("name", words.text(&tag.name)), ("share", &share)])}</p> }
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
            <h2 id="lines" class="unseen">{words.say(Key::BallotLines)}</h2>
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
        Change::More => Message::MorePressed(priority),
        Change::Less => Message::LessPressed(priority),
        Change::NoView => Message::NoViewToggled(priority),
    }
}

/// A fault in words, and where it can be mended.
fn problem(fault: &Fault, open: &Open, words: &Words) -> Problem {
    let budget = &open.budget;
    let group = |limit: usize| {
        let line = budget.limits[limit]
            .priorities
            .iter()
            .find_map(|priority| budget.position(priority));
        (words.text(&budget.limits[limit].name), line)
    };
    let (says, line) = match *fault {
        Fault::MoneyLeft(left) => {
            let line = (0..budget.priorities.len())
                .find(|&at| open.can_more(at))
                .unwrap_or(0);
            (
                words.rich(Key::FaultsMoneyLeft, &[("money", &words.money(left))]),
                Some(line),
            )
        }
        Fault::GroupBelow { limit, floor, has } => {
            let (name, line) = group(limit);
            let (more, floor) = (words.money(floor - has), words.money(floor));
            (
                words.rich(
                    Key::FaultsGroupBelow,
                    &[("name", name), ("more", &more), ("floor", &floor)],
                ),
                line,
            )
        }
        Fault::GroupAbove { limit, cap, has } => {
            let (name, line) = group(limit);
            let (less, cap) = (words.money(has - cap), words.money(cap));
            (
                words.rich(
                    Key::FaultsGroupAbove,
                    &[("name", name), ("less", &less), ("cap", &cap)],
                ),
                line,
            )
        }
        Fault::NotAsTyped(clipped) => {
            let name = words.text(&budget.priorities[clipped.priority].name);
            let why = reason(clipped.because, budget, clipped.priority, words);
            (
                words.rich(Key::FaultsNotAsTyped, &[("name", name), ("why", &why)]),
                Some(clipped.priority),
            )
        }
        Fault::NotYetOpen(date) => (
            words.rich(Key::FaultsNotYet, &[("date", &words.date(date))]),
            None,
        ),
        Fault::Closed(date) => (
            words.rich(Key::FaultsClosed, &[("date", &words.date(date))]),
            None,
        ),
    };
    Problem { says, line }
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
            today: Date::parse("2027-03-10").expect("a day that exists"),
            online: true,
            storage: Storage::Allowed,
            wanted: Vec::new(),
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
