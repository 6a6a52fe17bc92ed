//! The staff of the place: their PIN, and what becomes of the ballots on the device.

use common_purse::places::kiosk::{
    self as beside, Address, Cover, Kiosk, Record, Says, Staff, StaffMessage, WrongPin, at_place,
    goes_on_at,
};
use common_purse::state::*;
use documents::{Id, Slug, bundle};

use crate::stand::*;
use crate::support::*;

/// A kiosk on which so many ballots wait that could not be sent.
fn with_unsent(number: usize) -> (Stand, Vec<Id>) {
    let mut stand = Stand::new();
    let mut ids = Vec::new();
    for _ in 0..number {
        stand.happens(beside::Message::BeginPressed);
        stand.tell(EditMessage::EvenPressed);
        let id = stand.visit.send();
        stand.tell(SendMessage::PutAnswered {
            ballot: id,
            answer: Answer::Nothing,
        });
        stand.happens(beside::Message::NextPressed);
        ids.push(id);
    }
    (stand, ids)
}

fn says(stand: &Stand) -> Option<Says> {
    match &stand.kiosk.staff {
        Staff::Here(here) => here.says,
        other => panic!("not the staff's screen: {other:?}"),
    }
}

fn offered(stand: &mut Stand) -> Vec<u8> {
    let offered = std::mem::take(&mut stand.asked).into_iter();
    let mut files = offered.filter_map(|effect| match effect {
        beside::Effect::Offer(bytes) => Some(bytes),
        _ => None,
    });
    files.next().expect("a file was offered")
}

#[test]
fn nobody_uses_a_kiosk_before_its_place_has_set_a_pin() {
    let mut stand = Stand::at("?mode=kiosk", Record::default());
    for message in [
        beside::Message::BeginPressed,
        beside::Message::Touched,
        beside::Message::Staff(StaffMessage::Left),
        beside::Message::Staff(StaffMessage::Asked),
        beside::Message::TimePassed { ms: u64::MAX },
    ] {
        stand.happens(message);
        assert_eq!(stand.kiosk.cover(), Some(Cover::Staff));
    }
    stand.types("1234");
    assert_eq!(stand.kiosk.cover(), Some(Cover::Staff), "it is typed twice");
    stand.types("1234");
    assert_eq!(stand.kiosk.cover(), Some(Cover::Waiting));
    assert_eq!(stand.asked, [beside::Effect::Keep]);
    let again = Stand::at("?mode=kiosk", stand.record());
    assert_eq!(again.kiosk.cover(), Some(Cover::Waiting));
}

#[test]
fn a_pin_has_four_to_eight_digits_and_is_the_same_twice() {
    let wrong = |stand: &Stand| match &stand.kiosk.staff {
        Staff::Sets { wrong, .. } => *wrong,
        other => panic!("{other:?}"),
    };
    let mut stand = Stand::at("?mode=kiosk", Record::default());
    stand.types("123");
    assert_eq!(wrong(&stand), Some(WrongPin::Short));
    stand.types("1234");
    assert_eq!(wrong(&stand), None);
    stand.types("1243");
    assert_eq!(wrong(&stand), Some(WrongPin::Differs));
    // Of nine digits the last is not taken, and what is no digit is none.
    for key in [
        "1",
        "x",
        "2",
        "Tab",
        "3",
        "4",
        "9",
        "Backspace",
        "5",
        "6",
        "7",
        "8",
        "9",
    ] {
        stand.staff(StaffMessage::Key(key.into()));
    }
    stand.staff(StaffMessage::PinDone);
    stand.types("12345678");
    assert!(stand.record().pin.is_some_and(|pin| pin.is("12345678")));
}

#[test]
fn what_the_device_keeps_of_a_pin_does_not_show_it() {
    let (mut one, mut other) = (Record::default(), Record::default());
    one.pin = Some(beside::Pin::new("2468", [1; 32]));
    other.pin = Some(beside::Pin::new("2468", [2; 32]));
    assert!(!one.write().contains("2468"));
    assert_ne!(
        one.pin.map(|pin| pin.hash),
        other.pin.map(|pin| pin.hash),
        "the salt differs"
    );
    assert!(
        one.pin
            .is_some_and(|pin| pin.is("2468") && !pin.is("2469") && !pin.is(""))
    );
}

