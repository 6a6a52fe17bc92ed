//! The way through the screens.

use common_purse::state::*;

use crate::support::*;

fn screen(visit: &Visit) -> Screen {
    visit.open().screen
}

#[test]
fn each_screen_has_an_address_of_its_own() {
    let addresses: Vec<&str> = Screen::ALL.iter().map(|it| it.address()).collect();
    for (at, address) in addresses.iter().enumerate() {
        assert!(address.starts_with('#') && address.len() > 1, "{address}");
        assert!(!addresses[..at].contains(address), "{address} twice");
    }
    // The page's own places and the code are no screens.
    for taken in ["#follows", "#limits", "#code", "#faults"] {
        assert!(!addresses.contains(&taken), "{taken}");
    }
}

#[test]
fn the_button_at_the_foot_leads_through_all_screens() {
    let mut visit = Visit::to(&Small::default(), own());
    visit.tell(EditMessage::EvenPressed);
    visit.take();
    for there in [Screen::About, Screen::Check] {
        let next = visit.open().next();
        visit.tell(NavigateMessage::ScreenAsked(next));
        assert_eq!(
            (screen(&visit), visit.take()),
            (there, vec![Effect::Show(there)])
        );
    }
    visit.tell(SendMessage::SendPressed);
    assert_eq!(screen(&visit), Screen::Receipt);
    assert!(visit.take().contains(&Effect::Show(Screen::Receipt)));
}

#[test]
fn about_is_skipped_where_nothing_is_asked() {
    let mut visit = Visit::to(
        &Small {
            about: false,
            ..Small::default()
        },
        own(),
    );
    visit.tell(EditMessage::EvenPressed);
    assert_eq!(visit.open().next(), Screen::Check);
    visit.tell(NavigateMessage::ScreenAsked(Screen::About));
    assert_eq!(screen(&visit), Screen::Check);
    visit.tell(NavigateMessage::ScreenShown(Screen::Ballot));
    visit.take();
    visit.tell(NavigateMessage::ScreenShown(Screen::About));
    assert_eq!(visit.take(), [Effect::ShowInstead(Screen::Check)]);
}

fn below(limit: Limit, found: u64, bound: u64) -> Fault {
    Fault::Breaks(Breach {
        limit,
        side: Side::Below,
        found,
        bound,
    })
}

#[test]
fn faults_stop_the_way_and_take_the_focus() {
    let mut visit = Visit::to(&Small::default(), own());
    visit.set([60, 20, 10, 5]);
    visit.take();
    for asked in [Screen::Check, Screen::About] {
        visit.tell(NavigateMessage::ScreenAsked(asked));
        assert_eq!(
            (screen(&visit), visit.take()),
            (Screen::Ballot, vec![Effect::FocusFaults])
        );
        let expected = [below(Limit::Total, 95, 100), below(Limit::Group(0), 15, 25)];
        assert_eq!(visit.open().filling.faults, expected);
    }
    visit.tell(EditMessage::MorePressed(ADVICE));
    assert_eq!(
        visit.open().filling.faults,
        [below(Limit::Group(0), 20, 25)],
        "the summary keeps up"
    );
    visit.tell(EditMessage::LessPressed(WARMTH));
    visit.tell(EditMessage::MorePressed(ADVICE));
    assert!(visit.open().filling.faults.is_empty());
    visit.tell(NavigateMessage::ScreenAsked(Screen::Check));
    assert_eq!(screen(&visit), Screen::Check);
}

#[test]
fn what_was_typed_and_not_given_is_a_fault() {
    let mut visit = Visit::to(&Small::default(), own());
    visit.tell(EditMessage::EvenPressed);
    visit.tell(EditMessage::AmountTyped {
        priority: GARDEN,
        text: "31".into(),
    });
    visit.tell(NavigateMessage::ScreenAsked(Screen::Check));
    let clamped = Clamped {
        priority: GARDEN,
        given: 25,
        because: breaks(Limit::Total, Side::Above, 106, 100),
    };
    assert_eq!(
        (screen(&visit), &visit.open().filling.faults[..]),
        (Screen::Ballot, &[Fault::NotAsTyped(clamped)][..])
    );
}

