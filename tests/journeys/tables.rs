//! A group at a table agrees one ballot, and says how many people agreed.

use common_purse::places::Place;
use common_purse::places::table::{Asked, people};
use common_purse::state::*;

use crate::support::*;

fn at_a_table() -> Setting {
    Setting {
        channel: Channel::Table,
        ..own()
    }
}

fn with_tables() -> Small {
    Small {
        tables: true,
        ..Small::default()
    }
}

fn complete() -> Visit {
    let mut visit = Visit::to(&with_tables(), at_a_table());
    visit.tell(EditMessage::EvenPressed);
    visit.tell(NavigateMessage::ScreenAsked(Screen::Check));
    visit
}

#[test]
fn a_table_says_how_many_agreed_before_its_ballot_is_sent() {
    let mut visit = complete();
    for said in ["", "1", "9", "-3", "many", "99999999999999999999"] {
        visit.tell(VoterMessage::PeopleSaid(people(said, 8)));
        visit.tell(SendMessage::SendPressed);
        assert!(
            Asked::of(&visit.state).is_some_and(|asked| asked.now && asked.people.is_none()),
            "{said:?}"
        );
        assert_eq!(visit.cast(), None);
        assert_eq!(visit.take().last(), Some(&Effect::FocusFaults));
    }
    visit.tell(VoterMessage::PeopleSaid(people(" 5 ", 8)));
    let id = visit.send();
    let cast = ballot(&visit.put(id));
    assert_eq!((cast.channel, cast.people), (Channel::Table, Some(5)));
}

#[test]
fn nobody_at_a_table_is_asked_about_themselves() {
    let mut visit = complete();
    assert_eq!(visit.open().screen, Screen::Check);
    assert!(visit.open().budget.about.is_empty());
    visit.tell(VoterMessage::PeopleSaid(Some(2)));
    let id = visit.send();
    assert_eq!(ballot(&visit.put(id)).about, None);
}

#[test]
fn the_next_table_is_asked_again() {
    let mut visit = complete();
    visit.tell(VoterMessage::PeopleSaid(Some(5)));
    visit.send();
    visit.tell(TurnMessage::AnotherBallotPressed);
    assert_eq!(visit.open().draft().people, None);
}

/// Its ballots would all be refused.
#[test]
fn a_budget_without_tables_takes_no_ballot_of_one() {
    let mut visit = Visit::to(&Small::default(), at_a_table());
    assert_eq!(Asked::of(&visit.state).map(|asked| asked.most), Some(None));
    visit.tell(EditMessage::EvenPressed);
    visit.tell(NavigateMessage::ScreenAsked(Screen::Check));
    visit.tell(SendMessage::SendPressed);
    assert_eq!((visit.cast(), people("5", 0)), (None, None));
}

#[test]
fn a_table_is_a_place_of_its_own_and_a_kiosk_at_one_is_a_kiosk() {
    assert_eq!(Place::of(&at_a_table(), ""), Some(Place::Table));
    let shared = Setting {
        mode: Mode::Kiosk,
        ..at_a_table()
    };
    assert_eq!(Place::of(&shared, ""), Some(Place::Kiosk));
}

#[test]
fn whoever_is_at_no_table_says_no_number() {
    let mut visit = Visit::to(&with_tables(), own());
    visit.tell(EditMessage::EvenPressed);
    let id = visit.send();
    assert_eq!(ballot(&visit.put(id)).people, None);
}
