//! The pages as a room reads them, in both languages.

use common_purse::places::hall::{Aside, Hall, Message, Step, page};
use common_purse::results::Message as Counted;
use common_purse::state::Closing;
use documents::result::Refused;
use documents::{Date, Id, ResultFile};
use workers::messages::CountFailure;
use yew::prelude::*;

use crate::support::{ADDRESS, at, at_step, begun, budget, counted, result, words};

#[derive(Clone, PartialEq, Properties)]
struct Shown {
    hall: Hall,
}

#[component]
fn Screen(shown: &Shown) -> Html {
    page(&shown.hall, &Callback::noop())
}

/// What is read there, without what is said to the one who leads.
fn read(hall: &Hall) -> String {
    let html = drawn(hall);
    let (_, step) = html.split_once("<main").expect("the step");
    let (step, _) = step.split_once("</main>").expect("its end");
    let mut text = String::new();
    for piece in step.split('<').filter_map(|piece| piece.split_once('>')) {
        text += piece.1;
    }
    // Parts that stand beside each other have no space between them.
    text.replace("&#39;", "'")
}

fn drawn(hall: &Hall) -> String {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .expect("a runtime of one thread");
    let shown = Shown { hall: hall.clone() };
    let page = yew::LocalServerRenderer::<Screen>::with_props(shown).hydratable(false);
    runtime.block_on(page.render())
}

fn told(messages: impl IntoIterator<Item = Message>) -> Hall {
    at_step(Step::Closed, messages)
}

/// Every step of telling this result.
fn every_step(result: &ResultFile, agreed: Option<bool>) -> Vec<String> {
    let mut hall = told([counted(result, agreed)]);
    let steps = hall.slides().len();
    let read = (0..steps).map(|_| {
        hall.update(Message::Onward);
        read(&hall)
    });
    read.collect()
}

#[test]
fn before_it_begins_the_title_is_there_and_no_address() {
    let hall = at_step(Step::Waiting, []);
    let says = read(&hall);
    assert!(
        says.contains(words("en").text(&hall.budget.title)),
        "{says}"
    );
    assert!(
        says.contains("We begin soon.") && says.contains("cyn bo hir"),
        "{says}"
    );
    assert!(!says.contains("purse.example"), "{says}");
}

#[test]
fn whoever_leads_hears_that_no_phone_finds_this_address() {
    let warned = |address: &str| {
        let mut hall = at_step(Step::Waiting, []);
        hall.address = address.into();
        drawn(&hall).contains("No phone can get here")
    };
    assert_eq!(
        (warned("http://127.0.0.1:8080/"), warned(ADDRESS)),
        (true, false)
    );
}

#[test]
fn who_joins_reads_how_in_both_languages_and_the_address_without_its_scheme() {
    let says = read(&at_step(Step::Open, []));
    for part in [
        "Join in: scan this with your phone.",
        "Ymunwch: sganiwch hwn â’ch ffôn.",
        "Wi-Fi: Town hall guests",
        "Or type:",
        "purse.example/fund/?place=town-hall",
    ] {
        assert!(says.contains(part), "{part}: {says}");
    }
    let typed = says.replace("Square code for phones: https://", "");
    assert!(!typed.contains("https://"), "{says}");
}

#[test]
fn an_event_with_codes_asks_for_the_card() {
    let asks = |codes: bool| {
        let mut budget = budget();
        if let Some(keys) = &mut budget.keys {
            keys.codes = codes;
        }
        let (mut hall, _) = begun(budget, None);
        hall.update(Message::Onward);
        read(&hall).contains("voting card")
    };
    assert_eq!((asks(true), asks(false)), (true, false));
}

#[test]
fn ballots_so_far_are_a_number_only_while_it_is_new() {
    let mut hall = at_step(Step::Open, []);
    assert!(read(&hall).contains("We ask the ballot box."));
    hall.update(Message::BallotsListed(Some(1)));
    assert!(read(&hall).contains("1 ballot so far"));
    hall.update(Message::Ticked(at(&budget(), 20 * 3_600)));
    let says = read(&hall);
    assert!(says.contains("At 19:10: 1 ballot"), "{says}");
    assert!(!says.contains("so far"), "{says}");
    hall.update(Message::BallotsListed(None));
    let says = read(&hall);
    assert!(says.contains("At 19:10: 1 ballot"), "{says}");
    assert!(
        says.contains("The ballot box does not answer. We go on trying."),
        "{says}"
    );
}