#[test]
fn money_may_be_left_where_the_budget_allows_it() {
    let mut visit = Visit::to(
        &Small {
            unspent: true,
            ..Small::default()
        },
        own(),
    );
    visit.set([10, 0, 20, 5]);
    assert!(visit.open().is_complete());
    let id = visit.send();
    let cast = ballot(&visit.put(id));
    assert_eq!(amounts_of(&cast).values().sum::<u64>(), 35);
}

#[test]
fn back_works_on_every_screen() {
    let mut visit = Visit::to(&Small::default(), own());
    visit.tell(EditMessage::EvenPressed);
    visit.tell_all(
        [Screen::About, Screen::Check, Screen::Results].map(NavigateMessage::ScreenAsked),
    );
    visit.take();
    for there in [Screen::Check, Screen::About, Screen::Ballot] {
        visit.tell(NavigateMessage::ScreenShown(there));
        assert_eq!(
            (screen(&visit), visit.take()),
            (there, vec![Effect::FocusHeading])
        );
        assert_eq!(visit.amounts(), [25, 25, 25, 25]);
    }
    visit.tell(NavigateMessage::ScreenShown(Screen::Ballot));
    assert_eq!(visit.take(), [], "already there");
}

#[test]
fn an_address_that_cannot_be_shown_is_put_right() {
    let mut visit = Visit::to(
        &Small {
            results_open: false,
            ..Small::default()
        },
        own(),
    );
    visit.take();
    for nowhere in [
        Screen::Check,
        Screen::About,
        Screen::Receipt,
        Screen::Results,
    ] {
        visit.tell(NavigateMessage::ScreenShown(nowhere));
        assert_eq!(
            (screen(&visit), visit.take()),
            (Screen::Ballot, vec![Effect::ShowInstead(Screen::Ballot)])
        );
    }
}

#[test]
fn the_address_is_followed_once_budget_and_memory_are_there() {
    let mut first = Visit::to(&Small::default(), own());
    first.tell(EditMessage::EvenPressed);
    let device = first.device.clone();
    for memory_first in [true, false] {
        let mut visit = Visit::just_opened(own(), device.clone());
        visit.tell(NavigateMessage::ScreenShown(Screen::Check));
        if memory_first {
            visit.tell_memory();
        }
        visit.tell(LoadMessage::BudgetArrived(Small::default().json()));
        if !memory_first {
            assert_eq!(screen(&visit), Screen::Ballot);
            visit.tell_memory();
        }
        assert_eq!(
            (screen(&visit), visit.amounts()),
            (Screen::Check, vec![25; 4])
        );
        assert!(
            !visit
                .take()
                .iter()
                .any(|effect| matches!(effect, Effect::ShowInstead(_)))
        );
    }
}

#[test]
fn memory_that_comes_late_takes_nobody_back_to_the_address_they_left() {
    let mut visit = Visit::just_opened(own(), Device::default());
    visit.tell(NavigateMessage::ScreenShown(Screen::Ballot));
    visit.tell(LoadMessage::BudgetArrived(Small::default().json()));
    visit.tell(EditMessage::EvenPressed);
    visit.tell_all([Screen::About, Screen::Check].map(NavigateMessage::ScreenAsked));
    visit.tell(NavigateMessage::ScreenShown(Screen::About));
    assert_eq!(
        screen(&visit),
        Screen::About,
        "Back works while memory is on its way"
    );
    visit.tell(NavigateMessage::ScreenAsked(Screen::Check));
    visit.take();
    visit.tell_memory();
    assert_eq!(screen(&visit), Screen::Check);
    let asked = visit.take();
    let goes = |it: &Effect| {
        matches!(
            it,
            Effect::Show(_) | Effect::ShowInstead(_) | Effect::FocusHeading
        )
    };
    assert!(!asked.iter().any(goes), "{asked:?}");
}

#[test]
fn change_leads_to_the_line_and_straight_back_to_check() {
    let mut visit = Visit::to(&Small::default(), own());
    visit.tell(EditMessage::EvenPressed);
    visit.tell_all([Screen::About, Screen::Check].map(NavigateMessage::ScreenAsked));
    visit.take();
    visit.tell(NavigateMessage::ChangePressed(ADVICE));
    assert_eq!(
        visit.take(),
        [Effect::Show(Screen::Ballot), Effect::FocusLine(ADVICE)]
    );
    assert_eq!(visit.open().next(), Screen::Check);
}