#[test]
fn wrong_pins_wait_longer_and_longer_also_after_a_restart() {
    let mut record = with_pin();
    let mut now = 1_000_000;
    for seconds in [0, 0, 30, 60, 120, 240, 480, 960, 1_920, 3_600, 3_600] {
        let mut stand = Stand::at("?mode=kiosk", record);
        stand.clock(now);
        stand.staff(StaffMessage::Asked);
        stand.types("0000");
        assert_eq!(stand.kiosk.waits(), seconds);
        record = stand.record();
        let mut again = Stand::at("?mode=kiosk", record.clone());
        again.clock(now);
        again.staff(StaffMessage::Asked);
        if seconds > 0 {
            again.types(PIN);
            assert!(
                matches!(again.kiosk.staff, Staff::Asks { .. }),
                "not even the right one"
            );
            again.clock(now + seconds * 1_000 - 1);
            assert_eq!(again.kiosk.waits(), 1);
        }
        now += seconds * 1_000;
    }
    // A clock that is put back keeps nobody out for longer, and the right one ends it all.
    let mut stand = Stand::at("?mode=kiosk", record);
    stand.clock(5);
    assert_eq!(stand.kiosk.waits(), 3_600);
    stand.clock(now);
    stand.lets_staff_in();
    assert_eq!((stand.record().wrong, stand.kiosk.waits()), (0, 0));
}

#[test]
fn a_lost_pin_is_replaced_by_whoever_sets_the_address() {
    let (stand, _) = with_unsent(1);
    let mut again = Stand::of(stand.visit, "?mode=kiosk&pin=new", stand.kiosk.record);
    assert!(matches!(again.kiosk.staff, Staff::Sets { .. }));
    again.types("13579");
    again.types("13579");
    assert!(again.record().pin.is_some_and(|pin| pin.is("13579")));
    assert_eq!(
        again.kiosk.unsent().count(),
        1,
        "and no ballot is lost over it"
    );
}

#[test]
fn staff_see_how_far_the_ballots_have_got() {
    let (mut stand, ids) = with_unsent(3);
    assert_eq!(stand.kiosk.last_error, Some(Reason::Unreachable));
    stand.lets_staff_in();
    assert_eq!(stand.kiosk.unsent().count(), 3);
    stand.visit.take();
    stand.staff(StaffMessage::SendPressed);
    assert_eq!(says(&stand), Some(Says::Sending));
    let put = stand.visit.put(ids[1]);
    stand.visit.answer(ids[1], 201, Some(&put));
    stand.look();
    stand.look();
    assert_eq!(
        (
            stand.kiosk.unsent().count(),
            stand.record().today,
            stand.record().all
        ),
        (2, 1, 1)
    );
    stand.visit.tell(SendMessage::PutAnswered {
        ballot: ids[0],
        answer: Answer::Status {
            code: 500,
            retry_after: None,
        },
    });
    stand.visit.tell(SendMessage::ReadBack {
        ballot: ids[0],
        bytes: None,
    });
    stand.look();
    assert_eq!(stand.kiosk.last_error, Some(Reason::Failed(500)));
    // The next day counts from nothing.
    stand.clock(1);
    stand.happens(beside::Message::Clock {
        now: 2,
        today: day("2027-03-11"),
    });
    let put = stand.visit.put(ids[2]);
    stand.visit.answer(ids[2], 201, Some(&put));
    stand.look();
    assert_eq!((stand.record().today, stand.record().all), (1, 2));
}

#[test]
fn a_visitor_at_work_is_not_disturbed_by_a_look_of_the_staff_but_staff_who_leave_are_soon_gone() {
    let mut stand = Stand::new();
    stand.happens(beside::Message::BeginPressed);
    stand.tell(EditMessage::EvenPressed);
    stand.lets_staff_in();
    stand.staff(StaffMessage::Left);
    assert_eq!(
        (stand.kiosk.cover(), stand.visit.amounts()),
        (None, vec![25; 4])
    );
    stand.lets_staff_in();
    stand.seconds(59);
    assert_eq!(stand.kiosk.cover(), Some(Cover::Staff));
    stand.seconds(1);
    assert_eq!(stand.kiosk.cover(), None);
    stand.seconds(60);
    assert_eq!(
        stand.visit.amounts(),
        [10, 0, 0, 5],
        "and who was there before is forgotten"
    );
    // The PIN that somebody has begun to type is gone as well.
    stand.staff(StaffMessage::Asked);
    stand.seconds(60);
    assert_eq!(stand.kiosk.cover(), Some(Cover::Waiting));
}

#[test]
fn the_file_has_every_ballot_that_is_not_sent_and_tells_no_order() {
    let (mut stand, ids) = with_unsent(3);
    stand.lets_staff_in();
    stand.staff(StaffMessage::ExportPressed);
    assert_eq!(says(&stand), Some(Says::Exported(3)));
    let file = offered(&mut stand);
    let mut wanted = ids;
    wanted.sort();
    let found: Vec<Id> = bundle::lines(&file).map(bundle::id).collect();
    assert_eq!(found, wanted);
    let mut none = Stand::new();
    none.lets_staff_in();
    none.staff(StaffMessage::ExportPressed);
    assert_eq!(says(&none), Some(Says::NothingToExport));
}

