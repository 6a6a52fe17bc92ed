//! What the page about the device says of it, and what it asks before everything is removed.

use common_purse::places::Place;
use common_purse::places::desk;
use common_purse::places::device::{self, Device, Message, Opens};
use common_purse::state::*;
use common_purse::words::{self, Words};
use documents::Lang;
use yew::prelude::*;

use crate::support::{self, *};

const PUBLIC: &str = "https://council.example.org/purse/";
const LAPTOP: &str = "http://192.168.1.5:8080/";

fn of(visit: &Visit, around: &[&str]) -> Device {
    let around: Vec<String> = around.iter().map(|it| (*it).to_owned()).collect();
    Device::of(&visit.state, Opens::Already, &around, true)
}

#[derive(Clone, PartialEq, Properties)]
struct Shown {
    device: Device,
    tag: &'static str,
}

#[component]
fn Page(shown: &Shown) -> Html {
    let lang = Lang::parse(shown.tag).expect("a language tag");
    let words = Words::new(
        lang.clone(),
        MoneyStyle::plain("GBP").into(),
        words::here_at_places(&lang),
    );
    device::page(&shown.device, &words, &Callback::noop())
}

/// The page's text and marks.
fn drawn(device: &Device, tag: &'static str) -> String {
    let runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = { runtime }.build().expect("a runtime of one thread");
    let shown = Shown {
        device: device.clone(),
        tag,
    };
    let page = yew::LocalServerRenderer::<Page>::with_props(shown).hydratable(false);
    runtime.block_on(page.render())
}

fn word(tag: &str, key: &str) -> String {
    let file = std::fs::read_to_string(format!("locales/places/{tag}.json")).expect("words");
    let (_, after) = file.split_once(&format!("\"{key}\": \"")).expect("the key");
    after.split('"').next().unwrap_or_default().to_owned()
}

#[test]
fn what_is_kept_is_named_and_nothing_else() {
    let mut visit = Visit::to(&Small::default(), own());
    let nothing = of(&visit, &[PUBLIC]);
    assert!(!nothing.keeps());
    visit.tell(EditMessage::EvenPressed);
    let draft = of(&visit, &[PUBLIC]);
    assert_eq!((draft.draft, draft.unsent, draft.sent), (true, 0, false));
    visit.tell(LoadMessage::ConnectionChanged { online: false });
    let id = visit.send();
    let bytes = visit.put(id);
    let unsent = of(&visit, &[PUBLIC]);
    assert_eq!((unsent.unsent, unsent.sent), (1, false));
    visit.answer(id, 201, Some(&bytes));
    let sent = of(&visit, &[PUBLIC]);
    assert_eq!((sent.unsent, sent.sent), (0, true));
    for tag in ["en", "cy"] {
        let says = |device: &Device, key| drawn(device, tag).contains(&word(tag, key));
        assert!(says(&nothing, "device.nothing") && !says(&nothing, "device.draft"));
        assert!(says(&draft, "device.draft") && !says(&draft, "device.nothing"));
        assert!(says(&sent, "device.sent") && !says(&unsent, "device.sent"));
    }
}

#[test]
fn before_everything_is_removed_the_page_asks_and_names_what_would_be_lost() {
    let mut device = Device {
        unsent: 2,
        online: false,
        ..Device::default()
    };
    device.alone = true;
    assert!(!drawn(&device, "en").contains(&word("en", "device.sure")));
    device.update(Message::RemovePressed);
    let asked = drawn(&device, "en");
    for says in [
        "2 ballots are not sent. They would be lost.",
        &word("en", "device.remove_offline"),
        &word("en", "device.sure"),
    ] {
        assert!(asked.contains(says), "{says}: {asked}");
    }
    let cymraeg = drawn(&device, "cy");
    assert!(
        cymraeg.contains("Mae 2 bleidlais heb eu hanfon."),
        "{cymraeg}"
    );
    device.update(Message::KeepPressed);
    assert!(!device.asks);
    // Whoever looks at the page meanwhile changes nothing of the question.
    device.update(Message::RemovePressed);
    assert!(device.looked(Device {
        unsent: 0,
        alone: true,
        ..Device::default()
    }));
    assert!(device.asks && !drawn(&device, "en").contains("lost"));
    assert!(
        !device.looked(Device {
            alone: true,
            ..Device::default()
        }),
        "nothing new"
    );
    device.update(Message::Confirmed);
    device.update(Message::RemovalFailed);
    assert!(drawn(&device, "en").contains(&word("en", "device.failed")));
}