#[test]
fn welsh_counts_ballots_in_its_six_forms() {
    let says = |number: u64| {
        let mut hall = at_step(Step::Open, [Message::BallotsListed(Some(number))]);
        hall.update(Message::LanguagePressed);
        read(&hall)
    };
    for (number, form) in [
        (0, "Dim pleidlais hyd yma"),
        (1, "1 bleidlais hyd yma"),
        (3, "3 pleidlais hyd yma"),
        (6, "6 phleidlais hyd yma"),
    ] {
        assert!(says(number).contains(form), "{form}: {}", says(number));
    }
}

#[test]
fn a_box_that_never_answered_has_no_number() {
    let says = read(&at_step(Step::Open, [Message::BallotsListed(None)]));
    assert!(
        says.contains("does not answer") && !says.contains("ballots so far"),
        "{says}"
    );
}

/// What the room calls closed is not closed by anybody.
#[test]
fn the_end_of_the_evening_is_not_called_the_close() {
    let (en, cy) = (told([counted(&result(&budget(), 7), None)]), {
        let mut hall = told([counted(&result(&budget(), 7), None)]);
        hall.update(Message::LanguagePressed);
        hall
    });
    let says = read(&en);
    assert!(says.contains("We stop here in this room"), "{says}");
    assert!(says.contains("7 ballots are counted."), "{says}");
    assert!(says.contains("Ballots can still come until"), "{says}");
    assert!(
        read(&cy).contains("Gall pleidleisiau ddod o hyd"),
        "{}",
        read(&cy)
    );
}

/// A table of eight with one card is one ballot.
#[test]
fn where_a_table_may_agree_a_ballot_nobody_says_how_many_people_took_part() {
    let says = |codes: bool, most: Option<u64>| {
        let mut budget = budget();
        budget.keys.as_mut().expect("the example has keys").codes = codes;
        budget.most_at_a_table = most;
        let told = counted(&result(&budget, 7), None);
        let (mut hall, _) = begun(budget, None);
        for message in [Message::Onward, Message::Onward, told] {
            hall.update(message);
        }
        let says = read(&hall);
        let all = ["7 people took part", "7 ballots are counted."];
        all.map(|part| says.contains(part))
    };
    assert_eq!(says(true, None), [true, false]);
    assert_eq!(says(true, Some(8)), [false, true]);
    assert_eq!(says(false, Some(8)), [false, true]);
}

/// By no amount, no name of a line, no sign of what follows.
#[test]
fn nothing_of_the_outcome_is_seen_before_a_key_is_pressed_for_it() {
    let budget = budget();
    let count = || counted(&result(&budget, 7), None);
    let steps = [
        at_step(Step::Waiting, []),
        at_step(Step::Open, [Message::BallotsListed(Some(7))]),
        told([]),
        told([count()]),
        told([count(), Message::AsidePressed(Aside::Keys)]),
    ];
    for hall in steps {
        let says = read(&hall);
        let sign = |text: &str| !says.contains(text);
        assert!(sign("GBP") && sign("£"), "{says}");
        for line in &budget.priorities {
            assert!(sign(words("en").text(&line.name)), "{says}");
        }
    }
}

#[test]
fn every_line_is_told_with_its_amount_and_what_changes() {
    let budget = budget();
    let result = result(&budget, 7);
    let all = every_step(&result, None).join("\n");
    let words = words("en");
    for (line, outcome) in budget.priorities.iter().zip(&result.outcome) {
        assert!(all.contains(words.text(&line.name)), "{}", line.id);
        let amount = words.value(common_purse::words::Value::Money(outcome.amount));
        assert!(all.contains(&amount), "{amount}");
    }
    assert!(all.contains("against today") && all.contains("as today"));
    assert!(all.contains("will answer by"));
}

#[test]
fn what_must_be_known_of_a_result_is_on_each_of_its_steps() {
    let budget = budget();
    let mut made_up = result(&budget, 7);
    made_up.simulated = true;
    let mut signed = result(&budget, 7);
    signed.close = Some(1);
    let all = |steps: Vec<String>, says: &str| {
        assert!(
            steps.iter().all(|step| step.contains(says)),
            "{says}: {steps:#?}"
        );
    };
    all(every_step(&made_up, None), "Made-up ballots");
    all(every_step(&result(&budget, 7), None), "So far. Open until");
    all(
        every_step(&signed, Some(false)),
        "The organiser has signed another result.",
    );
    for step in every_step(&signed, Some(true)) {
        assert!(
            !step.contains("So far") && !step.contains("another result"),
            "{step}"
        );
    }
    let says = read(&told([counted(&signed, Some(true))]));
    assert!(
        says.contains("The organiser has signed this very result."),
        "{says}"
    );
}