#[test]
fn a_day_ends_only_when_every_ballot_is_sent_or_in_a_file() {
    let (mut stand, ids) = with_unsent(2);
    stand.lets_staff_in();
    stand.staff(StaffMessage::EndPressed);
    assert_eq!(says(&stand), Some(Says::StillHere(2)));
    stand.staff(StaffMessage::EndConfirmed);
    assert_eq!(
        (says(&stand), stand.visit.device.memory.ballots.len()),
        (Some(Says::StillHere(2)), 2)
    );
    stand.staff(StaffMessage::ExportPressed);
    stand.staff(StaffMessage::EndPressed);
    assert_eq!(says(&stand), Some(Says::AsksEnd(2)));
    assert_eq!(
        stand.visit.device.memory.ballots.len(),
        2,
        "nothing goes before they agree"
    );
    stand.staff(StaffMessage::EndConfirmed);
    assert_eq!(stand.kiosk.staff, Staff::Over);
    assert_eq!(stand.visit.device.memory, Memory::default());
    assert_eq!(stand.kiosk.unsent().count(), 0);
    assert!(stand.visit.open().outbox.find(ids[0]).is_none());
    // Nobody votes until staff begin again.
    for message in [
        beside::Message::BeginPressed,
        beside::Message::Staff(StaffMessage::Left),
    ] {
        stand.happens(message);
        assert_eq!(stand.kiosk.cover(), Some(Cover::Staff));
    }
    stand.lets_staff_in();
    stand.staff(StaffMessage::Left);
    assert_eq!(stand.kiosk.cover(), Some(Cover::Waiting));
}

/// The way to the PIN is no way around it.
#[test]
fn after_the_end_of_a_day_who_leaves_the_pin_is_back_at_its_end() {
    let mut stand = Stand::new();
    stand.lets_staff_in();
    stand.staff(StaffMessage::EndPressed);
    for leaves in [
        beside::Message::Staff(StaffMessage::Left),
        beside::Message::TimePassed { ms: 60_000 },
    ] {
        stand.staff(StaffMessage::Asked);
        stand.types("1111");
        assert!(matches!(stand.kiosk.staff, Staff::Asks { wrong: true, .. }));
        stand.happens(leaves);
        assert_eq!(stand.kiosk.staff, Staff::Over);
        stand.happens(beside::Message::BeginPressed);
        assert_eq!(stand.kiosk.cover(), Some(Cover::Staff));
    }
    stand.lets_staff_in();
    stand.staff(StaffMessage::Left);
    assert_eq!(stand.kiosk.cover(), Some(Cover::Waiting));
    // On any other day it leads back to the visitors.
    stand.staff(StaffMessage::Asked);
    stand.staff(StaffMessage::Left);
    assert_eq!(stand.kiosk.cover(), Some(Cover::Waiting));
}

/// The page is opened anew at the new place, and what only the sealer has would be gone.
#[test]
fn a_kiosk_is_not_moved_while_somebodys_ballot_is_being_sealed() {
    let mut stand = Stand::new();
    stand.tell(EditMessage::EvenPressed);
    stand.tell(NavigateMessage::ScreenAsked(Screen::Check));
    // The box has not answered yet.
    stand.visit.state.update(SendMessage::SendPressed.into());
    stand.look();
    stand.lets_staff_in();
    stand.staff(StaffMessage::PlaceTyped("Town Hall".into()));
    stand.staff(StaffMessage::PlacePressed);
    assert_eq!(says(&stand), Some(Says::StillHere(1)));
    assert!(!stand.asked.contains(&beside::Effect::Move));
    stand.tell(SendMessage::CloseKnown(Closing::StillOpen));
    assert!(!stand.visit.open().unsent());
    stand.staff(StaffMessage::PlacePressed);
    assert!(stand.asked.contains(&beside::Effect::Move));
}

/// Between the file and the end of the day another ballot may have been cast.
#[test]
fn a_ballot_that_came_after_the_file_stays() {
    let (mut stand, _) = with_unsent(1);
    stand.lets_staff_in();
    stand.staff(StaffMessage::ExportPressed);
    stand.staff(StaffMessage::Left);
    stand.happens(beside::Message::BeginPressed);
    stand.tell(EditMessage::EvenPressed);
    stand.visit.send();
    stand.look();
    stand.lets_staff_in();
    stand.staff(StaffMessage::EndPressed);
    assert_eq!(says(&stand), Some(Says::StillHere(1)));
    assert_eq!(stand.visit.device.memory.ballots.len(), 2);
}

