//! The ballot: what this is, the pot that stays in view, the lines, what follows, and the way on.

pub(super) mod context;
pub(super) mod faults;
pub(super) mod footer;
pub(super) mod hints;
pub(super) mod how;
mod intro;
pub(super) mod paper;
mod quick;

use std::rc::Rc;

use yew::prelude::*;

use super::{Place, around as placed, is_whole, pot_of, wait};
use crate::components::{
    LineChange, LineProps, Part, Source, all, consequence, element, last_line, memo, unseen,
};
use crate::pieces::Later;
use crate::state::{EditMessage, Message, NavigateMessage, Open, State, Table};
use crate::words::{Key, Plural, Value, Words, alone};

pub(super) use intro::code_found;

pub(super) fn page(
    state: &State,
    open: &Open,
    so_many: usize,
    words: &Rc<Words>,
    send: &Callback<Message>,
) -> Html {
    let follows = open.consequences();
    let on_pick = send.reform(|it| NavigateMessage::ChangePressed(it).into());
    let around = |place| placed(place, state, open, words, send);
    let faults = match (open.filling.faults.is_empty(), state.later()) {
        (true, _) => Html::default(),
        (false, Some(_)) => around(Place::Faults),
        // The place takes the focus now, and says more once that is here.
        (false, None) => {
            html! { <div id="faults" tabindex="-1">{words.html(Key::LoadingTitle)}</div> }
        }
    };
    let whole = is_whole(state, so_many);
    let so_many = if whole { usize::MAX } else { so_many };
    let below = match state.later() {
        Some(_) => around(Place::Below),
        None if !whole => Html::default(),
        // Links of the lines and the bar lead to where it will be. The way on is part of it: a button that moves away under
        // a finger is worse than one that is not there yet.
        None => {
            html! { <div id="limits"><div id="follows">{wait::meanwhile(state, words, send)}</div></div> }
        }
    };
    let intro = vec![
        faults,
        intro::intro(state, open, words, send),
        around(Place::Paper),
    ];
    let rest = vec![
        quick::quick(open, words, send),
        lines(state, open, &follows, so_many, words, send),
        below,
    ];
    let parts = vec![
        element("div", "intro", all(intro)),
        bar(open, follows.len(), words, &on_pick),
        element("div", "", all(rest)),
    ];
    element("div", "ballot", all(parts))
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
            { pot_of(&open.draft().amounts(), total, words, Some(on_pick)) }
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
fn lines(
    state: &State,
    open: &Open,
    follows: &[usize],
    so_many: usize,
    words: &Rc<Words>,
    send: &Callback<Message>,
) -> Html {
    let budget = &open.budget;
    let later = state.later();
    let on_change = send.reform(|(priority, change)| told(priority, change));
    let follows = follows.iter().map(|&follow| &budget.consequences[follow]);
    let follows: Vec<_> = follows.map(|it| (last_line(it, budget), it)).collect();
    let lines = (0..open.draft().choices.lines.len()).map(|at| {
        let here = follows.iter().filter(|(last, _)| *last == Some(at));
        let here = here.map(
            |(_, it)| html! { <li class="between" key={it.id.as_str()}>{consequence(it, words)}</li> },
        );
        let line = memo(Part::Line(line(at, open, later, words, &on_change)));
        // A list of their own, and a key: the line stays what it was, however many come and go behind it, and however many lines
        // are drawn so far. Else a field that has the focus could become another line's.
        html! { <key={at}>{line}{here.collect::<Html>()}</> }
    });
    html! {
        <section aria-labelledby="lines">
            <h2 id="lines" class="unseen">{words.html(Key::BallotLines)}</h2>
            { element("ul", "lines", lines.take(so_many).collect()) }
        </section>
    }
}

fn line(
    at: usize,
    open: &Open,
    later: Option<&'static Later>,
    words: &Rc<Words>,
    on_change: &Callback<(usize, LineChange)>,
) -> LineProps {
    let line = open.draft().choices.lines[at].clone();
    let clamped = open
        .filling
        .clamped
        .filter(|clamped| clamped.priority == at)
        .map(|clamped| clamped.because);
    let because = line.typed.as_ref().map_or(clamped, |typed| typed.because);
    let from = Source {
        words: words.clone(),
        budget: open.budget.clone(),
        at,
        later: later.map(Table),
    };
    LineProps {
        from,
        line,
        because,
        on_change: on_change.clone(),
    }
}

fn told(priority: usize, change: LineChange) -> Message {
    match change {
        LineChange::Set(amount) => EditMessage::AmountSet { priority, amount }.into(),
        LineChange::Typed(text) => EditMessage::AmountTyped { priority, text }.into(),
        LineChange::Settled => EditMessage::AmountSettled(priority).into(),
        LineChange::Taken => EditMessage::SliderTaken(priority).into(),
        LineChange::Lost => EditMessage::SliderLost(priority).into(),
        LineChange::More => EditMessage::MorePressed(priority).into(),
        LineChange::Less => EditMessage::LessPressed(priority).into(),
        LineChange::NoView => EditMessage::NoViewToggled(priority).into(),
    }
}

#[cfg(test)]
mod tests {
    use documents::{Date, Lang};

    use super::*;
    use crate::state::{
        Channel, DeviceMessage, LoadMessage, Memory, Mode, MoneyStyle, Phase, Setting, Storage,
    };

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
            packs: Vec::new(),
        };
        let (mut state, _) = State::new(setting);
        state.update(DeviceMessage::MemoryRead(Memory::default()).into());
        state.update(
            LoadMessage::BudgetArrived(include_bytes!("../../budgets/aldermoor.json").to_vec())
                .into(),
        );
        state
    }

    fn all_lines(state: &State) -> Vec<LineProps> {
        let Phase::Open(open) = &state.phase else {
            panic!("the example budget opens")
        };
        let words = Rc::new(Words::new(
            Lang::parse("en").expect("a language tag"),
            MoneyStyle::plain("GBP").into(),
            None,
        ));
        (0..open.draft().choices.lines.len())
            .map(|at| line(at, open, state.later(), &words, &Callback::noop()))
            .collect()
    }

    #[test]
    fn lines_may_follow_only_before_the_rest_of_the_program_is_here() {
        let whole = opened();
        let setting = whole.setting.clone();
        let (mut first, _) = State::of_first_piece(setting);
        assert!(is_whole(&first, 0), "there are no lines yet");
        let budget = include_bytes!("../../budgets/aldermoor.json");
        first.update(LoadMessage::BudgetArrived(budget.to_vec()).into());
        let lines = all_lines(&first).len();
        assert!(!is_whole(&first, lines - 1) && is_whole(&first, lines));
        assert!(is_whole(&whole, 0));
    }

    #[test]
    fn a_change_draws_its_own_line_again_and_no_other() {
        let mut state = opened();
        state.update(EditMessage::TodayPressed.into());
        for message in [
            EditMessage::MorePressed(3).into(),
            EditMessage::AmountSet {
                priority: 3,
                amount: 350_000,
            }
            .into(),
            EditMessage::AmountTyped {
                priority: 3,
                text: "3".into(),
            }
            .into(),
        ] {
            let before = all_lines(&state);
            state.update(message);
            let changed: Vec<_> = before
                .iter()
                .zip(all_lines(&state))
                .filter(|(a, b)| *a != b)
                .map(|(a, _)| a.from.at)
                .collect();
            assert_eq!(changed, [3]);
        }
    }

    #[test]
    fn a_change_draws_nothing_again_that_the_budget_alone_says() {
        let mut state = opened();
        let sources = |state: &State| all_lines(state).into_iter().map(|line| line.from);
        let before: Vec<_> = sources(&state).collect();
        for message in [
            EditMessage::TodayPressed,
            EditMessage::MorePressed(3),
            EditMessage::NoViewToggled(3),
        ] {
            state.update(message.into());
            assert!(sources(&state).eq(before.iter().cloned()));
        }
    }
}