#[test]
fn without_a_result_the_screen_says_why() {
    let refused = Refused::default;
    let sealed = (0..9).map(|at| Id::of(&[at])).collect();
    for (message, why) in [
        (
            Counted::NothingCounted {
                seen: 7,
                sealed: Vec::new(),
                refused: refused(),
            },
            "There are no ballots yet.",
        ),
        (
            Counted::NothingCounted {
                seen: 7,
                sealed,
                refused: refused(),
            },
            "9 ballots are in the box. Their amounts are locked until the close.",
        ),
        (
            Counted::CountFailed(CountFailure::Incomplete),
            "The list of ballots is not complete.",
        ),
    ] {
        let says = read(&told([Message::Counted(message)]));
        assert!(says.contains(why), "{why}: {says}");
    }
    let one = told([counted(&result(&budget(), 1), None)]);
    assert!(read(&one).contains("1 ballot is counted."));
}

#[test]
fn a_black_screen_says_nothing() {
    let hall = at_step(Step::Open, [Message::AsidePressed(Aside::Black)]);
    assert_eq!(read(&hall).trim(), "");
}

#[test]
fn after_the_organisers_close_nobody_is_invited() {
    let closed = Closing::Closed {
        counted: Vec::new(),
    };
    let hall = at_step(Step::Open, [Message::CloseKnown(closed)]);
    let says = read(&hall);
    for part in [
        "The organiser has closed this. Ballots sent now do not count.",
        words("cy")
            .fill(common_purse::words::Key::BallotClosed, &[])
            .as_str(),
    ] {
        assert!(says.contains(part), "{part}: {says}");
    }
    for part in ["Join in", "purse.example", "You can send ballots"] {
        assert!(!says.contains(part), "{part}: {says}");
    }
    assert!(!drawn(&hall).contains("hall-code"));
}

/// A phone that came then would only say that it is too late.
#[test]
fn after_the_last_day_nobody_is_invited_and_before_the_first_the_code_is_there() {
    let on = |day: Date| {
        let mut now = at(&budget(), 19 * 3_600);
        now.day = day;
        at_step(Step::Open, [Message::Ticked(now)])
    };
    let dates = budget().dates;
    let year = |date: Date, years: i32| {
        let year = i32::from(date.year()) + years;
        Date::new(year.try_into().expect("a year"), date.month(), 1).expect("a first of a month")
    };
    let over = on(year(dates.closes, 1));
    let says = read(&over);
    for part in ["The last day was", "Y diwrnod olaf oedd"] {
        assert!(says.contains(part), "{part}: {says}");
    }
    for part in ["Join in", "purse.example", "You can send ballots"] {
        assert!(!says.contains(part), "{part}: {says}");
    }
    assert!(!drawn(&over).contains("hall-code"));
    let early = on(year(dates.opens, -1));
    let says = read(&early);
    for part in ["Join in", "purse.example", "You can send ballots from"] {
        assert!(says.contains(part), "{part}: {says}");
    }
    assert!(!read(&on(dates.closes)).contains("The last day was"));
}

#[test]
fn another_budget_in_the_box_is_said_and_nothing_of_the_old_one() {
    for step in [Step::Waiting, Step::Open, Step::Told(0)] {
        let told = counted(&result(&budget(), 7), None);
        let hall = at_step(step, [told, Message::CloseKnown(Closing::Changed)]);
        let says = read(&hall);
        assert!(says.contains("Another event is here now."), "{says}");
        assert!(
            !says.contains(words("en").text(&hall.budget.title)),
            "{says}"
        );
        assert!(
            !says.contains("purse.example") && !says.contains("£"),
            "{says}"
        );
    }
}

#[test]
fn a_signed_result_is_good_news_and_another_one_a_warning() {
    let mut signed = result(&budget(), 7);
    signed.close = Some(1);
    let toned = |agreed| {
        let html = drawn(&told([counted(&signed, Some(agreed))]));
        let good = html.split_once("hall-good").is_some_and(|(_, good)| {
            good.split_once("</p>")
                .expect("its end")
                .0
                .contains("has signed this very result")
        });
        let (_, provisos) = html.split_once("hall-provisos").expect("the provisos");
        let (provisos, _) = provisos.split_once("</div>").expect("their end");
        (good, provisos.contains("has signed"))
    };
    assert_eq!((toned(true), toned(false)), ((true, false), (false, true)));
}

#[test]
fn lines_that_the_bar_has_and_nobody_names_are_spoken_of() {
    let pot = |result: &ResultFile| {
        let steps = every_step(result, None);
        let pot = steps
            .into_iter()
            .find(|step| step.contains("All the money"));
        pot.expect("the bar")
            .contains("Lines with less are not named here.")
    };
    let all = result(&budget(), 7);
    let mut three = all.clone();
    three.outcome[3..]
        .iter_mut()
        .for_each(|line| line.amount = 0);
    assert_eq!((pot(&all), pot(&three)), (true, false));
}
