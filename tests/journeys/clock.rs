//! Two clocks, either of which may be wrong: nobody is refused without being told which one says so.

use common_purse::state::*;

use crate::support::*;

const DEVICE_WRONG: [&str; 4] = ["2020-01-01", "1970-01-01", "2027-02-28", "2036-01-01"];

/// On the check page of a device with this day.
fn on(device: &str) -> Visit {
    let today = day(device);
    let mut visit = Visit::to(&Small::default(), Setting { today, ..own() });
    visit.tell(EditMessage::EvenPressed);
    visit
}

fn told(server: Option<&str>) -> Message {
    DeviceMessage::ServerDated(server.map(day)).into()
}

#[test]
fn the_server_is_asked_only_where_this_devices_day_stands_in_the_way() {
    let asked = |visit: &mut Visit| visit.take().contains(&Effect::AskServerDay);
    assert!(!asked(&mut on("2027-03-10")));
    for wrong in DEVICE_WRONG {
        let mut visit = on(wrong);
        assert!(asked(&mut visit), "{wrong}");
        visit.tell(DeviceMessage::DayChanged(day("2027-03-10")));
        assert!(!asked(&mut visit));
        visit.tell(DeviceMessage::DayChanged(day(wrong)));
        assert!(asked(&mut visit));
    }
}

#[test]
fn an_open_event_is_open_on_a_device_with_a_wrong_clock_and_the_page_says_whom_it_believes() {
    for wrong in DEVICE_WRONG {
        let mut visit = on(wrong);
        visit.tell(told(Some("2027-03-10")));
        let (open, setting) = (visit.open(), &visit.state.setting);
        assert_eq!(open.window(setting), Window::Now);
        assert!(open.doubts_day(setting), "it says both");
        visit.send();
    }
}

#[test]
fn a_server_with_a_wrong_clock_closes_nothing() {
    for server in ["1970-01-01", "2036-01-01"] {
        let mut visit = on("2027-03-10");
        visit.tell(told(Some(server)));
        assert_eq!(visit.open().window(&visit.state.setting), Window::Now);
        visit.send();
    }
}

#[test]
fn a_press_that_cannot_send_says_why_and_asks_the_server_once_more() {
    for wrong in DEVICE_WRONG {
        let mut visit = on(wrong);
        visit.tell(told(None));
        assert!(visit.open().doubts_day(&visit.state.setting));
        visit.tell(NavigateMessage::ScreenAsked(Screen::Check));
        visit.tell(NavigateMessage::ScreenAsked(Screen::Check));
        visit.take();
        visit.tell(SendMessage::SendPressed);
        assert_eq!(visit.take(), [Effect::FocusFaults, Effect::AskServerDay]);
        assert!(!visit.open().filling.faults.is_empty());
        visit.tell(told(Some("2027-03-10")));
        assert!(visit.open().filling.faults.is_empty());
        visit.send();
    }
}

#[test]
fn where_both_clocks_say_the_same_nothing_is_in_doubt() {
    let mut visit = on("2027-04-01");
    visit.tell(told(Some("2027-04-01")));
    let (open, setting) = (visit.open(), &visit.state.setting);
    assert_eq!(open.window(setting), Window::Over(day("2027-03-31")));
    assert!(!open.doubts_day(setting));
}