#[test]
fn the_language_changes_the_words_and_nothing_else() {
    let mut visit = Visit::to(&Small::default(), own());
    assert_eq!(visit.open().lang, lang("en"), "en-GB is served by en");
    visit.tell(EditMessage::EvenPressed);
    visit.tell(VoterMessage::AnswerChosen {
        question: 0,
        answer: Some(0),
    });
    visit.tell(NavigateMessage::ScreenAsked(Screen::Check));
    let draft = visit.open().draft().clone();
    visit.tell(EditMessage::AnnouncementDue);
    visit.take();
    visit.tell(LanguageMessage::LanguageChosen(lang("cy")));
    assert_eq!(
        visit.open().filling.announced,
        None,
        "nothing is said twice"
    );
    let ask = Effect::AskMoneyStyle {
        lang: lang("cy"),
        currency: "GBP".into(),
    };
    assert_eq!(visit.take(), [Effect::KeepLang(lang("cy")), ask]);
    assert_eq!(
        (visit.open().draft(), screen(&visit)),
        (&draft, Screen::Check)
    );

    let pounds = MoneyStyle {
        before: "£ ".into(),
        ..MoneyStyle::plain("GBP")
    };
    visit.tell(LanguageMessage::MoneyStyleKnown(lang("en"), pounds.clone()));
    assert_ne!(
        *visit.open().money,
        pounds,
        "an answer for a language no longer shown"
    );
    visit.tell(LanguageMessage::MoneyStyleKnown(lang("cy"), pounds.clone()));
    assert_eq!(*visit.open().money, pounds);

    visit.tell(LanguageMessage::LanguageChosen(lang("fr")));
    assert_eq!(
        visit.open().lang,
        lang("cy"),
        "a language that the budget does not have"
    );
    let again = Visit::again(&Small::default(), own(), visit.device);
    assert_eq!(again.open().lang, lang("cy"));
}

#[test]
fn a_budget_that_cannot_be_had_can_be_asked_for_again() {
    let mut visit = Visit::just_opened(own(), Device::default());
    assert_eq!(visit.take(), [Effect::FetchBudget, Effect::ReadMemory]);
    visit.tell(unreachable(Some(502)));
    assert_eq!(
        visit.state.phase,
        Phase::Broken(Trouble::Unreachable {
            status: Some(502),
            again: None
        })
    );
    visit.tell(LoadMessage::TryAgainPressed);
    assert_eq!(visit.state.phase, Phase::Loading);
    assert_eq!(visit.take(), [Effect::FetchBudget]);
    visit.tell(unreachable(None));
    visit.tell(LoadMessage::ConnectionChanged { online: true });
    assert_eq!(visit.take(), [Effect::FetchBudget]);
    visit.tell(LoadMessage::BudgetArrived(
        b" <html>sign in</html>".to_vec(),
    ));
    assert_eq!(
        visit.state.phase,
        Phase::Broken(Trouble::Unreachable {
            status: None,
            again: None
        }),
        "the network's page, and no mistake of the organiser"
    );
    visit.tell(LoadMessage::TryAgainPressed);
    visit.tell(LoadMessage::BudgetArrived(b"{}".to_vec()));
    assert!(
        matches!(&visit.state.phase, Phase::Broken(Trouble::Malformed(problems)) if !problems.is_empty())
    );
    visit.tell_all([
        LoadMessage::TryAgainPressed,
        LoadMessage::BudgetArrived(Small::default().json()),
    ]);
    assert_eq!(screen(&visit), Screen::Ballot);
}

fn unreachable(status: Option<u16>) -> Message {
    LoadMessage::BudgetUnreachable {
        status,
        retry_after: None,
    }
    .into()
}

#[test]
fn a_box_that_asks_to_come_later_is_asked_for_the_budget_later_and_the_page_says_when() {
    for (retry_after, seconds) in [(Some(120), 120), (None, 10), (Some(u32::MAX), 3_600)] {
        for status in [429, 503] {
            let mut visit = Visit::just_opened(own(), Device::default());
            visit.take();
            visit.tell(LoadMessage::BudgetUnreachable {
                status: Some(status),
                retry_after,
            });
            assert_eq!(visit.take(), [Effect::TryAgainAfter(seconds)]);
            let again = Trouble::Unreachable {
                status: Some(status),
                again: Some(seconds),
            };
            assert_eq!(visit.state.phase, Phase::Broken(again));
            visit.tell(LoadMessage::TryAgainPressed);
            assert_eq!(visit.take(), [Effect::FetchBudget]);
        }
    }
}
