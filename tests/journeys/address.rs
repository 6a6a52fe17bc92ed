//! What stands in the address is understood however it is written, or said not to be.

use common_purse::state::*;
use documents::Slug;

use crate::support::*;

fn read(search: &str) -> Address {
    Address::read(search)
}

#[test]
fn a_kiosk_is_a_kiosk_however_it_is_written() {
    for search in [
        "?mode=kiosk",
        "?mode=Kiosk",
        "?MODE=KIOSK",
        "?Mode=%20kiosk+",
        "?mode=kiosk%E2%80%8B",
        "?place=library&amp;mode=kiosk",
        "?utm_source=x&mode=kiosk&fbclid=y",
        "mode=kiosk&mode=own",
    ] {
        let address = read(search);
        assert_eq!(
            (address.mode, address.channel),
            (Mode::Kiosk, Channel::Kiosk),
            "{search}"
        );
        assert_eq!(address.strange, Vec::<String>::new(), "{search}");
    }
}

#[test]
fn a_misspelt_kiosk_keeps_nothing_and_says_so() {
    for (search, strange) in [
        ("?mode=kisok", "mode=kisok"),
        ("?mode=", "mode="),
        ("?mode", "mode"),
        ("?mode=shared", "mode=shared"),
        ("?mode=%FF", "mode=\u{fffd}"),
        ("?mdoe=kiosk", "mdoe=kiosk"),
        ("?kiosk", "kiosk"),
        ("?Kiosk=1", "Kiosk=1"),
        ("?device=kiosk", "device=kiosk"),
        ("?channel=kiosk", "channel=kiosk"),
    ] {
        let address = read(search);
        assert_eq!(address.mode, Mode::Kiosk, "{search}");
        assert_eq!(address.strange, [strange], "{search}");
        let mut visit = Visit::to(
            &Small::default(),
            Setting {
                mode: address.mode,
                ..own()
            },
        );
        visit.tell(EditMessage::EvenPressed);
        assert_eq!(visit.device.memory.draft, None, "{search}");
    }
}

#[test]
fn a_kiosk_in_an_address_that_was_put_together_wrongly_is_one_and_says_so() {
    for (search, strange) in [
        ("?mode%3Dkiosk", "mode=kiosk"),
        ("?mode:kiosk", "mode:kiosk"),
        ("?place=library?mode=kiosk", "place=library?mode=kiosk"),
        ("?place=library;mode=kiosk", "place=library;mode=kiosk"),
        ("?place=library,mode=kiosk", "place=library,mode=kiosk"),
        ("?place=library%20mode=Kiosk", "place=library mode=Kiosk"),
        ("?place=library%26mode=kiosk", "place=library&mode=kiosk"),
        ("?utm_source=x?mode=kisok", "utm_source=x?mode=kisok"),
        ("?lang=cy?mode=kiosk", "lang=cy?mode=kiosk"),
        ("#?mode=kiosk", "?mode=kiosk"),
        ("#mode=kiosk", "mode=kiosk"),
        ("?place=library#ballot?kiosk", "ballot?kiosk"),
    ] {
        let address = read(search);
        assert_eq!(
            (address.mode, address.channel),
            (Mode::Kiosk, Channel::Kiosk),
            "{search}"
        );
        assert_eq!(address.strange, [strange], "{search}");
        let place = search.contains('#') && search.contains("place");
        assert_eq!(address.place.is_some(), place, "{search}");
    }
    for search in ["#ballot", "#results", "#code=kiosk", "?#code=KIOSK-17", "#"] {
        assert_eq!(read(search), read(""), "{search}");
    }
}

#[test]
fn what_is_like_something_of_ours_is_never_passed_over() {
    for search in [
        "?chanel=paper",
        "?Chanel=",
        "?channel=papr",
        "?channel=post",
        "?plase=library",
        "?place=",
        "?place=%E5%B8%82%E5%BD%B9%E6%89%80",
        "?place=one&place=two",
        "?lang=welsh!",
        "?lang=",
        "?lnag=cy",
        "?type=paper",
    ] {
        assert_eq!(read(search).strange.len(), 1, "{search}");
    }
    let long = read(&format!("?place={}", "a".repeat(5_000)));
    assert_eq!(
        long.strange[0].chars().count(),
        40,
        "and is no place for messages"
    );
}

#[test]
fn what_is_somebody_elses_is_nobodys_business() {
    for search in [
        "",
        "?",
        "?&&",
        "?utm_source=x&fbclid=IwAR3k&gclid=1",
        "?ref=council&page=2&v=1&id=7",
        "?q=mode%3Dkiosk%20in%20the%20library%20please",
    ] {
        let address = read(search);
        assert_eq!(address, read(""), "{search}");
    }
}

#[test]
fn a_place_and_a_language_are_read_as_people_write_them() {
    for (search, place) in [
        ("?place=town-hall", "town-hall"),
        ("?place=Town%20Hall", "town-hall"),
        ("?place=Town+Hall", "town-hall"),
        ("?Place=Neuadd_Dref", "neuadd-dref"),
        ("?place=LIBRARY", "library"),
        ("?place=Main Library", "main-library"),
        ("?place=caf%C3%A9&utm_source=x", "cafe"),
        ("?place=50%", "50"),
        ("?place=hall&place=Hall", "hall"),
    ] {
        let address = read(search);
        assert_eq!(
            (address.place, address.strange),
            (Slug::parse(place), vec![]),
            "{search}"
        );
    }
    for (search, tag) in [
        ("?lang=CY", "cy"),
        ("?lang=cy_GB", "cy-gb"),
        ("?lang=cy", "cy"),
    ] {
        let address = read(search);
        assert_eq!(
            (address.lang, address.strange),
            (Some(lang(tag)), vec![]),
            "{search}"
        );
    }
    assert_eq!(read("?channel=Paper").channel, Channel::Paper);
    assert_eq!(read("?channel=table").channel, Channel::Table);
    assert_eq!(read("?channel=table&mode=kiosk").channel, Channel::Kiosk);
    assert_eq!(read("?channel=tabel").strange, ["channel=tabel"]);
    assert_eq!(read("?device=tablet").strange, [""; 0]);
    assert_eq!(read("?channel=paper&mode=kiosk").channel, Channel::Paper);
}