#[test]
fn a_day_on_which_all_was_sent_ends_at_once() {
    let mut stand = Stand::new();
    stand.lets_staff_in();
    stand.staff(StaffMessage::EndPressed);
    assert_eq!(stand.kiosk.staff, Staff::Over);
}

#[test]
fn no_own_device_and_nobody_without_the_pin_ends_a_day() {
    let mut visit = Visit::to(&Small::default(), own());
    visit.set([40, 20, 20, 20]);
    let id = visit.send();
    let before = visit.device.memory.clone();
    visit.tell(TurnMessage::DayEnded(vec![id]));
    assert_eq!(visit.device.memory, before);
    let (mut stand, _) = with_unsent(1);
    for message in [
        StaffMessage::ExportPressed,
        StaffMessage::EndPressed,
        StaffMessage::EndConfirmed,
        StaffMessage::PlacePressed,
        StaffMessage::SendPressed,
    ] {
        stand.asked.clear();
        stand.staff(message);
        assert_eq!(
            (&stand.asked[..], &stand.kiosk.staff),
            (&[][..], &Staff::Away)
        );
    }
    assert_eq!(stand.visit.device.memory.ballots.len(), 1);
}

#[test]
fn staff_move_a_device_and_a_power_cut_does_not_move_it_back() {
    let place = |name: &str| Slug::parse(name).expect("a name of the tests");
    let search = "?mode=kiosk&place=library&quiet=60&pin=new";
    let moved = "?mode=kiosk&place=town-hall&quiet=60";
    assert_eq!(at_place(search, &place("town-hall")), moved);
    for search in [
        "",
        "?Mode=Kisok",
        "#mode=kiosk",
        "?place=library?mode=kiosk",
    ] {
        let moved = at_place(search, &place("baths"));
        assert!(
            moved.starts_with("?mode=kiosk&place=baths"),
            "{search}: {moved}"
        );
    }
    let mut stand = Stand::at(search, with_pin());
    stand.kiosk.staff = Staff::Away;
    stand.kiosk.record = with_pin();
    stand.lets_staff_in();
    stand.staff(StaffMessage::PlacePressed);
    assert_eq!(says(&stand), Some(Says::NoPlace));
    stand.staff(StaffMessage::PlaceTyped("Town Hall".into()));
    stand.asked.clear();
    stand.staff(StaffMessage::PlacePressed);
    assert_eq!(stand.asked, [beside::Effect::Move]);
    let record = stand.record();
    // As it is started each time, and where it is led to.
    assert_eq!(record.moves_from("library"), Some(&place("town-hall")));
    assert_eq!(record.moves_from("town-hall"), None);
    // Moved once more, it is known by the address that it is started with.
    let mut there = Kiosk::new(Address::read(moved), record, [9; 32]).record;
    there.move_to("town-hall", place("baths"));
    assert_eq!(there.moves_from("library"), Some(&place("baths")));
    there.move_to("baths", place("library"));
    assert_eq!(there.moves_from("library"), None);
    // Whoever sets another address up has the last word.
    assert_eq!(there.moves_from("school"), None);
}

/// The device is led on to its place first, and the PIN is set there.
#[test]
fn a_lost_pin_is_replaced_on_a_device_that_was_moved() {
    let mut record = with_pin();
    record.move_to("library", Slug::parse("baths").expect("a name"));
    let led = |search| goes_on_at(search, &record);
    let there = led("?mode=kiosk&place=library&pin=new").expect("it was moved");
    assert_eq!(led(&there), None, "once");
    let kiosk = Kiosk::new(Address::read(&there), record.clone(), [9; 32]);
    assert!(matches!(kiosk.staff, Staff::Sets { .. }));
    assert_eq!(kiosk.address.place, "baths");
    let there = led("?mode=kiosk&place=library").expect("it was moved");
    assert_eq!(there, "?mode=kiosk&place=baths", "as on any other day");
}

#[test]
fn a_record_that_is_damaged_keeps_what_can_be_read() {
    let mut record = with_pin();
    record.count(7, day("2027-03-10"));
    assert_eq!(Record::read(&record.write()), record);
    let whole = record.write();
    for at in 0..whole.len() {
        let cut = Record::read(&whole[..at]);
        assert!(cut.all <= 7 && cut.today <= 7);
    }
    let odd = "all=many\nsalt=1\nhash=2\nmoved=a\nday=never\n=\n\u{0}";
    assert_eq!(Record::read(odd), Record::default());
}
