//! What stands on the pages of a shared device, and what never does.

use super::states::open;
use super::{Drawn, every_page, none, page, state, word};

fn kiosk_pages() -> impl Iterator<Item = &'static Drawn> {
    every_page()
        .iter()
        .filter(|page| page.name.contains("kiosk"))
}

#[test]
fn no_kiosk_page_leads_out() {
    none(kiosk_pages().flat_map(|page| {
        let out = page.all("a").filter(|link| {
            let inside = link.get("href").is_some_and(|href| href.starts_with('#'));
            !inside || link.get("target").is_some()
        });
        out.map(|link| format!("{}: {link:?}", page.name))
    }));
    // The contact is there as text, and there are links on an own device: the test above can fail.
    let contact = open(&state("kiosk-en")).budget.organiser.contact.clone();
    let contact = contact.expect("the example has one");
    assert!(page("kiosk-en").text().contains(&contact));
    assert!(
        page("ballot-new-en")
            .all("a")
            .any(|link| link.get("target").is_some())
    );
}

#[test]
fn every_kiosk_page_has_the_way_to_the_next_person_and_no_other_page_has() {
    none(every_page().iter().filter_map(|page| {
        let tag = page.name.rsplit('-').next()?;
        let says = ["kiosk.next", "kiosk.unsent"].map(|key| word(tag, key));
        let buttons = page.all("button");
        let ways = buttons.filter(|button| says.contains(&button.text.trim().to_owned()));
        let wanted = usize::from(page.name.contains("kiosk"));
        let number = ways.count();
        (number != wanted).then(|| format!("{}: {number}", page.name))
    }));
    // Who has a whole ballot and has not sent it may believe that "finished" sends it.
    assert!(
        page("kiosk-check-en")
            .text()
            .contains(&word("en", "kiosk.unsent"))
    );
    assert!(
        !page("receipt-kiosk-en")
            .text()
            .contains(&word("en", "kiosk.unsent"))
    );
}

/// Who sets a kiosk up has to see that a power cut would lose what waits on it; nobody has sent before.
#[test]
fn a_kiosk_that_can_keep_nothing_says_so() {
    for tag in ["en", "cy"] {
        let text = page(&format!("kiosk-forgetful-{tag}")).text();
        assert!(text.contains(&word(tag, "check.no_storage")));
        assert!(!text.contains(&word(tag, "check.only_once")));
        assert!(!text.contains(&word(tag, "check.new_tab")));
    }
}

#[test]
fn a_kiosk_that_was_switched_off_says_that_what_was_sent_is_saved_and_lists_nothing() {
    for tag in ["en", "cy"] {
        let page = page(&format!("kiosk-restarted-{tag}"));
        assert!(page.text().contains(&word(tag, "kiosk.saved")));
        let state = state(&format!("kiosk-restarted-{tag}"));
        let ballot = &open(&state).outbox.ballots[0];
        assert!(!page.text().contains(&ballot.id.to_string()[..8]));
    }
}

#[test]
fn who_is_silent_is_asked_with_the_seconds_that_are_left() {
    for tag in ["en", "cy"] {
        let page = page(&format!("kiosk-alone-{tag}"));
        let dialog = page.by_id("still-there");
        assert_eq!(dialog.get("role"), Some("alertdialog"));
        let says = word(tag, "kiosk.wiped").replace("{number}", "23");
        assert_eq!(page.by_id("still-says").text.trim(), says);
    }
}

#[test]
fn an_address_that_nobody_understands_is_said_before_anything_else_is_done() {
    for tag in ["en", "cy"] {
        let page = page(&format!("kiosk-strange-{tag}"));
        let says = word(tag, "ballot.strange").replace("{text}", "mode=kisok");
        let alert = page
            .elements
            .iter()
            .find(|it| it.get("role") == Some("alert"));
        assert_eq!(alert.map(|it| it.text.trim()), Some(&*says));
    }
}

#[test]
fn the_results_say_how_and_from_where_ballots_came() {
    for tag in ["en", "cy"] {
        let page = page(&format!("results-first-{tag}"));
        let of =
            |number: u64| word(tag, "counted.ballots.other").replace("{n}", &number.to_string());
        let web = format!("{}: {}", word(tag, "who.web"), of(40));
        let hidden = word(tag, "who.hidden").replace("{hidden}", "21");
        for says in [web, hidden.replace("{ballots}", &of(40))] {
            let found = page.all("dd").any(|it| it.text.trim() == says);
            assert!(found, "{says}");
        }
        assert!(page.text().contains(&format!("town-hall: {}", of(19))));
    }
}