#[test]
fn paper_ballots_that_were_typed_here_are_named_and_asked_about() {
    let desk = b"common-purse/desk/1\nbudget b h\ndone 1\nbatch 2 4\n\
        sheet 1 s\namount 5\nabout -\nsheet 2 s\nsheet 3 s\namount 7 no-view\n\
        sheet 4 s\namount 5\nballot b\nsent\n";
    // One sheet is spoilt, and one has become a ballot, which the outbox counts.
    assert_eq!(desk::waiting_sheets(desk), 2);
    assert_eq!(
        desk::waiting_sheets(b"common-purse/desk/1\nbudget b h\ndone 1\n"),
        0
    );
    let mut device = Device {
        alone: true,
        online: true,
        ..Device::default()
    };
    device.update(Message::PaperRead(Some(0)));
    device.update(Message::RemovePressed);
    assert!(device.keeps() && !drawn(&device, "en").contains("would be lost"));
    device.update(Message::PaperRead(Some(2)));
    device.looked(Device {
        alone: true,
        online: true,
        ..Device::default()
    });
    for (tag, lost) in [
        ("en", "2 paper ballots that were typed here are not sent."),
        ("cy", "Mae 2 bleidlais bapur a deipiwyd yma heb eu hanfon."),
    ] {
        let says = drawn(&device, tag);
        assert!(says.contains(lost), "{says}");
        assert!(says.contains(&word(tag, "device.paper")), "{says}");
        assert!(!says.contains(&word(tag, "device.nothing")), "{says}");
    }
}

#[test]
fn on_plain_http_the_page_says_what_it_cannot_do() {
    let device = |opens| Device {
        opens,
        alone: true,
        ..Device::default()
    };
    for tag in ["en", "cy"] {
        let says = |opens, key| drawn(&device(opens), tag).contains(&word(tag, key));
        assert!(
            says(Opens::Never, "device.insecure") && says(Opens::Never, "device.insecure_waits")
        );
        assert!(!says(Opens::Already, "device.insecure") && says(Opens::Already, "device.opens"));
        assert!(says(Opens::NotYet, "device.not_yet") && !says(Opens::NotYet, "device.opens"));
    }
}

/// A visit whose budget keeps its box there, and whose ballot has had so many attempts without an answer.
fn unanswered(home: &str, framed: bool, attempts: u32) -> Visit {
    let mut visit = Visit::just_opened(Setting { framed, ..own() }, support::Device::default());
    visit.tell_memory();
    let budget = String::from_utf8(Small::default().json()).expect("JSON is text");
    let at = format!(r#""ballot_box":"{home}","currency""#);
    let budget = budget.replacen(r#""currency""#, &at, 1);
    visit.tell(LoadMessage::BudgetArrived(budget.into_bytes()));
    visit.tell(EditMessage::EvenPressed);
    let id = visit.send();
    for attempt in 0..attempts {
        if attempt > 0 {
            visit.tell(SendMessage::RetryDue(id));
        }
        visit.tell(SendMessage::PutAnswered {
            ballot: id,
            answer: Answer::Nothing,
        });
    }
    visit
}

#[test]
fn a_box_on_a_local_network_that_answers_no_public_page_is_explained() {
    let local = "https://192.168.1.5:8080/box/";
    for (home, framed, attempts, around, explained) in [
        (local, false, 1, vec![PUBLIC], Some("192.168.1.5:8080")),
        // It has not been tried, or it is no other network.
        (local, false, 0, vec![PUBLIC], None),
        (local, false, 1, vec![LAPTOP], None),
        (
            "https://store.example.org/box/",
            false,
            1,
            vec![PUBLIC],
            None,
        ),
        ("box/", false, 1, vec![PUBLIC], None),
        // The page is on the laptop, in a council's page, or in one of the laptop's own.
        (
            "box/",
            true,
            1,
            vec![LAPTOP, PUBLIC],
            Some("192.168.1.5:8080"),
        ),
        ("box/", true, 1, vec![LAPTOP, LAPTOP], None),
        ("box/", true, 1, vec![LAPTOP], None),
        ("box/", true, 1, vec![PUBLIC, PUBLIC], None),
    ] {
        let visit = unanswered(home, framed, attempts);
        let device = of(&visit, &around);
        assert_eq!(device.local.as_deref(), explained, "{home} {around:?}");
        if let Some(host) = explained {
            assert_eq!(Place::at(&visit.state, "#receipt"), Some(Place::Local));
            let beside = Device {
                alone: false,
                ..device
            };
            for tag in ["en", "cy"] {
                let says = drawn(&beside, tag);
                assert!(
                    says.contains(host) && says.contains(&word(tag, "local.allow")),
                    "{says}"
                );
                assert!(
                    !says.contains(&word(tag, "device.title")),
                    "and nothing else"
                );
            }
        }
    }
}

#[test]
fn the_page_about_the_device_is_at_an_address_of_its_own_and_on_no_shared_device() {
    let visit = Visit::to(&Small::default(), own());
    assert_eq!(Place::at(&visit.state, "#device"), Some(Place::Device));
    assert_eq!(Place::at(&visit.state, ""), None);
    let kiosk = Visit::to(&Small::default(), kiosk());
    assert_eq!(Place::at(&kiosk.state, "#device"), Some(Place::Kiosk));
}
