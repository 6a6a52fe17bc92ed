//! What stands on the pages of a shared device, and what never does.

use super::states::{Named, greeted, open};
use super::{Drawn, aldermoor, draw, every_page, none, page, state, word};

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

#[test]
fn a_kiosk_that_nobody_uses_says_what_this_is_and_lets_the_language_be_chosen_at_once() {
    for tag in ["en", "cy"] {
        let page = page(&format!("kiosk-waiting-{tag}"));
        let cover = page.by_id("waiting");
        let budget = &open(&state(&format!("kiosk-waiting-{tag}"))).budget.clone();
        let lang = super::states::lang(tag);
        for says in [budget.title.get(&lang), budget.summary.get(&lang)] {
            assert!(cover.text.contains(says), "{tag}: {says}");
        }
        for says in [
            &word(tag, "kiosk.begin"),
            "English",
            "Cymraeg",
            &word(tag, "kiosk.staff"),
        ] {
            assert!(cover.text.contains(says), "{tag}: {says}");
        }
        let strange = word(tag, "kiosk.strange").replace("{text}", "quiet=soon");
        assert!(cover.text.contains(&strange), "{tag}");
        // Where somebody is at work, nothing covers it.
        assert_eq!(
            self::page(&format!("kiosk-{tag}")).by_id("waiting").text,
            ""
        );
    }
}

#[test]
fn where_there_is_one_language_nobody_is_asked_for_it() {
    let one = aldermoor();
    let one = String::from_utf8(one).expect("JSON is text");
    let one = one.replace(r#"["en", "cy"]"#, r#"["en"]"#);
    let waiting = draw(Named {
        name: "kiosk-waiting-en".into(),
        state: greeted(one.as_bytes(), "en"),
        results: None,
    });
    let cover = waiting.by_id("waiting");
    assert!(cover.text.contains(&word("en", "kiosk.begin")));
    assert!(!cover.text.contains("English"), "{}", cover.text);
}

#[test]
fn staff_read_in_words_what_there_is_to_know() {
    for tag in ["en", "cy"] {
        let says = |screen: &str, key: &str, with: &str| {
            let text = &page(&format!("kiosk-{screen}-{tag}")).by_id("staff").text;
            let wanted = word(tag, key)
                .replace("{number}", with)
                .replace("{ballots}", with);
            assert!(text.contains(&wanted), "{screen}-{tag}: {wanted} in {text}");
        };
        let one = word(tag, "counted.ballots.one").replace("{n}", "1");
        says("first", "pin.set_says", "");
        says("pin", "pin.typed", "2");
        says("wrong", "pin.wrong", "");
        says("staff", "staff.waiting", "");
        says("staff", "staff.no_place", "");
        says("saved", "staff.exported", &one);
        says("ends", "staff.asks_end", &one);
        says("ends", "staff.end_sure", "");
        says("over", "over.title", "");
        // What is typed of a PIN, nobody reads.
        let typed = &page(&format!("kiosk-pin-{tag}")).by_id("staff");
        assert!(!typed.text.contains("24"), "{}", typed.text);
    }
}

/// Who presses "End the day" twice by mistake has not agreed to it.
#[test]
fn the_end_of_a_day_is_confirmed_elsewhere_than_it_is_asked_for() {
    for tag in ["en", "cy"] {
        let buttons = |screen: &str| -> Vec<String> {
            let page = page(&format!("kiosk-{screen}-{tag}"));
            let elements = page.elements.iter();
            let staff = elements.skip_while(|it| it.get("id") != Some("staff"));
            let buttons = staff.filter(|it| it.is("button"));
            buttons.map(|it| it.text.trim().to_owned()).collect()
        };
        let before = buttons("staff");
        let asked = buttons("ends");
        let end = word(tag, "staff.end");
        let at = before.iter().position(|says| *says == end);
        assert!(at.is_some_and(|at| asked[at] == end), "{tag}: {asked:?}");
        // Below all that was there before.
        assert_eq!(asked.len(), before.len() + 1);
        assert_eq!(asked.last(), Some(&word(tag, "staff.end_sure")));
    }
}

/// A screen reader hears the time now and then; each second would drown everything else.
#[test]
fn the_seconds_are_said_now_and_then() {
    for tag in ["en", "cy"] {
        let page = page(&format!("kiosk-alone-{tag}"));
        assert_eq!(page.by_id("still-says").get("aria-hidden"), Some("true"));
        let said = page.by_id("still-said");
        assert_eq!(said.get("role"), Some("status"));
        assert_eq!(
            said.text.trim(),
            word(tag, "kiosk.wiped").replace("{number}", "30")
        );
        assert_eq!(
            page.by_id("still-there").get("aria-describedby"),
            Some("still-said")
        );
    }
}
